"""Grounds of the page: cards, bars, coloured boxes, the line beside a detail. Drawn, not styled by rules.

A style sheet on the whole application costs four times the memory for every label below it and most of the time of a
page turn (measured), so it is kept to the few widgets that Qt draws itself (`style.sheet`).
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from b12desk.theme import Tone
from b12desk.ui.kit import style
from b12desk.ui.kit.shapes import fill, mirrored, rounded

Kind = Literal["plain", "card", "header", "footer", "side", "problems", "detail", "wrong"] | Tone


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
        width, height = area.width(), area.height()
        match kind:
            case "card":
                rounded(painter, area, style.sp(12), "surface", ("line", 1))
            case "problems":
                rounded(painter, area, style.sp(12), "error_soft", ("error", 3))
            case "detail" | "wrong":
                fill(painter, mirrored(self, QRect(0, 0, style.sp(4), height)), "line" if kind == "detail" else "error")
            case "header":
                fill(painter, area, "surface")
                fill(painter, QRect(0, height - 1, width, 1), "line")
            case "footer":
                fill(painter, area, "surface")
                fill(painter, QRect(0, 0, width, 1), "line")
            case "side":
                fill(painter, area, "surface")
                fill(painter, mirrored(self, QRect(width - 1, 0, 1, height)), "line")
            case _:
                fill(painter, area, f"{kind}_soft")
                fill(painter, mirrored(self, QRect(0, 0, style.sp(6), height)), kind)
