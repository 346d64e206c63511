"""Numbers as a table holds them: with a point, finite, of a size that arithmetic bears."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,18})?|\.\d{1,18})(?:[eE][+-]?\d{1,2})?")


def as_number(text: str) -> Decimal | None:
    """The number that ``text`` is, so that "1.0" equals "1"; None when it is none."""
    text = text.strip()
    return Decimal(text) if _NUMBER.fullmatch(text) and text.isascii() else None
