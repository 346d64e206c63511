"""Ways of counting an answer among the people of the survey, for ``share_list.py`` and ``share_health.py``.

Codes are those of the survey: 1 yes, 2 no, 7 and over (77, 777 ...) refused or not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from share_people import Cells, Person, Row, number

NOW, THEN, DIET = "NHANES-2011", "NHANES-2001", "NHANES-2007"
Counted = Callable[[Person], bool | list[bool] | None]
Spans = Sequence[tuple[str, float, float]]

NG_PER_PMOL = 1 / 0.738  # B12: ng/L from pmol/L
MONTH = 30.4  # days
LATE = 40  # the age from which sense, balance and breath were asked about
OESTROGENS = re.compile("ESTRADIOL|ESTROGEN|ESTRONE|ESTROPIPATE")
B12_ALONE = re.compile("B-?12|COBALAMIN")
YEARLY = {1: 52, 2: 12, 3: 1}  # times a week, a month, a year


def value(person: Person, column: str, most: float = 1e6) -> float | None:
    """What a column says; None for "not known", which the survey writes as a number above ``most``."""
    said = person.number(column)
    return None if said is None or said > most else said


def one(column: str) -> Counted:
    """1 (yes) of those who said yes or no."""

    def counted(person: Person) -> bool | None:
        said = value(person, column, 6)
        return None if said is None else said == 1

    return counted


def known(column: str, code: int = 1) -> Counted:
    """One code of everybody: an empty cell is no."""
    return lambda person: person.number(column) == code


def below(counted: Counted, age: float = LATE) -> Counted:
    """Asked from an age on: younger people count as "no"."""
    return lambda person: False if (person.number("age") or 0) < age else counted(person)


def either(*ways: Counted) -> Counted:
    """Any of them; None where all are empty."""

    def counted(person: Person) -> bool | None:
        said = [each for each in (way(person) for way in ways) if each is not None]
        return any(said) if said else None

    return counted


def among(who: Counted, counted: Counted) -> Counted:
    """Only those of whom something else is true."""
    return lambda person: counted(person) if who(person) else None


def between(column: str, low: float, high: float, times: float = 1, most: float = 1e6) -> Counted:
    """A number of at least ``low`` and less than ``high``, after it is multiplied."""

    def counted(person: Person) -> bool | None:
        said = value(person, column, most)
        return None if said is None else low <= said * times < high

    return counted


def text(column: str, *values: str) -> Counted:
    """One of some texts."""
    return lambda person: person.cells[column] in values


def medicine(pattern: re.Pattern[str] | str) -> Counted:
    """A pack of the past 30 days holds the ingredient."""
    return lambda person: any(re.match(pattern, each) for each in person.medicines)


def supplement(counted: Callable[[Cells], bool]) -> Counted:
    """A supplement of the past 30 days is so."""
    return lambda person: any(counted(each) for each in person.supplements)


def holds_b12(cells: Cells) -> bool:
    """B12 is in it."""
    return bool(number(cells, "DSQIVB12"))


def alone(cells: Cells) -> bool:
    """Its name is that of B12."""
    return holds_b12(cells) and bool(B12_ALONE.search(cells["DSDSUPP"]))


def each_b12(column: str, low: float, high: float, most: float) -> Counted:
    """Each supplement with B12 by itself: its number lies between."""

    def counted(person: Person) -> list[bool]:
        said = [number(each, column) for each in person.supplements if holds_b12(each)]
        return [low <= each < high for each in said if each is not None and each <= most]

    return counted


def drinks(person: Person) -> float | None:
    """Days with a drink in the past 12 months; none for those who never had 12 drinks in their life."""
    if value(person, "ALQ110", 6) == 2:
        return 0.0
    return _a_year(person, "ALQ120")


def binges(person: Person) -> float | None:
    """Days with five drinks or more (women from 2013: four) in the past 12 months."""
    return _a_year(person, "ALQ141")


def _a_year(person: Person, stem: str) -> float | None:
    times, unit = value(person, f"{stem}Q", 366), person.number(f"{stem}U")
    if times == 0:
        return 0.0
    return None if times is None or unit not in YEARLY else times * YEARLY[int(unit)]


def days(counted: Callable[[Person], float | None], low: float, high: float) -> Counted:
    """Days a year of at least ``low`` and less than ``high``."""

    def within(person: Person) -> bool | None:
        said = counted(person)
        return None if said is None else low <= said < high

    return within


def anaemic(person: Person) -> bool | None:
    """Anaemia by haemoglobin: below 130 g/L in men, 120 in women."""
    said = person.number("hb_gdl")
    return None if said is None else said < (13 if person.cells["sex"] == "M" else 12)


def woman(person: Person) -> bool:
    """A woman of an age to be asked whether she is pregnant."""
    return person.cells["sex"] == "F" and (person.number("age") or 0) < 60


def felt_in(first: str, second: str, *codes: int) -> Counted:
    """Where numbness (first) or tingling (second) is felt: hands 1, feet 2, both 3."""

    def counted(person: Person) -> bool | None:
        said = [each for each in (value(person, first, 6), value(person, second, 6)) if each is not None]
        return any(each in codes for each in said) if said else None

    return counted


def unsteady(column: str) -> Counted:
    """1 of those who were asked whether they had trouble with balance, dizziness or falling at all."""

    def counted(person: Person) -> bool | None:
        return None if value(person, "BAQ010", 6) is None else person.number(column) == 1

    return counted


def food_allergy(*codes: int) -> Counted:
    """Allergic to one of these foods: the survey marks each with a number of its own."""
    marks = {11: "DBQ925B", 12: "DBQ925C", 13: "DBQ925D"}

    def counted(person: Person) -> bool | None:
        if value(person, "DBQ920", 6) is None:
            return None
        return any(person.number(marks[each]) == each for each in codes)

    return counted


def spans(key: str, link_id: str, counted: Callable[[float, float], Counted], of: Spans, what: str) -> list[Row]:
    """A row for each span of a number."""
    return [Row(key, link_id, name, counted(low, high), what) for name, low, high in of]


def now(link_id: str, answer: str, counted: Counted, what: str) -> Row:
    """A row of 2011-2014."""
    return Row(NOW, link_id, answer, counted, what)


def in_days(column: str) -> Callable[[float, float], Counted]:
    """Months of use, from days."""
    return lambda low, high: between(column, low, high, times=1 / MONTH)
