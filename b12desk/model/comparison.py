"""One comparison of an answer: FHIR's enableWhen, which gates of items and conditions of rules share."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from b12desk.model.frozen import frozen


class Operator(StrEnum):
    """The closed set of comparisons: FHIR's enableWhen operators, and one of our own."""

    EXISTS = "exists"
    KNOWN = "known"
    """Ours: whether there is a definite answer. "Not sure" exists, and is not known."""
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    GREATER_OR_EQUAL = ">="
    LESS_OR_EQUAL = "<="


Scalar = bool | int | float | str


@frozen
class Comparison:
    """``question operator answer``. A list of answers with ``=`` means "is any of"; with ``!=`` "is none of".

    ``answer`` is a code for choice, a number for integer, decimal and quantity (quantities are compared in the unit
    named by ``unit``, UCUM: ``mo``, ``a``, ``mg``...), true or false for ``exists`` and ``known``,
    ``YYYY[-MM[-DD]]`` for a date.
    """

    question: str
    operator: Operator = Operator.EQUAL
    answer: Scalar | tuple[Scalar, ...]
    unit: str | None = None

    @cached_property
    def codes(self) -> frozenset[Scalar]:
        """The answers compared with, as a set."""
        return frozenset(self.wanted)

    @cached_property
    def wanted(self) -> tuple[Scalar, ...]:
        """The answers compared with, always as a tuple."""
        return self.answer if isinstance(self.answer, tuple) else (self.answer,)
