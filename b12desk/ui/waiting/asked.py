"""Which block asks which item, and in which words: what a list says once stands with each of its rows."""

from __future__ import annotations

from b12desk.engine.item_state import ItemState
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.ui.waiting.blocks import Block, ChoiceBlock, ManyBlock, Wording
from b12desk.ui.waiting.typed_blocks import DateBlock, TypedBlock

_CHOICES = (ItemType.BOOLEAN, ItemType.CHOICE)


def block_of(questionnaire: Questionnaire, state: ItemState, *, main: bool) -> Block:
    """The block of a question; ``main``: it is that of the screen."""
    item, wording = state.item, wording_of(questionnaire, state.item)
    if item.type in _CHOICES and item.repeats:
        return ManyBlock(state, wording, main=main)
    if item.type in _CHOICES:
        return ChoiceBlock(state, wording, main=main, yes_no=item.type is ItemType.BOOLEAN)
    if item.type is ItemType.DATE:
        return DateBlock(state, wording, main=main)
    return TypedBlock(state, wording, main=main)


def wording_of(questionnaire: Questionnaire, item: Item) -> Wording:
    """The words of a question."""
    group = questionnaire.items.get(questionnaire.parents[item.link_id] or "")
    in_list = group is not None and group.item_control == "gtable"
    lead = group.text if group is not None and in_list else ""
    hint = item.help or (group.help if group is not None and in_list else "") or ""
    return Wording(item.text, lead, hint, _icon(questionnaire, item))


def _icon(questionnaire: Questionnaire, item: Item) -> str:
    """The picture of the item, else of the nearest group that has one."""
    at: str | None = item.link_id
    while at is not None:
        if icon := questionnaire.items[at].icon:
            return icon
        at = questionnaire.parents[at]
    return ""
