"""Typed and read text without what nobody can see: for names, numbers and answers wherever they are shown.

Rules: controls, lone surrogates, noncharacters and every character that Unicode calls default-ignorable are dropped,
among them those that steer direction, tags and variation selectors: with them a text can be made to look like another.
A joiner stays only where it changes what is written (Unicode annex 31, section 2.3): a Persian half space between
letters that would join, a half form after a virama. What was read is kept as it is; this is for showing it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK = "\u2800"  # a braille cell without dots, no space to Unicode
_DROPPED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\ud800-\udfff"  # lone surrogates
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # default-ignorable, from here on
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ufff9-\ufffb"  # interlinear annotation
    "\ufdd0-\ufdef"  # noncharacters
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
ZWNJ, ZWJ = "\u200c", "\u200d"
_JOINER = re.compile(f"[{ZWNJ}{ZWJ}]")
_VIRAMA_CLASS = 9
_BENGALI_RA, _BENGALI_VIRAMA = "\u09b0", "\u09cd"
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9]")
_NEVER_JOINS_ONWARD = frozenset(
    map(
        chr,
        chain(
            (0x621, *range(0x622, 0x626), 0x627, 0x629, *range(0x62F, 0x633), 0x648, *range(0x671, 0x674)),
            (*range(0x675, 0x678), *range(0x688, 0x69A), 0x6C0, *range(0x6C3, 0x6CC), 0x6CD, 0x6CF, 0x6D2, 0x6D3),
            (0x6D5, 0x6EE, 0x6EF, *range(0x759, 0x75C), 0x76B, 0x76C, 0x771, 0x773, 0x774, 0x778, 0x779),
            (*range(0x8AA, 0x8AF), 0x8B1, 0x8B2, 0x8B9),
        ),
    )
)
"""Letters after which nothing is joined, so that a half space behind them would be invisible."""


def visible(text: str) -> str:
    """``text`` without anything that is not a visible character, a needed joiner, a space or a newline."""
    kept = without_unseen(text)
    return _JOINER.sub(lambda found: found[0] if _is_needed(kept, found.start()) else "", kept)


def without_unseen(text: str) -> str:
    """As `visible`, but with every joiner: while somebody types, the letter that a joiner needs is still to come."""
    if text.isascii() and text.isprintable():
        return text
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " ").replace(_BLANK, " "))


def one_line(text: str) -> str:
    """`visible` text on one line, its words parted by one space each: a name, a number, a title."""
    return " ".join(visible(text).split())


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters of one line, with an ellipsis where it was cut; a letter keeps its marks."""
    line = one_line(text)
    if len(line) <= most:
        return line
    end = most - 1
    while end and _belongs_to_the_one_before(line[end]):
        end -= 1
    return line[:end].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def initials(name: str) -> str:
    """``Maria Sample`` -> ``M. S.``: enough for staff to know whose it is, little for whoever looks over a shoulder."""
    found = []
    for part in one_line(name).split()[:4]:
        first = next((at for at, each in enumerate(part) if each.isalpha()), 0)
        end = first + 1
        while end < len(part) and _belongs_to_the_one_before(part[end]):
            end += 1
        found.append(f"{part[first].upper()[0]}{part[first + 1 : end]}.")
    return " ".join(found)


def is_mark(character: str) -> bool:
    """Whether a character stands on, below or inside the one before it."""
    return unicodedata.category(character)[0] == "M"


def _belongs_to_the_one_before(character: str) -> bool:
    return is_mark(character) or character in {ZWNJ, ZWJ}


def _is_needed(text: str, at: int) -> bool:
    """Whether the joiner at ``at`` changes how the letters around it are written."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before:
        return False
    if unicodedata.combining(before) == _VIRAMA_CLASS:
        return text[at] == ZWJ or (after != "" and unicodedata.category(after)[0] == "L")
    if text[at] == ZWJ:
        return before == _BENGALI_RA and after == _BENGALI_VIRAMA
    base = next((each for each in reversed(text[:at]) if not is_mark(each)), "")
    joins = _ARABIC.fullmatch(base) is not None and base not in _NEVER_JOINS_ONWARD
    return joins and _ARABIC.fullmatch(after) is not None
