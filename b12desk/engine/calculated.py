"""What a calculated item is worked out from."""

from __future__ import annotations

from b12desk.model.questionnaire import Item, Questionnaire


def calculated_from(questionnaire: Questionnaire, link_id: str) -> tuple[str, ...]:
    """The linkIds a calculated item is worked out from; () for any other item."""
    return inputs_of(questionnaire.items[link_id], questionnaire) or ()


def inputs_of(item: Item, questionnaire: Questionnaire) -> tuple[str, ...] | None:
    """As `calculated_from`; None for an item that is not calculated."""
    if item.calculated is None:
        return None
    if item.calculated == "age-years":
        return ("birth_date",)
    stem = item.link_id.rpartition(".")[0]
    if item.calculated == "metformin-usage-index":
        return (f"{stem}.dose", f"{stem}.duration")
    if item.calculated == "months-since":
        return (f"{stem}.{item.link_id.rpartition('.')[2].removeprefix('since_')}",)
    names = (f"{stem}.frequency", f"{stem}.amount", f"{stem}.binge")
    return tuple(name for name in names if name in questionnaire.items)
