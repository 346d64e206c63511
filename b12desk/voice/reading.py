"""What is read aloud, to whom, and when it ends: the texts of one page, one after the other.

Rules: off until somebody chose otherwise; what a person answered is said only into a headset, or aloud where that
person chose so knowingly; a voice that takes far longer than it can is given up (without a sound card the end of speech
never comes), because a screen that waits for it must lock all the same; the next patient begins with everything as it
was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from enum import Enum, auto
from typing import NamedTuple

from b12desk.voice.voice import Sound, Voice

USUAL = Sound()
_VOLUME_STEP, _RATE_STEP = 15, 1
_LONGEST_CHARACTER, _LONGEST_START = 0.25, 10.0
"""Seconds: three times what the slowest voice takes for a character, and what one may take to begin."""


class Hearing(Enum):
    """Who hears it."""

    OFF = auto()
    HEADSET = auto()
    ALOUD = auto()
    """Whoever is near, and so never an answer."""
    ALOUD_WITH_ANSWERS = auto()
    """The person knows that others may hear the answers too."""


class Utterance(NamedTuple):
    """``text`` is for everybody; ``private`` is said instead to whom it may be said, and holds an answer."""

    text: str
    private: str = ""

    def said(self, hearing: Hearing) -> str:
        """What of it is said; empty when nothing is."""
        if hearing is Hearing.OFF:
            return ""
        return self.text if hearing is Hearing.ALOUD else self.private or self.text


class Reading:
    """Call `go_on` some times a second: it says the next text when one has ended. ``clock`` counts seconds."""

    def __init__(self, voice: Voice, clock: Callable[[], float] = time.monotonic) -> None:
        self._voice, self._clock = voice, clock
        self._texts: Sequence[Utterance] = ()
        self._at = 0
        self._active = False
        self._until = 0.0
        self.hearing = Hearing.OFF
        self.sound = USUAL

    @property
    def works(self) -> bool:
        """False once the system's speech is gone, or given up."""
        return self._voice.works

    @property
    def speaking(self) -> bool:
        """Whether something is being said, or comes next. A time without input is counted from when it ends."""
        return self._active

    def read(self, texts: Iterable[Utterance]) -> None:
        """Say these, one after the other, instead of what was being said."""
        self.stop()
        self._texts = tuple(texts)
        self._begin_at(0)

    def repeat(self) -> None:
        """All of it again."""
        self.stop()
        self._begin_at(0)

    def resume(self) -> None:
        """Go on with the text at which it was stopped."""
        if not self._active:
            self._begin_at(self._at)

    def stop(self) -> None:
        """Be silent at once."""
        if self._active:
            self._active = False
            self._voice.stop()

    def change(self, *, louder: int = 0, faster: int = 0) -> None:
        """So many steps louder and faster, from the text on that is being said or was said last."""
        self.stop()
        self.sound = self.sound.changed(volume=louder * _VOLUME_STEP, rate=faster * _RATE_STEP)
        self.resume()

    def reset(self) -> None:
        """For the next patient: silent, off, nothing to repeat, volume and pace as usual."""
        self.stop()
        self._texts, self._at = (), 0
        self.hearing, self.sound = Hearing.OFF, USUAL

    def close(self) -> None:
        """Let go of the system's speech."""
        self.reset()
        self._voice.close()

    def go_on(self) -> bool:
        """Say the next text if the one before has ended; whether anything is being said."""
        if self._active and self._clock() > self._until:
            self._active = False
            self._voice.close()
        if self._active and not self._voice.speaking:
            self._begin_at(self._at + 1)
        return self._active

    def _begin_at(self, place: int) -> None:
        """Say the first text from ``place`` on that is said to whoever listens."""
        for at in range(place, len(self._texts)):
            words = self._texts[at].said(self.hearing)
            if words and self._voice.works:
                self._at, self._active = at, True
                self._until = self._clock() + _LONGEST_START + _LONGEST_CHARACTER * len(words)
                self._voice.say(words, self.sound)
                return
        self._active = False
        self._at = 0
