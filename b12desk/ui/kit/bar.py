"""A bar as long as a share: the small charts of the program are made of these."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from b12desk.ui.kit import style
from b12desk.ui.kit.shapes import bar, mirrored

HEIGHT = 12


class Bar(QWidget):
    """``share`` of the whole, 0 to 1. It says nothing to assistive technology: the figure stands beside it."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(style.sp(120), style.sp(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The whole, and the share of it from where one begins to read."""
        del event
        painter = QPainter(self)
        whole = self.rect()
        bar(painter, whole, mirrored(self, QRect(0, 0, round(whole.width() * self.share), whole.height())))
        painter.end()
