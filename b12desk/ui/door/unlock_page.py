"""The page that asks for the passphrase. Painted first at every start of a desk that is set up (`b12desk.app`).

A wrong one is told in place; the wait before the next try is counted down, and nothing is destroyed.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal

from b12desk.desk.safe import WrongPassphraseError
from b12desk.errors import UserError
from b12desk.i18n import _, n_
from b12desk.ui.door.door_page import DoorPage, add_row, button, problem_words
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.secret_box import SecretBox

_SECOND_MS = 1000


class UnlockPage(DoorPage):
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
        self._left = 0
        self._why = ""
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._count)

    def focus_first(self) -> None:
        """In the box."""
        self._box.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, error: UserError) -> None:
        """Say why it was in vain, and count down until another try is taken."""
        self._box.wipe()
        wait = error.wait if isinstance(error, WrongPassphraseError) else 0
        self._why = error.problems[0].cause if wait else problem_words(error)
        self.wait_for(wait)
        self.say(self.note.text())
        self.focus_first()

    def wait_for(self, seconds: int) -> None:
        """Count down ``seconds`` until a try is taken."""
        self._left = seconds
        self.note.setText(self._words())
        if seconds > 0:
            self._clock.start()

    def forget(self) -> None:
        """Nothing of the passphrase stays here."""
        self._box.wipe()

    def _try(self) -> None:
        if self.busy or self._left > 0:
            return
        if self._box.text:
            self.unlocked.emit(self._box.text)
        else:
            self.say(_("Type the passphrase."))
            self.focus_first()

    def _count(self) -> None:
        self._left = max(0, self._left - 1)
        if not self._left:
            self._clock.stop()
        self.note.setText(self._words())

    def _words(self) -> str:
        if not self._left:
            return self._why
        wait = n_("Another try is taken in {count} second.", "Another try is taken in {count} seconds.", self._left)
        return _("{why} {wait}", why=self._why, wait=wait).strip()
