"""Rows of a table into scored lines: what one process does with its share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from b12desk.definitions.table_map import TableMap
from b12desk.engine.scoring import assess
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.interop.cells import Cells
from b12desk.interop.scored import id_problem, is_formula, judged, written_id
from b12desk.interop.table import Line, RowProblem
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse

MOST_LISTED = 50
"""Problems that are printed; the others are counted."""


@dataclass(frozen=True)
class Scored:
    """What became of some rows: lines to write, how many people, ids that got an apostrophe, problems (all counted)."""

    text: str
    people: int
    marked: int
    problems: tuple[RowProblem, ...]
    wrong: int


class RowScorer:
    """Scores rows by one map. ``name`` is what messages call the table."""

    def __init__(self, definition: Definition, mapping: TableMap, name: str) -> None:
        self._definition = definition
        self._cells = Cells(definition.questionnaire, mapping)
        self._id = mapping.id
        self._name = name

    def scored(self, lines: Sequence[Line]) -> Scored:
        """Score some rows, in their order."""
        written: list[str] = []
        problems: list[RowProblem] = []
        marked = 0
        for line in lines:
            name = line.cells[0].strip()
            row = self._cells.row(line.cells)
            cause = id_problem(name)
            if cause:
                problems.append(self._problem(line.row, self._id, cause))
            problems += [self._problem(line.row, each.column, each.cause) for each in row.problems]
            if problems:
                continue
            response = QuestionnaireResponse(
                questionnaire=self._definition.questionnaire.canonical,
                authored=row.authored,
                answers={**self._cells.constant, **row.answers},
            )
            found = judged(assess(self._definition, response))
            marked += is_formula(name)
            written.append(f"{written_id(name)},{found}\n")
        return Scored("".join(written), len(lines), marked, tuple(problems[:MOST_LISTED]), len(problems))

    def _problem(self, row: int, column: str, cause: str) -> RowProblem:
        where = _("{file}: row {row}, column '{column}'", file=self._name, row=row, column=column)
        return RowProblem(row, Problem(where, cause))
