"""Tiles, rows and buttons for a finger: as high as `measure` says, over the whole width, in text of the chosen size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.model.questionnaire import AnswerOption
from b12desk.ui.items.base import RadioSet
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.option_tile import CheckTile, RadioTile
from b12desk.ui.kit.review_row import ReviewRow
from b12desk.ui.kit.shapes import rounded
from b12desk.ui.waiting.measure import APART, PICTURE, TARGET, mm

_DIVIDER_MM, _BESIDE_MM, _PAD_MM = 1, 9, 2
_MARK = 24
_WRAP = int(Qt.TextFlag.TextWordWrap)
_TALL = 1_000_000


class BigRadio(RadioTile):
    """One option of a single choice."""

    resting_edge, hint_kind = "edge", "hint"
    least_mm = TARGET

    def least_height(self) -> int:
        """A finger's, as it was measured."""
        return mm(self.least_mm)


class BigCheck(CheckTile):
    """One option of a choice that repeats."""

    resting_edge, hint_kind = "edge", "hint"
    least_mm = TARGET

    def least_height(self) -> int:
        """A finger's, as it was measured."""
        return mm(self.least_mm)


BigTile = BigRadio | BigCheck


class BigRadios(RadioSet):
    """Radio tiles for a finger."""

    make = BigRadio


def stack(owner: QWidget | None, listed: Sequence[QWidget], apart: Sequence[QWidget]) -> QVBoxLayout:
    """``listed`` below each other, then "or" and those that stand ``apart``."""
    box = QVBoxLayout() if owner is None else QVBoxLayout(owner)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(mm(APART))
    for each in listed:
        box.addWidget(each)
    if listed and apart:
        box.addWidget(label(_("or"), "strong"))
    for each in apart:
        box.addWidget(each)
    return box


def set_least(tiles: Iterable[QWidget], least_mm: float) -> None:
    """Have each tile be at least so many millimetres high."""
    for tile in tiles:
        if isinstance(tile, BigRadio | BigCheck) and tile.least_mm != least_mm:
            tile.least_mm = int(least_mm)
            tile._measure_anew()


def show_pictures(tiles: Sequence[RadioTile | CheckTile], options: Sequence[AnswerOption]) -> None:
    """Have each option that has a picture show it: `PICTURE` millimetres wide, and no smaller than its mark."""
    known = {each.code: each.icon for each in options if each.icon}
    for tile in tiles:
        if icon := known.get(tile.code):
            tile.show_picture(icon, max(mm(PICTURE), style.sp(_MARK)))


class BigButton(Button):
    """A button as high as a target; its edge can be seen."""

    def __init__(self, text: str, kind: str = "secondary", icon: str = "", *, behind: bool = False) -> None:
        super().__init__(text, kind, icon, behind=behind)
        self._edged = kind != "primary"

    def full_width(self) -> int:
        """Text, icon, and less room beside them than in a small button: large text needs it itself."""
        return super().full_width() - style.sp(44) + mm(_BESIDE_MM)

    def sizeHint(self) -> QSize:
        """A finger's height and width at least."""
        hint = super().sizeHint()
        return QSize(max(mm(TARGET), hint.width()), max(mm(TARGET), hint.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the base, with an edge."""
        super().paintEvent(event)
        if self._edged and not self.hasFocus():
            painter = QPainter(self)
            rounded(painter, self.rect().adjusted(4, 4, -4, -4), style.sp(9), "", ("edge", 2))
            painter.end()


class WideButton(BigButton):
    """A button over the whole width."""

    def __init__(self, text: str, kind: str = "secondary", icon: str = "") -> None:
        super().__init__(text, kind, icon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class BigRow(ReviewRow):
    """A line of one's own answers, as high as a target."""

    def heightForWidth(self, width: int) -> int:
        """At least a finger's."""
        return max(mm(TARGET), super().heightForWidth(width) + mm(_DIVIDER_MM) * 2)

    def minimumSizeHint(self) -> QSize:
        """As the base."""
        return QSize(super().minimumSizeHint().width(), mm(TARGET))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the base, with an edge: one sees that it can be pressed."""
        super().paintEvent(event)
        if not self.hasFocus():
            painter = QPainter(self)
            rounded(painter, self.rect(), style.sp(6), "", ("edge", 1))
            painter.end()

    def _pad(self) -> int:
        return mm(_PAD_MM)

    def _columns(self, width: int) -> tuple[QRect, QRect, QRect]:
        """The answer below its question, the link beside both."""
        pad = self._pad()
        words = max(1, width - self._link - 3 * pad)
        room = QRect(0, 0, words, _TALL)
        below = pad + QFontMetrics(style.font("hint")).boundingRect(room, _WRAP, self.label).height()
        link = QRect(width - pad - self._link, pad, self._link, _TALL)
        return QRect(pad, pad, words, _TALL), QRect(pad, below, words, _TALL), link
