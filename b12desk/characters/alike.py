"""Names that somebody may take for one another: the same words in any order, or one slip of the hand apart.

Rule: names come folded, as they are looked for (`folded`); a short one has to be the same.
"""

from __future__ import annotations

_LEAST = 4
"""Letters from which on one slip makes a name like another."""


def alike(one: str, other: str) -> bool:
    """Whether two folded names are the same in another order, or one letter more, less, other or exchanged apart."""
    if not one or not other:
        return False
    if sorted(one.split()) == sorted(other.split()):
        return True
    return min(len(one), len(other)) >= _LEAST and _one_slip(one, other)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter was left out, added, changed, or exchanged with its neighbour."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((place for place, each in enumerate(short) if each != long[place]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long[at:]
