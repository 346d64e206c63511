"""What was asked back and nobody can have seen is brought into sight when the page is to be left, once.

Rules: a contradiction, or a number that is unusual, stands beside its question and stops nobody; so Next must not pass
it where it lies out of sight, or came with the very key that goes on. It counts as seen once it stood still on the
screen for a moment. It holds Next once at most; when it is gone and comes again it is another one. Mistakes come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from b12desk.i18n import _
from b12desk.ui.form_page import FormPage
from b12desk.ui.kit import reflex
from b12desk.ui.kit.speech import announce_text

if TYPE_CHECKING:
    from b12desk.ui.question_row import Asked
    from b12desk.ui.wizard import Wizard

GLANCE_MS = 300
"""So long it has to stand still to be seen."""


class AskedBack:
    """What was seen is a fact of the intake (`OpenIntake.seen`): it is kept when the window is dressed anew."""

    def __init__(self, wizard: Wizard) -> None:
        self._wizard = wizard
        self._glance = QTimer(wizard)
        self._glance.setSingleShot(True)
        self._glance.setInterval(GLANCE_MS)
        self._glance.timeout.connect(self._look)

    def moved(self) -> None:
        """What is on the screen has changed."""
        self._glance.start()

    def holds(self) -> bool:
        """Whether something was brought into sight that has to be read first."""
        page = self._wizard.page
        if not isinstance(page, FormPage):
            return False
        unseen = [each for each in page.asked() if _key(each) not in self._wizard.intake.seen]
        if not unseen:
            return False
        page.show_asked(unseen[0])
        told = [each for each in unseen if each is unseen[0] or page.sees(each.widget)]
        self._wizard.intake.seen.update(map(_key, told))
        announce_text(page, _("Before you go on: {text}", text=" ".join(each.text for each in told)))
        reflex.turned()
        return True

    def _look(self) -> None:
        page, seen = self._wizard.page, self._wizard.intake.seen
        if isinstance(page, FormPage):
            asked = page.asked()
            stands = set(map(_key, asked))
            seen -= {each for each in seen if each[0] in page.rows and each not in stands}
            seen.update(_key(each) for each in asked if page.sees(each.widget))


def _key(asked: Asked) -> tuple[str, str]:
    return asked.link_id, asked.text
