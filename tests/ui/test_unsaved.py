"""A disk that refuses is told as long as it refuses, nobody leaves unasked, and "kept" is said only when it is true."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from b12desk import app
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from tests.store.disk import Disk
from tests.ui.conftest import Desk, kept, settle
from tests.ui.test_start import messages


def answers_on_disk() -> dict[str, object]:
    found: dict[str, object] = kept()[0]["response"]["answers"]
    return found


def bar(desk: Desk) -> str:
    """What the bar says; empty when there is none."""
    found = [each for each in desk.window.findChildren(QLabel, "unsaved:text") if each.isVisible()]
    return found[-1].text().replace(ZERO_WIDTH_SPACE, "") if found else ""


@pytest.fixture
def disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """The disk below an open intake; it works again at the end, so that the window closes unasked."""
    made = Disk(monkeypatch)
    yield made
    made.number = 0


def test_the_bar_stays_until_everything_is_saved(desk: Desk, disk: Disk, home: Path) -> None:
    desk.hand.press("emergency_body=none-of-these")
    assert not bar(desk)
    disk.number = errno.ENOSPC
    desk.hand.press("emergency_nerves=none-of-these")
    assert bar(desk).startswith("Answers are NOT being saved: the disk is full. Make room on it")
    assert str(home / "data" / "records.db") in bar(desk)
    assert answers_on_disk() == {"emergency_body": [{"code": "none-of-these"}]}
    desk.hand.press("next")
    settle()
    assert bar(desk)
    desk.hand.press("unsaved:again")
    assert bar(desk), "a try that fails takes nothing away"
    disk.number = 0
    desk.hand.press("unsaved:again")
    assert not bar(desk)
    assert answers_on_disk() == {
        "emergency_body": [{"code": "none-of-these"}],
        "emergency_nerves": [{"code": "none-of-these"}],
    }


def test_every_answer_tries_again(desk: Desk, disk: Disk, home: Path) -> None:
    disk.number = errno.EIO
    desk.hand.press("emergency_body=none-of-these")
    assert bar(desk)
    disk.number = 0
    desk.hand.press("emergency_nerves=none-of-these")
    assert not bar(desk)
    assert set(answers_on_disk()) == {"emergency_body", "emergency_nerves"}


def test_nothing_moves_under_the_pointer_when_the_bar_comes(desk: Desk, disk: Disk) -> None:
    settle()
    tile = desk.hand.find("emergency_nerves=none-of-these")
    before = tile.mapTo(desk.window, tile.rect().topLeft())
    disk.number = errno.ENOSPC
    desk.hand.press("emergency_body=none-of-these")
    settle()
    scrolled = desk.page.verticalScrollBar().value()
    desk.page.to_top()
    settle()
    assert bar(desk)
    assert tile.mapTo(desk.window, tile.rect().topLeft()) == before, scrolled


def test_back_to_the_start_asks_and_staying_tries_again(desk: Desk, disk: Disk, home: Path) -> None:
    disk.number = errno.EROFS
    desk.hand.press("emergency_body=none-of-these")
    seen = messages(0)
    desk.hand.press("back")
    assert seen[0] == "These answers are not saved"
    assert "can only be read" in " ".join(seen)
    assert str(home / "data" / "records.db") in " ".join(seen)
    assert desk.session.answers["emergency_body"]
    disk.number = 0
    desk.hand.press("back")
    assert desk.window.wizard is None
    assert answers_on_disk()


def test_leaving_without_saving_is_possible_and_the_start_page_promises_nothing(desk: Desk, disk: Disk) -> None:
    disk.number = errno.EROFS
    desk.hand.press("emergency_body=none-of-these")
    messages(1)
    desk.hand.press("back")
    settle()
    assert desk.window.wizard is None
    assert bar(desk).startswith("Answers cannot be saved: ")
    texts = [each.text() for each in desk.window.findChildren(QLabel) if each.isVisible()]
    assert "None." in texts
    assert not [each for each in texts if "Every answer is saved" in each]


def test_closing_the_window_asks_too(desk: Desk, disk: Disk) -> None:
    disk.number = errno.EDQUOT
    desk.hand.press("emergency_body=none-of-these")
    seen = messages(0)
    assert not desk.window.close()
    assert "Your share of this disk is used up." not in seen
    assert "your share of this disk is used up." in " ".join(seen)
    assert desk.window.isVisible()
    messages(1)
    assert desk.window.close()


def test_a_disk_that_refuses_is_told_before_the_first_answer(
    open_desk: Callable[..., Desk], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch, errno.ENOSPC)
    desk = open_desk()
    settle()
    assert bar(desk) == (
        "Answers cannot be saved: the disk is full. Make room on it: empty the trash, or move large files away."
        f" ({home / 'data' / 'records.db'})"
    )
    desk.hand.press("new")
    desk.hand.press("emergency_body=none-of-these")
    assert bar(desk).startswith("Answers are NOT being saved: the disk is full")
    disk.number = 0
    desk.hand.press("emergency_nerves=none-of-these")
    assert not bar(desk)
    assert set(answers_on_disk()) == {"emergency_body", "emergency_nerves"}


@pytest.mark.parametrize("refuses", [False, True], ids=["kept", "not kept"])
def test_after_a_bug_kept_is_said_only_when_it_is_true(
    desk: Desk, disk: Disk, monkeypatch: pytest.MonkeyPatch, refuses: bool
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    app.catch_all(desk.window)
    disk.number = errno.ENOSPC if refuses else 0
    desk.hand.press("emergency_body=none-of-these")
    seen = messages()
    sys.excepthook(ValueError, ValueError("x"), None)
    said = " ".join(seen)
    assert ("are kept" in said) is not refuses
    assert ("are NOT kept" in said) is refuses
    disk.number = 0


def test_a_log_that_is_a_pipe_is_neither_waited_for_nor_named(
    desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    app.catch_all(desk.window)
    os.mkfifo(home / "data" / "errors.log")
    seen = messages()
    sys.excepthook(ValueError, ValueError("x"), None)
    assert seen[0] == "Something went wrong"
    assert "errors.log" not in " ".join(seen)


def test_the_bar_outlives_a_change_of_looks(desk: Desk, disk: Disk) -> None:
    disk.number = errno.ENOSPC
    desk.hand.press("emergency_body=none-of-these")
    desk.window.restyle()
    settle()
    assert bar(desk)
    assert desk.session.answers["emergency_body"]
    assert len([each for each in desk.window.findChildren(QWidget, "unsaved") if each.isVisible()]) == 1
    disk.number = 0
    desk.hand.press("unsaved:again")
    assert not bar(desk)
