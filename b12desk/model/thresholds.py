"""How the result of a test is read: a table of text, printed beside the tests that are suggested."""

from __future__ import annotations

from b12desk.model.frozen import frozen


@frozen
class ThresholdHeads:
    """What the columns of the result-reading table are called; the keys are those of its rows."""

    deficient: str
    indeterminate: str
    unlikely: str


@frozen
class Threshold:
    """A row of the result-reading table: text with units in each cell.

    ``tests``: the codes of the suggested tests beside which it is printed; empty: beside any.
    """

    test: str
    deficient: str
    indeterminate: str
    unlikely: str
    sources: tuple[str, ...]
    tests: tuple[str, ...] = ()
