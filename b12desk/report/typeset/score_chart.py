"""The survey score as one small picture: bands of points with a person's place, and a hundred figures.

Rules: what is this person's stands out by line and weight, not by colour alone; the words beside it say the same.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from b12desk.report.typeset.display_list import Box, Group, Line, Mark, Shape
from b12desk.report.typeset.document import ScoreBand, ScoreChart, Span
from b12desk.report.typeset.line_breaking import block, centred, right_aligned, wrap
from b12desk.report.typeset.pagination import Piece
from b12desk.report.typeset.type_sizes import Sheet
from b12desk.theme import LIGHT

_WIDEST = 260.0
_ALL = 100
_WIDE, _TALL = 1.0, 1.12
"""Room of one figure, in its height."""

Command = tuple[str | float, ...]
_MARKER: tuple[Command, ...] = (("M", -1.0, 0.0), ("L", 1.0, 0.0), ("L", 0.0, 1.2), ("Z",))


def score_chart(item: ScoreChart, width: float, sheet: Sheet) -> Piece:
    """Marker with its words, bands, what was found in each, figures; on a dense sheet all in one row."""
    return _strip(item, width, sheet) if item.strip else _chart(item, min(width, _WIDEST), sheet)


def _chart(item: ScoreChart, width: float, sheet: Sheet) -> Piece:
    small = sheet.style("small")
    step = width / (item.most + 1)
    low, high = ((points + 0.5) * step for points in item.points)
    label = wrap((Span(item.label, "small-strong"),), width, sheet)
    y = small.leading * len(label) + 1.5
    marks: list[Mark] = [
        centred(line, (low + high) / 2, number * small.leading, width) for number, line in enumerate(label)
    ]
    marks += _place(low, high, y)
    y += 5
    tall = small.leading + 1
    for band in item.bands:
        left, right = band.first * step, (band.last + 1) * step - 2
        marks.append(_box((left, y, right - left, tall), mine=_mine(item, band)))
        role = _role(item, band)
        for text, top in ((_span(band), y + 0.5), (band.share, y + tall + 1)):
            marks.append(Group(0, top, (_centred(text, role, (left + right) / 2, width, sheet),)))
    y += tall + small.leading + 4
    figures, below = _figures(item, y, small.size * 0.66, 25)
    x = 25 * _WIDE * small.size * 0.66 + 6
    words, tall = block(wrap((Span(item.caption, "muted"),), width - x, sheet), x, y - 2)
    return Piece(max(below, y + tall - 2), (*marks, *figures, *words))


def _strip(item: ScoreChart, width: float, sheet: Sheet) -> Piece:
    """Bands with their shares at the left, two rows of figures at the right."""
    small = sheet.style("small")
    half = width * 0.47
    tall = small.leading + 1
    each = half / len(item.bands)
    marks: list[Mark] = []
    for index, band in enumerate(item.bands):
        left, right = index * each, (index + 1) * each - 3
        marks.append(_box((left, 4, right - left, tall), mine=_mine(item, band)))
        words = f"{_span(band)}: {band.share}"
        marks.append(Group(0, 4.5, (_centred(words, _role(item, band), (left + right) / 2, width, sheet),)))
        if _mine(item, band):
            marks += _place((left + right) / 2, (left + right) / 2, 0)
    caption = wrap((Span(item.caption, "muted"),), width, sheet)[0]
    across = _ALL // 2
    scale = min((tall + 1) / 2 / _TALL, (width - half - caption.width - 12) / across / _WIDE)
    figures, below = _figures(item, 3.5, scale, across)
    marks += [Group(half + 6, 0, figures), right_aligned(caption, width, 4.5)]
    return Piece(max(below, 4 + tall), tuple(marks))


def _place(low: float, high: float, y: float) -> list[Mark]:
    """A triangle at the points, or two with a line between them."""
    marks: list[Mark] = [Shape(at, y, 3.0, _MARKER, fill=LIGHT.text) for at in dict.fromkeys((low, high))]
    return marks if low == high else [*marks, Line(low, y + 0.7, high, y + 0.7, 1.4, LIGHT.text)]


def _box(area: tuple[float, float, float, float], *, mine: bool) -> Mark:
    """A band; ``area`` is left, top, width, height."""
    if mine:
        return Box(*area, LIGHT.primary_soft, LIGHT.primary, 1.4)
    return Box(*area, LIGHT.raised, LIGHT.edge, 0.5)


def _mine(item: ScoreChart, band: ScoreBand) -> bool:
    return band.first <= item.points[1] and item.points[0] <= band.last


def _role(item: ScoreChart, band: ScoreBand) -> Literal["small-strong", "muted"]:
    return "small-strong" if _mine(item, band) else "muted"


def _span(band: ScoreBand) -> str:
    return str(band.first) if band.first == band.last else f"{band.first}\u2013{band.last}"


def _figures(item: ScoreChart, y: float, scale: float, across: int) -> tuple[tuple[Mark, ...], float]:
    """The hundred from ``y`` down, and where they end."""
    parts = (
        (item.most_figures, _ALL, LIGHT.line, None),
        (item.fewest, item.most_figures, LIGHT.surface, LIGHT.primary),
        (0, item.fewest, LIGHT.primary, LIGHT.primary),
    )
    marks = tuple(
        Shape(0.5, y, scale, outline, fill=fill, stroke=stroke, line_width=0.5)
        for first, end, fill, stroke in parts
        if (outline := _crowd(first, end, across))
    )
    return marks, y + _ALL // across * scale * _TALL


@cache
def _crowd(start: int, end: int, across: int) -> tuple[Command, ...]:
    """Figures number ``start`` to ``end`` - 1, each of about one unit."""
    found: list[Command] = []
    for index in range(start, end):
        found += _figure(index % across * _WIDE, index // across * _TALL)
    return tuple(found)


def _figure(x: float, y: float) -> list[Command]:
    """Head and shoulders, one unit high."""
    head, middle, pull = 0.2, x + 0.36, 0.11
    up = y + head
    return [
        ("M", middle + head, up),
        ("C", middle + head, up + pull, middle + pull, up + head, middle, up + head),
        ("C", middle - pull, up + head, middle - head, up + pull, middle - head, up),
        ("C", middle - head, up - pull, middle - pull, up - head, middle, up - head),
        ("C", middle + pull, up - head, middle + head, up - pull, middle + head, up),
        ("Z",),
        ("M", x, y + 0.94),
        ("L", x, y + 0.76),
        ("C", x, y + 0.4, x + 0.72, y + 0.4, x + 0.72, y + 0.76),
        ("L", x + 0.72, y + 0.94),
        ("Z",),
    ]


def _centred(text: str, role: Literal["small-strong", "muted"], x: float, width: float, sheet: Sheet) -> Mark:
    """Words of one line centred on ``x`` but inside 0 to ``width``, at the top."""
    return centred(wrap((Span(text, role),), width, sheet)[0], x, 0, width)
