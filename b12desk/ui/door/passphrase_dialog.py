"""Another passphrase for the staff: the old one, then the new one twice. No record is rewritten by it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from b12desk.desk.safe import Safe
from b12desk.i18n import _
from b12desk.ui.door.door_page import DoorPage, add_row, button
from b12desk.ui.door.new_passphrase import NewPassphrase
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.secret_box import SecretBox


class PassphraseDialog(QDialog):
    """Accepted when the new passphrase holds."""

    def __init__(self, parent: QWidget | None, safe: Safe) -> None:
        super().__init__(parent)
        self.setObjectName("passphrase")
        self.setWindowTitle(_("Change the passphrase"))
        self._safe = safe
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, style.sp(12))
        self._page = page = DoorPage(
            "passphrase",
            _("Change the passphrase"),
            _("The recovery key stays as it is. From now on, the new passphrase opens this desk."),
        )
        self._old = SecretBox("passphrase:old", _("Passphrase until now"))
        self._new = NewPassphrase("passphrase")
        self._old.entered.connect(lambda: self._new.first.line.setFocus(Qt.FocusReason.TabFocusReason))
        self._new.entered.connect(self._change)
        page.card.addWidget(self._old)
        page.card.addWidget(self._new)
        page.finish()
        outer.addWidget(page, 1)
        row = QVBoxLayout()
        row.setContentsMargins(style.sp(16), 0, style.sp(16), 0)
        change = button("passphrase:change", _("C&hange it"), "primary")
        change.clicked.connect(self._change)
        cancel = button("passphrase:cancel", _("&Cancel"))
        cancel.clicked.connect(self.reject)
        add_row(row, [change, cancel])
        outer.addLayout(row)
        room = self.screen().availableGeometry().size()
        self.resize(min(style.sp(620), room.width() - 40), min(style.sp(640), room.height() - 40))
        self._old.line.setFocus()

    def done(self, result: int) -> None:
        """Nothing that was typed stays; while the passphrase is being changed, one waits."""
        if self._page.busy:
            return
        self._old.wipe()
        self._new.wipe()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the boxes, which tell of it; Escape closes."""
        if event.key() not in reflex.ENTER:
            super().keyPressEvent(event)

    def _change(self) -> None:
        page = self._page
        if page.busy:
            return
        fault = "" if self._old.text else _("Type the passphrase that opens this desk until now.")
        if fault:
            self._old.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if fault := fault or self._new.fault():
            page.say(fault)
            return
        old, new = self._old.text, self._new.text

        def change() -> Callable[[], None]:
            self._safe.change_passphrase(old, new)
            return self.accept

        page.begin_work(_("The passphrase is being changed ..."), change)
