"""Where we are: the named steps beside the page on a wide window, a line of circles above it on a narrow one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from b12desk.i18n import _, n_
from b12desk.ui.kit import style
from b12desk.ui.kit.bar_layout import BarLayout
from b12desk.ui.kit.buttons import Plain
from b12desk.ui.kit.labels import column, label, line
from b12desk.ui.kit.option_tile import HEIGHT
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.shapes import mirrored, rounded

SIDE_WIDTH = 232
StepMark = Literal["done", "begun", "ahead"]
"""Nothing on it is open; it was opened, and something is; nobody was there yet."""
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class Step(NamedTuple):
    """One named step; ``left``: how many questions are open on it; ``reachable`` when a press may open it."""

    link_id: str
    title: str
    mark: StepMark
    left: int
    current: bool
    reachable: bool

    @property
    def state(self) -> str:
        """What it is, in words."""
        return self.open_words or {"done": _("done"), "begun": _("begun"), "ahead": _("to come")}[self.mark]

    @property
    def open_words(self) -> str:
        """How much is open on a step where somebody was, for the eye; empty when nothing is."""
        return n_("{count} open", "{count} open", self.left) if self.mark == "begun" and self.left else ""


class StepList(Panel):
    """The steps as a list. ``chosen`` carries the linkId of the page to open."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("side")
        self.setAccessibleName(_("Steps"))
        self.setFixedWidth(style.sp(SIDE_WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.sp(14), style.sp(8), style.sp(14), style.sp(8))
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        outer.addLayout(self._box)
        outer.addSpacing(style.sp(8))
        self._count = label("", "small")
        outer.addWidget(self._count)
        outer.addStretch(1)
        self.buttons: list[_StepButton] = []

    def show_steps(self, steps: Sequence[Step], counted: str) -> None:
        """Show ``steps``, and ``counted`` (how much is answered) below them."""
        _show(self.buttons, steps, self._add)
        self._count.setText(counted)

    def _add(self) -> _StepButton:
        button = _StepButton()
        button.clicked.connect(lambda: self.chosen.emit(button.step.link_id))
        self._box.addWidget(button)
        self._count.raise_()  # last for assistive technology too
        return button


class _StepButton(Plain):
    """Number or tick in a circle, the name of the page, and in a line of its own, always kept, how much is open.

    ``circle``: the circle alone, which says the name when one points at it.
    """

    def __init__(self, *, circle: bool = False) -> None:
        super().__init__("")
        self.step = Step("", "", "ahead", 0, current=False, reachable=False)
        self._number = 0
        self._circle = circle
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_step(self, step: Step, number: int, total: int) -> None:
        """Show ``step`` as number ``number`` of ``total``."""
        if (step, number) == (self.step, self._number):
            return
        self.step, self._number = step, number
        self.setObjectName(f"step:{step.link_id}")
        self.setEnabled(step.reachable)
        state = _("current step, {state}", state=step.state) if step.current else step.state
        self.setToolTip(step.title if self._circle else "")
        self.setAccessibleName(
            _(
                "Step {number} of {total}: {title}, {state}",
                number=number,
                total=total,
                title=step.title,
                state=state,
            )
        )
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Long names wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        return HEIGHT if self._circle else max(HEIGHT, self._text_height(width) + self._line_height() + 4)

    def sizeHint(self) -> QSize:
        """As wide as the list, or a finger."""
        if self._circle:
            return QSize(HEIGHT, HEIGHT)
        width = style.sp(SIDE_WIDTH - 28)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest word."""
        if self._circle:
            return QSize(HEIGHT, HEIGHT)
        metrics = QFontMetrics(self._font(bold=True))
        widest = max((metrics.horizontalAdvance(word) for word in self.step.title.split()), default=0)
        return QSize(self._left() + widest + style.sp(6), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground for the current step, circle, name, focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current, done, begun = self.step.current, self.step.mark == "done", self.step.mark == "begun"
        if current or (self.underMouse() and self.step.reachable):
            rounded(painter, self.rect(), style.sp(8), "primary_soft" if current else "raised")
        side = min(style.sp(26), HEIGHT - 8) if self._circle else style.sp(26)
        left = (self.width() - side) / 2 if self._circle else style.sp(8)
        circle = QRectF(left, (self.height() - side) / 2, side, side)
        if self.isRightToLeft():
            circle.moveLeft(self.width() - side - left)
        painter.setPen(QPen(style.colour("primary" if current or done or begun else "edge"), 2))
        painter.setBrush(style.colour("primary" if current else "surface"))
        painter.drawEllipse(circle)
        font = self._font(bold=current)
        painter.setFont(font)
        if done:
            ink = "on_primary" if current else "primary"
            icon = style.pixmap("check", ink, round(side * 0.62), self.devicePixelRatio())
            painter.drawPixmap(circle.center() - QRectF(0, 0, side * 0.62, side * 0.62).center(), icon)
        else:
            painter.setPen(style.colour("on_primary" if current else "primary" if begun else "muted"))
            small = self._font(bold=True)
            small.setPixelSize(side // 2)
            painter.setFont(small)
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(self._number))
            painter.setFont(font)
        if not self._circle:
            self._paint_words(painter)
        if self.hasFocus():
            rounded(painter, self.rect(), style.sp(8), "", ("focus", 3))
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        current = self.step.current
        painter.setPen(style.colour("text" if current or self.step.reachable else "muted"))
        below = self._line_height() if self.step.open_words else 0
        room = self.rect().adjusted(self._left(), 0, -style.sp(6), -below)
        painter.drawText(mirrored(self, room), _WRAP, self.step.title)
        if below:
            painter.setFont(self._small())
            painter.setPen(style.colour("text" if current else "muted"))
            top = (self.height() - below + self._text_height(self.width())) // 2
            painter.drawText(mirrored(self, QRect(room.left(), top, room.width(), below)), _WRAP, self.step.open_words)

    def _left(self) -> int:
        return style.sp(8 + 26 + 10)

    def _small(self) -> QFont:
        return style.font("small")

    def _line_height(self) -> int:
        return QFontMetrics(self._small()).height()

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        font.setPixelSize(style.sp(15))
        return font

    def _text_height(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._left() - style.sp(6)), 1_000_000)
        return QFontMetrics(self._font(bold=True)).boundingRect(room, _WRAP, self.step.title).height()


class StepStrip(Panel):
    """The steps as circles for a narrow window, with the name of the current one. ``chosen`` as that of `StepList`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("header")
        self._bar = BarLayout(self, style.sp(12))
        self._bar.setContentsMargins(style.sp(16), 2, style.sp(16), 4)
        row, self._texts = QWidget(self), QWidget(self)
        self._row = line(row)
        self._row.setSpacing(4)
        told = column(self._texts, spacing=0)
        self._text, self._count = label("", "strong"), label("", "small")
        told.addWidget(self._text)
        told.addWidget(self._count)
        self._bar.addWidget(row)
        self._bar.add_middle(self._texts)
        self.buttons: list[_StepButton] = []

    def set_low(self, low: bool) -> None:
        """In a window without height the name of the step is left to the page, whose title says the same.

        And how much is answered is said only where it has room beside the circles.
        """
        if self._text.isHidden() != low:
            self._text.setVisible(not low)
            self._want()
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts beside the circles, or below them."""
        super().resizeEvent(event)
        self._make_room()

    def show_steps(self, steps: Sequence[Step], counted: str) -> None:
        """Show ``steps``, the place among them, and ``counted``: how much is answered."""
        self.setAccessibleName(_("Steps"))
        _show(self.buttons, steps, self._add)
        self._count.setText(counted)
        place = next((index for index, step in enumerate(steps) if step.current), 0)
        self._text.setText(
            _(
                "Step {number} of {total}: {title}",
                number=place + 1,
                total=len(steps),
                title=steps[place].title,
            )
        )
        self._want()

    def _want(self) -> None:
        shown = [each for each in (self._text, self._count) if not each.isHidden()]
        self._bar.want(max(each.fontMetrics().size(0, each.text()).width() for each in shown) + 2)
        self._make_room()

    def _make_room(self) -> None:
        beside = self._bar.usual_width() <= self.contentsRect().width() - 2 * style.sp(16)
        self._texts.setVisible(beside or not self._text.isHidden())

    def _add(self) -> _StepButton:
        button = _StepButton(circle=True)
        button.clicked.connect(lambda: self.chosen.emit(button.step.link_id))
        self._row.addWidget(button)
        return button

    def words(self) -> str:
        """The place among the steps."""
        return self._text.text()


def _show(buttons: list[_StepButton], steps: Sequence[Step], add: Callable[[], _StepButton]) -> None:
    """Have as many buttons as steps, each showing its own."""
    while len(buttons) < len(steps):
        buttons.append(add())
    for index, button in enumerate(buttons):
        if button.isHidden() == (index < len(steps)):
            button.setVisible(index < len(steps))
        if index < len(steps):
            button.show_step(steps[index], index + 1, len(steps))
