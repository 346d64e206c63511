"""Blocks of text and tables into pieces. Every block of `document` has a case in `pieces`; figures are drawn elsewhere.

Rules: ``width`` is the room in points; a block begins with its own space above and never ends with space, except
inside a panel, where the panel's padding does that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from b12desk.report.typeset import by_hand, figures
from b12desk.report.typeset.display_list import Bookmark, Box, Group, Line, Mark
from b12desk.report.typeset.document import (
    Asked,
    Beside,
    Block,
    Bullets,
    FactGrid,
    Gauge,
    Heading,
    Inline,
    Letterhead,
    Numbered,
    PageBreak,
    Panel,
    Paragraph,
    Pictures,
    Ruled,
    ScoreChart,
    Span,
    Table,
    TickGrid,
)
from b12desk.report.typeset.line_breaking import Laid, block, right_aligned, wrap
from b12desk.report.typeset.pagination import Frame, Piece, kept, stack
from b12desk.report.typeset.score_chart import score_chart
from b12desk.report.typeset.type_sizes import HEAD, LOOKS, Role, Sheet, leftwards
from b12desk.theme import LIGHT

_GUTTER = 9.0
_LINES_TOGETHER = 4
_ROW_LINES = 36
_INDENT = 12.0
_ENTRIES_TOGETHER = 36


def pieces(blocks: Sequence[Block], width: float, sheet: Sheet) -> list[Piece]:
    """Pieces of all ``blocks`` in order."""
    found: list[Piece] = []
    for each in blocks:
        found += _pieces(each, width, sheet)
    return found


def _pieces(item: Block, width: float, sheet: Sheet) -> list[Piece]:  # noqa: PLR0911, PLR0912 -- one case for each block
    match item:
        case Letterhead():
            return [figures.letterhead(item, width, _head_of(sheet))]
        case FactGrid():
            return _facts(item, width, _head_of(sheet))
        case Heading():
            return _heading(item, width, sheet)
        case Paragraph():
            found = [_space(sheet.gap * 0.4), *_text(wrap(item.spans, width, sheet))]
            return kept([*found, Piece(0)])[:-1] if item.keep else found
        case Bullets():
            return _bullets(item, width, sheet)
        case Table():
            return _table(item, width, sheet)
        case Panel():
            return _panel(item, width, sheet)
        case Beside():
            return _beside(item, width, sheet)
        case Gauge():
            return [_space(sheet.gap * 0.6), figures.gauge(item, width, sheet)]
        case ScoreChart():
            return [_space(sheet.gap * 0.6), score_chart(item, width, sheet)]
        case Pictures():
            return figures.pictures(item, width, sheet)
        case Ruled():
            return [figures.ruled(item, width, sheet)]
        case Asked():
            return by_hand.asked(item, width, sheet)
        case TickGrid():
            return by_hand.tick_grid(item, width, sheet)
        case Numbered():
            return _numbered(item, width, sheet)
        case PageBreak():
            return [Piece(0, breaks=True)]
        case _:
            assert_never(item)


def _head_of(sheet: Sheet) -> Sheet:
    return leftwards(HEAD) if sheet.leftwards else HEAD


def _space(height: float) -> Piece:
    return Piece(height, keep=True, space=True)


def _text(lines: Sequence[Laid], x: float = 0) -> list[Piece]:
    """Lines as pieces of up to four, evenly, so that no single line is left alone."""
    if not lines:
        return []
    count = -(-len(lines) // _LINES_TOGETHER)
    found = []
    for part in range(count):
        chosen = lines[part * len(lines) // count : (part + 1) * len(lines) // count]
        marks, height = block(chosen, x)
        found.append(Piece(height, marks))
    return found


def _heading(item: Heading, width: float, sheet: Sheet) -> list[Piece]:
    role: Role = "title" if item.level == 0 else "alarm" if item.urgent else "heading"
    style = sheet.style(role)
    x = style.size * 1.5 if item.icon else 0.0
    lines = wrap((Span(item.text, role),), width - x, sheet)
    marks, height = block(lines, x)
    if item.icon:
        size = style.size * 1.2
        marks = (*figures.picture(item.icon, 0, (style.leading - size) / 2, size, style.colour), *marks)
    if item.aside:
        taken = sum(line.width for line in lines) + 2 * _GUTTER
        aside = wrap((Span(item.aside, "muted"),), width - taken, sheet)
        below = max(height - sum(line.height for line in aside), 0)
        for line in aside:
            marks = (*marks, right_aligned(line, width, below))
            below += line.height
        height = max(height, below)
    marks = (Bookmark(0, item.text, item.level), *marks)
    above = sheet.gap * (1.5 if item.level else 0.5)
    return [_space(above), Piece(height, marks, keep=True)]


def _bullets(item: Bullets, width: float, sheet: Sheet) -> list[Piece]:
    found: list[Piece] = []
    for entry in item.entries:
        size = sheet.style("body").size
        indent = _INDENT * size / 10
        lines = wrap(entry, width - indent, sheet)
        marks, height = block(lines, indent)
        dot = size * 0.32
        middle = (lines[0].height if lines else 0) / 2
        found += [
            _space(sheet.gap * 0.35),
            Piece(height, (Box(indent * 0.25, middle - dot / 2, dot, dot, LIGHT.text, radius=dot / 2), *marks)),
        ]
    return found


def _facts(item: FactGrid, width: float, sheet: Sheet) -> list[Piece]:
    marks: list[Mark] = []
    tallest = 0.0
    for pairs, (x, room) in zip(item.columns, _edges(item.shares, width), strict=True):
        y = sheet.pad
        for label, value in pairs:
            lines = [line for spans in ((Span(label, "label"),), value) for line in wrap(spans, room, sheet)]
            cell, height = block(lines[:_ROW_LINES], x, y)
            marks += cell
            y += height + sheet.pad
        tallest = max(tallest, y)
    rules = (Line(0, 0, width, 0, 0.6, LIGHT.line), Line(0, tallest, width, tallest, 0.6, LIGHT.line))
    return [_space(sheet.gap * 0.8), Piece(tallest + 0.6, (*rules, *marks))]


def _table(item: Table, width: float, sheet: Sheet) -> list[Piece]:
    edges = _edges([column.share for column in item.columns], width)
    titles = tuple((Span(column.title, "label"),) for column in item.columns)
    top = _rows(titles, edges, sheet, LIGHT.primary, width)[0]
    head = replace(top, keep=True)
    found = [_space(sheet.gap * 0.3), head]
    for row in item.rows:
        found += [replace(each, head=head) for each in _rows(row, edges, sheet, LIGHT.line, width)]
    return kept(found) if item.keep else found


def _edges(shares: Sequence[float], width: float) -> list[tuple[float, float]]:
    """Where each column begins and how wide it is."""
    room = width - _GUTTER * (len(shares) - 1)
    edges = []
    x = 0.0
    for share in shares:
        edges.append((x, room * share))
        x += room * share + _GUTTER
    return edges


def _rows(
    cells: tuple[Inline, ...], edges: list[tuple[float, float]], sheet: Sheet, rule: str, width: float
) -> list[Piece]:
    """One table row; a very high one goes on in further pieces."""
    laid = [wrap(cell, wide, sheet) for cell, (_, wide) in zip(cells, edges, strict=True)]
    found = []
    most = max(len(lines) for lines in laid)
    for start in range(0, max(most, 1), _ROW_LINES):
        marks: list[Mark] = []
        tallest = 0.0
        for lines, (x, _wide) in zip(laid, edges, strict=True):
            cell, height = block(lines[start : start + _ROW_LINES], x, sheet.pad * 0.6)
            marks += cell
            tallest = max(tallest, height)
        tall = tallest + sheet.pad * 1.2
        if start + _ROW_LINES >= most:
            marks.append(Line(0, tall, width, tall, 0.5 if rule == LIGHT.line else 0.9, rule))
        found.append(Piece(tall, tuple(marks)))
    return found


def _panel(item: Panel, width: float, sheet: Sheet) -> list[Piece]:
    look = LOOKS[item.tone]
    frame = Frame(look, width, 5.0 if item.tone == "urgent" else 3.5)
    x = sheet.pad * 2 + 5.5
    pad = Piece(sheet.pad * 1.7, frame=frame, keep=True)
    inside = pieces(item.blocks, width - x - sheet.pad * 2 - 2, sheet)
    if inside and inside[0].space:
        inside = inside[1:]
    moved = [replace(each, marks=(Group(x, 0, each.marks),) if each.marks else (), frame=frame) for each in inside]
    top = [_banner(item.banner, frame, x, sheet)] if item.banner else []
    return [_space(sheet.gap), *kept([*top, pad, *moved, replace(pad, keep=item.leads)])]


def _banner(text: str, frame: Frame, x: float, sheet: Sheet) -> Piece:
    """White words on a dark band: seen at once, also in greyscale."""
    marks, height = block(wrap((Span(text, "on-dark"),), frame.width - 2 * x, sheet), x, sheet.pad)
    tall = height + 2 * sheet.pad
    return Piece(tall, (Box(0, 0, frame.width, tall, frame.look.bar), *marks), keep=True, frame=frame)


def _beside(item: Beside, width: float, sheet: Sheet) -> list[Piece]:
    gutter = _GUTTER * 2
    left = (width - gutter) * item.share
    first, first_height = stack(_trimmed(pieces(item.left, left, sheet)))
    second, second_height = stack(_trimmed(pieces(item.right, width - gutter - left, sheet)))
    marks = (Group(0, 0, first), Group(left + gutter, 0, second))
    above = 1.5 if isinstance(item.left[0], Heading) else 1.0
    return [_space(sheet.gap * above), Piece(max(first_height, second_height), marks)]


def _trimmed(found: list[Piece]) -> list[Piece]:
    return found[1:] if found and found[0].space else found


def _numbered(item: Numbered, width: float, sheet: Sheet) -> list[Piece]:
    """Columns of about the same height; at most 36 entries together, so that any number of them fits on pages."""
    if item.columns == 1:
        spans = tuple(span for entry in item.entries for span in entry)
        return [_space(sheet.gap * 0.3), *_text(wrap(spans, width, sheet))]
    found: list[Piece] = []
    count = -(-len(item.entries) // _ENTRIES_TOGETHER)
    for part in range(count):
        chosen = item.entries[part * len(item.entries) // count : (part + 1) * len(item.entries) // count]
        found += [_space(sheet.gap * 0.3), _columns(chosen, item.columns, width, sheet)]
    return found


def _columns(entries: Sequence[Inline], columns: int, width: float, sheet: Sheet) -> Piece:
    column = (width + _GUTTER) / columns
    number = sheet.style("small").size * 2.6
    laid = [(wrap(each[:1], number, sheet), wrap(each[1:], column - _GUTTER - number, sheet)) for each in entries]
    heights = [sum(line.height for line in lines) for _label, lines in laid]
    target = sum(heights) / columns
    marks: list[Mark] = []
    at, y, tallest = 0, 0.0, 0.0
    for (label, lines), tall in zip(laid, heights, strict=True):
        if y and at < columns - 1 and y + tall / 2 > target:
            at, y = at + 1, 0.0
        marks += block(label, at * column, y)[0]
        marks += block(lines, at * column + number, y)[0]
        y += tall
        tallest = max(tallest, y)
    return Piece(tallest, tuple(marks))
