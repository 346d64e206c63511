"""The pages before the records: which one stands there, what each asks, and that a wrong word costs nothing."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from b12desk import app
from b12desk.desk.safe import Standing, WrongKeyError, WrongPassphraseError
from b12desk.errors import Problem, StoreError
from b12desk.model.definition import Definition
from b12desk.settings import Settings
from b12desk.ui.administration import Administration
from b12desk.ui.door.passphrase_dialog import PassphraseDialog
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.settings_dialog import SettingsDialog
from b12desk.ui.window import MainWindow
from tests.ui.answering import Answering, Step, press, say
from tests.ui.conftest import Desk, settle, wait_for
from tests.ui.safe_double import HALVES, PASSPHRASE, SafeDouble

BOXES = {"unlock:passphrase", "recovery:first", "recovery:second", "recovery:new", "recovery:again"}
REFUSAL = StoreError("This folder cannot hold your records.", [Problem("/mnt/share", "it lies elsewhere.", "Move it.")])


class Door(Desk):
    """A window at its door. ``kept``: the settings that were kept."""

    def __init__(self, window: MainWindow, safe: SafeDouble, kept: list[Settings]) -> None:
        super().__init__(window)
        self.safe = safe
        self.kept = kept

    def until(self, name: str) -> None:
        """Wait until this is on the screen."""
        assert wait_for(lambda: name in self.names()), f"{name} does not come; there is {self.names()}"
        settle()

    def rest(self) -> None:
        """Wait until no work goes on."""
        porter = self.window._porter
        if porter is not None:
            porter.settle()
        settle()

    def said(self, name: str) -> str:
        """What the line called ``name`` says."""
        found = self.hand.find(name)
        assert isinstance(found, QLabel)
        return found.text()

    def texts(self) -> str:
        """All that is to be read."""
        shown = (each.text() for each in self.window.findChildren(QLabel) if each.isVisible())
        return "\n".join(shown).replace(ZERO_WIDTH_SPACE, "")

    def focused(self) -> str:
        """What has the focus."""
        found = self.window.focusWidget()
        return found.objectName() if found is not None else ""

    def fill(self, **boxes: str) -> None:
        """Type into the boxes of the page; ``recovery_first`` is ``recovery:first``."""
        for name, text in boxes.items():
            self.hand.press(name.replace("_", ":"))
            self.hand.type(text)


@pytest.fixture
def door(show: Callable[[QWidget], QWidget], shipped: Definition, tmp_path: Path) -> Callable[..., Door]:
    """Open a window at its door; what is asked of the safe is told by it."""

    def open_it(
        standing: Standing = Standing.NEW,
        *,
        refusal: StoreError | None = None,
        size: tuple[int, int] = (1180, 820),
        settings: Settings | None = None,
        told: tuple[str, ...] = (),
        waits: int = 0,
    ) -> Door:
        safe = SafeDouble(tmp_path / "records", standing)
        safe.refusal, safe.told, safe.waits = refusal, told, waits
        kept: list[Settings] = []
        window = MainWindow(settings or Settings(), safe, lambda: shipped, app.open_intakes, keep=kept.append)
        window.resize(*size)
        show(window)
        return Door(window, safe, kept)

    return open_it


# Which page


@pytest.mark.parametrize(
    ("standing", "page", "focus"),
    [
        (Standing.NEW, "page:welcome", "door:set-up"),
        (Standing.LOCKED, "page:unlock", "unlock:passphrase"),
        (Standing.NO_KEYS, "page:recovery", "recovery:first"),
    ],
)
def test_the_first_page_is_the_one_that_fits(
    door: Callable[..., Door], standing: Standing, page: str, focus: str
) -> None:
    shown = door(standing)
    assert page in shown.names()
    assert shown.focused() == focus
    assert shown.window.reception is None
    assert not shown.safe.asked
    assert "new" not in shown.names()


def test_a_refusal_is_told_in_words_with_what_to_do_and_looked_at_again(door: Callable[..., Door]) -> None:
    shown = door(refusal=REFUSAL)
    for words in ("This folder cannot hold your records.", "It lies elsewhere.", "Move it.", "/mnt/share"):
        assert words in shown.texts()
    shown.hand.press("refused:again")
    assert "page:refused" in shown.names()
    shown.safe.refusal, shown.safe.standing_now = None, Standing.LOCKED
    shown.hand.press("refused:again")
    assert "page:unlock" in shown.names()


def test_where_records_cannot_be_one_may_still_try_it(door: Callable[..., Door]) -> None:
    shown = door(refusal=REFUSAL)
    shown.hand.press("refused:try")
    shown.until("new")
    assert "trial" in shown.names()


# Try it


def test_try_it_asks_nothing_says_on_every_page_that_nothing_is_kept_and_keeps_nothing(
    door: Callable[..., Door], home: Path, tmp_path: Path
) -> None:
    shown = door()
    assert "trial" not in shown.names()
    shown.hand.press("door:try")
    shown.until("new")
    assert "Try it: nothing is kept when this window closes" in shown.texts()
    shown.hand.press("new")
    assert "trial" in shown.names()
    shown.hand.press("emergency_body=none-of-these")
    shown.window._settings = shown.window._settings.changed(theme="dark")
    shown.window.restyle()
    settle()
    assert "trial" in shown.names()
    assert shown.session.answers["emergency_body"]
    assert shown.visit.choices.letterhead == ("Made with Try it: not a patient's paper",)
    with Answering(Step(SettingsDialog, press("settings:keep"))):
        shown.hand.press("settings-button")
    shown.window.close()
    assert shown.kept == []
    assert not (tmp_path / "records").exists()
    assert not list(home.rglob("*.db*"))


def test_the_window_that_only_tries_asks_nothing_from_the_first_paint_on(
    show: Callable[[QWidget], QWidget], shipped: Definition, tmp_path: Path
) -> None:
    safe = SafeDouble(tmp_path / "records", Standing.LOCKED)
    window = MainWindow(Settings(), safe, lambda: shipped, app.open_intakes, trial=True)
    (told,) = window.findChildren(QWidget, "trial")
    assert not told.isHidden()
    show(window)
    Door(window, safe, []).hand.press("new")
    assert window.wizard is not None
    assert safe.asked == []


# The passphrase


def test_the_passphrase_opens_and_is_nowhere_afterwards(door: Callable[..., Door]) -> None:
    shown = door(Standing.LOCKED, told=("2 intakes of the former program were taken over.",))
    shown.hand.type(PASSPHRASE)
    QTest.keyClick(shown.hand.find("unlock:passphrase"), Qt.Key.Key_Return)
    shown.until("new")
    assert shown.safe.asked == [("unlock", PASSPHRASE)]
    assert shown.focused() == "new"
    assert "2 intakes of the former program were taken over." in shown.texts()
    assert "trial" not in shown.names()
    settle()
    assert not [each for each in QApplication.allWidgets() if each.objectName() in BOXES]
    shown.hand.press("new")
    shown.hand.press("back")
    settle()
    assert "taken over" not in shown.texts(), "it is told once"


def test_what_was_shown_and_copied_is_wiped_from_the_clipboard(
    door: Callable[..., Door], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)  # which Qt offscreen never says
    shown = door(Standing.LOCKED)
    shown.hand.type(PASSPHRASE)
    line = shown.hand.find("unlock:passphrase")
    assert isinstance(line, QLineEdit)
    assert line.displayText() != PASSPHRASE
    shown.hand.press("unlock:passphrase:show")
    assert line.displayText() == PASSPHRASE
    line.selectAll()
    line.copy()
    assert QGuiApplication.clipboard().text() == PASSPHRASE
    shown.hand.press("unlock:open")
    shown.until("new")
    assert QGuiApplication.clipboard().text() == ""


def test_work_goes_on_beside_the_window_and_a_second_press_does_nothing(door: Callable[..., Door]) -> None:
    shown = door(Standing.LOCKED)
    shown.safe.gate.clear()
    shown.hand.type(PASSPHRASE)
    shown.hand.press("unlock:open")
    assert shown.said("unlock:note") == "The records are being opened ..."
    for name in ("unlock:open", "unlock:lost"):
        shown.hand.press(name)
    QTest.keyClick(shown.hand.find("unlock:passphrase"), Qt.Key.Key_Return)
    assert "page:unlock" in shown.names()
    shown.safe.gate.set()
    shown.until("new")
    assert [each[0] for each in shown.safe.asked] == ["unlock"]
    assert threading.main_thread() not in shown.safe.threads


def test_a_wrong_one_is_told_in_place_and_the_wait_is_counted_down(door: Callable[..., Door]) -> None:
    shown = door(Standing.LOCKED)
    shown.hand.press("unlock:open")
    assert shown.said("unlock:note") == "Type the passphrase."
    shown.safe.wrong = WrongPassphraseError(2)
    shown.hand.type("wrong")
    before = shown.hand.find("unlock:open").y()
    shown.hand.press("unlock:open")
    shown.rest()
    assert shown.said("unlock:note") == "This is not the passphrase. Another try is taken in 2 seconds."
    assert shown.hand.find("unlock:open").y() == before, "nothing moves"
    assert shown.focused() == "unlock:passphrase"
    assert shown.hand.find("unlock:passphrase").text() == ""  # type: ignore[attr-defined]
    shown.hand.type(PASSPHRASE)
    shown.hand.press("unlock:open")
    assert len(shown.safe.asked) == 1, "too soon"
    page = shown.hand.find("page:unlock")
    page._count()  # type: ignore[attr-defined]
    assert shown.said("unlock:note").endswith("Another try is taken in 1 second.")
    page._count()  # type: ignore[attr-defined]
    assert shown.said("unlock:note") == "This is not the passphrase."
    shown.hand.press("unlock:open")
    shown.until("new")


def test_the_wait_goes_on_after_a_restart(door: Callable[..., Door]) -> None:
    shown = door(Standing.LOCKED, waits=30)
    assert shown.said("unlock:note") == "Another try is taken in 30 seconds."
    shown.hand.type(PASSPHRASE)
    shown.hand.press("unlock:open")
    assert not shown.safe.asked


def test_another_refusal_is_told_in_place_too(door: Callable[..., Door]) -> None:
    shown = door(Standing.LOCKED)
    shown.safe.wrong = StoreError("A newer program wrote these records.", [Problem("x", "version 9.", "Update.")])
    shown.hand.type(PASSPHRASE)
    shown.hand.press("unlock:open")
    shown.rest()
    assert shown.said("unlock:note") == "A newer program wrote these records. Version 9. Update."


def test_what_nobody_expects_is_raised_where_it_is_written_down(
    door: Callable[..., Door], monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: caught.append(error))
    shown = door(Standing.LOCKED)
    shown.safe.wrong = ZeroDivisionError()
    shown.hand.type(PASSPHRASE)
    shown.hand.press("unlock:open")
    assert wait_for(lambda: bool(caught))
    assert isinstance(caught[0], ZeroDivisionError)


def test_closing_waits_for_the_work(door: Callable[..., Door]) -> None:
    shown = door(Standing.LOCKED)
    shown.hand.type(PASSPHRASE)
    shown.hand.press("unlock:open")
    assert shown.window.close()
    assert shown.safe.asked == [("unlock", PASSPHRASE)]


# The recovery key


def test_the_recovery_key_opens_and_sets_a_new_passphrase(door: Callable[..., Door]) -> None:
    shown = door(Standing.LOCKED)
    shown.hand.press("unlock:lost")
    assert shown.focused() == "recovery:first"
    shown.hand.press("recovery:open")
    assert shown.said("recovery:note") == "Type or scan the first half of the recovery key."
    shown.hand.type(HALVES[0])
    shown.hand.press("recovery:open")
    assert shown.said("recovery:note") == "Type or scan the second half of the recovery key."
    assert shown.focused() == "recovery:second"
    shown.hand.type(HALVES[1])
    shown.hand.press("recovery:open")
    assert shown.said("recovery:note") == "Type a passphrase."
    assert shown.focused() == "recovery:new"
    shown.hand.type("violet")
    shown.hand.press("recovery:open")
    assert shown.said("recovery:note") == "This passphrase could be guessed: choose a stronger one."
    shown.hand.type(PASSPHRASE.removeprefix("violet"))
    shown.fill(recovery_again=PASSPHRASE[:-1])
    shown.hand.press("recovery:open")
    assert shown.said("recovery:note") == "The two are not the same. Type the second one again."
    assert shown.focused() == "recovery:again"
    assert not shown.safe.asked
    shown.hand.type(PASSPHRASE)
    QTest.keyClick(shown.hand.find("recovery:again"), Qt.Key.Key_Return)
    shown.until("new")
    assert shown.safe.asked == [("recover", "\n".join(HALVES), PASSPHRASE)]


def test_a_half_that_is_wrong_is_named_and_pointed_to(door: Callable[..., Door]) -> None:
    shown = door(Standing.NO_KEYS)
    assert "recovery:back" not in shown.names(), "there is no passphrase to go back to"
    shown.safe.wrong = WrongKeyError((2,), "a character of the second half is wrong.", "Compare it.")
    shown.fill(recovery_first=HALVES[0], recovery_second="x", recovery_new=PASSPHRASE, recovery_again=PASSPHRASE)
    shown.hand.press("recovery:open")
    shown.rest()
    told = "This is not the recovery key. A character of the second half is wrong. Compare it."
    assert shown.said("recovery:note") == told
    assert shown.focused() == "recovery:second"


def test_from_the_recovery_key_back_to_the_passphrase(door: Callable[..., Door]) -> None:
    shown = door(Standing.LOCKED)
    shown.hand.press("unlock:lost")
    shown.hand.press("recovery:back")
    assert "page:unlock" in shown.names()


# Another look, another passphrase


@pytest.mark.parametrize("standing", [Standing.LOCKED, Standing.NO_KEYS])
def test_another_look_takes_nothing_that_was_typed(door: Callable[..., Door], standing: Standing) -> None:
    shown = door(standing)
    shown.hand.type("half a word")
    name = shown.focused()
    shown.window.restyle(system_dark=True)
    settle()
    line = shown.hand.find(name)
    assert isinstance(line, LineBox)
    assert line.text() == "half a word"


def test_the_passphrase_is_changed_in_the_settings(door: Callable[..., Door]) -> None:
    shown = door(Standing.LOCKED)
    shown.hand.type(PASSPHRASE)
    shown.hand.press("unlock:open")
    shown.until("new")
    shown.safe.wrong = WrongPassphraseError(0)
    told: list[str] = []

    def change(dialog: QWidget) -> None:
        assert isinstance(dialog, PassphraseDialog)
        door_of = Door(dialog, shown.safe, [])  # type: ignore[arg-type]  # it has widgets too
        door_of.hand.press("passphrase:change")
        told.append(door_of.said("passphrase:note"))
        door_of.fill(passphrase_old="wrong", passphrase_new=PASSPHRASE, passphrase_again=PASSPHRASE)
        door_of.hand.press("passphrase:change")
        dialog.page.settle()
        settle()
        told.append(door_of.said("passphrase:note"))
        door_of.hand.press("passphrase:change")

    opened: list[QWidget] = []
    dialog = SettingsDialog(shown.window, Settings(), [("passphrase", "Change it", opened.append)])
    dialog.show()
    Door(dialog, shown.safe, []).hand.press("settings:passphrase")  # type: ignore[arg-type]  # as above
    dialog.close()
    assert opened == [dialog]
    with Answering(
        Step(PassphraseDialog, change),
        Step(Message, press("message:0"), say("The passphrase is changed")),
    ):
        Administration(shown.window, shown.safe, None, None).change_passphrase(shown.window)
    assert told == ["Type the passphrase that opens this desk until now.", "This is not the passphrase. Try again."]
    assert shown.safe.asked[1:] == [("change", "wrong", PASSPHRASE)] * 2


def test_nothing_is_changed_where_nothing_is_kept(door: Callable[..., Door]) -> None:
    for shown in (door(), door(Standing.LOCKED)):
        if "door:try" in shown.names():
            shown.hand.press("door:try")
            shown.until("new")
        seen: list[bool] = []

        def look(dialog: QWidget, seen: list[bool] = seen) -> None:
            seen.append(dialog.findChild(QAbstractButton, "settings:passphrase") is None)
            press("settings:cancel")(dialog)

        with Answering(Step(SettingsDialog, look)):
            shown.hand.press("settings-button")
        assert seen == [True]
