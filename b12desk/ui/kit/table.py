"""A table of lines to choose one from: rows that a finger meets, heads that sort, cards where there is no room.

Rules: a row is as high as its longest text; nothing is cut. Up and Down move, Enter or a double click opens, Tab
leaves; what is typed here is for the page (a search box). Where the columns together are wider than the
table, each line is one card of all its columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableView, QWidget

from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.cells import Cells, natural_width
from b12desk.ui.kit.labels import dress_bar
from b12desk.ui.kit.option_tile import HEIGHT
from b12desk.ui.kit.shapes import fill, rounded

_ARROW, _SIDE = 16, 10
_START = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Column(NamedTuple):
    """``title``; least width in pixels at the usual text size; its share of the room that is left."""

    title: str
    least: int
    share: int


class Table(QTableView):
    """``opened`` and ``chosen`` carry the number of a row, -1 when none is chosen.

    ``sorted_by`` carries the number of a column whose head was pressed.
    """

    opened = Signal(int)
    chosen = Signal(int)
    sorted_by = Signal(int)

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = columns
        self._cells = Cells()
        self.setItemDelegate(self._cells)
        self._heads = heads = _Heads(columns)
        heads.sectionClicked.connect(self.sorted_by)
        self.setHorizontalHeader(heads)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(HEIGHT)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSizeAdjustPolicy(QTableView.SizeAdjustPolicy.AdjustIgnored)
        dress_bar(self.verticalScrollBar())
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    @property
    def cards(self) -> bool:
        """Whether each line is a card."""
        return self._cells.cards

    def lay_out(self) -> None:
        """Give columns and rows their sizes: the lines are others now."""
        self._widen()
        self.fit_rows(0)

    def fit_rows(self, first: int) -> None:
        """Make the rows from ``first`` on as high as they need."""
        shown = [0] if self.cards else range(len(self._columns))
        for row in range(first, self.model().rowCount()):
            cells = ((self.model().index(row, each), self.columnWidth(each)) for each in shown)
            self.setRowHeight(row, max(self._cells.height_at(index, width) for index, width in cells))

    def show_sorted(self, column: int, *, backwards: bool) -> None:
        """Mark the head of the column by which the lines stand."""
        order = Qt.SortOrder.DescendingOrder if backwards else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)

    def retitle(self, titles: Sequence[str]) -> None:
        """The columns are called otherwise now."""
        self._columns = [
            Column(title, each.least, each.share) for title, each in zip(titles, self._columns, strict=True)
        ]
        self._heads.retitle(titles)

    def choose(self, row: int) -> None:
        """Make a row the chosen one, in sight; -1: none is."""
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self.model().index(row, 0))

    def row(self) -> int:
        """The chosen row, or -1."""
        rows = self.selectionModel().selectedRows() if self.selectionModel() is not None else []
        return rows[0].row() if rows else -1

    def selectionChanged(self, selected: object, deselected: object) -> None:
        """Say which row it is."""
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]  # handed on as they came
        self.chosen.emit(self.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen row, once; what types a character is for another."""
        if event.key() in reflex.ENTER:
            if self.row() >= 0 and reflex.key_is_meant(event):
                self.opened.emit(self.row())
        elif reflex.character(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other rows."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.model() is not None:
            self.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and a ring around the chosen one while keys go there."""
        super().paintEvent(event)
        row = self.row()
        if self.hasFocus():
            painter = QPainter(self.viewport())
            area = self.viewport().rect()
            if row >= 0:
                area = QRect(0, self.rowViewportPosition(row), area.width(), self.rowHeight(row))
            rounded(painter, area, style.sp(6), "", ("focus", 3))
            painter.end()

    def _widen(self) -> None:
        """Columns side by side, where they have room; else cards."""
        room = self.viewport().width()
        least = [max(style.sp(each.least), _word_width(each.title)) for each in self._columns]
        self._cells.cards = sum(least) > room
        self.horizontalHeader().setVisible(not self.cards)
        for number in range(1, len(self._columns)):
            self.setColumnHidden(number, self.cards)
        if self.cards:
            self.setColumnWidth(0, room)
            return
        free, shares = room - sum(least), sum(each.share for each in self._columns)
        wide = [width + free * each.share // shares for width, each in zip(least, self._columns, strict=True)]
        wide[-1] += room - sum(wide)
        for number, width in enumerate(wide):
            self.setColumnWidth(number, width)


def _word_width(title: str) -> int:
    return max(natural_width(style.font("small"), each) for each in title.split()) + style.sp(_ARROW)


class _Heads(QHeaderView):
    """The heads of the columns; an arrow shows by which one the lines stand."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._titles = [each.title for each in columns]
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def retitle(self, titles: Sequence[str]) -> None:
        """Other titles."""
        self._titles = list(titles)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """A finger's height."""
        return QSize(super().sizeHint().width(), max(HEIGHT, style.sp(40)))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 -- Qt's own name
        """Ground, title, arrow."""
        painter.save()
        fill(painter, rect, "raised")
        font = style.font("small")
        painter.setFont(font)
        painter.setPen(style.colour("text"))
        side, arrow = style.sp(_SIDE), style.sp(_ARROW)
        start, end = (side, side + arrow) if not self.isRightToLeft() else (side + arrow, side)
        painter.drawText(rect.adjusted(start, 0, -end, 0), _START, self._titles[logicalIndex])
        if self.sortIndicatorSection() == logicalIndex:
            down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            centre = rect.left() + side + arrow / 2 if self.isRightToLeft() else rect.right() - side - arrow / 2
            _paint_arrow(painter, centre, rect.center().y(), style.sp(4), down=down)
        painter.restore()


def _paint_arrow(painter: QPainter, across: float, below: float, arm: int, *, down: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.colour("primary"), style.sp(2)))
    tip = arm / 2 if down else -arm / 2
    turns = ((across - arm, below - tip), (across, below + tip), (across + arm, below - tip))
    painter.drawPolyline([QPointF(x, y) for x, y in turns])
