"""What assistive technology hears, read through Qt's accessibility tree; and the canary of the Qt binding."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from b12desk.engine.session import Session
from b12desk.model.questionnaire import ItemType
from b12desk.ui.form_page import FormPage
from b12desk.ui.items.choice import ChoiceEditor, ManyEditor
from b12desk.ui.items.note import Note
from b12desk.ui.kit.option_tile import CheckTile, RadioTile
from b12desk.ui.question_row import QuestionRow
from tests.gallery import NAMES
from tests.ui.conftest import Desk, settle
from tests.ui.maria import SAMPLE

Opened = Callable[[str], tuple[FormPage, Session]]
Text = QAccessible.Text


def said(widget: QWidget, what: Text) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found.text(what)


def check_row(row: QuestionRow, question: str, help_text: str, *, required: bool) -> None:
    """One question: group and inputs are named by it, described by help, unit and "required"."""
    assert said(row.editor, Text.Name) == question
    described = said(row.editor, Text.Description)
    assert help_text in described
    assert ("Required." in described) == required
    for each in row.editor.inputs():
        name = said(each, Text.Name)
        assert name.strip()
        if isinstance(each, QAbstractButton):
            role = QAccessible.queryAccessibleInterface(each).role()
            expected = {RadioTile: QAccessible.Role.RadioButton, CheckTile: QAccessible.Role.CheckBox}[type(each)]
            assert role is expected
            bare = isinstance(each, RadioTile) and each.bare
            assert (name == f"{question}: {each.text()}") if bare else each.text() in name
            if each.isVisible():
                assert QAccessible.queryAccessibleInterface(each).rect().size() == each.size(), "the whole target"
        else:
            assert question in name
            assert help_text in said(each, Text.Description)


@pytest.mark.parametrize("name", NAMES)
def test_every_gallery_question_is_named_and_described(form_page: Opened, name: str) -> None:
    page, session = form_page(name)
    for link_id, row in page.rows.items():
        item = session.questionnaire.items[link_id]
        question = f"{item.prefix} {item.text}" if item.prefix else item.text
        check_row(row, question, item.help or "", required=item.required)


def test_every_question_of_the_shipped_form_is_named_and_described(desk: Desk) -> None:
    seen = 0
    while isinstance(page := desk.intake.page, FormPage):
        desk.hand.fill_page(page, SAMPLE)
        for link_id, row in page.rows.items():
            item = desk.session.questionnaire.items[link_id]
            check_row(row, item.text, item.help or "", required=item.required)
            seen += 1
        desk.hand.press("next")
    assert seen >= len(SAMPLE)


def test_units_are_part_of_the_description(form_page: Opened) -> None:
    page, session = form_page("quantity")
    for link_id, row in page.rows.items():
        for unit in session.questionnaire.items[link_id].unit_option:
            assert unit.display in said(row.editor, Text.Description)


def test_an_error_is_described_while_it_is_there_and_no_longer(desk: Desk) -> None:
    desk.to("about")
    desk.hand.press("next")
    row = desk.page.rows["sex"]
    assert "Error: Answer this question to go on." in said(row.editor, Text.Description)
    desk.hand.press("sex=male")
    assert "Error" not in said(row.editor, Text.Description)


def test_a_grid_cell_says_question_and_option(desk: Desk) -> None:
    desk.to("about")
    desk.hand.fill_page(desk.page, SAMPLE)
    desk.hand.press("next")
    desk.hand.press("diet_pattern=none-of-these")
    desk.hand.press("food_estimate=yes")
    editor = desk.page.rows["food_cheese"].editor
    assert isinstance(editor, ChoiceEditor)
    names = [said(each, Text.Name) for each in editor.inputs()]
    question = desk.session.questionnaire.items["food_cheese"].text
    assert f"{question}: Every day" in names


def test_the_state_of_a_choice_is_heard(desk: Desk) -> None:
    desk.to("about")
    desk.hand.press("sex=female")
    states = {
        each.objectName(): QAccessible.queryAccessibleInterface(each).state().checked
        for each in desk.page.rows["sex"].editor.inputs()
    }
    assert [name for name, checked in states.items() if checked] == ["sex=female"]


def misplaced(window: QWidget) -> Iterator[str]:
    """What stands above or left of what assistive technology goes through before it.

    "Clear" stands over the corner of its question, and is heard behind the answer that it takes back; a note is heard
    behind its box, and stands where there is room. A question and its answers, and answers
    in columns, are read down their columns.
    """
    for parent in window.findChildren(QWidget):
        parts = [each for each in parent.children() if isinstance(each, QWidget) and each.isVisible()]
        parts = [each for each in parts if not each.objectName().endswith(":clear") and not isinstance(each, Note)]
        for one, other in pairwise(parts):
            first, second = one.geometry(), other.geometry()
            beside = first.top() <= second.bottom() and second.top() <= first.bottom()
            columns = isinstance(parent, QuestionRow | ChoiceEditor | ManyEditor) and second.left() > first.right()
            if (second.bottom() < first.top() and not columns) or (beside and second.right() < first.left()):
                yield f"{other.objectName()} {second} before {one.objectName()} {first} in {parent.objectName()}"


def test_every_button_on_every_page_has_a_name_and_the_tree_is_in_the_order_of_the_screen(desk: Desk) -> None:
    def check() -> None:
        for each in desk.window.findChildren(QWidget):
            if each.isVisible():
                role = QAccessible.queryAccessibleInterface(each).role()
                if isinstance(each, QAbstractButton) or role is QAccessible.Role.Graphic:
                    assert said(each, Text.Name).strip(), each.objectName()
        assert list(misplaced(desk.window)) == []

    check()
    while isinstance(page := desk.intake.page, FormPage):
        desk.hand.fill_page(page, SAMPLE)
        check()
        desk.hand.press("next")
    check()
    desk.hand.press("next")
    check()


def test_titles_of_pages_and_cards_are_headings(desk: Desk) -> None:
    found = {}
    for each in desk.page.findChildren(QLabel):
        heard = QAccessible.queryAccessibleInterface(each)
        if heard.role() is QAccessible.Role.Heading:
            found[heard.text(Text.Name)] = heard.attributesInterface().attributeValue(QAccessible.Attribute.Level)
    groups = [each.text for each in desk.session.questionnaire.items["now"].item if each.type is ItemType.GROUP]
    assert found == {desk.page.title.text(): 1, **dict.fromkeys(groups, 2)}


def test_the_window_is_called_after_the_page_and_its_problems_and_never_after_the_patient(desk: Desk) -> None:
    title = desk.window.windowTitle
    assert title() == "First: do you need help now? - B12 Desk"
    desk.hand.press("patient:name")
    desk.hand.type("Hollis")
    desk.hand.press("next")
    assert title() == "About you - B12 Desk"
    desk.hand.press("next")
    assert title() == "About you, 3 problems - B12 Desk"
    desk.hand.press("sex=male")
    assert title() == "About you, 2 problems - B12 Desk"
    desk.hand.press("back")
    assert title() == "First: do you need help now? - B12 Desk"
    desk.hand.press("back")
    assert title() == "B12 Desk"


def test_a_page_that_is_turned_to_and_questions_that_open_are_announced(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said_now: list[str] = []
    for module in ("form_page", "wizard_frame"):
        monkeypatch.setattr(f"b12desk.ui.{module}.announce_text", lambda _source, text: said_now.append(text))
    desk.to("about")
    settle()
    assert said_now == ["Step 2 of 8: About you"]
    desk.hand.fill_page(desk.page, {"sex": "female", "age": ["30"]})
    assert said_now[1:] == ["New question below: Are you pregnant or breastfeeding?"]


def test_steps_say_their_place_and_state(desk: Desk) -> None:
    assert (
        said(desk.hand.find("step:now"), Text.Name) == "Step 1 of 8: First: do you need help now?, current step, 3 open"
    )
    assert said(desk.hand.find("step:diet"), Text.Name).endswith("to come")


def test_tab_walks_the_questions_in_reading_order(desk: Desk) -> None:
    desk.to("about")
    page = desk.page
    focused: list[str] = []
    page.focus_first()
    for _times in range(40):
        row = page.row_of(desk.window.focusWidget())
        if row is not None and row.link_id not in focused:
            focused.append(row.link_id)
        desk.window.focusNextChild()
    shown = [each for each in page.rows if page.rows[each].isVisible()]
    assert focused == shown


def test_a_reference_to_none_is_not_lost_by_the_binding(qapp: object) -> None:
    """PySide6 6.12.0 on CPython 3.11 loses one on each of these calls; the process dies after some thousand."""
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 100


def test_what_scrolls_has_as_many_parts_hidden_as_shown(desk: Desk) -> None:
    """Qt reads beyond its list when asked for one that went: a screen reader would crash the window as a page turns."""
    before = desk.page
    parts = [QAccessible.queryAccessibleInterface(each) for each in desk.window.findChildren(QScrollArea)]
    shown = [each.childCount() for each in parts]
    desk.to("about")
    assert not before.isVisible()
    assert [each.childCount() for each in parts] == shown == [1] * len(shown)
