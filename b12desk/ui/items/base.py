"""What every editor is: it shows one item's state and reports what a person did; it keeps no answer.

Rules: `show_state` may be called at any time with any state, shows it, and emits nothing; ``answered`` carries a tuple
of answers (empty: taken back), ``ticked`` one code of a repeating choice, ``drafted`` text that is not an answer with
the reason and the unit chosen, ``typing`` what stands in the boxes meanwhile, ``confirmed`` that an unusual answer is
right; ``went_on`` that a key has answered the question and the next one is wanted; accessible names come from
`QuestionRow` alone, through `describe`.

A digit answers: the options are numbered from 1 in the order of the screen; in a list in which several may be ticked,
the first one that excludes the others ("None of these") is 0. The tenth and later ones have no digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QVBoxLayout, QWidget

from b12desk.engine.session import ItemState
from b12desk.model.questionnaire import AnswerOption
from b12desk.model.values import Coding
from b12desk.ui.items.note import Note
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.option_tile import RadioTile
from b12desk.ui.kit.tile_layout import COLUMN_WIDTH, Tile

_DIGITS = "0123456789"


class Editor(QGroupBox):
    """Base of all editors; a group box, so that assistive technology hears the question as the group's name.

    Every editor is made from the state of its item (`create_editor`) and shows nothing until `show_state`.
    """

    answered = Signal(object)
    ticked = Signal(str)
    drafted = Signal(str, object, object)
    typing = Signal(str, object)
    confirmed = Signal()
    went_on = Signal()
    digits_drawn = False
    note: Note | None = None
    """Where the editor says what is wrong, in room that is always there; without one the row makes room above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeps = False
        self.setFlat(True)
        self.setContentsMargins(0, 0, 0, 0)

    def show_state(self, state: ItemState) -> None:
        """Draw ``state``."""
        raise NotImplementedError

    def inputs(self) -> Sequence[QWidget]:
        """The widgets that take the focus, in order."""
        raise NotImplementedError

    def stops(self) -> Sequence[QWidget]:
        """What Tab and the accessible tree go through, in the order of the screen."""
        return self.inputs()

    def beside_width(self) -> int:
        """The least width in pixels at which it stands in one row beside its question; 0: it stands below it."""
        return 0

    def set_dense(self) -> None:
        """Take as little height as the width allows."""

    def commit(self) -> None:
        """Report what was typed and not yet reported (a press of Next must not lose it)."""
        self.report()
        self.keep("", self.unit_alone())

    def report(self) -> None:
        """Report what stands in the boxes, if the session does not have it."""

    def unit_alone(self) -> str | None:
        """A unit that was chosen before its number was typed."""
        return None

    def forget(self) -> None:
        """Drop what was chosen and not reported (a unit without its number): the answer is taken back."""

    def keep(self, text: str, unit: str | None = None) -> None:
        """Have ``text`` and ``unit`` kept as what is being typed; nothing at all when it is done with."""
        if self._keeps or text or unit:
            self._keeps = bool(text or unit)
            self.typing.emit(text, unit)

    def describe(self, name: str, description: str) -> None:
        """Set what assistive technology says: on the group, and on inputs that have no text of their own."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def take_focus(self) -> None:
        """Focus on the first input, or on the one that is chosen."""
        inputs = list(self.inputs())
        chosen = [each for each in inputs if isinstance(each, RadioTile) and each.isChecked()]
        [*chosen, *inputs][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def number_keys(self) -> Mapping[Tile, str]:
        """The digit of each tile, as it is drawn. Beside a box nothing is drawn: there a digit may be meant as text."""
        sets = self.numbered_sets() if self.digits_drawn else ()
        return {tile: digit for tiles in sets for tile, digit in self.digits_of(tiles).items()}

    def unfinished(self) -> QWidget | None:
        """What of this question is to be filled in next, seen from the focus, before one goes on to another."""
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses or ticks, if it is that of a person."""
        digit = reflex.character(event)
        if not digit or digit not in _DIGITS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            done, focus = reflex.settle(event), self.window().focusWidget()
            if reflex.typed(event):
                return
            if done and focus is not None and not self.isAncestorOf(focus):  # pressed for what has the focus by now
                reflex.at_leisure()
                again = QKeyEvent(event.type(), event.key(), event.modifiers(), digit)
                again.setTimestamp(event.timestamp())
                QCoreApplication.sendEvent(focus, again)
            else:
                reflex.when_quiet(self, partial(self._press_digit, digit))

    def numbered_sets(self) -> Iterable[Sequence[Tile]]:
        """The tiles that are numbered together, each set from 1."""
        return ()

    def digits_of(self, tiles: Sequence[Tile]) -> Mapping[Tile, str]:
        """The digits of one set of tiles."""
        return numbered(tiles)

    def press_tile(self, tile: Tile, digit: str) -> bool:
        """Press ``tile``, whose ``digit`` was pressed; whether one goes on with that."""
        tile.click()
        return True

    def _press_digit(self, digit: str) -> None:
        focus = self.window().focusWidget()
        for tiles in self.numbered_sets():
            tile = next((each for each, key in self.digits_of(tiles).items() if key == digit), None)
            if focus in tiles and tile is not None:
                tile.setFocus(Qt.FocusReason.TabFocusReason)
                if self.press_tile(tile, digit):
                    self.went_on.emit()

    def choose_code(self, code: str | None) -> None:
        """Report a coded answer, or (None) that it was taken back."""
        self.answered.emit((Coding(code=code),) if code else ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A group box would make room for its frame here; it has none."""

    def changeEvent(self, event: QEvent) -> None:
        """As above, after a change of font or style."""
        super().changeEvent(event)
        self.setContentsMargins(0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing of its own: the group box is there for assistive technology, not for the eye."""


class Column(QVBoxLayout):
    """The column of an editor that takes no more than its widest width.

    Whoever lays it out asks how high it is in all the room there is; without this, options that wrap would be cut.
    """

    def __init__(self, editor: Editor, spacing: int) -> None:
        super().__init__(editor)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        editor.setMaximumWidth(style.sp(COLUMN_WIDTH))

    def heightForWidth(self, width: int) -> int:
        """Height in pixels of the part of ``width`` that is taken."""
        return super().heightForWidth(self._taken(width))

    def minimumHeightForWidth(self, width: int) -> int:
        """As `heightForWidth`."""
        return super().minimumHeightForWidth(self._taken(width))

    def _taken(self, width: int) -> int:
        owner = self.parentWidget()
        return width if owner is None else min(width, owner.maximumWidth())


class RadioSet:
    """Radio tiles of one choice: one Tab stop, arrows choose the neighbour, Delete takes it back.

    ``choose`` is called with the code that was chosen, or None for "taken back". ``name`` begins the tiles' object
    names. ``beside``: they stand beside a box, and choosing one drops what was typed there; so arrows only walk.
    """

    make = RadioTile

    def __init__(
        self,
        owner: QWidget,
        options: Sequence[AnswerOption],
        choose: Callable[[str | None], None],
        name: str = "",
        *,
        beside: bool = False,
    ) -> None:
        self._choose = choose
        self._beside = beside
        self.tiles = [self.make(each.code, each.display, each.help or "", owner) for each in options]
        for index, tile in enumerate(self.tiles):
            tile.setObjectName(f"{name or owner.objectName()}={tile.code}")
            tile.toggled.connect(partial(self._toggled, tile))
            tile.stepped.connect(lambda step, index=index: self._step(index, step))
            tile.erased.connect(partial(choose, None))
        self.show(None)

    def show(self, code: str | None) -> None:
        """Check the tile of ``code`` alone; None unchecks all."""
        chosen = False
        for tile in self.tiles:
            tile.set_checked(tile.code == code)
            chosen = chosen or tile.code == code
        for index, tile in enumerate(self.tiles):
            stop = tile.isChecked() if chosen else index == 0
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _toggled(self, tile: RadioTile, checked: bool) -> None:
        if checked:
            self._choose(tile.code)

    def _step(self, index: int, step: int) -> None:
        tile = self.tiles[(index + step) % len(self.tiles)]
        tile.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._beside:
            tile.click()


def numbered(tiles: Sequence[Tile], none: Tile | None = None) -> dict[Tile, str]:
    """Digits in the order of the screen, 1 to 9; ``none``, which excludes all others, is 0."""
    counted = [each for each in tiles if each is not none]
    return {**({none: "0"} if none is not None else {}), **{each: str(n) for n, each in enumerate(counted[:9], 1)}}


def chosen_code(state: ItemState) -> str | None:
    """The code of the one coded answer, or None."""
    first = state.answers[0] if state.answers else None
    return first.code if isinstance(first, Coding) else None
