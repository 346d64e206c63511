"""The page of an intake of an older form in the window: shown, left, and destroyed with the answers on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from b12desk.desk.bring_forward import Forward
from b12desk.desk.finding import recommendation_words
from b12desk.desk.intakes import Intakes
from b12desk.errors import UserError
from b12desk.ui.amending import why_amend
from b12desk.ui.forward_page import ForwardPage
from b12desk.ui.room import Room


class Forwarding:
    """``forward`` opens an intake as one of today's form, ``amend`` its amendment; ``name`` names the window."""

    def __init__(
        self,
        window: QWidget,
        desk: Intakes,
        room: Room,
        *,
        forward: Callable[[str], None],
        amend: Callable[[str, str], None],
        name: Callable[[str], None],
    ) -> None:
        self.room = room
        self._window, self._desk = window, desk
        self._forward, self._amend, self._name = forward, amend, name
        self._page: ForwardPage | None = None
        self._behind: QWidget | None = None

    def show(self, identifier: str) -> bool:
        """Show the page; false when the intake is one of today's form, or cannot be read, as opening it will say."""
        try:
            told = self._desk.older(identifier)
        except UserError:
            return False
        if told is None:
            return False
        came_to = recommendation_words(self._desk.definition.rules, told.recommendation)
        self.drop()
        self._page = page = ForwardPage(told, came_to)
        page.forwarded.connect(lambda: self._bring(told))
        page.left.connect(self._leave)
        self._behind = self.room.stack.currentWidget()
        self.room.stack.addWidget(page)
        self.room.stack.setCurrentWidget(page)
        self._name(page.windowTitle())
        page.focus_first()
        return True

    def drop(self) -> None:
        """Destroy the page, if it is there."""
        page, self._page = self._page, None
        if page is not None:
            self.room.stack.removeWidget(page)
            page.deleteLater()

    def _leave(self) -> None:
        behind = self._behind or self.room.start
        self.drop()
        self.room.stack.setCurrentWidget(behind)
        self._name(behind.accessibleName() if behind is not self.room.start else "")
        behind.setFocus()

    def _bring(self, told: Forward) -> None:
        if told.finished is None:
            self._forward(told.identifier)
        elif told.amending:
            self._amend(told.identifier, "")
        elif reason := why_amend(self._window, told.number):
            self._amend(told.identifier, reason)
