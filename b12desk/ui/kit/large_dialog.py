"""A dialog with a table, as large as the window that it stands before."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from b12desk.ui.kit import reflex, style

_LEAST = 600, 480


class LargeDialog(QDialog):
    """Enter is for what stands in it; Escape closes."""

    def fill(self, parent: QWidget | None) -> None:
        """Be as large as ``parent``, no smaller than a table needs, and no larger than the screen."""
        room = parent.size() if parent is not None else self.sizeHint()
        width, height = (style.sp(each) for each in _LEAST)
        self.resize(max(room.width(), width), max(room.height(), height))
        self.resize(self.size().boundedTo(self.screen().availableGeometry().size()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses no button of the dialog."""
        if event.key() not in reflex.ENTER:
            super().keyPressEvent(event)
