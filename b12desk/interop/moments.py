"""Dates and moments as FHIR R4 writes them (https://hl7.org/fhir/R4/datatypes.html#dateTime).

Rules: a time of day must be one (no hour 24, no offset beyond 14 hours; second 60 is a leap second). Where a day is
meant and a moment stands, as programs write that keep a day as midnight somewhere, the day is taken only if it is the
same as written and where the intake was taken, and also an hour earlier and later, because the clocks change. It is
told either way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from b12desk.model.values import PartialDate

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60)(?:\.(?P<part>\d{1,9}))?)?"
    r"(?P<zone>Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Day:
    """A date as it was written, and the moment when one stood in its place. No ``on``: the day cannot be told."""

    on: PartialDate | None
    moment: str = ""


def read_moment(text: object) -> datetime | None:
    """A day with a time, with or without a zone; None when the text is neither."""
    found = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    try:
        day = PartialDate(date=found["day"]).earliest
    except ValueError:
        return None
    second = min(int(found["second"] or 0), 59)
    clock = time(int(found["hour"]), int(found["minute"]), second, int((found["part"] or "0")[:6].ljust(6, "0")))
    return datetime.combine(day, clock, _zone(found["zone"]))


def read_day(text: object, at: tzinfo = UTC) -> Day | None:
    """The day that a date or a moment names where the clocks show ``at``; None when the text is neither."""
    if isinstance(text, str) and _DATE.fullmatch(text):
        try:
            return Day(PartialDate(date=text))
        except ValueError:
            return None
    moment = read_moment(text)
    if moment is None:
        return None
    written = moment.date()
    certain = moment.tzinfo is None or all(each == written for each in _days(moment, at))
    return Day(PartialDate(date=written.isoformat()) if certain else None, str(text))


def _days(moment: datetime, at: tzinfo) -> list[date | None]:
    """The days on which a moment can have been, in the zone ``at``."""
    try:
        local = moment.astimezone(at)
        if local.time() == time():
            return [local.date()]
        return [(local + timedelta(hours=each)).date() for each in (-1, 0, 1)]
    except OverflowError:  # at the edge of the calendar
        return [None]


def _zone(text: str | None) -> tzinfo | None:
    if text is None or text == "Z":
        return UTC if text else None
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[4:6])))
