"""The staff passphrase before a locked screen, with keys on the screen: nothing behind it is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.ui.door.door_page import DoorPage, add_row, button
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.secret_box import SecretBox
from b12desk.ui.waiting.key_pad import KeyPad


class ProofDialog(QDialog):
    """Accepted when ``prove`` took the passphrase; it raises UserError for a wrong one."""

    def __init__(self, parent: QWidget | None, prove: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setObjectName("proof")
        self.setWindowTitle(_("For staff"))
        self._prove = prove
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, style.sp(12))
        self._page = page = DoorPage("staff", _("For staff"), _("The staff passphrase leads back to the desk."))
        self._box = SecretBox("staff:passphrase", _("Passphrase"))
        self._box.entered.connect(self._try)
        page.card.addWidget(self._box)
        page.finish()
        outer.addWidget(page, 1)
        keys = KeyPad()
        keys.serve(self._box.line, "letters")
        outer.addWidget(keys)
        row = QVBoxLayout()
        row.setContentsMargins(style.sp(16), 0, style.sp(16), 0)
        unlock = button("staff:open", _("&Unlock"), "primary")
        unlock.clicked.connect(self._try)
        cancel = button("staff:cancel", _("&Cancel"))
        cancel.clicked.connect(self.reject)
        add_row(row, [unlock, cancel])
        outer.addLayout(row)
        room = self.screen().availableGeometry().size()
        self.resize(min(style.sp(700), room.width() - 20), min(style.sp(620), room.height() - 20))
        self._box.line.setFocus()

    def done(self, result: int) -> None:
        """Nothing that was typed stays; while it is tried, one waits."""
        if not self._page.busy:
            self._box.wipe()
            super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the box; Escape closes."""
        if event.key() not in reflex.ENTER:
            super().keyPressEvent(event)

    def _try(self) -> None:
        if self._page.busy:
            return
        if not self._box.text:
            self._page.say(_("Type the passphrase."))
            return
        passphrase = self._box.text
        self._box.wipe()

        def prove() -> Callable[[], None]:
            self._prove(passphrase)
            return self.accept

        self._page.begin_work(_("The passphrase is being checked ..."), prove)
