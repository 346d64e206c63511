"""What lies behind a finished intake, as values: each version that another replaced, an amendment, who said why.

How they are kept stands in `history.py`; papers know these values without the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from b12desk.model.assessment import Assessment
from b12desk.store.intake_content import UnfinishedIntake


class Said(NamedTuple):
    """Who did something to a finished intake, when, and why. ``staff``: the key among the staff, "" for none."""

    when: datetime
    who: str
    reason: str
    staff: str = ""


class PastVersion(NamedTuple):
    """A version that another has replaced. ``assessment`` and ``reference`` as they were; ``why`` it was amended."""

    number: int
    intake: UnfinishedIntake
    assessment: Assessment | None
    reference: str
    why: Said


class Amendment(NamedTuple):
    """An amendment that is not finished: ``intake`` as it is to be, ``why`` it was begun."""

    intake: UnfinishedIntake
    why: Said


@dataclass(frozen=True)
class History:
    """What lies behind the version that stands, number ``version``; ``earlier``: the oldest first.

    ``assessment`` and ``reference``: what the version that stands came to, as it was judged then.
    """

    version: int = 1
    earlier: tuple[PastVersion, ...] = ()
    amendment: Amendment | None = None
    voided: Said | None = None
    assessment: Assessment | None = None
    reference: str = ""
