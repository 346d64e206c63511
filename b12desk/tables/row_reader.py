"""The cells of one row of a table as answers, by the map.

Rules: an empty cell is not answered; a cell that the map does not name, or a number outside the question's limits, is a
problem and never a guess; the answers of a row are held against each other as those of a response are, and what two
columns say of one question is told when it differs. Messages name columns and codes, never a cell's content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from b12desk.definitions.checks.units import TIME_UNITS, units_of
from b12desk.definitions.typed_answers import answers_of
from b12desk.engine.constraints import check
from b12desk.i18n import N_, _
from b12desk.interop.wording import problem_of
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer, Coding, PartialDate
from b12desk.tables import unknown_values as unknown
from b12desk.tables.cell_reader import CellReader, Doubted
from b12desk.tables.map_checks import out_of_life
from b12desk.tables.option_list import OptionList, none_code
from b12desk.tables.table_map import OnlyIf, TableMap

Answers = dict[str, tuple[Answer, ...]]
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_YEARS = range(1901, 2100)
"""In which a table may have been taken; what lies outside stands for "unknown", or is a slip."""
_OWN_RULE = frozenset({IssueCode.FUTURE, IssueCode.TOO_LOW, IssueCode.TOO_HIGH})
"""Told by the cell itself, with its column."""
_OTHER_AGE = N_("the age and the birth date contradict each other. Mend one of the two.")
"""In place of the words for a single response, which name both ages."""


class BadCell(NamedTuple):
    """What is wrong with a cell of ``column``."""

    column: str
    cause: str


class DoubtedCell(NamedTuple):
    """A cell of ``column`` whose answers may not be what was meant."""

    column: str
    doubt: Doubted


@dataclass(frozen=True)
class Row:
    """One row read: its answers, the moment from which ages count, what is wrong or in doubt, and what is told."""

    answers: Answers
    authored: datetime
    problems: tuple[BadCell, ...] = ()
    doubts: tuple[DoubtedCell, ...] = ()
    notes: tuple[BadCell, ...] = ()


class Cells:
    """Reads rows whose cells stand in the order of ``TableMap.columns``. The map has been checked."""

    def __init__(self, questionnaire: Questionnaire, mapping: TableMap) -> None:
        items = questionnaire.items
        places = {name: place for place, name in enumerate(mapping.columns)}
        self._questionnaire = questionnaire
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
            (
                places[each.name],
                each.name,
                each.link_id,
                _conditions(each.only_if),
                CellReader(items[each.link_id], each),
            )
            for each in mapping.column
        ]
        self._options = [each.option for each in mapping.column]
        """The option that each column tells of, None for a whole answer."""
        listed: dict[str, dict[str, None]] = {}
        for column in mapping.column:
            if column.option is not None:
                listed.setdefault(column.link_id, {})[column.option] = None
        self._lists = {name: OptionList(tuple(found), none_code(items[name]) or "") for name, found in listed.items()}
        varying = [each.link_id for each in mapping.column] + [name for name, _g, _c in self._conditional]
        self._dated = places.get(mapping.authored_column or "")
        self._authored_column = mapping.authored_column or ""
        named = [each.link_id for each in mapping.column]
        named += [each.link_id for each in mapping.constant if self._dated is not None]
        self._dates = tuple([name for name in dict.fromkeys(named) if items[name].type is ItemType.DATE])
        """Questions whose dates must be looked at in every row."""
        spans = [name for name in {**self.constant, **dict.fromkeys(varying)} if _is_time(items[name])]
        self._lives = frozenset(spans)
        """Questions whose answers a life bounds."""
        self._judged = self._lives | {name for name in (questionnaire.roles.age,) if name}
        self.authored = _moment(mapping.authored or "") or _ANY_DAY
        """The day of every row, or any day when each has its own."""

    @property
    def decimal(self) -> frozenset[str]:
        """Columns in which a point was seen that can only stand before decimals."""
        return frozenset(name for _p, name, _l, _c, read in self._columns if read.decimal)

    @property
    def ends(self) -> dict[str, tuple[Decimal, Decimal]]:
        """The smallest and the largest number that was read in each column."""
        return {name: read.ends for _p, name, _l, _c, read in self._columns if read.ends is not None}

    def row(self, cells: Sequence[str]) -> Row:
        """The answers to the varying questions in one row."""
        answers: Answers = {}
        problems: list[BadCell] = []
        doubts: list[DoubtedCell] = []
        notes: list[BadCell] = []
        constant = self.constant
        told: dict[str, dict[str, bool]] = {}
        for (place, name, link_id, conditions, read), option in zip(self._columns, self._options, strict=True):
            if conditions and not _hold(conditions, answers, constant):
                continue
            found = read(cells[place])
            if isinstance(found, str):
                problems.append(BadCell(name, found))
                continue
            if isinstance(found, Doubted):
                doubts.append(DoubtedCell(name, found))
                found = found.answers
            if found and option is not None:
                agrees = self._tick(answers, told.setdefault(link_id, {}), link_id, option, ticked=found == (True,))
            else:
                agrees = not found or answers.setdefault(link_id, found) == found
            if not agrees:
                cause = _("it says otherwise of '{link_id}' than an earlier column, which counts.", link_id=link_id)
                notes.append(BadCell(name, cause))
        self._add_constants(answers)
        authored = self.authored
        if self._dated is not None:
            day = _moment(cells[self._dated].strip())
            if day is None:
                problems.append(BadCell(self._authored_column, _no_day(cells[self._dated].strip())))
                return Row(answers, authored, tuple(problems))
            authored = day
        before = len(problems)
        if self._dates:
            problems += self._out_of_life(cells, answers, authored)
        if len(problems) == before and not (self._lives.isdisjoint(answers) and self._lives.isdisjoint(constant)):
            problems += self._contradictions(answers, authored)
        return Row(answers, authored, tuple(problems), tuple(doubts), tuple(notes))

    def _add_constants(self, answers: Answers) -> None:
        """The constants that hold only where something was answered."""
        for link_id, given, conditions in self._conditional:
            if link_id not in answers and _hold(conditions, answers, self.constant):
                answers[link_id] = given

    def _tick(self, answers: Answers, told: dict[str, bool], link_id: str, option: str, *, ticked: bool) -> bool:
        """Take what a column tells of one option of a list; False when an earlier column told otherwise."""
        agrees = told.setdefault(option, ticked) is ticked
        answer = self._lists[link_id].answer(told)
        if answer:
            answers[link_id] = answer
        return agrees

    def _contradictions(self, answers: Answers, authored: datetime) -> Iterator[BadCell]:
        """Answers that cannot all be true of one life, by the same rules as those of a response."""
        everything = {**self.constant, **answers}
        response = QuestionnaireResponse(
            questionnaire=self._questionnaire.canonical, authored=authored, answers=everything
        )
        for issue in check(self._questionnaire, response, self._judged):
            if issue.code not in _OWN_RULE:  # without the limit, which would show what stands in another cell
                problem = problem_of(replace(issue, limit=""), "")
                column = next((name for _p, name, link_id, _c, _r in self._columns if link_id == issue.link_id), None)
                words = f"{problem.cause} {problem.fix}".rstrip()
                if issue.code is IssueCode.OTHER_AGE:
                    words = _(_OTHER_AGE)
                if column is None:
                    yield BadCell("", _("the constant '{link_id}': {words}", link_id=issue.link_id, words=words))
                else:
                    yield BadCell(column, words)

    def _out_of_life(self, cells: Sequence[str], answers: Answers, authored: datetime) -> Iterator[BadCell]:
        """Dates that nobody of this row can have lived; one that no column gave stands against the row's day."""
        for link_id in self._dates:
            for given in answers.get(link_id) or self.constant.get(link_id, ()):
                found = out_of_life(given, authored.date()) if isinstance(given, PartialDate) else None
                if found is not None and isinstance(given, PartialDate):
                    named = (
                        name
                        for place, name, other, _c, read in self._columns
                        if other == link_id and read(cells[place]) == (given,)
                    )
                    words, code = " ".join(found), unknown.date_of(given.date)
                    if code:
                        cause, advice = found[0].rstrip("."), unknown.advice(code)
                        words = _("{cause}: {advice}; otherwise mend it.", cause=cause, advice=advice)
                    yield BadCell(next(named, self._authored_column), words)


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


def _is_time(item: Item) -> bool:
    """Whether answers are dates, or spans of time."""
    return item.type is ItemType.DATE or (item.type is ItemType.QUANTITY and units_of(item)[0] in TIME_UNITS)


def _moment(text: str) -> datetime | None:
    """A full day as the moment at which it begins."""
    try:
        date = PartialDate(date=text)
    except ValueError:
        return None
    if date.earliest != date.latest or date.earliest.year not in _YEARS:
        return None
    return datetime.combine(date.earliest, datetime.min.time(), UTC)


def _no_day(text: str) -> str:
    """Words for a cell that is not the day of a row."""
    if not text:
        return _("the day of this row is missing: write YYYY-MM-DD.")
    first, last = _YEARS.start, _YEARS.stop - 1
    return _("this is not a day of the years {first} to {last}: write YYYY-MM-DD.", first=first, last=last)
