"""One line of the review page: question, answer and "Change", one button drawn as a row.

One widget instead of five or six: a review page has some forty such lines, and to show a page costs what its widgets
cost.
Assistive technology hears a button called "Change: question" that describes itself with the answer.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Plain
from b12desk.ui.kit.shapes import mirrored, rounded

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_TALL = 1_000_000
_SHARES = 5, 6
_LEAST = 480
"""Pixels of a row that holds any one word at the largest text size."""


class Shown(NamedTuple):
    """An answer in words; ``tone`` marks one that needs a look ("warning", "error"), ``given`` one that is there."""

    text: str
    tone: str = ""
    given: bool = True


class ReviewRow(Plain):
    """``question`` in full for assistive technology, ``label`` for the eye."""

    def __init__(self, question: str, label: str, shown: Shown) -> None:
        super().__init__("")
        self.label, self.shown = label, shown
        self.action = _("Change") if shown.given else _("Answer")
        self._answer_font = style.font("strong" if shown.tone else "body" if shown.given else "hint")
        self._link = max(_width(_("Change")), _width(_("Answer"))) + 2
        self._heights: dict[int, int] = {}
        self.setAccessibleName(_("{action}: {question}", action=self.action, question=question))
        self.setAccessibleDescription(shown.text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        if width not in self._heights:
            question, answer, action = self._columns(width)
            lowest = max(
                question.top() + _height(style.font("hint"), question.width(), self.label),
                answer.top() + _height(self._answer_font, answer.width(), self.shown.text),
                action.top() + QFontMetrics(style.font("link")).height(),
            )
            self._heights[width] = max(style.sp(32), lowest + self._pad())
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Some width; the card gives the real one."""
        return QSize(style.sp(480), self.heightForWidth(style.sp(480)))

    def minimumSizeHint(self) -> QSize:
        """Room for a few words in each column, or in one where the text is large."""
        return QSize(min(style.sp(260), _LEAST), style.sp(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Question, answer with its mark, the link, the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            rounded(painter, self.rect(), style.sp(6), "primary_soft")
        question, answer, action = self._columns(self.width())
        painter.setFont(style.font("hint"))
        painter.setPen(style.colour("muted"))
        painter.drawText(mirrored(self, question), _WRAP, self.label)
        tone = self.shown.tone
        if tone:
            side = style.sp(20)
            picture = style.pixmap(tone, tone, side, self.devicePixelRatio())
            at = QRect(answer.left() - style.sp(26), answer.top() + style.sp(2), side, side)
            painter.drawPixmap(mirrored(self, at), picture)
        painter.setFont(self._answer_font)
        painter.setPen(style.colour("text" if self.shown.given or tone else "muted"))
        painter.drawText(mirrored(self, answer), _WRAP, self.shown.text)
        painter.setFont(style.font("link"))
        painter.setPen(style.colour("primary"))
        painter.drawText(mirrored(self, action), _WRAP, self.action)
        self._paint_focus(painter, style.sp(6))
        painter.end()

    def _columns(self, width: int) -> tuple[QRect, QRect, QRect]:
        """Where question, answer and link stand: one below the other where their words have no room side by side."""
        pad, gap, top = style.sp(6), style.sp(16), self._pad()
        link = self._link
        room = max(2, width - 2 * pad - 2 * gap - link)
        mark = style.sp(26) if self.shown.tone else 0
        words = _widest_word(style.font("hint"), self.label), _widest_word(self._answer_font, self.shown.text) + mark
        action = QRect(width - pad - link, top, link, _TALL)
        if sum(words) > room:
            whole = width - 2 * pad
            below = top + _height(style.font("hint"), whole, self.label)
            last = below + _height(self._answer_font, whole - mark, self.shown.text)
            return (
                QRect(pad, top, whole, _TALL),
                QRect(pad + mark, below, whole - mark, _TALL),
                QRect(width - pad - link, last, link, _TALL),
            )
        first = min(max(room * _SHARES[0] // sum(_SHARES), words[0]), max(words[0], room - words[1]))
        return (
            QRect(pad, top + style.sp(1), first, _TALL),  # the smaller type stands on the same line
            QRect(pad + first + gap + mark, top, max(1, room - first - mark), _TALL),
            action,
        )

    def _pad(self) -> int:
        return style.sp(4)


def _height(font: QFont, width: int, text: str) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(1, width), _TALL), _WRAP, text).height()


def _widest_word(font: QFont, text: str) -> int:
    return max(map(QFontMetrics(font).horizontalAdvance, text.split()), default=0) + style.sp(2)


def _width(text: str) -> int:
    return QFontMetrics(style.font("link")).horizontalAdvance(text)
