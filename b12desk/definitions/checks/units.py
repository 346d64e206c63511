"""Which units can be compared: the same unit, or two units of time; and whether a number keeps to the limits."""

from __future__ import annotations

from decimal import Decimal

from b12desk.model.questionnaire import Item
from b12desk.model.values import Answer, Quantity

TIME_UNITS = ("d", "wk", "mo", "a")
_SIZES = {"d": "1", "wk": "7", "mo": "30.4375", "a": "365.25", "ug": "1", "mg": "1000", "g/L": "1", "g/dL": "10"}
"""Units that one question may be given in, as `engine.units` converts them, which nothing here may import."""


def units_of(item: Item) -> tuple[str, ...]:
    """UCUM codes in which the quantity may be given."""
    return tuple(each.code for each in item.unit_option) or ((item.unit,) if item.unit else ())


def comparable(item: Item) -> tuple[str, ...]:
    """UCUM codes in which a condition may compare the quantity."""
    return units_of(item)[:1] if any(each.in_first is not None for each in item.unit_option) else givable(item)


def givable(item: Item) -> tuple[str, ...]:
    """UCUM codes in which an answer may be written."""
    given = units_of(item)
    more = TIME_UNITS if any(each in TIME_UNITS for each in given) else ()
    return tuple(dict.fromkeys((*given, *more)))


def within(item: Item, given: Answer) -> bool:
    """Whether a number keeps to the question's limits, which are in its first unit; True for all that is no number."""
    if isinstance(given, Quantity):
        first = units_of(item)[0]
        number = given.value
        if given.unit != first and {given.unit, first} <= _SIZES.keys():
            number = number * Decimal(_SIZES[given.unit]) / Decimal(_SIZES[first])
    elif isinstance(given, int | Decimal) and not isinstance(given, bool):
        number = Decimal(given)
    else:
        return True
    low, high = item.min_value, item.max_value
    return number.is_finite() and not (
        (low is not None and number < Decimal(str(low))) or (high is not None and number > Decimal(str(high)))
    )
