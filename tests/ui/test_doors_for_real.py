"""The doors with real keys and a real database behind them: what is kept, what comes back, and what is left."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from b12desk import app
from b12desk.model.definition import Definition
from b12desk.model.values import Coding
from b12desk.settings import Settings
from b12desk.ui.window import MainWindow
from tests.set_up_desk import PASSPHRASE, PIN, cheap_safe, set_up_desk
from tests.ui.conftest import settle
from tests.ui.test_doors import Door
from tests.ui.test_set_up import shown_halves, to_key

NEW_PASSPHRASE = "thimble orchard velvet comet"
FIXTURES = Path(__file__).parents[1] / "store" / "fixtures"


@pytest.fixture
def start(show: Callable[[QWidget], QWidget], shipped: Definition) -> Callable[[], Door]:
    """The program is started once more."""

    def open_it() -> Door:
        window = MainWindow(Settings(), cheap_safe(), lambda: shipped, app.open_intakes)
        window.resize(1180, 820)
        show(window)
        return Door(window, None, [])  # type: ignore[arg-type]  # the safe is a real one

    return open_it


def unlock(shown: Door, passphrase: str = PASSPHRASE) -> None:
    shown.fill(unlock_passphrase=passphrase)
    shown.hand.press("unlock:open")
    shown.rest()


def sign_in(shown: Door) -> None:
    """The only one there is."""
    shown.until("desk:pin")
    shown.hand.type(PIN)
    shown.hand.press("desk:enter")
    shown.until("new")


def set_up(shown: Door) -> tuple[str, ...]:
    """Through the whole set-up; the halves that were typed back."""
    shown.hand.press("door:set-up")
    to_key(shown)
    halves = shown_halves(shown)
    shown.hand.press("set-up:next")
    shown.fill(**{"set-up_first": halves[0], "set-up_second": halves[1]})
    shown.hand.press("set-up:next")
    shown.until("new")
    return halves


def test_what_was_answered_after_the_set_up_comes_back_with_the_passphrase(start: Callable[[], Door]) -> None:
    shown = start()
    set_up(shown)
    shown.hand.press("new")
    shown.hand.press("emergency_body=none-of-these")
    identifier = shown.visit.identifier
    shown.window.close()
    again = start()
    unlock(again, "not it")
    assert again.said("unlock:note") == "This is not the passphrase. Try again."
    unlock(again)
    sign_in(again)
    again.hand.press(f"resume:{identifier}")
    assert again.session.answers["emergency_body"] == (Coding(code="none-of-these"),)


@pytest.mark.parametrize("damaged", [False, True], ids=["lost passphrase", "damaged key file"])
def test_the_recovery_key_opens_sets_a_passphrase_and_mends_the_key_file(
    start: Callable[[], Door], home: Path, damaged: bool
) -> None:
    keys = set_up_desk()
    if damaged:
        (home / "data" / "keys.json").write_text("{", encoding="utf-8")
    shown = start()
    if not damaged:
        shown.hand.press("unlock:lost")
    wrong = keys.first_half.replace(keys.first_half[0], "Q" if keys.first_half[0] != "Q" else "P", 1)
    boxes = {"recovery_second": keys.second_half, "recovery_new": NEW_PASSPHRASE, "recovery_again": NEW_PASSPHRASE}
    shown.fill(recovery_first=wrong, **boxes)
    shown.hand.press("recovery:open")
    shown.rest()
    assert "a character of the first half is wrong" in shown.said("recovery:note").lower()
    shown.hand.find("recovery:first").clear()  # type: ignore[attr-defined]
    shown.hand.type(keys.first_half.lower().replace(" ", "-"))
    shown.hand.press("recovery:open")
    sign_in(shown)
    shown.window.close()
    again = start()
    unlock(again)
    assert again.said("unlock:note") == "This is not the passphrase. Try again."
    unlock(again, NEW_PASSPHRASE)
    sign_in(again)


def test_a_set_up_that_is_left_leaves_nothing(start: Callable[[], Door], home: Path) -> None:
    shown = start()
    shown.hand.press("door:set-up")
    to_key(shown)
    page = shown.window._porter._page  # type: ignore[union-attr]  # it is at the door
    page.plan.stage, page.plan.passphrase = 0, ""  # type: ignore[union-attr]  # so that nobody is asked
    assert shown.window.close()
    assert [each for each in home.rglob("*") if each.is_file()] == []
    assert "page:welcome" in start().names()


def test_plain_files_of_before_come_along_and_are_told_of_once(start: Callable[[], Door], home: Path) -> None:
    drafts = home / "data" / "drafts"
    drafts.mkdir(parents=True)
    shutil.copy(FIXTURES / "draft-1.json", drafts)
    identifier = json.loads((drafts / "draft-1.json").read_text(encoding="utf-8"))["response"]["identifier"]
    (drafts / "draft-1.json").rename(drafts / f"{identifier}.json")
    (drafts / "strange.json").write_text("{", encoding="utf-8")
    shown = start()
    set_up(shown)
    settle()
    assert "1 intake kept by an older B12 Desk is now encrypted." in shown.texts()
    assert str(drafts / "strange.json") in shown.texts()
    assert f"draft:{identifier}" in shown.names()
    assert not (drafts / f"{identifier}.json").exists()
    shown.window.close()
    again = start()
    unlock(again)
    sign_in(again)
    assert "older B12 Desk" not in again.texts()
    assert str(drafts / "strange.json") in again.texts(), "what anybody can read is named every time"


def test_records_of_a_newer_program_are_refused_in_words(start: Callable[[], Door], home: Path) -> None:
    set_up_desk()
    path = home / "data" / "keys.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, "version": 99}), encoding="utf-8")
    shown = start()
    assert "page:refused" in shown.names()
    assert "newer" in shown.texts()
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == 99
