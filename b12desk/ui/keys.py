"""What Enter, Ctrl+Z and a bar-code scanner do in an intake.

Rules: Enter goes to the next question, and from the last one to the next page; a text that is no answer holds it once,
so that what is wrong with it is read. Ctrl+Z takes back the last answer, then the one before it, and goes there; on the
result it does nothing, since papers may be out. A scanner turns no page and answers nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from b12desk.desk.open_intake import RESULT
from b12desk.engine.session import Change
from b12desk.ui.form_page import FormPage

if TYPE_CHECKING:
    from b12desk.ui.wizard import Wizard


class Keys:
    """``draw`` is the wizard's one door behind every write."""

    def __init__(self, wizard: Wizard, draw: Callable[[Change], None]) -> None:
        self._wizard = wizard
        self._draw = draw
        wizard.entered.connect(self.enter)
        wizard.taken_back.connect(self.take_back)
        wizard.scanned.connect(self.take_scan)

    def enter(self) -> None:
        """Go on."""
        wizard, page = self._wizard, self._wizard.page
        row = page.focused_row() if isinstance(page, FormPage) else None
        known = row is not None and wizard.session.state(row.link_id).issue is not None
        wizard.commit()
        if not isinstance(page, FormPage):
            wizard.go_next()
        elif row is None or known or row.editor.unfinished() is not None or not self._told(row.link_id):
            self._go_on(page)

    def take_back(self) -> None:
        """Undo the last answer, and go to its question."""
        wizard = self._wizard
        if wizard.intake.shown == RESULT:
            return
        wizard.commit()
        link_id = wizard.session.answered_last
        if link_id is None:
            return
        page = wizard.page
        if isinstance(page, FormPage) and link_id in page.rows:
            page.rows[link_id].editor.forget()
        change = wizard.session.take_back()
        self._draw(change)
        if change.focus is not None:
            wizard.go_to(change.focus)

    def take_scan(self, text: str) -> None:
        """It is the record number, if the page asks for one."""
        wizard = self._wizard
        wizard.commit()
        if isinstance(wizard.page, FormPage):
            wizard.page.take_scan(text)

    def _go_on(self, page: FormPage) -> None:
        if not page.go_on():
            self._wizard.go_next()

    def _told(self, link_id: str) -> bool:
        """Say what is wrong with a text that is no answer; whether there is one."""
        wrong = self._wizard.session.state(link_id).draft is not None
        if wrong:
            self._draw(self._wizard.session.leave(link_id))
        return wrong
