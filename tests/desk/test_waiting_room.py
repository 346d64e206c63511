"""A patient alone before the screen, without a window: stages, screens, and that everything is on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from b12desk.definitions import load
from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.waiting_room import Sitting, Stage
from b12desk.model.response import Subject
from b12desk.model.values import Coding, PartialDate
from b12desk.store.records import Records
from tests.staff import ana
from tests.store.made_records import new_records

BEGUN = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
DEFINITION = load()


class Clock:
    """Set by hand."""

    def __init__(self) -> None:
        self.now = BEGUN

    def __call__(self) -> datetime:
        return self.now

    def after(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = new_records(tmp_path / "data")
    yield made
    made.shut()


@pytest.fixture
def desk(records: Records, clock: Clock) -> Intakes:
    return Intakes(records, lambda: DEFINITION, clock, make=lambda kind, *_given: kind.encode(), who=ana)


@pytest.fixture
def intake(desk: Intakes) -> OpenIntake:
    made = desk.begin()
    made.session.set_subject(Subject(display="Maria Sample", birth_date=PartialDate(date="1951-03-12")))
    return made


@pytest.fixture
def sitting(desk: Intakes, intake: OpenIntake) -> Sitting:
    return desk.hand_over(intake)


def begun(sitting: Sitting) -> Sitting:
    assert sitting.confirm_birth("12", "march", "1951")
    sitting.begin()
    return sitting


def answer_no(sitting: Sitting) -> None:
    """Say "none of these", "no", "never" or "not sure" to all of the screen."""
    screen = sitting.screen
    assert screen is not None
    for link_id in screen.link_ids:
        options = {each.code for each in DEFINITION.questionnaire.options(link_id)}
        wanted = next(each for each in ("none-of-these", "no", "never", "female", "not-sure") if each in options)
        sitting.answer(link_id, Coding(code=wanted))


def to_the_review(sitting: Sitting) -> list[str]:
    """Answer no to everything; the questions of the screens."""
    met = []
    while sitting.stage is Stage.QUESTION:
        screen = sitting.screen
        assert screen is not None
        met.append(screen.question)
        answer_no(sitting)
        sitting.next()
    return met


def test_the_birth_date_comes_first_and_is_not_asked_again(sitting: Sitting) -> None:
    assert sitting.stage is Stage.CONFIRM_BIRTH
    assert sitting.confirm_birth("12", "Mar", "51")
    assert sitting.stage is Stage.WELCOME
    sitting.begin()
    met = to_the_review(sitting)
    assert met[:3] == ["emergency_body", "emergency_nerves", "emergency_thoughts"]
    assert not {"birth_date", "age", "respondent"} & set(met)
    sitting.confirm()
    assert sitting.stage is Stage.EASE
    sitting.ease("good")
    assert sitting.stage is Stage.DONE


def test_three_wrong_birth_dates_lead_to_staff(sitting: Sitting) -> None:
    assert not sitting.confirm_birth("13", "3", "1951")
    assert not sitting.confirm_birth("12", "3", "1952")
    assert sitting.stage is Stage.CONFIRM_BIRTH
    assert not sitting.confirm_birth("", "", "1951")
    assert sitting.stage is Stage.ASK_STAFF
    assert not sitting.confirm_birth("12", "3", "1951")
    assert sitting.stage is Stage.ASK_STAFF


def test_a_screen_holds_until_it_is_answered_and_goes_back(sitting: Sitting) -> None:
    begun(sitting)
    assert not sitting.can_continue
    sitting.next()
    first = sitting.screen
    answer_no(sitting)
    sitting.next()
    second = sitting.screen
    assert first != second
    sitting.back()
    assert sitting.screen == first
    sitting.next()
    assert sitting.screen == second


def test_a_change_from_the_review_comes_straight_back_by_what_it_opened(sitting: Sitting) -> None:
    to_the_review(begun(sitting))
    sitting.change("nerves")
    sitting.answer("nerves", Coding(code="tingling"))
    assert sitting.screen is not None
    assert "paraesthesia.change" in sitting.screen.link_ids
    for each in sitting.screen.link_ids[1:]:
        sitting.answer(each, Coding(code="not-sure" if each != "bladder_bowel" else "none-of-these"))
    met = []
    sitting.next()
    while sitting.stage is Stage.QUESTION:
        assert sitting.screen is not None
        met += sitting.screen.link_ids
        answer_no(sitting)
        sitting.next()
    assert sitting.stage is Stage.REVIEW
    assert "emergency_body" not in met


def test_it_expires(sitting: Sitting, clock: Clock) -> None:
    begun(sitting)
    clock.after(hours=1)
    assert sitting.stage is Stage.EXPIRED
    assert sitting.screen is None
