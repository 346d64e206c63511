"""pydantic's refusals in words that a form author can act on.

pydantic's own location names the branches of a union ("bool", "str") and the short forms of a condition; only the steps
that exist in the file are kept, and several refusals of one value become one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import get_args, get_type_hints

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from b12desk.definitions.positions import Path
from b12desk.i18n import N_, _, current
from b12desk.model.conditions import FORMS
from b12desk.model.frozen import camel

_MOST_COMPARED = 20_000
"""Words that are looked at for suggestions in one file; with the largest form it is enough for the listed problems."""
_LONGEST_WORD = 100
_BETWEEN = re.compile(", | or ")
_KINDS = {
    "string_type": N_("text in quotes"),
    "string_sub_type": N_("text in quotes"),
    "int_type": N_("a whole number"),
    "int_from_float": N_("a whole number"),
    "int_parsing_size": N_("a smaller number"),
    "float_type": N_("a number"),
    "finite_number": N_("a finite number"),
    "bool_type": N_("true or false"),
    "tuple_type": N_("a list in [ ]"),
    "dataclass_type": N_("a table"),
    "dict_type": N_("a table"),
    "mapping_type": N_("a table"),
    "timezone_aware": N_("a moment with its time zone"),
    "datetime_parsing": N_("a moment with its time zone"),
    "datetime_from_date_parsing": N_("a moment with its time zone"),
}


@dataclass(frozen=True)
class Refusal:
    """One problem of a file's shape at a path of the file."""

    path: Path
    cause: str
    fix: str = ""


class Suggester:
    """Suggestions for one file or form, as long as they are cheap: each costs a look at every known word.

    Nobody reads more than the first of a thousand problems, and a file made to be slow must not be.
    """

    def __init__(self) -> None:
        self._left = _MOST_COMPARED

    def __call__(self, word: str, known: Collection[str]) -> str:
        """What `suggestion` says; "" from then on when too many words have been looked at."""
        self._left -= len(known)
        return suggestion(word, known) if self._left >= 0 else ""


def suggestion(word: str, known: Collection[str]) -> str:
    """A sentence that names the nearest known word, or the few there are; "" when neither helps."""
    near = get_close_matches(word, known, n=1, cutoff=0.6) if len(word) <= _LONGEST_WORD else []
    if near:
        return _("Did you mean '{word}'?", word=near[0])
    if 0 < len(known) <= 12:
        return _("Known: {words}.", words=current().listed(known))
    return ""


def worded(error: ValidationError, model: type, data: object) -> tuple[Refusal, ...]:
    """Every refusal in ``error`` once, in the order of the file."""
    found: dict[tuple[Path, str], Refusal] = {}
    suggest = Suggester()
    union_paths: dict[Path, list[str]] = {}
    for each in error.errors(include_url=False, include_context=True, include_input=False):
        path = _real_path(each["loc"], data)
        if len(path) < len(each["loc"]) and each["type"] in _KINDS:
            union_paths.setdefault(path, []).append(_KINDS[each["type"]])
            continue
        refusal = _misspelt(each, path, model, data, suggest) or _refusal(each, path, model, suggest)
        found.setdefault((refusal.path, refusal.cause), refusal)
    for path, kinds in union_paths.items():
        cause = _("'{key}' must be {kinds}.", key=key_of(path), kinds=_either(kinds))
        found.setdefault((path, cause), Refusal(path, cause))
    return tuple(found.values())


def _either(kinds: Iterable[str]) -> str:
    return current().listed((_(each) for each in dict.fromkeys(kinds)), either=True)


def _choices(told: str) -> str:
    """What pydantic lists as ``'a', 'b' or 'c'`` in the language in use."""
    return current().listed(_BETWEEN.split(told), either=True)


def inside(data: object, step: str | int) -> object:
    """The value under a key or an index of plain data; None when there is none."""
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None


def _misspelt(error: ErrorDetails, path: Path, model: type, data: object, suggest: Suggester) -> Refusal | None:
    """A condition none of whose keys is known: the first of them is named, as an unknown key is anywhere else."""
    for step in path:
        data = inside(data, step)
    if error["type"] != "condition_form" or not isinstance(data, dict) or not data:
        return None
    known, key = _keys(model, path), next(iter(data))
    if any(each in known for each in data):
        return None
    shown = key_of((key,))
    return Refusal((*path, key), _("unknown key '{key}'.", key=shown), suggest(key, known))


def _refusal(error: ErrorDetails, path: Path, model: type, suggest: Suggester) -> Refusal:
    key = key_of(path)
    context = error.get("ctx", {})
    fix = ""
    match error["type"]:
        case "unexpected_keyword_argument":
            cause = _("unknown key '{key}'.", key=key)
            fix = suggest(key, _keys(model, path[:-1]))
        case "missing":
            cause = _("the key '{key}' is missing.", key=error["loc"][-1])
            fix = _("Add it.")
        case "literal_error" | "enum":
            cause = _("'{key}' must be {expected}.", key=key, expected=_choices(context["expected"]))
        case "string_pattern_mismatch" if key == "linkId":
            cause = _("this linkId cannot be used.")
            fix = _("Use small letters, digits and _, with a dot before a detail, e.g. medicine.dose.")
        case "string_pattern_mismatch":
            cause = _("'{key}' is not spelled as a code.", key=key)
            fix = _("Use small letters, digits, '-', '+' and '.'.")
        case "condition_form":
            cause = _("a condition has exactly one of: {keys}.", keys=current().listed(FORMS))
        case kind if kind in _KINDS:
            cause = _("'{key}' must be {kinds}.", key=key, kinds=_(_KINDS[kind]))
        case _:
            cause = _("'{key}': {message}.", key=key, message=error["msg"])
    return Refusal(path, cause, fix)


def _real_path(location: tuple[str | int, ...], data: object) -> Path:
    """The steps of ``location`` that exist in the file, and a missing or unknown key's own table."""
    path: Path = ()
    for step in location:
        below = inside(data, step)
        if below is not None:
            data = below
            path = (*path, step)
    return path


def key_of(path: Path) -> str:
    """The last key of ``path``, no more of it than a message bears; "" when there is none."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    return key if len(key) <= _LONGEST_WORD else f"{key[:_LONGEST_WORD]}..."


def _keys(model: type, path: Path) -> list[str]:
    """The keys that the table at ``path`` may have: of a condition, those of all its forms."""
    current: tuple[type, ...] = (model,)
    for step in path:
        below = [found for each in current for found in _below(each).get(str(step), ())]
        current = tuple(dict.fromkeys(below)) or current
    return list(dict.fromkeys(key for each in current for key in _below(each)))


@cache
def _below(model: type) -> dict[str, tuple[type, ...]]:
    """The keys of ``model``, each with the models that may stand there."""
    hints = get_type_hints(model)
    return {camel(each.name): _models_in(hints[each.name]) for each in fields(model)}


def _models_in(annotation: object) -> tuple[type, ...]:
    """The models that a field's annotation names."""
    if isinstance(annotation, type) and is_dataclass(annotation):
        return (annotation,)
    return tuple(found for each in get_args(annotation) for found in _models_in(each))
