"""Removed for good: the rows, what SQLite leaves of them in its log and between other rows, and who removed them.

`secure_delete` overwrites a row where it lay last. But the log still holds the pages as they were, and SQLite leaves
copies of rows behind where it moved them to another page; so the log is emptied, and the file written anew. That an
intake was removed stays known by its identifier, so that no older backup brings it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime

import sqlalchemy as sa

from b12desk.errors import StoreError
from b12desk.i18n import _
from b12desk.store import rows
from b12desk.store.audit_chain import Act
from b12desk.store.audit_log import AuditLog
from b12desk.store.database import Database
from b12desk.store.intake_content import moment
from b12desk.store.tables import purged

_AT_ONCE = 32_000_000
"""Bytes of a file that is rewritten at every removal (0.3 s); a larger one when the records are shut."""
_PURPOSE = "removed"


class Removal:
    """For one database. ``told`` is called after each removal, or each run of them."""

    def __init__(self, database: Database, log: AuditLog) -> None:
        self._database, self._log = database, log
        self._shut = False
        self.told: Callable[[], None] = _nothing

    @property
    def key(self) -> bytes:
        """What the lists beside the backups are marked with."""
        return self._database.derived_key(_PURPOSE)

    def remove_in(self, connection: sa.Connection, identifier: str, when: datetime, act: Act | None) -> bool:
        """Remove an intake in a transaction that is open, ``when`` or as ``act`` says; whether it was there."""
        removed = rows.remove(connection, identifier, act.moment if act else when)
        if act is not None and removed:
            self._log.add_in(connection, act)
        return removed

    def finish(self) -> None:
        """After a removal: the log goes now, and what lies between rows at once where that takes no time."""
        if self._database.path.stat().st_size <= _AT_ONCE:
            self.sweep()
        else:
            self._database.empty_log()
        self.told()

    def sweep(self) -> None:
        """See that nothing of what was removed stands anywhere in the file or its log. Raises nothing.

        Where another window is writing, it is tried again when the records are shut, and at the next removal.
        """
        unswept = purged.c.swept.is_(False)
        with suppress(StoreError):
            with self._database.reading() as connection:
                left = connection.execute(sa.select(purged.c.intake).where(unswept).limit(1)).first()
            if left is not None:
                self._database.rewrite()
                with self._database.writing() as connection:
                    connection.execute(sa.update(purged).where(unswept), {"swept": True})
                self._database.empty_log()

    def known(self) -> dict[str, datetime]:
        """All that were ever removed, by identifier, and when. Raises StoreError."""
        with self._database.reading() as connection:
            found = connection.execute(sa.select(purged.c.intake, purged.c.moment)).all()
        return {each.intake: moment(each.moment, _("the time of removal")) for each in found}

    def repeat(self, listed: Mapping[str, datetime], who: str) -> int:
        """Remove what was removed before, after a backup brought it back; how many there were. Raises StoreError."""
        count = 0
        with self._database.writing() as connection:
            for identifier, when in listed.items():
                act = Act(datetime.now(UTC), who, "removed again", identifier, when.isoformat())
                count += self.remove_in(connection, identifier, when, act)
        return count

    def close(self) -> None:
        """Before the database is closed."""
        self.told = _nothing
        if not self._shut:
            self._shut = True
            self.sweep()


def _nothing() -> None:
    """Nobody wants to know."""
