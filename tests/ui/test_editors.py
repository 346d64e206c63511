"""Every editor by clicks and keys: what it reports, what it shows, and that it never answers by itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDateEdit, QLineEdit, QSpinBox, QWidget

from b12desk.engine.session import Session
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import ItemType
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from b12desk.ui.demo.driver import Driver, Given
from b12desk.ui.form_page import FormPage
from b12desk.ui.items import EDITORS
from tests.gallery import NAMES, gallery

Opened = Callable[[str], tuple[FormPage, Session]]


def questions(page: FormPage) -> list[str]:
    return [link_id for link_id, row in page.rows.items() if row.isVisible()]


@pytest.mark.parametrize("name", NAMES)
def test_a_gallery_page_shows_exactly_the_enabled_questions_and_answers_none(form_page: Opened, name: str) -> None:
    page, session = form_page(name)
    asked = {each.link_id for each in session.questionnaire.items[page.link_id].walk() if each.is_question}
    assert set(questions(page)) == session.enabled & asked
    assert not session.answers


@pytest.mark.parametrize("name", NAMES)
def test_no_page_has_a_widget_that_cannot_be_blank(form_page: Opened, name: str) -> None:
    page, _session = form_page(name)
    for kind in (QSpinBox, QDateEdit, QComboBox):
        assert not page.findChildren(kind)


def test_every_type_that_can_be_answered_has_an_editor() -> None:
    drawn = {kind for kind, _control in EDITORS}
    assert drawn == set(ItemType) - {ItemType.GROUP, ItemType.DISPLAY}
    assert all((kind, None) in EDITORS for kind in drawn)


def test_the_gallery_holds_every_type() -> None:
    shown = {item.type for name in NAMES for item in gallery(name).questionnaire.items.values()}
    assert shown == set(ItemType)


def first_of(session: Session, kind: ItemType) -> str:
    return next(link_id for link_id, item in session.questionnaire.items.items() if item.type is kind)


@pytest.mark.parametrize(
    ("name", "kind", "given", "answer"),
    [
        ("integer", ItemType.INTEGER, ["12"], 12),
        ("decimal", ItemType.DECIMAL, ["2,5"], Decimal("2.5")),
        ("date", ItemType.DATE, ["12", "3", "2019"], PartialDate(date="2019-03-12")),
        ("date", ItemType.DATE, ["", "3", "2019"], PartialDate(date="2019-03")),
        ("date", ItemType.DATE, ["", "", "2019"], PartialDate(date="2019")),
        ("string", ItemType.STRING, ["B12 <b>forte</b>"], "B12 <b>forte</b>"),
        ("text", ItemType.TEXT, ["one two"], "one two"),
        ("boolean", ItemType.BOOLEAN, "true", True),
        ("boolean", ItemType.BOOLEAN, "false", False),
    ],
)
def test_an_answer_by_hand_reaches_the_session_and_stays_on_the_screen(
    form_page: Opened, name: str, kind: ItemType, given: Given, answer: Answer
) -> None:
    page, session = form_page(name)
    link_id = first_of(session, kind)
    Driver(page).answer(link_id, given)
    assert session.answers[link_id] == (answer,)
    assert type(session.answers[link_id][0]) is type(answer)
    before = looks(page)
    page.refresh(session.questionnaire.items)
    assert looks(page) == before


def looks(page: FormPage) -> list[object]:
    """What every input of the page shows."""
    inputs = [each for row in page.rows.values() for each in row.editor.inputs()]
    return [
        each.isChecked() if isinstance(each, QAbstractButton) else each.text() if isinstance(each, QLineEdit) else 0
        for each in inputs
    ]


def test_delete_and_the_link_each_take_a_choice_back_and_a_second_press_does_not(form_page: Opened) -> None:
    page, session = form_page("choice")
    link_id = first_of(session, ItemType.CHOICE)
    code = session.questionnaire.options(link_id)[0].code
    hand = Driver(page)
    for take_back in (lambda: hand.key(Qt.Key.Key_Delete), lambda: hand.press(f"{link_id}:clear")):
        hand.press(f"{link_id}={code}")
        hand.press(f"{link_id}={code}")
        hand.key(Qt.Key.Key_Space, " ")
        hand.key(Qt.Key.Key_Backspace)
        assert session.answers[link_id] == (Coding(code=code),)
        take_back()
        assert link_id not in session.answers
        assert not any(looks(page))


def test_arrows_choose_the_neighbour_and_tab_stops_once_in_a_choice(form_page: Opened) -> None:
    page, session = form_page("choice")
    link_id = first_of(session, ItemType.CHOICE)
    codes = [each.code for each in session.questionnaire.options(link_id)]
    hand = Driver(page)
    page.rows[link_id].editor.take_focus()
    hand.key(Qt.Key.Key_Space, " ")
    assert session.answers[link_id] == (Coding(code=codes[0]),)
    hand.key(Qt.Key.Key_Down)
    assert session.answers[link_id] == (Coding(code=codes[1]),)
    hand.key(Qt.Key.Key_Up)
    hand.key(Qt.Key.Key_Up)
    assert session.answers[link_id] == (Coding(code=codes[-1]),)
    stops = [each for each in page.rows[link_id].editor.inputs() if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [each.objectName() for each in stops] == [f"{link_id}={codes[-1]}"]


def test_an_exclusive_option_and_the_others_clear_each_other(form_page: Opened) -> None:
    page, session = form_page("repeats")
    link_id = next(each for each, item in session.questionnaire.items.items() if item.repeats)
    options = session.questionnaire.options(link_id)
    alone = next(each.code for each in options if each.exclusive)
    others = [each.code for each in options if not each.exclusive][:2]
    hand = Driver(page)
    for code in others:
        hand.press(f"{link_id}={code}")
    assert session.answers[link_id] == tuple(Coding(code=each) for each in others)
    hand.press(f"{link_id}={alone}")
    assert session.answers[link_id] == (Coding(code=alone),)
    assert sum(1 for each in looks(page) if each is True) == 1
    hand.press(f"{link_id}={others[0]}")
    assert session.answers[link_id] == (Coding(code=others[0]),)


def test_a_quantity_asks_for_its_unit_and_takes_it_in_either_order(form_page: Opened) -> None:
    page, session = form_page("quantity")
    link_id = next(each for each, item in session.questionnaire.items.items() if len(item.unit_option) > 1)
    unit = session.questionnaire.items[link_id].unit_option[-1].code
    hand = Driver(page)
    hand.answer(link_id, ["3"])
    assert link_id not in session.answers
    assert {each.link_id: each.code for each in session.issues}[link_id] is IssueCode.WRONG_UNIT
    hand.press(f"{link_id}:unit={unit}")
    assert session.answers[link_id] == (Quantity(value=Decimal(3), unit=unit),)
    hand.press(f"{link_id}:clear")
    assert link_id not in session.answers
    hand.press(f"{link_id}:unit={unit}")
    hand.answer(link_id, ["4"])
    assert session.answers[link_id] == (Quantity(value=Decimal(4), unit=unit),)


def test_what_is_no_number_stays_as_typed_and_blocks(form_page: Opened) -> None:
    page, session = form_page("integer")
    link_id = first_of(session, ItemType.INTEGER)
    Driver(page).answer(link_id, ["twelve"])
    assert link_id not in session.answers
    assert session.state(link_id).draft == "twelve"
    assert "twelve" in looks(page)
    page.refresh(session.leave(link_id).items)
    assert page.rows[link_id].findChild(QWidget, f"{link_id}:error").isVisible()


def test_a_date_without_a_year_is_a_draft_and_the_boxes_keep_it(form_page: Opened) -> None:
    page, session = form_page("date")
    link_id = first_of(session, ItemType.DATE)
    Driver(page).answer(link_id, ["31", "2", "2019"])
    assert link_id not in session.answers
    page.refresh([link_id])
    assert looks(page)[:3] == ["31", "2", "2019"]


def test_not_sure_and_a_typed_answer_replace_each_other(form_page: Opened) -> None:
    page, session = form_page("unknown")
    hand = Driver(page)
    hand.answer("n", ["7"])
    assert session.answers["n"] == (7,)
    hand.press("n=not-sure")
    assert session.answers["n"] == (Coding(code="not-sure"),)
    assert "7" not in looks(page)
    hand.answer("n", ["8"])
    assert session.answers["n"] == (8,)
    hand.answer("d", ["", "", "2020"])
    hand.press("d=prefer-not-to-say")
    assert session.answers["d"] == (Coding(code="prefer-not-to-say"),)
    assert "2020" not in looks(page)


def test_open_choice_takes_an_option_or_own_words(form_page: Opened) -> None:
    page, session = form_page("open_choice")
    link_id = first_of(session, ItemType.OPEN_CHOICE)
    code = session.questionnaire.options(link_id)[0].code
    hand = Driver(page)
    hand.press(f"{link_id}={code}")
    assert session.answers[link_id] == (Coding(code=code),)
    hand.answer(link_id, ["my own words"])
    assert session.answers[link_id] == ("my own words",)
    hand.press(f"{link_id}={code}")
    assert session.answers[link_id] == (Coding(code=code),)
    assert "my own words" not in looks(page)


def test_a_row_that_stops_applying_goes_and_its_answer_comes_back_with_it(form_page: Opened) -> None:
    page, session = form_page("gate")
    gate = questions(page)[0]
    hand = Driver(page)
    hand.press(f"{gate}=yes")
    opened = [each for each in questions(page) if each != gate]
    assert opened
    hand.press(f"{gate}=no")
    assert questions(page) == [gate]
    hand.press(f"{gate}=yes")
    assert [each for each in questions(page) if each != gate] == opened
    assert set(questions(page)) <= session.enabled


@pytest.mark.parametrize("name", ["choice", "repeats", "integer", "date", "string", "text", "gtable"])
def test_the_wheel_answers_nothing(form_page: Opened, name: str) -> None:
    page, session = form_page(name)
    for row in page.rows.values():
        for each in row.editor.inputs():
            each.setFocus()
            middle = QPointF(each.rect().center())
            down = QWheelEvent(
                middle,
                QPointF(each.mapToGlobal(middle.toPoint())),
                QPoint(0, 0),
                QPoint(0, -120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(each, down)
    assert not session.answers


@pytest.mark.parametrize("name", ["integer", "decimal", "quantity", "date", "string", "text", "open_choice"])
def test_boxes_take_no_drop_and_offer_no_menu(form_page: Opened, name: str) -> None:
    page, _session = form_page(name)
    boxes = [
        each for row in page.rows.values() for each in row.editor.inputs() if not isinstance(each, QAbstractButton)
    ]
    assert boxes
    for box in boxes:
        assert not box.acceptDrops()
        assert box.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu


def test_show_state_emits_nothing_and_may_be_repeated(form_page: Opened) -> None:
    page, session = form_page("full")
    said: list[object] = []
    page.answered.connect(lambda *given: said.append(given))
    page.drafted.connect(lambda *given: said.append(given))
    page.ticked.connect(lambda *given: said.append(given))
    for _again in range(3):
        for link_id, row in page.rows.items():
            row.show_state(session.state(link_id))
    assert not said
