"""One TOML file into one frozen model, with every problem named by file, line and cause.

Rules: strict (no unknown key, no "yes" for true, keys only in FHIR's camelCase); no value of the file appears in a
message except the keys and codes that the author wrote; nothing escapes but `Problem`.
"""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Generic

from pydantic import ValidationError

from b12desk.characters.hidden import escaped
from b12desk.definitions import positions
from b12desk.definitions.error_words import Refusal, inside, worded
from b12desk.definitions.odd_values import odd_values, too_long
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.border import Model, read_model_json

_MOST_PARTS = 32
_LONG_KEY = re.compile(rf"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{_MOST_PARTS}}}""")
"""Such a key is no form's, and costs tomllib the square of its length."""
_LONG_NUMBER = re.compile(r"\d(?:_?\d){999,}")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True)
class Table:
    """A parsed file: its plain data, and where each part of it stands."""

    path: Path
    text: str
    data: dict[str, object]

    @cached_property
    def lines(self) -> dict[positions.Path, int]:
        """Line numbers by table path; empty when the text is too deep to scan."""
        try:
            return positions.line_numbers(self.text)
        except RecursionError:
            return {}

    def problem(self, path: positions.Path, name: str, cause: str, fix: str = "") -> Problem:
        """A problem at ``path``; ``name`` is the linkId or rule id, "" when there is none."""
        where = f"{self.path}:{positions.line_of(self.lines, path)}"
        return Problem(*map(escaped, (f"{where}: {name}" if name else where, cause, fix)))


@dataclass(frozen=True)
class Loaded(Generic[Model]):
    """A file that fits its model."""

    table: Table
    model: Model


def parse(path: Path, content: bytes) -> Table | Problem:
    """The TOML of ``content``, or what is wrong with it. Dates without quotes count as the text they show."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Problem(f"{path}:{line}", _("the text is not UTF-8."), _("Save the file as UTF-8."))
    for line, row in enumerate(text.split("\n"), 1):
        if row.count(".") >= _MOST_PARTS and _LONG_KEY.search(row):  # the count first: 10 ms at every start
            return Problem(
                f"{path}:{line}", _("a key has more than 32 parts."), _("Put tables into tables less deeply.")
            )
    try:
        return Table(path, text, _plain(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        cause = _PLACE.sub("", str(error))
        return Problem(f"{path}:{line}", _("this is not TOML: {cause}.", cause=cause), _("Mend the line."))
    except RecursionError:
        return too_deep(path)
    except ValueError:
        long = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, long.start()) + 1 if long else 1
        return Problem(f"{path}:{line}", _("a number has too many digits."), _("Write a shorter number."))


def too_deep(path: Path) -> Problem:
    """What is wrong with a file whose values bring a reader down."""
    return Problem(str(path), _("the values are nested too deeply."), _("Nest lists, tables and conditions less."))


def fit(
    table: Table, model: type[Model], names: tuple[str, ...], *, passed: bool = False
) -> Loaded[Model] | tuple[Problem, ...]:
    """``table`` as a ``model``, or every reason why it does not fit.

    ``names`` are the keys that name a row in messages, e.g. ``("linkId", "id", "code")``. A file that has ``passed``
    before is not searched for odd values again: 18 ms for the shipped form, at every start.
    """
    try:
        if passed:
            with suppress(ValueError):  # it was not this file that passed: everything is looked at
                return Loaded(table, _read(table, model))
        found = tuple(too_long(table.data)) or _shaped(table, model)
    except RecursionError:
        return (too_deep(table.path),)
    if isinstance(found, Loaded):
        return found
    return tuple(table.problem(each.path, _name(table.data, each.path, names), each.cause, each.fix) for each in found)


def _shaped(table: Table, model: type[Model]) -> Loaded[Model] | tuple[Refusal, ...]:
    """The model, or everything odd and everything that does not fit."""
    refused = list(odd_values(table.data))
    try:
        made = Loaded(table, _read(table, model))
    except ValidationError as error:
        refused += worded(error, model, table.data)
    except ValueError:
        pass  # a number with more digits than JSON can be written with: one of the odd values
    if not refused:
        return made
    found: dict[tuple[positions.Path, str], Refusal] = {}
    for each in refused:
        found.setdefault((each.path, each.cause), each)
    return tuple(found.values())


def _read(table: Table, model: type[Model]) -> Model:
    return read_model_json(model, json.dumps(table.data))


def _name(data: object, path: positions.Path, names: tuple[str, ...]) -> str:
    """The innermost linkId, rule id or code on the way to ``path``."""
    name = ""
    for step in path:
        data = inside(data, step)
        if isinstance(data, dict):
            given = (data.get(key) for key in names)
            name = next((each for each in given if isinstance(each, str)), name)
    return name


def _plain(value: dict[str, object]) -> dict[str, object]:
    """``value`` with every unquoted date as text, all the way down."""
    return {key: _plain_value(each) for key, each in value.items()}


def _plain_value(value: object) -> object:
    if isinstance(value, dict):
        return _plain(value)
    if isinstance(value, list):
        return [_plain_value(each) for each in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value
