"""Boxes to type into: a line and a paragraph.

Rules: typing is reported when the person pauses, leaves the box or presses Next, never character by character; while it
goes on, what stands in the box is kept every now and then, so that a crash costs less than a second of it; text that
assistive technology puts into a box is reported at once; nothing can be dropped in, no menu opens, and the wheel moves
the page. A line holds nothing that cannot be seen.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from b12desk.characters.visible import without_unseen
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.option_tile import HEIGHT
from b12desk.ui.kit.shapes import rounded

PAUSE_MS = 700
KEEP_MS = 400


class LineBox(QLineEdit):
    """One line that neither takes drops nor offers a menu; ``settled`` when typing paused or ended.

    ``keyed``: typing goes on, and what stands there should be kept. ``left``: the focus went elsewhere, and what was
    typed is reported. ``pasted``: much came at once. ``parted``: a key of ``partings`` was pressed where some text
    stands, and is no part of it.
    """

    settled = Signal()
    keyed = Signal()
    left = Signal()
    pasted = Signal()
    parted = Signal()
    partings = ""

    def __init__(self, parent: QWidget | None = None, longest: int = 1000) -> None:
        super().__init__(parent)
        self.setMaxLength(longest)
        self.setFrame(False)
        self.setFont(style.font("input"))
        self.setTextMargins(style.sp(10), 0, style.sp(10), 0)
        self.setMinimumHeight(max(HEIGHT, self.fontMetrics().height() + 14))
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._wrong = False
        self._pauses = _Pauses(self, self._settle, self.keyed.emit)
        self._before = 0
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._changed)
        self.editingFinished.connect(self._settle)

    @property
    def typing(self) -> bool:
        """True while there is text that was not reported yet."""
        return self._pauses.waiting

    def show_text(self, text: str) -> None:
        """Show ``text``; never over the fingers of somebody who types, and the cursor stays when nothing changed."""
        if not self.typing and self.text().strip() != text.strip():
            self._put(text)

    def wipe(self) -> None:
        """Empty, with nothing left to report."""
        self._pauses.stop()
        self._put("")

    def show_wrong(self, wrong: bool) -> None:
        """Draw the edge as wrong or as usual."""
        if wrong != self._wrong:
            self._wrong = wrong
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's text with our edge around it."""
        super().paintEvent(event)
        painter = QPainter(self)
        name, width = ("focus", 3) if self.hasFocus() else ("error", 3) if self._wrong else ("edge", 2)
        rounded(painter, self.rect(), style.sp(6), "", (name, width))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What parts a date leads to its next part, and is never typed; an undo that finds nothing is for the page."""
        if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            event.ignore()
            return
        if reflex.character(event):
            reflex.typed(event)
        if not event.text() or event.text() not in self.partings:
            super().keyPressEvent(event)
        elif self.text().strip():
            self.parted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt reports what was typed first."""
        super().focusOutEvent(event)
        self.left.emit()

    def _put(self, text: str) -> None:
        blocked = self.blockSignals(True)
        self.setText(text)
        self.blockSignals(blocked)
        self._before = len(text)

    def _edited(self, text: str) -> None:
        grown, self._before = len(text) - self._before, len(text)
        self._pauses.typed()
        if grown > 1:
            self.pasted.emit()

    def _changed(self, text: str) -> None:
        """A key has started the pause by now; what came without one is whole.

        What was pasted may hold what steers direction or hides: the box would show another text than it holds.
        """
        kept = without_unseen(text)
        if kept != text:
            place = len(without_unseen(text[: self.cursorPosition()]))
            self._put(kept)
            self.setCursorPosition(place)
        if not self.typing:
            self._settle()

    def _settle(self) -> None:
        self._pauses.stop()
        self.settled.emit()


class Paragraph(QPlainTextEdit):
    """Several lines, with the rules of `LineBox`; Tab leaves it."""

    settled = Signal()
    keyed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(style.font("input"))
        self.setStyleSheet(style.sheet())
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._pauses = _Pauses(self, self._settle, self.keyed.emit)
        self._typing = False
        self.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """As `LineBox.show_text`."""
        if not self._pauses.waiting and self.toPlainText().strip() != text.strip():
            blocked = self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(blocked)

    def wipe(self) -> None:
        """Empty, with nothing left to report."""
        blocked = self.blockSignals(True)
        self.clear()
        self.blockSignals(blocked)
        self._pauses.stop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving ends the typing."""
        super().focusOutEvent(event)
        self._settle()

    def show_wrong(self, wrong: bool) -> None:
        """Draw the edge as wrong or as usual."""
        if self.property("wrong") != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page, not the box."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a key changes waits for a pause; Ctrl+Enter, and an undo that finds nothing, are for the page."""
        undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
        onward = event.key() in reflex.ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if undo or onward:
            event.ignore()
            return
        if reflex.character(event):
            reflex.typed(event)
        self._typing = True
        super().keyPressEvent(event)
        self._typing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """As a key."""
        self._typing = True
        super().inputMethodEvent(event)
        self._typing = False

    def _changed(self) -> None:
        if self._typing or self._pauses.waiting:
            self._pauses.typed()
        else:
            self._settle()

    def _settle(self) -> None:
        self._pauses.stop()
        self.settled.emit()


class _Pauses:
    """The two clocks of typing: ``settle`` is called when it paused, ``keep`` every now and then while it goes on."""

    def __init__(self, box: QWidget, settle: Callable[[], None], keep: Callable[[], None]) -> None:
        self._pause = _timer(box, PAUSE_MS, settle)
        self._keep = _timer(box, KEEP_MS, keep)

    @property
    def waiting(self) -> bool:
        """True while there is text that was not reported yet."""
        return self._pause.isActive()

    def typed(self) -> None:
        """A key changed the text."""
        self._pause.start()
        if not self._keep.isActive():
            self._keep.start()

    def stop(self) -> None:
        """Nothing is left to report."""
        self._pause.stop()
        self._keep.stop()


def _timer(box: QWidget, after: int, call: Callable[[], None]) -> QTimer:
    timer = QTimer(box)
    timer.setSingleShot(True)
    timer.setInterval(after)
    timer.timeout.connect(call)
    return timer
