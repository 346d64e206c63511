"""What staff and settings say of the waiting room, and the voice that may read aloud."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from b12desk.settings import Keep

Sound = Literal["off", "headset", "aloud"]


class Voice(Protocol):
    """A voice of this computer."""

    def is_there(self) -> bool:
        """Whether this computer can read aloud."""


class NoVoice:
    """A computer that cannot read aloud."""

    def is_there(self) -> bool:
        """Never."""
        return False


class Wishes(NamedTuple):
    """``size``: of text, 1 to 6. ``staff_words``: the clinic's own calm words. ``alert``: a tone sounds with them.

    ``warn_after`` and ``lock_after``: seconds without a touch until the warning, and from there until the lock.
    ``keep``: how long finished intakes stay. ``clinic``: its name, or nothing.
    """

    size: int = 2
    sound: Sound = "off"
    staff_words: str = ""
    alert: bool = False
    warn_after: int = 90
    lock_after: int = 30
    keep: Keep = "always"
    clinic: str = ""
