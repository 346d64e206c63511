"""A place to try the program in goes when it is done with, and the next time when a crash left it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from b12desk.store import throw_away


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_it_is_private_and_goes_when_it_is_done_with(temporary: Path) -> None:
    place, gone = throw_away.new_place()
    assert place.folder.parent == temporary
    if os.name == "posix":
        assert place.folder.stat().st_mode & 0o777 == 0o700
    gone()
    assert list(temporary.iterdir()) == []


def test_one_that_somebody_has_stays_and_one_that_a_crash_left_goes(temporary: Path) -> None:
    place, gone = throw_away.new_place()
    crashed = temporary / "b12desk-try-crashed"
    crashed.mkdir()
    (crashed / "held.lock").write_text("{}")
    (crashed / "records.db").write_text("x")
    fresh, old, other = (temporary / name for name in ("b12desk-try-fresh", "b12desk-try-old", "of somebody else"))
    for each in (fresh, old, other):
        each.mkdir()
    os.utime(old, (time.time() - 120,) * 2)
    os.utime(other, (0, 0))
    (temporary / "b12desk-try-link").symlink_to(other)
    throw_away.sweep()
    assert {path.name for path in temporary.iterdir()} == {
        place.folder.name,
        "b12desk-try-fresh",
        "b12desk-try-link",
        "of somebody else",
    }
    gone()
