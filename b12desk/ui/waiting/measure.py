"""Millimetres on this screen: how large a target and a letter are for a finger and an eye, whatever the screen.

Rules: what a finger meets is never below `TARGET` high; text has six sizes by the height of a capital, the largest as
EN 301 549 5.1.4 asks for at 60 cm. A screen rarely tells its size truly, so staff hold a bank card against it once.
"""

from __future__ import annotations

import math

from PySide6.QtGui import QScreen

from b12desk.ui.kit import style

CARD_MM = 85.6
"""The width of a bank card (ISO/IEC 7810 ID-1)."""
TARGET, ROOMY, APART = 15, 20, 4
"""Millimetres: least height of a target, its height where the page has room, and what lies between two of them."""
PICTURE = 12
"""Millimetres: height and width of a picture beside an option."""
CAPITALS = (3.0, 3.6, 4.4, 5.3, 6.3, 7.3)
"""Millimetres of a capital letter in the smallest text of each size; 7.3 is 0.7 degrees at 60 cm."""
SIZES = range(1, len(CAPITALS) + 1)
LEAST_PER_MM, MOST_PER_MM = 2.0, 30.0
_CAPITAL = 0.714
"""Height of a capital of our typeface, in parts of its size."""
_SMALLEST = style.ROLES["hint"].size
_USUAL = 96 / 25.4


class _Ruler:
    """The screen in use."""

    per_mm: float = _USUAL


def use_ruler(per_mm: float) -> None:
    """Reckon with ``per_mm`` pixels to a millimetre from now on."""
    _Ruler.per_mm = min(max(per_mm, LEAST_PER_MM), MOST_PER_MM)


def per_mm_of(screen: QScreen) -> float:
    """Pixels to a millimetre, as the screen itself says; the usual number where that cannot be."""
    told = screen.physicalDotsPerInch() / 25.4
    return told if LEAST_PER_MM <= told <= MOST_PER_MM else _USUAL


def mm(length: float) -> int:
    """``length`` millimetres in whole pixels, never less."""
    return math.ceil(length * _Ruler.per_mm - 1e-6)


def scale_of(size: int) -> float:
    """The text size (`style`) at which the smallest text of the waiting room has the capitals of ``size``, 1 to 6."""
    return math.ceil(CAPITALS[size - 1] * _Ruler.per_mm / _CAPITAL) / _SMALLEST
