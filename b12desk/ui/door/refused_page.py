"""The page that says why the records cannot be opened here, and what to do about it. Painted first (`b12desk.app`)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.ui.door.door_page import DoorPage, button
from b12desk.ui.kit.labels import label


class RefusedPage(DoorPage):
    """``retried``: look again; ``tried``: go on with records that are thrown away."""

    retried = Signal()
    tried = Signal()

    def __init__(self, error: UserError) -> None:
        super().__init__("refused", error.title, "", "error")
        for each in error.problems:
            self.card.addWidget(label(each.cause[:1].upper() + each.cause[1:], "strong"))
            if each.fix:
                self.card.addWidget(label(each.fix))
            self.card.addWidget(label(each.where, "small"))
        self._again = button("refused:again", _("Look &again"), "primary")
        trying = button("refused:try", _("&Try it"), "secondary")
        trying.setAccessibleDescription(_("Nothing is kept when the window closes."))
        self._again.clicked.connect(lambda: None if self.busy else self.retried.emit())
        trying.clicked.connect(lambda: None if self.busy else self.tried.emit())
        self.finish([self._again, trying])

    def focus_first(self) -> None:
        """On the way out."""
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)
