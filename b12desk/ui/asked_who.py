"""Whether the patient of the open intake was here before: looked for when the hand rests, asked below the header."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.people import Acquaintance
from b12desk.errors import StoreError, UserError
from b12desk.i18n import _
from b12desk.ui.acquaintance_bar import AcquaintanceBar, likeness_words
from b12desk.ui.kit.dialogs import ask, show_error
from b12desk.ui.room import Room

REST_MS = 250
"""After so long without another change somebody is looked for: never while a key is drawn."""


class AskedWho:
    """``opened`` says which intake is open. ``bar`` stands in the room that was entered last."""

    def __init__(self, window: QWidget, desk: Intakes, opened: Callable[[], OpenIntake | None]) -> None:
        self._window, self._desk, self._opened = window, desk, opened
        self._room: Room | None = None
        self._found: Acquaintance | None = None
        self._rest = QTimer(window)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.look)

    def enter(self, room: Room) -> None:
        """Work in this room."""
        self._room = room
        self.bar = AcquaintanceBar()
        self.bar.joined.connect(self._join)
        self.bar.parted.connect(self._part)
        self.bar.asked.connect(self._ask)
        room.add_below_header(self.bar)

    def soon(self) -> None:
        """The patient has another name, number or birth date."""
        self._rest.start()

    def look(self) -> None:
        """See who it may be, and how often that person was here."""
        self._rest.stop()
        intake, found, visits = self._opened(), None, 0
        if intake is not None:
            try:
                found = self._desk.people.acquaintance(intake)
                visits = self._desk.people.visit_count(intake.identifier)
            except StoreError:  # a disk that cannot be read says so at the next answer
                found = None
        self._found = found
        self.bar.show_somebody(found)
        if self._room is not None:
            self._room.header.show_visits(visits)

    def _ask(self) -> None:
        """In a very low window: who it is, and the same answers."""
        if self._found is None:
            return
        same = self._found.likeness == "same"
        answers = [_("N&ot now"), *((_("&Yes, same person"), _("N&o, somebody else")) if same else (_("See&n"),))]
        answer = ask(self._window, _("Was this patient here before?"), [likeness_words(self._found)], answers)
        if answer > 0:
            (self._join if same and answer == 1 else self._part)()

    def _join(self) -> None:
        intake, found = self._opened(), self._found
        if intake is not None and found is not None:
            try:
                self._desk.people.join(intake, found.human)
            except UserError as error:
                show_error(self._window, error)
        self.look()

    def _part(self) -> None:
        intake, found = self._opened(), self._found
        if intake is not None and found is not None:
            intake.apart.add((found.human, found.likeness))
        self.look()
