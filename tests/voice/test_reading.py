"""What is read aloud, in which order, to whom, and when it ends."""

from __future__ import annotations

import pytest

from b12desk.voice.reading import USUAL, Hearing, Reading, Utterance
from b12desk.voice.voice import FASTEST, LOUDEST, SLOWEST, SOFTEST
from tests.voice.recording_voice import RecordingVoice

PAGE = (
    Utterance("How old are you?"),
    Utterance("", "Your answer: 71"),
    Utterance("Yes", "Yes: chosen"),
    Utterance("No"),
)


class Seconds:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def listening(hearing: Hearing) -> tuple[Reading, RecordingVoice, Seconds]:
    voice, clock = RecordingVoice(), Seconds()
    reading = Reading(voice, clock)
    reading.hearing = hearing
    return reading, voice, clock


def to_the_end(reading: Reading, voice: RecordingVoice) -> list[str]:
    while reading.go_on():
        voice.end()
    return voice.texts


@pytest.mark.parametrize(
    ("hearing", "heard"),
    [
        (Hearing.OFF, []),
        (Hearing.HEADSET, ["How old are you?", "Your answer: 71", "Yes: chosen", "No"]),
        (Hearing.ALOUD, ["How old are you?", "Yes", "No"]),
        (Hearing.ALOUD_WITH_ANSWERS, ["How old are you?", "Your answer: 71", "Yes: chosen", "No"]),
    ],
)
def test_answers_are_said_only_to_whom_they_may_be_said(hearing: Hearing, heard: list[str]) -> None:
    reading, voice, _clock = listening(hearing)
    reading.read(PAGE)
    assert to_the_end(reading, voice) == heard


def test_it_is_off_until_somebody_chooses() -> None:
    voice = RecordingVoice()
    reading = Reading(voice)
    assert reading.hearing is Hearing.OFF
    reading.read(PAGE)
    assert not reading.speaking
    assert voice.heard == []


def test_the_next_text_waits_for_the_end_of_the_one_before() -> None:
    reading, voice, _clock = listening(Hearing.HEADSET)
    reading.read(PAGE)
    assert reading.go_on()
    assert reading.go_on()
    assert voice.texts == ["How old are you?"]
    voice.end()
    assert reading.speaking  # the next one comes
    assert reading.go_on()
    assert voice.texts == ["How old are you?", "Your answer: 71"]


def test_it_ends_when_the_last_text_has_ended() -> None:
    reading, voice, _clock = listening(Hearing.HEADSET)
    reading.read(PAGE[3:])
    assert reading.go_on()
    voice.end()
    assert not reading.go_on()
    assert not reading.speaking


def test_stopped_it_is_silent_at_once_and_stays_so() -> None:
    reading, voice, _clock = listening(Hearing.HEADSET)
    reading.read(PAGE)
    reading.stop()
    assert voice.stops == 1
    assert not reading.speaking
    assert not reading.go_on()
    assert voice.texts == ["How old are you?"]


def test_repeat_begins_again_with_the_first_text() -> None:
    reading, voice, _clock = listening(Hearing.HEADSET)
    reading.read(PAGE)
    voice.end()
    reading.go_on()
    reading.repeat()
    assert voice.texts == ["How old are you?", "Your answer: 71", "How old are you?"]


def test_another_page_takes_the_place_of_the_one_that_is_read() -> None:
    reading, voice, _clock = listening(Hearing.HEADSET)
    reading.read(PAGE)
    reading.read((Utterance("Do you smoke?"),))
    assert voice.stops == 1
    assert to_the_end(reading, voice) == ["How old are you?", "Do you smoke?"]


def test_louder_and_faster_are_heard_at_once_from_the_text_that_was_said() -> None:
    reading, voice, _clock = listening(Hearing.HEADSET)
    reading.read(PAGE)
    voice.end()
    reading.go_on()
    reading.change(louder=1)
    reading.change(faster=-1)
    (_first, _usual), (second, as_it_was), (again, louder), (once_more, slower) = voice.heard
    assert second == again == once_more
    assert as_it_was == USUAL
    assert louder.volume > USUAL.volume
    assert slower == louder._replace(rate=USUAL.rate - 1)


def test_there_is_a_loudest_and_a_slowest() -> None:
    reading, _voice, _clock = listening(Hearing.HEADSET)
    for _step in range(20):
        reading.change(louder=1, faster=-1)
    assert reading.sound == (LOUDEST, SLOWEST)
    for _step in range(40):
        reading.change(louder=-1, faster=1)
    assert reading.sound == (SOFTEST, FASTEST)


def test_the_next_patient_begins_with_everything_as_it_was() -> None:
    reading, voice, _clock = listening(Hearing.ALOUD_WITH_ANSWERS)
    reading.read(PAGE)
    reading.change(louder=2, faster=2)
    reading.reset()
    assert not reading.speaking
    assert reading.hearing is Hearing.OFF
    assert reading.sound == USUAL
    before = len(voice.heard)
    reading.hearing = Hearing.HEADSET
    reading.repeat()
    reading.resume()
    assert len(voice.heard) == before  # nothing of the last patient is left to be said


def test_a_voice_that_never_ends_is_given_up() -> None:
    """Otherwise a screen that waits for the end of speech would never lock."""
    reading, voice, clock = listening(Hearing.HEADSET)
    reading.read(PAGE)
    clock.now += 13
    assert reading.go_on()
    assert voice.texts == ["How old are you?"]
    clock.now += 2
    assert not reading.go_on()
    assert not reading.works
    assert voice.stops == 1
    assert voice.texts == ["How old are you?"]


def test_a_voice_that_is_gone_ends_the_reading() -> None:
    reading, voice, _clock = listening(Hearing.HEADSET)
    reading.read(PAGE)
    voice.end()
    voice.works = False
    assert not reading.go_on()
    assert not reading.works
    assert voice.texts == ["How old are you?"]
