"""What is read aloud in the waiting room: each page as it is shown, what is wrong, and nothing for the next patient."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtWidgets import QPushButton

from b12desk.ui.waiting.hand_over_dialog import HandOverDialog
from b12desk.ui.waiting.read_aloud import ReadAloud
from b12desk.voice.reading import Hearing
from b12desk.voice.voice import Voice
from tests.ui.answering import Answering, Step, escape
from tests.ui.conftest import Desk, settle, wait_for
from tests.ui.reading import cut
from tests.ui.waiting.conftest import Patient
from tests.voice.recording_voice import RecordingVoice

HandOver = Callable[..., Patient]


def with_voice(hand_over: HandOver) -> tuple[Patient, RecordingVoice]:
    voice = RecordingVoice()
    patient = hand_over(find=lambda _language: voice)
    assert wait_for(patient.side._aloud.is_there)
    return patient, voice


def test_without_a_voice_nothing_is_offered(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.confirm_birth()
    assert not [each for each in patient.desk.names() if each.startswith("hearing")]


def test_the_patient_chooses_and_each_page_is_read(hand_over: HandOver) -> None:
    patient, voice = with_voice(hand_over)
    patient.confirm_birth()
    assert voice.heard == []
    patient.press("hearing=headset")
    assert patient.side._aloud.hearing is Hearing.HEADSET
    assert voice.texts[-1] == "A few questions about your health"
    assert "hearing-bar" in patient.desk.names()
    patient.go_on()
    assert wait_for(lambda: "minute" in voice.texts[-1] or patient.guide.page.title in voice.texts)
    patient.guide._show_problems()
    assert voice.texts[-1].startswith("There is a problem")


@pytest.mark.parametrize(("size", "room"), [(2, (1024, 768)), (6, (768, 1024))])
def test_the_buttons_for_it_have_room(hand_over: HandOver, size: int, room: tuple[int, int]) -> None:
    voice = RecordingVoice()
    patient = hand_over(size=size, room=room, find=lambda _language: voice)
    assert wait_for(patient.side._aloud.is_there)
    patient.confirm_birth()
    assert cut(patient.window) == []
    patient.press("hearing=headset")
    settle()
    assert cut(patient.window) == []
    patient.go_on()
    assert cut(patient.window) == []
    assert patient.guide.frame.area.height() > patient.window.height() // 3


def test_idle_time_is_counted_from_the_end_of_speech(hand_over: HandOver) -> None:
    patient, voice = with_voice(hand_over)
    patient.confirm_birth()
    patient.press("hearing=headset")
    assert voice.speaking
    patient.hours.now += 100
    patient.side.idle.tick()
    assert "idle-warning" not in patient.desk.names()
    assert patient.locked is None


def test_the_next_patient_begins_in_silence(hand_over: HandOver) -> None:
    patient, voice = with_voice(hand_over)
    patient.confirm_birth()
    patient.press("hearing=aloud")
    aloud = patient.side._aloud
    patient.side.end(None)
    settle()
    assert aloud.hearing is Hearing.OFF
    assert not voice.speaking
    patient.press("staff")
    assert not voice.works, "the voice was let go of"
    assert not [each for each in patient.window.findChildren(QPushButton) if each.objectName().startswith("hearing")]


def test_a_hand_over_that_is_cancelled_while_a_voice_is_looked_for_ends_nothing(open_desk: Callable[..., Desk]) -> None:
    """A speech service that has to start takes seconds."""
    voice, found = RecordingVoice(), Event()

    def find(_language: str) -> Voice:
        assert found.wait(10)
        return voice

    desk = open_desk()
    desk.hand.press("new")
    assert desk.window.reception is not None
    desk.window.reception.waiting._find = find
    with Answering(Step(HandOverDialog, escape)):
        desk.hand.press("hand-over")
    settle()
    (left,) = desk.window.findChildren(ReadAloud)
    assert not left.is_there()
    found.set()
    assert wait_for(lambda: not desk.window.findChildren(ReadAloud))
    assert not voice.works, "it was let go of"
    assert desk.window.wizard is not None
