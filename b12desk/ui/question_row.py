"""One question on the screen: the one place that sets label, hint, unit, error line and what assistive technology says.

Accessible name = the question; description = help, unit, "required", and the error while there is one. So no editor can
forget them, and one test can check them all.

On a dense page the answers stand beside the question where they fit (`RowLayout`), and a hairline leads the eye from
one to the other. Nothing in a row moves its editor sideways: the mark of a wrong or detailed row stands in a gutter
that every row has, the link that takes the answer back over room that is kept free, an error in the editor's note or in
a line that keeps its room once it was there.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from b12desk.engine.remarks import Told
from b12desk.engine.session import ItemState
from b12desk.i18n import _, current
from b12desk.model.questionnaire import Item
from b12desk.theme import Tone
from b12desk.ui.items import create_editor
from b12desk.ui.items.choice import ChoiceEditor
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import ClearLink, link_width
from b12desk.ui.kit.labels import column, empty, label, picture, set_margins
from b12desk.ui.kit.panel import Kind, Panel
from b12desk.ui.kit.row_layout import RowLayout
from b12desk.ui.kit.shapes import fill, mirrored
from b12desk.ui.kit.speech import keep_private
from b12desk.ui.wording import issue_text, row_text, unit_name

GUTTER = 14
"""Pixels left of every row, where the mark of a wrong or detailed one stands."""
CLEAR = 30
"""Pixels kept free at the end of every row for the cross that takes the answer back."""
_CLEAR_ROOM = 116
"""Room that a label above its answers leaves free, at least, for the link that does so."""


class Asked(NamedTuple):
    """What is asked back beside a question, and stops nobody: its words, and what shows them."""

    link_id: str
    text: str
    widget: QWidget


class QuestionRow(Panel):
    """Label, hint, error line and editor of one item.

    ``cell`` rows stand in a grid and may lay their tiles across; ``dense`` ones take as little height as they can.
    """

    answered = Signal(str, object)
    ticked = Signal(str, str)
    drafted = Signal(str, str, object, object)
    confirmed = Signal(str)
    typing = Signal(str, str, object)

    def __init__(self, state: ItemState, *, cell: bool = False, detail: bool = False, dense: bool = False) -> None:
        super().__init__()
        self.link_id = state.item.link_id
        self.setObjectName(f"row:{self.link_id}")
        self.editor = create_editor(state)
        self._item, self._doubt = state.item, state.doubt
        self._detail = detail
        self._text = ""
        self._error: QLabel | None = None
        self._error_line: QWidget | None = None
        self._remarks: tuple[Told, ...] = ()
        self._remark_lines: list[QWidget] = []
        self._remark_box: QVBoxLayout | None = None
        self._clear: ClearLink | None = None
        self._cell, self._dense = cell, dense
        self._build()
        self.editor.answered.connect(lambda values: self.answered.emit(self.link_id, values))
        self.editor.ticked.connect(lambda code: self.ticked.emit(self.link_id, code))
        self.editor.drafted.connect(lambda text, code, unit: self.drafted.emit(self.link_id, text, code, unit))
        self.editor.confirmed.connect(self._confirm)
        self.editor.typing.connect(lambda text, unit: self.typing.emit(self.link_id, text, unit))
        self._set_frame(wrong=False)
        self._describe()
        self.show_state(state)

    def show_state(self, state: ItemState) -> None:
        """Draw ``state``: the editor's, the error line and the link that takes the answer back."""
        self.editor.show_state(state)
        self._doubt = state.doubt
        self._show_clear(bool(state.answers or state.draft))
        error = row_text(state)
        remarked = state.remarks != self._remarks
        if remarked:
            self._show_remarks(state.remarks)
        if error != self._text:
            self._text = error
            self._show_error(error, names_answer=bool(state.last))
            self._describe()
        elif remarked:
            self._describe()

    def asked(self) -> list[Asked]:
        """Answers that do not go together, and a number that is unusual."""
        told = zip(self._remarks, self._remark_lines, strict=True)
        found = [Asked(self.link_id, each.text, line) for each, line in told if each.asks or each.kept]
        if self._doubt is not None:
            found.append(Asked(self.link_id, issue_text(self._doubt, self._item), self.editor.note or self))
        return found

    def set_cells(self, width: int | None) -> None:
        """In a grid: tiles as cells ``width`` pixels wide beside the label, or (None) below it."""
        if isinstance(self.editor, ChoiceEditor):
            self.editor.set_cells(width)
            self._box.fix(self.editor.beside_width() if width else 0)

    def _build(self) -> None:
        if self._dense:
            self.editor.set_dense()
        for tile, key in self.editor.number_keys().items():
            tile.set_key(key)
        self._clear_text = _("Clear answer")
        free = max(style.sp(_CLEAR_ROOM), link_width(self._clear_text))
        self._box = RowLayout(self, self._least_beside, style.sp(CLEAR), free)
        plain = self._cell or (self._dense and self.editor.beside_width() > 0)
        self._label = label(_question(self._item), "body" if plain else "strong" if self._dense else "question")
        self._label.setObjectName(f"{self.link_id}:label")
        self._box.addWidget(self._label)
        if self._item.help:
            self._box.addWidget(label(self._item.help, "small" if self._cell or self._dense else "hint"))
        self._box.add_answers(self.editor)

    def _least_beside(self) -> int:
        return self.editor.beside_width() if self._dense else 0

    @property
    def beside(self) -> bool:
        """Whether the answers stand beside the question."""
        return self._box.beside(self.width())

    def _describe(self) -> None:
        parts = [self._item.help or "", self._unit(), _("Required.") if self._item.required else ""]
        if self._text:
            parts.append(_("Error: {text}", text=self._text))
        parts += [each.text for each in self._remarks]
        self.editor.describe(_question(self._item), " ".join(part for part in parts if part))

    def _unit(self) -> str:
        units = [unit.display for unit in self._item.unit_option] or [unit_name(self._item)]
        return _("Unit: {units}.", units=current().listed(units, either=True)) if units[0] else ""

    def _show_clear(self, answered: bool) -> None:
        """The link is made when first needed. It is for the pointer: Delete, or an emptied box, does the same."""
        if self._clear is None and answered:
            self._clear = ClearLink(self._clear_text)
            self._clear.setAccessibleName(_("Clear answer: {question}", question=_question(self._item)))
            self._clear.setObjectName(f"{self.link_id}:clear")
            self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._clear.clicked.connect(self._take_back)
            self._clear.setParent(self)
            self._place_clear()
        if self._clear is not None:
            self._clear.setVisible(answered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The link keeps its place over room that the label leaves free: nothing moves when it comes."""
        super().resizeEvent(event)
        self._place_clear()

    def _place_clear(self) -> None:
        if self._clear is not None:
            short = self._box.crosses(self.width())
            self._clear.set_short(short)
            width = style.sp(CLEAR) if short else self._clear.sizeHint().width()
            height = style.sp(44 if self.beside else 28)
            place = QRect(self.width() - width, self._box.contentsMargins().top(), width, height)
            self._clear.setGeometry(mirrored(self, place))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and on a dense page a hairline above."""
        super().paintEvent(event)
        if self._dense:
            painter = QPainter(self)
            start = style.sp(GUTTER)
            fill(painter, mirrored(self, QRect(start, 0, self.width() - start, 1)), "line")
            painter.end()

    def _confirm(self) -> None:
        self.confirmed.emit(self.link_id)
        self.editor.take_focus()

    def _take_back(self) -> None:
        self.editor.forget()
        self.answered.emit(self.link_id, ())
        self.editor.take_focus()

    def _show_error(self, text: str, *, names_answer: bool) -> None:
        self._set_frame(wrong=bool(text))
        if self.editor.note is not None:
            return  # it says so itself
        if self._error_line is None and text:
            self._error_line = QWidget()
            kept = self._error_line.sizePolicy()
            kept.setRetainSizeWhenHidden(True)
            self._error_line.setSizePolicy(kept)
            across = QHBoxLayout(self._error_line)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(style.sp(8))
            across.addWidget(picture("error", "error", 20), 0, Qt.AlignmentFlag.AlignTop)
            self._error = label("", "error")
            self._error.setObjectName(f"{self.link_id}:error")
            across.addWidget(self._error, 1)
            self._box.addWidget(self._error_line)
            self._error_line.stackUnder(self.editor)  # also for assistive technology
        if self._error_line is not None and self._error is not None:
            self._error.setText(text or self._error.text())
            if names_answer:
                keep_private(self._error)
            self._error_line.setVisible(bool(text))

    def _show_remarks(self, remarks: tuple[Told, ...]) -> None:
        """Below the answers, so that nothing of them moves: what does not go together, and what follows from one."""
        self._remarks = remarks
        if self._remark_box is None:
            below = QWidget()
            keep_private(below)
            self._remark_box = column(below, spacing=4)
            self._box.add_below(below)
            below.show()  # as below
        empty(self._remark_box)
        self._remark_lines = []
        for each in remarks:
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(style.sp(8))
            tone: Tone = "warning" if each.asks or each.kept else "info"
            across.addWidget(picture(tone, tone, 20), 0, Qt.AlignmentFlag.AlignTop)
            text = label(each.text, "body")
            text.setObjectName(f"{self.link_id}:remark={each.id}")
            across.addWidget(text, 1)
            self._remark_box.addWidget(line)
            self._remark_lines.append(line)
            line.show()  # now: Qt would do so a moment later, and the page would move again

    def _set_frame(self, *, wrong: bool) -> None:
        kind: Kind = "wrong" if wrong else "detail" if self._detail else "plain"
        above, below = (2, 2) if self._cell else (4, 4) if self._dense else (0, 0)
        set_margins(self._box, GUTTER, above, 0, below)
        self.set_kind(kind)


def cell_room() -> int:
    """Pixels of a grid's row that are neither the words of its question nor its cells."""
    return style.sp(GUTTER + 14 + CLEAR)


def _question(item: Item) -> str:
    return f"{item.prefix} {item.text}" if item.prefix else item.text
