"""Covers a window: what stood in it, and every dialog, menu and tooltip, is out of sight and comes back as it was.

Rule: what is covered leaves the window and its accessibility tree, and is in no window at all.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget
from shiboken6 import isValid

from b12desk.ui.kit import waiting
from b12desk.ui.kit.clipboard import wipe_clipboard


class Cover:
    """Of ``window``, whose rows are in ``box``."""

    def __init__(self, window: QWidget, box: QVBoxLayout) -> None:
        self._window, self._box = window, box
        self._page: QWidget | None = None
        self._rows: list[tuple[QWidget, int, bool]] = []
        self._focus: QWidget | None = None

    @property
    def lies(self) -> bool:
        """Whether the window is covered."""
        return self._page is not None

    def lay(self, page: QWidget) -> None:
        """Cover the window by ``page``, at once; another page that covers it goes."""
        if self._page is None:
            self._take_away()
        else:
            self._drop(self._page)
        self._page = page
        self._box.insertWidget(0, page, 1)
        page.show()

    def lift(self) -> None:
        """Everything is back, as it was."""
        page, self._page = self._page, None
        if page is None:
            return
        self._drop(page)
        for place, (widget, stretch, hidden) in enumerate(self._rows):
            if isValid(widget):
                self._box.insertWidget(place, widget, stretch)
                widget.setVisible(not hidden)
        self._rows = []
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        waiting.show_all()

    def dismiss(self, then: Callable[[], None]) -> None:
        """Answer every dialog by its Escape, and call ``then`` when all that waited for one has ended."""
        waiting.dismiss_all(then)

    def _take_away(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        wipe_clipboard()
        self._focus = self._window.focusWidget()
        waiting.hide_all()
        while (item := self._box.itemAt(0)) is not None:
            widget, stretch = item.widget(), self._box.stretch(0)
            self._box.takeAt(0)
            if widget is not None:
                self._rows.append((widget, stretch, widget.isHidden()))
                widget.hide()
                widget.setParent(None)

    def _drop(self, page: QWidget) -> None:
        self._box.removeWidget(page)
        page.hide()
        page.deleteLater()
