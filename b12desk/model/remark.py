"""What a form says beside an answer at once: answers that do not go together, and what follows from one."""

from __future__ import annotations

from b12desk.model.comparison import Comparison
from b12desk.model.frozen import frozen


@frozen
class Contradiction:
    """Answers that do not go together: at least one of ``one`` holds, and at least one of ``other``.

    ``text`` asks back in words. It stops nobody; it stays as long as both hold, and is told to the clinician too.
    """

    id: str
    one: tuple[Comparison, ...]
    other: tuple[Comparison, ...]
    text: str


@frozen
class Notice:
    """What is told as soon as every comparison of ``when`` holds, before all else is answered."""

    id: str
    when: tuple[Comparison, ...]
    text: str
