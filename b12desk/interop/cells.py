"""The cells of one row of a table as answers, by the map.

Rules: an empty cell is not answered; a cell that the map does not name, or a number outside the question's limits, is a
problem and never a guess; the same text is read once and remembered. Messages name columns and codes, never a cell's
content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from b12desk.definitions.checks.mapping import out_of_life
from b12desk.definitions.checks.units import units_of
from b12desk.definitions.given import answers_of
from b12desk.definitions.numbers import as_number
from b12desk.definitions.table_map import Column, OnlyIf, TableMap
from b12desk.engine.units import convert
from b12desk.i18n import _
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.values import Answer, Coding, PartialDate, Quantity

Answers = dict[str, tuple[Answer, ...]]
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_MOST_KEPT = 20_000
"""Texts remembered for a column: far more than codes and ages need, and no more than memory bears."""


class BadCell(NamedTuple):
    """What is wrong with a cell of ``column``."""

    column: str
    cause: str


@dataclass(frozen=True)
class Row:
    """One row read: its answers, the moment from which ages count, what is wrong with it."""

    answers: Answers
    authored: datetime
    problems: tuple[BadCell, ...]


class Cells:
    """Reads rows whose cells stand in the order of ``TableMap.columns``. The map has been checked."""

    def __init__(self, questionnaire: Questionnaire, mapping: TableMap) -> None:
        items = questionnaire.items
        places = {name: place for place, name in enumerate(mapping.columns)}
        self.constant: Answers = {}
        """Answers that every row has."""
        self._conditional: list[tuple[str, tuple[Answer, ...], _Conditions]] = []
        for each in mapping.constant:
            given = answers_of(questionnaire, items[each.link_id], each.answer) or ()
            if each.only_if:
                self._conditional.append((each.link_id, given, _conditions(each.only_if)))
            else:
                self.constant[each.link_id] = given
        self._columns = [
            (places[each.name], each.name, each.link_id, _conditions(each.only_if), _Reader(items[each.link_id], each))
            for each in mapping.column
        ]
        self.varying = frozenset(each.link_id for each in mapping.column) | {name for name, _g, _c in self._conditional}
        """The questions whose answers differ from row to row."""
        self._dated = places.get(mapping.authored_column or "")
        self._authored_column = mapping.authored_column or ""
        named = [each.link_id for each in mapping.column]
        named += [each.link_id for each in mapping.constant if self.dated]
        self._dates = tuple([name for name in dict.fromkeys(named) if items[name].type is ItemType.DATE])
        """Questions whose dates must be looked at in every row."""
        self.authored = _moment(mapping.authored or "") or _ANY_DAY
        """The day of every row, or any day when each has its own."""

    @property
    def dated(self) -> bool:
        """True when each row has a day of its own."""
        return self._dated is not None

    def row(self, cells: Sequence[str]) -> Row:
        """The answers to the varying questions in one row."""
        answers: Answers = {}
        problems: list[BadCell] = []
        constant = self.constant
        for place, name, link_id, conditions, read in self._columns:
            if link_id in answers or (conditions and not _hold(conditions, answers, constant)):
                continue
            found = read(cells[place])
            if isinstance(found, str):
                problems.append(BadCell(name, found))
            elif found:
                answers[link_id] = found
        for link_id, given, conditions in self._conditional:
            if link_id not in answers and _hold(conditions, answers, constant):
                answers[link_id] = given
        authored = self.authored
        if self._dated is not None:
            day = _moment(cells[self._dated].strip())
            if day is None:
                problems.append(BadCell(self._authored_column, _("this is not a day, YYYY-MM-DD.")))
                return Row(answers, authored, tuple(problems))
            authored = day
        if self._dates:
            problems += self._out_of_life(cells, answers, authored)
        return Row(answers, authored, tuple(problems))

    def _out_of_life(self, cells: Sequence[str], answers: Answers, authored: datetime) -> Iterator[BadCell]:
        """Dates that nobody of this row can have lived; one that no column gave stands against the row's day."""
        for link_id in self._dates:
            for given in answers.get(link_id) or self.constant.get(link_id, ()):
                found = out_of_life(given, authored.date()) if isinstance(given, PartialDate) else None
                if found is not None:
                    named = (
                        name
                        for place, name, other, _c, read in self._columns
                        if other == link_id and read(cells[place]) == (given,)
                    )
                    yield BadCell(next(named, self._authored_column), " ".join(found))


_Conditions = tuple[tuple[str, frozenset[str]], ...]


def _conditions(only_if: OnlyIf) -> _Conditions:
    return tuple((name, frozenset([given] if isinstance(given, str) else given)) for name, given in only_if.items())


def _hold(conditions: _Conditions, answers: Answers, constant: Mapping[str, tuple[Answer, ...]]) -> bool:
    """Whether every question named was answered with one of its codes."""
    for link_id, codes in conditions:
        given = answers.get(link_id) or constant.get(link_id, ())
        if not any(isinstance(each, Coding) and each.code in codes for each in given):
            return False
    return True


def _moment(text: str) -> datetime | None:
    """A full day as the moment at which it begins."""
    try:
        date = PartialDate(date=text)
    except ValueError:
        return None
    return datetime.combine(date.earliest, datetime.min.time(), UTC) if date.earliest == date.latest else None


class _Reader:
    """One column: text of a cell -> answers, () when it says nothing, or what is wrong with it."""

    def __init__(self, item: Item, column: Column) -> None:
        self._item = item
        self._column = column
        self._kept: dict[str, tuple[Answer, ...] | str] = {}
        self._codes = {
            text.strip() if (number := as_number(text)) is None else number: given
            for text, given in column.codes.items()
        }
        self._number: Callable[[Decimal], tuple[Answer, ...] | str] | None = self._counted()

    def __call__(self, text: str) -> tuple[Answer, ...] | str:
        found = self._kept.get(text)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[text] = self._read(text.strip())
        return found

    def _read(self, text: str) -> tuple[Answer, ...] | str:
        if not text:
            return ()
        number = as_number(text)
        given = self._codes.get(text if number is None else number)
        if given is not None:
            several = given if isinstance(given, tuple) else (given,)
            return tuple(each if isinstance(each, bool) else Coding(code=each) for each in several if each != "")
        if self._item.type is ItemType.DATE:
            return _date(text)
        if self._number is None:
            return _("the cell is none of: {codes}.", codes=", ".join(self._column.codes))
        return _("the cell is not a number.") if number is None else self._number(number)

    def _counted(self) -> Callable[[Decimal], tuple[Answer, ...] | str] | None:
        """What a number of this column means; None when it means nothing but its code."""
        match self._item.type:
            case ItemType.INTEGER:
                return self._whole
            case ItemType.DECIMAL | ItemType.QUANTITY:
                return self._measured
            case _:
                return self._in_range if self._column.ranges else None

    def _whole(self, number: Decimal) -> tuple[Answer, ...] | str:
        if number != number.to_integral_value():
            return _("the number must be whole.")
        return self._limited(number, "", int)

    def _measured(self, number: Decimal) -> tuple[Answer, ...] | str:
        unit = self._column.unit
        if unit is None:
            return self._limited(number, "", lambda each: each)
        return self._limited(number, unit, lambda each: Quantity(value=each, unit=unit))

    def _limited(self, number: Decimal, unit: str, answer: Callable[[Decimal], Answer]) -> tuple[Answer, ...] | str:
        """The answer that a number gives when it lies within the question's limits, or is clipped to them."""
        first = units_of(self._item)[0] if unit else ""
        low, high = (
            None if limit is None else convert(Decimal(str(limit)), first, unit)
            for limit in (self._item.min_value, self._item.max_value)
        )
        clipped = number if low is None else max(number, low)
        clipped = clipped if high is None else min(clipped, high)
        if clipped == number or self._column.clip:
            return (answer(clipped),)
        return _(
            "the number is outside the question's limits, {low} to {high} {unit}: mend it, or map it with clip = true.",
            low="" if low is None else f"{float(low):g}",
            high="" if high is None else f"{float(high):g}",
            unit=unit,
        )

    def _in_range(self, number: Decimal) -> tuple[Answer, ...] | str:
        ranges = self._column.ranges
        code = next(each.code for each in ranges if each.below is None or number < Decimal(str(each.below)))
        return (Coding(code=code),)


def _date(text: str) -> tuple[Answer, ...] | str:
    try:
        return (PartialDate(date=text),)
    except ValueError:
        return _("this is not a date: YYYY, YYYY-MM or YYYY-MM-DD.")
