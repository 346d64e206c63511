"""Who stands at the door: shows the page that fits the standing of the records, and hands over the open ones.

Rules: until the first paint the page that is shown is imported alone (`b12desk.app`), so each is where it is made; what
was typed is wiped before a page goes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from b12desk.desk.safe import Opened, Safe, Standing
from b12desk.errors import StoreError
from b12desk.i18n import _
from b12desk.settings import Settings
from b12desk.ui.door.door_page import DoorPage
from b12desk.ui.kit.clipboard import wipe_clipboard
from b12desk.ui.kit.text_boxes import LineBox

if TYPE_CHECKING:
    from b12desk.ui.door.recovery_page import RecoveryPage
    from b12desk.ui.door.refused_page import RefusedPage
    from b12desk.ui.door.restore_page import RestorePage
    from b12desk.ui.door.set_up import SetUp
    from b12desk.ui.door.unlock_page import UnlockPage
    from b12desk.ui.door.welcome_page import WelcomePage
    from b12desk.ui.room import Room

LetIn = Callable[[Opened, Settings], None]


class Porter:
    """``let_in`` is given the open records, and the settings as they are now or were chosen in the set-up."""

    def __init__(self, room: Room, safe: Safe, settings: Callable[[], Settings], let_in: LetIn) -> None:
        self._room = room
        self._safe = safe
        self._settings = settings
        self._let_in = let_in
        self._make: Callable[[], DoorPage | SetUp] = self._welcome
        self._page: DoorPage | SetUp | None = None
        self._look()

    def enter(self) -> None:
        """Once, when the first page is on the screen: have the keyring open the desk, where that is switched on."""
        if isinstance(self._page, DoorPage) and self._make == self._unlock and self._safe.opens_itself():
            words = _("The keyring of this computer account opens the desk ...")
            self._open(self._page, words, self._safe.unlock_by_keyring)

    def may_leave(self) -> bool:
        """Whether the window may be closed: nobody is half-way through the set-up, or somebody says so."""
        return self._page is None or self._page.may_leave()

    def settle(self) -> None:
        """Wait for work that goes on, and do what follows from it."""
        if self._page is not None:
            self._page.settle()

    def close(self) -> None:
        """The page goes, and all that was typed there."""
        if self._page is not None:
            self._page.forget()
            wipe_clipboard()
            self._room.drop_door()
            self._page = None

    def come_back(self, room: Room) -> None:
        """Into a room made anew: the same page in its new look, with what was typed."""
        typed = {each.objectName(): each.text() for each in self._boxes()}
        self.close()
        self._room = room
        self._show(self._make)
        for each in self._boxes():
            each.setText(typed.get(each.objectName(), ""))

    def _boxes(self) -> list[LineBox]:
        return self._page.findChildren(LineBox) if self._page is not None else []

    def _look(self) -> None:
        """Show the page that fits the standing."""
        try:
            standing = self._safe.standing()
        except StoreError as error:
            self._show(partial(self._refused, error))
            return
        match standing:
            case Standing.NEW:
                self._show(self._welcome)
            case Standing.LOCKED:
                self._show(self._unlock)
            case Standing.NO_KEYS:
                self._show(partial(self._recovery, damaged=True))

    def _show(self, make: Callable[[], DoorPage | SetUp]) -> None:
        self.close()
        self._make = make
        self._page = page = make()
        self._room.show_door(page)
        page.focus_first()
        page.bring_focus()

    def _open(self, page: DoorPage, words: str, open_it: Callable[[], Opened]) -> None:
        """Let in what ``open_it`` opens, while ``page`` says ``words``."""
        page.begin_work(words, lambda: partial(self._let_in, open_it(), self._settings()))

    def _try(self, page: DoorPage) -> None:
        self._open(page, _("A moment ..."), self._safe.try_it)

    # The pages

    def _welcome(self) -> WelcomePage:
        from b12desk.ui.door.welcome_page import WelcomePage  # noqa: PLC0415 -- the page that is shown alone

        made = WelcomePage()
        made.set_up.connect(self._begin_set_up)
        made.restored.connect(lambda: self._show(self._restore))
        made.tried.connect(lambda: self._try(made))
        return made

    def _refused(self, error: StoreError) -> RefusedPage:
        from b12desk.ui.door.refused_page import RefusedPage  # noqa: PLC0415 -- as above

        made = RefusedPage(error)
        made.retried.connect(self._look)
        made.tried.connect(lambda: self._try(made))
        return made

    def _unlock(self) -> UnlockPage:
        from b12desk.ui.door.unlock_page import UnlockPage  # noqa: PLC0415 -- as above

        made = UnlockPage()
        made.wait_for(self._safe.wait())
        words = _("The records are being opened ...")
        made.unlocked.connect(lambda text: self._open(made, words, lambda: self._safe.unlock(text)))
        made.lost.connect(lambda: self._show(partial(self._recovery, damaged=False)))
        return made

    def _recovery(self, *, damaged: bool) -> RecoveryPage:
        from b12desk.ui.door.recovery_page import RecoveryPage  # noqa: PLC0415 -- as above

        made = RecoveryPage(damaged=damaged)
        words = _("The records are being opened ...")

        def recover(first: str, second: str, passphrase: str) -> None:
            key = f"{first}\n{second}"
            self._open(made, words, lambda: self._safe.unlock_with_recovery(key, passphrase))

        made.recovered.connect(recover)
        made.backed.connect(self._look)
        return made

    def _restore(self) -> RestorePage:
        from b12desk.ui.door.restore_page import RestorePage  # noqa: PLC0415 -- after the first paint

        made = RestorePage()
        words = _("The backup is being restored ...")

        def restore(file: str, first: str, second: str, passphrase: str) -> None:
            key = f"{first}\n{second}"
            self._open(made, words, lambda: self._safe.restore(Path(file), key, passphrase))

        made.restored.connect(restore)
        made.backed.connect(self._look)
        return made

    def _begin_set_up(self) -> None:
        from b12desk.ui.door.plan import Plan  # noqa: PLC0415 -- after the first paint
        from b12desk.ui.door.set_up import SetUp  # noqa: PLC0415 -- as above

        plan = Plan(self._settings())

        def make() -> SetUp:
            made = SetUp(self._safe, plan)
            made.opened.connect(lambda opened: self._let_in(opened, plan.settings))
            made.left.connect(self._look)
            return made

        self._show(make)
