"""Errors that a person can act on.

Rule: whatever is wrong with somebody's file, answers, settings or arguments is raised once, as one exception that holds
*every* problem with its place and how to mend it. `MOST_LISTED` are shown at most and the rest is counted: nobody reads
the thousandth. Anything else that escapes is a bug.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from b12desk.i18n import _

MOST_LISTED = 50


class Problem(NamedTuple):
    """One thing to mend: ``where`` (file:line, linkId or option), ``cause`` and ``fix`` in plain words."""

    where: str
    cause: str
    fix: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.cause}" + (f" {self.fix}" if self.fix else "")


def listed(problems: Sequence[object], most: int = MOST_LISTED) -> list[str]:
    """The first problems as text, and a line that counts the others when there are more than ``most``."""
    more = len(problems) - most
    return [*map(str, problems[:most]), *([_("and {count:,} more.", count=more)] if more > 0 else ())]


class UserError(Exception):
    """Bad input from outside. ``problems`` is never empty; the command line prints them and ends with status 2."""

    def __init__(self, title: str, problems: Iterable[Problem]) -> None:
        self.title = title
        self.problems = tuple(problems)
        super().__init__("\n".join([title, *(f"  {line}" for line in listed(self.problems))]))


class DefinitionError(UserError):
    """A form directory that cannot be used (``b12desk check`` lists the same problems)."""


class ResponseError(UserError):
    """A QuestionnaireResponse that cannot be read against its questionnaire."""


class TableError(UserError):
    """A table, or its map, that cannot be scored."""


class ReportError(UserError):
    """A document that cannot be written."""


class StoreError(UserError):
    """A draft or settings file that cannot be read or written."""
