"""Cells of a table that people open in a spreadsheet, which takes some texts for formulas and runs them."""

from __future__ import annotations

import re

_FORMULA = tuple("=+-@\t\r\0＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take ``text`` for a formula; a plain number is none."""
    return text.startswith(_FORMULA) and not _NUMBER.fullmatch(text)


def inert(text: str) -> str:
    """``text`` with an apostrophe in front where a spreadsheet would run it (OWASP, CSV injection)."""
    return f"'{text}" if is_formula(text) else text
