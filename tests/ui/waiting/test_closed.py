"""The ways out and the leaks of a waiting room (L1 to L14 of our survey), each closed, each tried.

Events go to the window as the window system sends them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QClipboard,
    QCloseEvent,
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QHelpEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QPlainTextEdit, QWidget

from b12desk.desk.waiting_room import Stage
from b12desk.model.response import Subject
from b12desk.ui.intakes_page import IntakesPage
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.room import Room
from b12desk.ui.waiting.measure import APART, TARGET
from tests.ui.conftest import settle
from tests.ui.waiting.conftest import NAME, NUMBER, Patient, buttons

HandOver = Callable[..., Patient]
CTRL, ALT, META = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)
SHIFT = Qt.KeyboardModifier.ShiftModifier
BARE = Qt.KeyboardModifier.NoModifier
_K = Qt.Key
WAYS_OUT = [
    *[
        (key, CTRL)
        for key in (_K.Key_Q, _K.Key_W, _K.Key_P, _K.Key_S, _K.Key_O, _K.Key_N, _K.Key_C, _K.Key_V, _K.Key_X)
    ],
    *[(key, CTRL) for key in (_K.Key_Z, _K.Key_Y, _K.Key_A, _K.Key_Insert, _K.Key_Return)],
    *[(key, ALT) for key in (_K.Key_F4, _K.Key_Tab, _K.Key_T, _K.Key_V, _K.Key_H, _K.Key_Space)],
    *[(key, META) for key in (_K.Key_L, _K.Key_D, _K.Key_R)],
    *[(key, CTRL | ALT) for key in (_K.Key_T, _K.Key_F1)],
    *[
        (key, BARE)
        for key in (_K.Key_Escape, _K.Key_F1, _K.Key_F10, _K.Key_F11, _K.Key_Menu, _K.Key_Print, _K.Key_Back)
    ],
    *[(key, BARE) for key in (_K.Key_Close, _K.Key_Undo, _K.Key_Paste, _K.Key_Insert, _K.Key_Help)],
    *[(key, SHIFT) for key in (_K.Key_F1, _K.Key_F10, _K.Key_Insert, _K.Key_Delete)],
]


def pages(patient: Patient) -> list[Callable[[], None]]:
    """The ways to each page of a hand-over, one after the other."""

    def questions() -> None:
        while patient.sitting.stage is Stage.QUESTION:
            patient.answer_screen()
            patient.go_on()

    return [lambda: None, patient.confirm_birth, patient.go_on, questions, patient.go_on, patient.go_on]


def test_no_key_leads_out_of_any_page(hand_over: HandOver) -> None:
    patient = hand_over()
    for to_page in pages(patient):
        to_page()
        stage = patient.sitting.stage
        before = set(QApplication.topLevelWidgets())
        focused = patient.window.focusWidget()
        for key, held in WAYS_OUT:
            patient.key(key, held)
            assert patient.window.with_patient
            assert patient.window.isVisible()
            assert patient.window.focusWidget() is focused, (key, held)
        assert patient.sitting.stage is stage
        assert not [each for each in set(QApplication.topLevelWidgets()) - before if each.isVisible()]
    assert patient.locked is not None


def test_the_window_does_not_close_from_any_page_or_locked(hand_over: HandOver) -> None:
    patient = hand_over()
    for to_page in pages(patient):
        to_page()
        assert not patient.window.close()
        event = QCloseEvent()
        QApplication.sendEvent(patient.handle, event)
        assert not event.isAccepted()
        assert patient.window.isVisible()
        assert patient.window.with_patient


def test_after_staff_are_back_it_closes_and_keys_work_again(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.side.end(None)
    patient.press("staff")
    opened: list[QDialog] = []
    from PySide6.QtCore import QTimer

    QTimer.singleShot(
        0, lambda: [opened.append(QApplication.activeModalWidget()), QApplication.activeModalWidget().reject()]
    )  # type: ignore[func-returns-value, arg-type, union-attr]
    patient.key(Qt.Key.Key_F1)
    assert opened, "F1 helps"
    assert patient.window.close()


def test_l1_l6_l7_no_result_and_no_paper_is_reachable(hand_over: HandOver) -> None:
    patient = hand_over()
    seen: set[str] = set()
    patient.start()
    patient.walk(lambda: seen.update(patient.desk.names()))
    assert not [each for each in seen if each.startswith(("paper", "more:", "result", "page:result"))]
    assert patient.window.findChildren(ResultPage) == []
    assert patient.window.findChildren(QFileDialog) == []


def test_l2_l11_no_name_stands_anywhere(hand_over: HandOver) -> None:
    patient = hand_over()

    def look() -> None:
        told = " ".join(patient.texts())
        for private in (NAME, "Maria", NUMBER):
            assert private not in told
        assert NAME not in patient.window.windowTitle()

    look()
    patient.start()
    patient.press(
        "emergency_thoughts=suicidal"
        if "emergency_thoughts=suicidal" in patient.desk.names()
        else "emergency_body=chest-pain"
    )
    look()
    patient.walk(look)


def test_l3_l4_l5_l8_nobody_elses_intake_and_no_settings(hand_over: HandOver) -> None:
    patient = hand_over()
    for to_page in pages(patient):
        to_page()
        assert patient.window.findChildren(Room) == []
        assert patient.window.findChildren(IntakesPage) == []
        names = {each.objectName() for each in patient.window.findChildren(QWidget)}
        assert not [each for each in names if each.startswith(("draft:", "resume:", "discard:", "settings", "hand:"))]


def test_back_on_the_first_page_is_absent(hand_over: HandOver) -> None:
    patient = hand_over()
    assert "back" not in patient.desk.names()
    patient.confirm_birth()
    assert "back" not in patient.desk.names()


def test_l10_no_clipboard_reaches_the_next_patient(hand_over: HandOver) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("of the patient before")
    patient = hand_over()
    assert clipboard.text() == ""
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if mode is QClipboard.Mode.Clipboard or clipboard.supportsSelection():
            clipboard.setText("of the patient before", mode)
    patient.press("birth:day")
    box = patient.hand.find("birth:day")
    assert isinstance(box, QLineEdit)
    patient.key(Qt.Key.Key_V, CTRL)
    patient.key(Qt.Key.Key_Insert, SHIFT)
    QTest.mouseClick(patient.handle, Qt.MouseButton.MiddleButton, pos=box.mapTo(patient.window, box.rect().center()))
    settle()
    assert box.text() == ""
    patient.type("12")
    patient.key(Qt.Key.Key_A, CTRL)
    patient.key(Qt.Key.Key_C, CTRL)
    assert clipboard.text() == "of the patient before"
    patient.side.end(None)
    assert clipboard.text() == ""


def test_l12_the_next_person_finds_nothing_of_the_one_before(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    patient.press("emergency_body=not-sure")
    patient.side.end(None)
    settle()
    assert patient.window.findChildren(QLineEdit) == []
    assert patient.window.findChildren(QPlainTextEdit) == []
    assert not [each for each in patient.texts() if "Not sure" in each or "drooping" in each]
    assert [each.objectName() for each in buttons(patient.window)] == ["staff"]
    for _tab in range(4):
        patient.key(Qt.Key.Key_Tab)
        focused = patient.window.focusWidget()
        assert focused is None or focused.objectName() in ("staff", "locked", ""), focused


def test_undo_brings_nothing_back(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.press("birth:day")
    patient.type("31")
    box = patient.hand.find("birth:day")
    assert isinstance(box, QLineEdit)
    box.wipe()  # type: ignore[attr-defined]
    for key, held in (
        (Qt.Key.Key_Z, CTRL),
        (Qt.Key.Key_Undo, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Backspace, ALT),
    ):
        patient.key(key, held)
    assert box.text() == ""


def test_l13_l14_nothing_is_printed_or_written_beside_the_records(hand_over: HandOver, home: object) -> None:
    from pathlib import Path

    patient = hand_over()
    assert isinstance(home, Path)
    before = {each.name for each in home.rglob("*") if each.is_file()}
    patient.start()
    patient.walk(lambda: None)
    written = {each.name for each in home.rglob("*") if each.is_file()} - before
    assert not [each for each in written if not each.startswith(("records.db", "."))], written


@pytest.mark.parametrize("reason", list(QContextMenuEvent.Reason))
def test_no_menu_opens(hand_over: HandOver, reason: QContextMenuEvent.Reason) -> None:
    patient = hand_over()
    patient.press("birth:day")
    place = patient.hand.find("birth:day").mapTo(patient.window, QPoint(10, 10))
    QApplication.sendEvent(patient.handle, QContextMenuEvent(reason, place, patient.window.mapToGlobal(place)))
    QTest.mouseClick(patient.handle, Qt.MouseButton.RightButton, pos=place)
    settle()
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()]


def test_nothing_is_dropped_in_and_nothing_takes_drops(hand_over: HandOver) -> None:
    patient = hand_over()
    data = QMimeData()
    data.setText("dropped")
    data.setUrls([QUrl.fromLocalFile("/etc/hostname")])
    patient.press("birth:day")
    box = patient.hand.find("birth:day")
    assert isinstance(box, QLineEdit)
    place = QPointF(box.mapTo(patient.window, box.rect().center()))
    event = QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    assert patient.side.closed.eventFilter(patient.handle, event)
    assert box.text() == ""
    for to_page in pages(patient)[1:]:
        to_page()
        assert not [each for each in patient.side.findChildren(QWidget) if each.acceptDrops()]


def test_no_tooltip_no_help_no_link(hand_over: HandOver) -> None:
    patient = hand_over()
    for to_page in pages(patient):
        to_page()
        for each in patient.side.findChildren(QWidget):
            assert (each.toolTip(), each.whatsThis(), each.statusTip()) == ("", "", "")
            assert each.metaObject().className() not in ("QTextBrowser", "QWebEngineView")
        help_event = QHelpEvent(QEvent.Type.ToolTip, QPoint(20, 20), QPoint(20, 20))
        assert patient.side.closed.eventFilter(patient.handle, help_event)


def test_the_wheel_scrolls_and_changes_no_answer(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    patient.press("emergency_body=not-sure")
    before = dict(patient.sitting.session.answers)
    bar = patient.guide.frame.area.verticalScrollBar()
    bar.setValue(0)
    for tile in patient.guide._blocks()[0].tiles()[:3]:
        QTest.wheelEvent(patient.handle, QPointF(tile.mapTo(patient.window, tile.rect().center())), QPoint(0, -240))
    settle()
    assert dict(patient.sitting.session.answers) == before
    assert bar.value() > 0


def test_no_other_window_is_there(hand_over: HandOver) -> None:
    patient = hand_over()
    for to_page in pages(patient):
        to_page()
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        assert shown == [patient.window]


def test_something_that_goes_wrong_locks_and_shows_no_dialog(
    hand_over: HandOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    from b12desk import app

    patient = hand_over()
    patient.start()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    app.catch_all(patient.window)
    sys.excepthook(ValueError, ValueError("x"), None)
    settle()
    assert patient.locked is not None
    assert QApplication.activeModalWidget() is None


def held_of(name: str) -> list[Subject]:
    """All that is in memory of who is called so."""
    gc.collect()
    return [each for each in gc.get_objects() if isinstance(each, Subject) and each.display == name]


def test_after_the_end_no_object_holds_the_patient(hand_over: HandOver) -> None:
    others = held_of(NAME)  # what other tests left
    patient = hand_over()
    patient.start()
    patient.side.end(None)
    patient._sitting = None
    settle()
    assert [each for each in held_of(NAME) if not any(each is other for other in others)] == []


def test_a_colour_scheme_that_changes_leaves_the_patient_where_he_is(hand_over: HandOver) -> None:
    patient = hand_over(theme="auto")
    patient.start()
    screen = patient.sitting.screen
    patient.window.restyle(system_dark=True)
    settle()
    assert patient.sitting.screen == screen
    assert patient.window.with_patient
    assert (TARGET, APART) == (15, 4)
