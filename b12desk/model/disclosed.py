"""How the answers of an intake came, as far as its paper says it."""

from __future__ import annotations

from b12desk.model.frozen import frozen
from b12desk.model.patient_walk import Way


@frozen
class Disclosed:
    """``alone``: how many answers the patient gave with nobody there, ``ways`` in whose company answers were given.

    ``undiscussed``: how many of the patient's answers nobody has discussed with the patient yet, and of those that
    somebody has to see the linkIds (``private``). ``not_asked``: what the short way of a patient left out.
    """

    alone: int = 0
    undiscussed: int = 0
    private: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    not_asked: tuple[str, ...] = ()
