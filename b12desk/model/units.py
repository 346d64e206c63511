"""The few UCUM units that answers and rules use, and how they convert.

Rule: a month is a twelfth of a year (12 ``mo`` = 1 ``a``), and a year is 365.25 days, as UCUM defines both.
"""

from __future__ import annotations

from decimal import Decimal

_UNITS: dict[str, tuple[str, Decimal]] = {
    "d": ("time", Decimal(1)),
    "wk": ("time", Decimal(7)),
    "mo": ("time", Decimal("30.4375")),
    "a": ("time", Decimal("365.25")),
    "ug": ("mass", Decimal(1)),
    "mg": ("mass", Decimal(1000)),
    "g": ("mass", Decimal(1_000_000)),
    "g/L": ("concentration", Decimal(1)),
    "g/dL": ("concentration", Decimal(10)),
    "mm": ("length", Decimal(1)),
    "cm": ("length", Decimal(10)),
    "fL": ("volume", Decimal(1)),
}


def known(unit: str) -> bool:
    """Say whether ``unit`` is a UCUM code that can be compared."""
    return unit in _UNITS


def convertible(one: str, other: str) -> bool:
    """Say whether two units measure the same thing; equal unknown units do."""
    if one == other:
        return True
    return one in _UNITS and other in _UNITS and _UNITS[one][0] == _UNITS[other][0]


def convert(value: Decimal, unit: str, to: str) -> Decimal:
    """``value`` in ``to``. Raises ValueError when the units do not measure the same thing."""
    if unit == to:
        return value
    if not convertible(unit, to):
        raise ValueError(f"{unit} cannot be given in {to}")
    return value * _UNITS[unit][1] / _UNITS[to][1]
