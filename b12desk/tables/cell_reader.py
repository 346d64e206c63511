"""One column of a table: the text of a cell -> answers, by the map.

Rules: an empty cell is not answered; a number is digits with a point before its decimals, and nothing else is guessed;
a number outside the question's limits is clipped only when the map says so, and only near them (`_MARGIN`), never one
that looks like a code for "unknown"; messages show no cell but such codes. The same text is read once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from b12desk.definitions.checks.units import units_of
from b12desk.i18n import _, current
from b12desk.model.questionnaire import Item, ItemType
from b12desk.model.units import convert
from b12desk.model.values import Answer, Coding, PartialDate, Quantity, digits
from b12desk.tables import unknown_values as unknown
from b12desk.tables.numbers import as_number
from b12desk.tables.table_map import MappedColumn

_MOST_KEPT = 20_000
"""Texts remembered for a column: far more than codes and ages need, and no more than memory bears."""
_MARGIN = Decimal(10)
"""A number is near the limits when it lies beyond them by at most this part of the room between them."""
_MOST_CODES = 12
"""Codes that a message lists."""
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
"""Two and a half thousand as some write it, or two and a half with all its decimals."""


@dataclass(frozen=True)
class Doubted:
    """Answers that may not be what was meant: the rest of the column tells.

    ``code`` is a number that may stand for "unknown" if it is the largest or the smallest of its column; None when the
    doubt is whether the point stands between thousands.
    """

    answers: tuple[Answer, ...]
    cause: str
    code: Decimal | None = None


Plain = tuple[Answer, ...] | str
"""Answers, () when the cell says nothing, or what is wrong with it."""
Found = Plain | Doubted


class CellReader:
    """Reads the cells of one column."""

    def __init__(self, item: Item, column: MappedColumn) -> None:
        self._item = item
        self._column = column
        self._kept: dict[str, Found] = {}
        self._codes = {
            text.strip() if (number := as_number(text)) is None else number: given
            for text, given in column.codes.items()
        }
        self._number: Callable[[Decimal], Plain] | None = self._counted()
        first = units_of(item)[0] if column.unit else ""
        self._low, self._high = (
            None if limit is None else convert(Decimal(str(limit)), first, column.unit or "")
            for limit in (item.min_value, item.max_value)
        )
        self.ends: tuple[Decimal, Decimal] | None = None
        """The smallest and the largest of the numbers that are no codes."""
        self.decimal = False
        """Whether some number was written with a point that cannot stand between thousands."""

    def __call__(self, text: str) -> Found:
        """What one cell says."""
        found = self._kept.get(text)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[text] = self._read(text.strip())
        return found

    def _read(self, text: str) -> Found:
        number = as_number(text)
        given = self._codes.get(text if number is None else number)
        if given is not None:
            return _answers_of(given if isinstance(given, tuple) else (given,))
        if not text:
            return ()
        if unknown.is_broken(text):
            return _("the cell holds the error of a spreadsheet: mend it there, or empty it.")
        if self._item.type is ItemType.DATE:
            return _date(text)
        if self._number is None:
            return self._no_code(text, number)
        return _no_number(text) if number is None else self._numbered(text, number, self._number)

    def _no_code(self, text: str, number: Decimal | None) -> str:
        """Words for a cell that is none of the map's codes."""
        codes = list(self._column.codes)
        listed = current().listed(codes[:_MOST_CODES])
        if len(codes) > _MOST_CODES:
            listed = _("{codes} and {more} more", codes=listed, more=len(codes) - _MOST_CODES)
        near = next((each for each in codes if each.strip().casefold() == text.casefold()), None)
        if near is not None:
            return _(
                "the cell is none of: {codes}. It differs from {code} in capital letters.", codes=listed, code=near
            )
        code = unknown.word_of(text) if number is None else unknown.code_of(number)
        if code:
            return _("the cell is none of: {codes}; {advice}.", codes=listed, advice=unknown.advice(code))
        return _("the cell is none of: {codes}. Mend it, or add its code to the map.", codes=listed)

    def _counted(self) -> Callable[[Decimal], Plain] | None:
        """What a number of this column means; None when it means nothing but its code."""
        match self._item.type:
            case ItemType.INTEGER:
                return self._whole
            case ItemType.DECIMAL | ItemType.QUANTITY:
                return self._measured
            case _:
                return self._in_range if self._column.ranges else None

    def _whole(self, number: Decimal) -> Plain:
        if number != number.to_integral_value():
            return _("the number must be whole.")
        return self._limited(number, int)

    def _measured(self, number: Decimal) -> Plain:
        unit = self._column.unit
        if unit is None:
            return self._limited(number, lambda each: each)
        return self._limited(number, lambda each: Quantity(value=each, unit=unit))

    def _limited(self, number: Decimal, answer: Callable[[Decimal], Answer]) -> Plain:
        """The answer that a number gives when it lies within the question's limits, or is clipped to them."""
        clipped = number if self._low is None else max(number, self._low)
        clipped = clipped if self._high is None else min(clipped, self._high)
        if clipped == number or (self._column.clip and self._near(number, clipped)):
            return (answer(clipped),)
        code = unknown.code_of(number)
        limits, advice = self._limits(), unknown.advice(code)
        if code:
            said = _("the number is outside the question's limits, {limits}: {advice}; otherwise mend it.")
        elif self._near(number, clipped):
            said = _(
                "the number is outside the question's limits, {limits}: mend it; {advice}; if it is right, clip = true"
                " takes the nearest limit."
            )
        elif self._column.clip:
            said = _("the number is too far outside the question's limits, {limits}, to be clipped: mend it; {advice}.")
        else:
            said = _("the number is outside the question's limits, {limits}: mend it; {advice}.")
        return said.format(limits=limits, advice=advice)

    def _near(self, number: Decimal, limit: Decimal) -> bool:
        """Whether a number outside the limits may count as the nearest of them, ``limit``."""
        if unknown.code_of(number) or (number < 0 and limit >= 0):
            return False
        highest = self._column.clip
        if number > limit and not isinstance(highest, bool):
            return number <= Decimal(str(highest))
        room = limit if self._low is None or self._high is None else self._high - self._low
        return abs(number - limit) <= abs(room) / _MARGIN

    def _limits(self) -> str:
        low, high = (None if each is None else digits(each) for each in (self._low, self._high))
        if low is None or high is None:
            words = _("at most {high}", high=high) if low is None else _("at least {low}", low=low)
        else:
            words = _("{low} to {high}", low=low, high=high)
        return _("{number} {unit}", number=words, unit=self._column.unit) if self._column.unit else words

    def _in_range(self, number: Decimal) -> Plain:
        ranges = self._column.ranges
        code = next(each.code for each in ranges if each.below is None or number < Decimal(str(each.below)))
        return _answers_of((code,))

    def _numbered(self, text: str, number: Decimal, read: Callable[[Decimal], Plain]) -> Found:
        """What a number says, in doubt when it may be a code, or its point may stand between thousands."""
        found = read(number)
        if isinstance(found, str):
            return found
        low, high = self.ends or (number, number)
        self.ends = min(low, number), max(high, number)
        thousands = read(number * 1000) if _THOUSANDS.fullmatch(text) else None
        if isinstance(thousands, tuple) and thousands != found:
            cause = _("the point may stand before decimals or between thousands: write 2000 or 2.0, not 2.000.")
            return Doubted(found, cause)
        if isinstance(thousands, str) or (thousands is None and "." in text):
            self.decimal = True
        code = unknown.code_of(number)
        if code and (len(code) > 1 or self._column.ranges):
            return Doubted(
                found, _("{code} counts as a number: {advice}.", code=code, advice=unknown.advice(code)), number
            )
        return found


def _answers_of(given: tuple[bool | str, ...]) -> tuple[Answer, ...]:
    """What the map says that a cell means; "" says nothing."""
    return tuple(each if isinstance(each, bool) else Coding(code=each) for each in given if each != "")


def _no_number(text: str) -> str:
    word = unknown.word_of(text)
    if word:
        return _("the cell is not a number: {advice}.", advice=unknown.advice(word))
    return _("the cell is not a number: write digits alone, with a point before decimals, as in 2000 or 2.5.")


def _date(text: str) -> Plain:
    try:
        return (PartialDate(date=text),)
    except ValueError:
        code = unknown.word_of(text) or unknown.date_of(text)
        if code:
            return _("this is not a date: {advice}.", advice=unknown.advice(code))
        return _("this is not a date: write YYYY, YYYY-MM or YYYY-MM-DD.")
