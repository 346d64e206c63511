"""Lists that stand open follow what other windows do: an alarm that comes or is acknowledged, a patient elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from b12desk.desk.intake_lines import called_words
from b12desk.desk.intakes import Intakes
from b12desk.ui.kit.speech import announce_text

EVERY_MS = 5_000
"""How long an alarm of another window may stay unseen here."""


class Following:
    """``listed``: whether a list is shown; ``changed`` shows it anew."""

    def __init__(
        self, window: QWidget, desk: Intakes, *, listed: Callable[[], bool], changed: Callable[[], None]
    ) -> None:
        self._window, self._desk = window, desk
        self._listed, self._changed = listed, changed
        self.noted()
        timer = QTimer(window)
        timer.timeout.connect(self.look)
        timer.start(EVERY_MS)

    def noted(self) -> None:
        """A list is shown as it stands now."""
        self._known = self._desk.marks()

    def look(self) -> None:
        """Show the list anew, if its marks are others; a new alarm is also said."""
        if not self._window.isVisible() or not self._listed():
            return
        known, self._known = self._known, self._desk.marks()
        if self._known != known:
            self._show_anew()
        if self._known.alarming - known.alarming:
            announce_text(self._window, called_words(alarm=True))

    def _show_anew(self) -> None:
        """The focus stays on what is called the same."""
        focused = self._window.focusWidget()
        name = focused.objectName() if focused is not None else ""
        self._changed()
        if name and self._window.focusWidget() is not focused:
            for each in self._window.findChildren(QWidget, name)[:1]:
                each.setFocus()
