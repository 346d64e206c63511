"""What a person means by a typed date: three boxes, or a whole date in one of them.

Rules: a date may be a year, a month and year, or a full day, and keeps that precision; a month may be a number or a
name, in English or in the language in use; two digits are a year only where a single one is possible (nobody was born
in 2058 yet), and a day and a month in figures are taken in the order of the boxes only where they stand in the boxes or
between points: in ``12/3/1958`` both orders are possible, so both dates are found and one has to be chosen. What is
wrong is told of the one part that is wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from b12desk.engine.typed_number import with_ascii_digits
from b12desk.i18n import current
from b12desk.model.values import PartialDate

DAY, MONTH, YEAR = "day", "month", "year"
NO_MONTH, NO_YEAR, NO_DAY = "no-month", "no-year", "no-such-day"
_FAULTS = {DAY: 0, NO_DAY: 0, MONTH: 1, NO_MONTH: 1, YEAR: 2, NO_YEAR: 2}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
_PART = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN = re.compile(r"[\s./,\N{EN DASH}\N{EM DASH}-]*")
_IGNORED = frozenset({"st", "nd", "rd", "th", "of"})
_BOXES = 3
_TWO = 2

Parts = tuple[str, str, str]
"""Day, month and year as they were typed, empty where nothing was."""


class Span(NamedTuple):
    """The days on which what is asked about can have been: from somebody's birth, or the longest life, to today."""

    first: date
    last: date


class DateRead(NamedTuple):
    """``dates``: none, the one, or the two that can be meant. ``fault``: which part is wrong when there is none."""

    dates: tuple[PartialDate, ...]
    fault: str = ""


def read_date(text: str, span: Span | None = None) -> DateRead:
    """Read a date; boxes are parted by two points, also where one is empty."""
    text = unicodedata.normalize("NFKC", with_ascii_digits(text)).strip().casefold()
    boxes = [each.strip() for each in text.rsplit(".", 2)]
    if len(boxes) == _BOXES and (any(boxes[1:]) or not boxes[0]) and _is_day(boxes[0]):
        return _meant([(boxes[0], boxes[1], boxes[2])], span)
    return _meant(list(_orders(text.rstrip(". "))), span)


def boxes_of(text: str, span: Span | None = None) -> Parts | None:
    """What is to stand in the boxes when ``text`` was put into one; None when that cannot be said, or it is a day."""
    plain = unicodedata.normalize("NFKC", with_ascii_digits(text)).strip().casefold()
    if _is_day(plain):
        return None
    found = read_date(text, span).dates
    if len(found) == 1:
        return in_boxes(found[0])
    orders = list(_orders(plain))
    return orders[0] if len(orders) == 1 else None


def in_boxes(given: PartialDate) -> Parts:
    """A date as the three boxes show it: ``("12", "3", "1958")``."""
    year, month, day = (*given.date.split("-"), "", "")[:_BOXES]
    return day.lstrip("0"), month.lstrip("0"), year


def month_number(word: str) -> int | None:
    """The month that a number or a name says."""
    folded = word.strip(" .").casefold()
    if folded.isdecimal():
        return int(folded) if len(folded) <= _TWO and 1 <= int(folded) <= len(_MONTHS) else None
    for names in (_FULL, _MONTHS):
        if folded in names:
            return names.index(folded) + 1
    return _MONTHS.index("sep") + 1 if folded == "sept" else current().month_named(folded)


def box_at_fault(fault: str) -> int:
    """Which of the three boxes is wrong: 0 the day, 1 the month, 2 the year."""
    return _FAULTS.get(fault.partition(" ")[0], 0)


def _is_day(text: str) -> bool:
    return not text or (text.isdecimal() and len(text) <= _TWO)


def _orders(text: str) -> Iterator[Parts]:
    """Each way in which the parts of ``text`` can be day, month and year."""
    if not text or _BETWEEN.fullmatch(_PART.sub("", text)) is None:
        return
    parts = [each for each in _PART.findall(text) if each not in _IGNORED]
    named = [not each.isdecimal() for each in parts]
    years = [each.isdecimal() and len(each) == 4 for each in parts]
    match parts:
        case [one]:
            yield ("", "", one) if years[0] else ("", one, "") if named[0] else (one, "", "")
        case [one, two]:
            if years[0]:
                yield "", two, one
            elif years[1] or (two.isdecimal() and int(two) > 31):
                yield "", one, two
            else:
                yield (two, one, "") if named[0] else (one, two, "")
        case [one, two, three]:
            if years[0]:
                yield three, two, one
            elif named[0]:
                yield two, one, three
            else:
                yield one, two, three
                if not any(named) and "." not in text:
                    yield two, one, three


def _meant(orders: list[Parts], span: Span | None) -> DateRead:
    read = [_in_order(each, span) for each in orders]
    found = tuple(dict.fromkeys(each for one in read for each in one.dates))
    if span is not None and len(found) > 1:
        possible = tuple(each for each in found if each.latest >= span.first and each.earliest <= span.last)
        found = possible or found
    if not found:
        return DateRead((), read[0].fault if read else "")
    return DateRead(found) if len(found) <= _TWO else DateRead((), YEAR)


def _in_order(parts: Parts, span: Span | None) -> DateRead:
    day, month, year = parts
    number = month_number(month) if month else None
    if day and (not _is_day(day) or not 1 <= int(day) <= 31):
        return DateRead((), DAY)
    if month and number is None:
        return DateRead((), MONTH)
    if day and year and not month:
        return DateRead((), NO_MONTH)
    if not year:
        return DateRead((), NO_YEAR)
    years = _years(year, span)
    if not years:
        return DateRead((), YEAR)
    found = []
    for each in years:
        text = "-".join([f"{each:04}", *([f"{number:02}"] if number else []), *([f"{int(day):02}"] if day else [])])
        try:
            found.append(PartialDate(date=text))
        except ValueError:
            continue
    return DateRead(tuple(found), "" if found else f"{NO_DAY} {int(day)} {number} {years[-1]}")


def _years(text: str, span: Span | None) -> list[int]:
    """The years that ``text`` can be; two digits are one of the last two centuries, where it is possible at all."""
    if not text.isdecimal() or (not int(text or 0) and len(text) != _TWO):
        return []
    if len(text) == 4:
        return [int(text)]
    if len(text) != _TWO or span is None:
        return []
    century = span.last.year // 100 * 100
    both = (century - 100 + int(text), century + int(text))
    return [each for each in both if span.first.year <= each <= span.last.year]
