"""Which units can be compared: the same unit, or two units of time."""

from __future__ import annotations

from b12desk.model.questionnaire import Item

TIME_UNITS = ("d", "wk", "mo", "a")


def units_of(item: Item) -> tuple[str, ...]:
    """UCUM codes in which the quantity may be given."""
    return tuple(each.code for each in item.unit_option) or ((item.unit,) if item.unit else ())


def comparable(item: Item) -> tuple[str, ...]:
    """UCUM codes in which a condition may compare the quantity."""
    given = units_of(item)
    more = TIME_UNITS if any(each in TIME_UNITS for each in given) else ()
    return tuple(dict.fromkeys((*given, *more)))
