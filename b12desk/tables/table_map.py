"""MAP.toml: how the columns of a table, one row a person, become answers to the questionnaire.

Rules: strict like the form files. For each question the first entry that says something wins: constants without
``onlyIf``, then columns in file order, then constants with ``onlyIf``. ``onlyIf`` looks at what was mapped before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from b12desk.definitions.typed_answers import Given
from b12desk.model.frozen import frozen

OnlyIf = Mapping[str, str | tuple[str, ...]]
"""Answer only where the mapped answer of each question is this code, or one of these."""


@frozen
class Constant:
    """The same answer for every row, and why that may be said."""

    link_id: str
    answer: Given
    because: str
    only_if: OnlyIf = field(default_factory=dict)


@frozen
class Range:
    """A span of numbers up to ``below`` (not included; None: whatever remains) and the code it stands for."""

    below: float | None = None
    code: bool | str


@frozen
class MappedColumn:
    """One column as the answer to one question.

    ``codes`` maps the text of a cell to a code (numbers are compared as numbers; "" says nothing), ``ranges`` a number
    to a code; without either the cell is a number, of a quantity in ``unit``, or a date. With ``clip`` a number just
    outside the question's limits counts as the nearest limit, with a number for ``clip`` whatever is not above that.
    ``proxy`` says aloud that the column is a stand-in, and for what. With ``option`` the column tells of this one
    option of a list, with true and false for its codes (see `option_list`).
    """

    name: str
    link_id: str
    option: str | None = None
    codes: Mapping[str, bool | str | tuple[str, ...]] = field(default_factory=dict)
    ranges: tuple[Range, ...] = ()
    unit: str | None = None
    clip: bool | float = False
    only_if: OnlyIf = field(default_factory=dict)
    proxy: str = ""


@frozen
class TableMap:
    """The whole map. ``id`` names the column that tells the rows apart; ages count from ``authored``.

    ``questionnaire`` (``url|version``, or the url alone) is the form that it was written for.
    """

    format: Literal[1]
    title: str
    questionnaire: str | None = None
    id: str
    authored: str | None = None
    authored_column: str | None = None
    constant: tuple[Constant, ...] = ()
    column: tuple[MappedColumn, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read, each once, the ``id`` first."""
        dated = () if self.authored_column is None else (self.authored_column,)
        return tuple(dict.fromkeys((self.id, *dated, *(each.name for each in self.column))))
