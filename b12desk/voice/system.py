"""Which voice this computer has."""

from __future__ import annotations

import sys

from b12desk.voice import say_program, speech_dispatcher, windows_speech
from b12desk.voice.voice import Voice


def find_voice(language: str) -> Voice | None:
    """The system's voice for ``language`` (a tag such as ``en``); None where there is none: then nothing is offered.

    May take some seconds, so it is called beside the window's own thread.
    """
    if sys.platform == "win32":
        return windows_speech.find(language)
    if sys.platform == "darwin":
        return say_program.find(language)
    return speech_dispatcher.find(language)
