"""What is drawn rather than set: letterhead with QR code, intake gauge, food pictures, the place to write by hand.

Rules: every drawing says in words what it shows, so that greyscale print, a screen reader and a photocopy lose nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import segno

from b12desk.report.typeset import icons
from b12desk.report.typeset.display_list import Bookmark, Box, Group, Line, Mark, Shape
from b12desk.report.typeset.document import Gauge, Letterhead, Pictures, Ruled, Span
from b12desk.report.typeset.kept_text import kept
from b12desk.report.typeset.line_breaking import Laid, block, centred, right_aligned, wrap
from b12desk.report.typeset.pagination import Piece
from b12desk.report.typeset.type_sizes import MM, Sheet
from b12desk.theme import LIGHT

_QR = 15.5 * MM
_TICK = 8.5
_BEHIND_TICK = _TICK + 6
_TO_WRITE_ON = 56.0
"""What a label leaves of its field at least, with the air around the line."""
_WIDEST_GAUGE = 260.0


def picture(name: str, x: float, y: float, size: float, colour: str = LIGHT.primary) -> tuple[Mark, ...]:
    """A shipped icon drawn ``size`` points high."""
    scale = size / icons.SIZE
    return (Shape(x, y, scale, icons.outline(name), stroke=colour, line_width=1.7 * scale, upright=icons.SIZE),)


@kept(4)
def qr_code(payload: str) -> tuple[int, tuple[tuple[str | float, ...], ...]]:
    """Modules across and the dark modules as outlines, one rectangle a run. Error correction M (15 %)."""
    matrix = segno.make_qr(payload, error="m", boost_error=False).matrix
    outline: list[tuple[str | float, ...]] = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                outline += [("M", x, y), ("L", end, y), ("L", end, y + 1), ("L", x, y + 1), ("Z",)]
            x = end + 1
    return len(matrix), tuple(outline)


def letterhead(item: Letterhead, width: float, sheet: Sheet) -> Piece:
    """Title at the left; reference code and QR code (with its quiet zone) at the right."""
    modules, outline = qr_code(item.scanned or item.code)
    code = wrap((Span(item.code, "lead"),), width, sheet)[0]
    label = wrap((Span(item.code_label, "label"),), width, sheet)[0]
    edge = width - _QR - 4 * _QR / modules
    room = edge - max(code.width, label.width) - 20
    title, tall = block(wrap((Span(item.title, "title"),), room, sheet))
    subtitle, more = block(wrap((Span(item.subtitle, "muted"),), room, sheet), 0, tall)
    marks: list[Mark] = [Bookmark(0, item.title, 0), *title, *subtitle]
    marks += [right_aligned(label, edge, 0), right_aligned(code, edge, label.height)]
    marks.append(Shape(width - _QR, 0, _QR / modules, outline, fill="#000000", kept=False, upright=modules))
    return Piece(max(_QR, tall + more), tuple(marks))


def gauge(item: Gauge, width: float, sheet: Sheet) -> Piece:
    """A bar on a scale from zero, with the reference as a dashed line across it."""
    width = min(width, _WIDEST_GAUGE)
    small = sheet.style("small")
    end = float(max(4, math.ceil(max(item.value * 1.1, item.reference * 1.5))))
    step = 1 if end <= 10 else 2 if end <= 20 else 10
    if end > 10:
        end = math.ceil(end / step) * step

    def at(amount: float) -> float:
        return min(amount, end) / end * (width - 12) + 2

    label = wrap((Span(item.value_label, "small-strong"),), width, sheet)
    marks, y = block(label)
    reference = wrap((Span(item.reference_label, "small"),), width, sheet)
    bar = y + small.leading * len(reference) + 4
    height = small.size * 1.15
    drawn: list[Mark] = list(marks)
    drawn.append(Box(at(0), bar, at(end) - at(0), height, LIGHT.raised, LIGHT.edge, 0.5))
    if item.value:
        drawn.append(Box(at(0), bar, at(item.value) - at(0), height, LIGHT.primary))
    if item.at_least:
        drawn += _arrow(at(item.value), bar + height / 2, height)
    mark = Line(at(item.reference), bar - 4, at(item.reference), bar + height + 4, 1.3, LIGHT.text, (2.4, 1.4))
    drawn += [mark._replace(width=3.4, colour=LIGHT.surface, dash=()), mark]
    for number, line in enumerate(reference):
        drawn.append(centred(line, at(item.reference), y + number * small.leading, width))
    below = bar + height
    for index in range(int(end // step) + 1):
        x = at(index * step)
        drawn.append(Line(x, below, x, below + 2.5, 0.5, LIGHT.edge))
        drawn.append(centred(wrap((Span(f"{index * step}", "muted"),), width, sheet)[0], x, below + 2.5, width))
    return Piece(below + 2.5 + small.leading, tuple(drawn))


def pictures(item: Pictures, width: float, sheet: Sheet) -> list[Piece]:
    """Rows of icon, name with serving, amount; the head is repeated on a new page."""
    body = sheet.style("body")
    size = body.size * 2.0
    x = size + body.size * 0.8
    amount = width * 0.34
    left = width - amount - x - 10
    name, name_height = block(wrap((Span(item.head[0], "strong"),), width - amount - 10, sheet))
    value, value_height = block(wrap((Span(item.head[1], "strong"),), amount, sheet), width - amount)
    tall = max(name_height, value_height) + 3
    head = Piece(tall, (*name, *value, Line(0, tall, width, tall, 1.2, LIGHT.primary)), keep=True)
    found = [Piece(sheet.gap * 0.6, keep=True, space=True), head]
    for row in item.rows:
        words, words_height = block(wrap((Span(row.name, "strong"),), left, sheet), x)
        detail, detail_height = block(wrap((Span(row.detail, "body"),), left, sheet), x, words_height)
        told = (*((Span(row.much, "strong"),) if row.much else ()), Span(row.amount, "body", below=bool(row.much)))
        text, text_height = block(wrap(told, amount, sheet), width - amount)
        inner = max(words_height + detail_height, text_height, size)
        pad = sheet.pad * 0.5
        icon = picture(row.icon, 0, (inner - size) / 2, size)
        rule = Line(0, inner + 2 * pad, width, inner + 2 * pad, 0.6, LIGHT.line)
        found.append(Piece(inner + 2 * pad, (Group(0, pad, (*icon, *words, *detail, *text)), rule), head=head))
    return found


def ruled(item: Ruled, width: float, sheet: Sheet) -> Piece:
    """Tick boxes, each with a ruled line behind its words, then the fields to fill in on one line."""
    row = max(16.5, sheet.style("body").leading + 7)
    bottom = 0.0
    marks: list[Mark] = []
    for choices in item.choices:
        laid = [
            wrap((Span(label, "body"),), width * share - _BEHIND_TICK - _TO_WRITE_ON, sheet) for label, share in choices
        ]
        bottom += row + _more(laid)
        x = 0.0
        for (_label, share), lines in zip(choices, laid, strict=True):
            middle = bottom - lines[-1].height / 2 - 2
            marks.append(Box(x + 0.5, middle - _TICK / 2, _TICK, _TICK, None, LIGHT.text, 0.9))
            marks += _field(lines, x + _BEHIND_TICK, bottom, x + width * share)
            x += width * share
    laid = [wrap((Span(label, "label"),), width * share - _TO_WRITE_ON, sheet) for label, share in item.fields]
    bottom += row * 1.3 + _more(laid)
    x = 0.0
    for (_label, share), lines in zip(item.fields, laid, strict=True):
        marks += _field(lines, x, bottom, x + width * share)
        x += width * share
    return Piece(bottom, tuple(marks))


def _more(laid: Sequence[Sequence[Laid]]) -> float:
    """How much higher a row is than one of short labels."""
    return max((sum(line.height for line in lines[1:]) for lines in laid), default=0.0)


def _field(lines: Sequence[Laid], x: float, bottom: float, edge: float) -> list[Mark]:
    """A label with a ruled line from the end of its last line to ``edge``."""
    words, _height = block(lines, x, bottom - sum(line.height for line in lines) - 2)
    return [*words, Line(x + lines[-1].width + 5, bottom - 4, edge - 9, bottom - 4, 0.5, LIGHT.edge)]


def _arrow(x: float, y: float, height: float) -> list[Mark]:
    """A small arrow to the right: the bar may go on."""
    tip = height * 0.9
    outline = (("M", 0.0, -1.0), ("L", 1.6, 0.0), ("L", 0.0, 1.0), ("Z",))
    return [
        Line(x + 1.5, y, x + 1.5 + tip, y, 1.4, LIGHT.primary),
        Shape(x + 1.5 + tip, y, height / 3, outline, fill=LIGHT.primary),
    ]
