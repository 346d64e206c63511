"""Where we are: the named steps beside the page on a wide window, one line with a bar above it on a narrow one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from b12desk.i18n import _, n_
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Plain
from b12desk.ui.kit.labels import label
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
        outer.setContentsMargins(style.sp(14), style.sp(20), style.sp(14), style.sp(16))
        self._box = QVBoxLayout()
        self._box.setSpacing(style.sp(2))
        outer.addLayout(self._box)
        outer.addSpacing(style.sp(16))
        self._count = label("", "small")
        outer.addWidget(self._count)
        outer.addStretch(1)
        self.buttons: list[_StepButton] = []

    def show_steps(self, steps: Sequence[Step], counted: str) -> None:
        """Show ``steps``, and ``counted`` (how much is answered) below them."""
        while len(self.buttons) < len(steps):
            button = _StepButton()
            button.clicked.connect(partial(self._press, button))
            self.buttons.append(button)
            self._box.addWidget(button)
            self._count.raise_()  # last for assistive technology too
        for index, button in enumerate(self.buttons):
            if button.isHidden() == (index < len(steps)):
                button.setVisible(index < len(steps))
            if index < len(steps):
                button.show_step(steps[index], index + 1, len(steps))
        self._count.setText(counted)

    def _press(self, button: _StepButton) -> None:
        self.chosen.emit(button.step.link_id)


class _StepButton(Plain):
    """Number or tick in a circle, the name of the page, and in a line of its own, always kept, how much is open."""

    def __init__(self) -> None:
        super().__init__("")
        self.step = Step("", "", "ahead", 0, current=False, reachable=False)
        self._number = 0
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
        return max(44, self._text_height(width) + self._line_height() + 4)

    def sizeHint(self) -> QSize:
        """As wide as the list."""
        width = style.sp(SIDE_WIDTH - 28)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest word."""
        metrics = QFontMetrics(self._font(bold=True))
        widest = max((metrics.horizontalAdvance(word) for word in self.step.title.split()), default=0)
        return QSize(self._left() + widest + style.sp(6), 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground for the current step, circle, name, focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current, done, begun = self.step.current, self.step.mark == "done", self.step.mark == "begun"
        if current or (self.underMouse() and self.step.reachable):
            rounded(painter, self.rect(), style.sp(8), "primary_soft" if current else "raised")
        side = style.sp(26)
        left = self.width() - side - style.sp(8) if self.isRightToLeft() else style.sp(8)
        circle = QRectF(left, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(style.colour("primary" if current or done or begun else "edge"), 2))
        painter.setBrush(style.colour("primary" if current else "surface"))
        painter.drawEllipse(circle)
        font = self._font(bold=current)
        painter.setFont(font)
        if done:
            ink = "on_primary" if current else "primary"
            icon = style.pixmap("check", ink, style.sp(16), self.devicePixelRatio())
            painter.drawPixmap(circle.center() - QRectF(0, 0, style.sp(16), style.sp(16)).center(), icon)
        else:
            painter.setPen(style.colour("on_primary" if current else "primary" if begun else "muted"))
            small = self._font(bold=True)
            small.setPixelSize(style.sp(13))
            painter.setFont(small)
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(self._number))
            painter.setFont(font)
        painter.setPen(style.colour("text" if current or self.step.reachable else "muted"))
        below = self._line_height() if self.step.open_words else 0
        room = self.rect().adjusted(self._left(), 0, -style.sp(6), -below)
        painter.drawText(mirrored(self, room), _WRAP, self.step.title)
        if below:
            painter.setFont(self._small())
            painter.setPen(style.colour("text" if current else "muted"))
            top = (self.height() - below + self._text_height(self.width())) // 2
            painter.drawText(mirrored(self, QRect(room.left(), top, room.width(), below)), _WRAP, self.step.open_words)
        if self.hasFocus():
            rounded(painter, self.rect(), style.sp(8), "", ("focus", 3))
        painter.end()

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
    """One line and a bar for a narrow window."""

    def __init__(self) -> None:
        super().__init__("header")
        box = QVBoxLayout(self)
        box.setContentsMargins(style.sp(16), 4, style.sp(16), 6)
        box.setSpacing(4)
        self._text = label("", "strong")
        self._bar = _Bar()
        box.addWidget(self._text)
        box.addWidget(self._bar)

    def show_steps(self, steps: Sequence[Step], counted: str) -> None:
        """Show the place among ``steps``; assistive technology also hears ``counted``."""
        self.setAccessibleName(counted)
        place = next((index for index, step in enumerate(steps) if step.current), 0)
        self._text.setText(
            _(
                "Step {number} of {total}: {title}",
                number=place + 1,
                total=len(steps),
                title=steps[place].title,
            )
        )
        self._bar.show_part(place + 1, len(steps))

    def words(self) -> str:
        """The place among the steps."""
        return self._text.text()


class _Bar(QWidget):
    """One segment for each step; the line above says the same in words."""

    def __init__(self) -> None:
        super().__init__()
        self._part, self._whole = 0, 1
        self.setFixedHeight(6)

    def show_part(self, part: int, whole: int) -> None:
        """Fill ``part`` of ``whole`` segments."""
        self._part, self._whole = part, whole
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Segments, the filled ones first."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = style.sp(4)
        width = (self.width() - gap * (self._whole - 1)) / self._whole
        for index in range(self._whole):
            painter.setBrush(style.colour("primary" if index < self._part else "line"))
            place = self._whole - 1 - index if self.isRightToLeft() else index
            painter.drawRoundedRect(QRectF(place * (width + gap), 0, width, self.height()), 3, 3)
        painter.end()
