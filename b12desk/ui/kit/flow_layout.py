"""A layout that sets widgets side by side and wraps them like words, so that no width and no text size clips them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    """In the direction of reading, then the next line. ``gap`` in pixels, between neighbours and between lines.

    A widget added with `add_filling` takes the rest of its line.
    """

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._filling: QLayoutItem | None = None
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Append."""
        self._items.append(item)

    def add_filling(self, widget: QWidget) -> None:
        """Append a widget that is as wide as its line has room."""
        self.addWidget(widget)
        self._filling = self._items[-1]

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Item ``index`` or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take item ``index`` out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Fewer lines where there is more room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place every item."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        hints = [item.sizeHint() for item in self._shown()]
        gaps = self.spacing() * max(0, len(hints) - 1)
        return QSize(sum(each.width() for each in hints) + gaps, max((each.height() for each in hints), default=0))

    def minimumSize(self) -> QSize:
        """The largest single item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        left, top, height = rect.left(), rect.top(), 0
        owner = self.parentWidget()
        direction = owner.layoutDirection() if owner is not None else Qt.LayoutDirection.LeftToRight
        for item in self._shown():
            width = min(item.sizeHint().width(), rect.width())
            if left > rect.left() and left + width > rect.left() + rect.width():
                left, top, height = rect.left(), top + height + self.spacing(), 0
            if item is self._filling:
                width = rect.left() + rect.width() - left
            tall = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            if move:
                place = QRect(QPoint(left, top), QSize(width, tall))
                item.setGeometry(QStyle.visualRect(direction, rect, place))
            left, height = left + width + self.spacing(), max(height, tall)
        return top + height - rect.top()
