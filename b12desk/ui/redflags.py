"""The bar that sends for staff as soon as a red flag was answered, without waiting for the end of the questions.

It comes for "not sure" as well, where a yes would be a red flag: who does not know waits no longer than who does.

Its place is in the footer and always there: a bar that came would push the page, and the next click would meet another
answer. It never says why: whoever passes the screen, and whoever sits before it, can read it. The result says why.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from b12desk.i18n import _
from b12desk.ui.error_summary import announce_text
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import label, line, picture
from b12desk.ui.kit.panel import Panel


class RedFlags(Panel):
    """Shown while there is one."""

    def __init__(self) -> None:
        super().__init__("error")
        self.setObjectName("red-flags")
        across = line(self, (16, 4, 12, 4), 10)
        across.addWidget(picture("alert", "error", 24), 0, Qt.AlignmentFlag.AlignVCenter)
        text = _("Tell a member of staff now")
        self._text = label(text, "strong")
        across.addWidget(self._text, 1)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(1)  # whoever narrows the window is not held up: it goes above the buttons then
        self.found = False
        self._named: tuple[str, ...] = ()
        self.hide()

    def least_width(self) -> int:
        """The width in pixels that takes the text on two lines, with room to break it."""
        text = self._text.fontMetrics().horizontalAdvance(self._text.text())
        return text * 2 // 3 + style.sp(16 + 24 + 10 + 12)

    def show_flags(self, named: tuple[str, ...]) -> None:
        """Show the bar if there is a red flag, or one that somebody is not sure of; a new one is announced."""
        self.found = bool(named)
        self.setVisible(self.found)
        if named != self._named:
            self._named = named
            if named:
                announce_text(self, self.accessibleName())
