"""What a person means by a typed number: every reading it can have, in no locale rather than in some.

Rules: a space, an apostrophe and the Arabic mark between thousands only part thousands; a middle dot and the Arabic
decimal mark only part a fraction; a point and a comma may do either. So ``2.000`` and ``2,000`` have two readings, and
which one is meant is asked, for they differ a thousandfold; ``0.125``, ``1,5``, ``2.000,50`` and ``1.234.567`` have
one. Digits of every script are digits.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_THOUSANDS, _FRACTION = " ", "\N{MIDDLE DOT}"
_MARKS = {
    **dict.fromkeys("\u00a0\u2007\u2009\u202f'\u2018\u2019\u02bc\uff07\u066c", _THOUSANDS),
    **dict.fromkeys("\u066b", _FRACTION),
    "\uff0e": ".",
    "\uff0c": ",",
    "\u2212": "-",
    "\uff0d": "-",
    "\uff0b": "+",
}
_PLAIN = re.compile(r"[+-]?\d{1,9}")
_WITH_FRACTION = re.compile(rf"([+-]?\d{{0,9}})[.,{_FRACTION}](\d{{1,6}})")
_GROUPED = re.compile(
    rf"([+-]?[1-9]\d{{0,2}}(?:(?P<mark>[{_THOUSANDS}.,])\d{{3}})(?:(?P=mark)\d{{3}})?)"
    rf"(?:(?!(?P=mark))[.,{_FRACTION}](\d{{1,6}}))?"
)


def readings(text: str) -> tuple[Decimal, ...]:
    """The numbers that ``text`` can mean: none, one, or two that differ a thousandfold, the smaller first."""
    plain = "".join(_MARKS.get(each, each) for each in with_ascii_digits(text).strip())
    if _PLAIN.fullmatch(plain):
        return (Decimal(plain),)
    found = []
    if match := _WITH_FRACTION.fullmatch(plain):
        whole, fraction = match.groups()
        found.append(Decimal(f"{whole}.{fraction}"))
    if match := _GROUPED.fullmatch(plain):
        whole, _mark, fraction = match.groups()
        found.append(Decimal(f"{re.sub('[^0-9+-]', '', whole)}.{fraction or ''}"))
    return tuple(found)


def with_ascii_digits(text: str) -> str:
    """``text`` with the digits of every script as 0 to 9, and without marks that cannot be seen."""
    seen = [each for each in text if unicodedata.category(each) != "Cf"]
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in seen)
