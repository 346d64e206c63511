"""What stands in the window: header, and below it a page before the records, the start page or the open intake.

Made anew for another look. While records are tried that are thrown away, a line below the header says so on every page.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.ui.header import Header
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import label, line
from b12desk.ui.kit.panel import Panel
from b12desk.ui.start import StartPage, StartWords

_TINY = 290
"""The height of the window, at the usual text size, below which the header is one line of icons."""


class Shortens(QWidget):
    """What stands below the header, and takes less room in a very low window."""

    def set_short(self, short: bool) -> None:
        """As little as it can, or all of it."""


class Room(QWidget):
    """``start`` is the first of the pages on ``stack``. ``trial``: the records are thrown away at the end."""

    def __init__(self, words: StartWords, *, trial: bool = False) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        self.start = StartPage(words)
        self.stack.addWidget(self.start)
        self.header = Header()
        self._door: QWidget | None = None
        self._below: Shortens | None = None
        self._trial = trial_line()
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self._trial)
        box.addWidget(self.stack, 1)
        self.show_trial(trial)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A window that is very low for its text leaves what it has to the page."""
        super().resizeEvent(event)
        self._shorten()

    def show_trial(self, trial: bool) -> None:
        """Say that nothing is kept, or that all is as usual."""
        self.trial = trial
        self._trial.setVisible(trial)

    def add_below_header(self, bar: Shortens) -> None:
        """A line that stands below the header, on every page."""
        self._below = bar
        self._box.insertWidget(2, bar)
        self._shorten()

    def _shorten(self) -> None:
        short = self.height() < style.sp(_TINY)
        self.header.set_short(short)
        if self._below is not None:
            self._below.set_short(short)

    def show_door(self, page: QWidget) -> None:
        """Show a page that stands before the records."""
        self._door = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def drop_door(self) -> None:
        """Destroy that page; the start page is shown."""
        if self._door is not None:
            self.stack.setCurrentWidget(self.start)
            self.stack.removeWidget(self._door)
            self._door.deleteLater()
            self._door = None


def trial_line() -> Panel:
    """One line: nothing is kept."""
    made = Panel("warning")
    made.setObjectName("trial")
    words = label(_("Try it: nothing is kept when this window closes"), "strong")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setAccessibleName(words.text())
    line(made, (16, 2, 16, 2)).addWidget(words, 1)
    made.setMinimumHeight(style.sp(24))
    return made
