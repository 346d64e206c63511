"""The lock: everything is out of sight at once; the same person finds it as it was, another one a closed desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from b12desk.ui.demo.driver import Driver
from b12desk.ui.help import show_help
from b12desk.ui.kit import dialogs
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.kit.waiting import run
from tests.ui.answering import Answering, Step
from tests.ui.answering import press as press_button
from tests.ui.conftest import settle, wait_for
from tests.ui.staffed import PINS, Staffed, staffed

__all__ = ["staffed"]
PATIENT, NUMBER = "Maria Sample", "48577"


def said_by(interface: object, depth: int = 0) -> list[str]:
    """All names, descriptions and values of an accessibility tree."""
    if interface is None or depth > 60:
        return []
    told = [
        interface.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    ]  # type: ignore[attr-defined]
    for place in range(interface.childCount()):  # type: ignore[attr-defined]
        told += said_by(interface.child(place), depth + 1)  # type: ignore[attr-defined]
    return told


def told_outside() -> str:
    """What anybody could see, or have read out, of the program."""
    told = []
    for window in QGuiApplication.topLevelWindows():
        told.append(window.title())
        told += said_by(QAccessible.queryAccessibleInterface(window))
    for each in QApplication.allWidgets():
        if each.isVisible():
            told += [each.windowTitle(), each.toolTip(), each.accessibleName(), each.accessibleDescription()]
            text = getattr(each, "text", None)
            told.append(text() if callable(text) else "")
    return "\n".join(filter(None, told))


def with_patient(desk: Staffed) -> None:
    """An intake of somebody, at the second question."""
    desk.hand.press("new")
    desk.hand.press("patient:name")
    desk.hand.type(PATIENT)
    desk.hand.press("patient:number")
    desk.hand.type(NUMBER)


def test_nothing_of_the_patient_is_to_be_seen_or_heard_and_all_of_it_is_back(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    with_patient(desk)
    wizard, title = desk.intake, desk.window.windowTitle()
    assert PATIENT in told_outside()
    desk.lock()
    told = told_outside()
    assert PATIENT not in told
    assert NUMBER not in told
    assert desk.window.windowTitle() == "This desk is locked"
    assert "Ana Reyes was at the desk." in told
    assert {"page:desk", "desk:pin", "desk:enter"} <= desk.names()
    assert not {"patient", "next", "settings-button"} & desk.names()
    desk.sign_in("Ana Reyes")
    assert desk.intake is wizard
    assert desk.window.windowTitle() == title
    assert PATIENT in told_outside()
    assert desk.window.focusWidget().objectName() == "patient:number"
    assert [each[:2] for each in desk.deeds()[-3:]] == [
        ("Ana Reyes", "begun"), ("Ana Reyes", "locked"), ("Ana Reyes", "came back"),
    ]  # fmt: skip


def test_what_is_half_typed_is_saved_before_it_is_hidden(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    desk.hand.press("new")
    desk.hand.press("patient:name")
    desk.hand.type(PATIENT)
    identifier = desk.visit.identifier
    desk.lock()
    assert desk.records.load(identifier).response.subject.display == PATIENT


def test_a_dialog_that_waits_is_hidden_and_back_in_its_state_for_the_same_person(
    staffed: Callable[..., Staffed], show: Callable[[QWidget], QWidget]
) -> None:
    desk = staffed()
    with_patient(desk)
    seen: list[object] = []

    def lock_and_come_back() -> None:
        message = QApplication.activeModalWidget()
        assert isinstance(message, Message)
        desk.window.sentry.lock()  # type: ignore[union-attr]  # as Ctrl+L does, which no dialog holds up
        settle()
        seen.append((message.isVisible(), "Discard" in told_outside(), QApplication.activeModalWidget()))
        desk.sign_in("Ana Reyes")
        seen.append((message.isVisible(), QApplication.activeModalWidget() is message))
        Driver(message).press("message:1")

    QTimer.singleShot(0, lock_and_come_back)
    answer = dialogs.ask(desk.window, f"Discard {PATIENT}?", ["It is gone then."], ["Keep", "Discard"])
    assert answer == 1
    assert seen == [(False, False, None), (True, True)]


def test_for_another_person_dialogs_are_gone_and_the_intake_is_saved_and_closed(
    staffed: Callable[..., Staffed],
) -> None:
    desk = staffed()
    with_patient(desk)
    identifier = desk.visit.identifier
    answers: list[int] = []

    def change() -> None:
        outer = QApplication.activeModalWidget()
        assert outer is not None
        QTimer.singleShot(0, lock)
        answers.append(dialogs.ask(outer, "Sure?", [PATIENT], ["No", "Yes"]))

    def lock() -> None:
        desk.window.sentry.lock()  # type: ignore[union-attr]
        desk.sign_in("Ben Okafor")
        assert desk.window.wizard is not None, "what waits for an answer has it first"

    QTimer.singleShot(0, change)
    answers.append(dialogs.ask(desk.window, "Leave?", [PATIENT], ["Stay", "Leave"]))
    assert wait_for(lambda: desk.window.wizard is None)
    settle()
    assert answers == [-1, -1]
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    assert desk.records.load(identifier).response.subject.display == PATIENT
    assert "new" in desk.names()
    assert desk.staff.who().name == "Ben Okafor"
    assert ("Ben Okafor", "took over", "Ana Reyes") in desk.deeds()
    desk.hand.press(f"resume:{identifier}")
    assert desk.deeds()[-1] == ("Ben Okafor", "resumed", "")


def test_a_dialog_that_comes_while_it_is_locked_waits_for_whoever_unlocks(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    with_patient(desk)
    desk.lock()
    seen: list[bool] = []

    def come_back() -> None:
        shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, Message) and each.isVisible()]
        seen.append(bool(shown))
        assert PATIENT not in told_outside()
        desk.sign_in("Ana Reyes")

    QTimer.singleShot(20, come_back)
    with Answering(Step(Message, press_button("message:0"))) as person:
        dialogs.show_message(desk.window, "info", f"Printed: {PATIENT}", "It is out.")
    assert seen == [False]
    assert f"Printed: {PATIENT}" in person.seen[0]


class _OfTheSystem(QDialog):
    """As a print dialog of Windows: not a window of Qt, so that nobody can hide it; somebody presses OK in it."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self._meanwhile = meanwhile

    def exec(self) -> int:
        self._meanwhile()
        self.accept()
        return QDialog.DialogCode.Accepted.value


def test_what_is_pressed_in_a_dialog_of_the_system_while_it_is_locked_does_nothing(
    staffed: Callable[..., Staffed],
) -> None:
    desk = staffed()
    accepted = QDialog.DialogCode.Accepted.value
    assert run(_OfTheSystem(lambda: None)) == accepted
    assert run(_OfTheSystem(desk.lock)) == QDialog.DialogCode.Rejected.value
    desk.sign_in("Ana Reyes")
    assert run(_OfTheSystem(lambda: None)) == accepted


def test_the_dialog_for_files_and_menus_are_hidden_too(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    with_patient(desk)
    files = QFileDialog(desk.window, f"Save {PATIENT}")
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    files.selectFile("maria-sample.pdf")
    seen: list[bool] = []

    def lock() -> None:
        desk.window.sentry.lock()  # type: ignore[union-attr]
        seen.append(files.isVisible() or "maria-sample" in told_outside())
        desk.sign_in("Ana Reyes")
        seen.append(files.isVisible() and files.selectedFiles()[0].endswith("maria-sample.pdf"))
        files.reject()

    QTimer.singleShot(0, lock)
    run(files)
    files.deleteLater()
    assert seen == [False, True]


def test_the_clipboard_is_wiped_if_it_is_ours(staffed: Callable[..., Staffed], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)  # which Qt offscreen never says
    desk = staffed()
    QGuiApplication.clipboard().setText(PATIENT)
    desk.lock()
    assert QGuiApplication.clipboard().text() == ""


def test_help_does_not_come_up_while_it_is_locked(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    desk.lock()
    QTest.keyClick(desk.window, Qt.Key.Key_F1)
    assert QApplication.activeModalWidget() is None


# Nobody is there


def press(desk: Staffed, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """As the window system sends it."""
    QTest.keyClick(desk.window.windowHandle(), key, held)


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def timed(desk: Staffed) -> Seconds:
    clock = Seconds()
    sentry = desk.window.sentry
    assert sentry is not None
    sentry.idle._clock = clock
    sentry.idle.start()
    return clock


def test_it_locks_after_five_minutes_without_a_key_a_pointer_or_a_finger(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    with_patient(desk)
    clock = timed(desk)
    idle = desk.window.sentry.idle  # type: ignore[union-attr]
    clock.now = 299
    idle.look()
    assert "next" in desk.names()
    press(desk, Qt.Key.Key_Shift)
    clock.now = 598
    idle.look()
    assert "next" in desk.names()
    QTest.mouseMove(desk.window.windowHandle(), desk.window.rect().center())
    clock.now = 897
    idle.look()
    assert "next" in desk.names()
    clock.now = 898
    idle.look()
    assert "page:desk" in desk.names()
    assert desk.deeds()[-1] == ("Ana Reyes", "locked", "idle")
    clock.now = 5000
    idle.look()
    assert desk.deeds()[-1] == ("Ana Reyes", "locked", "idle"), "it is locked once"


def test_how_long_that_is_the_settings_say(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    clock = timed(desk)
    desk.window._settings = desk.window._settings.changed(lock_after="15")
    clock.now = 899
    desk.window.sentry.idle.look()  # type: ignore[union-attr]
    assert "new" in desk.names()
    clock.now = 900
    desk.window.sentry.idle.look()  # type: ignore[union-attr]
    assert "page:desk" in desk.names()


def test_ctrl_l_locks_also_from_a_dialog(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    seen: list[bool] = []

    def lock() -> None:
        message = QApplication.activeModalWidget()
        assert message is not None
        QTest.keyClick(message.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        settle()
        seen.append("page:desk" in desk.names() and not message.isVisible())
        desk.sign_in("Ana Reyes")
        Driver(message).press("message:0")

    QTimer.singleShot(0, lock)
    show_help(desk.window)
    assert seen == [True]
    press(desk, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "page:desk" in desk.names()


def test_where_nobody_signs_in_nothing_locks(open_desk: Callable[..., Staffed]) -> None:
    desk = open_desk()
    assert desk.window.sentry is None
    assert "lock" not in desk.names()


# Another look, the end


def test_another_look_comes_to_the_lock_at_once_and_to_the_rest_when_it_is_back(
    staffed: Callable[..., Staffed],
) -> None:
    desk = staffed()
    with_patient(desk)
    desk.lock()
    desk.hand.press("desk:pin")
    desk.hand.type("4802")
    room = desk.window.room
    desk.window._settings = desk.window._settings.changed(theme="dark")
    desk.window.restyle()
    settle()
    assert PATIENT not in told_outside()
    assert desk.window.room is room
    desk.hand.type("59")
    desk.hand.press("desk:enter")
    settle()
    assert desk.window.room is not room
    assert desk.visit.session.subject.display == PATIENT
    assert "lock" in desk.names()


def test_closing_a_locked_desk_keeps_all(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    with_patient(desk)
    identifier = desk.visit.identifier
    desk.lock()
    assert desk.window.close()
    again = staffed("")
    again.sign_in("Ben Okafor")
    again.hand.press(f"resume:{identifier}")
    assert again.visit.session.subject.display == PATIENT


def test_closing_it_with_a_dialog_behind_the_lock_answers_that_first(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    closed: list[bool] = []

    def close() -> None:
        desk.window.sentry.lock()  # type: ignore[union-attr]
        closed.append(desk.window.close())

    QTimer.singleShot(0, close)
    assert dialogs.ask(desk.window, PATIENT, ["x"], ["No", "Yes"]) == -1
    assert closed == [False]
    assert wait_for(lambda: not desk.window.isVisible())


def test_where_the_disk_takes_nothing_nobody_else_is_let_in(
    staffed: Callable[..., Staffed], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = staffed()
    with_patient(desk)
    desk.lock()
    monkeypatch.setattr(desk.window.reception, "keep", lambda: False)
    desk.sign_in("Ben Okafor")
    assert desk.said("desk:note") == "The open intake cannot be saved now: only Ana Reyes can go on with it."
    assert not desk.window.close()
    assert desk.said("desk:note").startswith("The answers given last are not saved.")
    desk.sign_in("Ana Reyes", PINS["Ana Reyes"])
    assert desk.visit.session.subject.display == PATIENT
