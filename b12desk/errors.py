"""Errors that a person can act on.

Rule: whatever is wrong with somebody's file, answers, settings or arguments is raised once, as one
exception that lists *every* problem with its place and how to mend it. Anything else that escapes is a bug.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing to mend: ``where`` (file:line, linkId or option), ``cause`` and ``fix`` in plain words."""

    where: str
    cause: str
    fix: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.cause}" + (f" {self.fix}" if self.fix else "")


class UserError(Exception):
    """Bad input from outside. ``problems`` is never empty; the command line prints them and ends with status 2."""

    def __init__(self, title: str, problems: Iterable[Problem]) -> None:
        self.title = title
        self.problems = tuple(problems)
        super().__init__("\n".join([title, *(f"  {p}" for p in self.problems)]))


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
