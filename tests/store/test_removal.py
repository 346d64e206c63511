"""What was removed is found nowhere: in no page of the file, used or not, none of the log, and in no backup made since.

Each search has to find the marker before, or it proves nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pyrage
import pytest

from b12desk.engine.item_state import Typed
from b12desk.model.response import Subject
from b12desk.store import removal
from b12desk.store.audit_chain import Act
from b12desk.store.records import Records
from tests.store.decrypted import found_in
from tests.store.made_records import DATA_KEY, new_records
from tests.store.test_former_files import intake

NOW = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
MARKER, PLAIN = "MARKER-OF-A-PATIENT", "nothing-to-be-found"
PEOPLE = 24


def filled(folder: Path, seed: int) -> tuple[Records, list[str]]:
    """Intakes of many people, saved in turns so that rows move between pages; those that bear the marker."""
    records, chance = new_records(folder), random.Random(seed)
    names = [str(UUID(int=chance.getrandbits(128), version=4)) for _each in range(PEOPLE)]
    for name in (*names, *chance.choices(names, k=3 * PEOPLE)):
        text = MARKER if names.index(name) % 3 == 0 else PLAIN
        given = {f"q{each}": (text * chance.randrange(1, 20),) for each in range(chance.randrange(1, 12))}
        response = replace(intake(**given), identifier=name, subject=Subject(display=f"Ana {text}", identifier=text))
        records.save(response, "about", typed=[Typed("note", text * chance.randrange(20))])
        records.close(name)
    return records, names[::3]


def backup(records: Records, folder: Path) -> bytes:
    """A backup of now, made plain."""
    key = pyrage.x25519.Identity.generate()
    path = folder / "b.age"
    records.write_backup("b12", str(key.to_public()), path)
    made: bytes = pyrage.decrypt(path.read_bytes(), [key])
    return made


def one_by_one(records: Records, marked: list[str]) -> None:
    for each in marked:
        records.delete(each, Act(NOW, "ana", "discarded", each))


def together(records: Records, marked: list[str]) -> None:
    records.delete_all(Act(NOW, "ana", "expired", each) for each in marked)


@pytest.mark.parametrize("remove", [one_by_one, together])
@pytest.mark.parametrize("seed", range(2))
def test_a_marker_is_found_before_and_nowhere_after(
    tmp_path: Path, remove: Callable[[Records, list[str]], None], seed: int
) -> None:
    records, marked = filled(tmp_path, seed)
    file = tmp_path / "records.db"
    records._database.empty_log()
    assert found_in(file, DATA_KEY, MARKER) == {"file"}
    records.save(replace(intake(last=(MARKER,)), identifier=marked[0]), "about")
    records.close(marked[0])
    assert found_in(file, DATA_KEY, MARKER) == {"file", "log"}
    assert MARKER.encode() in backup(records, tmp_path)
    remove(records, marked)
    assert found_in(file, DATA_KEY, MARKER) == set()
    assert MARKER.encode() not in backup(records, tmp_path)
    assert found_in(file, DATA_KEY, PLAIN), "the others are there"
    assert len(records.list()) == PEOPLE - len(marked)
    assert set(records.removal.known()) == set(marked)
    records.shut()
    assert found_in(file, DATA_KEY, MARKER) == set()


def test_without_rewriting_something_would_be_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why a removal is not done when its rows are overwritten."""
    left: set[str] = set()
    monkeypatch.setattr(removal, "_AT_ONCE", 0)
    for seed in range(20):
        if left:
            break
        records, marked = filled(tmp_path / str(seed), seed)
        together(records, marked)
        left |= found_in(tmp_path / str(seed) / "records.db", DATA_KEY, MARKER)
        records.shut()
        assert found_in(tmp_path / str(seed) / "records.db", DATA_KEY, MARKER) == set(), "a large file: when it is shut"
    assert left == {"file"}


def test_while_another_window_reads_it_goes_the_next_time(tmp_path: Path) -> None:
    records, marked = filled(tmp_path, 0)
    other = new_records(tmp_path)
    with other._database.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM intakes").scalar()
        together(records, marked)
    records.shut()
    other.shut()
    assert found_in(tmp_path / "records.db", DATA_KEY, MARKER) == set()
