"""A card of questions: one group of the form, or the questions that stand on a page without a group.

Rules: a row is built when its item first applies, never before; rows stand in the order of the form; a group inside a
group is a section inside a section; a grid ("gtable") becomes one question below the other where its columns cannot
stand; a question that another one answers as well (age, beside the date of birth) keeps its place while it is not
asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b12desk.engine.session import Session
from b12desk.model.questionnaire import Item, ItemType
from b12desk.ui.items.choice import ChoiceEditor
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import label, picture, set_margins
from b12desk.ui.kit.panel import Panel
from b12desk.ui.question_row import CLEAR, GUTTER, QuestionRow, cell_room
from b12desk.ui.stand_in import StandIn

GRID = "gtable"
_CAPTION_EVERY = 6
_LABEL_ROOM = 210


class QuestionCard(Panel):
    """Heading, help and rows. ``adopt`` is told of every row that is built."""

    def __init__(
        self,
        session: Session,
        items: Sequence[Item],
        adopt: Callable[[QuestionRow], None],
        group: Item | None = None,
        *,
        nested: bool = False,
        dense: bool = False,
    ) -> None:
        super().__init__("plain" if nested else "card")
        self._session = session
        self._adopt = adopt
        self._grid = group is not None and group.item_control == GRID
        self._order = list(_entries(items))
        self._built: dict[str, QWidget] = {}
        self._captions: list[_Captions] = []
        self._captioned: tuple[int, tuple[str, ...]] | None = None
        self._box = QVBoxLayout(self)
        self._dense = dense
        around = (18 - GUTTER, 8, 14, 6) if dense else (24 - GUTTER, 20, 24, 24)
        set_margins(self._box, *((0, 8, 0, 0) if nested else around))
        self._box.setSpacing(0 if dense else style.sp(4 if self._grid else 28))
        if group is not None and (group.text or group.help):
            self.setObjectName(group.link_id)
            self._box.addWidget(_head(group, dense=dense))
        self._first = self._box.count()

    def refresh(self) -> None:
        """Build what began to apply, hide what no longer does, in place."""
        enabled = self._session.enabled
        shown = False
        for item in self._order:
            asked = item.link_id in enabled
            applies = asked or item.alternative_to in enabled
            widget = self._built.get(item.link_id)
            if applies and widget is None:
                widget = self._build(item)
            if widget is not None:
                if isinstance(widget, QuestionCard):
                    widget.refresh()
                if isinstance(widget, StandIn):
                    widget.show_asked(asked, self._session)
                if widget.isHidden() == applies:
                    widget.setVisible(applies)
            shown = shown or applies
        if self.isHidden() == shown:
            self.setVisible(shown)
        if self._grid:
            self._caption()

    def rows(self) -> Iterator[QuestionRow]:
        """The rows that were built, in the order of the screen."""
        for item in self._order:
            built = self._built.get(item.link_id)
            if isinstance(built, QuestionCard):
                yield from built.rows()
            elif isinstance(built, StandIn):
                yield built.row
            elif isinstance(built, QuestionRow):
                yield built

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A grid chooses between cells and columns."""
        super().resizeEvent(event)
        if self._grid:
            self._fit()

    def _build(self, item: Item) -> QWidget:
        made: QWidget
        if item.type is ItemType.GROUP:
            made = QuestionCard(self._session, item.item, self._adopt, item, nested=True, dense=self._dense)
        elif item.type is ItemType.DISPLAY:
            made = label(item.text)
            made.setIndent(style.sp(GUTTER))
        else:
            cell = self._grid and item.type is ItemType.CHOICE and not item.repeats
            detail = not cell and item.link_id.rpartition(".")[0] in {each.link_id for each in self._order}
            made = QuestionRow(self._session.state(item.link_id), cell=cell, detail=detail, dense=self._dense)
            self._adopt(made)
            if cell:
                made.set_cells(self._cell if self._fits() else None)
            if item.alternative_to is not None:
                made = StandIn(made, item, self._session.questionnaire.items[item.alternative_to])
        before = sum(1 for each in self._order[: self._order.index(item)] if each.link_id in self._built)
        self._built[item.link_id] = made
        self._box.insertWidget(self._place(before), made)
        behind = [self._built[each.link_id] for each in self._order if each.link_id in self._built]
        for each in behind[before:]:
            each.raise_()  # the order of the children is what assistive technology goes through
        return made

    def _place(self, before: int) -> int:
        """Layout index behind ``before`` built entries (captions of a grid lie between them)."""
        index, seen = self._first, 0
        while seen < before:
            if not self._is_caption(index):
                seen += 1
            index += 1
        return index

    def _is_caption(self, index: int) -> bool:
        item = self._box.itemAt(index)
        return item is not None and isinstance(item.widget(), _Captions)

    # The grid

    def _cells(self) -> list[QuestionRow]:
        rows = [self._built.get(item.link_id) for item in self._order]
        return [row for row in rows if isinstance(row, QuestionRow) and isinstance(row.editor, ChoiceEditor)]

    def _texts(self) -> list[str]:
        return [option.display for option in self._session.questionnaire.options(self._order[0].link_id)]

    @cached_property
    def _cell(self) -> int:
        """Width of a column in pixels: its longest word, and never less than a finger."""
        font = QFont(self.font())
        font.setPixelSize(style.sp(14))
        metrics = QFontMetrics(font)
        widest = max(metrics.horizontalAdvance(word) for text in self._texts() for word in text.split())
        return max(style.sp(56), widest + style.sp(10))

    @cached_property
    def _label_room(self) -> int:
        """Pixels that the questions take beside the columns: their longest word, and never less than usual."""
        texts = [*((each.text, "body") for each in self._order), *((each.help or "", "small") for each in self._order)]
        widest = max(
            QFontMetrics(style.font(role)).horizontalAdvance(word) for text, role in texts for word in text.split()
        )
        return max(style.sp(_LABEL_ROOM), widest + cell_room())

    def _fits(self) -> bool:
        inner = self.width() - self._box.contentsMargins().left() - self._box.contentsMargins().right()
        return inner >= self._cell * len(self._texts()) + self._label_room

    def _fit(self) -> None:
        width = self._cell if self._fits() else None
        for row in self._cells():
            row.set_cells(width)
        self._caption()

    def _caption(self) -> None:
        """Column heads above the first row and again every few rows, so that they never scroll far out of sight."""
        shown = [row for row in self._cells() if not row.isHidden()]
        state = (self._fits() and self._cell, tuple(row.link_id for row in shown))
        if state == self._captioned:
            return
        self._captioned = state
        for each in self._captions:
            self._box.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._captions = []
        if not self._fits():
            return
        for index, row in enumerate(shown):
            if index % _CAPTION_EVERY == 0:
                keys = row.editor.number_keys().values() if self._dense else ()
                captions = _Captions([*map("\n".join, zip_longest(self._texts(), keys, fillvalue=""))], self._cell)
                self._box.insertWidget(self._box.indexOf(row), captions)
                captions.stackUnder(row)
                captions.show()  # now: Qt would do so a moment later, and the page would move again
                self._captions.append(captions)


class _Captions(QWidget):
    """The column heads of a grid; assistive technology hears them with every cell instead."""

    def __init__(self, texts: Sequence[str], width: int) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, style.sp(8), 0, 0)
        across.setSpacing(0)
        across.addStretch(1)
        for text in texts:
            head = label(text, "small")
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            head.setFixedWidth(width)
            across.addWidget(head)
        across.addSpacing(style.sp(CLEAR))


def _entries(items: Sequence[Item]) -> Iterator[Item]:
    """What stands in a section, in order: groups whole, questions with what lies below them; nothing calculated."""
    for item in items:
        if item.calculated is None:
            yield item
        if item.type is not ItemType.GROUP:
            yield from _entries(item.item)


def _head(group: Item, *, dense: bool) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    set_margins(box, GUTTER, 0, 0, 3 if dense else 0)
    box.setSpacing(style.sp(1 if dense else 6))
    if group.text:
        across = QHBoxLayout()
        across.setSpacing(style.sp(10))
        if group.icon:
            across.addWidget(picture(group.icon, "primary", 22 if dense else 26), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label(group.text, "section" if dense else "heading"), 1)
        box.addLayout(across)
    if group.help:
        box.addWidget(label(group.help, "small" if dense else "hint"))
    return made
