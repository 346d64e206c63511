"""A dialog around a page that asks for a secret: nothing that was typed stays, and work that goes on is waited for."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.ui.door.door_page import DoorPage, add_row, button
from b12desk.ui.kit import reflex, style

_ROOM = 40
"""Pixels of the screen that stay free."""


class DoorDialog(QDialog):
    """``page.card`` is filled by who makes it, then `complete`."""

    def __init__(self, parent: QWidget | None, name: str, title: str, help_text: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.page = DoorPage(name, title, help_text)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, style.sp(12))

    def complete(self, name: str, text: str, height: int = 640) -> None:
        """Add the button called ``name`` that does it, and the one that does not; ``height`` at the usual text size."""
        self.page.finish()
        self._outer.addWidget(self.page, 1)
        row = QVBoxLayout()
        row.setContentsMargins(style.sp(16), 0, style.sp(16), 0)
        change = button(f"{self.objectName()}:{name}", text, "primary")
        change.clicked.connect(self.do_it)
        cancel = button(f"{self.objectName()}:cancel", _("&Cancel"))
        cancel.clicked.connect(self.reject)
        add_row(row, [change, cancel])
        self._outer.addLayout(row)
        room = self.screen().availableGeometry().size()
        self.resize(min(style.sp(620), room.width() - _ROOM), min(style.sp(height), room.height() - _ROOM))

    def do_it(self) -> None:
        """What the first button does."""
        raise NotImplementedError

    def forget(self) -> None:
        """Nothing secret stays in the boxes."""

    def done(self, result: int) -> None:
        """Nothing that was typed stays; while work goes on, one waits."""
        if not self.page.busy:
            self.forget()
            super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the boxes, which tell of it; Escape closes."""
        if event.key() not in reflex.ENTER:
            super().keyPressEvent(event)
