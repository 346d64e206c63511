"""The two statements that every answer sends, put into words once and sent straight to the driver.

SQLAlchemy's own way to the driver costs 0.03 ms more each time: a fifth of what a save takes beside the disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect, insert

from b12desk.store.tables import intakes


class Statement:
    """One statement, as the driver takes it."""

    def __init__(self, statement: sa.Insert | sa.Update, names: Iterable[str]) -> None:
        compiled = statement.compile(dialect=dialect(), column_keys=list(names))
        self._text, self._order = str(compiled), compiled.positiontup or []

    def sent(self, connection: sa.Connection, rows: list[dict[str, Any]]) -> int:
        """Send it with these values. Returns how many rows it met. Raises the driver's errors."""
        driver = connection.connection.driver_connection
        cursor = driver.executemany(self._text, [tuple(row[name] for name in self._order) for row in rows])  # type: ignore[union-attr]  # it is open
        return int(cursor.rowcount)


@cache
def upserting(table: sa.Table, names: tuple[str, ...]) -> Statement:
    """Rows of these columns, inserted, or changed where there is one with their key."""
    made = insert(table)
    values = {name: made.excluded[name] for name in names if not table.c[name].primary_key}
    made = made.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=values)
    return Statement(made, names)


@cache
def changing(names: tuple[str, ...]) -> Statement:
    """These columns of one intake, if it still has the revision that the writer knows."""
    one, known = intakes.c.id == sa.bindparam("of_id"), intakes.c.revision == sa.bindparam("of_revision")
    return Statement(sa.update(intakes).where(one, known), names)
