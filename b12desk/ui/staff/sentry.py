"""Stands before an open desk: asks who is there, locks it, and has people change places.

Rules: what was typed is saved before anything is covered; the records stay open behind the lock, and the PIN alone is
asked; the same person finds all as it was, dialogs included; for another one the open intake is saved and closed first,
and where the disk does not take it nobody else is let in.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from b12desk.desk.member import Member
from b12desk.desk.safe import Safe
from b12desk.desk.staff import Staff
from b12desk.errors import StoreError, UserError
from b12desk.i18n import _
from b12desk.ui.door.door_page import DoorPage
from b12desk.ui.kit import waiting
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.staff.cover import Cover
from b12desk.ui.staff.first_page import FirstPage
from b12desk.ui.staff.forgotten_page import ForgottenPage
from b12desk.ui.staff.idle import Idle
from b12desk.ui.staff.sign_in_page import SignInPage


class Behind(Protocol):
    """What the sentry has the window do."""

    def keep(self) -> bool:
        """Save what was typed; whether all is on the disk."""
        ...

    def hand_over(self) -> None:
        """Another person is there: close the open intake."""

    def enter(self) -> None:
        """Somebody is there, in sight of the window as it is now."""

    def close(self) -> bool:
        """Close it; whether it is closed."""
        ...


class Sentry:
    """Of ``window``, whose rows are in ``box``; ``minutes``: after how many without a sign of anybody it locks."""

    def __init__(
        self, window: QWidget, box: QVBoxLayout, safe: Safe, staff: Staff, *, behind: Behind, minutes: Callable[[], int]
    ) -> None:
        self.staff = staff
        self.idle = Idle(window, minutes, self._lock)
        self._window, self._safe, self._behind = window, safe, behind
        self._cover = Cover(window, box)
        self._page: DoorPage | None = None
        self._make: Callable[[], DoorPage] = self._sign_in
        self._held: Member | None = None
        self._program = self._title = window.windowTitle()

    @property
    def covers(self) -> bool:
        """Whether nobody is let in now."""
        return self._cover.lies

    def ask(self) -> None:
        """Ask who is at the desk, before anything of it is shown."""
        try:
            nobody = not self.staff.present()
        except StoreError:
            nobody = False
        self._show(self._first if nobody else self._sign_in)

    def let_in(self) -> None:
        """Somebody is at the desk already."""
        self.idle.start()

    def lock(self) -> None:
        """Hide everything until somebody signs in."""
        self._lock(False)

    def dress_anew(self) -> None:
        """The look is another one: the page is made anew, with what was typed."""
        if self._page is None:
            return
        typed = {each.objectName(): each.text() for each in self._page.findChildren(LineBox)}
        chosen = getattr(self._page, "chosen", "")
        self._show(partial(self._sign_in, chosen) if isinstance(self._page, SignInPage) else self._make)
        for each in self._page.findChildren(LineBox):
            each.setText(typed.get(each.objectName(), ""))

    def may_close(self) -> bool:
        """Whether the window may be closed while it is covered; if dialogs wait, it is when they are gone."""
        if self._held is not None and not self._behind.keep():
            self._tell(_("The answers given last are not saved. Sign in before you close the program."))
            return False
        if waiting.waiting():
            self._cover.dismiss(self._close)
            return False
        return True

    def _close(self) -> None:
        self._behind.close()

    def forget(self) -> None:
        """Nobody is waited for any more, and nothing that was typed here stays."""
        self.idle.stop()
        waiting.show_all()
        if self._page is not None:
            self._page.forget()

    def _lock(self, idle: bool) -> None:
        """Lock; ``idle``: because nobody was there, unless somebody waits for work that goes on."""
        busy = _busy()
        if self.covers or (idle and busy):
            return
        for each in busy:
            each.settle()
        self._behind.keep()
        self.idle.stop()
        self._held = self.staff.who()
        self._title = self._window.windowTitle()
        with suppress(StoreError):  # a disk that refuses keeps nothing in sight
            self.staff.note("locked", "idle" if idle else "")
        self._show(self._sign_in)

    def _show(self, make: Callable[[], DoorPage]) -> None:
        if self._page is not None:
            self._page.forget()
        self._make = make
        try:
            page = make()
        except UserError as error:  # the records cannot be read: nobody is let in, and one may look again
            page = SignInPage((), "", lambda _who: 0, locked=self._held.name if self._held else "")
            page.show_problem(error)
        self._page = page
        self._window.setWindowTitle(page.windowTitle())
        self._cover.lay(page)
        page.focus_first()
        page.bring_focus()

    def _open(self, member: Member) -> None:
        """``member`` is at the desk."""
        held, self._held = self._held, None
        if held is None or held.id == member.id:
            self._window.setWindowTitle(self._title)
            self._uncover()
        else:
            self._cover.dismiss(self._change)

    def _change(self) -> None:
        self._window.setWindowTitle(self._program)
        self._behind.hand_over()
        self._uncover()

    def _uncover(self) -> None:
        if self._page is not None:
            self._page.forget()
        self._page = None
        self._cover.lift()
        self.idle.start()
        self._behind.enter()

    def _tell(self, text: str) -> None:
        if self._page is not None:
            self._page.say(text)

    def _try(self, work: Callable[[], Member]) -> None:
        """Let in whom ``work`` finds, or say why not."""
        page = self._page
        try:
            member = work()
        except UserError as error:
            if page is not None:
                page.show_problem(error)
            return
        self._open(member)

    # The pages

    def _first(self) -> FirstPage:
        made = FirstPage()
        made.named.connect(lambda name, pin: self._try(lambda: self.staff.add_first(name, pin)))
        return made

    def _sign_in(self, chosen: str = "") -> SignInPage:
        people, held = self.staff.present(), self._held
        also = _("If another person signs in, the open intake is saved and closed.") if held is not None else ""
        made = SignInPage(
            people,
            chosen or (held.id if held is not None else ""),
            self.staff.wait,
            locked=held.name if held is not None else "",
            also=also,
        )
        made.signed.connect(self._signed)
        made.forgotten.connect(lambda: self._show(self._forgotten))
        return made

    def _signed(self, identifier: str, pin: str) -> None:
        held = self._held
        if self._keeps_out(identifier):
            return
        deed, note = "signed in", ""
        if held is not None:
            deed, note = ("came back", "") if held.id == identifier else ("took over", held.name)
        self._try(lambda: self.staff.sign_in(identifier, pin, deed, note))

    def _keeps_out(self, identifier: str) -> bool:
        """Whether another person would lose answers that the disk does not take; then it is said."""
        held = self._held
        lost = held is not None and identifier != held.id and not self._behind.keep()
        if held is not None and lost:
            self._tell(_("The open intake cannot be saved now: only {name} can go on with it.", name=held.name))
        return lost

    def _forgotten(self) -> ForgottenPage:
        made = ForgottenPage(self.staff.administrators())
        made.backed.connect(lambda: self._show(self._sign_in))
        made.recovered.connect(self._recover)
        return made

    def _recover(self, identifier: str, first: str, second: str, pin: str) -> None:
        if self._keeps_out(identifier):
            return

        def work() -> Member:
            self._safe.check_recovery(f"{first}\n{second}")
            person = next(each for each in self.staff.administrators() if each.id == identifier)
            return self.staff.recover(person, pin)

        self._try(work)


def _busy() -> list[DoorPage]:
    """The pages on which somebody waits for work."""
    pages = (page for each in QApplication.topLevelWidgets() for page in each.findChildren(DoorPage))
    return [page for page in pages if page.busy]
