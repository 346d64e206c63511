"""What stands in the window: header, and below it the start page or the open intake. Made anew for another look."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from b12desk.ui.header import Header
from b12desk.ui.start import StartPage, StartWords


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
