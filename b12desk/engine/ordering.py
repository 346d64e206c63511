"""Comparing answers that have an order: numbers, quantities in any unit, dates as precise as they are known."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from b12desk.model import units
from b12desk.model.comparison import Operator, Scalar
from b12desk.model.values import Answer, PartialDate, Quantity

Truth = bool | None
"""Yes, no, or not known (Kleene's strong logic)."""


class Interval(NamedTuple):
    """A calculated number known only to lie between two bounds (both included)."""

    low: Decimal
    high: Decimal


def equal(given: Answer | Interval, wanted: Scalar, unit: str | None) -> Truth:
    """Say whether an answer that is no code is the one ``wanted``; a span that only holds it may be."""
    if isinstance(given, bool | str):
        return given == wanted
    span = _span(given, unit)
    target = _target(wanted)
    if span.low == span.high:
        return span.low == target
    return None if span.low <= target <= span.high else False


def ordered(given: Answer | Interval, operator: Operator, wanted: Scalar, unit: str | None) -> Truth:
    """Say whether an answer stands to ``wanted`` as the operator says; a span on both sides of it may."""
    low, high = _span(given, unit)
    target = _target(wanted)
    match operator:
        case Operator.GREATER:
            return True if low > target else None if high > target else False
        case Operator.GREATER_OR_EQUAL:
            return True if low >= target else None if high >= target else False
        case Operator.LESS:
            return True if high < target else None if low < target else False
        case _:  # LESS_OR_EQUAL: equality is judged elsewhere
            return True if high <= target else None if low <= target else False


def _span(given: Answer | Interval, unit: str | None) -> Interval:
    """Bounds of a number or a date (days since year 1); a quantity in the unit the comparison names."""
    if isinstance(given, Interval):
        return given
    if isinstance(given, PartialDate):
        return Interval(Decimal(given.earliest.toordinal()), Decimal(given.latest.toordinal()))
    if isinstance(given, Quantity):
        value = units.convert(given.value, given.unit, unit or given.unit)
        return Interval(value, value)
    if isinstance(given, int | Decimal):
        return Interval(Decimal(given), Decimal(given))
    raise TypeError("a code or a text has no order")


def _target(wanted: Scalar) -> Decimal:
    if isinstance(wanted, str):
        return Decimal(PartialDate(date=wanted).earliest.toordinal())
    return Decimal(str(wanted)) if isinstance(wanted, float) else Decimal(wanted)
