"""The backups that this desk wrote by itself: so that the oldest of them, and nothing else, may be removed again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from b12desk.i18n import _
from b12desk.store.database import Database
from b12desk.store.intake_content import moment
from b12desk.store.tables import backups


class Written(NamedTuple):
    """A backup: where, when, how many intakes, how many bytes, and the head of the audit log then."""

    path: Path
    made: datetime
    intakes: int
    size: int
    head: str


class BackupLog:
    """Those of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, written: Written) -> None:
        """One more. Raises StoreError."""
        row = written._asdict() | {"path": str(written.path), "made": written.made.astimezone(UTC).isoformat()}
        with self._database.writing() as connection:
            connection.execute(insert(backups).on_conflict_do_nothing(), row)

    def forget(self, path: Path) -> None:
        """This one is gone, or not ours any more. Raises StoreError."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(backups).where(backups.c.path == str(path)))

    def all(self) -> tuple[Written, ...]:
        """The newest first. Raises StoreError."""
        with self._database.reading() as connection:
            found = connection.execute(sa.select(backups).order_by(backups.c.made.desc())).all()
        return tuple(
            Written(Path(each.path), moment(each.made, _("the time of the backup")), each.intakes, each.size, each.head)
            for each in found
        )
