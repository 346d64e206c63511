"""What stands in the window: header, and below it the start page or the open intake. Made anew for another look."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from b12desk.ui.header import Header
from b12desk.ui.kit import style
from b12desk.ui.start import StartPage, StartWords

_TINY = 250
"""The height of the window, at the usual text size, below which the header is one line of icons."""


class Room(QWidget):
    """``start`` is the first of the pages on ``stack``."""

    def __init__(self, words: StartWords) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        self.start = StartPage(words)
        self.stack.addWidget(self.start)
        self.header = Header()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A window that is very low for its text leaves what it has to the page."""
        super().resizeEvent(event)
        self.header.set_short(self.height() < style.sp(_TINY))
