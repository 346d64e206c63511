"""What a reader would see go wrong on a laid-out page, found by position: clipped, lost or overlapping text.

Each function lists what it finds in words, so that a test compares with nothing and a failure says where to look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import NamedTuple

from b12desk.report.typeset import fonts
from b12desk.report.typeset.clean_text import visible_text
from b12desk.report.typeset.display_list import Box, Group, Line, Mark, Page, Shape, Text
from b12desk.report.typeset.document import Document, Heading, Numbered, Panel, Picture, ScoreChart, Span

_NEAR = 0.3
"""Points that no eye sees."""
_ASCENT, _DESCENT = 0.72, 0.2
"""From the baseline to the top of capitals and to the foot of a ``p``, in sizes."""
_NOT_PRINTED = {(Heading, "icon"), (Panel, "tone"), (Picture, "icon")}


class Area(NamedTuple):
    """Something on a page and the room that it takes."""

    left: float
    top: float
    right: float
    bottom: float
    mark: Mark

    @property
    def text(self) -> str:
        return self.mark.text if isinstance(self.mark, Text) else type(self.mark).__name__

    def meets(self, other: Area) -> bool:
        """Whether both take the same room."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _NEAR and down > _NEAR


def marks_of(page: Page) -> Iterator[Mark]:
    """Every mark but groups, where it really stands."""
    return _placed(page.marks, 0, 0)


def lines_of(page: Page) -> Iterator[Area]:
    """Every line of text as a whole, in drawing order; its mark is the group."""
    return _lines(page.marks, 0, 0)


def text_in(line: Area) -> str:
    """What a line of one direction says."""
    assert isinstance(line.mark, Group)
    return "".join(run.text for run in line.mark.marks if isinstance(run, Text))


def drawn(page: Page, kind: type[Box | Line | Shape]) -> Iterator[Area]:
    """All boxes, lines or shapes."""
    return (area_of(mark) for mark in marks_of(page) if isinstance(mark, kind))


def words_of(page: Page) -> list[Area]:
    """Every run of text that is not a space."""
    return [area_of(mark) for mark in marks_of(page) if isinstance(mark, Text) and mark.text.strip()]


def width_of(run: Text) -> float:
    """How far a run goes."""
    if run.glyphs:
        return sum(each.wide for each in run.glyphs) / 1000 * run.size
    return fonts.width(run.text, run.face) * run.size


def overlaps(page: Page) -> list[str]:
    """Texts that stand on each other, on a picture, on a line, or across the edge of a box."""
    words = sorted(words_of(page), key=lambda each: each.top)
    drawn = [area_of(mark) for mark in marks_of(page) if not isinstance(mark, Text)]
    found = []
    for at, one in enumerate(words):
        for other in words[at + 1 :]:
            if other.top >= one.bottom:
                break
            if one.meets(other):
                found.append(f"{one.text!r} meets {other.text!r}")
    for area in drawn:
        whole = isinstance(area.mark, Box)
        for word in words:
            within = whole and area.left - _NEAR <= word.left and word.right <= area.right + _NEAR
            if area.meets(word) and not within:
                found.append(f"{word.text!r} meets a {area.text} at {area.left:.1f}, {area.top:.1f}")
    return found


def outside(page: Page, margin: float) -> list[str]:
    """What stands in the margins at the sides, or beyond the paper."""
    areas = [area_of(mark) for mark in marks_of(page)]
    edge, foot = page.width - margin, page.height - margin / 2
    return [
        f"{each.text!r}: {each.left:.1f} to {each.right:.1f}, {each.top:.1f} to {each.bottom:.1f}"
        for each in areas
        if each.left < margin - 1 or each.right > edge + 1 or each.top < margin / 2 or each.bottom > foot
    ]


def narrow_lines(page: Page) -> list[str]:
    """Lines to write on that leave no room for a word."""
    return [
        f"a line of {abs(mark.to_x - mark.x):.1f} points"
        for mark in marks_of(page)
        if isinstance(mark, Line) and mark.y == mark.to_y and abs(mark.to_x - mark.x) < 40 and mark.width < 1
    ]


def missing_glyphs(page: Page) -> list[str]:
    """Characters for which an empty box would be printed."""
    runs = [mark for mark in marks_of(page) if isinstance(mark, Text)]
    plain = [each for run in runs if not run.glyphs for each in run.text if each not in fonts.printable()]
    shaped = [each.text for run in runs for each in run.glyphs if any(glyph.number == 0 for glyph in each.glyphs)]
    return plain + shaped


def lost(document: Document, pages: Sequence[Page]) -> list[str]:
    """Characters of the document that are on no page; the footer is wanted on all of them."""
    wanted = Counter("".join(texts_of(document.blocks)))
    for each in "".join(texts_of(document.footer)):
        wanted[each] += len(pages)
    there = Counter(each for page in pages for run in words_of(page) for each in run.text)
    return sorted(each for each in (wanted - there).elements() if not each.isspace())


def shortened(document: Document) -> int:
    """How many texts end in an ellipsis; the list of sources has its own rule."""
    blocks = [each for each in document.blocks if not isinstance(each, Numbered)]
    return sum("\u2026" in each for each in texts_of((*blocks, *document.footer)))


def text_of(pages: Iterable[Page]) -> str:
    """All that is printed, in drawing order, one line of the page on each line."""
    return "\n".join(text_in(line) for page in pages for line in lines_of(page))


def texts_of(value: object) -> Iterator[str]:
    """Every text of a document's tree as the page should show it."""
    if isinstance(value, str):
        yield visible_text(value)
    elif isinstance(value, Span):
        yield visible_text(value.text, value.limit)
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_of(each)
    elif is_dataclass(value):
        for each in fields(value):
            named = type(value), each.name
            if named not in _NOT_PRINTED and not (named == (ScoreChart, "label") and value.strip):  # its title says it
                yield from texts_of(getattr(value, each.name))


def _placed(marks: Iterable[Mark], x: float, y: float) -> Iterator[Mark]:
    for mark in marks:
        match mark:
            case Group():
                yield from _placed(mark.marks, x + mark.x, y + mark.y)
            case Line():
                yield mark._replace(x=mark.x + x, y=mark.y + y, to_x=mark.to_x + x, to_y=mark.to_y + y)
            case Box() | Shape() | Text():
                yield mark._replace(x=mark.x + x, y=mark.y + y)


def _lines(marks: Iterable[Mark], x: float, y: float) -> Iterator[Area]:
    for mark in marks:
        if isinstance(mark, Group) and mark.line is None:
            yield from _lines(mark.marks, x + mark.x, y + mark.y)
        elif isinstance(mark, Group):
            placed = mark._replace(x=x + mark.x, y=y + mark.y)
            yield Area(placed.x, placed.y, placed.x + (mark.line or 0), placed.y, placed)


def area_of(mark: Mark) -> Area:
    """The room that one mark takes where it says that it stands."""
    match mark:
        case Text():
            top, bottom = mark.y - _ASCENT * mark.size, mark.y + _DESCENT * mark.size
            return Area(mark.x, top, mark.x + width_of(mark), bottom, mark)
        case Line():
            wide, tall = (
                mark.width / 2 if one == other else 0 for one, other in ((mark.x, mark.to_x), (mark.y, mark.to_y))
            )
            across, down = sorted((mark.x, mark.to_x)), sorted((mark.y, mark.to_y))
            return Area(across[0] - wide, down[0] - tall, across[1] + wide, down[1] + tall, mark)
        case Box():
            return Area(mark.x, mark.y, mark.x + mark.width, mark.y + mark.height, mark)
        case Shape():
            numbers = [[float(each) for each in numbers] for _letter, *numbers in mark.commands]
            across = [mark.x + each * mark.scale for line in numbers for each in line[::2]]
            down = [mark.y + each * mark.scale for line in numbers for each in line[1::2]]
            return Area(min(across), min(down), max(across), max(down), mark)
        case _:
            raise AssertionError(mark)
