"""What one answer can be.

Rules: a coded answer is a `Coding`, never its display text; "not sure" and "prefer not to say" are codings too
(`UNKNOWN_CODES`) and any item may accept them through ``unknown``; a date keeps the precision the person gave.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer, Strict

from b12desk.model.frozen import frozen

NOT_SURE = "not-sure"
DECLINED = "prefer-not-to-say"
UNKNOWN_CODES = frozenset({NOT_SURE, DECLINED})
"""Stored answers that are neither yes nor no: a condition on them is unknown."""

_MOST_DIGITS = 100
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


Number = Annotated[Decimal, PlainSerializer(float, when_used="json")]
"""Exact in the program, a plain number in a file."""


@frozen
class Coding:
    """A coded answer. ``code`` is one of the item's answerOption codes or of `UNKNOWN_CODES`."""

    code: Annotated[str, Field(min_length=1, max_length=100)]


@frozen
class Quantity:
    """A number with its UCUM unit code, e.g. 2000 ``mg`` (a day), 6 ``a`` (years), 4 ``mo`` (months).

    ``value`` is finite, and a plain JSON number on disk.
    """

    value: Number
    unit: Annotated[str, Field(max_length=20)]

    def __post_init__(self) -> None:
        if abs(Decimal(self.value).adjusted()) > _MOST_DIGITS:  # no arithmetic could bear it
            raise ValueError("the number is beyond reason")


@frozen
class PartialDate:
    """A date as precise as it is known: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. Raises ValueError on any other."""

    date: str

    def __post_init__(self) -> None:
        found = _DATE.fullmatch(self.date)
        if not found:
            raise ValueError("write a date as YYYY, YYYY-MM or YYYY-MM-DD")
        try:
            datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        except ValueError:
            raise ValueError("there is no such date") from None

    @property
    def earliest(self) -> datetime.date:
        """First day the date can mean."""
        year, month, day = self._parts()
        return datetime.date(year, month or 1, day or 1)

    @property
    def latest(self) -> datetime.date:
        """Last day the date can mean."""
        year, month, day = self._parts()
        month = month or 12
        if day or month == 12:
            return datetime.date(year, month, day or 31)
        return datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)

    def _parts(self) -> tuple[int, int, int]:
        year, month, day = (*(int(part) for part in self.date.split("-")), 0, 0)[:3]
        return year, month, day


_Yes = Annotated[bool, Strict()]
_Whole = Annotated[int, Strict()]
_Text = Annotated[str, Strict()]

Answer = Coding | Quantity | PartialDate | _Yes | _Whole | _Text | Number
"""One answer. Strict, and numbers last, so that the text "0" and the decimal 0 come back from a file as what they were.

An item holds a tuple of them: empty is unanswered, more than one only where ``repeats``."""


def digits(number: Decimal | float) -> str:
    """A number with all its digits, a point and no needless zeros, in every language: as it is typed and read."""
    text = f"{Decimal(str(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
