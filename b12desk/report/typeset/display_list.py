"""What stands where on a page: plain values between layout and ink.

Rules: units are points, ``x`` from the left and ``y`` down from the top of whatever the marks belong to; colours are
``#rrggbb``; a mark never holds a font object or a canvas. So a test can read a page without a PDF. Everything is laid
out from left to right, and a page of another direction is turned once, as a whole, by `mirrored`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from b12desk.report.typeset.shaping import Cluster


class Text(NamedTuple):
    """One run in one face; ``y`` is its baseline. With ``glyphs`` these are drawn, and ``text`` is what they say."""

    x: float
    y: float
    text: str
    face: str
    size: float
    colour: str
    glyphs: tuple[Cluster, ...] = ()


class Line(NamedTuple):
    """A straight stroke; ``dash`` is (on, off) or empty."""

    x: float
    y: float
    to_x: float
    to_y: float
    width: float
    colour: str
    dash: tuple[float, ...] = ()


class Box(NamedTuple):
    """A rectangle, filled, outlined or both."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    line_width: float = 0.6
    radius: float = 0.0


class Shape(NamedTuple):
    """Outlines: each command is ``(letter, *numbers)`` with letters M, L, C and Z, in units of ``scale``.

    ``kept``: one of a few outlines that come again and again, not one document's own. ``upright``: how wide a picture
    is, in its units, that looks the same on a mirrored page (a QR code, a cup); without it the outline is mirrored.
    """

    x: float
    y: float
    scale: float
    commands: tuple[tuple[str | float, ...], ...]
    fill: str | None = None
    stroke: str | None = None
    line_width: float = 1.0
    kept: bool = True
    upright: float = 0.0


class Bookmark(NamedTuple):
    """An entry of the outline (level 0 is the topmost)."""

    y: float
    title: str
    level: int


class Group(NamedTuple):
    """Marks moved by (x, y). ``line``: how wide they are if they are a line of text, whose inside is never mirrored."""

    x: float
    y: float
    marks: tuple[Mark, ...]
    line: float | None = None


Mark = Text | Line | Box | Shape | Bookmark | Group


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet, ready to be drawn. ``filled`` is the share of its room that the text takes, 0 to 1."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    filled: float = 1.0


def texts(marks: Iterable[Mark], x: float = 0, y: float = 0) -> Iterator[Text]:
    """Every run of text where it really stands, in drawing order."""
    for mark in marks:
        if isinstance(mark, Text):
            yield mark._replace(x=mark.x + x, y=mark.y + y)
        elif isinstance(mark, Group):
            yield from texts(mark.marks, x + mark.x, y + mark.y)


def mirrored(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """``marks`` as in a mirror that stands at ``x`` = 0: the same distances to the other side, words still readable."""
    return tuple(map(_mirrored, marks))


def _mirrored(mark: Mark) -> Mark:  # noqa: PLR0911 -- one case for each mark
    match mark:
        case Group(line=None):
            return mark._replace(x=0 - mark.x, marks=mirrored(mark.marks))
        case Group():
            return mark._replace(x=0 - mark.x - (mark.line or 0))
        case Line():
            return mark._replace(x=0 - mark.x, to_x=0 - mark.to_x)
        case Box():
            return mark._replace(x=0 - mark.x - mark.width)
        case Shape() if mark.upright:
            return mark._replace(x=0 - mark.x - mark.upright * mark.scale)
        case Shape():
            return mark._replace(x=0 - mark.x, commands=tuple(map(_turned, mark.commands)))
        case Text() | Bookmark():  # a text stands in a line, and that is moved as one
            return mark
        case _:
            assert_never(mark)


def _turned(command: tuple[str | float, ...]) -> tuple[str | float, ...]:
    """One step of an outline with its ``x`` on the other side."""
    letter, *numbers = command
    return (letter, *(each if at % 2 else 0 - float(each) for at, each in enumerate(numbers)))
