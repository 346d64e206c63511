"""What a person's time of life allows: no span of time and no date of theirs can be longer or older than they are.

Rules: known are the days that somebody may have lived, from the birth date (the answer, else the patient record's) or,
without one, from the age; with neither there is no rule. Equality is allowed, and what the calendar rounds:
twelve months are a year, and an age beside a birth date may be a year off.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from b12desk.i18n import _
from b12desk.model import units
from b12desk.model.questionnaire import Roles
from b12desk.model.values import Answer, PartialDate, Quantity

_SLACK = 1
"""Days that years of 365.25 days may be longer than those of the calendar; and years that an age may be off."""
_MOMENT = Decimal("0.01")
"""Of a day: somebody of 30 has lived less than 31 years."""
LONGEST_LIFE = 120
"""Years: the oldest that anybody is taken to be, whether they say their age or their birth date."""


class Lifetime(NamedTuple):
    """The first day on which somebody can have been born, and the days they can have lived at most."""

    first_day: date
    days: Decimal

    def exceeded_by(self, answer: Quantity) -> bool:
        """True when a span of time is longer than the person can have lived; other quantities never are."""
        if not units.convertible(answer.unit, "d"):
            return False
        return units.convert(answer.value, answer.unit, "d") > self.days

    def begins_after(self, answer: PartialDate) -> bool:
        """True when the whole of a date lies before the person can have been born."""
        return answer.latest < self.first_day


def lifetime(
    roles: Roles, answers: Mapping[str, tuple[Answer, ...]], today: date, record: PartialDate | None = None
) -> Lifetime | None:
    """What is known of a life from the answers, and from the birth date in the patient ``record``, if anything.

    A birth date that lies after ``today``, or an age that nobody has, tells nothing: it is wrong itself.
    """
    given = next(iter(answers.get(roles.birth_date, ())), None)
    born = given if isinstance(given, PartialDate) else record
    if born is not None:
        days = (today - born.earliest).days
        return Lifetime(born.earliest, Decimal(days + _SLACK)) if days >= 0 else None
    age = next(iter(answers.get(roles.age, ())), None)
    if isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= LONGEST_LIFE:
        return None
    return Lifetime(_birthday(today, age + 1) + timedelta(days=1), units.convert(Decimal(age + 1), "a", "d") - _MOMENT)


def oldest_day(today: date) -> date:
    """The first day on which somebody alive can have been born."""
    return _birthday(today, LONGEST_LIFE + 1) + timedelta(days=1)


def before_any_life(given: PartialDate, today: date) -> bool:
    """Whether a date lies before the birth of everybody who is alive."""
    return given.latest < oldest_day(today)


def years_between(born: PartialDate, today: date) -> tuple[int, int]:
    """The least and the most whole years that somebody born then can be old."""
    return _years(born.latest, today), _years(born.earliest, today)


def ages_agree(born: PartialDate, age: int, today: date) -> bool:
    """Whether somebody born then can say that they are ``age``, give or take a year."""
    least, most = years_between(born, today)
    return least - _SLACK <= age <= most + _SLACK


def years_told(born: PartialDate, today: date) -> str:
    """The age that a birth date makes, for a message: ``65``, or ``64-65`` when only the year is known."""
    least, most = years_between(born, today)
    return f"{least}" if least == most else _("{low}-{high}", low=least, high=most)


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _birthday(today: date, years: int) -> date:
    """The same day ``years`` ago; the last of February for a leap day."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)
