"""A bank card held against the screen, once: so a millimetre is a millimetre here.

The outline is made as wide as the card by buttons, keys, or by dragging its edge; no one way is needed (WCAG 2.5.7).
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button, add_ends
from b12desk.ui.kit.labels import label, scroller
from b12desk.ui.kit.shapes import rounded
from b12desk.ui.waiting.measure import CARD_MM, LEAST_PER_MM, MOST_PER_MM

_HEIGHT_MM, _CORNER_MM = 53.98, 3.2
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Plus: 1}


class CardDialog(QDialog):
    """``per_mm``: pixels to a millimetre as the outline stands."""

    def __init__(self, parent: QWidget | None, per_mm: float) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setWindowTitle(_("Measure the screen"))
        self._card = _Card(round(per_mm * CARD_MM))
        self._card.widened.connect(self._say)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.sp(each) for each in (24, 20, 24, 16)))
        outer.setSpacing(style.sp(12))
        outer.addWidget(label(_("Measure the screen"), "title"))
        told = _(
            "Hold a bank card against the screen, left edge on left edge. Then make the outline as wide as the card."
        )
        outer.addWidget(label(told))
        ground = QWidget()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._card, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        outer.addWidget(scroller(ground), 1)
        self._told = label("", "strong")
        self._told.setObjectName("card:told")
        outer.addWidget(self._told)
        row = QHBoxLayout()
        row.setSpacing(style.sp(10))
        self._buttons: list[Button] = []
        for name, text, spoken, step in (
            ("narrower", "\N{MINUS SIGN}", _("Narrower"), -1),
            ("wider", "+", _("Wider"), 1),
        ):
            button = Button(text)
            button.setObjectName(f"card:{name}")
            button.setAccessibleName(spoken)
            button.clicked.connect(lambda _checked=False, step=step: self._card.step(step))
            row.addWidget(button)
        row.addStretch(1)
        add_ends(row, self, "card:keep", _("&Keep"), self.accept)
        outer.addLayout(row)
        self._card.setFocus()
        room = self.screen().availableGeometry().size()
        wanted = self._card.width() + style.sp(64), style.sp(300) + self._card.height()
        self.resize(min(wanted[0], room.width() - 20), min(wanted[1], room.height() - 40))
        self._say()

    @property
    def per_mm(self) -> float:
        """Pixels to a millimetre."""
        return min(max(round(self._card.wide / CARD_MM, 3), LEAST_PER_MM), MOST_PER_MM)

    def _say(self) -> None:
        self._told.setText(_("{number:.2f} pixels to a millimetre", number=self.per_mm))


class _Card(QWidget):
    """The outline. ``widened``: it has another width."""

    widened = Signal()

    def __init__(self, wide: int) -> None:
        super().__init__()
        self.setObjectName("card:outline")
        self.setAccessibleName(_("Outline of a bank card"))
        self.wide = 0
        self._held: int | None = None
        self._set(wide)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def step(self, pixels: int) -> None:
        """Make it so much wider."""
        self._set(self.wide + pixels)

    def sizeHint(self) -> QSize:
        """As large as the card."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The outline, a stripe as cards have one, and the edge that can be dragged."""
        painter = QPainter(self)
        height, unit = self.height(), self.wide / CARD_MM
        area = QRect(0, 0, self.wide, height)
        edge = ("focus", 3) if self.hasFocus() else ("text", 2)
        rounded(painter, area, round(_CORNER_MM * unit), "surface", edge)
        painter.fillRect(QRect(2, height // 8, self.wide - 4, height // 6), style.colour("raised"))
        painter.fillRect(QRect(self.wide - 4, height // 3, 4, height // 3), style.colour("primary"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, plus and minus make it wider or narrower."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step:
            self.step(step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        self._held = self.wide - round(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag its edge."""
        if self._held is not None:
            self._set(round(event.position().x()) + self._held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def _set(self, wide: int) -> None:
        wide = round(min(max(wide, LEAST_PER_MM * CARD_MM), MOST_PER_MM * CARD_MM))
        if wide != self.wide:
            self.wide = wide
            self.setFixedSize(wide, round(wide * _HEIGHT_MM / CARD_MM))
            self.update()
            self.widened.emit()
