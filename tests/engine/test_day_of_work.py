"""The day of work is now, not the day on which the intake was begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from b12desk.engine.session import REVIEW, Session
from b12desk.model.issue import IssueCode
from b12desk.model.response import QuestionnaireResponse, Status, Subject
from b12desk.model.values import Coding, PartialDate
from tests.engine.small import ALL_NO, NOW, QUESTIONNAIRE, respond


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def days_later(days: float, response: QuestionnaireResponse | None = None) -> tuple[Session, Clock]:
    """An intake begun at ``NOW`` and opened again ``days`` later."""
    clock = Clock(NOW + timedelta(days=days))
    return Session(QUESTIONNAIRE, NOW, response or respond(), clock=clock), clock


@pytest.mark.parametrize("days", [1, 3, 400])
def test_a_date_between_beginning_and_today_is_no_future(days: int) -> None:
    walk, _clock = days_later(days)
    yesterday = (NOW + timedelta(days=days - 1)).date().isoformat()
    walk.answer("birth_date", PartialDate(date=yesterday))
    assert IssueCode.FUTURE not in [each.code for each in walk.issues]
    tomorrow = (NOW + timedelta(days=days + 1)).date().isoformat()
    walk.answer("birth_date", PartialDate(date=tomorrow))
    assert IssueCode.FUTURE in [each.code for each in walk.issues]


def test_the_record_says_when_it_was_worked_on_and_when_it_was_begun() -> None:
    walk, clock = days_later(2)
    walk.answer("age", 61)
    assert (walk.response().authored, walk.response().begun) == (clock.now, NOW)
    clock.now += timedelta(days=1)
    walk.answer("age", 62)
    assert (walk.response().authored, walk.response().begun) == (clock.now, NOW)


def test_on_the_same_day_nothing_is_dated_anew() -> None:
    walk, clock = days_later(0)
    clock.now += timedelta(hours=3)
    walk.answer("age", 61)
    walk.renew()
    assert (walk.response().authored, walk.response().begun) == (NOW, None)


def test_a_window_left_open_over_midnight_judges_by_the_new_day() -> None:
    walk, clock = days_later(0)
    tomorrow = NOW + timedelta(days=1)
    walk.answer("birth_date", PartialDate(date=tomorrow.date().isoformat()))
    assert walk.page_issues("about")[0].code is IssueCode.FUTURE
    assert not walk.go_next().moved
    assert not walk.renew().items
    clock.now = tomorrow
    change = walk.renew()
    assert "birth_date" in change.items
    assert not walk.page_issues("about")


def test_a_clock_that_was_wrong_when_it_was_begun_is_forgotten() -> None:
    """The battery was empty, and it was 1970; a patient of 1958 is not 12."""
    response = replace(respond(birth_date="@1958"), authored=datetime(1970, 1, 1, tzinfo=UTC))
    walk = Session(QUESTIONNAIRE, response.authored, response, clock=Clock(NOW))
    assert walk.response().authored == NOW


def test_a_finished_intake_keeps_its_day_until_something_is_changed() -> None:
    walk, clock = days_later(0, respond(ALL_NO))
    done = walk.finish()
    assert done.status is Status.COMPLETED
    assert walk.finished
    assert walk.kept().status is Status.COMPLETED
    clock.now += timedelta(days=1)
    again = Session(QUESTIONNAIRE, NOW, walk.kept(), clock=clock, finished=True)
    assert again.finish() == done
    again.go_to(REVIEW)
    again.leave("age")
    assert again.finished
    again.answer("age", 50)
    assert not again.finished
    assert (again.response().authored, again.response().begun) == (clock.now, NOW)
    assert again.kept().status is Status.IN_PROGRESS


@pytest.mark.parametrize("change", ["answer", "draft", "subject"])
def test_every_change_opens_it_again(change: str) -> None:
    walk, _clock = days_later(0, respond(ALL_NO))
    walk.finish()
    match change:
        case "answer":
            walk.answer("gate", Coding(code="yes"))
        case "draft":
            walk.draft("age", "x")
        case _:
            walk.set_subject(Subject(display="Ana"))
    assert not walk.finished


def test_an_intake_with_issues_cannot_be_finished() -> None:
    walk, _clock = days_later(0)
    with pytest.raises(ValueError, match="open issues"):
        walk.finish()
    assert not walk.finished


def test_the_furthest_page_is_remembered_wherever_one_is() -> None:
    walk, _clock = days_later(0, respond(ALL_NO))
    assert walk.furthest == "about"
    walk.go_to(REVIEW)
    walk.go_to("about")
    assert (walk.page, walk.furthest) == ("about", REVIEW)
