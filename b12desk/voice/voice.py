"""What a voice can do. Whoever reads aloud knows this and no system.

Rules: nothing here waits for the end of speech; whoever wants to know asks `speaking` now and then. A text is handed
over on a pipe or a socket, never on a command line, which other users of the computer can read.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

LOUDEST, SOFTEST = 100, 10
FASTEST, SLOWEST = 4, -4


class Sound(NamedTuple):
    """``volume`` in percent of what the computer is set to; ``rate``: steps faster (or slower) than the usual pace."""

    volume: int = 60
    rate: int = 0

    def changed(self, *, volume: int = 0, rate: int = 0) -> Sound:
        """So much louder and faster, within what there is."""
        return Sound(
            min(LOUDEST, max(SOFTEST, self.volume + volume)),
            min(FASTEST, max(SLOWEST, self.rate + rate)),
        )


class Voice(Protocol):
    """A voice in one language. It says one text at a time."""

    @property
    def works(self) -> bool:
        """False once the system's speech is gone: nothing is said any more."""

    @property
    def speaking(self) -> bool:
        """Whether the last text is still being said."""

    def say(self, text: str, sound: Sound) -> None:
        """Begin to say ``text``; what was being said is cut off."""

    def stop(self) -> None:
        """Be silent at once."""

    def close(self) -> None:
        """Be silent, and let go of the system's speech."""
