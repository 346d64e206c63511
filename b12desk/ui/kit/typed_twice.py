"""Something secret and new, typed twice: two boxes of which the second has to hold what the first does."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.secret_box import SecretBox


class TypedTwice(QWidget):
    """``entered``: Enter in the second box. ``between`` stands below the first."""

    entered = Signal()

    def __init__(self, first: SecretBox, again: str, *between: QWidget) -> None:
        super().__init__()
        self.first, self.again = first, SecretBox(again, _("The same again"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.sp(10))
        for each in (self.first, *between, self.again):
            box.addWidget(each)
        self.first.entered.connect(lambda: self.again.line.setFocus(Qt.FocusReason.TabFocusReason))
        self.again.entered.connect(self.entered)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.first.text

    @abstractmethod
    def judged(self) -> str:
        """What keeps the first from being taken, in one sentence; empty when it is good."""

    def fault(self) -> str:
        """What keeps it from being taken, in one sentence; the focus goes there. Empty when it is good."""
        box, told = self.first, self.judged()
        if not told and self.first.text != self.again.text:
            box, told = self.again, _("The two are not the same. Type the second one again.")
            box.wipe()
        if told:
            box.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return told

    def fill(self, secret: str) -> None:
        """Show one that was chosen before."""
        for each in (self.first, self.again):
            each.line.show_text(secret)

    def wipe(self) -> None:
        """Nothing of it stays here."""
        self.first.wipe()
        self.again.wipe()
