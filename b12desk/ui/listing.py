"""The pages of intakes in a window: all of them, one person's, two side by side; each is destroyed when it is left.

What was searched for last is kept as long as the window stays unlocked, so that who comes back goes on there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from b12desk.desk.comparing import Comparison
from b12desk.desk.finding import FoundLine, Search
from b12desk.desk.intake_lines import IntakeLine
from b12desk.desk.intakes import Intakes
from b12desk.errors import UserError
from b12desk.i18n import _, parted
from b12desk.settings import Settings
from b12desk.ui.compare_page import ComparePage
from b12desk.ui.discarding import discard
from b12desk.ui.intakes_page import IntakesPage
from b12desk.ui.kit.dialogs import show_error
from b12desk.ui.kit.waiting import run
from b12desk.ui.move_dialog import MoveDialog
from b12desk.ui.person_page import PersonPage
from b12desk.ui.room import Room

Page = IntakesPage | PersonPage | ComparePage


class Listing:
    """``page`` is None while another one is shown.

    ``resume``, ``print_again`` and ``hand_over`` open an intake, after which the page is to be dropped.
    ``back`` shows the start page, ``name`` names the window after the page, ``noted``
    is told that all intakes are listed as they stand.
    """

    def __init__(
        self,
        window: QWidget,
        desk: Intakes,
        settings: Callable[[], Settings],
        *,
        resume: Callable[[str], None],
        print_again: Callable[[str], None],
        hand_over: Callable[[str], None],
        back: Callable[[], None],
        name: Callable[[str], None],
        noted: Callable[[], None],
    ) -> None:
        self.page: Page | None = None
        self._window, self._desk, self._settings = window, desk, settings
        self._resume, self._print_again, self._back, self._name = resume, print_again, back, name
        self._hand_over, self._noted = hand_over, noted
        self._search = Search()
        self._room: Room | None = None
        self._again: Callable[[], None] = self.show
        """Shows the page that is shown, anew."""

    def enter(self, room: Room) -> None:
        """Work in this room, whose start page has the way here; a page that was shown in another one comes along."""
        shown, self.page, self._room = self.page is not None, None, room
        room.start.listed.connect(self.show)
        room.start.handed.connect(self._hand_over)
        if shown:
            self._again()

    def show(self) -> None:
        """Show all intakes, with what was searched for last."""
        self._desk.finding.nhs = self._settings().nhs
        page = IntakesPage(self._desk.finding, self._search)
        page.searched.connect(self._keep)
        page.opened.connect(lambda line: self._resume(line.identifier))
        page.printed.connect(lambda line: self._print_again(line.identifier))
        page.handed.connect(lambda line: self._hand_over(line.identifier))
        page.discarded.connect(self._discard)
        page.personal.connect(self._show_data)
        page.asked_visits.connect(lambda line: self.show_person(line.human))
        page.moved.connect(lambda line: self.move(line.identifier))
        page.left.connect(self._back)
        self._put(page, self.show)
        self._noted()

    def show_person(self, human: str, told: str = "", undo: str = "") -> None:
        """Show all visits of one person; ``told``: what was just done, which ``undo`` takes back."""
        try:
            visits = self._desk.people.visits(human, nhs=self._settings().nhs)
        except UserError as error:
            show_error(self._window, error)
            return
        page = PersonPage(visits, told, undo)
        lines = visits.lines
        page.opened.connect(lambda row: self._resume(lines[row].identifier) if lines[row].opens else None)
        page.compared.connect(lambda row: self._compare(human, row))
        page.moved.connect(lambda row: self.move(lines[row].identifier))
        page.merged.connect(lambda: self._merge(human))
        page.undone.connect(lambda key: self._take_back(human, key))
        page.left.connect(self.show)
        self._put(page, lambda: self.show_person(human, told, undo))

    def move(self, identifier: str) -> bool:
        """Have an intake be another patient's, if that is meant; whether it is. That person's page is shown then."""
        people = self._desk.people
        try:
            human = people.human_of(identifier)
            visits = people.visits(human, nhs=self._settings().nhs)
            line = next(each for each in visits.lines if each.identifier == identifier)
            told = [
                _("Move this intake to the patient whose it is. Now it is of {who}.", who=visits.who.words),
                parted((line.day, line.state)),
                _("It will bear the other patient's name and number. What was printed of it bears the wrong name."),
            ]
            chosen = self._asked(_("Wrong patient"), told, _("&Move it"), human)
            if chosen is None:
                return False
            key = people.move(identifier, *chosen)
            self.show_person(chosen[0], _("The intake was moved to this patient. Print its summary again."), key)
        except UserError as error:
            show_error(self._window, error)
            return False
        return True

    def drop(self) -> None:
        """Destroy the page; the start page is shown."""
        if self.page is not None and self._room is not None:
            self._room.stack.setCurrentWidget(self._room.start)
            self._room.stack.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None
            self._name("")

    def forget(self) -> None:
        """What was searched for was another person's search."""
        self._search = Search()

    def follow(self) -> None:
        """Other windows changed what is marked in lists."""
        if isinstance(self.page, IntakesPage):
            self.page.follow()

    def look_again(self) -> None:
        """What is listed may be another now."""
        if isinstance(self.page, IntakesPage):
            self.page.look()
        elif self.page is not None:
            self._again()

    def _put(self, page: Page, again: Callable[[], None]) -> None:
        """Show a page instead of what is shown."""
        self.drop()
        if self._room is None:
            return
        self.page, self._again = page, again
        self._room.stack.addWidget(page)
        self._room.stack.setCurrentWidget(page)
        self._name(page.accessibleName())
        page.take_focus()

    def _compare(self, human: str, row: int) -> None:
        """A visit beside the one before it, or, where there is none, the one after it."""
        try:
            visits = self._desk.people.visits(human, nhs=self._settings().nhs)
        except UserError as error:
            show_error(self._window, error)
            return
        places = [at for at, each in enumerate(visits.lines) if each.opens]
        now = max((each for each in places[:-1] if each <= row), default=places[0])
        page = ComparePage(visits, places[places.index(now) + 1], now, self._compared)
        page.left.connect(lambda: self.show_person(human))
        self._put(page, lambda: self._compare(human, row))

    def _compared(self, then: FoundLine, now: FoundLine) -> Comparison:
        system = QLocale.territoryToCode(QLocale.system().territory())
        return self._desk.comparing.compare(then, now, self._settings().reference_in(system))

    def _merge(self, human: str) -> None:
        """Put this person together with another entry, if that is meant."""
        people = self._desk.people
        try:
            who = people.visits(human, nhs=self._settings().nhs).who.words
            told = [
                _("This entry: {who}.", who=who),
                _("All visits of both stand together then. Each keeps the name and number that it was given."),
            ]
            chosen = self._asked(_("One person twice"), told, _("&Put together"), human)
            if chosen is not None:
                key = people.merge(human, *chosen)
                self.show_person(chosen[0], _("The two entries are put together."), key)
        except UserError as error:
            show_error(self._window, error)

    def _asked(self, title: str, told: list[str], act: str, but: str) -> tuple[str, str] | None:
        """Who was chosen, and the reason; None when the dialog was closed."""
        self._desk.finding.nhs = self._settings().nhs
        dialog = MoveDialog(self._window, title, told, act, lambda text: self._desk.people.others(text, but))
        accepted = run(dialog)
        dialog.deleteLater()
        return (dialog.human, dialog.reason) if accepted else None

    def _take_back(self, human: str, key: str) -> None:
        try:
            self._desk.people.take_back(key)
        except UserError as error:
            show_error(self._window, error)
            return
        self.show_person(human, _("It is as it was before."))

    def _keep(self, search: Search) -> None:
        self._search = search

    def _show_data(self, line: FoundLine) -> None:
        from b12desk.ui.person_dialog import PersonDialog  # noqa: PLC0415 -- ReportLab and FHIR, only when wanted

        try:
            dialog = PersonDialog(self._window, self._desk.person, line.identifier, self._settings())
        except UserError as error:
            show_error(self._window, error)
        else:
            run(dialog)
            dialog.deleteLater()
        self.look_again()

    def _discard(self, line: FoundLine) -> None:
        told = parted((line.born, line.number, line.day, line.state))
        if discard(self._window, self._desk, IntakeLine(line.identifier, line.name, told)) or line.alarm:
            self.look_again()
