"""How an intake in the window ends: all that its patient said alone is seen, a paper asked about; the desk closes it.

Rules: a finished intake is left by `Intakes.done`, which checks by itself that all was seen; only where nobody can be
asked (another person is at the desk) is it closed as it stands, and then its alarm stays first in every list. One that
is not finished is left for later without a question.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.standing_words import amendment_left_words
from b12desk.i18n import _
from b12desk.ui.questions import may_end
from b12desk.ui.seen import is_seen
from b12desk.ui.unsaved import Saving


class Ending:
    """Asks over ``window``; ``remember`` keeps who gave the answers, for the next intake."""

    def __init__(self, window: QWidget, desk: Intakes, saving: Saving, remember: Callable[[str], None]) -> None:
        self._window, self._desk, self._saving, self._remember = window, desk, saving, remember

    def may_leave(self, intake: OpenIntake | None) -> bool:
        """Whether it may be left: all of a finished one was seen, and all is saved, or somebody says it need not be.

        Where the disk refuses, nobody is kept here by what it cannot tell.
        """
        if intake is not None and intake.session.finished and self._saving.works and not self.is_seen(intake):
            return False
        return self._saving.may_leave()

    def is_seen(self, intake: OpenIntake) -> bool:
        """As `seen.is_seen`."""
        return is_seen(self._window, self._desk, intake)

    def may_finish(self, intake: OpenIntake) -> bool:
        """Whether one may go on from its result: all was seen, and where there is no paper, none is wanted."""
        if not self.is_seen(intake):
            return False
        sent = intake.made.get("summary")
        made = intake.paper is not None or intake.history.voided is not None
        return made or may_end(self._window, sent=sent)

    def close(self, intake: OpenIntake, *, checked: bool) -> None:
        """Have the desk close it, with its own check or as it stands. Raises NotSeenError, StoreError: it is open."""
        if respondent := self._desk.respondent_of(intake):
            self._remember(respondent)
        if checked and intake.session.finished and self._saving.works:
            self._desk.done(intake)
        else:
            self._desk.close(intake)


def left_words(intake: OpenIntake) -> str:
    """What became of an intake that was left, and is on the disk if anything was said in it."""
    if intake.amends is not None:
        return amendment_left_words(intake)
    if intake.saved is None:
        return _("Nothing was answered, so nothing was kept.")
    if intake.ended is not None:
        return _("Finished. It can be opened again below, and later under All intakes.")
    return _("Saved. Resume it below.")
