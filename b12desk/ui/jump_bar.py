"""Where answers are taken in from paper: go to a question by its number, without turning pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from b12desk.engine.numbering import numbers
from b12desk.engine.session import Session
from b12desk.i18n import _
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.text_boxes import LineBox

_DIGITS = 4
_LOW, _TINY = 400, 250


class JumpBar(Panel):
    """``jumped`` carries the linkId of the question; ``again``: the paper is to be taken in a second time."""

    jumped = Signal(str)
    again = Signal()

    def __init__(self, session: Session, *, second: bool) -> None:
        super().__init__("footer")
        self.setObjectName("jump-bar")
        self._session = session
        self._numbers = {str(number): link_id for link_id, number in numbers(session.questionnaire).items()}
        box = FlowLayout(style.sp(10), self)
        box.setContentsMargins(style.sp(14), style.sp(4), style.sp(14), style.sp(4))
        words = _("Second time. Question (Ctrl+G):") if second else _("From paper. Question (Ctrl+G):")
        self._caption = caption = label(words, "strong")
        caption.setWordWrap(False)
        self._box = _NumberBox(self)
        self._box.setObjectName("jump")
        self._box.setAccessibleName(_("Go to question number (Ctrl+G)"))
        self._box.setFixedWidth(style.sp(72))
        caption.setMinimumHeight(self._box.minimumHeight())
        self._box.entered.connect(self._jump)
        self._note = label("", "error")
        self._note.setObjectName("jump:note")
        self._note.hide()
        self._again: Button | None = None
        for each in (caption, self._box):
            box.addWidget(each)
        if not second:
            again = Button("")
            again.setObjectName("jump:again")
            again.clicked.connect(self.again)
            box.addWidget(again)
            self._again = again
            self.name_again(begun=False)
        box.add_filling(self._note)
        shortcut = QShortcut(QKeySequence("Ctrl+G"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self._focus)

    def name_again(self, *, begun: bool) -> None:
        """Say what the button does: begin the second entry, or go on with the one that was ``begun``."""
        if self._again is not None:
            self._again.setText(_("Go on with the second ti&me") if begun else _("Take in a second ti&me"))

    def fit(self, height: int) -> None:
        """In a wizard ``height`` pixels high: in a low one box and button stand on one line, without the caption."""
        least = _TINY if self._again is None else _LOW
        self._caption.setVisible(height >= style.sp(least))
        self._box.setPlaceholderText("" if height >= style.sp(least) else _("No."))

    def _focus(self) -> None:
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()

    def _jump(self) -> None:
        """Go there, or say why not; nothing typed here is an answer."""
        text = self._box.text().strip()
        link_id = self._numbers.get(text.lstrip("0"))
        told = ""
        if link_id is None:
            told = _("The paper has questions 1 to {last}.", last=len(self._numbers))
        elif link_id not in self._session.enabled:
            told = _("Question {number} is not asked after these answers.", number=text.lstrip("0"))
        self._note.setText(told)
        self._note.setVisible(bool(told))
        if told:
            announce_text(self, told)
            self._box.selectAll()
        elif link_id is not None:
            self._box.wipe()
            self.jumped.emit(link_id)


class _NumberBox(LineBox):
    """Enter stays here: it goes to the question, and turns no page."""

    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _DIGITS)
        self.setValidator(QIntValidator(0, 10**_DIGITS - 1, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As above."""
        if event.key() in reflex.ENTER:
            event.accept()
            if not event.isAutoRepeat():
                self.entered.emit()
        else:
            super().keyPressEvent(event)
