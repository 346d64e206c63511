"""One question as a patient sees it: heading, one sentence of hint, what is wrong, and how it is answered.

Rules: a block shows a state and reports what was done, it keeps no answer; nothing is chosen beforehand; "or" stands
before "not sure"; what was typed is reported whenever a key was pressed, and what it says is judged by the session.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QVBoxLayout, QWidget

from b12desk.engine.item_state import ItemState
from b12desk.i18n import _, current
from b12desk.model.questionnaire import AnswerOption, Item
from b12desk.model.values import UNKNOWN_CODES, Coding
from b12desk.ui.items.base import chosen_code
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import label, picture
from b12desk.ui.kit.panel import Panel
from b12desk.ui.waiting.big_tiles import BigCheck, BigRadios, BigTile, show_pictures, stack
from b12desk.ui.waiting.measure import APART, PICTURE, mm
from b12desk.ui.wording import unit_name

_PICTURE = 34


class Wording(NamedTuple):
    """What is said of a question: ``lead`` stands above it (a list has one for all its rows), ``icon`` beside it."""

    question: str
    lead: str = ""
    hint: str = ""
    icon: str = ""

    @property
    def whole(self) -> str:
        """The question as it is heard."""
        return " ".join(filter(None, (self.lead, self.question)))


def _picture_size() -> int:
    """Pixels at the usual text size of a picture at the heading: no smaller than one beside an option."""
    return max(_PICTURE, math.ceil(mm(PICTURE) * _PICTURE / style.sp(_PICTURE)))


class Block(QGroupBox):
    """Base. ``answered`` carries a tuple of answers, ``ticked`` a code, ``drafted`` text, why it is none, and a unit.

    ``main``: the question of the screen, and not a detail below it.
    """

    answered = Signal(str, object)
    ticked = Signal(str, str)
    drafted = Signal(str, str, object, object)

    def __init__(self, state: ItemState, wording: Wording, *, main: bool) -> None:
        super().__init__()
        self.link_id = state.item.link_id
        self.setObjectName(f"ask:{self.link_id}")
        self.setFlat(True)
        self.state = state
        self._item, self._wording = state.item, wording
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(mm(APART))
        head = QHBoxLayout()
        head.setSpacing(mm(3))
        if main and wording.icon:
            head.addWidget(picture(wording.icon, "primary", _picture_size()), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(mm(1))
        if wording.lead:
            words.addWidget(label(wording.lead, "hint"))
        self.heading = label(wording.question, "page" if main else "heading")
        self.heading.setObjectName(f"{self.link_id}:label")
        words.addWidget(self.heading)
        if wording.hint:
            words.addWidget(label(wording.hint, "hint"))
        head.addLayout(words, 1)
        self.box.addLayout(head)
        self._error = _ErrorLine(f"{self.link_id}:error")
        self.box.addWidget(self._error)
        self._text = ""

    def show_state(self, state: ItemState) -> None:
        """Draw ``state``."""
        raise NotImplementedError

    def inputs(self) -> Sequence[QWidget]:
        """What takes the focus, in order."""
        raise NotImplementedError

    def commit(self) -> None:
        """Report what was typed and not yet reported."""

    def tiles(self) -> Sequence[BigTile]:
        """The tiles."""
        return [each for each in self.inputs() if isinstance(each, BigTile)]

    def say_wrong(self, text: str) -> None:
        """Show what is wrong, and have it heard; empty takes it away."""
        self._text = text
        self._error.say(text)
        self.describe()

    @property
    def wrong(self) -> str:
        """What is said to be wrong."""
        return self._text

    def describe(self) -> None:
        """Name and description for assistive technology: question; hint, unit, what must be answered, error."""
        units = [each.display for each in self._item.unit_option] or [unit_name(self._item)]
        error = _("Error: {text}", text=self._text) if self._text else ""
        parts = [
            self._wording.hint,
            _("Unit: {units}.", units=current().listed(units, either=True)) if units[0] else "",
        ]
        parts.append("" if _may_stay_empty(self._item) else _("Required."))
        parts.append(error)
        self.setAccessibleName(self._wording.whole)
        self.setAccessibleDescription(" ".join(filter(None, parts)))
        for each in self.inputs():
            hint = each.hint if isinstance(each, BigTile) else ""
            spoken = (self._wording.whole, hint, error)
            each.setAccessibleDescription(" ".join(filter(None, spoken)))

    def take_focus(self) -> None:
        """On what is chosen, else on the first input."""
        inputs = list(self.inputs())
        chosen = [each for each in inputs if isinstance(each, BigTile) and each.isChecked()]
        [*chosen, *inputs][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A group box would make room for its frame here; it has none."""

    def changeEvent(self, event: QEvent) -> None:
        """As above, after a change of font or style."""
        super().changeEvent(event)
        self.setContentsMargins(0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing of its own: the group is there for assistive technology."""


class ChoiceBlock(Block):
    """One of several; yes and no are two of them."""

    def __init__(self, state: ItemState, wording: Wording, *, main: bool, yes_no: bool = False) -> None:
        super().__init__(state, wording, main=main)
        self._yes_no = yes_no
        both = (AnswerOption(code="true", display=_("Yes")), AnswerOption(code="false", display=_("No")))
        options = (*both, *state.options) if yes_no else state.options
        self._radios = BigRadios(self, options, self._choose, self.link_id)
        show_pictures(self._radios.tiles, options)
        known = [each for each in self._radios.tiles if each.code not in UNKNOWN_CODES]
        self.box.addLayout(stack(None, known, [each for each in self._radios.tiles if each not in known]))
        self.show_state(state)
        self.describe()

    def show_state(self, state: ItemState) -> None:
        """Check what is chosen."""
        first = state.answers[0] if state.answers else None
        self._radios.show(str(first).lower() if isinstance(first, bool) else chosen_code(state))

    def inputs(self) -> Sequence[QWidget]:
        """The tiles."""
        return self._radios.tiles

    def _choose(self, code: str | None) -> None:
        if self._yes_no and code in ("true", "false"):
            self.answered.emit(self.link_id, (code == "true",))
        else:
            self.answered.emit(self.link_id, (Coding(code=code),) if code else ())


class ManyBlock(Block):
    """As many as are true; which exclude each other is the session's business."""

    def __init__(self, state: ItemState, wording: Wording, *, main: bool) -> None:
        super().__init__(state, wording, main=main)
        self._tiles = [BigCheck(each.code, each.display, each.help or "", self) for each in state.options]
        show_pictures(self._tiles, state.options)
        for tile in self._tiles:
            tile.setObjectName(f"{self.link_id}={tile.code}")
            tile.toggled.connect(lambda _checked, code=tile.code: self.ticked.emit(self.link_id, code))
        alone = {each.code for each in state.options if each.exclusive or each.code in UNKNOWN_CODES}
        listed = [each for each in self._tiles if each.code not in alone]
        apart = [each for each in self._tiles if each not in listed]
        apart.sort(key=lambda each: each.code in UNKNOWN_CODES)
        self._tiles = [*listed, *apart]
        self.box.addWidget(label(_("Choose all that are true."), "hint"))
        self.box.addLayout(stack(None, listed, apart))
        self.show_state(state)
        self.describe()

    def show_state(self, state: ItemState) -> None:
        """Tick what was answered."""
        codes = {each.code for each in state.answers if isinstance(each, Coding)}
        for tile in self._tiles:
            tile.set_checked(tile.code in codes)

    def inputs(self) -> Sequence[QWidget]:
        """The check boxes."""
        return self._tiles


class _ErrorLine(Panel):
    """An icon and a sentence; takes no room while there is nothing to say."""

    def __init__(self, name: str) -> None:
        super().__init__("error")
        across = QHBoxLayout(self)
        across.setContentsMargins(mm(4), mm(2), mm(3), mm(2))
        across.setSpacing(mm(2))
        across.addWidget(picture("error", "error", 24), 0, Qt.AlignmentFlag.AlignTop)
        self._words = label("", "error")
        self._words.setObjectName(name)
        across.addWidget(self._words, 1)
        self.hide()

    def say(self, text: str) -> None:
        self._words.setText(text)
        self.setVisible(bool(text))


def _may_stay_empty(item: Item) -> bool:
    return not item.required and not item.unknown and not any(each.code in UNKNOWN_CODES for each in item.answer_option)
