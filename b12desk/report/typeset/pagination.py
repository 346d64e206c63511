"""From pieces to pages: what may be parted, what must stay together, what stands again on the next page.

Rules: a piece is never cut; a piece with ``keep`` stays with the next one as long as both fit on one page; space at the
top of a page is dropped; a break begins a page; a table's head is repeated; pieces that share a `Frame` stand on one
ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from b12desk.report.typeset.display_list import Box, Group, Mark
from b12desk.report.typeset.type_sizes import Look


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The ground under neighbouring pieces; two frames are the same only if they are the same object."""

    look: Look
    width: float
    bar_width: float = 3.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Marks of a given height. ``space`` vanishes at the top of a page; ``head`` is repeated on a new page."""

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    space: bool = False
    frame: Frame | None = None
    head: Piece | None = None
    breaks: bool = False
    """Nothing is drawn, and what follows begins a page."""


def kept(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, all staying together."""
    return [*(replace(each, keep=True) for each in pieces[:-1]), *pieces[-1:]]


def height(pieces: Iterable[Piece]) -> float:
    """Points from the top of the first piece to the bottom of the last."""
    return sum(each.height for each in pieces)


def paginate(pieces: Iterable[Piece], room: float) -> list[list[Piece]]:
    """Pieces by page, each page at most ``room`` points high (a single piece higher than that has a page to itself)."""
    pages: list[list[Piece]] = [[]]
    used = 0.0

    def put(group: Sequence[Piece]) -> None:
        nonlocal used
        if pages[-1] and used + height(group) > room:
            pages.append([])
            used = 0.0
        page = pages[-1]
        if not page and group[0].head is not None:
            page.append(group[0].head)
            used += group[0].head.height
        for piece in group:
            if page or not piece.space:
                page.append(piece)
                used += piece.height

    for group in _groups(pieces):
        if group[0].breaks:
            pages.append([])
            used = 0.0
        elif height(group) <= room:
            put(group)
        else:
            for piece in group:
                put([piece])
    return pages


def stack(pieces: Iterable[Piece]) -> tuple[tuple[Mark, ...], float]:
    """Marks of pieces one below the other with their grounds, and the whole height."""
    marks: list[Mark] = []
    held: list[Mark] = []
    frame: Frame | None = None
    top = y = 0.0
    for piece in pieces:
        if piece.frame is not frame:
            marks += _ground(frame, top, y) + held
            held, frame, top = [], piece.frame, y
        if piece.marks:
            held.append(Group(0, y, piece.marks))
        y += piece.height
    marks += _ground(frame, top, y) + held
    return tuple(marks), y


def _groups(pieces: Iterable[Piece]) -> Iterable[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.keep:
            yield group
            group = []
    if group:
        yield group


def _ground(frame: Frame | None, top: float, bottom: float) -> list[Mark]:
    if frame is None or bottom <= top:
        return []
    look = frame.look
    found: list[Mark] = [Box(0, top, frame.width, bottom - top, look.fill, look.outline)]
    if look.bar:
        found.append(Box(0, top, frame.bar_width, bottom - top, look.bar))
    return found
