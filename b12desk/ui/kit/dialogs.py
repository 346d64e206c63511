"""Messages and questions to the person at the desk: what happened, every problem, and what to do.

One that was answered is destroyed: it may have named a file or a folder that bears a patient's name.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from b12desk.errors import UserError, listed
from b12desk.i18n import _
from b12desk.theme import Tone
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.labels import label, picture, scroller
from b12desk.ui.kit.waiting import run

_ICONS: dict[Tone, str] = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "error",
    "neutral": "info",
}


_AROUND = 40
"""Pixels of the screen that a message leaves free beside and below it."""


class Message(QDialog):
    """A heading, paragraphs, and buttons; `ask` returns the index of the one pressed, or -1 for Escape."""

    def __init__(
        self, parent: QWidget | None, tone: Tone, heading: str, texts: Sequence[str], buttons: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setWindowTitle(heading)
        self.setAccessibleDescription(" ".join(texts))
        self.pressed = -1
        self.lines = [label(each) for each in texts]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.sp(each) for each in (24, 24, 24, 18)))
        outer.setSpacing(style.sp(16))
        across = QHBoxLayout()
        across.setSpacing(style.sp(16))
        across.addWidget(picture(_ICONS[tone], tone, 36), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label(heading, "heading"), 1)
        outer.addLayout(across)
        room = self.screen().availableGeometry().size()
        width = min(style.sp(560), room.width() - _AROUND)
        outer.addWidget(_scrolled(self.lines, width - style.sp(48), room.height() // 2), 1)
        row = QHBoxLayout()
        row.setSpacing(style.sp(10))
        row.addStretch(1)
        made = []
        for index, text in enumerate(buttons):
            button = Button(text, "primary" if index == 0 else "secondary")
            button.setObjectName(f"message:{index}")
            button.clicked.connect(lambda _checked=False, index=index: self._press(index))
            row.addWidget(button)
            made.append(button)
        outer.addLayout(row)
        made[0].setFocus()  # not before it has its place: the way there takes the focus away
        self.setMinimumWidth(min(style.sp(440), width))
        self.fit(width)

    def fit(self, width: int) -> None:
        """As high as its texts are when they wrap at ``width``: a size hint alone reckons with another width."""
        most = self.screen().availableGeometry().height() - _AROUND
        self.resize(width, min(most, max(self.sizeHint().height(), self.heightForWidth(width))))

    def ask(self) -> int:
        """Show it and wait."""
        run(self)
        return self.pressed

    def _press(self, index: int) -> None:
        self.pressed = index
        self.accept()


def show_error(parent: QWidget | None, error: UserError, *ways_out: str) -> int:
    """Every problem of ``error`` with what to do about it; the index of the one of ``ways_out`` that was pressed."""
    lines = listed([sentence(each.cause, each.fix) for each in error.problems])
    return _answer(Message(parent, "error", error.title, lines, [*ways_out, _("&Close")]))


def show_message(parent: QWidget | None, tone: Tone, heading: str, *texts: str) -> None:
    """Say something."""
    _answer(Message(parent, tone, heading, texts, [_("&Close")]))


def ask(parent: QWidget | None, heading: str, texts: Sequence[str], answers: Sequence[str]) -> int:
    """Ask; the index of the answer, -1 for none."""
    return _answer(Message(parent, "warning", heading, texts, answers))


def _answer(message: Message) -> int:
    answer = message.ask()
    message.deleteLater()
    return answer


def sentence(cause: str, fix: str) -> str:
    """Both as one or two sentences."""
    text = cause[:1].upper() + cause[1:]
    return f"{text} {fix}".strip()


def _scrolled(lines: Sequence[QLabel], width: int, most: int) -> QWidget:
    """The lines, as high as they are at ``width`` pixels; many of them, or more than ``most`` pixels, are scrolled."""
    inner = QWidget()
    box = QVBoxLayout(inner)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(style.sp(8))
    for each in lines:
        box.addWidget(each)
    box.addStretch(1)
    if len(lines) < 8 and inner.heightForWidth(width) <= most:
        return inner
    area = scroller(inner)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll it
    area.setMinimumHeight(min(style.sp(260), most))
    return area
