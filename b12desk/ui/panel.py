"""Grounds of the page: cards, bars, coloured boxes, the line beside a detail. Drawn, not styled by rules.

A style sheet on the whole application costs four times the memory for every label below it and most of the time of a
page turn (measured), so it is kept to the few widgets that Qt draws itself (`style.sheet`).
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from b12desk.theme import Tone
from b12desk.ui import style

Kind = Literal["plain", "card", "header", "footer", "side", "problems", "detail", "wrong"] | Tone
_TONES = ("info", "success", "warning", "error", "neutral")


class Panel(QWidget):
    """A widget with one of the grounds; ``plain`` has none."""

    def __init__(self, kind: Kind = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind = kind

    def set_kind(self, kind: Kind) -> None:
        """Change the ground."""
        if kind != self._kind:
            self._kind = kind
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and its edge."""
        if self._kind == "plain":
            return
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        area, kind = self.rect(), self._kind
        if kind in ("card", "problems"):
            width = 1 if kind == "card" else 3
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(style.colour("line" if kind == "card" else "error"), width))
            painter.setBrush(style.colour("surface" if kind == "card" else "error_soft"))
            radius = style.sp(12)
            painter.drawRoundedRect(QRectF(area).adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius)
        elif kind in ("detail", "wrong"):
            bar = style.colour("line" if kind == "detail" else "error")
            painter.fillRect(0, 0, style.sp(4), area.height(), bar)
        elif kind in _TONES:
            painter.fillRect(area, style.colour(f"{kind}_soft"))
            painter.fillRect(0, 0, style.sp(6), area.height(), style.colour(kind))
        else:
            painter.fillRect(area, style.colour("surface"))
            painter.setPen(Qt.PenStyle.NoPen)
            line = style.colour("line")
            match kind:
                case "header":
                    painter.fillRect(0, area.height() - 1, area.width(), 1, line)
                case "footer":
                    painter.fillRect(0, 0, area.width(), 1, line)
                case _:
                    painter.fillRect(area.width() - 1, 0, 1, area.height(), line)
