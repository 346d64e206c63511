"""Those who work at a desk, among its records: name, role, and what proves that somebody is who they say (`pins`).

Rules: a row is never removed, since the log and the papers name it; whatever changes one is in the audit log in the
same commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from b12desk.store.audit_chain import Act
from b12desk.store.audit_log import AuditLog
from b12desk.store.database import Database
from b12desk.store.tables import staff


class StaffRow(NamedTuple):
    """A person of the staff. ``left`` and ``tried`` are moments; ``wrong`` counts PINs since the last right one."""

    id: str
    name: str
    role: str
    pin: str
    since: datetime
    left: datetime | None = None
    wrong: int = 0
    tried: datetime | None = None


class StaffTable:
    """The staff of one database."""

    def __init__(self, database: Database, log: AuditLog) -> None:
        self._database, self._log = database, log

    def all(self) -> tuple[StaffRow, ...]:
        """Everybody, also who has left, in the order in which they came. Raises StoreError."""
        with self._database.reading() as connection:
            return tuple(_row(each) for each in connection.execute(sa.select(staff).order_by(staff.c.since)))

    def add(self, row: StaffRow, act: Act) -> None:
        """Add a person, and ``act`` to the log. Raises StoreError."""
        with self._database.writing() as connection:
            connection.execute(sa.insert(staff).values(**_plain(row._asdict())))
            self._log.add_in(connection, act)

    def change(self, identifier: str, act: Act | None = None, **values: object) -> None:
        """Change a person, and add ``act`` to the log. Raises StoreError."""
        with self._database.writing() as connection:
            connection.execute(sa.update(staff).where(staff.c.id == identifier).values(**_plain(values)))
            if act is not None:
                self._log.add_in(connection, act)


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: each.astimezone(UTC).isoformat() if isinstance(each, datetime) else each for name, each in values.items()
    }


def _row(row: sa.Row[Any]) -> StaffRow:
    left, tried = (None if each is None else datetime.fromisoformat(each) for each in (row.left, row.tried))
    return StaffRow(row.id, row.name, row.role, row.pin, datetime.fromisoformat(row.since), left, row.wrong, tried)
