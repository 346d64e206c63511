"""Kill the real window while somebody answers and types, again and again, and see what is left.

Run as ``python crash_window.py ROUNDS FOLDER SEED``. Each round forks a program with its window (offscreen), in which
a hand presses tiles, types numbers and turns pages, or types without a pause; what its calls returned from is told
through a pipe, and the program is killed with SIGKILL at a random moment. Prints one JSON line: rounds, acknowledged
answers, lost ones, typed characters that were older than a second, lost ones, and damaged files.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from b12desk.model.border import plain_data

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from b12desk.app import make_application, open_intakes, open_safe
from b12desk.definitions import load
from b12desk.desk.safe import Opened
from b12desk.errors import StoreError
from b12desk.model.definition import Definition
from b12desk.settings import Settings
from b12desk.store.intake_content import content_of
from b12desk.ui.demo.driver import Driver
from b12desk.ui.window import MainWindow
from tests.staff import ANA
from tests.store.made_records import new_records

LONGEST_LIFE = 2.0  # seconds from the first acknowledgement
TYPING_MAY_LOSE = 1.0  # seconds of it
TILES = ("respondent=helped", "respondent=staff", "sex=male", "sex=female", "ethnicity=asian", "ethnicity=black")
Told = list[Any]


def live(folder: Path, definition: Definition, tell: Callable[[Told], None], chance: random.Random) -> None:
    """Open the window and act in it until killed."""
    application = make_application()
    window = MainWindow(Settings(), open_safe(), lambda: definition, open_intakes, trial=True)
    window.let_in(Opened(new_records(folder), member=ANA))
    window.open()
    while not window.painted:
        application.processEvents()
    window.begin()
    hand = Driver(window)
    assert window.wizard is not None
    session = window.wizard.session
    types = chance.random() < 0.4
    hand.press("next")
    if types:
        hand.press("age:text")
    while True:
        if types:
            hand.type("x")
            state = session.state("age")
            tell(["typed", time.monotonic(), state.draft or hand.find("age:text").text()])  # type: ignore[attr-defined]
            end = time.monotonic() + 0.05
            while time.monotonic() < end:
                application.processEvents()
            continue
        if chance.random() < 0.3:
            hand.press("age:text")
            hand.find("age:text").selectAll()  # type: ignore[attr-defined]
            tell(["begun", "age"])
            hand.type(str(chance.randint(20, 99)))
            hand.press("next")
            if session.page != "about":
                hand.press("back")
        else:
            name = chance.choice(TILES)
            tell(["begun", name.partition("=")[0]])
            hand.press(name)
        tell(["answered", plain(plain_data(session.kept())["answers"])])


def plain(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as a file holds them."""
    found: dict[str, Any] = json.loads(json.dumps(answers))
    return found


def one_round(folder: Path, definition: Definition, seed: int) -> tuple[Told, dict[str, Any]]:
    """What the program told until it was killed, and what its file holds."""
    shutil.rmtree(folder, ignore_errors=True)
    new_records(folder).shut()
    chance = random.Random(seed)
    life = chance.uniform(0, LONGEST_LIFE)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            live(folder, definition, partial(_tell, writer), chance)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as lines:
        told = [json.loads(lines.readline() or b'["died"]')]
        time.sleep(life)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told += [json.loads(line) for line in lines if line.endswith(b"\n")]
    if told == [["died"]]:
        raise SystemExit("the window did not come")
    return told, kept(folder)


def kept(folder: Path) -> dict[str, Any]:
    """What is on the disk of the one intake. Raises StoreError when it is damaged."""
    records = new_records(folder)
    try:
        return next((content_of(records.load(each.identifier)) for each in records.list()), {})
    finally:
        records.shut()


def _tell(writer: int, told: Told) -> None:
    os.write(writer, json.dumps(told).encode() + b"\n")


def lost_answers(told: Told, content: dict[str, Any]) -> tuple[int, int]:
    """(acknowledged, lost); what was begun when the end came may stand on either side."""
    acknowledged = [each[1] for each in told if each[0] == "answered"]
    if not acknowledged:
        return 0, 0
    going = told[-1][1] if told[-1][0] == "begun" else ""
    kept = plain(content["response"]["answers"]) if content else {}
    wanted = {link_id: given for link_id, given in acknowledged[-1].items() if link_id != going}
    return len(acknowledged), sum(kept.get(link_id) != given for link_id, given in wanted.items())


def lost_typing(told: Told, content: dict[str, Any]) -> tuple[int, int]:
    """(typed more than a second before the end, of these lost)."""
    typed = [each for each in told if each[0] == "typed"]
    old = [each[2] for each in typed if each[1] < typed[-1][1] - TYPING_MAY_LOSE]
    longest = len(old[-1]) if old else 0
    kept = max((len(each["text"]) for each in content.get("typed", ())), default=0)
    return longest, max(0, longest - kept)


def main(rounds: int, folder: Path, seed: int) -> None:
    """Run and print."""
    definition = load()
    total = {"rounds": rounds, "acknowledged": 0, "lost": 0, "typed": 0, "typed_lost": 0, "damaged": 0}
    for number in range(rounds):
        try:
            told, content = one_round(folder, definition, seed * 10_000 + number)
        except StoreError:
            total["damaged"] += 1
            continue
        for found, names in (
            (lost_answers(told, content), ("acknowledged", "lost")),
            (lost_typing(told, content), ("typed", "typed_lost")),
        ):
            for name, count in zip(names, found, strict=True):
                total[name] += count
    print(json.dumps(total))  # noqa: T201 -- its result


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
