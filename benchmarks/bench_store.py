"""What encryption, SQLAlchemy and the rows of an intake cost: one durable answer against plain sqlite3.

The floor is the standard library's sqlite3 in the same settings, which writes the same rows by hand: one answer and the
line of its intake, in one commit. What opening costs with many intakes is measured in ``bench_find.py``.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from measure import CHECKOUT, Row, seconds, show

sys.path.insert(0, str(CHECKOUT))

from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import Coding
from b12desk.store.database import Database, pragmas
from b12desk.store.place import Place
from b12desk.store.records import Records

ANSWERS, QUESTIONS = 600, 60
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


def main() -> int:
    """See the module's docstring."""
    with tempfile.TemporaryDirectory(dir=CHECKOUT) as name:
        folder = Path(name)
        ours, floor = answers_in(folder)
        answer = Row("one durable answer", ours / floor, at_most=2.5, basis=f"{ours:.2f} ms against {floor:.2f} ms")
    return 0 if show("Records: encrypted, one commit for each answer", [answer]) else 1


if __name__ == "__main__":
    sys.exit(main())
