"""The one door for text on paper: whatever was typed or written in a form file comes out as words that can be printed.

Rules, in this order:
1. `clean`: NFC; line ends folded to one newline, tabs to a space; controls, lone surrogates, noncharacters and
   characters that are invisible or steer direction (words can be spoofed with them) are dropped.
2. What the fonts cannot print, and every astral character, becomes visible text such as ``[U+1F62A]``: never an empty
   box, and never the wrong text layer that ReportLab writes for astral characters.
3. Capped at `LIMIT` characters, and the page says so.
4. Words longer than `LONGEST_WORD` are cut into pieces that may stand on different lines.
Nothing here is markup and nothing downstream reads markup, so there is nothing to escape: ``<b>`` prints as ``<b>``.

Right-to-left and shaped scripts: `visible_text` is in logical order and stays so. When those languages arrive, rule 2
asks a chain of faces instead of one pair, and `lines.wrap`, the only caller of `words`, orders and shapes the runs of a
line (Unicode bidirectional algorithm, uharfbuzz) before it makes marks of them. Nothing before or after has to change.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from b12desk.i18n import _
from b12desk.report import fonts

LIMIT = 2000
"""Characters shown of any one text."""
LONGEST_NAME = 100
"""Characters shown of the patient's name."""
LONGEST_NUMBER = 60
"""Characters shown of the patient's number."""
LONGEST_WORD = 60
WHOLE = 1_000_000
"""Limit for text that was put together from parts which are capped already."""

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\ud800-\udfff"  # lone surrogates
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u00ad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # invisible, no meaning on paper
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def clean(text: str) -> str:
    """``text`` in NFC without anything that is not a visible character, a joiner, a space or a newline."""
    if text.isascii() and text.isprintable():
        return text
    folded = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _DROPPED.sub("", folded))


def visible_text(text: str, limit: int = LIMIT) -> str:
    """Exactly the characters that the page shows and its text layer holds, apart from how lines are broken."""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    cleaned = clean(text)
    shown = cleaned
    missing = set(cleaned) - _known()
    if missing:
        names = {ord(each): f"[U+{ord(each):04X}]" for each in missing}
        shown = cleaned[: limit + 1].translate(names)
    if len(shown) <= limit and len(cleaned) <= limit:
        return shown
    note = _("shortened, {count} characters", count=len(cleaned))
    return f"{_cut(shown, limit)}\u2026 [{note}]"


def beginning(text: str, limit: int) -> str:
    """The first ``limit`` visible characters on one line, for a footer that names whose page it is."""
    shown = visible_text(text).replace("\n", " ")
    return shown if len(shown) <= limit else _cut(shown, limit) + "\u2026"


def words(text: str, limit: int = LIMIT) -> list[list[str]]:
    """Paragraphs of words of `visible_text`. A word that had to be cut is followed by pieces that begin with a NUL.

    Only ordinary spaces part words, so a no-break space keeps its promise.
    """
    paragraphs = []
    for line in visible_text(text, limit).split("\n"):
        found = []
        for word in line.split(" "):
            if len(word) > LONGEST_WORD:
                found.append(word[:LONGEST_WORD])
                found += ["\0" + word[at : at + LONGEST_WORD] for at in range(LONGEST_WORD, len(word), LONGEST_WORD)]
            elif word:
                found.append(word)
        if found:
            paragraphs.append(found)
    return paragraphs


@cache
def _known() -> frozenset[str]:
    return fonts.printable() | {"\n"}


def _cut(text: str, limit: int) -> str:
    """The first ``limit`` characters, without half of a ``[U+...]`` at the end."""
    opened = text.rfind("[U+", max(0, limit - 10), limit)
    if opened >= 0 and "]" not in text[opened:limit]:
        limit = opened
    return text[:limit].rstrip()
