"""A choice of one among several that stand in a list which opens: for filters, where tiles would take the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.cells import Cells
from b12desk.ui.kit.option_tile import HEIGHT
from b12desk.ui.kit.shapes import mirrored, mirrored_f, rounded

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SIDE, _ARROW = 12, 34
_WIDEST = 300
"""Pixels at the usual text size; a longer text stands on more lines."""


class DropDown(QComboBox):
    """``choices``: a code and a text each. ``picked`` carries the code that a person chose.

    ``name`` says for assistive technology what is chosen here.
    """

    picked = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFont(style.font("body"))
        self._cells = Cells()
        self.setItemDelegate(self._cells)
        for code, text in choices:
            self.addItem(text, code)
        self.set_chosen(chosen)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.activated.connect(lambda place: self.picked.emit(self.itemData(place)))
        self.currentIndexChanged.connect(lambda _place: self.updateGeometry())

    def set_chosen(self, code: str) -> None:
        """Show ``code`` as chosen; nothing is emitted."""
        self.setCurrentIndex(self.findData(code))

    def sizeHint(self) -> QSize:
        """What is chosen on one line, where it is not too long for that."""
        texts = [self.itemText(place) for place in range(self.count())]
        widest = max((self.fontMetrics().size(0, each).width() for each in texts), default=0)
        width = min(widest, style.sp(_WIDEST)) + style.sp(_SIDE + _ARROW) + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        words = [each for place in range(self.count()) for each in self.itemText(place).split()]
        widest = max(map(self.fontMetrics().horizontalAdvance, words), default=0)
        return QSize(widest + style.sp(_SIDE + _ARROW) + 2, HEIGHT)

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``; at least a finger's."""
        room = QRect(0, 0, max(1, width - style.sp(_SIDE + _ARROW)), 1_000_000)
        return max(HEIGHT, self.fontMetrics().boundingRect(room, _WRAP, self.currentText()).height() + style.sp(12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Space opens; what is typed is for the page: a scanner chooses nothing."""
        if reflex.character(event).strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel chooses nothing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, edge, text, an arrow that points down."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = ("focus", 3) if self.hasFocus() else ("edge", 2)
        rounded(painter, self.rect(), style.sp(6), "surface", edge)
        painter.setPen(style.colour("text"))
        room = QRect(style.sp(_SIDE), 0, self.width() - style.sp(_SIDE + _ARROW), self.height())
        painter.drawText(mirrored(self, room), _WRAP, self.currentText())
        painter.setPen(QPen(style.colour("primary"), style.sp(2)))
        arm = style.sp(5)
        place = QRect(self.width() - style.sp(_ARROW), 0, style.sp(_ARROW), self.height())
        middle = mirrored_f(self, place.toRectF()).center() + QPointF(0, arm / 2)
        painter.drawPolyline([middle - QPointF(arm, arm), middle, middle + QPointF(arm, -arm)])
        painter.end()
