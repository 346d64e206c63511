"""The database: its settings, its formats, and what it refuses in words."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from b12desk.errors import StoreError
from b12desk.store import database as database_module
from b12desk.store.database import DamagedError, Database, pragmas
from b12desk.store.keys import STORE_FORMAT
from b12desk.store.place import Place
from b12desk.store.records import Records
from tests.store.made_records import DATA_KEY, new_records
from tests.store.test_former_files import FIXTURES, IDENTIFIER, intake


@pytest.fixture
def path(tmp_path: Path) -> Path:
    records = new_records(tmp_path / "data")
    records.save(intake(age=(70,)), "about")
    records.shut()
    return tmp_path / "data" / "records.db"


def test_what_is_sent_makes_every_commit_durable_and_leaves_nothing_readable(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    class Noting(sqlcipher.Connection):  # type: ignore[misc]  # no types
        def execute(self, statement: str, *given: object) -> object:
            sent.append(statement)
            return super().execute(statement, *given)

    connect = sqlcipher.connect
    monkeypatch.setattr(sqlcipher, "connect", lambda *given, **named: connect(*given, factory=Noting, **named))
    database = Database(path, DATA_KEY)
    sent.clear()  # the look at its format
    with database.reading():
        assert sent == [
            "PRAGMA cipher_log_level = NONE",
            f"PRAGMA key = \"x'{DATA_KEY.hex()}'\"",
            "PRAGMA temp_store = MEMORY",
            "PRAGMA secure_delete = ON",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON",
            "PRAGMA cache_size = -32768",
        ]
    assert len(DATA_KEY.hex()) == 96, "the salt too, or a torn first sector could cost everything"


def test_they_are_in_force(path: Path) -> None:
    with Database(path, DATA_KEY).reading() as connection:
        names = ("temp_store", "secure_delete", "journal_mode", "synchronous", "foreign_keys")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    assert [str(each) for each in found] == ["2", "1", "wal", "2", "1"]


def test_on_macos_the_drive_itself_is_flushed() -> None:
    assert pragmas("darwin") == (*pragmas("linux"), "fullfsync = ON", "checkpoint_fullfsync = ON")
    assert "fullfsync = ON" not in pragmas("linux") + pragmas("win32")


def made_by(database: Database) -> dict[str, object]:
    """What stands in the schema, each statement as its head and its parts in order, and which format it is."""
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
        found: dict[str, object] = {f"{kind} {name} of {table}": parts(sql or "") for kind, name, table, sql in rows}
        found["format"] = connection.exec_driver_sql("PRAGMA user_version").scalar()
        found["migrations"] = connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()
    database.close()
    return found


def parts(statement: str) -> tuple[str, list[str], str]:
    """What stands before the brackets, between their commas and behind them; columns added later stand elsewhere."""
    head, _open, rest = (" ".join(statement.split())).partition("(")
    body, _close, end = rest.rpartition(")")
    return head.strip(), sorted(each.strip() for each in re.split(r",(?![^(]*\))", body)), end.strip()


def test_a_new_database_is_what_the_migrations_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = made_by(Database(tmp_path / "new.db", DATA_KEY, new=True))
    monkeypatch.setattr(Database, "_make_tables", Database._migrate)
    assert new == made_by(Database(tmp_path / "migrated.db", DATA_KEY, new=True))
    assert new["format"] == STORE_FORMAT
    for each in (
        "table intakes of intakes",
        "index ix_sought_intake_id of sought",
        "trigger audit_keeps_delete of audit",
    ):
        assert each in new


@pytest.mark.parametrize("number", range(1, STORE_FORMAT + 1))
def test_every_released_format_still_opens(tmp_path: Path, number: int) -> None:
    place = Place(tmp_path / "data")
    place.make()
    place.records.write_bytes((FIXTURES / f"records-{number}.db").read_bytes())
    records = Records(place, Database(place.records, DATA_KEY))
    finished, unfinished = (records.load(each) for each in ("finished", "unfinished"))
    assert finished.response.subject.display == "Ana Example"
    assert finished.paper is not None
    assert finished.paper.way == "printed"
    assert unfinished.response.answers["age"] == (70,)
    assert [each.text for each in unfinished.typed] == ["70,5 kg"]
    assert [each.identifier for each in records.list()] == ["unfinished", "finished"]
    records.save(intake(), "about")
    records.shut()


def content_of(folder: Path) -> dict[str, bytes]:
    """The database and its log."""
    return {each.name: each.read_bytes() for each in folder.glob("records.db*") if not each.name.endswith("-shm")}


def test_records_of_a_newer_program_are_refused_and_nothing_of_them_changes(path: Path) -> None:
    database = Database(path, DATA_KEY)
    with database.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {STORE_FORMAT + 1}")
    before = content_of(path.parent)
    assert before["records.db-wal"], "what the newer program wrote last is not in the file yet"
    with pytest.raises(StoreError, match="newer B12 Desk"):
        Database(path, DATA_KEY)
    assert content_of(path.parent) == before
    database.close()
    before = {"records.db": path.read_bytes()}
    with pytest.raises(StoreError, match="newer B12 Desk"):
        Database(path, DATA_KEY)
    assert path.read_bytes() == before["records.db"]


def test_a_migration_that_fails_leaves_all_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    shipped = database_module._MIGRATIONS
    (tmp_path / "migrations" / "env.py").write_text((shipped / "env.py").read_text())
    (versions / "format_1.py").write_text((shipped / "versions" / "format_1.py").read_text())
    (versions / "format_2.py").write_text(
        'from alembic import op\nrevision = "2"\ndown_revision = "1"\n\n\ndef upgrade() -> None:\n'
        '    op.execute("CREATE TABLE half (done TEXT)")\n    op.execute("NO SUCH THING")\n'
    )
    monkeypatch.setattr(database_module, "_MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(database_module, "STORE_FORMAT", 2)
    for _again in range(2):
        with pytest.raises(StoreError):
            Database(path, DATA_KEY)
    monkeypatch.undo()
    with Database(path, DATA_KEY).reading() as connection:
        assert not sa.inspect(connection).has_table("half")
    monkeypatch.setattr(database_module, "_MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(database_module, "STORE_FORMAT", 2)
    mended = (versions / "format_2.py").read_text().replace("NO SUCH THING", "PRAGMA user_version = 2")
    (versions / "format_2.py").write_text(mended)
    with Database(path, DATA_KEY).reading() as connection:
        assert sa.inspect(connection).has_table("half")
        assert connection.exec_driver_sql("SELECT count(*) FROM intakes").scalar() == 1


def test_another_key_and_a_damaged_file_are_told_in_words_and_left(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    with pytest.raises(DamagedError, match="damaged, or belong to another"):
        Database(path, bytes(48))
    assert path.read_bytes() == before
    for damaged in (b"", b"short", before[:5000], b"\0" * len(before), before[:100] + b"x" + before[101:]):
        path.write_bytes(damaged)
        with pytest.raises(StoreError):
            Records(Place(path.parent), Database(path, DATA_KEY)).check()
    assert capfd.readouterr().err == "", "SQLCipher would complain there"


@pytest.mark.parametrize("part", ["records.db", "records.db-wal"])
def test_damage_anywhere_is_told_or_does_no_harm(path: Path, part: str) -> None:
    """No traceback, and never another answer than the one that was given."""
    database = Database(path, DATA_KEY)
    Records(Place(path.parent), database).save(intake(age=(71,)), "about")
    before = content_of(path.parent)
    database.close()
    chance = random.Random(5)
    told = 0
    for _each in range(5_000 if os.environ.get("B12DESK_SOAK") == "full" else 60):
        for name, content in before.items():
            damaged = bytearray(content)
            if name == part:
                for _change in range(chance.choice((1, 1, 4, 400))):
                    damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
                del damaged[chance.choice((len(damaged), len(damaged), chance.randrange(len(damaged)))) :]
            path.with_name(name).write_bytes(damaged)
        path.with_name("records.db-shm").unlink(missing_ok=True)
        try:
            records = Records(Place(path.parent), Database(path, DATA_KEY))
        except StoreError:
            told += 1
            continue
        try:
            records.list()
            assert records.load(IDENTIFIER).response.answers in ({"age": (70,)}, {"age": (71,)})
            records.check()
        except StoreError:
            told += 1
        records.shut()
    assert told or part == "records.db-wal", "what of the log cannot be read is as if it had not been written"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_told_and_what_was_saved_is_there(small_disk: Path) -> None:
    records = new_records(small_disk / "data")
    saved = 0
    with pytest.raises(StoreError, match="the disk is full"):
        for number in range(10_000):
            records.save(intake(f"i{number}", age=("x" * 3_000,)), "about")
            saved += 1
    assert saved > 20
    assert len(records.list()) == saved
    for _again in range(3):
        with pytest.raises(StoreError):
            records.save(intake("one-more", age=("x" * 300_000,)), "about")
    for number in range(0, saved, saved // 10):
        assert records.load(f"i{number}").response.answers == {"age": ("x" * 3_000,)}
    records.shut()
    again = new_records(small_disk / "data")
    assert len(again.list()) == saved
    again.shut()


def test_a_file_that_could_not_be_opened_for_writing_for_a_moment_is_opened_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite opens it for reading instead, and never again for writing."""
    usual = Database._connected
    modes = ["rw&immutable=1"]
    monkeypatch.setattr(Database, "_connected", lambda self, mode: usual(self, modes.pop() if modes else mode))
    monkeypatch.setattr(Database, "_format", lambda _self: STORE_FORMAT)
    database = Database(path, DATA_KEY)
    with pytest.raises(StoreError, match="you may not read and write there"):
        database.check()
    database.check()
    database.close()


def test_a_database_put_together_is_one_file(tmp_path: Path) -> None:
    database = Database(tmp_path / "made.db", DATA_KEY, new=True)
    database.put_together()
    (tmp_path / "moved.db").write_bytes((tmp_path / "made.db").read_bytes())
    database.close()
    moved = Database(tmp_path / "moved.db", DATA_KEY)
    moved.check()
    moved.close()


def test_without_the_key_no_sqlite_opens_it(path: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM intakes")


def test_a_closed_database_forgets_its_key(path: Path) -> None:
    database = Database(path, DATA_KEY)
    database.close()
    with pytest.raises(StoreError), database.reading():
        pass


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full. Make room on it"),
        (sqlite3.SQLITE_IOERR, "may be unplugged or failing"),
        (0x80A, "may be unplugged or failing"),
        (sqlite3.SQLITE_BUSY, "another program is using this file"),
        (sqlite3.SQLITE_READONLY, "you may not read and write there"),
        (sqlite3.SQLITE_CORRUPT, "they are damaged"),
        (sqlite3.SQLITE_ERROR, "did not do what the records need"),
    ],
)
def test_what_the_disk_refuses_is_said_in_words_without_a_value(path: Path, code: int, said: str) -> None:
    records = Records(Place(path.parent), Database(path, DATA_KEY))
    error = sqlcipher.OperationalError("secret")
    error.sqlite_errorcode = code

    def refuse(*_given: object) -> None:
        raise error

    sa.event.listen(records._database._engine, "before_cursor_execute", refuse)
    with pytest.raises(StoreError) as caught:
        records.save(intake(age=("secret",)), "about")
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    sa.event.remove(records._database._engine, "before_cursor_execute", refuse)
    assert records.load(IDENTIFIER).response == intake(age=(70,))
    records.save(intake(age=(71,)), "about")
    records.shut()
