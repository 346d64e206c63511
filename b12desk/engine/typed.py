"""Text that was typed: read again when an intake is opened, and told apart from the answers it passes on its way."""

from __future__ import annotations

from decimal import Decimal

from b12desk.engine.parsing import Read, parse_answer, read
from b12desk.engine.typed_date import Span
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import Item, ItemType
from b12desk.model.values import Answer, Quantity, digits


def read_typed(item: Item, text: str, unit: str | None, span: Span | None = None) -> Answer | IssueCode | None:
    """What typed text says: an answer, or why it is none; None when there is nothing to read but a unit.

    The boxes of a date are parted by points, also where one is empty. Raises ValueError for an item that is not typed
    into.
    """
    bare = text.strip(". ") if item.type is ItemType.DATE else text.strip()
    return parse_answer(item, text, unit, span) if bare else None


def limit_of(item: Item, text: str, unit: str | None, code: IssueCode, span: Span | None) -> str:
    """What goes with ``code`` when that is why ``text`` is no answer: both readings, the part that is wrong."""
    typed = item.type in (ItemType.DATE, ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY)
    found = read(item, text, unit, span) if typed else Read()
    return found.limit if found.code is code else ""


def on_the_way(answers: tuple[Answer, ...], text: str) -> bool:
    """Whether ``answers`` is what the beginning of ``text`` says: 2, while "2 x 500" was typed."""
    beginning = written(answers)
    return bool(beginning) and text.strip().startswith(beginning)


def written(answers: tuple[Answer, ...]) -> str:
    """The text of one typed answer; empty for every other kind."""
    match answers:
        case (bool(),):
            return ""
        case (Quantity(value=value),):
            return digits(value)
        case (int() | Decimal() as number,):
            return digits(Decimal(number))
        case (str() as text,):
            return text
        case _:
            return ""
