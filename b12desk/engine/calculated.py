"""What a calculated item is worked out from."""

from __future__ import annotations

from b12desk.model.questionnaire import Item, Questionnaire


def calculated_from(questionnaire: Questionnaire, link_id: str) -> tuple[str, ...]:
    """The linkIds a calculated item is worked out from; () for any other item."""
    return inputs_of(questionnaire.items[link_id], questionnaire) or ()


def inputs_of(item: Item, questionnaire: Questionnaire) -> tuple[str, ...] | None:
    """As `calculated_from`; None for an item that is not calculated.

    An age is worked out from the birth date, whatever may be answered instead.
    """
    if item.calculated is None:
        return None
    if item.calculated == "age-years":
        return (questionnaire.roles.birth_date or questionnaire.roles.age,)
    return item.calculated_from
