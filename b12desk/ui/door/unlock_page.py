"""The page that asks for the passphrase. Painted first at every start of a desk that is set up (`b12desk.app`).

A wrong one is told in place; the wait before the next try is counted down, and nothing is destroyed.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from b12desk.desk.safe import WrongPassphraseError
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.ui.door.door_page import add_row, button, problem_words
from b12desk.ui.door.waiting_page import WaitingPage
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.secret_box import SecretBox


class UnlockPage(WaitingPage):
    """``unlocked`` carries the passphrase to try; ``lost``: nobody knows it."""

    unlocked = Signal(str)
    lost = Signal()

    def __init__(self) -> None:
        super().__init__(
            "unlock", _("This desk is locked"), _("Its records are encrypted. The staff passphrase opens them."), "app"
        )
        self._box = SecretBox("unlock:passphrase", _("Passphrase"))
        self._box.entered.connect(self._try)
        self.card.addWidget(self._box)
        unlock = button("unlock:open", _("&Unlock"), "primary")
        unlock.clicked.connect(self._try)
        lost = Link(_("Lost passphrase?"))
        lost.setObjectName("unlock:lost")
        lost.clicked.connect(lambda: None if self.busy else self.lost.emit())
        self.finish([unlock])
        add_row(self.card, [lost])

    def focus_first(self) -> None:
        """In the box."""
        self._box.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, error: UserError) -> None:
        """Say why it was in vain, and count down until another try is taken."""
        self._box.wipe()
        wait = error.wait if isinstance(error, WrongPassphraseError) else 0
        self.wait_for(wait, error.problems[0].cause if wait else problem_words(error))
        self.say(self.note.text())
        self.focus_first()

    def forget(self) -> None:
        """Nothing of the passphrase stays here."""
        self._box.wipe()

    def _try(self) -> None:
        if self.busy or self.waits:
            return
        if self._box.text:
            self.unlocked.emit(self._box.text)
        else:
            self.say(_("Type the passphrase."))
            self.focus_first()
