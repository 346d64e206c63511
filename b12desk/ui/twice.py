"""From the first entry of a paper to the second, to what differs, and back: what stands in the window meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtWidgets import QStackedWidget, QWidget

from b12desk.desk.intakes import Intakes
from b12desk.desk.paper_entry import Difference, differences, take_second
from b12desk.engine.session import REVIEW
from b12desk.errors import StoreError
from b12desk.i18n import _, n_
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.second_entry import ComparePage, SecondWizard
from b12desk.ui.wizard import Wizard
from b12desk.ui.wizard_frame import Services


class Twice:
    """``first`` stays where it is below the others on ``stack``; `leave` ends it at any time, and nothing is lost.

    ``save`` saves the first, and with it the second.
    """

    def __init__(
        self,
        stack: QStackedWidget,
        desk: Intakes,
        first: Wizard,
        *,
        save: Callable[[], None],
        help_: Callable[[], None],
    ) -> None:
        self._stack, self._desk, self._first = stack, desk, first
        first.commit()
        self._page: ComparePage | None = None
        second = SecondWizard(desk.paper.second(first.intake), Services(save, help_, self.leave))
        second.compared.connect(self._compare)
        self._second: SecondWizard | None = second
        self._show(second)
        second.take_focus()

    def commit(self) -> None:
        """Take over what was typed and save it."""
        if self._second is not None:
            self._second.commit()

    def leave(self) -> None:
        """Back to the first entry; the second waits until somebody goes on with it."""
        if self._second is None:
            return
        self._stack.setCurrentWidget(self._first)
        for each in (self._page, self._second):
            if each is not None:
                self._stack.removeWidget(each)
                each.deleteLater()
        self._page = self._second = None
        self._first.name_again()
        self._first.take_focus()

    def _compare(self) -> None:
        if self._second is None:
            return
        self._second.commit()
        found = differences(self._first.session, self._second.session)
        self._page = page = ComparePage(found)
        page.left.connect(self._back)
        page.settled.connect(self._settle)
        self._show(page)
        page.focus_first()

    def _back(self) -> None:
        page, self._page = self._page, None
        if page is not None and self._second is not None:
            self._stack.setCurrentWidget(self._second)
            self._stack.removeWidget(page)
            page.deleteLater()

    def _settle(self, right: tuple[Difference, ...]) -> None:
        """The second is right in these; the check page of the first shows what there is now."""
        self.leave()
        for each in right:
            self._first.take_over(take_second(self._first.session, each))
        self._forget_second()
        self._first.go_to(REVIEW)
        told = n_("{count} answer was changed.", "{count} answers were changed.", len(right))
        announce_text(self._first, told if right else _("No answer was changed."))

    def _forget_second(self) -> None:
        """It goes from the disk too; where that refuses, it stays, and can be compared once more."""
        with suppress(StoreError):
            self._desk.paper.drop(self._first.intake)
        self._first.name_again()

    def _show(self, page: QWidget) -> None:
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
