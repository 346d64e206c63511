"""Typed text to an answer: what a person writes in a number, date or text box.

Rules: empty is not an answer; a number that can mean two things is none until somebody says which (`typed_number`); a
date may be a year, a month and year, or a full day, and keeps that precision; a day and a month that could be swapped
are read day first only where nothing else fits.
"""

from __future__ import annotations

import re
from decimal import Decimal

from b12desk.engine.typed_number import readings, with_ascii_digits
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import Item, ItemType
from b12desk.model.values import Answer, PartialDate, Quantity

_YEAR = re.compile(r"\d{4}")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./ -](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[./ -](\d{1,2})")
_YEAR_FIRST = re.compile(r"(\d{4})[./ -](\d{1,2})[./ -](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")


def parse_answer(  # noqa: PLR0911 -- one return for each thing that can be wrong
    item: Item, text: str, unit: str | None = None
) -> Answer | IssueCode:
    """Read ``text`` as an answer to ``item``; ``unit`` is the UCUM code chosen beside a quantity.

    Returns the answer, or the code of what is wrong: `DRAFT` (not a number), `AMBIGUOUS`, `NOT_WHOLE`, `NOT_A_DATE`,
    `WRONG_UNIT`.
    Bounds are judged by ``constraints``. Raises ValueError for an item that is not typed into.
    """
    text = text.strip()
    match item.type:
        case ItemType.STRING | ItemType.TEXT | ItemType.OPEN_CHOICE:
            return text if text else IssueCode.DRAFT
        case ItemType.DATE:
            return _date(with_ascii_digits(text))
        case ItemType.INTEGER:
            found = readings(text)
            if not found:
                return IssueCode.DRAFT
            whole = found[-1]  # a whole number has no fraction, so what can part thousands does
            return int(whole) if whole == whole.to_integral_value() else IssueCode.NOT_WHOLE
        case ItemType.DECIMAL:
            return _number(text)
        case ItemType.QUANTITY:
            number = _number(text)
            if isinstance(number, IssueCode):
                return number
            codes = [each.code for each in item.unit_option] or [item.unit or "1"]
            if unit is None and len(codes) == 1:
                unit = codes[0]
            return Quantity(value=number, unit=unit) if unit in codes else IssueCode.WRONG_UNIT
        case _:
            raise ValueError(f"{item.link_id} is not typed into")


def _number(text: str) -> Decimal | IssueCode:
    found = readings(text)
    if len(found) == 1:
        return found[0]
    return IssueCode.AMBIGUOUS if found else IssueCode.DRAFT


def _date(text: str) -> PartialDate | IssueCode:
    if _YEAR.fullmatch(text):
        parts = [text]
    elif found := _MONTH_YEAR.fullmatch(text):
        parts = [found[2], found[1]]
    elif found := _YEAR_MONTH.fullmatch(text):
        parts = [found[1], found[2]]
    elif found := _YEAR_FIRST.fullmatch(text):
        parts = [found[1], found[2], found[3]]
    elif found := _DAY_FIRST.fullmatch(text):
        parts = [found[3], found[2], found[1]]
    else:
        return IssueCode.NOT_A_DATE
    try:
        return PartialDate(date="-".join(part.zfill(2) for part in parts))
    except ValueError:
        return IssueCode.NOT_A_DATE
