"""The audit log in the records: added to, read back, and nothing of it can be changed in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from b12desk.errors import StoreError
from b12desk.store.audit_chain import Act, Fault
from b12desk.store.audit_log import AuditLog
from b12desk.store.database import Database
from b12desk.store.tables import audit
from tests.store.made_records import DATA_KEY, new_records

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    records = new_records(tmp_path / "data")
    yield records._database
    records.shut()


def act(number: int) -> Act:
    return Act(NOON.replace(minute=number % 60), "ana", "opened", f"intake-{number}", "a reason")


def test_what_was_added_is_read_back_in_order(database: Database, tmp_path: Path) -> None:
    log = AuditLog(database)
    assert str(log.head()) == "0-"
    heads = [log.add(act(number)) for number in range(5)]
    assert [each.act for each in log.entries()] == [act(number) for number in range(5)]
    assert [each.count for each in heads] == [1, 2, 3, 4, 5]
    assert log.head() == heads[-1]
    assert log.fault(heads[2]) is None
    again = Database(tmp_path / "data" / "records.db", DATA_KEY)
    other = AuditLog(again)
    assert other.add(act(5)).count == 6
    assert log.fault(heads[-1]) is None
    again.close()


def test_an_entry_goes_with_what_it_tells_of(database: Database) -> None:
    log = AuditLog(database)
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        log.add_in(connection, act(1))
        raise ZeroDivisionError
    assert log.head().count == 0
    with database.writing() as connection:
        log.add_in(connection, act(1))
        log.add_in(connection, act(2))
    assert log.head().count == 2


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_an_entry(database: Database, statement: str) -> None:
    log = AuditLog(database)
    log.add(act(1))
    with pytest.raises(StoreError), database.writing() as connection:
        connection.exec_driver_sql(statement)
    assert [each.act for each in log.entries()] == [act(1)]


MUTATIONS = [
    ({"who": "other"}, "the entry is not what was written."),
    ({"moment": "never"}, "the entry is not what was written."),
    ({"mark": b"other"}, "the entry is not what was written."),
    ({"number": 99}, "the entry is missing, or stands elsewhere."),
]


@pytest.mark.parametrize(("change", "cause"), MUTATIONS)
def test_who_has_the_key_and_removes_the_guards_is_found(
    database: Database, change: dict[str, object], cause: str
) -> None:
    log = AuditLog(database)
    for number in range(6):
        log.add(act(number))
    at = Random(3).randrange(2, 5)
    with database.writing() as connection:
        for guard in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER audit_keeps_{guard}")
        connection.execute(sa.update(audit).where(audit.c.number == at).values(change))
    assert log.fault() == Fault(at, cause)


def test_the_end_that_was_cut_off_is_found_by_a_printed_head(database: Database) -> None:
    log = AuditLog(database)
    head = [log.add(act(number)) for number in range(4)][-1]
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_keeps_delete")
        connection.execute(sa.delete(audit).where(audit.c.number > 2))
    assert log.fault() is None
    assert log.fault(head) == Fault(3, "the log ends here, and had 4 entries when its head was printed.")
