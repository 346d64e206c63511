"""From the check page, or the result, to a question that is to be changed, and back to its line on the check page.

What is being changed is a fact of the intake (`OpenIntake.changing`): it is kept when the window is dressed anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from b12desk.engine.session import REVIEW, Change
from b12desk.ui.patient import NAME, NUMBER

if TYPE_CHECKING:
    from b12desk.ui.wizard import Wizard


class WayBack:
    """``draw`` is the wizard's one door behind every write."""

    def __init__(self, wizard: Wizard, draw: Callable[[Change], None]) -> None:
        self._wizard = wizard
        self._draw = draw

    def change(self, link_id: str) -> None:
        """Open a question, or a box of the patient's line, to change it."""
        wizard = self._wizard
        if wizard.intake.frozen:
            wizard.go_to(link_id)
            return
        if link_id in (NAME, NUMBER):
            wizard.go_to(wizard.session.pages[0])
            if wizard.pages.patient is not None:
                wizard.pages.patient.take_focus(link_id)
        else:
            wizard.go_to(link_id)
        wizard.intake.changing = link_id
        wizard.name_next()

    def go(self) -> None:
        """To the check page, at the line of what was changed."""
        wizard = self._wizard
        changed = wizard.intake.changing
        self._draw(wizard.session.go_to(REVIEW))
        if wizard.pages.review is not None:
            wizard.pages.review.focus_line(changed)

    def arrived(self, page: str) -> None:
        """Another page was opened: from any but that of the question there is no way back."""
        session, changing = self._wizard.session, self._wizard.intake.changing
        home = session.pages[0] if changing in (NAME, NUMBER) else session.questionnaire.page_of.get(changing, "")
        if page != home:
            self._wizard.intake.changing = ""
