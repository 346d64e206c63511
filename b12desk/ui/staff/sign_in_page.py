"""Who is at the desk: a name and a PIN, when the records were opened, when the desk is locked, when people change.

Rules: it names the staff and nothing else, least of all the patient whose intake is open behind it; a wrong PIN is told
in place, and the wait before the next one is counted down for each person alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal

from b12desk.desk.staff import Person, WrongPinError
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.ui.door.door_page import add_row, button, problem_words
from b12desk.ui.door.waiting_page import WaitingPage
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.secret_box import SecretBox
from b12desk.ui.setting_groups import TileGroup


class SignInPage(WaitingPage):
    """``signed`` carries the person's identifier and the PIN to try; ``forgotten``: nobody knows it.

    ``locked``: somebody was at the desk, ``chosen`` by identifier. ``wait`` tells how long a person has to wait.
    """

    signed = Signal(str, str)
    forgotten = Signal()

    def __init__(
        self, people: Sequence[Person], chosen: str, wait: Callable[[str], int], *, locked: str = "", also: str = ""
    ) -> None:
        title = _("This desk is locked") if locked else _("Who is at the desk?")
        text = _("Choose your name and type your PIN.")
        if locked:
            text = _("{name} was at the desk. Another person may sign in too.", name=locked)
        super().__init__("desk", title, f"{text} {also}".strip(), "lock" if locked else "person")
        known = {each.id for each in people}
        self.chosen = chosen if chosen in known else people[0].id if len(people) == 1 else ""
        self._wait = wait
        names = TileGroup("desk:person", _("Who are you?"), [(each.id, each.name) for each in people], self.chosen)
        names.chosen.connect(self._choose)
        self.card.addWidget(names)
        self._names = names
        self._box = SecretBox("desk:pin", _("PIN"))
        self._box.entered.connect(self._try)
        self.card.addWidget(self._box)
        enter = button("desk:enter", _("&Unlock") if locked else _("&Sign in"), "primary")
        enter.clicked.connect(self._try)
        lost = Link(_("Forgotten PIN?"))
        lost.setObjectName("desk:forgotten")
        lost.clicked.connect(self.forgotten)
        self.finish([enter])
        add_row(self.card, [lost])
        if self.chosen:
            self.wait_for(self._wait(self.chosen))

    def focus_first(self) -> None:
        """In the box, or on the names where nobody is chosen yet."""
        if self.chosen:
            self._box.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._names.focus_first()

    def show_problem(self, error: UserError) -> None:
        """Say why it was in vain, and count down until another try is taken."""
        self._box.wipe()
        wait = error.wait if isinstance(error, WrongPinError) else 0
        self.wait_for(wait, error.problems[0].cause if wait else problem_words(error))
        self.say(self.note.text())
        self.focus_first()

    def forget(self) -> None:
        """Nothing of the PIN stays here."""
        self._box.wipe()

    def _choose(self, identifier: str) -> None:
        self.chosen = identifier
        self._box.wipe()
        self.say("")
        self.wait_for(self._wait(identifier))
        self.focus_first()

    def _try(self) -> None:
        if self.waits:
            return
        if not self.chosen:
            self.say(_("Choose your name."))
        elif not self._box.text:
            self.say(_("Type your PIN."))
            self.focus_first()
        else:
            self.signed.emit(self.chosen, self._box.text)
