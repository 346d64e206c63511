"""A bar: what stands at its beginning, what it says, and buttons at its end; on more lines where one is too short."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLayoutItem, QWidget

from b12desk.ui.kit.placed_layout import PlacedLayout, Places, height_at


class BarLayout(PlacedLayout):
    """What is added before `add_middle` stands at the beginning, what is added after it at the end.

    The middle takes the room between. Where that is less than it wants, it stands in a line of its own below; or, with
    ``end_below``, what stands at the end does. ``gap`` in pixels.
    """

    def __init__(self, owner: QWidget | None, gap: int, *, end_below: bool = False) -> None:
        super().__init__(owner)
        self._start: list[QLayoutItem] = []
        self._middles: list[QLayoutItem] = []
        self._wanted = 0
        self._end_below = end_below
        self.setSpacing(gap)

    def split(self) -> None:
        """What is added from now on stands at the end."""
        self._start = list(self.items)

    def add_middle(self, widget: QWidget) -> None:
        """Add what the bar says; one such at a time is shown."""
        if not self._start:
            self.split()
        self.addWidget(widget)
        self._middles.append(self.items[-1])

    def takeAt(self, index: int) -> QLayoutItem | None:
        """As the base; the middle may come and go."""
        taken = super().takeAt(index)
        if taken in self._middles:
            self._middles.remove(taken)
        return taken

    def want(self, width: int) -> None:
        """The least width in pixels of the middle between the ends; 0: it says nothing."""
        if self._wanted != width:
            self._wanted = width
            self.renew()

    def usual_width(self) -> int:
        """All on one line."""
        return (
            self.line_width([item for item in self.shown() if item not in self._middles])
            + self._wanted
            + self.spacing()
        )

    def places(self, width: int) -> Places:
        """On one line, or on more."""
        shown = self.shown()
        middle = [item for item in shown if item in self._middles and self._wanted]
        start = [item for item in shown if item in self._start]
        end = [item for item in shown if item not in self._start and item not in self._middles]
        taken = self.line_width([*start, *end])
        if not middle or taken + self.spacing() + self._wanted <= width:
            return self._line(start, middle, end, width) if taken <= width else self._wrapped(start, end, width)
        if self._end_below:
            places = self._line(start, middle, [], width)
            return [*places, *self._wrapped([], end, width, _lowest(places))]
        places = self._line(start, [], end, width) if taken <= width else self._wrapped(start, end, width)
        return [*places, *((item, QRect(0, _lowest(places), width, height_at(item, width))) for item in middle)]

    def _line(
        self, start: list[QLayoutItem], middle: list[QLayoutItem], end: list[QLayoutItem], width: int, top: int = 0
    ) -> Places:
        free = width - self.line_width([*start, *end])
        room = free - self.spacing() * bool(start or end)
        sizes = [(item, item.sizeHint().width() if item not in middle else room) for item in (*start, *middle, *end)]
        height = max((height_at(item, wide) for item, wide in sizes), default=0)
        places, left = [], 0
        for item, wide in sizes:
            if not middle and end and item is end[0]:
                left += free
            tall = height if item in middle else height_at(item, wide)
            places.append((item, QRect(left, top + (height - tall) // 2, wide, tall)))
            left += wide + self.spacing()
        return places

    def _wrapped(self, start: list[QLayoutItem], end: list[QLayoutItem], width: int, top: int = 0) -> Places:
        """On as many lines as it takes; what stands at the end is pushed to the end of its line."""
        lines: list[list[QLayoutItem]] = [[]]
        for item in (*start, *end):
            if lines[-1] and self.line_width([*lines[-1], item]) > width:
                lines.append([])
            lines[-1].append(item)
        places: Places = []
        for line in lines:
            first, last = ([item for item in line if item in these] for these in (start, end))
            places += self._line(first, [], last, width, max(top, _lowest(places)))
        return places


def _lowest(places: Places) -> int:
    return max((area.bottom() + 1 for _item, area in places), default=0)
