"""Which editor draws which item: the whole mapping on one screen, nothing is discovered.

Keys are an item's type and itemControl (FHIR's codes; one that is not named here is drawn as its type usually is). A
drop-down is a radio column too: a closed box hides both the choices and the blank. A new item type touches
`model.questionnaire.ItemType`, this table, ``report.document`` and ``tests/forms``.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from b12desk.engine.session import ItemState
from b12desk.model.questionnaire import ItemType
from b12desk.ui.items.base import Editor
from b12desk.ui.items.choice import BooleanEditor, ChoiceEditor, ManyEditor, OpenChoiceEditor
from b12desk.ui.items.date import DateEditor
from b12desk.ui.items.number import NumberEditor
from b12desk.ui.items.text import LineEditor, ParagraphEditor

EDITORS: dict[tuple[ItemType, str | None], Callable[[ItemState, QWidget | None], Editor]] = {
    (ItemType.BOOLEAN, None): BooleanEditor,
    (ItemType.CHOICE, None): ChoiceEditor,
    (ItemType.CHOICE, "radio-button"): ChoiceEditor,
    (ItemType.CHOICE, "drop-down"): ChoiceEditor,
    (ItemType.CHOICE, "check-box"): ManyEditor,
    (ItemType.OPEN_CHOICE, None): OpenChoiceEditor,
    (ItemType.INTEGER, None): NumberEditor,
    (ItemType.DECIMAL, None): NumberEditor,
    (ItemType.QUANTITY, None): NumberEditor,
    (ItemType.DATE, None): DateEditor,
    (ItemType.STRING, None): LineEditor,
    (ItemType.TEXT, None): ParagraphEditor,
}


def create_editor(state: ItemState, parent: QWidget | None = None) -> Editor:
    """The editor of an item, showing nothing yet. Raises KeyError for a type that nobody answers."""
    item = state.item
    control = "check-box" if item.repeats else item.item_control
    chosen = EDITORS.get((item.type, control)) or EDITORS[item.type, None]
    return chosen(state, parent)
