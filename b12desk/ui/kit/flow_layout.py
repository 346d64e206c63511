"""A layout that sets widgets side by side and wraps them like words, so that no width and no text size clips them."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLayoutItem, QWidget

from b12desk.ui.kit.placed_layout import PlacedLayout, Places, height_at


class FlowLayout(PlacedLayout):
    """In the direction of reading, then the next line.

    ``gap`` in pixels, between neighbours and between lines; ``below``: another one between lines. A widget added with
    `add_filling` takes the rest of a line, and is at least as high as what is there before.
    """

    def __init__(self, gap: int, parent: QWidget | None = None, *, below: int | None = None) -> None:
        super().__init__(parent)
        self._below = gap if below is None else below
        self._filling: QLayoutItem | None = None
        self.setSpacing(gap)

    def add_filling(self, widget: QWidget) -> None:
        """Append a widget that is as wide as its line has room."""
        self.addWidget(widget)
        self._filling = self.items[-1]

    def least_line(self) -> int:
        """Width in pixels of all on one line, but for what fills it."""
        return self.line_width([item for item in self.shown() if item is not self._filling])

    def usual_width(self) -> int:
        """All on one line."""
        return self.line_width(self.shown())

    def places(self, width: int) -> Places:
        """One after the other."""
        left, top, height = 0, 0, 0
        places = []
        for item in self.shown():
            wide = min(item.sizeHint().width(), width)
            if left > 0 and left + wide > width:
                left, top, height = 0, top + height + self._below, 0
            if item is self._filling:
                wide = width - left
            tall = max(height_at(item, wide), height if item is self._filling else 0)
            places.append((item, QRect(left, top, wide, tall)))
            left, height = left + wide + self.spacing(), max(height, tall)
        return places
