"""Another passphrase for the staff: the old one, then the new one twice. No record is rewritten by it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12desk.desk.safe import Safe
from b12desk.i18n import _
from b12desk.ui.door.door_dialog import DoorDialog
from b12desk.ui.door.new_passphrase import NewPassphrase
from b12desk.ui.kit.secret_box import SecretBox


class PassphraseDialog(DoorDialog):
    """Accepted when the new passphrase holds."""

    def __init__(self, parent: QWidget | None, safe: Safe) -> None:
        told = _("The recovery key stays as it is. From now on, the new passphrase opens this desk.")
        super().__init__(parent, "passphrase", _("Change the passphrase"), told)
        self._safe = safe
        self._old = SecretBox("passphrase:old", _("Passphrase until now"))
        self._new = NewPassphrase("passphrase")
        self._old.entered.connect(lambda: self._new.first.line.setFocus(Qt.FocusReason.TabFocusReason))
        self._new.entered.connect(self.do_it)
        self.page.card.addWidget(self._old)
        self.page.card.addWidget(self._new)
        self.complete("change", _("C&hange it"))
        self._old.line.setFocus()

    def forget(self) -> None:
        """Empty the boxes."""
        self._old.wipe()
        self._new.wipe()

    def do_it(self) -> None:
        """Change it, or say why not."""
        page = self.page
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
