"""A new PIN or passphrase of one person, typed twice; and a name with it, where somebody new is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.desk.pin_rules import pin_fault
from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.secret_box import SecretBox


class NewPin(QWidget):
    """``entered``: Enter in the second box. ``words``: what would be guessed first. ``wanted``: it may not be empty."""

    entered = Signal()

    def __init__(
        self, name: str, words: Callable[[], Iterable[str]] = lambda: (), *, wanted: bool = True, title: str = ""
    ) -> None:
        super().__init__()
        self._words, self._wanted = words, wanted
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.sp(10))
        self.first = SecretBox(f"{name}:pin", title or _("PIN or passphrase"))
        self.again = SecretBox(f"{name}:pin-again", _("The same again"))
        box.addWidget(self.first)
        box.addWidget(label(_("Six digits or more without a pattern, or a passphrase of eight characters."), "hint"))
        box.addWidget(self.again)
        self.first.entered.connect(lambda: self.again.line.setFocus(Qt.FocusReason.TabFocusReason))
        self.again.entered.connect(self.entered)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.first.text

    def fault(self) -> str:
        """What keeps it from being taken, in one sentence; the focus goes there. Empty when it is good."""
        if not self._wanted and not self.first.text and not self.again.text:
            return ""
        box, told = self.first, pin_fault(self.first.text, self._words())
        if not told and self.first.text != self.again.text:
            box, told = self.again, _("The two are not the same. Type the second one again.")
            box.wipe()
        if told:
            box.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return told

    def fill(self, pin: str) -> None:
        """Show one that was chosen before."""
        self.first.line.show_text(pin)
        self.again.line.show_text(pin)

    def wipe(self) -> None:
        """Nothing of it stays here."""
        self.first.wipe()
        self.again.wipe()
