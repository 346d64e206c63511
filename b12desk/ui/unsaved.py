"""Saving as the person sees it: a bar as long as answers are not on the disk, and a question before leaving.

Rules: the bar stands at the foot of the window, below everything else, so that nothing on the page moves under the
pointer when it comes; it stays until everything is saved, every answer tries again, and so does its button; "saved" is
said only when it is true.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.errors import Problem, UserError
from b12desk.i18n import _
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.dialogs import ask
from b12desk.ui.kit.labels import label, line, picture
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.speech import announce_text


class Saving:
    """Saves the open ``intake`` (None: the start page is shown) of ``window``, whose last row is the bar's."""

    def __init__(self, window: QWidget, box: QVBoxLayout, desk: Intakes) -> None:
        self.intake: OpenIntake | None = None
        self._window, self._box, self._desk = window, box, desk
        self._problem: Problem | None = None
        self._bar: UnsavedBar | None = None

    @property
    def works(self) -> bool:
        """Whether the last try went well."""
        return self._problem is None

    def save(self) -> None:
        """Save the intake; without one, see whether one could be saved."""
        try:
            if self.intake is None:
                self._desk.check()
            else:
                self._desk.save(self.intake)
            self._problem = None
        except UserError as error:
            self._problem = error.problems[0]
        self.show()

    def show(self) -> None:
        """Show the bar, or take it away."""
        text = unsaved_text(self._problem, answered=self.intake is not None) if self._problem else ""
        if self._bar is not None:
            if self._bar.text == text:
                return
            self._box.removeWidget(self._bar)
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
        if text:
            self._bar = UnsavedBar(text)
            self._bar.retried.connect(self.save)
            self._box.addWidget(self._bar)
            announce_text(self._bar, text)

    def show_anew(self) -> None:
        """As `show`, after all that is in the window was made anew."""
        self._bar = None
        self.show()

    def may_leave(self) -> bool:
        """Whether the intake may be left: all is saved, or somebody says that it need not be."""
        if self.intake is None or self._problem is None or self._desk.is_saved(self.intake):
            return True
        texts = [
            unsaved_text(self._problem, answered=True),
            _("What is not saved is lost when you leave."),
        ]
        answers = [_("&Stay and try again"), _("&Leave without saving")]
        if ask(self._window, _("These answers are not saved"), texts, answers) == 1:
            return True
        self.save()
        return False


class UnsavedBar(Panel):
    """``retried``: somebody wants to save again."""

    retried = Signal()

    def __init__(self, text: str) -> None:
        super().__init__("error")
        self.setObjectName("unsaved")
        self.text = text
        across = line(self, (20, 10, 20, 10), 12)
        across.addWidget(picture("alert", "error", 28), 0, Qt.AlignmentFlag.AlignVCenter)
        words = label(text, "strong")
        words.setObjectName("unsaved:text")
        across.addWidget(words, 1)
        again = Button(_("Tr&y again"), "secondary")
        again.setObjectName("unsaved:again")
        again.clicked.connect(self.retried)
        across.addWidget(again)
        self.setAccessibleName(text)


def unsaved_text(problem: Problem, *, answered: bool) -> str:
    """Why, what to do, and where; ``answered``: there is something that is not saved."""
    start = _("Answers are NOT being saved") if answered else _("Answers cannot be saved")
    return _("{start}: {cause} {fix} ({place})", start=start, cause=problem.cause, fix=problem.fix, place=problem.where)
