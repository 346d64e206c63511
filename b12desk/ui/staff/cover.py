"""Covers a window: what stood in it, and every dialog, menu and tooltip, is out of sight and comes back as it was.

Rules: what is covered leaves the window and its accessibility tree, and is in no window at all; a dialog that waits for
an answer (`exec`) waits on while nobody sees it, and is hidden behind its own back: `QDialog.hide` would be an answer;
one that comes up meanwhile is kept for later before it was ever shown.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QThread, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QVBoxLayout, QWidget
from shiboken6 import isValid

from b12desk.ui.kit.clipboard import wipe_clipboard

_POLL_MS = 10
_KINDS = (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet, Qt.WindowType.Tool)


class Cover(QObject):
    """Of ``window``, whose rows are in ``box``."""

    def __init__(self, window: QWidget, box: QVBoxLayout) -> None:
        super().__init__(window)
        self._window, self._box = window, box
        self._page: QWidget | None = None
        self._rows: list[tuple[QWidget, int, bool]] = []
        self._dialogs: list[QWidget] = []
        self._focus: QWidget | None = None

    @property
    def lies(self) -> bool:
        """Whether the window is covered."""
        return self._page is not None

    @property
    def empty(self) -> bool:
        """Whether no dialog waits behind it."""
        return not self._dialogs

    def lay(self, page: QWidget) -> None:
        """Cover the window by ``page``, at once; another page that covers it goes."""
        if self._page is None:
            self._take_away()
        else:
            self._box.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self._box.insertWidget(0, page, 1)
        page.show()

    def lift(self) -> None:
        """Everything is back, as it was."""
        page, self._page = self._page, None
        if page is None:
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # there is a window
        self._box.removeWidget(page)
        page.hide()
        page.deleteLater()
        for place, (widget, stretch, hidden) in enumerate(self._rows):
            if isValid(widget):
                self._box.insertWidget(place, widget, stretch)
                widget.setVisible(not hidden)
        self._rows = []
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        dialogs, self._dialogs = self._dialogs, []
        for each in dialogs:
            if isValid(each):
                each.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
                QWidget.setVisible(each, True)
                each.activateWindow()

    def dismiss(self, then: Callable[[], None]) -> None:
        """Answer every dialog by its Escape, and call ``then`` when all that waited for one has ended."""
        waiting, self._dialogs = [each for each in self._dialogs if isValid(each)], []
        level = QThread.currentThread().loopLevel() - sum(each.isModal() for each in waiting)
        for each in reversed(waiting):
            if isinstance(each, QDialog):
                each.reject()
            else:
                each.close()
        if not waiting:
            then()
            return

        def look() -> None:
            if QThread.currentThread().loopLevel() <= level:
                timer.stop()
                timer.deleteLater()
                then()

        timer = QTimer(self)
        timer.timeout.connect(look)
        timer.start(_POLL_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What wants to be shown while the window is covered waits."""
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self._window
            and watched.windowType() in _KINDS
            and watched not in self._dialogs
        ):
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            self._dialogs.append(watched)
            QTimer.singleShot(0, watched, lambda: _hide(watched) if self.lies else None)
        return False

    def _take_away(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        wipe_clipboard()
        self._focus = self._window.focusWidget()
        shown = [
            each
            for each in QApplication.topLevelWidgets()
            if each.isVisible() and each is not self._window and each.windowType() in _KINDS
        ]
        self._dialogs = sorted(shown, key=_depth)
        for each in reversed(self._dialogs):
            _hide(each)
        while (item := self._box.itemAt(0)) is not None:
            widget, stretch = item.widget(), self._box.stretch(0)
            self._box.takeAt(0)
            if widget is not None:
                self._rows.append((widget, stretch, widget.isHidden()))
                widget.hide()
                widget.setParent(None)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is a window


def _hide(widget: QWidget) -> None:
    """Out of sight, also for assistive technology, which is told of every window that there is."""
    QWidget.setVisible(widget, False)
    widget.destroy()


def _depth(widget: QWidget) -> int:
    parent, depth = widget.parentWidget(), 0
    while parent is not None:
        parent, depth = parent.window().parentWidget(), depth + 1
    return depth
