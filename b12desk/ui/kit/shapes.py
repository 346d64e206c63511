"""Grounds and rounded rectangles from kept pictures: corners are drawn once, the rest is tiles of one colour.

For two measured reasons. An antialiased rounded rectangle the size of a card costs Qt's raster engine more than all the
text on it, and a page has dozens. And a pen or a brush mentions ``Qt``, which the first paint avoids (see `ui.start`);
after it plain fills, which are quicker than tiles, take over (`after_first_paint`).
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPixmap

from b12desk.ui.kit import style

Edge = tuple[str, int]
"""Colour and width in pixels."""

NO_EDGE: Edge = ("", 0)
_TILE = 64


class _Paint:
    """Whether ``Qt`` may be mentioned."""

    first = True


def after_first_paint() -> None:
    """The first page is on the screen."""
    _Paint.first = False


def fill(painter: QPainter, area: QRect, colour: str) -> None:
    """Fill ``area`` with a colour of the palette."""
    if not _Paint.first:
        painter.fillRect(area, style.colour(colour))
    elif area.width() > 0 and area.height() > 0:
        painter.drawTiledPixmap(area, _tile(getattr(style.palette(), colour)))


def rounded(painter: QPainter, area: QRect, radius: int, ground: str = "", edge: Edge = NO_EDGE) -> None:
    """Draw ``area`` with corners of ``radius`` pixels; colours are names of the palette, empty draws none."""
    line, width = edge
    side = min(max(radius, width) + 1, area.width() // 2, area.height() // 2)
    ratio = painter.device().devicePixelRatio()
    palette = style.palette()
    inks = (getattr(palette, ground) if ground else "none", getattr(palette, line) if line else "none")
    corners = _corners(side, radius, inks, width, ratio)
    far = round(side * ratio)
    left, top = area.left(), area.top()
    right, bottom = area.right() + 1 - side, area.bottom() + 1 - side
    painter.drawPixmap(QPoint(left, top), corners, QRect(0, 0, far, far))
    painter.drawPixmap(QPoint(right, top), corners, QRect(far, 0, far, far))
    painter.drawPixmap(QPoint(left, bottom), corners, QRect(0, far, far, far))
    painter.drawPixmap(QPoint(right, bottom), corners, QRect(far, far, far, far))
    across, down = area.width() - 2 * side, area.height() - 2 * side
    if ground:
        fill(painter, QRect(left + side, top, across, area.height()), ground)
        fill(painter, QRect(left, top + side, side, down), ground)
        fill(painter, QRect(right, top + side, side, down), ground)
    if line:
        fill(painter, QRect(left + side, top, across, width), line)
        fill(painter, QRect(left + side, area.bottom() + 1 - width, across, width), line)
        fill(painter, QRect(left, top + side, width, down), line)
        fill(painter, QRect(area.right() + 1 - width, top + side, width, down), line)


@cache
def _tile(colour: str) -> QPixmap:
    made = QPixmap(_TILE, _TILE)
    made.fill(QColor(colour))
    return made


@cache
def _corners(side: int, radius: int, inks: tuple[str, str], width: int, ratio: float) -> QPixmap:
    """The four corners of such a rectangle, pushed together: ``2 * side`` pixels square."""
    size, inset, pixels = 2 * side, width / 2, round(2 * side * ratio)
    inside = size - width
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{pixels}" height="{pixels}" viewBox="0 0 {size} {size}">'
        f'<rect x="{inset}" y="{inset}" width="{inside}" height="{inside}" rx="{radius - inset}" '
        f'fill="{inks[0]}" stroke="{inks[1]}" stroke-width="{width}"/></svg>'
    )
    return style.svg_pixmap(picture, ratio)
