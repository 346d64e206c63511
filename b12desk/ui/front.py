"""What stands before and above the intakes: the start page, the patient in the header, the title of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from b12desk.desk.identity import identity_of
from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.i18n import _
from b12desk.theme import Tone
from b12desk.ui.backup_keeper import BackupKeeper
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.room import Room
from b12desk.ui.start import StartWords


class Front:
    """``room`` is made anew in another look; whoever makes it sets it here. ``keeper`` looks after the backups."""

    def __init__(self, window: QWidget, room: Room, desk: Intakes, keeper: BackupKeeper | None) -> None:
        self.room = room
        self._window, self._desk, self._keeper = window, desk, keeper
        self._program = window.windowTitle()
        if keeper is not None:
            keeper.changed.connect(self.warn)

    def list(self, *, saving: bool) -> None:
        """What can be resumed, what was finished today, what is wrong. ``saving``: the disk takes answers."""
        desk, start = self._desk, self.room.start
        self.warn()
        start.offer_all(desk.finding.any())
        start.show_unfinished(desk.unfinished(), desk.finished(), saving=saving, removes=desk.removes_finished)

    def warn(self) -> None:
        """Of the clock and of the backups."""
        self.room.start.warn(self._desk.clock_note(), self._keeper.trouble() if self._keeper is not None else "")

    def say_what_it_is_for(self) -> None:
        """The form's own words, which the start page may have had to do without until now."""
        form = self._desk.questionnaire
        self.room.start.say(StartWords(form.start_title or form.title, form.start_text))

    def tell(self, told: str, tone: Tone = "success") -> None:
        """Say on the start page what became of an intake."""
        self.room.start.tell(told, tone=tone)
        if told:
            announce_text(self.room.start, told)
        self.room.start.focus_first()

    def name_window(self, page: str) -> None:
        """The page and its problems, never the patient: the title also stands where others can read it."""
        named = _("{page} - {program}", page=page, program=self._program)
        self._window.setWindowTitle(named if page else self._program)

    def show_patient(self, intake: OpenIntake | None) -> None:
        """Whose intake is open, in the header; None: none is."""
        self.room.header.show_patient(None if intake is None else identity_of(intake.session, nhs=intake.choices.nhs))
