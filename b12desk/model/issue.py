"""What is wrong with an answer: a code with its numbers, put into words at the edge (screen or command line)."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from b12desk.i18n import current
from b12desk.model.frozen import frozen

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class IssueCode(StrEnum):
    """Closed list; ``interop`` and ``ui`` word each one."""

    REQUIRED = "required"
    DRAFT = "draft"  # typed, but not a value of the item's type
    AMBIGUOUS = "ambiguous"  # typed, and it can mean two numbers or two dates
    NOT_AN_OPTION = "not-an-option"
    WRONG_TYPE = "wrong-type"
    TOO_LOW = "too-low"
    TOO_HIGH = "too-high"
    TOO_LONG = "too-long"
    WRONG_UNIT = "wrong-unit"
    OTHER_UNIT = "other-unit"  # typed with a unit that the question does not take
    NOT_WHOLE = "not-whole"
    NOT_A_DATE = "not-a-date"
    FUTURE = "future"
    BEFORE_BIRTH = "before-birth"
    LONGER_THAN_LIFE = "longer-than-life"
    OTHER_AGE = "other-age"  # than the birth date makes; the limit names both
    EXCLUSIVE = "exclusive"
    TOO_MANY = "too-many"
    UNUSUAL = "unusual"  # possible, but asked about once; never in the way


@frozen
class Issue:
    """One problem of one item. ``limit`` is the bound that was broken, a plain number with its unit behind a blank.

    `AMBIGUOUS` has the two numbers or dates there, `NOT_WHOLE` the number without its rest when it had a unit,
    `NOT_A_DATE` the part that is wrong (`engine.typed_date`), `UNUSUAL` both ends of what is
    usual; others a list of codes.
    """

    link_id: str
    code: IssueCode
    limit: str = ""

    @property
    def bound(self) -> tuple[str, str]:
        """The number of ``limit`` as the catalogue in use writes it, and its unit, if it has one."""
        number, _space, unit = self.limit.partition(" ")
        return (number_in_use(number), unit) if number_in_use(number) else (self.limit, "")


def number_in_use(text: str) -> str:
    """A plain number with the decimal mark of the catalogue in use; empty for what is no number."""
    return current().filled("{number}", {"number": Decimal(text)}) if _NUMBER.fullmatch(text) else ""
