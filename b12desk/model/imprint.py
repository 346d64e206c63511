"""What a paper says of itself: which version it is, who made it and when, and whether it still holds.

Nothing that decides reads any of it; it is handed in, so that the same input makes the same bytes.
"""

from __future__ import annotations

from datetime import datetime

from b12desk.model.frozen import frozen


@frozen
class Replaced:
    """An earlier version: its number, the moment at which it was finished, and the code on its paper."""

    number: int
    finished: datetime
    code: str = ""


@frozen
class Imprint:
    """``by``: who makes the paper, "" when nobody is named; ``at``: when, None where a file says so itself.

    ``replaces``: the version before this one. ``replaced_by``: the number of the one that stands instead, 0 for none.
    ``voided``: the intake was entered in error, and nobody is to use the paper.
    """

    by: str = ""
    at: datetime | None = None
    version: int = 1
    replaces: Replaced | None = None
    replaced_by: int = 0
    voided: bool = False
