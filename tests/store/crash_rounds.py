"""Kill a program that saves answers, again and again, and see what is left.

Run as ``python crash_rounds.py ROUNDS FOLDER SEED``. Each round forks a writer that saves a growing intake and then
acknowledges each answer through a pipe, kills it with SIGKILL at a random moment, and opens the draft again. Prints
one JSON line: acknowledged and lost answers, damaged drafts, and the most temporary files seen at once.
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

from b12desk.errors import StoreError
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Coding
from b12desk.store.unfinished_intakes import UnfinishedIntakes

IDENTIFIER = "0f8fad5b-d9cb-469f-a165-70867728950e"
LONGEST_LIFE = 0.03  # seconds, about twenty saves


def write_forever(drafts: UnfinishedIntakes, acknowledge: int) -> None:
    """Save one more answer each time; write one byte per answer that ``save`` said was kept."""
    answers: dict[str, tuple[Coding, ...]] = {}
    while True:
        answers[f"q{len(answers)}"] = (Coding(code="yes"),)
        drafts.save(
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


def one_round(drafts: UnfinishedIntakes, life: float) -> tuple[int, int]:
    """(acknowledged, found again) answers of a writer killed after ``life`` seconds from its first acknowledgement."""
    drafts.delete(IDENTIFIER)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        write_forever(drafts, writer)
    os.close(writer)
    first = len(os.read(reader, 1))
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    acknowledged = first + read_all(reader)
    os.close(reader)
    return acknowledged, len(drafts.load(IDENTIFIER).response.answers)


def main(rounds: int, folder: Path, seed: int) -> None:
    """Run and print."""
    chance = random.Random(seed)
    drafts = UnfinishedIntakes(folder)
    total = {"acknowledged": 0, "lost": 0, "damaged": 0, "leftovers": 0}
    for _round in range(rounds):
        try:
            acknowledged, found = one_round(drafts, chance.uniform(0, LONGEST_LIFE))
        except StoreError:
            total["damaged"] += 1
            continue
        total["acknowledged"] += acknowledged
        total["lost"] += max(0, acknowledged - found)
        total["leftovers"] = max(total["leftovers"], len(list(folder.glob("*.tmp"))))
    print(json.dumps(total))  # noqa: T201 -- its result


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
