"""A name and a PIN before a locked screen, with keys on the screen: nothing behind it is shown."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from b12desk.desk.member import Member
from b12desk.desk.staff import Staff
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.ui.door.door_page import add_row, button
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.staff.sign_in_page import SignInPage
from b12desk.ui.waiting.key_pad import KeyPad


class ProofDialog(QDialog):
    """``member`` is who has proved it, and is at the desk from then on; None as long as nobody has."""

    def __init__(self, parent: QWidget | None, staff: Staff) -> None:
        super().__init__(parent)
        self.setObjectName("proof")
        self.setWindowTitle(_("For staff"))
        self.member: Member | None = None
        self._staff = staff
        self._page = page = SignInPage(staff.present(), staff.who().id, staff.wait)
        page.signed.connect(self._try)
        page.forgotten.connect(self._help)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, style.sp(12))
        outer.addWidget(page, 1)
        keys = KeyPad()
        for box in page.findChildren(LineBox):
            keys.serve(box, "signs")
        outer.addWidget(keys)
        row = QVBoxLayout()
        row.setContentsMargins(style.sp(16), 0, style.sp(16), 0)
        cancel = button("proof:cancel", _("&Cancel"))
        cancel.clicked.connect(self.reject)
        add_row(row, [cancel])
        outer.addLayout(row)
        room = self.screen().availableGeometry().size()
        self.resize(min(style.sp(760), room.width() - 20), min(style.sp(660), room.height() - 20))
        page.focus_first()

    def done(self, result: int) -> None:
        """Nothing that was typed stays."""
        self._page.forget()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the box; Escape closes."""
        if event.key() not in reflex.ENTER:
            super().keyPressEvent(event)

    def _try(self, identifier: str, pin: str) -> None:
        try:
            self.member = self._staff.sign_in(identifier, pin, "came back")
        except UserError as error:
            self._page.show_problem(error)
        else:
            self.accept()

    def _help(self) -> None:
        self._page.say(_("Ask another of the staff, or close this and start the program again."))
