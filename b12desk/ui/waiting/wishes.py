"""What staff and settings say of the waiting room."""

from __future__ import annotations

from typing import NamedTuple

from b12desk.settings import Keep
from b12desk.voice.reading import Hearing


class Wishes(NamedTuple):
    """``size``: of text, 1 to 6. ``hearing``: who hears it read aloud, at first. ``clinic``: its name, or nothing.

    ``staff_words``: the clinic's own calm words; ``alert``: a tone sounds with them. ``warn_after`` and ``lock_after``:
    seconds without a touch until the warning, and from there to the lock. ``keep``: how long finished intakes stay.
    """

    size: int = 2
    hearing: Hearing = Hearing.OFF
    staff_words: str = ""
    alert: bool = False
    warn_after: int = 90
    lock_after: int = 30
    keep: Keep = "always"
    clinic: str = ""
