"""Kill a program that saves answers, again and again, and see what is left.

Run as ``python crash_rounds.py ROUNDS FOLDER SEED``. Each round forks a writer that saves a growing intake and then
acknowledges each answer through a pipe, kills it with SIGKILL at a random moment, and opens the records again. Prints
one JSON line: acknowledged and lost answers, records that were not sound.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from b12desk.errors import Problem, StoreError
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Coding
from b12desk.store.database import Database
from tests.store.made_records import DATA_KEY, new_records, shutting

IDENTIFIER = "0f8fad5b-d9cb-469f-a165-70867728950e"
LONGEST_LIFE = 0.03  # seconds, about twenty saves


def write_forever(folder: Path, acknowledge: int) -> None:
    """Save one more answer each time; write one byte per answer that ``save`` said was kept."""
    records = new_records(folder)
    answers: dict[str, tuple[Coding, ...]] = {}
    while True:
        answers[f"q{len(answers)}"] = (Coding(code="yes"),)
        records.save(
            QuestionnaireResponse(
                questionnaire="urn:test|1",
                authored=datetime(2026, 3, 2, tzinfo=UTC),
                identifier=IDENTIFIER,
                answers=answers,
            ),
            "about",
        )
        os.write(acknowledge, b"+")


def read_all(descriptor: int) -> int:
    """How many bytes come until the other end is closed."""
    total = 0
    while part := os.read(descriptor, 65536):
        total += len(part)
    return total


def one_round(folder: Path, life: float) -> tuple[int, int]:
    """(acknowledged, found again) answers of a writer killed after ``life`` seconds from its first acknowledgement."""
    before(folder)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        write_forever(folder, writer)
    os.close(writer)
    first = len(os.read(reader, 1))
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    acknowledged = first + read_all(reader)
    os.close(reader)
    return acknowledged, found_in(folder)


def before(folder: Path) -> None:
    """Begin anew."""
    records = new_records(folder)
    records.delete(IDENTIFIER)
    records.shut()


def found_in(folder: Path) -> int:
    """The answers that are there. Raises StoreError, also when the database is not sound."""
    with shutting(new_records(folder)) as records:
        answers = records.open(IDENTIFIER).response.answers
    database = Database(folder / "records.db", DATA_KEY)
    with database.reading() as connection:
        if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
            raise StoreError("Not sound", [Problem(str(folder), "integrity_check")])
    database.close()
    return len(answers)


def main(rounds: int, folder: Path, seed: int) -> None:
    """Run and print."""
    chance = random.Random(seed)
    total = {"acknowledged": 0, "lost": 0, "damaged": 0}
    for _round in range(rounds):
        try:
            acknowledged, found = one_round(folder, chance.uniform(0, LONGEST_LIFE))
        except StoreError:
            total["damaged"] += 1
            continue
        total["acknowledged"] += acknowledged
        total["lost"] += max(0, acknowledged - found)
    print(json.dumps(total))  # noqa: T201 -- its result


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
