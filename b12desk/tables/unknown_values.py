"""How tables write that a value is not known: runs of 7, 8 or 9, negative numbers, and words such as NA.

Rules: none of them is taken for anything but itself: the map says what it means. Messages may show such a cell, and no
other: the forms listed here are the work of whoever made the table, and say nothing about a patient.
"""

from __future__ import annotations

import re
from decimal import Decimal

from b12desk.i18n import _

_WORDS = frozenset(
    ("na", "n/a", "n.a.", "n.a", "#n/a", "<na>", "nan", "nil", "nul", "null", "none", "unknown", "unk", "unkn",
     "missing", "miss", "undefined", "undef", "blank", "empty", "refused", "declined", "dk", "nd", "nk", "ns",
     ".", "..", "...", "-", "--", "---", "?", "??", "???", "*", "**", "don't know", "dont know", "do not know",
     "not known", "not asked", "not applicable", "not recorded", "not sure", "not done", "no data", "no answer",
     "prefer not to say")
)  # fmt: skip
_RUN = r"7+|8+|9+[5678]?"
_CODE = re.compile(rf"-(?:[1-9]|{_RUN})|{_RUN}")
_DATE = re.compile(r"(?:9999|8888|7777|1111|0001|0000)(?:-\d\d(?:-\d\d)?)?|1[89]00(?:-01(?:-01)?)?|1899-12-3[01]")
_BROKEN = frozenset(("#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#spill!", "#calc!", "#getting_data"))
_MOST_DIGITS = 6


def code_of(number: Decimal) -> str:
    """``number`` as the code for "unknown" that it may be; "" when it does not look like one."""
    if number != number.to_integral_value() or number.adjusted() >= _MOST_DIGITS:
        return ""
    text = f"{number:.0f}"
    return text if _CODE.fullmatch(text) else ""


def word_of(text: str) -> str:
    """``text`` when it is one of the words for "unknown", else ""."""
    return text if text.casefold() in _WORDS else ""


def date_of(text: str) -> str:
    """``text`` when it is a date that tables write for "unknown", else ""."""
    return text if _DATE.fullmatch(text) else ""


def is_broken(text: str) -> bool:
    """Whether a spreadsheet could not work the cell out."""
    return text.casefold() in _BROKEN


def advice(code: str) -> str:
    """How to map a cell that may stand for "unknown"; ``code`` is that cell, or "" when it must not be shown."""
    if not code:
        return _('if it stands for "unknown", name it in the map with codes = {{ "{cell}" = "" }}', cell=_("the cell"))
    return _('if "{code}" stands for "unknown", name it in the map with codes = {{ "{code}" = "" }}', code=code)
