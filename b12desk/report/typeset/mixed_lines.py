"""Lines that hold letters which are shaped, or which run to the left: their runs in the order the eye wants.

Rules: the direction of every character is settled in its whole paragraph, before lines are broken; a line is ordered by
itself. A piece has one face and one direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from b12desk.report.typeset import bidi, fonts, scripts, shaping
from b12desk.report.typeset.display_list import Text
from b12desk.report.typeset.kept_text import kept
from b12desk.report.typeset.type_sizes import Style

Levels = tuple[int, ...]
"""One for each character, as `bidi` counts them; none at all when the word is plain and runs to the right."""


class Course(NamedTuple):
    """How a word runs, and the level of the space before it."""

    levels: Levels = ()
    gap: int = 0


PLAIN = Course()


class Part(NamedTuple):
    """A word on a line; ``spaced`` when a space stands before it."""

    word: str
    style: Style
    course: Course
    spaced: bool


class _Piece(NamedTuple):
    """Some characters of one face and one level; without a ``family`` a space."""

    text: str
    family: str
    level: int
    style: Style


def courses(paragraph: Sequence[str], *, leftwards: bool = False) -> list[Course]:
    """How each word of a paragraph runs. A NUL in front of a word is not counted."""
    plain = scripts.plain() | {"\0"}
    if not leftwards and all(plain.issuperset(word) for word in paragraph):
        return [PLAIN] * len(paragraph)
    whole = "".join(word[1:] if word[0] == "\0" else f" {word}" for word in paragraph)[1:]
    levels = tuple(bidi.levels(whole, leftwards=leftwards))
    found: list[Course] = []
    at = -1
    for word in paragraph:
        spaced = word[0] != "\0"
        start = at + spaced
        at = start + len(word) - (not spaced)
        own = levels[start:at]
        gap = levels[start - 1] if spaced and start else int(leftwards)
        found.append(Course(own if any(own) or not plain.issuperset(word) else (), gap))
    return found


@kept(4096)
def width(word: str, face: str, levels: Levels) -> float:
    """Width of ``word`` at size 1."""
    return sum(_wide(text, family, level, face) for text, family, level in _stretches(word, levels))


def runs(parts: Sequence[Part], baseline: float) -> tuple[Text, ...]:
    """The texts of one line from left to right. Shaped words with the spaces between them are one text."""
    found: list[Text] = []
    x = 0.0
    for piece in bidi.in_order(list(_pieces(parts)), lambda piece: piece.level):
        style = piece.style
        glyphs = _glyphs(piece.text, piece.family, piece.level, style.face) if piece.family else ()
        wide = sum(each.wide for each in glyphs) / 1000 if glyphs else fonts.width(piece.text, style.face)
        look = (style.face, style.size, style.colour)
        before = found[-1] if found else None
        if before and before.glyphs and before[3:6] == look and (glyphs or not piece.family):
            both = (piece.text, before.text) if piece.level % 2 else (before.text, piece.text)
            added = glyphs or (shaping.Cluster(" ", style.face, (), wide * 1000),)
            found[-1] = before._replace(text="".join(both), glyphs=before.glyphs + added)
        else:
            found.append(Text(x, baseline, piece.text, *look, glyphs))
        x += wide * style.size
    return tuple(found)


def _pieces(parts: Sequence[Part]) -> Iterator[_Piece]:
    for part in parts:
        if part.spaced:
            yield _Piece(" ", "", part.course.gap, part.style)
        levels = part.course.levels or (0,) * len(part.word)
        for text, family, level in _stretches(part.word, levels):
            yield _Piece(text, family, level, part.style)


def _stretches(word: str, levels: Levels) -> Iterable[tuple[str, str, int]]:
    """(characters, family, level) of each stretch of ``word``."""
    at = 0
    keys = zip(scripts.faces_of(word), levels, strict=True)
    for (family, level), group in groupby(keys):
        length = len(list(group))
        yield word[at : at + length], family, level
        at += length


def _wide(text: str, family: str, level: int, face: str) -> float:
    glyphs = _glyphs(text, family, level, face)
    return sum(each.wide for each in glyphs) / 1000 if glyphs else fonts.width(text, face)


def _glyphs(text: str, family: str, level: int, face: str) -> tuple[shaping.Cluster, ...]:
    """Nothing for plain text that runs to the right: ReportLab sets that."""
    if family != scripts.NOTO:
        return shaping.shape(text, f"{family}-Regular", leftwards=level % 2 == 1)
    if level % 2 == 0 and set(text) <= scripts.plain():
        return ()
    return shaping.shape(text, face, leftwards=level % 2 == 1)
