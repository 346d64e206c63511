"""Save a growing intake, one answer after the other, and say ``ACK n`` when the n-th is on the disk.

Run as ``python power_writer.py FOLDER SAVES SYNCHRONOUS``; `power_cuts` records its system calls.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from b12desk.engine.item_state import Typed
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import Answer
from b12desk.store import database
from tests.store.made_records import new_records

IDENTIFIER = "0f8fad5b-d9cb-469f-a165-70867728950e"
QUESTIONS = 25


def answers_at(number: int) -> dict[str, tuple[Answer, ...]]:
    """All answers after the ``number``-th save (from 0)."""
    return {f"q{each % QUESTIONS}": (each,) for each in range(max(0, number - QUESTIONS + 1), number + 1)}


def response_at(number: int) -> QuestionnaireResponse:
    """The intake after the ``number``-th save."""
    return QuestionnaireResponse(
        questionnaire="urn:test|1",
        authored=datetime(2026, 3, 2, tzinfo=UTC),
        subject=Subject(display="Ana Example"),
        identifier=IDENTIFIER,
        answers=answers_at(number),
    )


def main(folder: Path, saves: int, synchronous: str) -> None:
    """See the head; it ends as if it were killed."""
    usual = database.pragmas()
    chosen = [each if "synchronous" not in each else f"synchronous = {synchronous}" for each in usual]
    database.pragmas = lambda: (*chosen, "wal_autocheckpoint = 40")  # so that checkpoints are cut too
    records = new_records(folder)
    for number in range(saves):
        records.save(response_at(number), "about", typed=[Typed("notes", f"{number} of")])
        os.write(1, f"ACK {number}\n".encode("ascii"))
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
