"""A page that one leaves by Escape, as by its button that goes back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from b12desk.ui.kit import reflex


class LeftPage(QWidget):
    """``left``: somebody wants to go back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back; Enter, which no button took, does nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in reflex.ENTER:
            super().keyPressEvent(event)
