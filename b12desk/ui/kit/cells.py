"""How a cell of a list or a table is drawn: text that wraps and is never cut, on the ground of its row.

A model may give a cell a font, as `CARD` a heading and a paragraph that are drawn instead, one below the other, and as
`ALERT` a few words that stand above either, behind a sign and in the colour of an alarm. As `BAR` it may give a share,
0 to 1, that is drawn as a bar at the foot of the cell.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from b12desk.ui.kit import style
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from b12desk.ui.kit.option_tile import HEIGHT
from b12desk.ui.kit.shapes import bar, fill

CARD = Qt.ItemDataRole.UserRole
ALERT = Qt.ItemDataRole.UserRole + 1
BAR = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
_SIDE, _TOP, _BETWEEN = 10, 3, 2
_SIGN, _BESIDE = 18, 6
"""Of an alarm: its size, and the room beside it."""
_BAR = 5
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_WORD = re.compile(r"[^\s-]+-?")
"""What Qt does not break: it does so behind a hyphen."""
_TALL = 1_000_000


class _Text(NamedTuple):
    """What is drawn below the one before it; ``alert``: behind a sign, in the colour of an alarm."""

    font: QFont
    words: str
    alert: bool = False

    @property
    def inset(self) -> int:
        """Pixels that the sign takes."""
        return style.sp(_SIGN + _BESIDE) if self.alert else 0

    def within(self, width: int) -> str:
        """The words, in which one that is wider than the cell may be broken anywhere."""
        return _breakable(self.font, self.words, width - self.inset)

    def height(self, width: int) -> int:
        """Pixels; not lower than the sign."""
        return max(_height(self.font, self.within(width), width - self.inset), self.alert and style.sp(_SIGN))


class Cells(QStyledItemDelegate):
    """Draws and measures. ``cards``: the headings and paragraphs are drawn."""

    def __init__(self, *, cards: bool = False) -> None:
        super().__init__()
        self.cards = cards

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, line below, text."""
        area: QRect = _of(option, "rect")
        chosen = bool(_of(option, "state") & QStyle.StateFlag.State_Selected)
        fill(painter, area, "primary_soft" if chosen else "surface")
        fill(painter, QRect(area.left(), area.bottom(), area.width(), 1), "line")
        room = area.adjusted(style.sp(_SIDE), 0, -style.sp(_SIDE), 0)
        texts = self._texts(index)
        heights = [each.height(room.width()) for each in texts]
        top = area.top() + (area.height() - sum(heights) - style.sp(_BETWEEN) * (len(texts) - 1)) // 2
        for each, height in zip(texts, heights, strict=True):
            if not each.words:
                continue
            place = QRect(room.left(), top, room.width(), height)
            self._draw(painter, each, place, _of(option, "direction"))
            top += height + style.sp(_BETWEEN)
        share = None if self.cards else index.data(BAR)
        if share is not None:
            foot = QRect(room.left(), area.bottom() - style.sp(_BAR + _TOP), room.width(), style.sp(_BAR))
            long = QRect(foot.left(), foot.top(), round(foot.width() * share), foot.height())
            bar(painter, foot, QStyle.visualRect(_of(option, "direction"), foot, long))

    def _draw(self, painter: QPainter, text: _Text, place: QRect, direction: Qt.LayoutDirection) -> None:
        words = QStyle.visualRect(direction, place, place.adjusted(text.inset, 0, 0, 0))
        if text.alert:
            size = style.sp(_SIGN)
            below = max(0, QFontMetrics(text.font).height() - size) // 2  # the middle of the first line
            sign = QStyle.visualRect(direction, place, QRect(place.left(), place.top() + below, size, size))
            painter.drawPixmap(sign, style.pixmap("alert", "error", size, painter.device().devicePixelRatio()))
        painter.setPen(style.colour("error" if text.alert else "text"))
        painter.setFont(text.font)
        painter.drawText(words, _WRAP, text.within(place.width()))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as it is given, and as high as it needs there."""
        width: int = _of(option, "rect").width()
        return QSize(width, self.height_at(index, width))

    def height_at(self, index: Index, width: int) -> int:
        """Height in pixels in ``width``; at least a finger's."""
        inner = width - 2 * style.sp(_SIDE)
        heights = [each.height(inner) for each in self._texts(index)]
        between = style.sp(_BETWEEN) * (len(heights) - 1)
        return max(HEIGHT, sum(heights) + between + 2 * style.sp(_TOP))

    def _texts(self, index: Index) -> list[_Text]:
        alert = index.data(ALERT)
        first = [_Text(style.font("strong"), alert, alert=True)] if alert else []
        if self.cards:
            heading, text = index.data(CARD)
            return [*first, _Text(style.font("strong"), heading), _Text(style.font("hint"), text)]
        return [*first, _Text(index.data(Qt.ItemDataRole.FontRole) or style.font("body"), index.data() or "")]


def natural_width(font: QFont, text: str) -> int:
    """The width in pixels of a cell that has ``text`` on one line."""
    return QFontMetrics(font).size(0, text).width() + 2 * style.sp(_SIDE) + 2


def _height(font: QFont, text: str, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(1, width), _TALL), _WRAP, text).height()


def _breakable(font: QFont, text: str, width: int) -> str:
    """``text`` in which a word that is wider than the cell may be broken anywhere."""
    metrics = QFontMetrics(font)

    def broken(word: re.Match[str]) -> str:
        return word[0] if metrics.horizontalAdvance(word[0]) <= width else ZERO_WIDTH_SPACE.join(word[0])

    return _WORD.sub(broken, text)


def _of(option: QStyleOptionViewItem, name: str) -> Any:
    """A part of an option: those that it has from `QStyleOption` are missing in the types of the binding."""
    return getattr(option, name)
