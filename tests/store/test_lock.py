"""The lock of one intake: who has it is said plainly, what a crash left is taken over, nothing odd is waited for."""

from __future__ import annotations

import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from b12desk.store import lock as lock_module
from b12desk.store.lock import HeldError, take

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "left",
    [
        b"",
        b"{",
        b"[" * 1_000,
        b"[]",
        b"\xff",
        json.dumps({"login": 5, "host": None, "since": 7, "token": []}).encode(),
        json.dumps({"login": "ana", "host": "desk", "pid": os.getpid(), "since": "2020-01-01", "token": "x"}).encode(),
    ],
    ids=["empty", "cut", "deep", "list", "bytes", "wrong types", "of a process with our number"],
)
def test_a_lock_that_nobody_holds_is_taken_over_whatever_it_says(tmp_path: Path, left: bytes) -> None:
    path = tmp_path / "x.lock"
    path.write_bytes(left)
    held = take(path, NOW)
    assert held.is_held()
    held.release()
    assert not path.exists()


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"login":"\x1b[31mana","host":5,"since":"never"}'])
def test_whatever_a_held_lock_says_the_refusal_is_plain(tmp_path: Path, left: bytes) -> None:
    path = tmp_path / "x.lock"
    held = take(path, NOW)
    path.write_bytes(left)
    with pytest.raises(HeldError) as caught:
        take(path, NOW)
    assert "\x1b" not in caught.value.holder.login
    assert caught.value.holder.since is None
    held.release()
    assert path.exists(), "it no longer named us"


@pytest.mark.parametrize("kind", ["fifo", "link", "folder"])
def test_a_lock_that_is_no_file_is_never_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.lock"
    match kind:
        case "fifo":
            os.mkfifo(path)
        case "link":
            path.symlink_to("/dev/zero")
        case _:
            path.mkdir()
    with pytest.raises(OSError, match="not a file"):
        take(path, NOW)


def test_a_lock_that_was_removed_between_opening_and_locking_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.lock"
    former = take(path, NOW)
    locked = lock_module._lock
    times = []

    def let_go_first(descriptor: int) -> bool:
        times.append(descriptor)
        if len(times) == 1:
            former.release()
        return locked(descriptor)

    monkeypatch.setattr(lock_module, "_lock", let_go_first)
    held = take(path, NOW)
    assert len(times) == 2
    assert held.is_held()
    with pytest.raises(HeldError):
        take(path, NOW)
    held.release()
    assert not path.exists()
    assert not held.is_held()


def test_a_disk_that_takes_the_lock_and_not_its_words_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int, _length: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "x.lock"
    monkeypatch.setattr(lock_module.os, "ftruncate", full)
    with pytest.raises(OSError, match="No space left"):
        take(path, NOW)
    monkeypatch.undo()
    take(path, NOW).release()
