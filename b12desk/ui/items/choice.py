"""Editors of coded answers: one of several, several, yes or no, one of several or own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget

from b12desk.engine.session import ItemState
from b12desk.i18n import _
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import AnswerOption
from b12desk.model.values import Coding
from b12desk.ui.items.base import COLUMN_WIDTH, Column, Editor, RadioSet, chosen_code
from b12desk.ui.kit import style
from b12desk.ui.kit.option_tile import CheckTile
from b12desk.ui.kit.text_boxes import LineBox


class ChoiceEditor(Editor):
    """Radio tiles in a column; as cells of a grid they stand in a row and show their mark alone."""

    def __init__(self, state: ItemState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(state.item.link_id)
        self._radios = RadioSet(self, state.options, self.choose_code)
        self._box = Column(self, style.sp(6))
        for tile in self._radios.tiles:
            self._box.addWidget(tile)
        self._name = ""

    def show_state(self, state: ItemState) -> None:
        """Check the chosen tile."""
        self._radios.show(chosen_code(state))

    def inputs(self) -> Sequence[QWidget]:
        """The tiles."""
        return self._radios.tiles

    def numbered_sets(self) -> Iterable[Sequence[QAbstractButton]]:
        """The tiles."""
        return (self._radios.tiles,)

    def number_keys(self) -> Mapping[QAbstractButton, str]:
        """Theirs."""
        return self.digits_of(self._radios.tiles)

    def describe(self, name: str, description: str) -> None:
        """As the base; a cell without visible text says question and option."""
        super().describe(name, description)
        self._name = name
        self._name_tiles()

    def set_cells(self, width: int | None) -> None:
        """Lay the tiles out as cells ``width`` pixels wide, or (None) as a column."""
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if width else QBoxLayout.Direction.TopToBottom)
        self._box.setSpacing(0 if width else style.sp(6))
        for tile in self._radios.tiles:
            tile.set_bare(width is not None)
            tile.setMinimumWidth(width or 0)
            tile.setMaximumWidth(width or 16_777_215)
        self.setMaximumWidth(width * len(self._radios.tiles) if width else style.sp(COLUMN_WIDTH))
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
    """Check boxes; which options exclude each other is the session's business."""

    def __init__(self, state: ItemState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(state.item.link_id)
        box = Column(self, style.sp(6))
        self._tiles = [CheckTile(each.code, each.display, each.help or "", self) for each in state.options]
        alone = [tile for tile, each in zip(self._tiles, state.options, strict=True) if each.exclusive]
        self._none = next(iter(alone), None)
        for tile in self._tiles:
            tile.setObjectName(f"{self.objectName()}={tile.code}")
            tile.toggled.connect(lambda _checked, code=tile.code: self.ticked.emit(code))
            box.addWidget(tile)

    def show_state(self, state: ItemState) -> None:
        """Tick what was answered."""
        codes = {each.code for each in state.answers if isinstance(each, Coding)}
        for tile in self._tiles:
            tile.set_checked(tile.code in codes)

    def inputs(self) -> Sequence[QWidget]:
        """The check boxes."""
        return self._tiles

    def numbered_sets(self) -> Iterable[Sequence[QAbstractButton]]:
        """The tiles."""
        return (self._tiles,)

    def number_keys(self) -> Mapping[QAbstractButton, str]:
        """Theirs."""
        return self.digits_of(self._tiles)

    def digits_of(self, tiles: Sequence[QAbstractButton]) -> Mapping[QAbstractButton, str]:
        """As the base; the first that excludes the others is 0."""
        none = [self._none] if self._none is not None else []
        others = [each for each in tiles if each not in none]
        return dict.fromkeys(none, "0") | dict(super().digits_of(others))

    def press_tile(self, tile: QAbstractButton, digit: str) -> bool:
        """A digit ticks or unticks, and there may be more to tick; 0 ticks, and is the whole answer."""
        none = digit == "0"
        if not (none and tile.isChecked()):
            tile.click()
        return none


class OpenChoiceEditor(Editor):
    """Radio tiles and a line for an answer in own words; using one clears the other."""

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

    def numbered_sets(self) -> Iterable[Sequence[QAbstractButton]]:
        """The tiles."""
        return (self._radios.tiles,)

    def number_keys(self) -> Mapping[QAbstractButton, str]:
        """Theirs."""
        return self.digits_of(self._radios.tiles)

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
