"""What is wrong, or worth a word, in many rows of a table: each kind once, with its first rows and how many there are.

Rules: everything is counted; the first kinds are kept, and the first rows of each, so memory does not grow with the
table. A kind is a column and a cause, and neither holds what somebody wrote into a cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from b12desk.errors import Problem
from b12desk.i18n import _, current

MOST_LISTED = 50
"""Kinds that are printed; the others are only counted."""
_ROWS_NAMED = 3


class Kind(NamedTuple):
    """The column ("" when it is the whole row), what is wrong, and how to mend it."""

    column: str
    cause: str
    fix: str = ""


@dataclass
class Rows:
    """How many rows there are of a kind, and the first of them; none when it is the file as such."""

    count: int
    first: tuple[int, ...]

    @property
    def words(self) -> str:
        """As messages name them."""
        numbers = current().listed(str(row) for row in self.first)
        more = self.count - len(self.first)
        if more:
            return _("rows {numbers} and {more:,} more", numbers=numbers, more=more)
        if len(self.first) == 1:
            return _("row {number}", number=numbers)
        return _("rows {numbers}", numbers=numbers)


@dataclass
class Findings:
    """Grows row by row, in their order."""

    count: int = 0
    kinds: dict[Kind, Rows] = field(default_factory=dict)
    most: int = MOST_LISTED
    """Kinds that are kept."""

    def add(self, row: int | None, kind: Kind) -> None:
        """One more of a kind, in a row or (None) with the file as such."""
        self.take(kind, Rows(1, () if row is None else (row,)))

    def add_all(self, later: Findings) -> None:
        """All that was found in rows that come after these, or in the same."""
        listed = 0
        for kind, rows in later.kinds.items():
            listed += rows.count
            self.take(kind, rows)
        self.count += later.count - listed

    @property
    def first(self) -> list[tuple[Kind, Rows]]:
        """The first kinds by their first rows: as many as are printed."""
        return sorted(self.kinds.items(), key=lambda each: each[1].first)[:MOST_LISTED]

    @property
    def listed(self) -> int:
        """How many of all are of a kind that is printed."""
        return sum(rows.count for _kind, rows in self.first)

    def problems(self, name: str) -> Iterator[Problem]:
        """The kinds that are printed; ``name`` is what messages call the table."""
        for kind, rows in self.first:
            if not rows.first:
                where = name
            elif kind.column:
                where = _("{file}: {rows}, column '{column}'", file=name, rows=rows.words, column=kind.column)
            else:
                where = _("{file}: {rows}", file=name, rows=rows.words)
            yield Problem(where, kind.cause, kind.fix)

    def take(self, kind: Kind, more: Rows) -> None:
        """Some more of a kind."""
        self.count += more.count
        known = self.kinds.get(kind)
        if known is not None:
            first = tuple(sorted((*known.first, *more.first)))[:_ROWS_NAMED]
            self.kinds[kind] = Rows(known.count + more.count, first)
        elif len(self.kinds) < self.most:
            self.kinds[kind] = Rows(more.count, more.first)
