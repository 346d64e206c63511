"""pydantic's refusals in words that a form author can act on.

pydantic's own location names the branches of a union ("bool", "str") and the short forms of a condition; only the steps
that exist in the file are kept, and several refusals of one value become one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import get_args, get_type_hints

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from b12desk.definitions.positions import Path
from b12desk.i18n import _
from b12desk.model.frozen import camel

_KINDS = {
    "string_type": "text in quotes",
    "string_sub_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "tuple_type": "a list in [ ]",
    "dataclass_type": "a table",
    "dict_type": "a table",
}


@dataclass(frozen=True)
class Refusal:
    """One problem of a file's shape at a path of the file."""

    path: Path
    cause: str
    fix: str = ""


def suggestion(word: str, known: list[str] | tuple[str, ...]) -> str:
    """A sentence that names the nearest known word, or the few there are; "" when neither helps."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return _("Did you mean '{word}'?", word=near[0])
    if 0 < len(known) <= 12:
        return _("Known: {words}.", words=", ".join(known))
    return ""


def worded(error: ValidationError, model: type, data: object) -> tuple[Refusal, ...]:
    """Every refusal in ``error`` once, in the order of the file."""
    found: dict[tuple[Path, str], Refusal] = {}
    union_paths: dict[Path, list[str]] = {}
    for each in error.errors(include_url=False, include_context=True, include_input=False):
        path = _real_path(each["loc"], data)
        if len(path) < len(each["loc"]) and each["type"] in _KINDS:
            union_paths.setdefault(path, []).append(_KINDS[each["type"]])
            continue
        refusal = _refusal(each, path, model)
        found.setdefault((refusal.path, refusal.cause), refusal)
    for path, kinds in union_paths.items():
        cause = _("'{key}' must be {kinds}.", key=_key(path), kinds=_(" or ").join(dict.fromkeys(kinds)))
        found.setdefault((path, cause), Refusal(path, cause))
    return tuple(found.values())


def inside(data: object, step: str | int) -> object:
    """The value under a key or an index of plain data; None when there is none."""
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None


def _refusal(error: ErrorDetails, path: Path, model: type) -> Refusal:
    key = _key(path)
    context = error.get("ctx", {})
    fix = ""
    match error["type"]:
        case "unexpected_keyword_argument":
            cause = _("unknown key '{key}'.", key=key)
            fix = suggestion(key, _keys(model, path[:-1]))
        case "missing":
            cause = _("the key '{key}' is missing.", key=error["loc"][-1])
            fix = _("Add it.")
        case "literal_error" | "enum":
            cause = _("'{key}' must be {expected}.", key=key, expected=context["expected"])
        case "string_pattern_mismatch" if key == "linkId":
            cause = _("this linkId cannot be used.")
            fix = _("Use small letters, digits and _, with a dot before a detail, e.g. med_metformin.dose.")
        case "string_pattern_mismatch":
            cause = _("'{key}' is not spelled as a code.", key=key)
            fix = _("Use small letters, digits, '-', '+' and '.'.")
        case "condition_form":
            cause = _("{cause}.", cause=error["msg"])
        case "value_error":
            cause = _("{cause}.", cause=str(context["error"]).rstrip("."))
        case kind if kind in _KINDS:
            cause = _("'{key}' must be {kinds}.", key=key, kinds=_KINDS[kind])
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


def _key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _keys(model: type, path: Path) -> list[str]:
    """The keys that the table at ``path`` may have: of a condition, those of all its forms."""
    current = [model]
    for step in path:
        if isinstance(step, int):
            continue
        below = [get_type_hints(each).get(name) for each in current for name in _names(each) if camel(name) == step]
        current = [found for each in below for found in _models_in(each)] or current
    return list(dict.fromkeys(camel(name) for each in current for name in _names(each)))


def _names(model: type) -> list[str]:
    return [each.name for each in fields(model)]


def _models_in(annotation: object) -> list[type]:
    """The models that a field's annotation names."""
    if isinstance(annotation, type) and is_dataclass(annotation):
        return [annotation]
    return [found for each in get_args(annotation) for found in _models_in(each)]
