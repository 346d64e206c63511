"""What is wrong with an answer: a code with its numbers, put into words at the edge (screen or command line)."""

from __future__ import annotations

from enum import StrEnum

from b12desk.model.frozen import frozen


class IssueCode(StrEnum):
    """Closed list; ``interop`` and ``ui`` word each one."""

    REQUIRED = "required"
    DRAFT = "draft"  # typed, but not a value of the item's type
    AMBIGUOUS = "ambiguous"  # typed, and it can mean two numbers
    NOT_AN_OPTION = "not-an-option"
    WRONG_TYPE = "wrong-type"
    TOO_LOW = "too-low"
    TOO_HIGH = "too-high"
    TOO_LONG = "too-long"
    WRONG_UNIT = "wrong-unit"
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
    """One problem of one item. ``limit`` is the bound that was broken, already as text with its unit.

    `AMBIGUOUS` has the two numbers there, `UNUSUAL` both ends of what is usual.
    """

    link_id: str
    code: IssueCode
    limit: str = ""
