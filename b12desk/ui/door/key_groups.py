"""Half of the recovery key in large groups, every character as wide as the next, to be read aloud and copied by hand.

Drawn, because a typeface of one width is not shipped. It is read from left to right in every language.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from b12desk.ui.kit import style
from b12desk.ui.kit.shapes import rounded

_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


class KeyGroups(QWidget):
    """``half`` is in groups, parted by dashes or spaces; ``name`` is what it is called."""

    def __init__(self, half: str, name: str) -> None:
        super().__init__()
        self._groups = half.replace("-", " ").split()
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFont(style.font("title"))
        self.setAccessibleName(", ".join(" ".join(each) for each in self._groups))

    def hasHeightForWidth(self) -> bool:
        """Groups wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        return max(area.bottom() + 1 for area in self._areas(width))

    def sizeHint(self) -> QSize:
        """Four groups in a line."""
        width = 4 * (self._group_width() + self._gap())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One group."""
        return QSize(self._group_width(), self._tall())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each group on a ground of its own."""
        painter = QPainter(self)
        painter.setFont(self.font())
        for group, area in zip(self._groups, self._areas(self.width()), strict=True):
            rounded(painter, area, style.sp(6), "raised", ("line", 1))
            painter.setPen(style.colour("text"))
            for at, character in enumerate(group):
                cell = QRect(area.left() + self._pad() + at * self._cell(), area.top(), self._cell(), area.height())
                painter.drawText(cell, _MIDDLE, character)
        painter.end()

    def _areas(self, width: int) -> list[QRect]:
        across = max(1, (width + self._gap()) // (self._group_width() + self._gap()))
        wide, tall, gap = self._group_width(), self._tall(), self._gap()
        return [
            QRect(index % across * (wide + gap), index // across * (tall + gap), wide, tall)
            for index in range(len(self._groups))
        ]

    def _cell(self) -> int:
        return max(self._metrics().horizontalAdvance(each) for each in "".join(self._groups)) + style.sp(3)

    def _group_width(self) -> int:
        return max(map(len, self._groups)) * self._cell() + 2 * self._pad()

    def _tall(self) -> int:
        return self._metrics().height() + style.sp(8)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font())

    @staticmethod
    def _pad() -> int:
        return style.sp(8)

    @staticmethod
    def _gap() -> int:
        return style.sp(10)
