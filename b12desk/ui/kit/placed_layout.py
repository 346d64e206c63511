"""A layout that says, for a width, where everything stands; places are reckoned from left to right and turned once.

The width alone decides, so nothing flips while a page is laid out.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

Places = list[tuple[QLayoutItem, QRect]]


class PlacedLayout(QLayout):
    """Subclasses answer `places`; the rest is what Qt asks of a layout."""

    def __init__(self, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self.setContentsMargins(0, 0, 0, 0)
        self.items: list[QLayoutItem] = []
        self._known: dict[int, Places] = {}

    def places(self, width: int) -> Places:
        """Where each item stands in ``width`` pixels, margins taken off."""
        raise NotImplementedError

    def least_width(self) -> int:
        """The width in pixels below which something would be cut, margins taken off."""
        return max((item.minimumSize().width() for item in self.shown()), default=0)

    def usual_width(self) -> int:
        """The width in pixels that is wanted, margins taken off."""
        return max((item.sizeHint().width() for item in self.shown()), default=0)

    def shown(self) -> list[QLayoutItem]:
        """The items that take room."""
        return [item for item in self.items if not item.isEmpty()]

    def line_width(self, items: Sequence[QLayoutItem]) -> int:
        """The width in pixels of ``items`` on one line, each as wide as it wants."""
        return sum(item.sizeHint().width() for item in items) + self.spacing() * max(0, len(items) - 1)

    def addItem(self, item: QLayoutItem) -> None:
        """Append."""
        self.items.append(item)

    def count(self) -> int:
        """How many items."""
        return len(self.items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Item ``index`` or None."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take item ``index`` out."""
        return self.items.pop(index) if 0 <= index < len(self.items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more than it needs."""
        return Qt.Orientation(0)

    def invalidate(self) -> None:
        """Forget the places."""
        self._known = {}
        super().invalidate()

    def renew(self) -> None:
        """What the places depend on has changed."""
        self.invalidate()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Fewer lines where there is more room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        margins = self.contentsMargins()
        lowest = max(
            (area.bottom() + 1 for _item, area in self._at(width - margins.left() - margins.right())), default=0
        )
        return lowest + margins.top() + margins.bottom()

    def minimumHeightForWidth(self, width: int) -> int:
        """As `heightForWidth`."""
        return self.heightForWidth(width)

    def setGeometry(self, rect: QRect) -> None:
        """Place every item."""
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        owner = self.parentWidget()
        leftwards = owner is not None and owner.isRightToLeft()
        for item, area in self._at(inner.width()):
            place = area.translated(inner.topLeft())
            if leftwards:
                place.moveRight(inner.left() + inner.right() - place.left())
            item.setGeometry(place)

    def sizeHint(self) -> QSize:
        """As wide as wanted."""
        width = self.usual_width() + self._around()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """As narrow as nothing is cut."""
        return QSize(self.least_width() + self._around(), 0)

    def _around(self) -> int:
        return self.contentsMargins().left() + self.contentsMargins().right()

    def _at(self, width: int) -> Places:
        if width not in self._known:
            self._known[width] = self.places(width)
        return self._known[width]


def height_at(item: QLayoutItem, width: int) -> int:
    """The height in pixels of ``item`` in ``width``."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
