"""A voice that says nothing and remembers everything: a text ends when the test says so."""

from __future__ import annotations

from b12desk.voice.voice import Sound


class RecordingVoice:
    """``heard``: each text with its sound, in order; ``stops``: how often something was cut off."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Sound]] = []
        self.stops = 0
        self.works = True
        self._saying = False

    @property
    def speaking(self) -> bool:
        return self._saying

    @property
    def texts(self) -> list[str]:
        return [text for text, _sound in self.heard]

    def say(self, text: str, sound: Sound) -> None:
        self.heard.append((text, sound))
        self._saying = True

    def end(self) -> None:
        """The text has been said."""
        self._saying = False

    def stop(self) -> None:
        self.stops += self._saying
        self._saying = False

    def close(self) -> None:
        self.stop()
        self.works = False
