"""The page of all intakes in a window: shown, left, and destroyed with the names on it.

What was searched for last is kept as long as the window stays unlocked, so that who comes back goes on there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from b12desk.desk.finding import FoundLine, Search
from b12desk.desk.intake_lines import IntakeLine
from b12desk.desk.intakes import Intakes
from b12desk.errors import UserError
from b12desk.i18n import parted
from b12desk.ui.intakes_page import IntakesPage
from b12desk.ui.kit.dialogs import show_error
from b12desk.ui.questions import may_discard
from b12desk.ui.room import Room


class Listing:
    """``page`` is None while another one is shown.

    ``resume``, ``print_again`` and ``hand_over`` open an intake, after which the page is to be dropped.
    ``back`` shows the start page, ``name`` names the window after the page.
    """

    def __init__(
        self,
        window: QWidget,
        desk: Intakes,
        *,
        resume: Callable[[str], None],
        print_again: Callable[[str], None],
        hand_over: Callable[[str], None],
        back: Callable[[], None],
        name: Callable[[str], None],
    ) -> None:
        self.page: IntakesPage | None = None
        self._window, self._desk = window, desk
        self._resume, self._print_again, self._back, self._name = resume, print_again, back, name
        self._hand_over = hand_over
        self._search = Search()
        self._room: Room | None = None

    def enter(self, room: Room) -> None:
        """Work in this room, whose start page has the way here; a page that was shown in another one comes along."""
        shown, self.page, self._room = self.page is not None, None, room
        room.start.listed.connect(self.show)
        room.start.handed.connect(self._hand_over)
        if shown:
            self.show()

    def show(self) -> None:
        """Show the page, with what was searched for last."""
        if self._room is None:
            return
        self.page = page = IntakesPage(self._desk.finding, self._search)
        page.searched.connect(self._keep)
        page.opened.connect(lambda line: self._resume(line.identifier))
        page.printed.connect(lambda line: self._print_again(line.identifier))
        page.handed.connect(lambda line: self._hand_over(line.identifier))
        page.discarded.connect(self._discard)
        page.left.connect(self._back)
        self._room.stack.addWidget(page)
        self._room.stack.setCurrentWidget(page)
        self._name(page.accessibleName())
        page.take_focus()

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

    def look_again(self) -> None:
        """What is listed may be another now."""
        if self.page is not None:
            self.page.look()

    def _keep(self, search: Search) -> None:
        self._search = search

    def _discard(self, line: FoundLine) -> None:
        try:
            self._desk.check_discard(line.identifier)
        except UserError as error:
            show_error(self._window, error)
            return
        told = parted((line.born, line.number, line.day, line.state))
        if may_discard(self._window, IntakeLine(line.identifier, line.name, told)):
            try:
                self._desk.discard(line.identifier)
            except UserError as error:
                show_error(self._window, error)
            self.look_again()
