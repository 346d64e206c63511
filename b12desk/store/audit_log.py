"""The audit log among the records: entries are added and read, never changed (the database refuses that itself).

Rules: an entry is added in the transaction of what it tells of, or in one of its own, and is on the disk when that has
ended; the key of its marks comes from the data key, so that a passphrase that changes makes no new log.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from b12desk.store.audit_chain import Act, Entry, Fault, Head, chained, first_fault, head_of
from b12desk.store.database import Database
from b12desk.store.tables import audit

_PURPOSE = "audit"


class Wanted(NamedTuple):
    """Which entries: of one person, deed, intake, from ``since`` until before ``until``; what is empty is any."""

    who: str = ""
    deed: str = ""
    intake: str = ""
    since: datetime | None = None
    until: datetime | None = None


class AuditLog:
    """The log of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._key = database.derived_key(_PURPOSE)

    def add(self, act: Act) -> Head:
        """Add an entry in a transaction of its own. Raises StoreError."""
        with self._database.writing() as connection:
            return self.add_in(connection, act)

    def add_in(self, connection: sa.Connection, act: Act) -> Head:
        """Add an entry in a transaction that is open."""
        entry = chained(self._key, act, _last(connection))
        values = {"number": entry.number, **act._asdict(), "mark": entry.mark}
        connection.execute(sa.insert(audit), values | {"moment": act.moment.astimezone(UTC).isoformat()})
        return head_of(entry)

    def head(self) -> Head:
        """How far the log has come. Raises StoreError."""
        with self._database.reading() as connection:
            return head_of(_last(connection))

    def entries(self) -> Iterator[Entry]:
        """All of it, the oldest first, a row at a time. Raises StoreError."""
        with self._database.reading() as connection:
            for row in connection.execute(sa.select(audit).order_by(audit.c.number)):
                yield _entry(row)

    def page(self, wanted: Wanted, below: int | None, limit: int) -> tuple[Entry, ...]:
        """The newest ``limit`` entries that are wanted, of those before number ``below``. Raises StoreError."""
        found = sa.select(audit).order_by(audit.c.number.desc()).limit(limit)
        for column, value in ((audit.c.who, wanted.who), (audit.c.deed, wanted.deed), (audit.c.intake, wanted.intake)):
            found = found.where(column == value) if value else found
        if wanted.since is not None:
            found = found.where(audit.c.moment >= wanted.since.astimezone(UTC).isoformat())
        if wanted.until is not None:
            found = found.where(audit.c.moment < wanted.until.astimezone(UTC).isoformat())
        if below is not None:
            found = found.where(audit.c.number < below)
        with self._database.reading() as connection:
            return tuple(_entry(row) for row in connection.execute(found))

    def named(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Everybody who did something, and every deed that was done. Raises StoreError."""
        with self._database.reading() as connection:
            people, deeds = (
                tuple(str(each) for each in connection.execute(sa.select(column).distinct().order_by(column)).scalars())
                for column in (audit.c.who, audit.c.deed)
            )
        return people, deeds

    def fault(self, printed: Head | None = None) -> Fault | None:
        """As `first_fault`. Raises StoreError."""
        return first_fault(self._key, self.entries(), printed)


def _last(connection: sa.Connection) -> Entry | None:
    row = connection.execute(sa.select(audit).order_by(audit.c.number.desc()).limit(1)).first()
    return None if row is None else _entry(row)


def _entry(row: sa.Row[Any]) -> Entry:
    """A row as an entry; what is no moment any more is one at which nothing was written, and so breaks the chain."""
    try:
        moment = datetime.fromisoformat(row.moment)
    except (TypeError, ValueError):
        moment = datetime.min.replace(tzinfo=UTC)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    parts = (str(each) for each in (row.who, row.deed, row.intake, row.note))
    return Entry(row.number, Act(moment, *parts), bytes(row.mark) if isinstance(row.mark, bytes) else b"")
