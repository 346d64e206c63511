"""A question and its answers: side by side where both fit, else one below the other.

Rules: the width alone decides; the answers begin at the same place down the page, and nothing that comes or goes among
the texts moves them sideways; what a row keeps free at its end is for the link that takes the answer back.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QLayoutItem, QWidget

from b12desk.ui.kit import style
from b12desk.ui.kit.option_tile import HEIGHT
from b12desk.ui.kit.placed_layout import PlacedLayout, Places, height_at

_ANSWERS, _SHARE, _LEAST_TEXT = 630, 0.63, 190
"""The answers' room, pixels at the usual text size; their share of a narrower row; what the question needs beside."""
_GAP, _BETWEEN, _LINK = 14, 6, 28


class RowLayout(PlacedLayout):
    """Texts, the first of them the question, and answers.

    ``least``: the least width in pixels at which the answers stand in one row, 0 where they may not. ``end`` and
    ``free``: pixels that are kept free at the end of a row, and beside a question above its answers.
    """

    def __init__(self, owner: QWidget, least: Callable[[], int], end: int, free: int) -> None:
        super().__init__(owner)
        self._answers: QLayoutItem | None = None
        self._below: list[QLayoutItem] = []
        self._least, self._end, self._free = least, end, free
        self._fixed = 0

    def add_answers(self, widget: QWidget) -> None:
        """Add what stands beside or below the texts."""
        self.addWidget(widget)
        self._answers = self.items[-1]

    def add_below(self, widget: QWidget) -> None:
        """Add what stands below both, as wide as the row."""
        self.addWidget(widget)
        self._below.append(self.items[-1])

    def fix(self, width: int) -> None:
        """Give the answers exactly ``width`` beside the texts (cells of a grid); 0: as they need."""
        if self._fixed != width:
            self._fixed = width
            self.renew()

    def beside(self, width: int) -> bool:
        """Whether the answers stand beside the texts at ``width``, margins and all."""
        return self._room_beside(width - self._around()) > 0

    def crosses(self, width: int) -> bool:
        """Whether there is room for no more than a cross at the end: in a row, and beside a question of long words."""
        return self.beside(width) or not self._roomy(width - self._around())

    def places(self, width: int) -> Places:
        """Side by side, or one below the other."""
        room = self._room_beside(width)
        places = self._side_by_side(width, room) if room else self._stacked(width)
        for item in self._below:
            if not item.isEmpty():
                top = max((area.bottom() + 1 for _item, area in places), default=0) + style.sp(_BETWEEN)
                places.append((item, QRect(0, top, width, height_at(item, width))))
        return places

    def _room_beside(self, width: int) -> int:
        """Pixels that the answers get beside the texts; 0 where they stand below them."""
        if self._fixed:
            return self._fixed
        least, inner = self._least(), width - style.sp(_GAP) - self._end
        room = min(style.sp(_ANSWERS), int(inner * _SHARE))
        return room if 0 < least <= room and inner - room >= style.sp(_LEAST_TEXT) else 0

    def _side_by_side(self, width: int, room: int) -> Places:
        answers = self._answers
        start = width - self._end - room
        texts_room = start - style.sp(_GAP)
        texts = [(each, height_at(each, texts_room)) for each in self._texts()]
        tall = height_at(answers, room) if answers is not None else 0
        top = max(0, min(tall, style.sp(HEIGHT)) - sum(height for _item, height in texts)) // 2
        places = []
        for item, height in texts:
            places.append((item, QRect(0, top, texts_room, height)))
            top += height
        return [*places, *((item, QRect(start, 0, room, tall)) for item in (answers,) if item is not None)]

    def _stacked(self, width: int) -> Places:
        places: Places = []
        top = 0
        free = self._free if self._roomy(width) else self._end
        for item in self._texts():
            room = width - free if top < style.sp(_LINK) else width
            places.append((item, QRect(0, top, room, height_at(item, room))))
            top = places[-1][1].bottom() + 1
        if self._answers is not None:
            top += style.sp(_BETWEEN) if places else 0
            places.append((self._answers, QRect(0, top, width, height_at(self._answers, width))))
        return places

    def _roomy(self, width: int) -> bool:
        """Whether the longest word of the question leaves room for the words of the link."""
        labels = [item.widget() for item in self._texts()[:1]]
        words = [(each, word) for each in labels if isinstance(each, QLabel) for word in each.text().split()]
        return all(each.fontMetrics().horizontalAdvance(word) <= width - self._free for each, word in words)

    def _texts(self) -> list[QLayoutItem]:
        return [each for each in self.shown() if each is not self._answers and each not in self._below]
