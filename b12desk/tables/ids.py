"""Ids that stand in a table more than once: told by their rows, because an id may say who somebody is.

Rules: each row is scored by itself all the same (somebody may have come twice); what is kept of an id is its hash,
about a hundred bytes a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from b12desk.errors import Problem
from b12desk.i18n import _, current, parted

_MOST_LISTED = 5
_MOST_ROWS = 10


class Ids:
    """The ids of one table."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._again: dict[int, list[int]] = {}
        self._more = 0
        """Rows with an id of a row above that are only counted."""

    def add(self, row: int, name: str) -> None:
        """The id of one row; "" is none."""
        first = self._first.setdefault(hash(name), row) if name else row
        if first == row:
            return
        again = self._again.get(first, [])
        if len(again) < _MOST_ROWS and (again or len(self._again) < _MOST_LISTED):
            self._again.setdefault(first, again).append(row)
        else:
            self._more += 1

    def repeated(self, name: str) -> Iterator[Problem]:
        """One word about all of them; ``name`` is what messages call the table."""
        if not self._again:
            return
        rows = ((first, *again) for first, again in sorted(self._again.items()))
        groups = parted(current().listed(map(str, each)) for each in rows)
        if self._more:
            groups = _("{rows}; and {more:,} more", rows=groups, more=self._more)
        cause = _("the same id stands in several rows ({rows}).", rows=groups)
        yield Problem(name, cause, _("Each row is scored by itself."))
