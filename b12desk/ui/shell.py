"""What stands around the pages of an intake: steps beside or above them, the bar of red flags, the buttons below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.ui import style
from b12desk.ui.buttons import Button
from b12desk.ui.panel import Panel
from b12desk.ui.parts import line
from b12desk.ui.redflags import RedFlags
from b12desk.ui.steps import Step, StepList, StepStrip

_WIDE = 1000


class Shell(QWidget):
    """``stack`` holds the pages, ``flags`` is the bar of red flags; the signals are what buttons and steps ask for."""

    chosen = Signal(str)
    backed = Signal()
    helped = Signal()
    nexted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        self.flags = RedFlags()
        self._strip = StepStrip()
        self._side = StepList()
        self._side.chosen.connect(self.chosen)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._side)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.flags)
        middle.addWidget(self.stack, 1)
        across.addLayout(middle, 1)
        outer.addWidget(self._strip)
        outer.addLayout(across, 1)
        outer.addWidget(self._footer())
        self._side.hide()

    def show_steps(self, steps: Sequence[Step], counted: str) -> None:
        """Show where we are, and ``counted``: how much is answered."""
        self._side.show_steps(steps, counted)
        self._strip.show_steps(steps, counted)

    def show_next(self, text: str) -> None:
        """Name the button that goes on; empty hides it."""
        self._next.setText(text)
        self._next.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Steps beside the page where there is room, above it where there is not."""
        super().resizeEvent(event)
        wide = self.width() >= style.sp(_WIDE)
        self._side.setVisible(wide)
        self._strip.setVisible(not wide)

    def _footer(self) -> Panel:
        made = Panel("footer")
        across = line(made, (14, 0, 14, 0), 12)
        across.setContentsMargins(style.sp(14), 6, style.sp(14), 6)
        back = Button(_("&Back"), "secondary", "back")
        back.setObjectName("back")
        back.clicked.connect(self.backed)
        help_button = Button(_("&Help"), "secondary", "help")
        help_button.setObjectName("help")
        help_button.clicked.connect(self.helped)
        self._next = Button(_("&Next"), "primary", "next", behind=True)
        self._next.setObjectName("next")
        self._next.clicked.connect(self.nexted)
        across.addWidget(back)
        across.addWidget(help_button)
        across.addStretch(1)
        across.addWidget(self._next)
        return made
