"""What the pages before the records share: a card in the middle of the page, and one line that says how it went.

Painted before the rest of the program is imported (`b12desk.app`). Rules: the line has its room from the beginning, so
that nothing moves when it speaks; while work is going on a press does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from b12desk.errors import UserError
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.dialogs import sentence
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label, panel
from b12desk.ui.kit.work import Work
from b12desk.ui.wizard_page import WizardPage

_NOTE_LINES = 2


class DoorPage(WizardPage):
    """``card`` holds what the page asks."""

    def __init__(self, name: str, title: str, help_text: str = "", icon: str = "") -> None:
        super().__init__(name, title, help_text, icon)
        self._work: Work | None = None
        self.note = note_line()
        self.note.setObjectName(f"{name}:note")
        made, self.card = panel("card", (24, 20, 24, 20), 12)
        self.body.addWidget(made)

    def finish(self, buttons: Sequence[QWidget] = ()) -> None:
        """Add the line and ``buttons`` below all that was added, and what keeps them at the top."""
        self.card.addWidget(self.note)
        if buttons:
            add_row(self.card, buttons)
        self.body.addStretch(1)

    def say(self, text: str, *, wrong: bool = True) -> None:
        """Say how it went, here and to assistive technology."""
        role = "error" if wrong else "body"
        self.note.setFont(style.font(role))
        self.note.setForegroundRole(style.ROLES[role].colour)
        self.note.setText(text)
        if text:
            from b12desk.ui.kit.speech import announce_text  # noqa: PLC0415 -- after the first paint

            announce_text(self.note, text)
            QTimer.singleShot(0, self.note, lambda: self.bring(self.note))  # when its lines have their room

    @property
    def busy(self) -> bool:
        """Whether somebody waits for work that was begun here."""
        return self._work is not None

    def bring_focus(self) -> None:
        """Have what has the focus in sight, as soon as the page has its size."""
        if (focused := self.focusWidget()) is not None and focused is not self:
            QTimer.singleShot(0, focused, lambda: self.bring(focused))

    def begin_work(self, text: str, call: Callable[[], Callable[[], None]]) -> None:
        """Say ``text`` while ``call`` is done; what it returns is called then. Until then a press does nothing."""
        self.setCursor(Qt.CursorShape.BusyCursor)
        self.say(text, wrong=False)
        self._work = Work(self, lambda: partial(self._end_work, call()), self._fail)

    def settle(self) -> None:
        """Wait for the work that goes on, and do what follows from it."""
        if self._work is not None:
            self._work.settle()

    def show_problem(self, error: UserError) -> None:
        """The first problem in one line, with what to do about it."""
        self.say(problem_words(error))

    def forget(self) -> None:
        """Nothing secret stays in the boxes of this page."""

    def may_leave(self) -> bool:
        """Whether the page may be left without a question."""
        return True

    def _end_work(self, follow: Callable[[], None]) -> None:
        self._rest()
        self.say("")
        follow()

    def _fail(self, error: UserError) -> None:
        self._rest()
        self.show_problem(error)

    def _rest(self) -> None:
        self._work = None
        self.unsetCursor()


def problem_words(error: UserError) -> str:
    """What is wrong, why, and what to do about it."""
    found = error.problems[0]
    title = "" if found.cause == error.title else f"{error.title.rstrip('.')}. "
    return f"{title}{sentence(found.cause, found.fix)}"


def note_line() -> QLabel:
    """A line that may have to say something, with room for it."""
    made = label("")
    made.setMinimumHeight(_NOTE_LINES * made.fontMetrics().lineSpacing())
    made.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return made


def add_row(box: QBoxLayout | QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """Widgets side by side, wrapped like words."""
    row = FlowLayout(style.sp(12))
    for each in widgets:
        row.addWidget(each)
    box.addLayout(row)


def button(name: str, text: str, kind: str = "secondary", icon: str = "") -> Button:
    """A button with its name."""
    made = Button(text, kind, icon)
    made.setObjectName(name)
    return made
