"""What encryption, SQLAlchemy and the rows of an intake cost: one durable answer against plain sqlite3; opening.

The floor is the standard library's sqlite3 in the same settings, which writes the same rows by hand: one answer and the
line of its intake, in one commit. With ``--large`` also what 100,000 intakes cost (some minutes to make).
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from measure import CHECKOUT, Row, seconds, show

sys.path.insert(0, str(CHECKOUT))

from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import Coding
from b12desk.store.database import Database, pragmas
from b12desk.store.place import Place
from b12desk.store.records import Records
from b12desk.store.tables import forms, intakes, persons

ANSWERS, QUESTIONS = 600, 60
LARGE = 100_000
KEY = bytes(range(48))
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def states() -> Iterator[QuestionnaireResponse]:
    """An intake as it grows: each state shares with the one before all but one answer, as a session's do."""
    given = {f"q{each}": (Coding(code="a"),) for each in range(QUESTIONS)}
    for number in range(ANSWERS):
        given = {**given, f"q{number % QUESTIONS}": (Coding(code=f"a{number}"),)}
        yield QuestionnaireResponse(
            questionnaire="urn:test|1",
            authored=NOW,
            subject=Subject(display="Ana Example"),
            identifier="one",
            answers=given,
        )


def records_in(folder: Path) -> Records:
    """Records that are new, or there."""
    place = Place(folder)
    place.make()
    return Records(place, Database(place.records, KEY, new=not place.records.exists()))


def plain_in(folder: Path) -> sqlite3.Connection:
    """The floor."""
    made = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for each in pragmas():
        made.execute(f"PRAGMA {each}")
    made.execute("CREATE TABLE intakes (id TEXT PRIMARY KEY, revision INTEGER, saved TEXT)")
    made.execute("CREATE TABLE answers (intake TEXT, link TEXT, value TEXT, PRIMARY KEY (intake, link)) WITHOUT ROWID")
    made.execute("INSERT INTO intakes VALUES ('one', 0, '')")
    return made


def put_plainly(plain: sqlite3.Connection, number: int) -> None:
    """One answer, as by hand."""
    plain.execute("BEGIN IMMEDIATE")
    plain.execute("UPDATE intakes SET revision = ?, saved = ? WHERE id = 'one'", (number, NOW.isoformat()))
    put = "INSERT INTO answers VALUES ('one', ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
    plain.execute(put, (f"q{number % QUESTIONS}", f'[{{"code": "a{number}"}}]'))
    plain.execute("COMMIT")


def answers_in(folder: Path) -> tuple[float, float]:
    """Median milliseconds of one answer in the records, and in plain sqlite3, in turn."""
    records, plain = records_in(folder), plain_in(folder)
    ours, floor = [], []
    for number, state in enumerate(states()):
        ours.append(seconds(lambda state=state: records.save(state, "about")))
        floor.append(seconds(lambda number=number: put_plainly(plain, number)))
    plain.close()
    records.shut()
    return statistics.median(ours) * 1000, statistics.median(floor) * 1000


def opening(folder: Path) -> tuple[float, float]:
    """Median milliseconds until the records are open and the first row was sought, and until their list was read."""
    opened, listed = [], []
    for _each in range(15):
        started = time.perf_counter()
        records = records_in(folder)
        records.holds("one")
        opened.append(time.perf_counter() - started)
        listed.append(seconds(records.list))
        records.shut()
    return statistics.median(opened) * 1000, statistics.median(listed) * 1000


def fill(folder: Path) -> None:
    """Many finished intakes, thin: what a list reads."""
    records_in(folder).shut()
    database = Database(Place(folder).records, KEY)
    with database.writing() as connection:
        connection.execute(sa.insert(forms), {"id": 1, "questionnaire": "urn:test|1", "rules": "", "hash": ""})
        for first in range(0, LARGE, 10_000):
            numbers = range(first, first + 10_000)
            people = [{"id": f"p{each}", "display": f"Person {each}", "number": str(each)} for each in numbers]
            connection.execute(sa.insert(persons), people)
            connection.execute(sa.insert(intakes), [line(each) for each in numbers])
    database.close()


def line(number: int) -> dict[str, object]:
    """The row of one finished intake."""
    when = (NOW + timedelta(minutes=number)).isoformat()
    empty = {"begun": None, "paper_way": None, "paper_when": None, "damage": "", "carried": "{}"}
    keys = {"id": f"i{number}", "revision": 9, "person_id": f"p{number}", "form_id": 1, "version": 1}
    times = {"authored": when, "saved": when, "finished": when}
    return keys | times | empty | {"status": "completed", "page": "review", "furthest": "review", "answered": 60}


def main() -> int:
    """See the module's docstring."""
    with tempfile.TemporaryDirectory(dir=CHECKOUT) as name:
        folder = Path(name)
        ours, floor = answers_in(folder)
        rows = [
            Row("one durable answer", ours / floor, at_most=2.5, basis=f"{ours:.2f} ms against {floor:.2f} ms"),
            Row("opening", opening(folder)[0], "ms"),
        ]
        if "--large" in sys.argv:
            large, empty = folder / "large", folder / "empty"
            fill(large)
            (many, listed), (none, _nothing) = opening(large), opening(empty)
            basis = f"{many:.1f} ms against {none:.1f} ms with none"
            rows.append(Row(f"opening {LARGE:,} intakes", many / none, at_most=1.3, basis=basis))
            rows.append(Row("their list: all unfinished, the newest finished", listed, "ms"))
    return 0 if show("Records: encrypted, one commit for each answer", rows) else 1


if __name__ == "__main__":
    sys.exit(main())
