"""Another PIN for who is signed in: the old one, then the new one twice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12desk.desk.staff import Staff
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.ui.door.door_dialog import DoorDialog
from b12desk.ui.kit.secret_box import SecretBox
from b12desk.ui.staff.new_pin import NewPin


class PinDialog(DoorDialog):
    """Accepted when the new PIN holds."""

    def __init__(self, parent: QWidget | None, staff: Staff) -> None:
        name = staff.who().name
        super().__init__(parent, "pin", _("Change my PIN"), _("You are signed in as {name}.", name=name))
        self._staff = staff
        self._old = SecretBox("pin:old", _("PIN until now"))
        self._new = NewPin("pin", lambda: (name,), title=_("New PIN or passphrase"))
        self._old.entered.connect(lambda: self._new.first.line.setFocus(Qt.FocusReason.TabFocusReason))
        self._new.entered.connect(self.do_it)
        self.page.card.addWidget(self._old)
        self.page.card.addWidget(self._new)
        self.complete("change", _("C&hange it"), 560)
        self._old.line.setFocus()

    def forget(self) -> None:
        """Empty the boxes."""
        self._old.wipe()
        self._new.wipe()

    def do_it(self) -> None:
        """Change it, or say why not."""
        fault = "" if self._old.text else _("Type your PIN until now.")
        if fault:
            self._old.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if fault := fault or self._new.fault():
            self.page.say(fault)
            return
        try:
            self._staff.change_pin(self._old.text, self._new.text)
        except UserError as error:
            self.page.show_problem(error)
            self._old.wipe()
            self._old.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.accept()
