"""The size of the window: kept in a private file, and never worth a message."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from b12desk.settings import WindowSize
from b12desk.store.window_size import load_size, save_size, size_path


@pytest.mark.parametrize("size", [WindowSize(1366, 700), WindowSize(1920, 1080, maximised=True)])
def test_a_size_comes_back_from_a_private_file(size: WindowSize) -> None:
    assert load_size() is None
    save_size(size)
    assert load_size() == size
    assert stat.S_IMODE(size_path().stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content", [b"", b"1366", b"1366 x", b"1366 768 huge", b"1 768", b"1366 99999", b"\xff\xfe 1", b"9" * 5000]
)
def test_what_says_nothing_sensible_is_as_if_it_were_missing(content: bytes) -> None:
    save_size(WindowSize(1366, 700))
    size_path().write_bytes(content)
    assert load_size() is None


def test_a_link_is_not_followed_and_a_disk_that_refuses_stops_nobody(home: Path) -> None:
    save_size(WindowSize(1366, 700))
    elsewhere = home / "elsewhere"
    elsewhere.write_text("800 600")
    size_path().unlink()
    size_path().symlink_to(elsewhere)
    assert load_size() is None
    save_size(WindowSize(1366, 700))
    assert elsewhere.read_text() == "800 600"
    (home / "config").rename(home / "was")
    (home / "config").write_text("a file where a folder should be")
    save_size(WindowSize(1366, 700))
    assert load_size() is None
