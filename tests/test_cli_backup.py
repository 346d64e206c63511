"""``b12desk backup`` and ``restore``: all comes back, nothing stands anywhere in plain, and `age` reads it alone."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pyrage
import pytest

from b12desk.__main__ import main
from b12desk.desk.safe import NewKeys, Safe, WrongKeyError
from b12desk.errors import StoreError
from b12desk.model.values import Coding
from b12desk.store.keys import STORE_FORMAT
from b12desk.store.records import Records
from b12desk.store.recovery_key import identity_of
from tests.desk.test_safe import CHEAP, OTHER, PASSPHRASE
from tests.store.test_former_files import IDENTIFIER, intake

AGE = shutil.which("age")


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def safe_in(folder: Path) -> Safe:
    return Safe(folder, form="b12", cost=CHEAP)


@pytest.fixture
def keys(home: Path) -> NewKeys:
    """A desk that was set up, with one intake in its records."""
    safe = safe_in(home / "data")
    made = safe.begin_set_up(PASSPHRASE)
    records = safe.confirm(*made).records
    records.save(intake(age=(Coding(code="61"),)), "about")
    records.shut()
    return made


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, lines: tuple[str, ...]) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return main(list(arguments))


def content_of(records: Records) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with records._database.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return {
            name: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)  # noqa: S608
            for name in names.scalars().all()
        }


def test_all_that_was_kept_comes_back_and_the_log_goes_on(
    home: Path,
    keys: NewKeys,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "monday.age"
    assert run(monkeypatch, "backup", str(file), lines=(PASSPHRASE,)) == 0
    out = capsys.readouterr().out
    head = out.rpartition("Log ")[2].rstrip(".\n")
    assert out == f"{file}: all records. Log {head}.\n"
    before = safe_in(home / "data").unlock(PASSPHRASE)
    kept = content_of(before.records)
    before.records.shut()
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "elsewhere"))
    lines = (*keys, OTHER, OTHER)
    assert run(monkeypatch, "restore", str(file), lines=lines) == 0
    assert "The records are restored. Log " in capsys.readouterr().out
    again = safe_in(tmp_path / "elsewhere" / "data").unlock(OTHER)
    found = content_of(again.records)
    assert again.records.load(IDENTIFIER).response.answers == {"age": (Coding(code="61"),)}
    deeds = [each.act.deed for each in again.records.log.entries()]
    again.records.shut()
    assert deeds == ["set up", "unlocked", "backed up", "restored", "unlocked"]
    assert {name: rows for name, rows in found.items() if name != "audit"} == {
        name: rows for name, rows in kept.items() if name != "audit"
    }
    assert run(monkeypatch, "audit", "verify", "--head", head, lines=(OTHER,)) == 0
    assert "The log goes on from" in capsys.readouterr().out


def test_a_restored_desk_opens_with_the_same_recovery_key(home: Path, keys: NewKeys, tmp_path: Path) -> None:
    safe = safe_in(home / "data")
    records = safe.unlock(PASSPHRASE).records
    safe.back_up(tmp_path / "b.age")
    records.shut()
    folder = tmp_path / "new"
    safe_in(folder).restore(tmp_path / "b.age", "\n".join(keys), OTHER).records.shut()
    (folder / "keys.json").unlink()
    safe_in(folder).unlock_with_recovery("\n".join(keys), PASSPHRASE).records.shut()


def test_nothing_of_it_stands_in_plain(home: Path, keys: NewKeys, tmp_path: Path) -> None:
    safe = safe_in(home / "data")
    records = safe.unlock(PASSPHRASE).records
    records.save(intake(notes=("MARKER-OF-A-PATIENT",)), "about")
    (tmp_path / "out").mkdir()
    safe.back_up(tmp_path / "out" / "b.age")
    records.shut()
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["b.age"]
    assert (tmp_path / "out" / "b.age").stat().st_mode & 0o077 == 0
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"MARKER-OF-A-PATIENT" not in path.read_bytes(), path
            assert b"SQLite format 3" not in path.read_bytes(), path


@pytest.mark.skipif(AGE is None, reason="the age of the system is not here")
def test_age_and_sqlite_alone_read_it(home: Path, keys: NewKeys, tmp_path: Path) -> None:
    safe = safe_in(home / "data")
    records = safe.unlock(PASSPHRASE).records
    safe.back_up(tmp_path / "b.age")
    records.shut()
    key = tmp_path / "key.txt"
    key.write_text(f"AGE-SECRET-KEY-1{''.join(half.replace(' ', '')[:-3] for half in keys)}\n", encoding="utf-8")
    assert AGE is not None
    plain = tmp_path / "plain.db"
    subprocess.run([AGE, "-d", "-i", str(key), "-o", str(plain), str(tmp_path / "b.age")], check=True)
    with sqlite3.connect(plain) as connection:
        assert connection.execute("SELECT link_id, value FROM answers").fetchall() == [("age", '[{"code": "61"}]')]
        assert connection.execute("SELECT format, form FROM backup").fetchone() == (STORE_FORMAT, "b12")


def test_what_is_there_is_neither_written_over_nor_mixed(
    home: Path,
    keys: NewKeys,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "b.age"
    file.write_text("mine", encoding="utf-8")
    assert run(monkeypatch, "backup", str(file), lines=(PASSPHRASE,)) == 2
    assert "there is a file of this name." in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "mine"
    assert run(monkeypatch, "restore", str(file), lines=(*keys, OTHER, OTHER)) == 2
    assert "there are records here already." in capsys.readouterr().err
    assert run(monkeypatch, "restore", str(file), lines=(*keys, OTHER, PASSPHRASE)) == 2
    assert "the two are not the same." in capsys.readouterr().err
    assert run(monkeypatch, "backup", str(tmp_path / "no" / "b.age"), lines=(PASSPHRASE,)) == 2
    assert "The backup was not written." in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="no such limit on Windows")
def test_a_disk_that_refuses_half_way_is_told_and_nothing_is_there(home: Path, keys: NewKeys, tmp_path: Path) -> None:
    import resource

    safe = safe_in(home / "data")
    records = safe.unlock(PASSPHRASE).records
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, before[1]))
    try:
        with pytest.raises(StoreError, match="The backup was not written"):
            safe.back_up(tmp_path / "all.age")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(tmp_path.glob("*.age*"))
    safe.back_up(tmp_path / "all.age")
    records.shut()


def test_a_backup_that_cannot_be_used_makes_nothing(home: Path, keys: NewKeys, tmp_path: Path) -> None:
    safe = safe_in(home / "data")
    records = safe.unlock(PASSPHRASE).records
    safe.back_up(tmp_path / "b.age")
    records.shut()
    whole = (tmp_path / "b.age").read_bytes()
    identity = identity_of(*keys)
    recipient = pyrage.x25519.Identity.from_str(identity).to_public()
    other = "\n".join(safe_in(tmp_path / "other").begin_set_up(PASSPHRASE))

    def packed(content: bytes) -> bytes:
        made: bytes = pyrage.encrypt(content, [recipient])
        return made

    def changed(statement: str) -> bytes:
        with sqlite3.connect(":memory:") as plain:
            plain.deserialize(pyrage.decrypt(whole, [pyrage.x25519.Identity.from_str(identity)]))
            plain.execute(statement)
            plain.commit()
            return packed(plain.serialize())

    cases = [
        (whole, other, "this recovery key does not open it, or it is damaged."),
        (whole[:-9], "\n".join(keys), "this recovery key does not open it, or it is damaged."),
        (b"", "\n".join(keys), "this recovery key does not open it, or it is damaged."),
        (packed(b"no database"), "\n".join(keys), "it is no backup of B12 Desk, or damaged."),
        (packed(b""), "\n".join(keys), "it is no backup of B12 Desk, or damaged."),
        (changed("DELETE FROM backup"), "\n".join(keys), "it is no backup of B12 Desk, or damaged."),
        (changed("UPDATE backup SET data_key = x'00'"), "\n".join(keys), "it is no backup of B12 Desk, or damaged."),
        (changed("UPDATE backup SET made = 'then'"), "\n".join(keys), "it is no backup of B12 Desk, or damaged."),
        (changed("UPDATE backup SET format = 99"), "\n".join(keys), "another version of B12 Desk (format 99)."),
        (changed("UPDATE backup SET form = 'iron'"), "\n".join(keys), "it holds answers to another form (iron)."),
        (changed("DROP TABLE answers"), "\n".join(keys), "it is no backup of B12 Desk, or damaged."),
    ]
    for number, (content, recovery, cause) in enumerate(cases):
        path, folder = tmp_path / f"{number}.age", tmp_path / f"desk-{number}"
        path.write_bytes(content)
        with pytest.raises(StoreError) as caught:
            safe_in(folder).restore(path, recovery, OTHER)
        assert cause in str(caught.value), number
        assert not (folder / "records.db").exists(), number
    with pytest.raises(StoreError, match="cannot be read"):
        safe_in(tmp_path / "none").restore(tmp_path / "missing.age", "\n".join(keys), OTHER)
    with pytest.raises(WrongKeyError):
        safe_in(tmp_path / "none").restore(tmp_path / "b.age", "no key", OTHER)
    with pytest.raises(StoreError, match="too easy to guess"):
        safe_in(tmp_path / "none").restore(tmp_path / "b.age", "\n".join(keys), "b12")
