"""What an intake costs the hand: keys, clicks and notches of the wheel, from the start page to both papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from b12desk.settings import Settings
from b12desk.ui.demo.driver import Given
from tests.ui.conftest import Desk
from tests.ui.counted import COMPLEX, HEALTHY, Count, KeyHand, MouseHand
from tests.ui.cups import speak_to

PASSED = ["birth_date", "own_words"]
"""Questions that both patients leave open: the age is given, and there is nothing to add."""


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is offered for papers, on a machine without a printer."""
    nowhere = tmp_path / "nowhere"
    monkeypatch.setenv("CUPS_SERVER", str(nowhere))
    speak_to(nowhere)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    return home


def counted(desk: Desk, hand: type[KeyHand] | type[MouseHand], said: Mapping[str, Given], saved: Path) -> Count:
    """Walk, and see that all was answered and both papers are there."""
    walker = hand(desk.window, said)
    found = walker.walk()
    answers = desk.session.answers
    assert {*said} - {*answers} == {*said} - desk.session.enabled
    assert sorted(found.passed) == PASSED
    assert desk.visit.paper is not None
    assert sorted(each.stem.rpartition("-")[2] for each in saved.glob("*.pdf")) == ["handout", "summary"]
    return found


@pytest.mark.parametrize(("said", "most"), [(HEALTHY, 50), pytest.param(COMPLEX, 85, marks=pytest.mark.slow)])
def test_keys_of_an_intake(open_desk: Callable[..., Desk], saved: Path, said: Mapping[str, Given], most: int) -> None:
    desk = open_desk(Settings(answered_by="staff"), (1366, 768))
    found = counted(desk, KeyHand, said, saved)
    assert found.keys <= most
    assert found.clicks == 0


@pytest.mark.slow
@pytest.mark.parametrize(("said", "clicks", "notches"), [(HEALTHY, 45, 146), (COMPLEX, 65, 220)])
def test_clicks_and_wheel_of_an_intake(
    open_desk: Callable[..., Desk], saved: Path, said: Mapping[str, Given], clicks: int, notches: int
) -> None:
    desk = open_desk(Settings(answered_by="staff"), (1366, 768))
    found = counted(desk, MouseHand, said, saved)
    assert found.clicks <= clicks
    assert found.notches <= notches
