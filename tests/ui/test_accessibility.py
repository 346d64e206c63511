"""What assistive technology hears, read through Qt's accessibility tree; and the canary of the Qt binding."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from b12desk.engine.session import Session
from b12desk.ui.form_page import FormPage
from b12desk.ui.items.choice import ChoiceEditor
from b12desk.ui.kit.option_tile import CheckTile, RadioTile
from b12desk.ui.question_row import QuestionRow
from tests.gallery import NAMES
from tests.ui.conftest import Desk
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


def test_every_button_on_every_page_has_a_name(desk: Desk) -> None:
    def check() -> None:
        for each in desk.window.findChildren(QAbstractButton):
            if each.isVisible():
                assert said(each, Text.Name).strip(), each.objectName()

    check()
    desk.hand.fill(desk.intake, SAMPLE)
    check()
    desk.hand.press("next")
    check()


def test_steps_say_their_place_and_state(desk: Desk) -> None:
    assert said(desk.hand.find("step:now"), Text.Name) == "Step 1 of 8: First: do you need help now?, current step"
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
