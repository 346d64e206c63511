"""Grounds, rounded rectangles and marks in the colours of the palette, and the one way in which a drawing is mirrored.

Rule: places are reckoned from left to right, and turned once, where they are drawn.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from b12desk.ui.kit import style

Edge = tuple[str, int]
"""Colour and width in pixels."""

NO_EDGE: Edge = ("", 0)


def fill(painter: QPainter, area: QRect, colour: str) -> None:
    """Fill ``area`` with a colour of the palette."""
    painter.fillRect(area, style.colour(colour))


def bar(painter: QPainter, whole: QRect, share: QRect) -> None:
    """Draw ``whole`` with an edge that is seen in all colours, and ``share``, which is a part of it."""
    fill(painter, whole, "edge")
    fill(painter, whole.adjusted(1, 1, -1, -1), "raised")
    fill(painter, share, "primary")


def rounded(painter: QPainter, area: QRect, radius: int, ground: str = "", edge: Edge = NO_EDGE) -> None:
    """Draw ``area`` with corners of ``radius`` pixels; colours are names of the palette, empty draws none."""
    line, width = edge
    inset = width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.colour(line), width) if line else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(style.colour(ground)) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(area).adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
    painter.restore()


def mark(painter: QPainter, area: QRectF, *, circle: bool, checked: bool) -> None:
    """Draw the circle of a single choice, or the box of one that repeats."""
    painter.setPen(QPen(style.colour("primary" if checked else "edge"), 2))
    painter.setBrush(style.colour("surface" if circle or not checked else "primary"))
    if circle:
        painter.drawEllipse(area)
        if checked:
            inner = area.width() * 0.25
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("primary"))
            painter.drawEllipse(area.adjusted(inner, inner, -inner, -inner))
        return
    side = area.width()
    painter.drawRoundedRect(area, side / 6, side / 6)
    if checked:
        pen = QPen(QColor(style.palette().on_primary), side / 8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        turns = ((0.25, 0.52), (0.43, 0.7), (0.76, 0.32))
        painter.drawPolyline([QPointF(area.left() + side * x, area.top() + side * y) for x, y in turns])


def mirrored_f(widget: QWidget, area: QRectF) -> QRectF:
    """As `mirrored`, for places between two pixels."""
    if not widget.isRightToLeft():
        return area
    return QRectF(widget.width() - area.right(), area.top(), area.width(), area.height())


def mirrored(widget: QWidget, area: QRect) -> QRect:
    """``area`` of ``widget`` as it stands; on the other side where one reads from right to left."""
    return mirrored_f(widget, QRectF(area)).toRect()
