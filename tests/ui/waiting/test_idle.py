"""Nobody touches the screen: warned, any number of times, then locked, with all answers safe. Tests turn the clock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from b12desk.model.values import Coding
from b12desk.settings import causes_of
from b12desk.ui.waiting.idle import Idle
from tests.ui.conftest import settle
from tests.ui.waiting.conftest import Patient, buttons

HandOver = Callable[..., Patient]


def late(patient: Patient, seconds: float) -> None:
    """So much time passes."""
    patient.side.idle._clock.now += seconds  # type: ignore[attr-defined]
    patient.side.idle.tick()
    settle()


def test_one_touch_ends_the_warning_and_does_nothing_else(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    tile = patient.guide._blocks()[0].tiles()[0]
    place = tile.mapTo(patient.window, tile.rect().center())
    for _time in range(5):
        late(patient, 89)
        assert "idle-warning" not in patient.desk.names()
        late(patient, 1.5)
        assert "idle-warning" in patient.desk.names()
        assert not tile.isVisible()
        QTest.mouseClick(patient.handle, Qt.MouseButton.LeftButton, pos=place)
        settle()
        assert "idle-warning" not in patient.desk.names()
        assert tile.isVisible()
        assert not tile.isChecked(), "the touch was for the warning"
    patient.tap(tile)
    assert tile.isChecked()


def test_a_key_ends_it_too(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    late(patient, 100)
    page = patient.guide.page
    patient.key(Qt.Key.Key_Return)
    assert "idle-warning" not in patient.desk.names()
    assert patient.guide.page is page


def test_it_counts_down_in_words(hand_over: HandOver) -> None:
    patient = hand_over()
    late(patient, 90)
    told = patient.hand.find("idle-left")
    assert isinstance(told, QLabel)
    assert "In 30 seconds" in told.text()
    late(patient, 29)
    assert "In 1 second " in told.text()


def test_then_it_locks_and_the_answers_are_safe(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    patient.press("emergency_body=not-sure")
    late(patient, 90)
    late(patient, 30)
    assert patient.locked is not None
    assert [each.objectName() for each in buttons(patient.window)] == ["staff"]
    assert "This screen is locked" in patient.texts()
    patient.press("staff")
    patient.hand.press(f"resume:{patient.identifier}")
    assert patient.desk.session.answers["emergency_body"] == (Coding(code="not-sure"),)


def test_the_times_are_those_of_the_settings(hand_over: HandOver) -> None:
    patient = hand_over(idle_warning=60, idle_lock=20)
    late(patient, 59)
    assert "idle-warning" not in patient.desk.names()
    late(patient, 1)
    assert "idle-warning" in patient.desk.names()
    late(patient, 20)
    assert patient.locked is not None


def test_a_warning_is_never_shorter_than_twenty_seconds() -> None:
    assert causes_of({"idle_lock": 19})
    assert not causes_of({"idle_lock": 20})


def test_it_counts_from_the_last_touch_or_the_end_of_speech(qapp: object) -> None:
    now = [0.0]
    owner = QObject()
    idle = Idle(owner, 90, 30, lambda: now[0])
    told: list[int] = []
    idle.warned.connect(told.append)
    now[0] = 89
    idle.touched()
    now[0] = 178
    idle.tick()
    assert told == []
    now[0] = 180
    idle.tick()
    assert told == [29]
    idle.stop()


def test_the_time_of_a_hand_over_runs_out(hand_over: HandOver) -> None:
    from datetime import timedelta

    patient = hand_over()
    patient.start()
    patient.sitting.ends -= timedelta(hours=2)
    patient.guide.look()
    settle()
    assert patient.locked is not None
    assert "The time for these questions is over" in patient.texts()
