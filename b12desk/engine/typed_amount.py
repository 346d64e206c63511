"""What a person means by a number with words around it: ``500 mg``, ``2 x 500``, ``6 years``, ``500 mg daily``.

Rules: nothing is guessed. A unit is taken where it is one that the question offers, or one that converts to it without
a rest (2 g are 2000 mg, 18 months are a year and a half, but 10 days are no whole part of a month); a product is worked
out; "daily" and "twice a day" count where the question asks for an amount a day, "40 years old" where it asks for whole
years; a number that has two readings keeps both. Everything else is none, and is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from b12desk.engine.typed_daily import asks_daily, daily
from b12desk.engine.typed_number import readings, with_ascii_digits
from b12desk.model import units
from b12desk.model.questionnaire import Item, ItemType

_SIDE = re.compile(r"(?P<number>.*\d)\s*(?P<unit>(?!x\b)[^\W\d_][^\d]*)?", re.DOTALL)
_TIMES = re.compile(r"\s*[x*\N{MULTIPLICATION SIGN}]\s*(?=[\d.,])")
_MIXED = re.compile(r"(?:(?P<whole>\d{1,3}) )?(?P<over>\d)/(?P<under>2|4|5|8)")
_SIGNS = {"\N{VULGAR FRACTION ONE HALF}": " 1/2", "\N{VULGAR FRACTION ONE QUARTER}": " 1/4"}
_SIGNS["\N{VULGAR FRACTION THREE QUARTERS}"] = " 3/4"
_OLD = re.compile(r"(?P<unit>.*\w)[ .-]*old|(?P<short>y)/?o")
_MOST_FACTORS = 3
_EXACT = Decimal("0.0001")
_WORDS: dict[str, str] = {
    word: code
    for code, words in {
        "a": "y yr yrs year years",
        "mo": "m mo mos mth mths month months",
        "wk": "w wk wks week weeks",
        "d": "d day days",
        "g": "g gram grams",
        "mg": "mg mgs milligram milligrams",
        "ug": "ug mcg \N{GREEK SMALL LETTER MU}g microgram micrograms",
    }.items()
    for word in words.split()
}
"""What is written for a unit, beside the form's own words for it."""


class Amount(NamedTuple):
    """``numbers`` as `readings`, of the whole; ``unit`` as it was typed; ``factors`` when there was a product.

    ``daily``: it was said that this is taken each day.
    """

    numbers: tuple[Decimal, ...]
    unit: str = ""
    factors: tuple[Decimal, ...] = ()
    daily: bool = False


def amount(text: str) -> Amount | None:
    """The number, product or fraction that ``text`` begins with, and the words behind it; None when there is none."""
    plain = with_ascii_digits(text).strip().casefold()
    for sign, written in _SIGNS.items():
        plain = plain.replace(sign, written)
    plain, day = daily(plain)
    sides = [_SIDE.fullmatch(each.strip()) for each in _TIMES.split(plain)]
    numbers = [_numbers(each["number"]) if each else () for each in sides]
    named = [each["unit"].strip(" .") for each in sides if each and each["unit"]]
    if not all(numbers) or len(named) > 1 or len(sides) > _MOST_FACTORS:
        return None
    unit = "".join(named)
    if len(sides) == 1:
        return Amount(numbers[0], unit, daily=day)
    if any(each <= 0 for side in numbers for each in side) or sum(len(each) > 1 for each in numbers) > 1:
        return None  # 0x10 is no product; and two doubts at once are too many to ask about
    found: tuple[Decimal, ...] = (Decimal(1),)
    for side in numbers:
        found = tuple(one * other for one in found for other in side)
    return Amount(found, unit, tuple(each[0] for each in numbers) if len(found) == 1 else (), day)


def in_unit_of(item: Item, given: Amount, chosen: str | None) -> tuple[tuple[Decimal, ...], str] | None:
    """The numbers of ``given`` and the UCUM code they are in: one of those of ``item``, by the words typed.

    Without words it is the ``chosen`` unit, or the only one; "" when nobody said. None: it is another unit. Numbers for
    a question about whole ones may have a rest here.
    """
    codes = units_of(item)
    if given.daily and not _asks_daily(item):
        return None
    if not given.unit:
        return given.numbers, chosen or (codes[0] if len(codes) == 1 else "")
    code = _code(item, given.unit)
    if code in codes:
        return given.numbers, code
    for to in filter(None, (chosen, *codes)):
        if code and units.convertible(code, to):
            found = tuple(units.convert(each, code, to) for each in given.numbers)
            if item.type is ItemType.INTEGER or all(each == each.quantize(_EXACT) for each in found if each < _MOST):
                return tuple(each.normalize() for each in found), to
    return None


_MOST = Decimal(10) ** 15
"""Beyond it no number is one of a patient; the arithmetic bears it."""


def units_of(item: Item) -> list[str]:
    """The UCUM codes in which ``item`` may be given."""
    return [each.code for each in item.unit_option] or [item.unit or "1"]


def _asks_daily(item: Item) -> bool:
    """Whether a number of ``item`` is one of each day, by the names of its units."""
    return bool(item.unit_option) and all(asks_daily(each.display) for each in item.unit_option)


def _code(item: Item, word: str) -> str:
    """The UCUM code that is meant: the form's words come first."""
    for option in item.unit_option:
        if word in _spellings((option.code, option.display)):
            return option.code
    old = _OLD.fullmatch(word) if item.type is ItemType.INTEGER else None
    return _WORDS.get((old["unit"] or old["short"]) if old else word, "")


def _spellings(names: Iterable[str]) -> set[str]:
    """A name whole, and its parts: ``micrograms (mcg)`` is written ``micrograms`` or ``mcg``; days are read before."""
    found = set()
    for each in names:
        folded = daily(each.casefold()).text
        found |= {folded, *re.findall(r"[^\s()]+", folded)}
    return found


def _numbers(text: str) -> tuple[Decimal, ...]:
    if mixed := _MIXED.fullmatch(" ".join(text.split())):
        return (Decimal(mixed["whole"] or 0) + Decimal(mixed["over"]) / Decimal(mixed["under"]),)
    return readings(text)
