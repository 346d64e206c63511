"""The encrypted database of the records: SQLCipher through SQLAlchemy Core, in the settings that lose nothing.

One commit is one answer on the disk (WAL with ``synchronous=FULL``); what is deleted is overwritten; sorting stays in
memory, because SQLite's temporary files are not encrypted. The key is the data key as SQLCipher takes it raw: 32 bytes
of key and 16 of salt, so that the file's first sector, which checkpoints rewrite, is not needed to read the rest.

Rules: what the disk refuses is a StoreError in words, without a value and without SQL; records of a newer program are
opened for reading only, to see that, and nothing of them changes.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.private_file import open_ordinary, refusal
from b12desk.store import json_file
from b12desk.store.keys import KEY_LENGTH, STORE_FORMAT
from b12desk.store.tables import METADATA, alembic_version

_BUSY_SECONDS = 5
_SHORT_WAIT = "PRAGMA busy_timeout = 250"
"""What can be done another time waits no longer for another window."""
_MIGRATIONS = Path(__file__).with_name("migrations")


class DamagedError(StoreError):
    """The database cannot be read with this key: damaged, or of another key."""


def pragmas(system: str = sys.platform) -> tuple[str, ...]:
    """What is sent to SQLite after the key, in this order."""
    usual = (
        "temp_store = MEMORY",
        "secure_delete = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cache_size = -32768",  # KiB: what is looked through (`finding`) is decrypted once, not at every letter typed
    )
    # On macOS an ordinary fsync leaves the data in the drive's own memory.
    return (*usual, "fullfsync = ON", "checkpoint_fullfsync = ON") if system == "darwin" else usual


class Database:
    """One open database. Raises DamagedError, StoreError for one of a newer program or when the disk refuses.

    ``before_migrating`` is called when its tables are going to change.
    """

    def __init__(
        self,
        path: Path,
        data_key: bytes,
        *,
        new: bool = False,
        before_migrating: Callable[[], None] = lambda: None,
    ) -> None:
        self.path = path
        self._data_key = data_key
        if new:
            _make(path)
        found = STORE_FORMAT if new else self._format()
        self._engine = sa.create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=lambda: self._connected("rw"),
            poolclass=sa.pool.QueuePool,
            pool_reset_on_return=None,  # every block below ends its transaction itself
            hide_parameters=True,
        )
        sa.event.listen(self._engine, "begin", _begin)
        self._reading = self._engine.execution_options(reading=True)
        try:
            if new:
                self._make_tables()
            elif found < STORE_FORMAT:
                before_migrating()
                self._migrate()
        except BaseException:
            self.close()
            raise
        self._opened = path.stat()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction: on the disk when the block has ended, nothing of it when it was left by an error."""
        with self._refusals(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """What stands there at one moment; waits for nobody."""
        with self._refusals(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def copied(self, path: Path) -> Iterator[tuple[sqlite3.Connection, bytes]]:
        """All of it as it is at one moment, in a new file at ``path`` under a key that is in memory alone.

        The connection calls the new one `copy`; it is whole when the block has ended, and nobody has it open then.
        """
        key = os.urandom(KEY_LENGTH)
        with _refusals(path), closing(self._connected("rw")) as connection:
            connection.execute(f"ATTACH DATABASE ? AS copy KEY \"x'{key.hex()}'\"", (str(path),))
            for each in ("journal_mode = OFF", "synchronous = OFF", f"user_version = {STORE_FORMAT}"):
                connection.execute(f"PRAGMA copy.{each}")
            connection.execute("PRAGMA main.cache_size = -2048")  # each page is read once
            connection.execute("BEGIN")
            connection.execute("SELECT sqlcipher_export('copy')")
            yield connection, key
            connection.execute("COMMIT")
            connection.execute("DETACH DATABASE copy")

    def empty_log(self) -> None:
        """Have nothing stand in the log: where another window reads, the next time. Raises nothing."""
        with suppress(StoreError), _refusals(self.path), closing(self._connected("rw")) as connection:
            connection.execute(_SHORT_WAIT)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rewrite(self) -> None:
        """Write the file anew, without what SQLite left between rows when it moved them. Raises StoreError.

        Takes the file's size in memory, and 0.01 s for each megabyte, in which nobody else can write.
        """
        with _refusals(self.path), closing(self._connected("rw")) as connection:
            connection.execute(_SHORT_WAIT)
            connection.execute("VACUUM")

    def check_place(self) -> None:
        """See that the file is still the one that was opened: POSIX lets others remove it. Raises OSError."""
        if not os.path.samestat(self.path.stat(), self._opened):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path))

    def check(self) -> None:
        """See whether something can be written at all. Raises StoreError."""
        with self.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA user_version = {STORE_FORMAT}")

    @property
    def data_key(self) -> bytes:
        """What opens the file; for a backup, which is as secret."""
        return self._data_key

    def derived_key(self, purpose: str) -> bytes:
        """A key of 32 bytes for something else than the file, made from the data key."""
        return hmac.new(self._data_key, purpose.encode(), hashlib.sha256).digest()

    def put_together(self) -> None:
        """Have all of it in the one file, so that this can be given another name. Raises StoreError.

        Closing does so too, but says nothing where the disk refuses.
        """
        with _refusals(self.path), closing(self._connected("rw")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file and of the key; the last to do so puts the log into the file and removes the log."""
        self._engine.dispose()
        self._data_key = b""

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Refusals in words, after which the file is opened anew.

        Where the disk refused to open it for writing, SQLite opened it for reading, and would never write to it again.
        """
        try:
            with _refusals(self.path):
                yield
        except StoreError:
            self._engine.dispose()
            raise

    def _connected(self, mode: str) -> sqlite3.Connection:
        uri = f"{self.path.absolute().as_uri()}?mode={mode}"
        made: sqlite3.Connection = sqlcipher.connect(
            uri, uri=True, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
        try:
            made.execute("PRAGMA cipher_log_level = NONE")  # else every refused page is a line on stderr
            made.execute(f"PRAGMA key = \"x'{self._data_key.hex()}'\"")
            for each in pragmas() if mode != "ro" else ():
                made.execute(f"PRAGMA {each}")
        except BaseException:
            made.close()
            raise
        return made

    def _format(self) -> int:
        """The format of the file, seen without touching it."""
        with _refusals(self.path), closing(self._connected("ro")) as connection:
            found: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if found > STORE_FORMAT:
            raise json_file.newer(self.path, found, STORE_FORMAT)
        if found < 1:  # an empty file is no empty store: somebody's records were here
            raise _damaged(self.path)
        return found

    def _make_tables(self) -> None:
        """The tables of today's format, in one transaction: what the migrations would make (a test compares them)."""
        with self.writing() as connection:
            METADATA.create_all(connection, checkfirst=False)
            connection.execute(sa.insert(alembic_version).values(version_num=str(STORE_FORMAT)))
            connection.exec_driver_sql(f"PRAGMA user_version = {STORE_FORMAT}")

    def _migrate(self) -> None:
        """Bring the tables to today's format, in one transaction."""
        from alembic import command  # noqa: PLC0415 -- 0.2 s and 10 MB (every dialect) that only older records need
        from alembic.config import Config  # noqa: PLC0415 -- as above

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        with self.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _make(path: Path) -> None:
    """An empty file that only the current user can read: SQLite gives its log the same mode. Raises StoreError."""
    try:
        os.close(open_ordinary(path, os.O_RDWR | os.O_CREAT))
    except OSError as error:
        raise StoreError(_("Your records could not be read or written."), [refusal(error, path)]) from error


def _begin(connection: sa.Connection) -> None:
    """Who is going to write waits for the other writer now, not in the middle."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except sa.exc.DBAPIError as error:
        if not isinstance(error.orig, sqlcipher.Error):
            raise
        raise _refused(error.orig, path) from None
    except MemoryError:  # what SQLite says of a damaged file whose head claims more pages than there is room for
        raise _damaged(path) from None
    except sqlcipher.Error as error:
        raise _refused(error, path) from None


def _damaged(path: Path) -> DamagedError:
    cause = _("the records cannot be read with this key: they are damaged, or belong to another.")
    fix = _("Nothing was changed. Keep the file, and put back a backup.")
    return DamagedError(_("Your records could not be opened."), [Problem(json_file.shown(path), cause, fix)])


_CODES = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_LOCKED: errno.EBUSY,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EACCES,
}
_DAMAGES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def _refused(error: Exception, path: Path) -> StoreError:
    """What SQLite says, in words."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _DAMAGES:
        return _damaged(path)
    missing = code == sqlite3.SQLITE_CANTOPEN and not path.exists()
    number = errno.ENOENT if missing else _CODES.get(code, 0)
    said = _("the disk did not do what the records need ({name})", name=getattr(error, "sqlite_errorname", code))
    problem = refusal(OSError(number, said), path)
    return StoreError(_("Your records could not be read or written."), [problem._replace(where=json_file.shown(path))])
