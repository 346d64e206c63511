"""One intake, one writer; what somebody discarded stays discarded; what a crash left is taken over."""

from __future__ import annotations

import errno
import getpass
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from b12desk.errors import StoreError
from b12desk.i18n import ENGLISH
from b12desk.model.response import QuestionnaireResponse, Status
from b12desk.model.values import Coding
from b12desk.store import lock as lock_module
from b12desk.store.lock import HeldError, take
from b12desk.store.unfinished_intakes import HeldElsewhereError, UnfinishedIntakes

IDENTIFIER = "0f8fad5b-d9cb-469f-a165-70867728950e"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CHECKOUT = Path(__file__).parents[2]


def intake(**answers: str) -> QuestionnaireResponse:
    return QuestionnaireResponse(
        questionnaire="urn:test|1",
        status=Status.IN_PROGRESS,
        authored=NOW,
        identifier=IDENTIFIER,
        answers={name: (Coding(code=code),) for name, code in answers.items()},
    )


@pytest.fixture
def one(tmp_path: Path) -> UnfinishedIntakes:
    return UnfinishedIntakes(tmp_path / "drafts")


@pytest.fixture
def other(one: UnfinishedIntakes) -> UnfinishedIntakes:
    """A second window on the same folder."""
    return UnfinishedIntakes(one.directory)


@pytest.fixture
def _without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that knows no locks."""
    fcntl = pytest.importorskip("fcntl")

    def refuse(_descriptor: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)


def test_a_second_window_is_refused_and_told_who_has_it_and_since_when(
    one: UnfinishedIntakes, other: UnfinishedIntakes
) -> None:
    one.save(intake(a="yes"), "about")
    before = (one.directory / f"{IDENTIFIER}.json").read_bytes()
    for refused in (other.open, other.delete):
        with pytest.raises(HeldElsewhereError) as caught:
            refused(IDENTIFIER)
        told = str(caught.value)
        assert f"(computer login {getpass.getuser()}@{platform.node()})" in told
        assert f"since {ENGLISH.date(datetime.now().astimezone())}" in told
        assert "Go on in that window" in told
    with pytest.raises(HeldElsewhereError):
        other.save(intake(a="no"), "about")
    assert (one.directory / f"{IDENTIFIER}.json").read_bytes() == before
    one.close(IDENTIFIER)
    assert other.open(IDENTIFIER).response == intake(a="yes")
    with pytest.raises(HeldElsewhereError):
        one.open(IDENTIFIER)


def test_another_process_is_refused_too_and_its_death_lets_go(one: UnfinishedIntakes) -> None:
    one.save(intake(a="yes"), "about")
    one.close(IDENTIFIER)
    code = "import sys; from pathlib import Path; from b12desk.store.unfinished_intakes import UnfinishedIntakes\n"
    code += f"d = UnfinishedIntakes(Path({str(one.directory)!r})); d.open({IDENTIFIER!r})\n"
    code += "print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == b"open\n"
        with pytest.raises(HeldElsewhereError):
            one.open(IDENTIFIER)
        window.kill()
        window.wait()
    assert (one.directory / f"{IDENTIFIER}.lock").exists(), "the crash left it"
    assert one.open(IDENTIFIER).response == intake(a="yes")


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
def test_a_lock_that_nobody_holds_is_taken_over_whatever_it_says(one: UnfinishedIntakes, left: bytes) -> None:
    one.save(intake(a="yes"), "about")
    one.close(IDENTIFIER)
    (one.directory / f"{IDENTIFIER}.lock").write_bytes(left)
    assert one.open(IDENTIFIER).response == intake(a="yes")


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


def test_a_discarded_intake_stays_discarded(one: UnfinishedIntakes, other: UnfinishedIntakes) -> None:
    one.save(intake(a="yes"), "about")
    (one.directory / f"{IDENTIFIER}.lock").unlink()  # as on a disk where the other window could take it
    other.delete(IDENTIFIER)
    for _again in range(2):
        with pytest.raises(HeldElsewhereError, match="not brought back"):
            one.save(intake(a="no"), "about")
    assert one.list() == ()
    one.close(IDENTIFIER)
    assert list(one.directory.iterdir()) == []


def test_a_file_that_was_deleted_by_hand_is_not_brought_back(one: UnfinishedIntakes) -> None:
    one.save(intake(a="yes"), "about")
    (one.directory / f"{IDENTIFIER}.json").unlink()
    with pytest.raises(HeldElsewhereError, match="not brought back"):
        one.save(intake(a="no"), "about")


def test_a_folder_that_was_renamed_is_told_and_taken_up_again_when_it_is_back(one: UnfinishedIntakes) -> None:
    one.save(intake(a="yes"), "about")
    away = one.directory.with_name("away")
    one.directory.rename(away)
    with pytest.raises(StoreError, match="this folder is not there"):
        one.save(intake(a="no"), "about")
    assert not one.directory.exists()
    away.rename(one.directory)
    one.save(intake(a="no"), "about")
    assert one.load(IDENTIFIER).response == intake(a="no")


def test_a_lock_that_was_deleted_by_hand_is_made_again_if_nothing_happened(
    one: UnfinishedIntakes, other: UnfinishedIntakes
) -> None:
    one.save(intake(a="yes"), "about")
    (one.directory / f"{IDENTIFIER}.lock").unlink()
    one.save(intake(a="no"), "about")
    with pytest.raises(HeldElsewhereError):
        other.open(IDENTIFIER)


def test_after_another_window_had_it_nothing_is_written_over(one: UnfinishedIntakes, other: UnfinishedIntakes) -> None:
    one.save(intake(a="yes"), "about")
    (one.directory / f"{IDENTIFIER}.lock").unlink()
    other.open(IDENTIFIER)
    with pytest.raises(HeldElsewhereError):
        one.save(intake(a="one"), "about")
    other.save(intake(a="other"), "about")
    other.close(IDENTIFIER)
    for _again in range(2):
        with pytest.raises(HeldElsewhereError, match="changed in another window"):
            one.save(intake(a="one"), "about")
    assert one.load(IDENTIFIER).response == intake(a="other")


@pytest.mark.usefixtures("_without_locks")
def test_on_a_disk_without_locks_nothing_is_lost_without_a_word(
    one: UnfinishedIntakes, other: UnfinishedIntakes
) -> None:
    one.save(intake(a="yes"), "about")
    other.open(IDENTIFIER)
    other.save(intake(a="other"), "about")
    with pytest.raises(HeldElsewhereError, match="changed in another window"):
        one.save(intake(a="one"), "about")
    other.save(intake(a="again"), "about")
    other.delete(IDENTIFIER)
    with pytest.raises(HeldElsewhereError, match="not brought back"):
        one.save(intake(a="one"), "about")


def test_a_disk_that_takes_no_lock_still_shows_what_it_holds(
    one: UnfinishedIntakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.save(intake(a="yes"), "about")
    one.close(IDENTIFIER)

    def refuse(_path: Path, _flags: int = 0) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(lock_module, "open_ordinary", refuse)
    assert one.open(IDENTIFIER).response == intake(a="yes")
    with pytest.raises(StoreError, match="can only be read"):
        one.save(intake(a="no"), "about")
    with pytest.raises(StoreError, match="can only be read"):
        UnfinishedIntakes(one.directory).delete(IDENTIFIER)
    monkeypatch.undo()
    one.save(intake(a="no"), "about")
    assert one.load(IDENTIFIER).response == intake(a="no")


@pytest.mark.parametrize("kind", ["fifo", "link", "folder"])
def test_a_lock_that_is_no_file_is_never_waited_for(one: UnfinishedIntakes, kind: str) -> None:
    one.save(intake(a="yes"), "about")
    one.close(IDENTIFIER)
    path = one.directory / f"{IDENTIFIER}.lock"
    match kind:
        case "fifo":
            os.mkfifo(path)
        case "link":
            path.symlink_to("/dev/zero")
        case _:
            path.mkdir()
    assert one.open(IDENTIFIER).response == intake(a="yes")
    with pytest.raises(StoreError, match="not a file"):
        one.save(intake(a="no"), "about")


def test_locks_without_an_intake_are_swept_and_a_held_one_is_not(
    one: UnfinishedIntakes, other: UnfinishedIntakes
) -> None:
    one.save(intake(a="yes"), "about")
    (one.directory / "left.lock").write_text("{}")
    (one.directory / f"{IDENTIFIER}.json").rename(one.directory / "moved")
    for each in (one, other):
        each.list()
    assert {path.name for path in one.directory.iterdir()} == {"moved", f"{IDENTIFIER}.lock"}


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


def test_a_disk_that_takes_the_lock_and_not_its_words_is_told(
    one: UnfinishedIntakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int, _length: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(lock_module.os, "ftruncate", full)
    with pytest.raises(StoreError, match="the disk is full"):
        one.save(intake(a="yes"), "about")
    monkeypatch.undo()
    one.save(intake(a="yes"), "about")
