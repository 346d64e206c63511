"""Typed text to an answer: what a person writes in a number, date or text box.

Rules: empty is not an answer; what can mean two things is none until somebody says which. How a number is read stands
in `typed_number`, with words around it in `typed_amount`, a date in `typed_date`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from b12desk.engine.typed_amount import amount, in_unit_of, units_of
from b12desk.engine.typed_date import Span, read_date
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import Item, ItemType
from b12desk.model.values import Answer, Quantity, digits


class Read(NamedTuple):
    """``answer``, or the ``code`` of what is wrong, with its ``limit`` as an `Issue` has it.

    ``unit``: the one that was meant, if any. ``factors``: of a product that was worked out.
    """

    answer: Answer | None = None
    code: IssueCode | None = None
    limit: str = ""
    unit: str | None = None
    factors: tuple[Decimal, ...] = ()


def parse_answer(item: Item, text: str, unit: str | None = None, span: Span | None = None) -> Answer | IssueCode:
    """As `read`: the answer alone, or the code of what is wrong."""
    found = read(item, text, unit, span)
    return found.answer if found.answer is not None else found.code or IssueCode.DRAFT


def read(item: Item, text: str, unit: str | None = None, span: Span | None = None) -> Read:
    """Read ``text`` as an answer to ``item``; ``unit`` is the UCUM code chosen beside a quantity, ``span`` when it was.

    Wrong is `DRAFT` (not a number), `AMBIGUOUS`, `NOT_WHOLE`, `NOT_A_DATE`, `WRONG_UNIT`, `OTHER_UNIT`.
    Bounds are judged by ``constraints``. Raises ValueError for an item that is not typed into.
    """
    text = text.strip()
    match item.type:
        case ItemType.STRING | ItemType.TEXT | ItemType.OPEN_CHOICE:
            return Read(text) if text else Read(code=IssueCode.DRAFT)
        case ItemType.DATE:
            return _date(text, span)
        case ItemType.INTEGER | ItemType.DECIMAL | ItemType.QUANTITY:
            return _number(item, text, unit)
        case _:
            raise ValueError(f"{item.link_id} is not typed into")


def _number(item: Item, text: str, chosen: str | None) -> Read:  # noqa: PLR0911 -- one return for each thing that can be wrong
    given = amount(text)
    plain = item.type is not ItemType.QUANTITY
    if given is None or (plain and (given.factors or ((given.unit or given.daily) and not item.unit))):
        return Read(code=IssueCode.DRAFT)
    found = in_unit_of(item, given, chosen)
    if found is None:
        return Read(code=IssueCode.OTHER_UNIT, limit=" ".join(units_of(item)), unit=chosen)
    numbers, unit = found
    if item.type is ItemType.INTEGER:
        return _whole(numbers[-1], unit if given.unit else "")  # no fraction, so what can part thousands does
    if len(numbers) > 1:
        return Read(code=IssueCode.AMBIGUOUS, limit=" ".join(map(digits, numbers)), unit=unit or None)
    if plain:
        return Read(numbers[0])
    if unit not in units_of(item):
        return Read(code=IssueCode.WRONG_UNIT)
    return Read(Quantity(value=numbers[0], unit=unit), unit=unit, factors=given.factors)


def _whole(number: Decimal, unit: str) -> Read:
    """With a ``unit`` that was typed, what to write for a number with a rest can be said."""
    whole = int(number)
    return Read(whole) if whole == number else Read(code=IssueCode.NOT_WHOLE, limit=f"{whole} {unit}" if unit else "")


def _date(text: str, span: Span | None) -> Read:
    found = read_date(text, span)
    if len(found.dates) == 1:
        return Read(found.dates[0])
    if found.dates:
        return Read(code=IssueCode.AMBIGUOUS, limit=" ".join(each.date for each in found.dates))
    return Read(code=IssueCode.NOT_A_DATE, limit=found.fault)
