"""One intake in the records, one writer; what somebody discarded stays discarded; what a crash left is taken over."""

from __future__ import annotations

import errno
import getpass
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from b12desk.errors import StoreError
from b12desk.model.response import QuestionnaireResponse, Status
from b12desk.model.values import Coding
from b12desk.store import lock as lock_module
from b12desk.store.intake_store import HeldElsewhereError
from b12desk.store.records import Records
from tests.store.made_records import new_records

IDENTIFIER = "0f8fad5b-d9cb-469f-a165-70867728950e"
CHECKOUT = Path(__file__).parents[2]


def intake(**answers: str) -> QuestionnaireResponse:
    return QuestionnaireResponse(
        questionnaire="urn:test|1",
        status=Status.IN_PROGRESS,
        authored=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        identifier=IDENTIFIER,
        answers={name: (Coding(code=code),) for name, code in answers.items()},
    )


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Callable[[], Records]]:
    """One more window on the same records."""
    opened: list[Records] = []

    def once_more() -> Records:
        opened.append(new_records(tmp_path / "data"))
        return opened[-1]

    yield once_more
    for each in opened:
        each.shut()


@pytest.fixture
def one(window: Callable[[], Records]) -> Records:
    return window()


@pytest.fixture
def other(window: Callable[[], Records]) -> Records:
    return window()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "data" / "open" / f"{IDENTIFIER}.lock"


def test_where_somebody_is_signed_in_the_second_window_is_told_their_name(one: Records, other: Records) -> None:
    one.name_writer("Zoë O'Brien")
    one.save(intake(a="yes"), "about")
    with pytest.raises(HeldElsewhereError) as caught:
        other.open(IDENTIFIER)
    assert "Zoë O'Brien has had it open in another window since" in str(caught.value)
    assert "login" not in str(caught.value)


def test_a_second_window_is_refused_and_told_who_has_it_and_since_when(one: Records, other: Records) -> None:
    one.save(intake(a="yes"), "about")
    for refused in (other.open, other.delete, lambda each: other.save(intake(a=each), "about")):
        with pytest.raises(HeldElsewhereError) as caught:
            refused(IDENTIFIER)
        assert f"(computer login {getpass.getuser()}@{platform.node()})" in str(caught.value)
        assert "Go on in that window" in str(caught.value)
    assert other.load(IDENTIFIER).response == intake(a="yes")
    one.close(IDENTIFIER)
    assert other.open(IDENTIFIER).response == intake(a="yes")
    with pytest.raises(HeldElsewhereError):
        one.open(IDENTIFIER)


def test_another_process_is_refused_too_and_its_death_lets_go(one: Records, tmp_path: Path, lock: Path) -> None:
    one.save(intake(a="yes"), "about")
    one.close(IDENTIFIER)
    code = "import sys; from pathlib import Path; from tests.store.made_records import new_records\n"
    code += f"new_records(Path({str(tmp_path / 'data')!r})).open({IDENTIFIER!r})\n"
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
    assert lock.exists(), "the crash left it"
    assert one.open(IDENTIFIER).response == intake(a="yes")


def test_a_lock_that_a_crash_left_is_swept_and_a_held_one_is_not(
    one: Records, lock: Path, window: Callable[[], Records]
) -> None:
    one.save(intake(a="yes"), "about")
    (lock.parent / "left.lock").write_text("{}")
    window()
    assert [path.name for path in lock.parent.iterdir()] == [lock.name]
    one.close(IDENTIFIER)
    assert list(lock.parent.iterdir()) == []


def test_a_discarded_intake_stays_discarded(one: Records, other: Records, lock: Path) -> None:
    one.save(intake(a="yes"), "about")
    lock.unlink()  # as on a disk where the other window could take it
    other.delete(IDENTIFIER)
    for _again in range(2):
        with pytest.raises(HeldElsewhereError, match="not brought back"):
            one.save(intake(a="no"), "about")
    assert one.list() == ()


def test_a_lock_that_was_deleted_by_hand_is_made_again_if_nothing_happened(
    one: Records, other: Records, lock: Path
) -> None:
    one.save(intake(a="yes"), "about")
    lock.unlink()
    one.save(intake(a="no"), "about")
    with pytest.raises(HeldElsewhereError):
        other.open(IDENTIFIER)


def test_after_another_window_had_it_nothing_is_written_over(one: Records, other: Records, lock: Path) -> None:
    one.save(intake(a="yes"), "about")
    lock.unlink()
    other.open(IDENTIFIER)
    with pytest.raises(HeldElsewhereError):
        one.save(intake(a="one"), "about")
    other.save(intake(a="other"), "about")
    other.close(IDENTIFIER)
    for _again in range(2):
        with pytest.raises(HeldElsewhereError, match="changed in another window"):
            one.save(intake(a="one"), "about")
    assert one.load(IDENTIFIER).response == intake(a="other")
    other.open(IDENTIFIER)


def test_on_a_disk_without_locks_nothing_is_lost_without_a_word(
    one: Records, other: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "_lock", lambda _descriptor: True)
    one.save(intake(a="yes"), "about")
    other.open(IDENTIFIER)
    other.save(intake(a="other"), "about")
    with pytest.raises(HeldElsewhereError, match="changed in another window"):
        one.save(intake(a="one"), "about")
    other.save(intake(a="again"), "about")
    other.delete(IDENTIFIER)
    with pytest.raises(HeldElsewhereError, match="not brought back"):
        one.save(intake(a="one"), "about")


def test_a_disk_that_takes_no_lock_still_shows_what_it_holds(one: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    one.save(intake(a="yes"), "about")
    one.close(IDENTIFIER)

    def refuse(_path: Path, _flags: int = 0) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(lock_module, "open_ordinary", refuse)
    assert one.open(IDENTIFIER).response == intake(a="yes")
    for refused in (lambda: one.save(intake(a="no"), "about"), lambda: one.delete(IDENTIFIER)):
        with pytest.raises(StoreError, match="can only be read"):
            refused()
    monkeypatch.undo()
    one.save(intake(a="no"), "about")
    assert one.load(IDENTIFIER).response == intake(a="no")


def test_two_windows_write_their_own_intakes_side_by_side(one: Records, other: Records) -> None:
    for number in range(20):
        one.save(intake(a=f"one-{number}"), "about")
        other.save(replace(intake(a=f"other-{number}"), identifier="other"), "about")
    assert one.load("other").response.answers == {"a": (Coding(code="other-19"),)}
    assert other.load(IDENTIFIER).response == intake(a="one-19")
