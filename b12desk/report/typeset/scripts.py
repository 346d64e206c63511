"""Which face prints a character, and whether it can be set one glyph a character or has to be shaped.

Rules: a face of this folder or nothing, never one of the machine's: the same text gives the same page everywhere. Noto
Sans prints Latin, Greek and Cyrillic; every script below has its own face, of one weight. A mark or a joiner belongs to
the character before it. What no face has cannot be printed, and `text` says so on the page. Chinese, Japanese and
Korean would take more room than all the rest of the program's fonts ten times over, so they are among it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache

from b12desk.characters.visible import ZWJ, ZWNJ, is_mark
from b12desk.report.typeset import fonts, shaping
from b12desk.report.typeset.kept_text import kept

NOTO = "NotoSans"
"""Latin, Greek, Cyrillic, digits and signs."""

_BLOCKS = {
    "Arabic": ((0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
    "Armenian": ((0x530, 0x58F), (0xFB13, 0xFB17)),
    "Bengali": ((0x980, 0x9FF),),
    "Devanagari": ((0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)),
    "Ethiopic": ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB01, 0xAB2E)),
    "Georgian": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2D)),
    "Gujarati": ((0xA80, 0xAFF),),
    "Gurmukhi": ((0xA00, 0xA7F),),
    "Hebrew": ((0x590, 0x5FF), (0xFB1D, 0xFB4F)),
    "Kannada": ((0xC80, 0xCFF),),
    "Khmer": ((0x1780, 0x17FF), (0x19E0, 0x19FF)),
    "Lao": ((0xE80, 0xEFF),),
    "Malayalam": ((0xD00, 0xD7F),),
    "Myanmar": ((0x1000, 0x109F), (0xA9E0, 0xA9FE), (0xAA60, 0xAA7F)),
    "Sinhala": ((0xD80, 0xDFF),),
    "Tamil": ((0xB80, 0xBFF),),
    "Telugu": ((0xC00, 0xC7F),),
    "Thai": ((0xE00, 0xE7F),),
}
_PLACES = sorted((first, last, script) for script, ranges in _BLOCKS.items() for first, last in ranges)
_FIRSTS = [first for first, _last, _script in _PLACES]
_MOST_MARKS = 5
"""Marks on one letter: Hebrew scripture has four, towers of them would cover the lines above."""


@cache
def plain() -> frozenset[str]:
    """Characters that Noto Sans prints one glyph each, in both weights."""
    return frozenset(
        each for each in fonts.printable() if not (_script(ord(each)) or unicodedata.category(each)[0] in "MC")
    )


def faces_of(text: str) -> list[str]:
    """For each character the family that prints it; empty where none does."""
    found: list[str] = []
    for each in text:
        before = found[-1] if found else ""
        if before and (each in {ZWJ, ZWNJ} or (is_mark(each) and _has(before, each))):
            found.append(before)
            continue
        family = f"{NOTO}{_script(ord(each))}"
        found.append(family if _has(family, each) else "")
    return found


@kept(4096)
def prints(cluster: str) -> bool:
    """Whether one character with its marks comes out right: every glyph there, every mark where it belongs."""
    if cluster in plain() or cluster == "\n":
        return True
    families = set(faces_of(cluster))
    if "" in families or len(families) > 1 or sum(map(is_mark, cluster)) > _MOST_MARKS:
        return False
    return NOTO not in families or all(shaping.marks_sit(cluster, face) for face in (fonts.REGULAR, fonts.BOLD))


def has_bold(text: str) -> bool:
    """Whether all letters of ``text`` look different when they are set in bold; most scripts have one weight here."""
    return all(family == NOTO for family in faces_of(text))


def clusters(text: str) -> list[str]:
    """``text`` cut before every character that is neither a mark nor a joiner."""
    found: list[str] = []
    for each in text:
        if found and found[-1] != "\n" and (each in {ZWJ, ZWNJ} or is_mark(each)):
            found[-1] += each
        else:
            found.append(each)
    return found


def _has(family: str, character: str) -> bool:
    if family == NOTO:
        return character in fonts.printable() and not _is_odd(character)
    return ord(character) in shaping.coverage(f"{family}-Regular")


def _is_odd(character: str) -> bool:
    return unicodedata.category(character)[0] == "C"


def _script(code: int) -> str:
    """The script with a face of its own that a character belongs to; empty for all others."""
    at = bisect_right(_FIRSTS, code) - 1
    if at < 0:
        return ""
    _first, last, script = _PLACES[at]
    return script if code <= last else ""
