"""Line breaking: spans of text into lines of runs, first fit.

Rules: a break stands only at an ordinary space, at a newline, or inside a word that is wider than the line; spans are
parted by a space; every width comes from the font's own table, so a line never runs over its column. A line with
letters that are shaped or run to the left is put together by `mixed_lines`; all others are set here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from b12desk.report.typeset import fonts, mixed_lines, scripts
from b12desk.report.typeset.clean_text import words
from b12desk.report.typeset.display_list import Group, Mark, Text
from b12desk.report.typeset.document import Inline
from b12desk.report.typeset.kept_text import kept
from b12desk.report.typeset.mixed_lines import PLAIN, Course, Part
from b12desk.report.typeset.type_sizes import Sheet, Style

_ROUNDING = 0.01


class Laid(NamedTuple):
    """One line: its height, and its runs with their baseline counted from the top of the line."""

    height: float
    runs: tuple[Text, ...]
    width: float


@kept(2048)
def wrap(spans: Inline, width: float, sheet: Sheet) -> tuple[Laid, ...]:
    """Lines of ``spans`` not wider than ``width`` points. No text gives no line.

    Kept, because most of a page is the form's own words, the same for every patient.
    """
    setter = _Setter(width)
    for span in spans:
        style = sheet.style(span.role)
        for index, paragraph in enumerate(words(span.text, span.limit)):
            if index or span.below:
                setter.end_line()
            glued = span.glued and not index
            courses = mixed_lines.courses(paragraph, leftwards=sheet.leftwards)
            for word, course in zip(paragraph, courses, strict=True):
                setter.add("\0" + word if glued else word, style, course)
                glued = False
    setter.end_line()
    return tuple(setter.lines)


def block(lines: Iterable[Laid], x: float = 0, y: float = 0) -> tuple[tuple[Mark, ...], float]:
    """Marks of ``lines`` one below the other, and their height."""
    marks: list[Mark] = []
    height = 0.0
    for line in lines:
        marks.append(Group(x, y + height, line.runs, line.width))
        height += line.height
    return tuple(marks), height


def right_aligned(line: Laid, edge: float, y: float) -> Mark:
    """A line that ends at ``edge``."""
    return Group(edge - line.width, y, line.runs, line.width)


def centred(line: Laid, x: float, y: float, width: float) -> Mark:
    """A line centred on ``x`` but inside 0 to ``width``."""
    return right_aligned(line, min(max(x + line.width / 2, line.width), width), y)


@dataclass(slots=True)
class _Setter:
    """The line being filled."""

    width: float
    lines: list[Laid] = field(default_factory=list)
    _x: float = 0.0
    _runs: list[tuple[float, list[str], Style]] = field(default_factory=list)
    _parts: list[Part] = field(default_factory=list)

    def add(self, word: str, style: Style, course: Course = PLAIN) -> None:
        """Put one word behind the others, on a new line if need be."""
        glued = word[0] == "\0"
        if glued:
            word = word[1:]
        wide = _width(word, style, course.levels)
        space = fonts.width(" ", style.face) * style.size if self._x and not glued else 0.0
        if self._x + space + wide > self.width + _ROUNDING:
            if self._x:
                self.end_line()
                space = 0.0
            if wide > self.width:
                self._add_wide(word, style, course.levels)
                return
        self._place(word, style, space, wide, course)

    def end_line(self) -> None:
        """Close the line, unless nothing stands on it."""
        if not self._runs:
            return
        leading = max(style.leading for _, _, style in self._runs)
        size = max(style.size for _, _, style in self._runs)
        baseline = leading / 2 + size * 0.355  # half of the capitals' height below the middle of the line
        if any(part.course.levels for part in self._parts):
            runs = mixed_lines.runs(self._parts, baseline)
        else:
            runs = tuple(Text(x, baseline, "".join(parts), s.face, s.size, s.colour) for x, parts, s in self._runs)
        self.lines.append(Laid(leading, runs, self._x))
        self._runs = []
        self._parts = []
        self._x = 0.0

    def _add_wide(self, word: str, style: Style, levels: tuple[int, ...]) -> None:
        """Break a word that is wider than the line wherever the line ends, but never inside a letter."""
        start = at = 0
        wide = 0.0
        for cluster in scripts.clusters(word):
            step = _width(cluster, style, levels[at : at + len(cluster)])
            if wide and wide + step > self.width:
                self._place(word[start:at], style, 0.0, wide, Course(levels[start:at]))
                self.end_line()
                start, wide = at, 0.0
            wide += step
            at += len(cluster)
        self._place(word[start:], style, 0.0, wide, Course(levels[start:]))

    def _place(self, word: str, style: Style, space: float, wide: float, course: Course) -> None:
        if self._runs and self._runs[-1][2] is style:
            self._runs[-1][1].append(" " + word if space else word)
        else:
            self._runs.append((self._x + space, [word], style))
        self._parts.append(Part(word, style, course, space > 0))
        self._x += space + wide


def _width(word: str, style: Style, levels: tuple[int, ...]) -> float:
    wide = mixed_lines.width(word, style.face, levels) if levels else fonts.width(word, style.face)
    return wide * style.size
