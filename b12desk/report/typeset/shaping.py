"""Letters into glyphs where one does not simply follow the other: HarfBuzz, and the outlines of what it chooses.

Rules: everything is in thousandths of the type size; a run has one face and one direction and comes back as clusters
from left to right, each with the text it stands for, so that a page can be read back. Ornamental ligatures are off:
they make a sign of faith out of an ordinary name. HarfBuzz is loaded when a text first needs it, or by ReportLab with
the first page.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from b12desk.characters.visible import is_mark
from b12desk.errors import Problem, ReportError
from b12desk.i18n import _
from b12desk.paths import resources_dir
from b12desk.report.typeset.kept_text import kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from uharfbuzz import Face, Font, GlyphPosition

_PLAIN_LIGATURES_ONLY = {"dlig": False}
_UNITS = 1000

Command = tuple[str | float, ...]
"""A letter M, L, C or Z with its numbers."""


class Glyph(NamedTuple):
    """A glyph of a face and where it stands."""

    number: int
    x: float
    y: float


class Cluster(NamedTuple):
    """Glyphs that stand for ``text`` together, as the eye meets it from left to right; ``wide`` is how far the next is.

    A letter that runs to the left stands behind its marks here: so every reader of a page expects it, and turns it.
    """

    text: str
    face: str
    glyphs: tuple[Glyph, ...]
    wide: float


@kept(1024)
def shape(text: str, face: str, *, leftwards: bool = False) -> tuple[Cluster, ...]:
    """The clusters of one run, from left to right."""
    import uharfbuzz  # noqa: PLC0415 -- 13 ms that only names beyond Latin and pages need

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftwards else "ltr"
    buffer.language = "und"
    font = _font(face)
    uharfbuzz.shape(font, buffer, _PLAIN_LIGATURES_ONLY)
    infos = [(each.codepoint, each.cluster) for each in buffer.glyph_infos]
    found = _clusters(text, face, infos, buffer.glyph_positions)
    return tuple(each._replace(text=each.text[::-1]) for each in found) if leftwards else tuple(found)


def marks_sit(text: str, face: str) -> bool:
    """Whether every mark in ``text`` has been put in its place by the face, not left at the end of its letter."""
    for cluster in shape(text, face):
        first, *others = cluster.glyphs
        if first.number == 0 or any(each.number == 0 or (each.x, each.y) == (cluster.wide, 0) for each in others):
            return False
        if not others and all(map(is_mark, cluster.text)):
            return False
    return True


@cache
def coverage(face: str) -> frozenset[int]:
    """The characters that a face has a glyph for."""
    return frozenset(_face(face).unicodes)


@cache
def outline(face: str, number: int) -> tuple[Command, ...]:
    """One glyph, ``y`` upwards."""
    import uharfbuzz  # noqa: PLC0415 -- as above

    drawn: list[Command] = []
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, kept: kept.append(("M", x, y)))
    pen.set_line_to_func(lambda x, y, kept: kept.append(("L", x, y)))
    pen.set_quadratic_to_func(lambda a, b, x, y, kept: kept.append(_cubic(kept[-1], a, b, x, y)))
    pen.set_cubic_to_func(lambda *numbers: numbers[-1].append(("C", *numbers[:-1])))
    pen.set_close_path_func(lambda kept: kept.append(("Z",)))
    _font(face).draw_glyph(number, pen, drawn)
    return tuple(drawn)


def _cubic(before: Command, a: float, b: float, x: float, y: float) -> Command:
    """A curve with one handle at (a, b) as the same curve with two."""
    from_x, from_y = (float(each) for each in before[-2:])
    near = from_x + (a - from_x) * 2 / 3, from_y + (b - from_y) * 2 / 3
    return ("C", *near, x + (a - x) * 2 / 3, y + (b - y) * 2 / 3, x, y)


def _clusters(
    text: str, face: str, infos: Sequence[tuple[int, int]], positions: Sequence[GlyphPosition]
) -> Iterator[Cluster]:
    """Glyphs with the same start belong together; a cluster's text goes on to where the next one starts."""
    starts = sorted({start for _number, start in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    at = 0
    while at < len(infos):
        start = infos[at][1]
        x, glyphs = 0.0, []
        while at < len(infos) and infos[at][1] == start:
            place = positions[at]
            glyphs.append(Glyph(infos[at][0], x + place.x_offset, place.y_offset))
            x += place.x_advance
            at += 1
        yield Cluster(text[start : ends[start]], face, tuple(glyphs), x)


@cache
def _face(face: str) -> Face:
    import uharfbuzz  # noqa: PLC0415 -- as above

    path = resources_dir() / "fonts" / f"{face}.ttf"
    try:
        found = uharfbuzz.Face(uharfbuzz.Blob(path.read_bytes()))
    except OSError as error:
        problem = Problem(path.name, _("The font cannot be read."), _("Install B12 Desk again."))
        raise ReportError(_("The document cannot be made."), (problem,)) from error
    return found


@cache
def _font(face: str) -> Font:
    import uharfbuzz  # noqa: PLC0415 -- as above

    font = uharfbuzz.Font(_face(face))
    font.scale = (_UNITS, _UNITS)
    return font
