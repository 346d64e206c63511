"""After the pages were sent: what became of them, second by second, and the question whether they came out.

Rules: only a person can say so, and closing this is no "yes"; nothing moves while the words change.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from b12desk.desk.print_job import JobState, job_words
from b12desk.i18n import _
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.result.print_queue import Watch
from b12desk.ui.result.printing import Sent

YES, AGAIN, SAVE = range(3)
_LINES = 4
"""Room for the longest words about a job."""


class Printed(Message):
    """`ask` returns `YES`, `AGAIN` or `SAVE`, or -1 when it was closed."""

    def __init__(self, parent: QWidget | None, title: str, sent: Sent) -> None:
        self._sent = sent
        words = [
            _("{title}: sent to {printer}.", title=title, printer=sent.printer),
            job_words(sent.state, sent.printer),
        ]
        answers = [_("&Yes"), _("Print &again"), _("&Save PDF")]
        super().__init__(parent, "info", _("Did the pages come out?"), words, answers)
        self.setObjectName("printed")
        self._state = self.lines[1]
        self._state.setMinimumHeight(_LINES * self._state.fontMetrics().lineSpacing())
        self.fit(self.width())
        self._watch = Watch(self, sent.printer)
        self._watch.answered.connect(self._heard)

    def done(self, result: int) -> None:
        """Ask the print service no more."""
        self._watch.stop()
        super().done(result)

    def _heard(self, answer: str) -> None:
        self._show(self._sent.job.state(answer))

    def _show(self, state: JobState) -> None:
        words = job_words(state, self._sent.printer)
        if words != self._state.text():
            self._state.setText(words)
            announce_text(self._state, words)
