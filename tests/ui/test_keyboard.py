"""The keyboard alone, and what assistive technology sends: both reach every question, in the order of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from b12desk.engine.session import REVIEW, Session
from b12desk.model.comparison import Operator
from b12desk.model.questionnaire import ItemType
from b12desk.model.values import Coding, Quantity
from b12desk.settings import Settings
from b12desk.ui.demo.driver import Driver
from b12desk.ui.form_page import FormPage
from b12desk.ui.items.choice import ChoiceEditor, ManyEditor
from b12desk.ui.settings_dialog import SettingsDialog
from tests.gallery import NAMES
from tests.ui.conftest import Desk, settle

Opened = Callable[[str], tuple[FormPage, Session]]
TEXTS = {ItemType.INTEGER: "7", ItemType.DECIMAL: "7", ItemType.QUANTITY: "7", ItemType.STRING: "w", ItemType.TEXT: "w"}


def heard(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def act(widget: QWidget, action: str) -> None:
    """What a screen reader, a switch or voice control sends."""
    actions = heard(widget).actionInterface()
    assert action in actions.actionNames()
    actions.doAction(action)
    settle()


def put(box: QWidget, text: str) -> None:
    """Replace the text of a box, as assistive technology does."""
    found = heard(box)
    if (editable := found.editableTextInterface()) is not None:
        editable.deleteText(0, found.textInterface().characterCount())
        editable.insertText(0, text)
    else:
        found.setText(QAccessible.Text.Value, text)
    settle()


def answer_by_action(page: FormPage, session: Session, link_id: str) -> None:
    """Answer one question without pointer, key or focus."""
    item, editor = session.questionnaire.items[link_id], page.rows[link_id].editor
    inputs = list(editor.inputs())
    if isinstance(editor, ChoiceEditor | ManyEditor):
        act(inputs[0], "Toggle")
    elif item.type is ItemType.DATE:
        for box, text in zip(inputs[:3], ("12", "3", "2019"), strict=True):
            put(box, text)
    elif item.type is ItemType.OPEN_CHOICE:
        act(inputs[0], "Toggle")
    else:
        put(inputs[0], TEXTS[item.type])
        for each in inputs[1:2]:
            if ":unit=" in each.objectName():
                act(each, "Toggle")


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_question_is_answered_by_the_accessible_action(form_page: Opened, name: str) -> None:
    page, session = form_page(name)
    while waiting := [each for each, row in page.rows.items() if row.isVisible() and each not in session.answers]:
        answer_by_action(page, session, waiting[0])
        assert session.answers.get(waiting[0]), waiting[0]
        shown = [each for each in page.rows[waiting[0]].editor.inputs() if isinstance(each, QAbstractButton)]
        assert (
            not shown
            or any(heard(each).state().checked for each in shown)
            or not isinstance(page.rows[waiting[0]].editor, ChoiceEditor | ManyEditor)
        )


@pytest.mark.parametrize("name", ["unknown", "open_choice", "text", "string", "date", "quantity", "integer"])
def test_every_box_takes_text_and_not_sure_from_assistive_technology(form_page: Opened, name: str) -> None:
    page, session = form_page(name)
    for link_id, row in page.rows.items():
        for each in row.editor.inputs():
            if isinstance(each, QAbstractButton):
                act(each, "Toggle")
                assert each.isChecked()
                if ":unit=" not in each.objectName():
                    code = each.objectName().rpartition("=")[2]
                    assert session.answers[link_id] == (Coding(code=code),)


def test_an_action_on_a_chosen_answer_leaves_it_chosen_and_on_a_box_unticks_it(desk: Desk) -> None:
    desk.to("about")
    for _again in range(2):
        act(desk.hand.find("sex=male"), "Toggle")
        assert desk.session.answers["sex"] == (Coding(code="male"),)
    act(desk.hand.find("ethnicity=asian"), "Toggle")
    act(desk.hand.find("ethnicity=black"), "Toggle")
    assert desk.session.answers["ethnicity"] == (Coding(code="asian"), Coding(code="black"))
    act(desk.hand.find("ethnicity=asian"), "Toggle")
    assert desk.session.answers["ethnicity"] == (Coding(code="black"),)
    act(desk.hand.find("ethnicity=not-sure"), "Toggle")
    assert desk.session.answers["ethnicity"] == (Coding(code="not-sure"),)
    assert [each.isChecked() for each in desk.page.rows["ethnicity"].editor.inputs()].count(True) == 1  # type: ignore[attr-defined]


def test_buttons_turn_pages_by_their_action(desk: Desk, qtbot: QtBot) -> None:
    desk.to("about")
    desk.hand.fill_page(desk.page, {"respondent": "staff", "age": ["70"], "sex": "male"})
    act(desk.hand.find("next"), "Press")
    qtbot.waitUntil(lambda: desk.page.link_id == "diet")
    act(desk.hand.find("back"), "Press")
    qtbot.waitUntil(lambda: desk.page.link_id == "about")


def test_a_name_put_in_by_assistive_technology_is_kept(desk: Desk) -> None:
    put(desk.hand.find("patient:name"), "Maria Sample")
    assert desk.session.subject.display == "Maria Sample"


def test_settings_are_chosen_by_the_accessible_action(show: Callable[[QWidget], QWidget]) -> None:
    dialog = SettingsDialog(None, Settings())
    show(dialog)
    act(Driver(dialog).find("theme=dark"), "Toggle")
    assert dialog.chosen.theme == "dark"


# Tab


def opened(desk: Desk) -> Iterator[FormPage]:
    """Every page with every list ticked as far as it goes, and every first detail opened as well."""
    items = desk.session.questionnaire.items
    gates = [each for item in items.values() for each in item.enable_when]
    openers = {(each.question, code) for each in gates for code in each.codes}
    openers -= {(each.question, code) for each in gates if each.operator is Operator.NOT_EQUAL for code in each.codes}
    while desk.visit.shown != REVIEW:
        page = desk.page
        desk.hand.fill_page(page, {"respondent": "staff", "age": ["34"], "sex": "female"})
        tried: set[str] = set()
        while waiting := [each for each, row in page.rows.items() if row.isVisible() and each not in tried]:
            tried.add(waiting[0])
            options = [each for each in desk.session.state(waiting[0]).options if not each.exclusive]
            opening = [each.code for each in options if (waiting[0], each.code) in openers]
            for code in opening if items[waiting[0]].repeats else opening[:1]:
                desk.hand.press(f"{waiting[0]}={code}")
        yield page
        desk.hand.press("next")
        assert desk.intake.page is not page, [each.link_id for each in desk.session.issues]


def tabbed(desk: Desk, page: FormPage, *, back: bool = False) -> list[QWidget]:
    """What Tab goes through on ``page``, once round."""
    found: list[QWidget] = []
    start = desk.hand.find("back" if back else "settings-button")
    start.setFocus()
    for _times in range(2000):
        desk.hand.key(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        focused = desk.window.focusWidget()
        assert focused is not None
        if page.isAncestorOf(focused):
            if focused in found:
                break
            found.append(focused)
        elif found:
            break
    return found


def tree(found: QAccessibleInterface) -> Iterator[object]:
    """The accessible tree, from the outside in."""
    for index in range(found.childCount()):
        child = found.child(index)
        if child is not None:
            yield child.object()
            yield from tree(child)


def as_read(page: FormPage, widget: QWidget) -> tuple[int, ...]:
    """The place of ``widget`` in the order of reading: from line to line, but a list that is ticked down its columns.

    What excludes the others of a list stands in its last line.
    """
    ground, row = page.widget(), page.row_of(widget)
    assert ground is not None
    place = widget.mapTo(ground, QPoint(0, widget.height() // 2))
    if row is None or not isinstance(row.editor, ManyEditor):
        return round(place.y() / 12), place.x()
    last = max(each.y() for each in row.editor.inputs())
    top = round(row.mapTo(ground, QPoint()).y() / 12)
    return (top, 1, widget.x()) if widget.y() == last else (top, 0, widget.x(), widget.y())


@pytest.mark.slow
def test_tab_the_screen_and_the_accessible_tree_have_one_order_over_the_whole_form(desk: Desk) -> None:
    questions = 0
    for page in opened(desk):
        stops = tabbed(desk, page)
        lines = [as_read(page, each) for each in stops]
        assert lines == sorted(lines), [
            (one.objectName(), two.objectName())
            for one, two, a, b in zip(stops, stops[1:], lines, lines[1:], strict=False)
            if a > b
        ]
        assert tabbed(desk, page, back=True) == stops[::-1]
        in_tree = [each for each in tree(heard(page)) if each in stops]
        assert in_tree == stops
        reached = {row.link_id for each in stops if (row := page.row_of(each)) is not None}
        assert reached == {each for each, row in page.rows.items() if row.isVisible()}
        questions += len(reached)
    assert questions > 100


def test_after_a_gate_tab_goes_to_the_question_that_has_just_appeared(desk: Desk) -> None:
    desk.to("about")
    desk.hand.fill_page(desk.page, {"respondent": "staff", "age": ["34"], "sex": "female"})
    desk.hand.press("next")
    desk.hand.press("diet_pattern=none-of-these")
    desk.hand.press("food_estimate=yes")
    desk.hand.find("food_estimate=yes").setFocus()
    desk.hand.key(Qt.Key.Key_Tab)
    focused = desk.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "food_liver=never"


def test_a_duration_is_answered_with_keys_alone(desk: Desk) -> None:
    desk.to("about")
    desk.hand.fill_page(desk.page, {"respondent": "staff", "age": ["34"], "sex": "female"})
    for _page in range(2):
        desk.hand.press("next")
    desk.hand.press("medicines_common=metformin")
    desk.hand.find("med_metformin.duration:text").setFocus()
    desk.hand.type("6")
    desk.hand.key(Qt.Key.Key_Tab)
    desk.hand.key(Qt.Key.Key_Space, " ")
    desk.hand.key(Qt.Key.Key_Down)
    given = desk.session.answers["med_metformin.duration"][0]
    assert isinstance(given, Quantity)
    assert given.unit == "a"
    desk.hand.key(Qt.Key.Key_Tab)
    focused = desk.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "med_metformin.duration=not-sure"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left):
        desk.hand.key(key)
        assert desk.session.answers["med_metformin.duration"] == (given,), "an arrow wipes no number"


@pytest.mark.parametrize("name", ["unknown"])
def test_arrows_beside_a_box_walk_and_space_chooses(form_page: Opened, name: str) -> None:
    page, session = form_page(name)
    hand = Driver(page)
    hand.answer("d", ["", "", "2020"])
    kept = session.answers["d"]
    tiles = [each for each in page.rows["d"].editor.inputs() if isinstance(each, QAbstractButton)]
    tiles[0].setFocus()
    hand.key(Qt.Key.Key_Down)
    assert session.answers["d"] == kept
    hand.key(Qt.Key.Key_Space, " ")
    assert session.answers["d"] == (Coding(code=tiles[1 % len(tiles)].objectName().rpartition("=")[2]),)
