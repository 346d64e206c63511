"""Questions that are answered with a pen: boxes to tick, lines to write on, grids of boxes.

Rules: a question stays together on one page; boxes stand on one line where all fit, else in as many columns as hold
their words, read downwards; a round box excludes the others, and words say so too; sizes follow the type.
"""

from __future__ import annotations

from collections.abc import Sequence

from b12desk.report.typeset.display_list import Box, Group, Line, Mark
from b12desk.report.typeset.document import Asked, Blank, Reply, Span, Tick, TickGrid, WritingLines
from b12desk.report.typeset.line_breaking import Laid, block, centred, wrap
from b12desk.report.typeset.pagination import Piece, kept
from b12desk.report.typeset.type_sizes import Sheet
from b12desk.theme import LIGHT

_NUMBER = 2.5
"""Room for the number of a question, in sizes of the type."""
_BOX, _BEHIND, _BETWEEN = 1.2, 0.45, 1.25
"""A box, the air behind it, and that between two answers, in sizes of the type."""
_MOST_COLUMNS = 3
_UNDER = 0.5
"""Between two lines of boxes, in pads."""
_WRITING = 1.6
"""From one line to write on to the next, in leadings."""
_CELL = 3.2
"""A column of a grid at least, in sizes of the type."""
_QUESTION_SHARE = 0.36
_ROWS_TOGETHER = 8


def asked(item: Asked, width: float, sheet: Sheet) -> list[Piece]:
    """A question with room for its answer."""
    size = sheet.style("body").size
    x = size * _NUMBER
    room = width - x
    number = wrap((Span(item.number, "strong"),), x, sheet)
    marks: list[Mark] = []
    y = 0.0
    if item.only:
        drawn, y = block(wrap((Span(item.only, "cite"),), room, sheet), x)
        marks += drawn
    marks += block(number, 0, y)[0]
    for spans in ((Span(item.text, "strong"), Span(item.how, "muted")), (Span(item.hint, "muted"),)):
        drawn, tall = block(wrap(spans, room, sheet), x, y)
        marks += drawn
        y += tall
    for reply in item.replies:
        drawn, tall = _writing(reply, room, sheet) if isinstance(reply, WritingLines) else _reply(reply, room, sheet)
        y += sheet.pad
        marks.append(Group(x, y, drawn))
        y += tall
    for text in item.onward:
        y += sheet.pad * 0.6
        drawn, tall = block(wrap((Span(text, "cite"),), room, sheet), x, y)
        marks += drawn
        y += tall
    return [Piece(sheet.gap, keep=True, space=True), Piece(y, tuple(marks))]


def tick_grid(item: TickGrid, width: float, sheet: Sheet) -> list[Piece]:
    """A row for each question; where its columns have no room beside it, each question has its boxes below it."""
    size = sheet.style("body").size
    x = size * _NUMBER
    question = (width - x) * _QUESTION_SHARE
    cell = (width - x - question) / len(item.heads)
    widest = max(line.width for head in item.heads for word in head.split() for line in _small(word, width, sheet))
    if cell < max(size * _CELL, widest + size * 0.4):
        return _stacked(item, width, sheet)
    heads = [_small(head, cell - size * 0.3, sheet) for head in item.heads]
    tallest = max(sum(line.height for line in lines) for lines in heads)
    marks: list[Mark] = []
    for at, lines in enumerate(heads):
        middle = x + question + cell * (at + 0.5)
        below = tallest - sum(line.height for line in lines)
        for line in lines:
            marks.append(centred(line, middle, below, width))
            below += line.height
    marks.append(Line(0, tallest + 2, width, tallest + 2, 0.9, LIGHT.primary))
    head = Piece(tallest + 2.9, tuple(marks), keep=True)
    found = [Piece(sheet.gap * 0.5, keep=True, space=True), head]
    for number, text in item.rows:
        words, tall = block(wrap((Span(text, "body"),), question - size * 0.4, sheet), x, sheet.pad * 0.6)
        side = size * _BOX
        row = max(tall, side) + sheet.pad * 1.2
        drawn: list[Mark] = [*block(wrap((Span(number, "strong"),), x, sheet), 0, sheet.pad * 0.6)[0], *words]
        for at, mark in enumerate(item.marks):
            left = x + question + cell * (at + 0.5) - side / 2
            drawn += _box(mark, left, (row - side) / 2, sheet, rounded=True)
        drawn.append(Line(0, row, width, row, 0.5, LIGHT.line))
        found.append(Piece(row, tuple(drawn), head=head))
    return kept(found) if len(item.rows) <= _ROWS_TOGETHER else found


def _stacked(item: TickGrid, width: float, sheet: Sheet) -> list[Piece]:
    ticks = tuple(Tick(text, mark, round=True) for text, mark in zip(item.heads, item.marks, strict=True))
    found: list[Piece] = []
    for number, text in item.rows:
        found += asked(Asked(number, "", text, "", "", (Reply(ticks),)), width, sheet)
    return found


def _reply(item: Reply, room: float, sheet: Sheet) -> tuple[tuple[Mark, ...], float]:
    between = sheet.style("body").size * _BETWEEN
    every = (*item.entries, *item.apart)
    if sum(_width(each, sheet) + between for each in every) - between <= room:
        return _flow(every, room, sheet)
    ticks = [each for each in item.entries if isinstance(each, Tick)]
    if len(ticks) < len(item.entries):
        return _flow(every, room, sheet)
    marks, tall = _columns(ticks, room, sheet)
    if not item.apart:
        return marks, tall
    below, more = _flow(item.apart, room, sheet)
    tall += sheet.pad * _UNDER
    return (*marks, Group(0, tall, below)), tall + more


def _flow(entries: Sequence[Tick | Blank], room: float, sheet: Sheet) -> tuple[tuple[Mark, ...], float]:
    """One after the other, on as many lines as it takes; what stands on a line stands on its foot."""
    between = sheet.style("body").size * _BETWEEN
    lines: list[list[tuple[float, tuple[Mark, ...], float]]] = [[]]
    x = 0.0
    for each in entries:
        wide = _width(each, sheet)
        if x and x + wide > room:
            lines.append([])
            x = 0.0
        drawn, tall = _tick(each, room, sheet) if isinstance(each, Tick) else _blank(each, room, sheet)
        lines[-1].append((x, drawn, tall))
        x += wide + between
    marks: list[Mark] = []
    y = 0.0
    for line in lines:
        tallest = max(tall for _x, _drawn, tall in line)
        marks += (Group(at, y + tallest - tall, drawn) for at, drawn, tall in line)
        y += tallest + sheet.pad * _UNDER
    return tuple(marks), y - sheet.pad * _UNDER


def _columns(ticks: Sequence[Tick], room: float, sheet: Sheet) -> tuple[tuple[Mark, ...], float]:
    """As few columns as save no line if there were more, read downwards; no answer takes more than two lines for it."""
    leading = sheet.style("body").leading
    ways = (_in_columns(ticks, count, room, sheet) for count in range(1, min(_MOST_COLUMNS, len(ticks)) + 1))
    return min((each for each in ways if each is not None), key=lambda each: round(each[1] / leading))


def _in_columns(ticks: Sequence[Tick], count: int, room: float, sheet: Sheet) -> tuple[tuple[Mark, ...], float] | None:
    between = sheet.style("body").size * _BETWEEN
    column = (room - between * (count - 1)) / count
    two_lines = sheet.style("body").leading * 2.5
    marks: list[Mark] = []
    tallest = 0.0
    rows = -(-len(ticks) // count)
    for at in range(count):
        y = 0.0
        for each in ticks[at * rows : (at + 1) * rows]:
            drawn, tall = _tick(each, column, sheet)
            if count > 1 and tall > two_lines:
                return None
            marks.append(Group(at * (column + between), y, drawn))
            y += tall + sheet.pad * _UNDER
        tallest = max(tallest, y - sheet.pad * _UNDER)
    return tuple(marks), tallest


def _tick(item: Tick, room: float, sheet: Sheet) -> tuple[tuple[Mark, ...], float]:
    size = sheet.style("body").size
    side = size * _BOX
    lines = wrap((Span(item.text, "body"),), room - side - size * _BEHIND, sheet)
    first = lines[0].height if lines else side
    above = max(0.0, (side - first) / 2)
    words, tall = block(lines, side + size * _BEHIND, above)
    box = _box(item.mark, 0, above + (first - side) / 2, sheet, rounded=item.round)
    return (*box, *words), max(tall + above, side)


def _box(mark: str, x: float, y: float, sheet: Sheet, *, rounded: bool) -> list[Mark]:
    """A box with its number faintly inside."""
    side = sheet.style("body").size * _BOX
    found: list[Mark] = [Box(x, y, side, side, None, LIGHT.text, 0.9, radius=side / 2 if rounded else 0)]
    if mark:
        line = wrap((Span(mark, "label"),), side, sheet)[0]
        found.append(Group(x + (side - line.width) / 2, y + (side - line.height) / 2, line.runs, line.width))
    return found


def _blank(item: Blank, room: float, sheet: Sheet) -> tuple[tuple[Mark, ...], float]:
    size = sheet.style("body").size
    tall = sheet.style("body").leading * 1.35
    x = 0.0
    marks: list[Mark] = []
    for text, long in ((item.before, item.room * size), (item.after, 0.0)):
        for line in wrap((Span(text, "body"),), room, sheet) if text else ():
            marks.append(Group(x, tall - line.height, line.runs, line.width))
            x += line.width + size * 0.4
        if long:
            marks.append(Line(x, tall - 2, x + long, tall - 2, 0.7, LIGHT.edge))
            x += long + size * 0.4
    return tuple(marks), tall


def _writing(item: WritingLines, room: float, sheet: Sheet) -> tuple[tuple[Mark, ...], float]:
    step = sheet.style("body").leading * _WRITING
    marks = (Line(0, step * at, room, step * at, 0.7, LIGHT.edge) for at in range(1, item.count + 1))
    return tuple(marks), step * item.count


def _width(entry: Tick | Blank, sheet: Sheet) -> float:
    """How far it goes on one line, in points."""
    size = sheet.style("body").size
    if isinstance(entry, Tick):
        return size * (_BOX + _BEHIND) + _long(entry.text, sheet) + 0.1
    words = [each for each in (entry.before, entry.after) if each]
    return entry.room * size + sum(_long(each, sheet) for each in words) + size * 0.4 * len(words)


def _long(text: str, sheet: Sheet) -> float:
    return sum(line.width for line in wrap((Span(text, "body"),), 100_000, sheet))


def _small(text: str, room: float, sheet: Sheet) -> tuple[Laid, ...]:
    return wrap((Span(text, "label"),), room, sheet)
