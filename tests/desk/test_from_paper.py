"""Answers taken in from paper, without a window: how they came is kept, and so is a second entry on its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.waiting_room import Terms
from b12desk.engine.numbering import numbers
from b12desk.engine.session import REVIEW
from b12desk.errors import StoreError
from b12desk.model.disclosed import Disclosed
from b12desk.model.issue import IssueCode
from b12desk.model.response import Subject
from b12desk.model.values import Coding
from b12desk.store import tables
from b12desk.store.intake_content import ON_PAPER
from b12desk.store.records import Records
from tests.desk.test_waiting_room import clock, form, program
from tests.store.test_records import change, rows_of
from tests.ui.maria import MARIA
from tests.ui.marker import files_with, needles

__all__ = ["clock", "form", "program"]

NONE = Coding(code="none-of-these")
CHEST = Coding(code="chest-pain")
MARKER = "zanzibarine"


@pytest.fixture
def desk(program: Callable[..., Intakes]) -> Intakes:
    return program()


@pytest.fixture
def first(desk: Intakes) -> OpenIntake:
    """A paper of which two answers are taken in; one of them is red."""
    intake = desk.begin_from_paper()
    intake.session.answer("emergency_body", CHEST)
    intake.session.answer("nitrous_oxide", Coding(code="under-3-months"))
    desk.save(intake)
    return intake


def records_of(desk: Intakes) -> Records:
    found = desk._drafts
    assert isinstance(found, Records)
    return found


def came(desk: Intakes, intake: OpenIntake) -> dict[str, tuple[str, str]]:
    return {each: (how.by, how.way) for each, how in records_of(desk).waiting.answers(intake.identifier).items()}


def second_of(desk: Intakes, intake: OpenIntake) -> dict[str, object]:
    """The answers of the second entry as they are on the disk; empty when there is none."""
    entry = records_of(desk).paper_entry(intake.identifier)
    return {} if entry is None or entry.second is None else dict(entry.second.response.answers)


def numbered(intake: OpenIntake) -> bool:
    return intake.session.questionnaire.items["nitrous_oxide"].prefix == (
        f"{numbers(intake.session.questionnaire)['nitrous_oxide']}."
    )


def finish(desk: Intakes, intake: OpenIntake) -> None:
    order = intake.session.questionnaire.order
    for link_id in sorted(MARIA.answers, key=order.__getitem__):
        intake.session.answer(link_id, *MARIA.answers[link_id])
    intake.session.go_to(REVIEW)
    intake.finish()
    desk.save(intake)


# How the answers came


def test_each_answer_from_paper_is_kept_as_such(desk: Intakes, first: OpenIntake) -> None:
    assert came(desk, first) == dict.fromkeys(("emergency_body", "nitrous_oxide"), (ON_PAPER.by, ON_PAPER.way))
    asked = desk.begin()
    asked.session.answer("emergency_body", NONE)
    desk.save(asked)
    assert came(desk, asked) == {"emergency_body": ("staff", "")}


def test_whoever_typed_a_paper_in_has_seen_it(desk: Intakes, first: OpenIntake) -> None:
    assert desk.disclosures.to_see(first) == ()
    assert desk.disclosures.alarms(first.identifier) == ()
    assert not desk.disclosures.may_hold(first.identifier)
    assert desk.disclosures.disclosed(first) == Disclosed(ways=("paper",))
    desk.disclosures.check(first)


def test_a_paper_that_is_gone_on_with_alone_says_both(desk: Intakes, first: OpenIntake) -> None:
    sitting = desk.hand_over(first, Terms(known=True))
    sitting.begin()
    sitting.answer("emergency_nerves", NONE)
    desk.handing.take_back(sitting)
    first.session.answer("emergency_thoughts", NONE)
    desk.save(first)
    assert came(desk, first)["emergency_nerves"] == ("patient", "alone")
    assert came(desk, first)["emergency_thoughts"] == ("patient", "paper")
    told = desk.disclosures.disclosed(first)
    assert (told.ways, told.alone) == (("alone", "paper"), 1)


# Opened again


def test_it_has_its_numbers_when_it_is_opened_again(program: Callable[..., Intakes], first: OpenIntake) -> None:
    desk = program()
    again = desk.resume(first.identifier)
    assert again.from_paper
    assert numbered(again)
    again.session.answer("emergency_nerves", NONE)
    desk.save(again)
    assert came(desk, again)["emergency_nerves"] == ("patient", "paper")


def test_a_name_alone_is_enough_for_that(program: Callable[..., Intakes]) -> None:
    desk = program()
    intake = desk.begin_from_paper()
    intake.session.set_subject(Subject(display="Ana Example"))
    desk.save(intake)
    assert numbered(program().resume(intake.identifier))


def test_one_that_was_asked_has_none(program: Callable[..., Intakes]) -> None:
    desk = program()
    intake = desk.begin("staff")
    intake.session.answer("emergency_body", NONE)
    desk.save(intake)
    again = program().resume(intake.identifier)
    assert not again.from_paper
    assert not numbered(again)


# The second entry


def test_a_second_entry_is_on_the_disk_at_every_answer_and_goes_on_where_it_was_left(
    program: Callable[..., Intakes], first: OpenIntake
) -> None:
    desk = program()
    intake = desk.resume(first.identifier)
    second = desk.paper.second(intake)
    assert second.session.answers == {}
    second.session.answer("emergency_body", NONE)
    assert not desk.is_saved(intake)
    desk.save(intake)
    assert desk.is_saved(intake)
    second.session.answer("emergency_nerves", NONE)
    second.session.draft("age", "40 or 41", IssueCode.DRAFT)
    desk.save(intake)
    assert second_of(desk, intake) == {"emergency_body": (NONE,), "emergency_nerves": (NONE,)}

    again = program().resume(first.identifier)
    left = again.second_entry
    assert left is not None
    assert left.session.kept().answers == second.session.kept().answers
    assert left.session.state("age").draft == "40 or 41"
    assert left.at == "emergency_thoughts"
    assert numbered(left)
    assert left.second
    assert again.session.answers["emergency_body"] == (CHEST,)


def test_a_second_entry_stands_in_no_list_and_in_no_answer(desk: Intakes, first: OpenIntake) -> None:
    second = desk.paper.second(first)
    second.session.answer("own_words", MARKER)
    desk.save(first)
    assert [each.identifier for each in desk.unfinished()] == [first.identifier]
    assert MARKER not in str(rows_of(records_of(desk), tables.answers))
    assert MARKER not in str(rows_of(records_of(desk), tables.sought))
    assert MARKER in str(rows_of(records_of(desk), tables.paper_entries))


def test_a_first_entry_that_says_nothing_is_kept_for_its_second(program: Callable[..., Intakes]) -> None:
    desk = program()
    intake = desk.begin_from_paper()
    desk.paper.second(intake).session.answer("emergency_body", NONE)
    desk.save(intake)
    again = program().resume(intake.identifier).second_entry
    assert again is not None
    assert again.session.answers == {"emergency_body": (NONE,)}


def test_it_goes_when_both_were_compared(program: Callable[..., Intakes], first: OpenIntake) -> None:
    desk = program()
    intake = desk.resume(first.identifier)
    desk.paper.second(intake).session.answer("own_words", MARKER)
    desk.save(intake)
    desk.paper.drop(intake)
    assert intake.second_entry is None
    assert second_of(desk, intake) == {}
    again = program().resume(first.identifier)
    assert again.from_paper
    assert again.second_entry is None


def test_it_goes_when_the_intake_is_finished(desk: Intakes, first: OpenIntake) -> None:
    desk.paper.second(first).session.answer("own_words", MARKER)
    desk.save(first)
    assert second_of(desk, first)
    finish(desk, first)
    assert second_of(desk, first) == {}
    assert first.second_entry is None
    assert desk.is_saved(first)


def test_it_goes_when_the_intake_is_discarded(desk: Intakes, first: OpenIntake) -> None:
    desk.paper.second(first).session.answer("own_words", MARKER)
    desk.save(first)
    desk.close(first)
    records_of(desk).delete(first.identifier)
    assert rows_of(records_of(desk), tables.paper_entries) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE paper_entries SET second = '[secret'",
        "UPDATE paper_entries SET second = '{}'",
        "UPDATE paper_entries SET second = '[1]'",
        "UPDATE paper_entries SET second = replace(second, '|', '|9')",
    ],
)
def test_one_that_cannot_be_compared_is_begun_anew_and_the_first_is_untouched(
    program: Callable[..., Intakes], first: OpenIntake, damage: str
) -> None:
    desk = program()
    intake = desk.resume(first.identifier)
    desk.paper.second(intake).session.answer("emergency_body", NONE)
    desk.save(intake)
    change(records_of(desk), damage)
    again = program().resume(first.identifier)
    assert again.second_entry is None
    assert again.session.answers["emergency_body"] == (CHEST,)


def test_a_disk_that_refuses_it_is_told_and_tried_again(desk: Intakes, first: OpenIntake) -> None:
    second = desk.paper.second(first)
    second.session.answer("emergency_body", NONE)
    records = records_of(desk)
    change(records, "ALTER TABLE paper_entries RENAME TO elsewhere")
    with pytest.raises(StoreError):
        desk.save(first)
    assert not desk.is_saved(first)
    change(records, "ALTER TABLE elsewhere RENAME TO paper_entries")
    desk.save(first)
    assert desk.is_saved(first)
    assert second_of(desk, first) == {"emergency_body": (NONE,)}


def test_what_a_second_entry_says_is_in_no_plain_file(desk: Intakes, first: OpenIntake, tmp_path: Path) -> None:
    second = desk.paper.second(first)
    second.session.answer("own_words", MARKER)
    second.session.set_subject(replace(second.session.subject, display=f"Ana {MARKER}"))
    second.session.draft("age", f"{MARKER} 40", IssueCode.DRAFT)
    desk.save(first)
    with records_of(desk)._database.reading() as connection:
        assert connection.execute(sa.select(tables.paper_entries.c.second)).scalar_one().count(MARKER) == 3
    assert next(tmp_path.rglob("records.db"))
    assert files_with(tmp_path, needles([MARKER])) == {}
