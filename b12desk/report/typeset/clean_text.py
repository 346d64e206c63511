"""The one door for text on paper: whatever was typed or written in a form file comes out as words that can be printed.

Rules, in this order:
1. `clean`: what nobody can see is dropped (`model.visible`), full-width and other forms of one letter become that
   letter, and the text is in NFC.
2. What cannot be printed rightly becomes words that say so and how much it is: never a code, never an empty box, never
   letters in the wrong order. `can_print` is where that is decided; `scripts` knows what fonts and layout can do.
3. Capped at a limit, and the page says so.
4. Words longer than `LONGEST_WORD` are cut into pieces that may stand on different lines.
Nothing here is markup and nothing downstream reads markup, so there is nothing to escape: ``<b>`` prints as ``<b>``.

Text is in logical order here and stays so; `line_breaking` orders and shapes the runs of a line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from b12desk.characters.visible import visible
from b12desk.i18n import _
from b12desk.report.typeset import scripts

LIMIT = 2000
"""Characters shown of any one text."""
LONGEST_WORD = 60
WHOLE = 1_000_000
"""Limit for text that was put together from parts which are capped already."""

_OTHER_FORMS = ("<wide>", "<narrow>", "<font>", "<isolated>", "<initial>", "<medial>", "<final>")
"""Kinds of compatibility characters that are a letter in another dress (a superscript is not: 10\u2076 is no 106)."""


def clean(text: str) -> str:
    """``text`` in NFC without anything that is not a visible character, a needed joiner, a space or a newline."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(map(_usual_form, visible(text))))


def can_print(text: str) -> bool:
    """Whether the fonts and the layout print all of ``text`` rightly."""
    cleaned = clean(text)
    return not _beyond_plain(cleaned) or all(map(scripts.prints, scripts.clusters(cleaned)))


def visible_text(text: str, limit: int = LIMIT) -> str:
    """Exactly the characters that the page shows and its text layer holds, apart from how lines are broken."""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    cleaned = clean(text)
    parts: Sequence[str] = _told(cleaned) if _beyond_plain(cleaned) else cleaned
    if sum(map(len, parts)) <= limit:
        return "".join(parts)
    note = _("shortened, {count} characters", count=len(cleaned))
    return f"{_cut(parts, limit)}\u2026 [{note}]"


def beginning(text: str, limit: int) -> str:
    """The first ``limit`` visible characters on one line, for a footer that names whose page it is."""
    shown = visible_text(text, WHOLE).replace("\n", " ")
    return shown if len(shown) <= limit else _cut(scripts.clusters(shown), limit) + "\u2026"


def words(text: str, limit: int = LIMIT) -> list[list[str]]:
    """Paragraphs of words of `visible_text`. A word that had to be cut is followed by pieces that begin with a NUL.

    Only ordinary spaces part words, so a no-break space keeps its promise.
    """
    paragraphs = []
    for line in visible_text(text, limit).split("\n"):
        found = []
        for word in line.split(" "):
            if len(word) > LONGEST_WORD:
                first, *others = _lengths(word)
                found += [first, *("\0" + each for each in others)]
            elif word:
                found.append(word)
        if found:
            paragraphs.append(found)
    return paragraphs


def _usual_form(character: str) -> str:
    """A letter in full width, in a mathematical face or as an Arabic presentation form, as that letter."""
    if unicodedata.decomposition(character).startswith(_OTHER_FORMS):
        return unicodedata.normalize("NFKC", character)
    return character


def _beyond_plain(cleaned: str) -> bool:
    return not set(cleaned) - {"\n"} <= scripts.plain()


def _told(cleaned: str) -> list[str]:
    """``cleaned`` in clusters; those that cannot be printed, and what stands between them, as one remark."""
    found: list[str] = []
    lost = gap = ""
    for each in scripts.clusters(cleaned):
        if not scripts.prints(each):
            lost, gap = lost + gap + each, ""
        elif lost and each.isspace():
            gap += each
        else:
            found += [_remark(len(lost)), *gap] if lost else []
            found.append(each)
            lost = gap = ""
    return [*found, _remark(len(lost)), *gap] if lost else found


def _remark(count: int) -> str:
    if count == 1:
        return _("[1 character cannot be printed]")
    return _("[{count} characters cannot be printed]", count=count)


def _cut(parts: Sequence[str], limit: int) -> str:
    """As many whole ``parts`` as make ``limit`` characters."""
    length = 0
    for at, each in enumerate(parts):
        length += len(each)
        if length > limit:
            return "".join(parts[:at]).rstrip()
    return "".join(parts)


def _lengths(word: str) -> list[str]:
    """A long word in pieces, none of which begins with a mark or ends in the middle of a letter."""
    pieces = [""]
    for each in scripts.clusters(word):
        if len(pieces[-1]) + len(each) > LONGEST_WORD and pieces[-1]:
            pieces.append("")
        pieces[-1] += each
    return pieces
