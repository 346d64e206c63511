"""Answers as an author writes them in TOML, typed by the item they are for."""

from __future__ import annotations

from decimal import Decimal

from b12desk.definitions.checks.units import givable
from b12desk.i18n import _, current
from b12desk.model.frozen import frozen
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.values import Answer, Coding, PartialDate, Quantity


@frozen
class GivenQuantity:
    """A number with its UCUM unit code."""

    value: int | float
    unit: str


Given = bool | int | float | str | GivenQuantity | tuple[str, ...]
"""An answer as written: a code, a list of codes, a number, ``{ value, unit }``, a date text, true or false."""


def known_codes(questionnaire: Questionnaire, item: Item) -> str:
    """For a message: the codes that an item can be answered with; "" for an item without options."""
    codes = [each.code for each in questionnaire.options(item.link_id)]
    return _("Known codes: {codes}.", codes=current().listed(codes)) if codes else ""


def answers_of(questionnaire: Questionnaire, item: Item, value: Given) -> tuple[Answer, ...] | None:
    """The typed answers; () takes an answer away; None when the value does not fit the item."""
    codes = {each.code for each in questionnaire.options(item.link_id)}
    if value == ():
        return ()
    if isinstance(value, tuple):
        fits = item.repeats or len(value) == 1
        return tuple(Coding(code=each) for each in value) if fits and codes.issuperset(value) else None
    if isinstance(value, str) and value in codes:
        return (Coding(code=value),)
    try:
        typed = _typed(item, value)
    except ValueError:
        return None
    return None if typed is None else (typed,)


def _typed(item: Item, value: Given) -> Answer | None:
    typed: Answer | None = None
    match item.type, value:
        case ItemType.BOOLEAN, bool():
            typed = value
        case ItemType.INTEGER, int() if not isinstance(value, bool):
            typed = value
        case ItemType.DECIMAL, int() | float() if not isinstance(value, bool):
            typed = Decimal(str(value))
        case ItemType.QUANTITY, GivenQuantity() if value.unit in givable(item):
            typed = Quantity(value=Decimal(str(value.value)), unit=value.unit)
        case ItemType.DATE, str():
            typed = PartialDate(date=value)
        case ItemType.STRING | ItemType.TEXT | ItemType.OPEN_CHOICE, str():
            typed = value
    return typed
