"""A list ("tick all that apply") that several columns of a table fill, each telling of one option.

Rules: a tick is a tick, whatever else is not known; the list counts as its "none of these" only when each option that
has a column was denied. An option of which no column says anything in a row is unknown: "not sure" then stands beside
the ticks, and without a tick nothing is answered. Options without a column count as not ticked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from b12desk.model.questionnaire import Item
from b12desk.model.values import NOT_SURE, Coding


@dataclass(frozen=True)
class OptionList:
    """The options of one question that have columns, and the code that stands for none of them."""

    options: tuple[str, ...]
    none: str

    def answer(self, told: Mapping[str, bool]) -> tuple[Coding, ...]:
        """The answer from what is told of each option so far; () while that is none."""
        ticks = tuple(Coding(code=each) for each in self.options if told.get(each))
        if len(told) == len(self.options):
            return ticks or (Coding(code=self.none),)
        return (*ticks, Coding(code=NOT_SURE)) if ticks else ()


def none_code(item: Item) -> str | None:
    """The code for none of the options; None when the question is no list that options can fill."""
    alone = next((each.code for each in item.answer_option if each.exclusive), None)
    return alone if item.repeats and NOT_SURE in item.unknown else None
