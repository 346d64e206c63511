"""Backups by schedule: when one is due, what is kept, what is told; and removals that a restored backup repeats."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from b12desk.desk.backups import KEPT, Backups, made_words
from b12desk.desk.safe import NewKeys, Safe
from b12desk.errors import StoreError
from b12desk.settings import BackupPlan
from b12desk.store.audit_chain import Act
from b12desk.store.purge_list import list_path
from b12desk.store.records import Records
from tests.desk.test_safe import CHEAP, OTHER, PASSPHRASE
from tests.store.test_former_files import IDENTIFIER, intake

OTHERS = "11111111-1111-4111-8111-111111111111"


class Clock:
    """Set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 27, 10, 30, tzinfo=UTC).astimezone()

    def __call__(self) -> datetime:
        return self.now

    def later(self, **parts: int) -> None:
        self.now += timedelta(**parts)


class BackedDesk:
    """A desk that was set up, with two intakes, and a folder for its backups."""

    def __init__(self, folder: Path) -> None:
        self.safe = Safe(folder / "data", form="b12", cost=CHEAP)
        self.keys: NewKeys = self.safe.begin_set_up(PASSPHRASE)
        self.records: Records = self.safe.confirm(*self.keys).records
        for each in (IDENTIFIER, OTHERS):
            self.records.save(replace(intake(age=(61,)), identifier=each), "about")
            self.records.close(each)
        self.clock = Clock()
        self.backups = Backups(self.safe, self.records, self.clock)
        self.folder = folder / "stick"
        self.folder.mkdir()
        self.daily = BackupPlan(str(self.folder), "day")

    def files(self) -> list[str]:
        return sorted(each.name for each in self.folder.glob("*.age"))

    def remove(self, identifier: str) -> None:
        self.records.delete(identifier, Act(self.clock(), "ana", "discarded", identifier))
        self.backups.keep_list(self.daily)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[BackedDesk]:
    made = BackedDesk(tmp_path)
    yield made
    made.records.shut()


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[Callable[..., tuple[Records, tuple[str, ...]]]]:
    """The records of a backup on an empty home, and what was told."""
    opened = []

    def restore(path: Path, keys: NewKeys) -> tuple[Records, tuple[str, ...]]:
        safe = Safe(tmp_path / f"home-{len(opened)}", form="b12", cost=CHEAP)
        found = safe.restore(path, "\n".join(keys), OTHER)
        opened.append(found.records)
        return found.records, tuple(map(str, found.taken_over))

    yield restore
    for each in opened:
        each.shut()


def test_one_is_due_each_day_or_week_and_not_between(desk: BackedDesk) -> None:
    weekly, never = desk.daily._replace(every="week"), desk.daily._replace(every="never")
    assert [desk.backups.is_due(each) for each in (desk.daily, weekly, never)] == [True, True, False]
    assert not desk.backups.is_due(BackupPlan("", "day")), "there is nowhere to put it"
    written = desk.backups.make(desk.daily)
    name = f"b12desk-{desk.clock.now:%Y-%m-%d-%H%M}.age"
    assert (written.path, written.intakes) == (desk.folder / name, 2)
    head = str(desk.records.head())
    assert (
        made_words(written)
        == f"2 intakes in {desk.folder / name}, 27 November 2026, {desk.clock.now:%H:%M}. Log {head}."
    )
    assert [desk.backups.is_due(each) for each in (desk.daily, weekly)] == [False, False]
    desk.clock.later(days=1)
    assert [desk.backups.is_due(each) for each in (desk.daily, weekly)] == [True, False]
    desk.clock.later(days=6)
    assert desk.backups.is_due(weekly)
    assert Backups(desk.safe, desk.records, desk.clock).last() == written, "the next start knows of it"


def test_the_newest_are_kept_and_nothing_goes_that_is_not_ours(desk: BackedDesk) -> None:
    foreign = desk.folder / "b12desk-2020-01-01-0000.age"
    foreign.write_bytes(b"somebody's")
    first = desk.backups.make(desk.daily).path
    desk.clock.later(days=1)
    changed = desk.backups.make(desk.daily).path
    changed.write_bytes(b"somebody's too")
    desk.clock.later(days=1)
    oldest = desk.backups.make(desk.daily).path
    for _day in range(KEPT):
        desk.clock.later(days=1)
        newest = desk.backups.make(desk.daily).path
    assert not first.exists()
    assert not oldest.exists()
    assert foreign.read_bytes() == b"somebody's"
    assert changed.read_bytes() == b"somebody's too"
    assert newest.exists()
    assert len(desk.files()) == KEPT + 2


def test_a_file_of_that_name_is_never_written_over(desk: BackedDesk) -> None:
    first = desk.backups.make(desk.daily).path
    there = first.read_bytes()
    assert desk.backups.make(desk.daily).path.name == f"{first.stem}-2.age"
    assert first.read_bytes() == there


@pytest.mark.parametrize("what", ["missing", "a file", "full"])
def test_what_goes_wrong_is_told_until_it_is_mended(
    desk: BackedDesk, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.backups.trouble(desk.daily) == ""
    aside = desk.folder.rename(desk.folder.with_name("aside"))
    causes = {
        "missing": "this folder is not there. Put it back, or plug in the disk it lies on.",
        "a file": f"a file stands where a folder should be: {desk.folder}. Move or rename that file.",
        "full": "the disk is full. Make room on it: empty the trash, or move large files away.",
    }
    with monkeypatch.context() as patch:
        if what == "a file":
            desk.folder.touch()
        elif what == "full":
            desk.folder.mkdir()
            patch.setattr("os.fsync", lambda _file: (_ for _ in ()).throw(OSError(28, "No space left on device")))
            patch.setattr(desk.records, "note", lambda _act: None)
        with pytest.raises(StoreError, match="The backup was not written"):
            desk.backups.make(desk.daily)
    assert causes[what] in desk.backups.trouble(desk.daily)
    assert desk.backups.trouble(desk.daily).startswith(f"No backup could be made in {desk.folder}: ")
    if what == "full":
        assert list(desk.folder.iterdir()) == [], "nothing half-written"
        desk.folder.rmdir()
    elif what == "a file":
        desk.folder.unlink()
    aside.rename(desk.folder)
    desk.backups.make(desk.daily)
    assert desk.backups.trouble(desk.daily) == ""


def test_backups_without_a_folder_are_told(desk: BackedDesk) -> None:
    told = "No backups are made: choose a folder for them under Settings, Backups."
    assert desk.backups.trouble(BackupPlan("", "week")) == told
    assert desk.backups.trouble(BackupPlan("", "never")) == ""


def test_what_was_removed_later_goes_again_with_an_older_backup(
    desk: BackedDesk, restored: Callable[..., tuple[Records, tuple[str, ...]]]
) -> None:
    older = desk.backups.make(desk.daily).path
    desk.remove(IDENTIFIER)
    records, told = restored(older, desk.keys)
    assert told == ("1 intake that was removed after 27 November 2026 was removed again.",)
    assert [each.identifier for each in records.list()] == [OTHERS]
    acts = [each.act for each in records.log.entries()]
    assert [(each.deed, each.intake) for each in acts[-2:]] == [("removed again", IDENTIFIER), ("restored", "")]
    assert records.log.fault() is None
    assert IDENTIFIER in records.removal.known(), "and it is known there from now on"
    desk.clock.later(days=1)
    newer = desk.backups.make(desk.daily).path
    assert restored(newer, desk.keys)[1] == (), "there is nothing to repeat"


@pytest.mark.parametrize("how", ["missing", "one more", "one less", "another key", "no JSON", "of another desk"])
def test_a_list_that_was_tampered_with_removes_nothing_and_is_told(
    desk: BackedDesk, how: str, restored: Callable[..., tuple[Records, tuple[str, ...]]]
) -> None:
    older = desk.backups.make(desk.daily).path
    desk.remove(IDENTIFIER)
    path = list_path(desk.folder, desk.records.removal.key)
    content = json.loads(path.read_text())
    assert list(content["removed"]) == [IDENTIFIER]
    match how:
        case "missing":
            path.unlink()
        case "one more":
            content["removed"][OTHERS] = content["removed"][IDENTIFIER]
        case "one less":
            content["removed"] = {}
        case "another key":
            content["mark"] = "0" * 64
        case "of another desk":
            content["removed"], content["mark"] = [OTHERS], None
    if how == "no JSON":
        path.write_text("{")
    elif how != "missing":
        path.write_text(json.dumps(content))
    records, told = restored(older, desk.keys)
    assert {each.identifier for each in records.list()} == {IDENTIFIER, OTHERS}
    back = "Intakes that were removed after 27 November 2026 may be here again: remove them again."
    causes = {
        "missing": f"No list of removed intakes lies beside the backup ({path.name}).",
        "no JSON": f"The list of removed intakes ({path.name}) was not used: line 1 is not JSON.",
    }
    usual = f"The list of removed intakes ({path.name}) was not used: it was changed, or is damaged."
    assert told == (f"{causes.get(how, usual)} {back}",)


def test_the_list_holds_nothing_but_identifiers_and_moments(desk: BackedDesk) -> None:
    desk.remove(IDENTIFIER)
    path = list_path(desk.folder, desk.records.removal.key)
    assert path.stat().st_mode & 0o077 == 0
    content = json.loads(path.read_text())
    assert content["removed"] == {IDENTIFIER: desk.clock.now.astimezone(UTC).isoformat()}
    assert set(content) == {"format", "version", "removed", "mark"}
