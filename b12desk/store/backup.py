"""A backup: all the records as a plain SQLite database, inside an age file that the recovery key opens.

So it is read without this program: ``age -d -i KEY FILE`` gives a database for ``sqlite3``. The table `backup` in it
says of what and when, and holds the data key, so that restored records go on with the same audit log.

It is made of an encrypted copy of the records, whose key is in memory alone, page by page, so that memory stays flat
however many they are. Rules: nothing of it stands on a disk in plain; a file is written whole or not at all; what is
restored is checked before anything is made.
"""

from __future__ import annotations

import io
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyrage
from sqlcipher3 import dbapi2 as sqlcipher

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.private_file import reason_of, refusal, whole_file
from b12desk.store.database import Database
from b12desk.store.keys import KEY_LENGTH, STORE_FORMAT
from b12desk.store.pages import MAGIC, PlainPages
from b12desk.store.tables import METADATA, alembic_version

_TABLES = tuple(each for each in METADATA.sorted_tables if each is not alembic_version)
_ABOUT = "backup (format INTEGER, form TEXT, made TEXT, public TEXT, data_key BLOB)"
SCRATCH = "backup-{}.new"
"""The name, beside the records, of the encrypted copy that a backup is made of; nobody can read one that was left."""
_STALE_SECONDS = 3600


class About(NamedTuple):
    """What a backup says of itself: whose records, when it was made, for which recovery key, and the data key."""

    form: str
    made: datetime
    public: str
    data_key: bytes


class _Out:
    """A file that remembers why the disk refused: pyrage says that only in words of its own."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.refusal: OSError | None = None

    def write(self, some: bytes) -> int:
        """As the file does."""
        try:
            return self._file.write(some)
        except OSError as error:
            self.refusal = error
            raise

    def flush(self) -> None:
        """Left to `whole_file`."""


def write_backup(database: Database, form: str, public: str, path: Path) -> int:
    """Write all records to ``path``, for the recovery key with this public half. Raises StoreError: nothing is.

    Returns how many intakes are in it.
    """
    recipient = pyrage.x25519.Recipient.from_str(public)
    scratch = database.path.with_name(SCRATCH.format(os.getpid()))
    try:
        for left in database.path.parent.glob(SCRATCH.format("*")):
            if left == scratch or time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()
        with database.copied(scratch) as (copy, key):
            copy.execute(f"CREATE TABLE copy.{_ABOUT}")
            said = STORE_FORMAT, form, datetime.now(UTC).isoformat(), public, database.data_key
            copy.execute("INSERT INTO copy.backup VALUES (?, ?, ?, ?, ?)", said)
            count: int = copy.execute("SELECT count(*) FROM copy.intakes").fetchone()[0]
        with whole_file(path) as file, closing(PlainPages(scratch, key)) as plain:
            out = _Out(file)
            try:
                pyrage.encrypt_io(plain, out, [recipient])
            except pyrage.EncryptError as error:
                raise out.refusal or error from None
    except OSError as error:
        raise StoreError(_("The backup was not written."), [refusal(error, path)]) from error
    except StoreError as error:
        raise StoreError(_("The backup was not written."), error.problems) from None
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
    return count


@contextmanager
def opened_backup(path: Path, identity: str, form: str) -> Iterator[tuple[About, sqlite3.Connection]]:
    """What a backup holds. Raises StoreError: it cannot be read, another key opens it, or it is of another program."""
    with closing(sqlite3.connect(":memory:")) as plain:
        try:
            plain.deserialize(_decrypted(path, identity))
            sound = plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found = plain.execute("SELECT format, form, made, public, data_key FROM backup").fetchone()
            about = About(str(found[1]), datetime.fromisoformat(found[2]), str(found[3]), bytes(found[4]))
        except (sqlite3.Error, TypeError, ValueError, OverflowError) as error:
            raise _unusable(path, _("it is no backup of B12 Desk, or damaged.")) from error
        if found[0] != STORE_FORMAT:
            raise _unusable(path, _("it is of another version of B12 Desk (format {number}).", number=found[0]))
        if about.form != form:
            raise _unusable(path, _("it holds answers to another form ({form}).", form=about.form))
        if not sound or len(about.data_key) != KEY_LENGTH:
            raise _unusable(path, _("it is no backup of B12 Desk, or damaged."))
        yield about, plain


def restore(plain: sqlite3.Connection, database: Database, path: Path) -> None:
    """Put what a backup at ``path`` holds into an empty database, in one transaction. Raises StoreError."""
    try:
        with database.writing() as connection:
            for table in _TABLES:
                names = ", ".join(each.name for each in table.columns)
                marks = ", ".join("?" * len(table.columns))
                rows = plain.execute(f"SELECT {names} FROM {table.name}")  # noqa: S608 -- our own names
                driver = connection.connection.driver_connection  # a fifth of the time that SQLAlchemy takes
                put = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 -- as above
                driver.executemany(put, rows)  # type: ignore[union-attr]  # it is open
    except (sqlite3.Error, sqlcipher.IntegrityError, sqlcipher.DataError, TypeError, ValueError) as error:
        raise _unusable(path, _("it is no backup of B12 Desk, or damaged.")) from error


def _decrypted(path: Path, identity: str) -> memoryview:
    """The database in it, in memory."""
    made = io.BytesIO()
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, made, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise _unusable(path, _("this recovery key does not open it, or it is damaged.")) from None
    except (OSError, ValueError) as error:
        if getattr(error, "errno", 0) is None:  # age's own word for what is damaged further on
            raise _unusable(path, _("this recovery key does not open it, or it is damaged.")) from None
        raise _unusable(path, _("the file cannot be read ({reason}).", reason=reason_of(error))) from error
    if bytes(made.getbuffer()[: len(MAGIC)]) != MAGIC:
        raise _unusable(path, _("it is no backup of B12 Desk, or damaged."))
    return made.getbuffer()


def _unusable(path: Path, cause: str) -> StoreError:
    return StoreError(_("Nothing was restored."), [Problem(str(path), cause)])
