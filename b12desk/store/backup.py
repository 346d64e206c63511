"""A backup: all the records as a plain SQLite database, inside an age file that the recovery key opens.

So it is read without this program: ``age -d -i KEY FILE`` gives a database for ``sqlite3``. The table `backup` in it
says of what and when, and holds the data key, so that restored records go on with the same audit log.

Rules: nothing of it stands on a disk in plain; a file is written whole or not at all; what is restored is checked
before anything is made.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyrage
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.private_file import reason_of, refusal, whole_file
from b12desk.store.database import Database
from b12desk.store.keys import KEY_LENGTH, STORE_FORMAT
from b12desk.store.tables import METADATA, alembic_version

_TABLES = tuple(each for each in METADATA.sorted_tables if each is not alembic_version)
_ABOUT = "CREATE TABLE backup (format INTEGER, form TEXT, made TEXT, public TEXT, data_key BLOB)"
_MAGIC = b"SQLite format 3\x00"
_AT_ONCE = 1000
"""Rows that are copied at a time."""


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


def write_backup(database: Database, form: str, public: str, path: Path) -> None:
    """Write all records to ``path``, for the recovery key with this public half. Raises StoreError: nothing is."""
    recipient = pyrage.x25519.Recipient.from_str(public)
    with closing(sqlite3.connect(":memory:")) as plain:
        plain.execute(_ABOUT)
        made = datetime.now(UTC).isoformat()
        plain.execute("INSERT INTO backup VALUES (?, ?, ?, ?, ?)",
                      (STORE_FORMAT, form, made, public, database.data_key))  # fmt: skip
        with database.reading() as connection:
            for table in _TABLES:
                plain.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
                rows = connection.execute(sa.select(table))
                marks = ", ".join("?" * len(table.columns))
                while some := rows.fetchmany(_AT_ONCE):
                    plain.executemany(f"INSERT INTO {table.name} VALUES ({marks})", map(tuple, some))  # noqa: S608 -- our own names
        plain.commit()
        content = plain.serialize()
    try:
        with whole_file(path) as file:
            out = _Out(file)
            try:
                pyrage.encrypt_io(io.BytesIO(content), out, [recipient])
            except pyrage.EncryptError as error:
                raise out.refusal or error from None
    except OSError as error:
        raise StoreError(_("The backup was not written."), [refusal(error, path)]) from error


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
                names = [each.name for each in table.columns]
                rows = plain.execute(f"SELECT {', '.join(names)} FROM {table.name}")  # noqa: S608 -- our own names
                while some := rows.fetchmany(_AT_ONCE):
                    connection.execute(sa.insert(table), [dict(zip(names, each, strict=True)) for each in some])
    except (sqlite3.Error, TypeError, ValueError) as error:
        raise _unusable(path, _("it is no backup of B12 Desk, or damaged.")) from error


def _decrypted(path: Path, identity: str) -> bytes:
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise _unusable(path, _("the file cannot be read ({reason}).", reason=reason_of(error))) from error
    try:
        made: bytes = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise _unusable(path, _("this recovery key does not open it, or it is damaged.")) from None
    if not made.startswith(_MAGIC):
        raise _unusable(path, _("it is no backup of B12 Desk, or damaged."))
    return made


def _unusable(path: Path, cause: str) -> StoreError:
    return StoreError(_("Nothing was restored."), [Problem(str(path), cause)])
