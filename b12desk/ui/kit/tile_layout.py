"""Where the tiles of one question stand: in one row, in two columns, in a stack, or as the cells of a grid.

Rules: the width alone decides, so nothing flips while a page is laid out; a row has equal columns where the texts
allow it, so that Yes, No, Not sure and Prefer not to say stand below each other down the page; one reads down the
columns; what excludes all the rest, and the "not sure" kinds, stand apart in a last row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from b12desk.ui.kit import style
from b12desk.ui.kit.option_tile import CheckTile, RadioTile
from b12desk.ui.kit.placed_layout import PlacedLayout, Places

Tile = RadioTile | CheckTile

COLUMN_WIDTH = 560
"""Widest column of options, pixels at the usual text size: an eye should not have to travel further."""
_CELL, _GAP, _APART = 118, 6, 4
_LEAST_COLUMN = 270


class _Place(NamedTuple):
    tile: Tile
    area: QRect
    small: bool


class TileLayout(PlacedLayout):
    """``listed`` and then ``apart`` are all tiles. ``across``: they may stand in one row, all of them.

    ``lead``: the first that stands apart is an answer like those listed ("None of these"), and as wide.
    """

    def __init__(
        self, owner: QWidget, listed: Sequence[Tile], apart: Sequence[Tile], *, across: bool = False, lead: bool = False
    ) -> None:
        super().__init__(owner)
        self._listed, self._apart = list(listed), list(apart)
        self._all = [*listed, *apart]
        self._across, self._lead = across, int(lead)
        self._dense = False
        self._cell = 0
        self._small: dict[int, set[Tile]] = {}
        for tile in self._all:
            self.addWidget(tile)

    def set_dense(self) -> None:
        """Allow rows and columns; before, there is one stack."""
        self._dense = True
        self.renew()

    def set_cells(self, width: int) -> None:
        """Cells ``width`` pixels wide; 0 for all other ways."""
        if self._cell != width:
            self._cell = width
            self.renew()

    def row_width(self) -> int:
        """The least width in pixels of all tiles in one row; 0 where they may not stand in one."""
        if self._cell:
            return self._cell * len(self._all)
        if not (self._across and self._dense):
            return 0
        return sum(each.least_width(small=True) for each in self._all) + self._gaps(self._all)

    def places(self, width: int) -> Places:
        """As the rules above say."""
        items = dict(zip(self._all, self.items, strict=True))
        placed = self._places(width)
        self._small[width] = {tile for tile, _area, small in placed if small}
        return [(items[tile], area) for tile, area, _small in placed]

    def setGeometry(self, rect: QRect) -> None:
        """As the base; a tile in a row is drawn small."""
        super().setGeometry(rect)
        for tile in self._all:
            tile.set_small(tile in self._small.get(rect.width(), ()))

    def usual_width(self) -> int:
        """A column as wide as an eye likes it."""
        return self.row_width() if self._cell else style.sp(COLUMN_WIDTH)

    def least_width(self) -> int:
        """The widest single tile."""
        return self.row_width() if self._cell else super().least_width()

    def _places(self, width: int) -> list[_Place]:
        if self._cell:
            return [
                _Place(each, QRect(index * self._cell, 0, self._cell, each.heightForWidth(self._cell)), small=False)
                for index, each in enumerate(self._all)
            ]
        if self._across and (widths := self._row(self._all, width)):
            return _line(self._all, widths)
        half = (width - style.sp(_GAP)) // 2
        two = self._dense and len(self._listed) > 1 and half >= self._least(self._listed)
        column = half if two else min(width, style.sp(COLUMN_WIDTH))
        rows = -(-len(self._listed) // 2) if two else len(self._listed)
        places, top = [], 0
        for row in range(rows):
            tiles = self._listed[row::rows]
            height = max(each.height_at(column, small=False) for each in tiles)
            places += [
                _Place(each, QRect(index * (column + style.sp(_GAP)), top, column, height), small=False)
                for index, each in enumerate(tiles)
            ]
            top += height + style.sp(_GAP)
        return [*places, *self._last(width, column, top + style.sp(_APART if self._dense and places else 0))]

    def _last(self, width: int, column: int, top: int) -> list[_Place]:
        """Those that stand apart: in one row, the first as wide as a column where it leads; else one a line."""
        lead, rest = self._apart[: self._lead], self._apart[self._lead :]
        start = column + style.sp(_GAP) if lead else 0
        whole = [each.natural_width(small=True) for each in rest]
        widths = whole if self._fits(whole, rest, width - start) else self._row(rest, width - start)
        if widths:
            line = _line(rest, widths, start, top, *(each.height_at(column, small=False) for each in lead))
            first = (_Place(each, QRect(0, top, column, line[0].area.height()), small=False) for each in lead)
            return [*first, *line]
        places: list[_Place] = []
        for each in self._apart:
            height = each.height_at(column, small=False)
            places.append(_Place(each, QRect(0, top, column, height), small=False))
            top += height + style.sp(_GAP)
        return places

    def _row(self, tiles: Sequence[Tile], width: int) -> list[int]:
        """How wide each of ``tiles`` is in one row: as equal as their texts allow. Empty where they do not fit."""
        room = width - self._gaps(tiles)
        least = [each.least_width(small=True) for each in tiles]
        if not self._fits(least, tiles, width):
            return []
        wide = style.sp(_CELL)
        while sum(max(each, wide) for each in least) > room:
            wide -= 1
        return [max(each, wide) for each in least]

    def _fits(self, widths: Sequence[int], tiles: Sequence[Tile], width: int) -> bool:
        """Whether ``tiles`` may stand in one row of ``width`` pixels, each as wide as ``widths`` says."""
        return self._dense and bool(tiles) and sum(widths) + self._gaps(tiles) <= width

    @staticmethod
    def _least(tiles: Sequence[Tile]) -> int:
        return max(style.sp(_LEAST_COLUMN), *(each.least_width(small=False) for each in tiles))

    @staticmethod
    def _gaps(tiles: Sequence[Tile]) -> int:
        return style.sp(_GAP) * (len(tiles) - 1)


def _line(tiles: Sequence[Tile], widths: Sequence[int], start: int = 0, top: int = 0, least: int = 0) -> list[_Place]:
    """``tiles`` side by side, all as high as the highest and at least ``least``."""
    height = max(least, *(each.height_at(width, small=True) for each, width in zip(tiles, widths, strict=True)))
    lefts = accumulate(widths[:-1], lambda left, width: left + width + style.sp(_GAP), initial=start)
    return [
        _Place(each, QRect(left, top, width, height), small=True)
        for each, left, width in zip(tiles, lefts, widths, strict=True)
    ]
