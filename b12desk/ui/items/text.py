"""Editors of free text: a line, and a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from b12desk.engine.session import ItemState
from b12desk.ui.items.base import Column, Editor, RadioSet, chosen_code
from b12desk.ui.kit import style
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.text_boxes import LineBox, Paragraph
from b12desk.ui.kit.tile_layout import Tile

_LEAST_LINE = 260


class LineEditor(Editor):
    """A short text."""

    def __init__(self, state: ItemState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(state.item.link_id)
        self._state = state
        self._box = self._make_box()
        self._box.setObjectName(f"{self.objectName()}:text")
        self._box.settled.connect(self.commit)
        self._box.keyed.connect(lambda: self.keep(self._typed()))
        self._unknowns = RadioSet(self, state.options, self.choose_code, beside=True)
        layout = Column(self, style.sp(8))
        layout.addWidget(self._box)
        if self._unknowns.tiles:
            tiles = FlowLayout(style.sp(8))
            for tile in self._unknowns.tiles:
                tiles.addWidget(tile)
            layout.addLayout(tiles)

    def show_state(self, state: ItemState) -> None:
        """Show the text."""
        self._state = state
        first = state.answers[0] if state.answers else None
        self._unknowns.show(chosen_code(state))
        self._box.show_text(first if isinstance(first, str) else state.draft or "")
        self._box.show_wrong(state.issue is not None)

    def inputs(self) -> Sequence[QWidget]:
        """The box, then "not sure"."""
        return [self._box, *self._unknowns.tiles]

    def numbered_sets(self) -> Iterable[Sequence[Tile]]:
        """What stands beside the boxes."""
        return (self._unknowns.tiles,)

    def beside_width(self) -> int:
        """A line, wide enough for a few words."""
        return 0 if self._unknowns.tiles or not isinstance(self._box, LineBox) else style.sp(_LEAST_LINE)

    def report(self) -> None:
        """Report the text if it changed; an emptied box takes the answer back."""
        text = self._typed().strip()
        first = self._state.answers[0] if self._state.answers else None
        if text and text != first:
            self.answered.emit((text,))
        elif not text and isinstance(first, str):
            self.answered.emit(())

    def forget(self) -> None:
        """Nothing stays half typed."""
        self._box.wipe()

    def choose_code(self, code: str | None) -> None:
        """As the base; the text goes."""
        self.forget()
        super().choose_code(code)

    def describe(self, name: str, description: str) -> None:
        """As the base, and the same on the box."""
        super().describe(name, description)
        self._box.setAccessibleName(name)
        self._box.setAccessibleDescription(description)

    def _make_box(self) -> LineBox | Paragraph:
        return LineBox(self)

    def _typed(self) -> str:
        return self._box.text() if isinstance(self._box, LineBox) else self._box.toPlainText()


class ParagraphEditor(LineEditor):
    """A longer text."""

    def _make_box(self) -> LineBox | Paragraph:
        box = Paragraph(self)
        box.setFixedHeight(style.sp(120))
        return box
