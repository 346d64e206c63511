"""Plain files of older programs: each read, written, read back, then removed; what cannot be is left and named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from b12desk.errors import Problem, StoreError
from b12desk.store import former_files
from b12desk.store.lock import take
from b12desk.store.records import Records
from b12desk.store.taking_over import take_over
from tests.store.made_records import new_records
from tests.store.test_former_files import DAMAGES, FIXTURES, intake


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = new_records(tmp_path / "data")
    yield made
    made.shut()


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    found = tmp_path / "data" / "drafts"
    found.mkdir(parents=True)
    return found


def put(drafts: Path, identifier: str, fixture: str = "draft-3.json") -> Path:
    content = json.loads((FIXTURES / fixture).read_text())
    content["response"]["identifier"] = identifier
    path = drafts / f"{identifier}.json"
    path.write_text(json.dumps(content))
    return path


def test_every_format_comes_over_whole_and_the_folder_is_gone(records: Records, drafts: Path) -> None:
    expected = {}
    for number in range(60):
        path = put(drafts, f"intake-{number}", f"draft-{number % 3 + 1}.json")
        expected[path.stem] = former_files.read(path)
    (drafts / "left.lock").write_text("")
    (drafts / ".x.json.1.tmp").write_text("half")
    (drafts / "left.lock").unlink()
    (drafts / ".x.json.1.tmp").unlink()
    assert take_over(drafts, records) == ("60 intakes kept by an older B12 Desk are now encrypted.",)
    assert {each: records.load(each) for each in expected} == expected
    assert not drafts.exists()
    assert take_over(drafts, records) == ()
    records.open("intake-1")


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_one_is_left_and_named_every_time(records: Records, drafts: Path, damage: str) -> None:
    put(drafts, "sound")
    (drafts / "broken.json").write_bytes(DAMAGES[damage])
    told = take_over(drafts, records)
    assert told[0] == "1 intake kept by an older B12 Desk is now encrypted."
    for problem in (told[1], *take_over(drafts, records)):
        assert isinstance(problem, Problem)
        assert "broken.json" in problem.where
    assert len(told) == 2
    assert (drafts / "broken.json.damaged").read_bytes() == DAMAGES[damage]
    assert [each.identifier for each in records.list()] == ["sound"]


def test_what_is_no_file_of_ours_newer_or_open_elsewhere_stays(records: Records, drafts: Path) -> None:
    newer = put(drafts, "newer")
    newer.write_text(newer.read_text().replace('"version": 3', '"version": 4'))
    put(drafts, "one").rename(drafts / "copy.json")
    put(drafts, "two").rename(drafts / "no name.json")
    (drafts / "folder.json").mkdir()
    (drafts / "notes.txt").write_text("mine")
    held_file = put(drafts, "held")
    held = take(held_file.with_suffix(".lock"), datetime.now(UTC))
    before = {path.name for path in drafts.iterdir()}
    told = take_over(drafts, records)
    said = " ".join(map(str, told))
    assert len(told) == 5
    for part in ("version 4", "another intake", "not the name of an intake", "a folder", "open in another window"):
        assert part in said
    assert {path.name for path in drafts.iterdir()} == before
    held.release()
    assert len(take_over(drafts, records)) == 5
    assert not held_file.exists()


def test_one_that_was_written_before_a_crash_is_only_removed(records: Records, drafts: Path) -> None:
    path = put(drafts, "twice")
    records.keep(former_files.read(path))
    records.close("twice")
    assert len(take_over(drafts, records)) == 1
    assert not path.exists()


def test_one_that_differs_from_the_records_is_left(records: Records, drafts: Path) -> None:
    path = put(drafts, "twice")
    records.save(intake("twice", age=(70,)), "about")
    records.close("twice")
    (problem,) = take_over(drafts, records)
    assert isinstance(problem, Problem)
    assert "have this intake already" in problem.cause
    assert path.exists()
    assert records.load("twice").response == intake("twice", age=(70,))


def test_what_cannot_be_written_is_left(records: Records, drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(drafts, "kept")

    def refuse(*_given: object) -> None:
        raise StoreError("Full", [Problem("disk", "the disk is full.")])

    monkeypatch.setattr(records, "keep", refuse)
    assert take_over(drafts, records) == (Problem("disk", "the disk is full."),)
    assert path.exists()


def test_what_is_not_read_back_as_it_was_is_left(
    records: Records, drafts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(drafts, "kept")
    monkeypatch.setattr(records, "load", lambda _identifier: None)
    assert len(take_over(drafts, records)) == 1
    assert path.exists()
