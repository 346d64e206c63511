"""What no form file may hold, whatever its keys mean: hidden characters, numbers beyond reason, lists without end.

Rule: found in the plain data, before any model is made, so that what comes after need not fear them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from b12desk.characters.hidden import first_hidden
from b12desk.definitions.error_words import Refusal, key_of
from b12desk.definitions.positions import Path
from b12desk.i18n import _

_LARGEST = 1_000_000_000
_LONGEST_TEXT = 10_000
_MOST_KEYS = 5_000
_MOST = {"answerOption": 500, "enableWhen": 100, "all": 100, "any": 100, "answer": 500, "unitOption": 50, "level": 100}
_MOST_ENTRIES = 1_000
"""Of any other list."""


def too_long(data: object, path: Path = ()) -> Iterator[Refusal]:
    """Every list and table in ``data`` that is too long to be looked at. Raises RecursionError as `odd_values`."""
    if not isinstance(data, dict | list):
        return
    most = _MOST.get(key_of(path), _MOST_ENTRIES) if isinstance(data, list) else _MOST_KEYS
    if len(data) > most:
        cause = _("'{key}' has {count:,} entries; no more than {most:,} can be meant.",
                  key=key_of(path), count=len(data), most=most)  # fmt: skip
        if not path:
            cause = _("the file has {count:,} keys; no more than {most:,} can be meant.", count=len(data), most=most)
        yield Refusal(path, cause, _("Take some out."))
        return
    for step, each in enumerate(data) if isinstance(data, list) else data.items():
        yield from too_long(each, (*path, step))


def odd_values(data: object, path: Path = ()) -> Iterator[Refusal]:
    """Every hidden character, and number beyond reason, in ``data``. Raises RecursionError when it is too deep."""
    match data:
        case dict():
            for key, each in data.items():
                yield from _hidden((*path, key), key)
                yield from odd_values(each, (*path, key))
        case list():
            for index, each in enumerate(data):
                yield from odd_values(each, (*path, index))
        case str():
            yield from _hidden(path, data)
            if len(data) > _LONGEST_TEXT:
                cause = _("'{key}' is longer than {most:,} characters.", key=key_of(path), most=_LONGEST_TEXT)
                yield Refusal(path, cause, _("Shorten it."))
        case int() | float() if not isinstance(data, bool):
            yield from _number(path, data)


def _hidden(path: Path, text: str) -> Iterator[Refusal]:
    found = first_hidden(text)
    if found == "\n":
        cause = _("'{key}' holds a line break.", key=key_of(path))
        yield Refusal(path, cause, _("Write it on one line; a \\ at the end of a line joins it with the next."))
    elif found:
        cause = _("'{key}' holds U+{code:04X}, a character that nobody can see.", key=key_of(path), code=ord(found))
        yield Refusal(path, cause, _("Take it out."))


def _number(path: Path, number: int | float) -> Iterator[Refusal]:
    if isinstance(number, float) and not math.isfinite(number):
        yield Refusal(path, _("'{key}' must be a finite number.", key=key_of(path)), _("Write a number with digits."))
    elif abs(number) > _LARGEST:
        cause = _("'{key}' is a number beyond reason.", key=key_of(path))
        yield Refusal(path, cause, _("Write one between -{most:,} and {most:,}.", most=_LARGEST))
