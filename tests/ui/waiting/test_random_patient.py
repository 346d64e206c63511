"""A patient who taps, types, turns the screen and wanders off, at random. Whatever happens, these stay true.

No crash, no way out, no lost answer, and nothing of the one before for the next. ``B12DESK_SOAK=full`` plays 1,000.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from b12desk.desk.waiting_room import Stage
from tests.ui.conftest import kept, settle
from tests.ui.waiting.conftest import NAME, NUMBER, Patient, buttons
from tests.ui.waiting.test_closed import WAYS_OUT

HandOver = Callable[..., Patient]
FULL = os.environ.get("B12DESK_SOAK") == "full"
SESSIONS, EVENTS = (1000 if FULL else 6), 60
ROOMS = ((1024, 768), (768, 1024), (1366, 768))
MARK = "zebra"
"""What this patient types where words can be typed: a text that nothing else has."""
_K = Qt.Key
KEYS = (_K.Key_Tab, _K.Key_Space, _K.Key_Return, _K.Key_Down, _K.Key_Up, _K.Key_Delete, _K.Key_PageDown)


def check(patient: Patient) -> None:
    """What is true after every event."""
    assert patient.window.with_patient
    assert patient.window.isVisible()
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [patient.window]
    if patient.side.guide is None:
        assert [each.objectName() for each in buttons(patient.window)] == ["staff"]
        assert MARK not in " ".join(patient.texts())
        assert patient.window.findChildren(QLineEdit) == []
        return
    told = " ".join(patient.texts())
    assert NAME not in told
    assert NUMBER not in told
    assert patient.window.reception is not None
    intake = patient.sitting.intake
    assert patient.window.reception.desk.is_saved(intake), "an answer is not on the disk"
    if patient.guide.frame.page is not None and patient.sitting.screen is not None and not patient.guide._calling:
        shown = [each.link_id for each in patient.guide._blocks()]
        assert shown == list(patient.sitting.screen.link_ids)


def act(patient: Patient, chance: random.Random) -> None:
    turn = chance.random()
    shown = [each for each in buttons(patient.window) if each.objectName() not in ("staff", "decline")]
    if (
        patient.sitting.stage is Stage.CONFIRM_BIRTH
        and patient.side.guide is not None
        and turn < 0.5
        and not patient.guide._calling
        and not patient.side.idle.warning
    ):
        patient.confirm_birth()
    elif turn < 0.45 and shown:
        patient.tap(chance.choice(shown))
    elif turn < 0.6:
        place = QPoint(chance.randrange(patient.window.width()), chance.randrange(patient.window.height()))
        staff = patient.window.childAt(place)
        if staff is None or staff.objectName() not in ("staff", "decline"):
            QTest.mouseClick(patient.handle, Qt.MouseButton.LeftButton, pos=place)
    elif turn < 0.7:
        focused = patient.window.focusWidget()
        if focused is None or focused.objectName() not in ("staff", "decline"):
            patient.key(chance.choice(KEYS))
    elif turn < 0.78:
        patient.key(*chance.choice(WAYS_OUT))
    elif turn < 0.85:
        patient.type(chance.choice(("12", "1951", "2.5", MARK, "0", "999999")))
    elif turn < 0.9:
        patient.window.resize(*chance.choice(ROOMS))
    elif turn < 0.93:
        patient.window.close()
    elif patient.side.guide is not None:
        patient.side.idle._clock.now += chance.choice((30, 95, 100))  # type: ignore[attr-defined]
        patient.side.idle.tick()
    settle()


@pytest.mark.parametrize("seed", range(SESSIONS))
def test_a_random_patient_finds_nothing_broken(hand_over: HandOver, seed: int) -> None:
    chance = random.Random(seed)
    patient = hand_over(size=chance.randint(1, 6), room=chance.choice(ROOMS))
    session = patient.sitting.session
    for _event in range(EVENTS):
        act(patient, chance)
        check(patient)
        if patient.side.guide is None:
            break
    given = {key for key, value in session.kept().answers.items() if value}
    patient.side.end(None)
    settle()
    check(patient)
    found = next((each for each in kept() if patient.identifier in str(each)), None)
    assert found is not None or not given
    assert all(key in str(found) for key in given)
    patient.press("staff")
    assert not patient.window.with_patient
