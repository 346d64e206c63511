"""Marks as the drawing operators of a PDF page (ISO 32000-1, annex A).

ReportLab's own drawing calls spend most of their time on number formatting and on repeating what is already set, so the
operators are written here and handed to its canvas as they are; fonts, objects and the file stay ReportLab's.

Rules: ``y`` is turned upwards here and nowhere else; colour, line width and font are written only when they change;
text is written as hexadecimal glyph codes, so no answer can end a string or be read as an operator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from b12desk.report.typeset.display_list import Bookmark, Box, Group, Line, Mark, Shape, Text
from b12desk.report.typeset.kept_text import kept

Encode = Callable[[Text], Iterable[tuple[str, bytes]]]
"""Text -> runs of (the font's name in the file, glyph codes)."""

_CIRCLE = 0.5523
"""Length of the handles that make four cubic curves a circle (of the radius)."""


class Ink:
    """Writes one page's operators; ``bookmarks`` gathers (title, level, y upwards) on the way."""

    def __init__(self, height: float, encode: Encode) -> None:
        self.bookmarks: list[tuple[str, int, float]] = []
        self._height = height
        self._encode = encode
        self._written: list[str] = []
        self._state: dict[str, str] = {}
        self._in_text = False

    def operators(self, marks: Iterable[Mark]) -> str:
        """The whole page."""
        self._draw(marks, 0.0, self._height)
        self._leave_text()
        return "\n".join(self._written)

    def _draw(self, marks: Iterable[Mark], x: float, top: float) -> None:
        """Draw ``marks`` whose origin is at (x, top), ``top`` counted upwards."""
        for mark in marks:
            if isinstance(mark, Group):
                self._draw(mark.marks, x + mark.x, top - mark.y)
            elif isinstance(mark, Text):
                self._text(mark, x, top)
            elif isinstance(mark, Bookmark):
                self.bookmarks.append((mark.title, mark.level, top - mark.y))
            else:
                self._leave_text()
                if isinstance(mark, Line):
                    self._line(mark, x, top)
                elif isinstance(mark, Box):
                    self._box(mark, x, top)
                else:
                    self._shape(mark, x, top)

    def _text(self, mark: Text, x: float, top: float) -> None:
        write = self._written.append
        if not self._in_text:
            write("BT")
            self._in_text = True
        self._set("fill", f"{_rgb(mark.colour)} rg")
        write(f"1 0 0 1 {x + mark.x:.2f} {top - mark.y:.2f} Tm")
        for font, codes in self._encode(mark):
            self._set("font", f"{font} {mark.size:g} Tf")
            write(f"<{codes.hex()}> Tj")

    def _line(self, mark: Line, x: float, top: float) -> None:
        self._set("stroke", f"{_rgb(mark.colour)} RG")
        self._set("width", f"{mark.width:.2f} w")
        self._set("dash", f"[{' '.join(f'{each:.2f}' for each in mark.dash)}] 0 d")
        self._written.append(
            f"{x + mark.x:.2f} {top - mark.y:.2f} m {x + mark.to_x:.2f} {top - mark.to_y:.2f} l S",
        )

    def _box(self, mark: Box, x: float, top: float) -> None:
        left, bottom = x + mark.x, top - mark.y - mark.height
        if mark.radius:
            path = _round(left + mark.width / 2, bottom + mark.height / 2, mark.radius)
        else:
            path = f"{left:.2f} {bottom:.2f} {mark.width:.2f} {mark.height:.2f} re"
        self._paint(path, mark.fill, mark.stroke, mark.line_width)

    def _shape(self, mark: Shape, x: float, top: float) -> None:
        """In the shape's own units and directions, so that an outline is written out once and kept."""
        if mark.stroke:
            self._set("ends", "1 J 1 j")
        turned = f"q {mark.scale:.5f} 0 0 {-mark.scale:.5f} {x + mark.x:.2f} {top - mark.y:.2f} cm"
        path = _kept_outline if mark.kept else outline
        self._paint(path(mark.commands), mark.fill, mark.stroke, mark.line_width / mark.scale, turned)

    def _paint(self, path: str, fill: str | None, stroke: str | None, width: float, turned: str = "") -> None:
        if fill:
            self._set("fill", f"{_rgb(fill)} rg")
        if stroke:
            self._set("stroke", f"{_rgb(stroke)} RG")
            self._set("width", f"{width:.2f} w")
            self._set("dash", "[] 0 d")
        painted = f"{path} {'B' if fill and stroke else 'f' if fill else 'S'}"
        self._written.append(f"{turned}\n{painted}\nQ" if turned else painted)

    def _set(self, what: str, operator: str) -> None:
        if self._state.get(what) != operator:
            self._state[what] = operator
            self._written.append(operator)

    def _leave_text(self) -> None:
        if self._in_text:
            self._written.append("ET")
            self._in_text = False


def outline(commands: Iterable[tuple[str | float, ...]]) -> str:
    """The operators of a path."""
    return "\n".join(
        f"{' '.join(f'{each:g}' for each in numbers)} {'h' if letter == 'Z' else str(letter).lower()}"
        for letter, *numbers in commands
    )


_kept_outline = kept(64)(outline)


@cache
def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


def _round(x: float, y: float, radius: float) -> str:
    """A circle from the right, against the clock."""
    pull = radius * _CIRCLE
    corners = (
        (x + radius, y + pull, x + pull, y + radius, x, y + radius),
        (x - pull, y + radius, x - radius, y + pull, x - radius, y),
        (x - radius, y - pull, x - pull, y - radius, x, y - radius),
        (x + pull, y - radius, x + radius, y - pull, x + radius, y),
    )
    curves = " ".join(f"{' '.join(f'{each:.2f}' for each in corner)} c" for corner in corners)
    return f"{x + radius:.2f} {y:.2f} m {curves} h"
