"""Editors of coded answers: one of several, several, yes or no, one of several or own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from b12desk.engine.session import ItemState
from b12desk.i18n import _
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import AnswerOption
from b12desk.model.values import UNKNOWN_CODES, Coding
from b12desk.ui.items.base import Column, Editor, RadioSet, chosen_code, numbered
from b12desk.ui.kit import style
from b12desk.ui.kit.option_tile import CheckTile
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.kit.tile_layout import Tile, TileLayout


class ChoiceEditor(Editor):
    """Radio tiles in a row, in columns or in a stack; as cells of a grid they show their mark alone."""

    digits_drawn = True

    def __init__(self, state: ItemState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(state.item.link_id)
        self._radios = RadioSet(self, state.options, self.choose_code)
        listed = [each for each in self._radios.tiles if each.code not in UNKNOWN_CODES]
        apart = [each for each in self._radios.tiles if each not in listed]
        self._places = TileLayout(self, listed, apart, across=True)
        self._name = ""

    def show_state(self, state: ItemState) -> None:
        """Check the chosen tile."""
        self._radios.show(chosen_code(state))

    def inputs(self) -> Sequence[QWidget]:
        """The tiles."""
        return self._radios.tiles

    def numbered_sets(self) -> Iterable[Sequence[Tile]]:
        """The tiles."""
        return (self._radios.tiles,)

    def describe(self, name: str, description: str) -> None:
        """As the base; a cell without visible text says question and option."""
        super().describe(name, description)
        self._name = name
        self._name_tiles()

    def beside_width(self) -> int:
        """All tiles in one row."""
        return self._places.row_width()

    def set_dense(self) -> None:
        """Rows and columns where they fit."""
        self._places.set_dense()

    def set_cells(self, width: int | None) -> None:
        """Lay the tiles out as cells ``width`` pixels wide, or (None) as usual."""
        for tile in self._radios.tiles:
            tile.set_bare(width is not None)
        self._places.set_cells(width or 0)
        self._name_tiles()

    def _name_tiles(self) -> None:
        for tile in self._radios.tiles:
            name = _("{question}: {answer}", question=self._name, answer=tile.text()) if tile.bare else ""
            tile.setAccessibleName(name)


class BooleanEditor(ChoiceEditor):
    """Yes or no as FHIR booleans, beside the item's own "not sure" options."""

    def __init__(self, state: ItemState, parent: QWidget | None = None) -> None:
        both = (AnswerOption(code="true", display=_("Yes")), AnswerOption(code="false", display=_("No")))
        super().__init__(state._replace(options=(*both, *state.options)), parent)

    def choose_code(self, code: str | None) -> None:
        """As the base; yes and no are booleans, not codes."""
        if code in ("true", "false"):
            self.answered.emit((code == "true",))
        else:
            super().choose_code(code)

    def show_state(self, state: ItemState) -> None:
        """Check Yes, No or an unknown."""
        first = state.answers[0] if state.answers else None
        self._radios.show(str(first).lower() if isinstance(first, bool) else chosen_code(state))


class ManyEditor(Editor):
    """Check boxes; which options exclude each other is the session's business.

    What excludes the others stands behind them, and the "not sure" kinds at the end, whatever the form's order.
    """

    digits_drawn = True

    def __init__(self, state: ItemState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(state.item.link_id)
        options = sorted(state.options, key=lambda each: (each.exclusive, each.code in UNKNOWN_CODES))
        self._tiles = [CheckTile(each.code, each.display, each.help or "", self) for each in options]
        for tile in self._tiles:
            tile.setObjectName(f"{self.objectName()}={tile.code}")
            tile.toggled.connect(lambda _checked, code=tile.code: self.ticked.emit(code))
        alone = {each.code for each in options if each.exclusive or each.code in UNKNOWN_CODES}
        listed = [each for each in self._tiles if each.code not in alone]
        apart = [each for each in self._tiles if each.code in alone]
        self._none = next((each for each in apart if each.code not in UNKNOWN_CODES), None)
        self._places = TileLayout(self, listed, apart, lead=self._none is not None)

    def set_dense(self) -> None:
        """Columns where they fit."""
        self._places.set_dense()

    def show_state(self, state: ItemState) -> None:
        """Tick what was answered."""
        codes = {each.code for each in state.answers if isinstance(each, Coding)}
        for tile in self._tiles:
            tile.set_checked(tile.code in codes)

    def inputs(self) -> Sequence[QWidget]:
        """The check boxes."""
        return self._tiles

    def numbered_sets(self) -> Iterable[Sequence[Tile]]:
        """The tiles."""
        return (self._tiles,)

    def digits_of(self, tiles: Sequence[Tile]) -> Mapping[Tile, str]:
        """As the base; the first that excludes the others is 0."""
        return numbered(tiles, self._none)

    def press_tile(self, tile: Tile, digit: str) -> bool:
        """A digit ticks or unticks, and there may be more to tick; 0 ticks, and is the whole answer."""
        none = digit == "0"
        if not (none and tile.isChecked()):
            tile.click()
        return none


class OpenChoiceEditor(Editor):
    """Radio tiles and a line for an answer in own words; using one clears the other."""

    digits_drawn = True

    def __init__(self, state: ItemState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(state.item.link_id)
        self._radios = RadioSet(self, state.options, self.choose_code)
        self._line = LineBox(self)
        self._line.setObjectName(f"{self.objectName()}:text")
        self._line.setPlaceholderText(_("Other, in your own words"))
        self._line.settled.connect(self.commit)
        self._line.keyed.connect(lambda: self.keep(self._line.text()))
        self._state = state
        box = Column(self, style.sp(6))
        for tile in self._radios.tiles:
            box.addWidget(tile)
        box.addWidget(self._line)

    def show_state(self, state: ItemState) -> None:
        """Check the chosen tile or show the words."""
        self._state = state
        first = state.answers[0] if state.answers else None
        self._radios.show(chosen_code(state))
        self._line.show_text(first if isinstance(first, str) else state.draft or "")
        self._line.show_wrong(state.issue is not None)

    def inputs(self) -> Sequence[QWidget]:
        """Tiles, then the line."""
        return [*self._radios.tiles, self._line]

    def numbered_sets(self) -> Iterable[Sequence[Tile]]:
        """The tiles."""
        return (self._radios.tiles,)

    def forget(self) -> None:
        """Nothing stays half typed."""
        self._line.wipe()

    def choose_code(self, code: str | None) -> None:
        """As the base; the words go."""
        self.forget()
        super().choose_code(code)

    def report(self) -> None:
        """Report the words, if they changed."""
        text = self._line.text().strip()
        first = self._state.answers[0] if self._state.answers else ""
        known = first if isinstance(first, str) else ""
        if text == known:
            return
        if len(text) > (self._state.item.max_length or len(text)):
            self.drafted.emit(text, IssueCode.TOO_LONG, None)
        else:
            self.answered.emit((text,) if text else ())

    def describe(self, name: str, description: str) -> None:
        """As the base, and the same on the line."""
        super().describe(name, description)
        self._line.setAccessibleName(_("{question} Other, in your own words", question=name))
        self._line.setAccessibleDescription(description)
