"""A number in words, so that a slip of a thousand is seen: ``2000`` is "two thousand", ``2.5`` is "two point five"."""

from __future__ import annotations

from decimal import Decimal

from b12desk.i18n import N_, _

_SMALL = (
    *(N_("zero"), N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven")),
    *(N_("eight"), N_("nine"), N_("ten"), N_("eleven"), N_("twelve"), N_("thirteen"), N_("fourteen"), N_("fifteen")),
    *(N_("sixteen"), N_("seventeen"), N_("eighteen"), N_("nineteen")),
)
_TENS = (
    *("", ""),
    *(N_("twenty"), N_("thirty"), N_("forty"), N_("fifty"), N_("sixty"), N_("seventy"), N_("eighty"), N_("ninety")),
)
_MOST = 1_000_000


def in_words(number: Decimal) -> str:
    """``number`` in words; empty for a negative one and from a million on."""
    if not 0 <= number < _MOST:
        return ""
    whole, _point, fraction = f"{number.normalize():f}".partition(".")
    words = _whole(int(whole))
    return _("{whole} point {digits}", whole=words, digits=_digits(fraction)) if fraction else words


def _digits(text: str) -> str:
    return " ".join(_(_SMALL[int(each)]) for each in text)


def _whole(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest)
    head = _("{number} thousand", number=_below_thousand(thousands))
    if not rest:
        return head
    tail = _below_thousand(rest)
    return _("{more} {less}", more=head, less=tail) if rest >= 100 else _("{more} and {less}", more=head, less=tail)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = _("{number} hundred", number=_(_SMALL[hundreds]))
    return _("{more} and {less}", more=head, less=_below_hundred(rest)) if rest else head


def _below_hundred(number: int) -> str:
    if number < len(_SMALL):
        return _(_SMALL[number])
    tens, ones = divmod(number, 10)
    return _("{tens}-{ones}", tens=_(_TENS[tens]), ones=_(_SMALL[ones])) if ones else _(_TENS[tens])
