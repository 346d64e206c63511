"""Whose intakes they are: who is asked about, who is warned about, and what is moved and taken back, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from b12desk.desk.finding import Search
from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.errors import StoreError
from b12desk.model.response import Subject
from b12desk.model.values import PartialDate
from b12desk.store.intake_store import HeldElsewhereError
from b12desk.store.records import Records
from tests.desk.test_audit import deeds
from tests.desk.test_intakes import Clock, clock, desk, opened, records, window

__all__ = ["clock", "desk", "opened", "records", "window"]
ANNA = Subject(family="Kowalska", given="Anna", identifier="77")
BORN = PartialDate(date="1958-03-12")


def visit(desk: Intakes, clock: Clock, subject: Subject, born: PartialDate | None = BORN) -> OpenIntake:
    """An intake of a later day, open."""
    clock.now += timedelta(days=1)
    intake = desk.begin()
    intake.session.set_subject(subject)
    if born is not None:
        intake.session.answer("birth_date", born)
    desk.save(intake)
    return intake


def kept(desk: Intakes, clock: Clock, subject: Subject, born: PartialDate | None = BORN) -> str:
    """As `visit`, closed again; its identifier."""
    intake = visit(desk, clock, subject, born)
    desk.close(intake)
    return intake.identifier


def seen(desk: Intakes, intake: OpenIntake) -> tuple[str, str, int] | None:
    found = desk.people.acquaintance(intake)
    return None if found is None else (found.likeness, found.who.words, found.visits)


WORDS = "KOWALSKA, Anna; Born 12 March 1958 (68); Record number 77"


@pytest.mark.parametrize(
    ("subject", "born", "likeness"),
    [
        (ANNA, None, "same"),
        (ANNA, BORN, "same"),
        (Subject(display="Anna Kowalska", identifier="7-7"), None, "same"),
        (Subject(identifier="77"), None, "same"),
        (Subject(family="Kowalska", given="Anna"), BORN, "same"),
        (Subject(family="Kowalska", given="Anna"), None, None),
        (Subject(family="Kowalska", given="Anna"), PartialDate(date="1958"), None),
        (ANNA, PartialDate(date="1959"), "number"),
        (Subject(family="Nowak", given="Jan", identifier="77"), None, "number"),
        (Subject(family="Kowalska", given="Anna", identifier="78"), None, "name"),
        (Subject(family="Kowalska", given="Ana"), PartialDate(date="1985-07-01"), "name"),
        (Subject(family="Kowalski", given="Anna", identifier="78"), BORN, "name"),
        (Subject(family="Kowalski", given="Anna"), BORN, None),
        (Subject(family="Nowak", given="Jan", identifier="78"), BORN, None),
        (Subject(), BORN, None),
    ],
)
def test_who_is_asked_about_and_who_is_warned_about(
    desk: Intakes, clock: Clock, subject: Subject, born: PartialDate | None, likeness: str | None
) -> None:
    kept(desk, clock, ANNA)
    intake = visit(desk, clock, subject, born)
    assert seen(desk, intake) == (None if likeness is None else (likeness, WORDS, 1))


def test_yes_puts_the_visits_together_and_nobody_is_asked_again(desk: Intakes, clock: Clock, records: Records) -> None:
    first = kept(desk, clock, ANNA)
    intake = visit(desk, clock, ANNA, None)
    human = desk.people.human_of(first)
    assert desk.people.visit_count(intake.identifier) == 1
    desk.people.join(intake, human)
    assert seen(desk, intake) is None
    assert desk.people.visit_count(intake.identifier) == 2
    assert ("merged", intake.identifier) in deeds(records)
    intake.session.answer("age", 67)
    desk.save(intake)
    assert [each.identifier for each in desk.people.visits(human, nhs=False).lines] == [intake.identifier, first]
    shown = desk.people.visits(human, nhs=False)
    assert shown.who.words == WORDS, "what the newest does not know, an older one says"
    ((_key, told, undoable),) = shown.transfers
    assert told.startswith("Two entries of one person were put together, ")
    assert told.endswith("by ana: Said to be the same person during the intake.")
    assert undoable


def test_no_is_kept_while_the_intake_is_open_and_the_number_is_warned_of(desk: Intakes, clock: Clock) -> None:
    first = kept(desk, clock, ANNA)
    intake = visit(desk, clock, ANNA, None)
    intake.apart.add((desk.people.human_of(first), "same"))
    assert seen(desk, intake) == ("number", WORDS, 1)
    intake.apart.add((desk.people.human_of(first), "number"))
    assert seen(desk, intake) is None


def test_moved_with_a_reason_and_taken_back(desk: Intakes, clock: Clock, records: Records) -> None:
    wrong = kept(desk, clock, Subject(display="Jan Nowak"), PartialDate(date="1950"))
    right = desk.people.human_of(kept(desk, clock, ANNA))
    own = desk.people.human_of(wrong)
    (candidate,) = desk.people.others("kowalska", but=own)
    assert candidate == (right, "KOWALSKA, Anna; born 12 March 1958 (68); number 77")
    assert desk.people.others("nowak", but=own) == ()
    assert desk.people.others(" ", but="") == ()
    key = desk.people.move(wrong, right, "the wrong record was open")
    lines = desk.people.visits(right, nhs=False).lines
    assert {each.name for each in lines} == {"KOWALSKA, Anna"}
    assert len(lines) == 2
    told = desk.people.visits(right, nhs=False).transfers
    assert told[0][1].startswith("An intake was moved here, ")
    assert told[0][1].endswith("by ana: the wrong record was open")
    assert desk.people.visits(own, nhs=False).transfers[0][1].startswith("An intake was moved to another patient, ")
    desk.people.take_back(key)
    assert desk.people.visits(right, nhs=False).transfers[0][1].endswith("Taken back since.")
    assert [each.name for each in desk.people.visits(own, nhs=False).lines] == ["Jan Nowak"]
    assert [each for each, _intake in deeds(records)][-2:] == ["moved", "taken back"]
    assert not any("wrong record" in str(each) for each in records.log.entries()), "a reason may name somebody"


def test_what_is_open_elsewhere_is_not_moved(window: Callable[[], Intakes], clock: Clock) -> None:
    one, other = window(), window()
    identifier = kept(one, clock, Subject(display="Jan Nowak"))
    right = one.people.human_of(kept(one, clock, ANNA))
    intake = other.resume(identifier)
    with pytest.raises(HeldElsewhereError, match="open elsewhere"):
        one.people.move(identifier, right, "why")
    other.close(intake)
    one.people.move(identifier, right, "why")


def test_merging_and_unmerging(desk: Intakes, clock: Clock) -> None:
    first, second = kept(desk, clock, ANNA), kept(desk, clock, Subject(display="A. Kowalska"), None)
    target, source = desk.people.human_of(first), desk.people.human_of(second)
    key = desk.people.merge(source, target, "she married")
    assert [each.name for each in desk.people.visits(target, nhs=False).lines] == ["A. Kowalska", "KOWALSKA, Anna"]
    with pytest.raises(StoreError):
        desk.people.merge(source, target, "again")
    desk.people.take_back(key)
    assert desk.people.human_of(second) == source


def test_lines_with_like_names_of_other_people_are_marked(desk: Intakes, clock: Clock) -> None:
    kept(desk, clock, ANNA)
    kept(desk, clock, ANNA)
    kept(desk, clock, Subject(family="Kowalska", given="Ana", identifier="78"))
    kept(desk, clock, Subject(family="Nowak", given="Jan", identifier="79"))
    lines = desk.finding.look(Search()).lines
    assert [(each.name, each.alike) for each in lines] == [
        ("NOWAK, Jan", False), ("KOWALSKA, Ana", True), ("KOWALSKA, Anna", True), ("KOWALSKA, Anna", True),
    ]  # fmt: skip
    assert not any(each.alike for each in desk.finding.look(Search(text="77")).lines), "nobody says that they differ"
