"""An NHS number as people type and read it: ten digits in groups of 3, 3 and 4, the last of them a check digit."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\s\N{NO-BREAK SPACE}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}-]+")
_TEN = re.compile(r"(\d{3})(\d{3})(\d{4})", re.ASCII)


def nhs_digits(text: str) -> str:
    """The ten digits of what was typed, spaces and dashes taken out; "" when it is no NHS number."""
    from nhs_number.validate import is_valid  # noqa: PLC0415 -- 15 ms that only a desk with NHS numbers needs

    digits = _SIGNS.sub("", text)
    return digits if _TEN.fullmatch(digits) and is_valid(digits) else ""


def nhs_grouped(text: str) -> str:
    """An NHS number as it is read, ``943 476 5919``; anything else as it stands."""
    found = _TEN.fullmatch(nhs_digits(text))
    return " ".join(found.groups()) if found else text


def nhs_complete(text: str) -> bool:
    """Whether as many digits are there as an NHS number has, so that it can be checked while it is typed."""
    return sum(map(str.isdecimal, text)) >= 10
