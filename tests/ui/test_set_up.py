"""The guided set-up: nothing opens before the key is typed back, and leaving it leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from b12desk.desk.safe import WrongKeyError
from b12desk.settings import Settings
from b12desk.ui.door import key_paper
from b12desk.ui.kit.dialogs import Message
from tests.report.papers import page_texts
from tests.set_up_desk import NAME, PIN
from tests.ui.answering import Answering, Step, press, say
from tests.ui.conftest import settle
from tests.ui.pointer import Clock, clock
from tests.ui.safe_double import HALVES, OTHERS, PASSPHRASE
from tests.ui.test_doors import Door, door

__all__ = ["clock", "door"]


@pytest.fixture
def set_up(door: Callable[..., Door]) -> Iterator[Door]:
    """A window in which the set-up was begun; at the end it may be closed unasked."""
    made = door()
    made.hand.press("door:set-up")
    yield made
    porter = made.window._porter
    if porter is not None and hasattr(porter._page, "plan"):
        porter._page.plan.keys, porter._page.plan.passphrase, porter._page.plan.stage = None, "", 0


def to_passphrase(shown: Door) -> None:
    shown.hand.press("set-up:next")
    name_first(shown)
    assert "page:set-up:passphrase" in shown.names()


def name_first(shown: Door) -> None:
    """The first administrator, where that was not done already."""
    assert "page:set-up:staff" in shown.names()
    if not shown.window.findChild(QLineEdit, "set-up:name").text():  # type: ignore[union-attr]  # it is there
        shown.fill(**{"set-up_name": NAME, "set-up_pin": PIN, "set-up_pin-again": PIN})
    shown.hand.press("set-up:next")


def to_key(shown: Door, passphrase: str = PASSPHRASE) -> None:
    to_passphrase(shown)
    shown.fill(**{"set-up_new": passphrase, "set-up_again": passphrase})
    shown.hand.press("set-up:next")
    shown.until("page:set-up:key")


def shown_halves(shown: Door) -> tuple[str, ...]:
    """The key as it is heard."""
    found = (shown.hand.find(f"set-up:half:{half}").accessibleName() for half in (1, 2))
    return tuple(each.replace(" ", "").replace(",", " ") for each in found)


def test_it_ends_in_an_open_desk_with_the_settings_that_were_chosen(set_up: Door) -> None:
    assert set_up.focused() == "set-up:clinic"
    set_up.hand.type("Hillside Practice")
    set_up.hand.press("set-up:clinic_address")
    set_up.hand.type("1 High Street")
    set_up.hand.press("set-up:profile=uk")
    set_up.hand.press("set-up:paper=letter")
    to_key(set_up)
    assert shown_halves(set_up) == HALVES
    assert set_up.window.reception is None
    set_up.hand.press("set-up:next")
    assert set_up.focused() == "set-up:first"
    set_up.fill(**{"set-up_first": HALVES[0].lower(), "set-up_second": HALVES[1].replace(" ", "-")})
    set_up.hand.press("set-up:next")
    set_up.until("new")
    assert set_up.safe.asked == [
        ("begin", PASSPHRASE),
        ("confirm", HALVES[0].lower(), HALVES[1].replace(" ", "-")),
    ]
    assert set_up.kept == [
        Settings(clinic="Hillside Practice", clinic_address="1 High Street", profile="uk", paper="letter")
    ]
    settle()
    assert not [each for each in QApplication.allWidgets() if each.objectName().startswith("set-up:")]


def test_a_scanner_fills_both_halves_and_opens(set_up: Door, clock: Clock) -> None:
    to_key(set_up)
    set_up.hand.press("set-up:next")
    for half in HALVES:
        for character in half:
            clock.now += 0.005
            QTest.keyClicks(set_up.window.focusWidget(), character)
        clock.now += 0.005
        QTest.keyClick(set_up.window.focusWidget(), Qt.Key.Key_Return)
        clock.now += 2
    set_up.until("new")
    assert set_up.safe.asked[-1] == ("confirm", *HALVES)


def test_a_wrong_half_is_named_and_nothing_is_lost(set_up: Door) -> None:
    to_key(set_up)
    set_up.hand.press("set-up:next")
    set_up.hand.press("set-up:next")
    assert set_up.said("set-up:typed_back:note") == "Type or scan the first half of the recovery key."
    set_up.safe.wrong = WrongKeyError((1,), "a character of the first half is wrong.", "Compare it.")
    set_up.fill(**{"set-up_first": "x", "set-up_second": HALVES[1]})
    set_up.hand.press("set-up:next")
    set_up.rest()
    told = "This is not the recovery key. A character of the first half is wrong. Compare it."
    assert set_up.said("set-up:typed_back:note") == told
    assert set_up.focused() == "set-up:first"
    set_up.hand.press("set-up:back")
    assert shown_halves(set_up) == HALVES
    set_up.hand.press("set-up:next")
    set_up.fill(**{"set-up_first": HALVES[0], "set-up_second": HALVES[1]})
    set_up.hand.press("set-up:next")
    set_up.until("new")


def test_a_passphrase_that_can_be_guessed_goes_no_further(set_up: Door) -> None:
    to_passphrase(set_up)
    set_up.hand.press("set-up:next")
    assert set_up.said("set-up:passphrase:note") == "Type a passphrase."
    set_up.hand.type("password1")
    QTest.qWait(200)
    assert set_up.said("set-up:strength").startswith("Very weak.")
    set_up.hand.press("set-up:next")
    assert "could be guessed" in set_up.said("set-up:passphrase:note")
    assert not set_up.safe.asked
    set_up.hand.press("set-up:new")
    set_up.hand.find("set-up:new").clear()  # type: ignore[attr-defined]
    set_up.hand.type(PASSPHRASE)
    QTest.qWait(200)
    assert set_up.said("set-up:strength") == "Very hard to guess."


def test_the_same_passphrase_keeps_its_keys_and_another_one_makes_others(set_up: Door) -> None:
    to_key(set_up)
    set_up.hand.press("set-up:back")
    assert "Another passphrase comes with another recovery key" in set_up.texts()
    set_up.hand.press("set-up:next")
    assert shown_halves(set_up) == HALVES
    assert [each[0] for each in set_up.safe.asked] == ["begin"]
    set_up.hand.press("set-up:back")
    for name in ("set-up:new", "set-up:again"):
        set_up.hand.press(name)
        set_up.hand.type(" saddle")
    set_up.hand.press("set-up:next")
    set_up.until("page:set-up:key")
    assert shown_halves(set_up) == OTHERS
    assert "This is a new key. Throw away" in set_up.texts()
    assert [each[0] for each in set_up.safe.asked] == ["begin", "cancel", "begin"]


def test_leaving_half_way_asks_and_leaves_nothing(set_up: Door) -> None:
    to_key(set_up)
    with Answering(Step(Message, press("message:0"), say("Leave the set-up?"))):
        set_up.hand.press("set-up:leave")
    assert "page:set-up:key" in set_up.names()
    with Answering(Step(Message, press("message:0"), say("Leave the set-up?"))):
        assert not set_up.window.close()
    with Answering(Step(Message, press("message:1"), say("Nothing of it is kept"))):
        set_up.hand.press("set-up:leave")
    assert "page:welcome" in set_up.names()
    assert set_up.safe.asked[-1] == ("cancel",)
    assert set_up.kept == []
    set_up.hand.press("door:set-up")
    set_up.hand.press("set-up:next")
    assert set_up.hand.find("set-up:name").text() == set_up.hand.find("set-up:pin").text() == ""  # type: ignore[attr-defined]
    name_first(set_up)
    assert set_up.hand.find("set-up:new").text() == ""  # type: ignore[attr-defined]


def test_leaving_where_nothing_was_given_asks_nothing(set_up: Door) -> None:
    set_up.hand.press("set-up:leave")
    assert "page:welcome" in set_up.names()
    assert not set_up.safe.asked


def test_another_look_takes_nothing_of_it(set_up: Door) -> None:
    to_key(set_up)
    set_up.window.restyle(system_dark=True)
    settle()
    assert shown_halves(set_up) == HALVES
    set_up.hand.press("set-up:next")
    set_up.hand.type("abc")
    set_up.window.restyle(system_dark=False)
    settle()
    assert set_up.hand.find("set-up:first").text() == "abc"  # type: ignore[attr-defined]


def test_each_half_is_saved_on_a_sheet_of_its_own(
    set_up: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up.hand.type("Hillside Practice")
    to_key(set_up)
    names: list[str] = []

    def ask(_front: QWidget, name: str) -> list[Path]:
        names.append(name)
        return [tmp_path / name]

    monkeypatch.setattr(key_paper, "ask_file", ask)
    for half, groups in enumerate(HALVES, 1):
        set_up.hand.press(f"set-up:save:{half}")
        name = f"b12desk-recovery-key-{half}.pdf"
        assert set_up.said("set-up:key:note") == f"Recovery key, half {half} of 2 saved: {name}"
        (page,) = page_texts((tmp_path / name).read_bytes())
        assert all(group in page for group in groups.split())
        assert "Hillside Practice" in page
    assert names == ["b12desk-recovery-key-1.pdf", "b12desk-recovery-key-2.pdf"]


def test_without_a_printer_the_sheet_can_be_saved(
    set_up: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_key(set_up)
    monkeypatch.setattr(key_paper, "ask_file", lambda _front, name: [tmp_path / name])
    with Answering(Step(Message, press("message:0"), say("No printer found"))):
        set_up.hand.press("set-up:print:2")
    assert (tmp_path / "b12desk-recovery-key-2.pdf").exists()


def test_a_folder_that_takes_no_sheet_is_told(set_up: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to_key(set_up)
    monkeypatch.setattr(key_paper, "ask_file", lambda _front, _name: [tmp_path / "none" / "x.pdf"])
    with Answering(Step(Message, press("message:0"), say("The PDF could not be saved"))):
        set_up.hand.press("set-up:save:1")
    assert set_up.said("set-up:key:note") == ""


def test_the_keyboard_alone_leads_through(set_up: Door, clock: Clock) -> None:
    """Tab to the button that goes on, from the first box of each page; Enter in a box goes on as well."""

    def tab_to(name: str) -> None:
        clock.now += 2
        for _stop in range(30):
            if set_up.focused() == name:
                return
            QTest.keyClick(set_up.window.focusWidget(), Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}")

    tab_to("set-up:next")
    set_up.hand.key(Qt.Key.Key_Return)
    for name, text in (("set-up:name", NAME), ("set-up:pin", PIN), ("set-up:pin-again", PIN)):
        assert set_up.focused() == name
        set_up.hand.type(text)
        QTest.keyClick(set_up.window.focusWidget(), Qt.Key.Key_Return)
    assert set_up.focused() == "set-up:new"
    set_up.hand.type(PASSPHRASE)
    QTest.keyClick(set_up.window.focusWidget(), Qt.Key.Key_Return)
    assert set_up.focused() == "set-up:again"
    set_up.hand.type(PASSPHRASE)
    QTest.keyClick(set_up.window.focusWidget(), Qt.Key.Key_Return)
    set_up.until("page:set-up:key")
    assert set_up.focused() == "set-up:print:1"
    tab_to("set-up:next")
    set_up.hand.key(Qt.Key.Key_Return)
    set_up.hand.type(HALVES[0])
    QTest.keyClick(set_up.window.focusWidget(), Qt.Key.Key_Return)
    set_up.hand.type(HALVES[1])
    QTest.keyClick(set_up.window.focusWidget(), Qt.Key.Key_Return)
    set_up.until("new")


def test_every_step_is_named_on_the_screen(set_up: Door) -> None:
    set_up.window.resize(800, 700)
    settle()
    assert "Step 1 of 5: Your clinic" in [each.text() for each in set_up.window.findChildren(QLabel)]
    to_passphrase(set_up)
    assert "Step 3 of 5: Passphrase" in set_up.texts()
