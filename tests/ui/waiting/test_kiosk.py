"""Patients at random on a real screen in a kiosk: no crash, no way out, no answer lost, no word of the one before.

Real keys and touches go through the compositor; the screen turns, time passes, the program is closed and killed between
patients. A few sessions here; ``B12DESK_SOAK=full`` plays 1,000, started anew every 100.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.set_up_desk import PIN, set_up_desk
from tests.ui.waiting.kiosk import Kiosk, Program, missing

FULL = os.environ.get("B12DESK_SOAK") == "full"
SESSIONS, ANEW, EVENTS = (1000, 100, 60) if FULL else (8, 4, 60)
SCREENS = ((1024, 768), (768, 1024), (1366, 768))
BORN = "1951-03-12"
WAYS_OUT = (
    *(f"ctrl+{each}" for each in ("q", "w", "p", "s", "o", "n", "c", "v", "x", "z", "a", "Insert", "Return")),
    *("alt+F4", "alt+Tab", "alt+space", "super", "super+l", "ctrl+alt+t", "ctrl+shift+Escape", "ctrl+l"),
    *("Escape", "F1", "F10", "F11", "Menu", "Print", "shift+F10", "shift+Insert", "Undo", "Help"),
)
KEYS = ("Tab", "space", "Return", "Down", "Up", "Delete", "Next", "shift+Tab")
NOTICED = {
    "escape": "a way out",
    "leak": "words of an earlier patient",
    "heard": "words of an earlier patient",
    "copied": "words of an earlier patient",
    "crash": "a crash",
    "lost": "an answer is lost",
}
"""How a program may be broken on purpose, and what is said then."""
PAGES = ("birth", "welcome", "question", "review", "ease", "call")


@pytest.fixture(scope="module")
def kiosk() -> Iterator[Kiosk]:
    if lacking := missing():
        pytest.skip(f"NOT TRIED in a kiosk: {', '.join(lacking)} missing on this machine")
    with TemporaryDirectory() as folder:  # pytest's own are closed to everybody else
        made = Kiosk(Path(folder))
        try:
            made.start()
            yield made
        finally:
            made.stop()


@pytest.fixture
def start(kiosk: Kiosk, home: Path, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    set_up_desk()
    made: list[Program] = []

    def begin(broken: str = "") -> Program:
        kiosk.turn(*SCREENS[0])
        made.append(Program(kiosk, home, tmp_path / "witness", broken))
        return made[-1]

    yield begin
    for each in made:
        if each.process.poll() is None:
            each.kill()


class Patient:
    """Who comes as number ``number``, and does what chance says."""

    def __init__(self, kiosk: Kiosk, program: Program, number: int) -> None:
        self.kiosk, self.program = kiosk, program
        self.chance = random.Random(number)
        self.name, self.number, self.word = f"Zyx{number:04}q", f"77{number:05}", f"mark{number:04}w"
        self.events = 0

    @property
    def words(self) -> list[str]:
        """What nobody may find of this one."""
        return [self.name, self.number, self.word]

    def come(self) -> None:
        """Staff hand the screen over."""
        size = self.chance.randint(1, 6)
        self.program.ask("begin", name=self.name, number=self.number, born=BORN, size=size)
        self.kiosk.turn(*self.chance.choice(SCREENS))
        time.sleep(0.2)

    def places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = self.program.ask("where", names=[])["places"]
        return {name: place for name, place in found.items() if name not in ("staff", "decline")}

    def touch(self, place: list[int]) -> list[str]:
        return ["mousemove", str(place[0]), str(place[1]), "click", "1"]

    def confirm(self) -> None:
        """The date of birth, typed; Continue may first show what is below."""
        self._touch_named("birth:day")
        for part in ("12", "3", "1951"):
            self.do(["key", "ctrl+a", "key", "BackSpace", "key", "BackSpace", "type", part])
            self.do(["key", "Tab"])
        self._touch_named("continue")
        if self.program.ask("look", others=[])["page"] == "page:birth":
            self._touch_named("continue")

    def _touch_named(self, name: str) -> None:
        place = self.program.ask("where", names=[name])["places"].get(name)
        if place is not None:
            self.do(self.touch(place))

    def do(self, words: list[str]) -> None:
        self.kiosk.do(words)
        self.events += 1
        time.sleep(0.02)

    def act(self, seen: dict[str, Any]) -> None:
        """One thing of many."""
        turn, chance = self.chance.random(), self.chance
        places = self.places()
        if seen["page"] == "page:birth" and turn < 0.6:
            self.confirm()
        elif turn < 0.25:
            self._touch_named("continue")
        elif turn < 0.5 and places:
            options = sorted(each for each in places if "=" in each)
            self._touch_named(chance.choice(options if options and turn < 0.42 else sorted(places)))
        elif turn < 0.6:
            self.do(self.touch([chance.randrange(768), chance.randrange(700)]))
        elif turn < 0.67:
            self.do(["key", chance.choice(KEYS)])
        elif turn < 0.77:
            self.do(["key", chance.choice(WAYS_OUT)])
        elif turn < 0.84:
            self.do(["type", chance.choice(("12", "1951", "2.5", self.word, "0", "999999"))])
        elif turn < 0.89:
            self.do(["click", chance.choice(("2", "3", "4", "5"))])
        elif turn < 0.97:
            self.kiosk.turn(*chance.choice(SCREENS))
            self.events += 1
        else:
            self.program.ask("idle", seconds=chance.choice((30, 60, 95, 95, 125)))
            self.events += 1


def check(seen: dict[str, Any]) -> None:
    """What is true after every event."""
    assert seen["wrong"] == [], "a crash, or a warning of Qt"
    assert seen["page"] == "locked" or seen["page"].removeprefix("page:") in PAGES, f"a way out: {seen}"
    assert set(seen["tops"]) <= {"MainWindow", "ProofDialog"}, f"a way out: {seen}"
    assert seen["whole"], "it has the whole screen"
    assert seen["found"] == [], "words of an earlier patient, or the name of this one"


def look(patient: Patient, others: list[str]) -> dict[str, Any]:
    seen = patient.program.ask("look", others=[*others, patient.name, patient.number])
    if not seen["whole"]:  # the window follows the screen in a moment
        time.sleep(0.3)
        seen = patient.program.ask("look", others=[*others, patient.name, patient.number])
    check(seen)
    return seen


def play(patient: Patient, others: list[str]) -> None:
    """A session, from the hand-over until staff are back."""
    patient.come()
    seen = look(patient, others)
    alone(patient)
    while patient.events < EVENTS and seen["page"] != "locked":
        patient.act(seen)
        seen = look(patient, others)
        if seen["proof"] is not None:  # the one door that may stand there, which only a PIN opens
            shut(patient)
            seen = look(patient, others)
    patient.program.ask("lock")
    shut(patient)
    alone(patient)
    seen = look(patient, [*others, patient.word])
    assert seen["page"] == "locked"
    assert seen["boxes"] == 0, "no box, so nothing to undo"
    told = patient.program.ask("kept")
    assert told["lost"] == [], "an answer is lost"


def shut(patient: Patient) -> None:
    """The door to staff is closed again by who opened it."""
    for _try in range(5):
        if _until(patient, lambda seen: seen["proof"] is None, 6):
            return
        patient.do(["key", "Escape"])
    raise AssertionError("the door to staff does not close")


def alone(patient: Patient) -> None:
    """From outside: every window that the compositor shows has the whole screen, and there is one."""
    whole = (0, 0, *patient.kiosk.size)
    for _moment in range(40):  # it follows the screen in a moment
        if set(patient.kiosk.windows()) == {whole}:
            return
        time.sleep(0.05)
    raise AssertionError(f"a way out: {patient.kiosk.windows()}, not {whole}")


def come_back(patient: Patient) -> None:
    """Staff go on, by their PIN alone; a finger that missed, because the screen had just turned, tries again."""
    for _try in range(4):
        place = patient.program.ask("where", names=["staff"])["places"].get("staff")
        if place is not None:
            patient.kiosk.do(patient.touch(place))
        if not _until(patient, lambda seen: seen["proof"] is not None):
            continue
        patient.kiosk.do(["type", PIN])
        patient.kiosk.do(["key", "Return"])
        if _until(patient, lambda seen: seen["page"] == "staff"):
            return
        patient.kiosk.do(["key", "Escape"])
        time.sleep(2)
    raise AssertionError("the PIN did not lead back")


def _until(patient: Patient, true: Callable[[dict[str, Any]], bool], moments: int = 60) -> bool:
    """Whether it comes true in so many moments."""
    for _moment in range(moments):
        if true(patient.program.ask("look", others=[])):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
def test_patients_at_random_find_nothing_broken(kiosk: Kiosk, start: Callable[..., Program]) -> None:
    program, words, given = start(), list[str](), 0
    for number in range(SESSIONS):
        if number and number % ANEW == 0:
            program.close() if number % (2 * ANEW) == 0 else program.kill()
            program = start()
        patient = Patient(kiosk, program, number)
        play(patient, words[-300:])
        given += program.ask("kept")["given"]
        come_back(patient)
        words += patient.words
    assert given > 3 * SESSIONS, "they did come to answer something"


@pytest.mark.slow
def test_a_killed_program_starts_locked(kiosk: Kiosk, start: Callable[..., Program]) -> None:
    program = start()
    patient = Patient(kiosk, program, 1)
    patient.come()
    patient.confirm()
    program.kill()
    again = start()
    seen = again.ask("look", others=patient.words)
    for _moment in range(100):  # what follows the first paint
        if seen["page"] == "locked":
            break
        assert seen["found"] == []
        time.sleep(0.05)
        seen = again.ask("look", others=patient.words)
    check(seen)
    assert seen["page"] == "locked"


@pytest.mark.slow
@pytest.mark.parametrize("broken", list(NOTICED))
def test_whoever_watches_would_see_it(kiosk: Kiosk, start: Callable[..., Program], broken: str) -> None:
    program = start(broken)
    with pytest.raises(AssertionError, match=NOTICED[broken]):
        for number in range(3):
            patient = Patient(kiosk, program, number)
            play(patient, ["Zyx9999q"])
            come_back(patient)
