"""How often: the words around an amount that say it is taken each day, and how many times: ``twice a day 500 mg``.

Rules: the times are a factor; "times" counts with its day only, for nobody knows of what 500 was taken twice; words of
a day that stand twice are left where they are, and are then no part of any amount.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DAY = r"(?:(?<![^\W\d_])(?:daily|(?:a|per|each|every)\s+day)|/\s*d(?:ay)?)\b"
_OFTEN = r"(?P<often>once|twice|(?:[1-9]|two|three|four)\s*(?:times|x))"
_BEFORE = re.compile(rf"{_OFTEN}\s*{_DAY}[\s:,]\s*(?P<rest>\d.*)", re.DOTALL)
_BEHIND = re.compile(rf"(?P<rest>.*?\S)\s*{_DAY}\.?", re.DOTALL)
_TIMES = re.compile(rf"(?P<rest>.*\S)\s+{_OFTEN}", re.DOTALL)
_NUMBERS = {"once": 1, "twice": 2, "two": 2, "three": 3, "four": 4}


class Daily(NamedTuple):
    """``text`` without the words of a day, the times as its first factor; ``day``: whether there were such words."""

    text: str
    day: bool = False


def daily(text: str) -> Daily:
    """What ``text``, in small letters, says of how often."""
    if before := _BEFORE.fullmatch(text):
        return Daily(_product(before), day=True)
    behind = _BEHIND.fullmatch(text)
    if behind is None:
        return Daily(text)
    often = _TIMES.fullmatch(behind["rest"])
    return Daily(_product(often) if often else behind["rest"], day=True)


def asks_daily(name: str) -> bool:
    """Whether the ``name`` of a unit is that of an amount a day: ``mg a day``."""
    return daily(name.casefold()).day


def _product(found: re.Match[str]) -> str:
    word = found["often"].removesuffix("times").removesuffix("x").strip()
    times = _NUMBERS.get(word) or int(word)
    return found["rest"] if times == 1 else f"{times} x {found['rest']}"
