"""The whole way by keys alone, and by touch alone; what has the focus is in sight; nothing moves by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractAnimation, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from b12desk.desk.waiting_room import Stage
from b12desk.engine.patient_path import Screen
from b12desk.model.values import Coding
from b12desk.ui.waiting.big_tiles import BigCheck
from b12desk.ui.waiting.blocks import Block
from tests.ui.conftest import settle
from tests.ui.waiting.conftest import NO, Patient

HandOver = Callable[..., Patient]


def in_sight(patient: Patient) -> bool:
    """Whether what has the focus can be seen, and no bar lies over it."""
    focused = patient.window.focusWidget()
    area = patient.guide.frame.area
    if focused is None or not area.isAncestorOf(focused) or focused is patient.guide.page:
        return True
    view = QRect(area.mapTo(patient.window, QPoint()), area.size())
    place = QRect(focused.mapTo(patient.window, QPoint()), focused.size())
    return view.contains(place) or (place.height() > view.height() and view.intersects(place))


def tab_to(patient: Patient, name: str) -> None:
    """Tab until this has the focus; a radio column is entered, and walked by arrows."""
    for _press in range(80):
        focused = patient.window.focusWidget()
        assert in_sight(patient), focused
        if focused is not None and focused.objectName() == name:
            return
        column = focused is not None and focused.objectName().partition("=")[0] == name.partition("=")[0]
        patient.key(Qt.Key.Key_Down if column and not isinstance(focused, BigCheck) else Qt.Key.Key_Tab)
    raise AssertionError(f"{name} cannot be reached")


def target(block: Block) -> str:
    """The tile that says no."""
    codes = [each.code for each in block.tiles()]
    return f"{block.link_id}={next((each for each in NO if each in codes), codes[-1])}"


def waiting(patient: Patient) -> Block | None:
    """The next question of the screen that wants an answer: one may bring another."""
    return next((each for each in patient.guide._blocks() if patient.sitting.holds(each.link_id)), None)


def enter(patient: Patient) -> None:
    """Enter, as often as there is something left to see."""
    page = patient.guide.page
    for _press in range(12):
        patient.key(Qt.Key.Key_Return)
        if patient.side.guide is None or patient.guide.page is not page:
            return


@pytest.mark.parametrize("size", [2, 6])
def test_by_keys_alone(hand_over: HandOver, size: int) -> None:
    patient = hand_over(size=size)
    for text in ("12", "march", "1951"):
        patient.type(text)
        patient.key(Qt.Key.Key_Tab)
    enter(patient)
    assert patient.sitting.stage is Stage.WELCOME
    enter(patient)
    while patient.sitting.stage is Stage.QUESTION:
        while block := waiting(patient):
            tab_to(patient, target(block))
            if patient.sitting.holds(block.link_id):
                patient.key(Qt.Key.Key_Space)
        before = patient.sitting.screen
        enter(patient)
        assert patient.sitting.screen != before
    enter(patient)
    assert patient.sitting.stage is Stage.EASE
    tab_to(patient, "ease=good")
    patient.key(Qt.Key.Key_Return)
    assert patient.locked is not None
    patient.key(Qt.Key.Key_Tab)
    patient.key(Qt.Key.Key_Return)
    assert not patient.window.with_patient


class Finger:
    """Touches as a touch screen sends them."""

    device = None

    def __init__(self, patient: Patient) -> None:
        self._patient = patient
        Finger.device = Finger.device or QTest.createTouchDevice()

    def touch(self, widget: QWidget) -> None:
        patient = self._patient
        if patient.side.guide is not None and patient.guide.frame.area.isAncestorOf(widget):
            patient.guide.frame.bring(widget)
        self.at(widget.mapTo(patient.window, widget.rect().center()))

    def at(self, place: QPoint) -> None:
        window = self._patient.handle
        QTest.touchEvent(window, Finger.device).press(0, place, window).commit()
        QTest.touchEvent(window, Finger.device).release(0, place, window).commit()
        settle()

    def press(self, name: str) -> None:
        self.touch(self._patient.hand.find(name))

    def go_on(self) -> None:
        page = self._patient.guide.page
        for _press in range(12):
            self.press("continue")
            if self._patient.side.guide is None or self._patient.guide.page is not page:
                return


def test_by_touch_alone(hand_over: HandOver) -> None:
    patient = hand_over()
    finger = Finger(patient)
    for part, keys in (("day", ["1", "2"]), ("month", ["Mar"]), ("year", ["1", "9", "5", "1"])):
        finger.press(f"birth:{part}")
        for each in keys:
            finger.press(f"key:{each}")
    finger.go_on()
    finger.go_on()
    while patient.sitting.stage is Stage.QUESTION:
        while block := waiting(patient):
            finger.press(target(block))
        before = patient.sitting.screen
        finger.go_on()
        assert patient.sitting.screen != before
    finger.go_on()
    finger.press("ease=middling")
    assert patient.locked is not None
    finger.press("staff")
    assert not patient.window.with_patient


def test_a_touch_that_ends_the_warning_touches_nothing_else(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    finger, tile = Finger(patient), patient.guide._blocks()[0].tiles()[0]
    place = tile.mapTo(patient.window, tile.rect().center())
    patient.hours.now += 100
    patient.side.idle.tick()
    settle()
    assert "idle-warning" in patient.desk.names()
    finger.at(place)
    assert "idle-warning" not in patient.desk.names()
    assert not tile.isChecked()
    finger.at(place)
    assert tile.isChecked()


def only(patient: Patient, link_id: str) -> Block:
    """Have the screen ask this question, which its gates have opened."""
    sitting, session = patient.sitting, patient.sitting.session
    session.answer("medicines_common", Coding(code="metformin"))
    session.answer("b12_taken", Coding(code="injections"), Coding(code="own-b12"))
    assert link_id in session.enabled
    sitting._walk[sitting._at] = Screen((link_id,))
    patient.guide._shown = None
    patient.guide.look()
    settle()
    return patient.guide._blocks()[0]


TYPED = [
    ("med_metformin.dose", [("text", ["2", ".", "5"]), ("text", ["1", "0", "0", "0"])], ""),
    ("med_metformin.duration", [("text", ["6"])], "a"),
    ("b12_taken.last_injection", [("month", ["Mar"]), ("year", ["2", "0", "2", "5"])], ""),
    ("b12_taken.product", [("text", ["a", "space", "b"])], ""),
]


@pytest.mark.parametrize(("link_id", "parts", "unit"), TYPED)
def test_what_is_typed_has_our_own_keys(
    hand_over: HandOver, link_id: str, parts: list[tuple[str, list[str]]], unit: str
) -> None:
    patient = hand_over()
    patient.start()
    session, block = patient.sitting.session, only(patient, link_id)
    assert block.link_id == link_id
    for part, keys in parts:
        box = patient.hand.find(f"{link_id}:{part}")
        assert isinstance(box, QLineEdit)
        patient.tap(box)
        assert patient.guide.frame.pad.isVisible()
        assert in_sight(patient)
        while box.text():
            patient.press("key:erase")
        for key in keys:
            patient.press(f"key:{key}")
    if unit:
        patient.go_on()
        assert "Choose the unit" in block.wrong
        patient.press(f"{link_id}:unit={unit}")
    assert session.answers.get(link_id), session.state(link_id)
    if f"{link_id}=not-sure" not in patient.desk.names():
        return
    patient.press(f"{link_id}=not-sure")
    assert session.answers[link_id] == (Coding(code="not-sure"),)
    assert not any(each.text() for each in block.inputs() if isinstance(each, QLineEdit))
    patient.press(f"{link_id}:{parts[-1][0]}")
    for key in parts[-1][1]:
        patient.press(f"key:{key}")
    assert session.answers.get(link_id) != (Coding(code="not-sure"),)


def test_what_is_no_date_says_which_part_is_wrong(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    block = only(patient, "b12_taken.last_injection")
    for part, text in (("day", "31"), ("month", "2"), ("year", "2025")):
        patient.press(f"b12_taken.last_injection:{part}")
        patient.type(text)
    patient.go_on()
    assert block.wrong == "There is no day 31 in February 2025."


def test_words_of_ones_own(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    while patient.sitting.stage is Stage.QUESTION:
        patient.answer_screen()
        patient.go_on()
    last = patient.sitting.last_box
    assert last
    patient.press(f"{last}:text")
    for key in ("i", "space", "a", "m", "space", "o", "k", "signs", "."):
        patient.press(f"key:{key}")
    assert patient.sitting.session.answers[last] == ("i am ok.",)


def test_nothing_is_animated(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    assert patient.window.findChildren(QAbstractAnimation) == []
