"""Rows of a table into scored lines: what one process does with its share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from b12desk.characters.cells import is_formula
from b12desk.engine.carrying import Carrier
from b12desk.engine.scoring import assess
from b12desk.model.carry import Earlier
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.tables.csv_file import TableRow
from b12desk.tables.row_findings import Findings, Kind
from b12desk.tables.row_reader import Cells, Row
from b12desk.tables.scored_line import id_problem, judged, written_id
from b12desk.tables.table_map import TableMap

_MANY = 3
"""Rows from which a number of two digits is taken for a code that may stand for "unknown"; 999 is at once."""
_THREE_DIGITS = 100
_ALL = 100_000
"""Columns and codes of which doubts are kept: more than a map has."""


@dataclass
class Doubts:
    """Cells that may not mean what they seem to: what stands in the rest of the column decides."""

    points: Findings = field(default_factory=lambda: Findings(most=_ALL))
    """Points that may stand between thousands."""
    codes: Findings = field(default_factory=lambda: Findings(most=_ALL))
    """Numbers that may stand for "unknown"."""
    numbers: dict[Kind, Decimal] = field(default_factory=dict)
    """Those numbers."""
    decimal: frozenset[str] = frozenset()
    """Columns in which some point can only stand before decimals."""
    ends: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    """The smallest and the largest number of each column."""

    def add(self, row: int, found: Row) -> None:
        """Those of one row."""
        for column, doubt in found.doubts:
            kind = Kind(column, doubt.cause)
            if doubt.code is None:
                self.points.add(row, kind)
            else:
                self.codes.add(row, kind)
                self.numbers[kind] = doubt.code

    def add_all(self, later: Doubts) -> None:
        """Those of the rows that come next."""
        self.points.add_all(later.points)
        self.codes.add_all(later.codes)
        self.numbers.update(later.numbers)
        self.decimal |= later.decimal
        ends = dict(self.ends)
        for column, (low, high) in later.ends.items():
            known = ends.get(column, (low, high))
            ends[column] = min(low, known[0]), max(high, known[1])
        self.ends = ends

    def problems(self) -> Findings:
        """Points of which nothing in their column says where they stand."""
        found = Findings()
        for kind, rows in self.points.kinds.items():
            if kind.column not in self.decimal:
                found.take(kind, rows)
        return found

    def notes(self) -> Findings:
        """Numbers at an end of their column that may stand for "unknown"."""
        found = Findings()
        for kind, rows in self.codes.kinds.items():
            number = self.numbers[kind]
            low, high = self.ends[kind.column]
            if number == (low if number < 0 else high) and (rows.count >= _MANY or abs(number) >= _THREE_DIGITS):
                found.take(kind, rows)
        return found


@dataclass
class Scored:
    """What became of some rows: lines to write, how many people, ids that got an apostrophe, and all that was found."""

    text: str = ""
    people: int = 0
    marked: int = 0
    problems: Findings = field(default_factory=Findings)
    notes: Findings = field(default_factory=Findings)
    doubts: Doubts = field(default_factory=Doubts)


class RowScorer:
    """Scores rows by one map, which may have been written for an ``earlier`` version of the form."""

    def __init__(self, definition: Definition, mapping: TableMap, earlier: Earlier | None = None) -> None:
        self._definition = definition
        self._asked = definition.questionnaire if earlier is None else earlier.questionnaire
        self._carrier = None if earlier is None else Carrier(earlier, definition.questionnaire)
        self._cells = Cells(self._asked, mapping)
        self._id = mapping.id

    def scored(self, lines: Sequence[TableRow]) -> Scored:
        """Score some rows, in their order."""
        written: list[str] = []
        done = Scored(people=len(lines))
        for line in lines:
            name = line.cells[0].strip()
            row = self._cells.row(line.cells)
            cause = id_problem(name)
            if cause:
                done.problems.add(line.row, Kind(self._id, cause))
            for bad in row.problems:
                done.problems.add(line.row, Kind(*bad))
            for told in row.notes:
                done.notes.add(line.row, Kind(*told))
            if row.doubts:
                done.doubts.add(line.row, row)
            if done.problems.count:
                continue
            response = QuestionnaireResponse(
                questionnaire=self._asked.canonical,
                authored=row.authored,
                answers={**self._cells.constant, **row.answers},
            )
            if self._carrier is not None:
                response = self._carrier(response).response
            done.marked += is_formula(name)
            written.append(f"{written_id(name)},{judged(assess(self._definition, response))}\n")
        done.text = "".join(written)
        done.doubts.decimal, done.doubts.ends = self._cells.decimal, self._cells.ends
        return done
