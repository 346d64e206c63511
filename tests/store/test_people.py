"""Whose intakes they are: who is like whom, and intakes that are moved or put together, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from b12desk.errors import StoreError
from b12desk.model.response import Status, Subject
from b12desk.model.values import PartialDate
from b12desk.store.audit_chain import Act
from b12desk.store.intake_content import Paper, UnfinishedIntake
from b12desk.store.intake_store import HeldElsewhereError
from b12desk.store.records import Records
from tests.store.made_records import new_records
from tests.store.test_former_files import intake

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
ANNA = Subject(family="Kowalska", given="Anna", identifier="943 476 5919")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = new_records(tmp_path / "data")
    yield made
    made.shut()


def keep(
    records: Records, identifier: str, subject: Subject, *, born: str = "", days: int = 0, finished: bool = True
) -> str:
    """One intake, closed again; whose it is."""
    authored = NOW + timedelta(days=days)
    response = replace(intake(identifier), subject=subject, authored=authored)
    draft = UnfinishedIntake(response, "about", authored)
    if finished:
        draft = replace(draft, finished=authored, paper=Paper("printed", authored))
    records.keep(draft, None, PartialDate(date=born) if born else None)
    records.close(identifier)
    return whose(records, identifier)


def whose(records: Records, identifier: str) -> str:
    found = records.people.entry(identifier)
    assert found is not None
    return found.human


def act(deed: str, identifier: str = "") -> Act:
    return Act(NOW, "nurse", deed, identifier)


def visits(records: Records, human: str) -> list[str]:
    return [each.identifier for each in records.people.visits(human)]


@pytest.mark.parametrize(
    ("typed", "is_like"),
    [
        (Subject(family="KOWALSKA", given="anna"), True),
        (Subject(display="Anna Kowalska"), True),
        (Subject(display="Kowalska Anna"), True),
        (Subject(family="Kovalska", given="Anna"), True),
        (Subject(family="Kowalsk", given="Anna"), True),
        (Subject(family="Kowalskaa", given="Anna"), True),
        (Subject(family="Okwalska", given="Anna"), True),
        (Subject(family="Kowalska", given="Anan"), True),
        (Subject(family="Kowalska", given="Hanka"), False),
        (Subject(family="Nowak", given="Anna"), False),
        (Subject(family="Kow", given="A"), False),
        (Subject(family="Nowak", given="Jan", identifier="9434765919"), True),
        (Subject(identifier="943-476-5919"), True),
        (Subject(identifier="943 476 591"), False),
        (Subject(identifier="3 476 5919"), False),
        (Subject(), False),
        (Subject(display="%"), False),
    ],
)
def test_who_is_like_whom(records: Records, typed: Subject, is_like: bool) -> None:
    keep(records, "one", ANNA, born="1958-03-12")
    keep(records, "two", Subject(display="Jo Li", identifier="7"))
    found = records.people.like(typed)
    assert [(each.intake, each.subject, each.born) for each in found] == (
        [("one", ANNA, PartialDate(date="1958-03-12"))] if is_like else []
    )
    assert records.people.like(typed, but="one") == ()


def test_each_intake_is_of_a_human_being_of_its_own_until_somebody_says_otherwise(records: Records) -> None:
    first, second = keep(records, "one", ANNA), keep(records, "two", ANNA, days=3)
    assert first != second
    key = records.people.merge(second, first, "the same", act("merged", "two"))
    assert visits(records, first) == ["two", "one"]
    assert visits(records, second) == []
    told = records.people.transfers(first)
    assert [(each.identifier, each.kind, each.reason, each.source, each.undone) for each in told] == [
        (key, "merged", "the same", second, False)
    ]
    records.people.take_back(key, act("taken back"))
    assert (visits(records, first), visits(records, second)) == (["one"], ["two"])
    assert records.people.transfers(second)[0].undone
    assert [each.act.deed for each in records.log.entries()] == ["merged", "taken back"]
    with pytest.raises(StoreError, match="taken back"):
        records.people.take_back(key, act("taken back"))


def test_who_is_called_otherwise_now_is_nobody_that_was_known(records: Records) -> None:
    first, second = keep(records, "one", ANNA), keep(records, "two", ANNA)
    records.people.merge(second, first, "", act("merged"))
    found = records.open("two")
    records.keep(replace(found, response=replace(found.response, subject=Subject(display="Jan Nowak"))))
    records.close("two")
    assert visits(records, first) == ["one"]
    assert visits(records, whose(records, "two")) == ["two"]


def test_a_finished_intake_is_moved_as_its_next_version_and_taken_back(records: Records) -> None:
    wrong = keep(records, "one", Subject(display="Jan Nowak", identifier="77"), born="1950")
    right = keep(records, "two", ANNA, born="1958-03-12")
    before = records.load("one")
    key = records.people.move("one", right, "typed into the wrong record", act("moved", "one"))
    moved = records.load("one")
    amended = replace(before.response, subject=ANNA, status=Status.AMENDED)
    assert moved == replace(before, response=amended, saved=moved.saved, paper=None)
    (kept,) = records.history("one").earlier
    assert (kept.number, kept.intake.response, kept.intake.paper) == (1, before.response, before.paper)
    assert kept.why.reason == "typed into the wrong record"
    assert visits(records, right) == ["one", "two"] or visits(records, right) == ["two", "one"]
    assert [each.intake for each in records.people.like(Subject(identifier="9434765919"))] != []
    found = records.people.entry("one")
    assert found is not None
    assert (found.subject, found.born) == (ANNA, PartialDate(date="1950"))
    told = records.people.transfers(right)
    assert [(each.kind, each.intake, each.reason) for each in told] == [("moved", "one", "typed into the wrong record")]
    records.people.take_back(key, act("taken back", "one"))
    back = records.load("one")
    assert back.response == replace(before.response, status=Status.AMENDED)
    assert (back.paper, records.history("one").version) == (None, 3)
    assert visits(records, wrong) == ["one"]
    assert [each.act.deed for each in records.log.entries()] == ["moved", "taken back"]


def test_an_unfinished_intake_is_moved_as_it_is(records: Records) -> None:
    keep(records, "one", Subject(display="Jan Nowak"), finished=False)
    before = records.load("one")
    right = keep(records, "two", ANNA)
    key = records.people.move("one", right, "why", act("moved", "one"))
    assert records.load("one").response == replace(before.response, subject=ANNA)
    records.people.take_back(key, act("taken back", "one"))
    assert records.load("one") == replace(before, saved=records.load("one").saved)
    assert records.history("one").version == 1


def test_what_changed_since_is_not_taken_back(records: Records) -> None:
    keep(records, "one", Subject(display="Jan Nowak"))
    right = keep(records, "two", ANNA)
    key = records.people.move("one", right, "why", act("moved"))
    found = records.open("one")
    records.keep(replace(found, response=replace(found.response, subject=Subject(display="Eve"))))
    records.close("one")
    with pytest.raises(StoreError, match="taken back"):
        records.people.take_back(key, act("taken back"))
    assert records.load("one").response.subject == Subject(display="Eve")


def test_an_intake_that_is_open_elsewhere_is_not_moved(records: Records, tmp_path: Path) -> None:
    human = keep(records, "one", Subject(display="Jan Nowak"))
    right = keep(records, "two", ANNA)
    other = new_records(tmp_path / "data")
    other.open("one")
    try:
        with pytest.raises(HeldElsewhereError):
            records.people.move("one", right, "why", act("moved"))
        assert visits(records, human) == ["one"]
        assert records.people.transfers(right) == ()
        assert list(records.log.entries()) == []
    finally:
        other.shut()


def test_nobody_is_moved_to_nobody(records: Records) -> None:
    human = keep(records, "one", ANNA)
    for target in ("gone", human):
        with pytest.raises(StoreError):
            records.people.merge(human, target, "why", act("merged"))
    with pytest.raises(StoreError):
        records.people.move("one", "gone", "why", act("moved"))
    with pytest.raises(StoreError):
        records.people.move("gone", human, "why", act("moved"))
    assert list(records.log.entries()) == []


def test_what_was_written_down_goes_with_the_intake_and_with_the_person(records: Records) -> None:
    keep(records, "one", Subject(display="Jan Nowak"))
    right = keep(records, "two", ANNA)
    extra = keep(records, "three", ANNA)
    records.people.move("one", right, "why", act("moved"))
    records.people.merge(extra, right, "why", act("merged"))
    records.delete("one")
    assert [each.kind for each in records.people.transfers(right)] == ["merged"]
    records.delete("two")
    assert records.people.transfers(right) != (), "another entry of that person is there"
    records.delete("three")
    assert records.people.transfers(right) == ()
