"""A model as plain data, as it is stored and hashed: nothing here validates, so nothing here needs pydantic.

Rules: fields in their order; in JSON an enumeration is its value, a decimal a number, a moment ISO 8601 with ``Z`` for
UTC, a tuple a list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@cache
def camel(name: str) -> str:
    """A field's name as files spell it: ``linkId`` for ``link_id``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def plain(
    model: DataclassInstance, json_mode: bool, by_alias: bool, no_none: bool, no_defaults: bool
) -> dict[str, Any]:
    """The fields of ``model``, and of the models below it, as a dict; without None or defaults when not wanted."""
    below = partial(plain, json_mode=json_mode, by_alias=by_alias, no_none=no_none, no_defaults=no_defaults)

    def flat(value: object) -> object:
        if isinstance(value, tuple):
            several = [flat(each) for each in value]
            return several if json_mode else tuple(several)
        if isinstance(value, Mapping):
            return {key: flat(each) for key, each in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return below(value)
        return _scalar(value) if json_mode else value

    found = {}
    for each in fields(model):
        value = getattr(model, each.name)
        if (no_none and value is None) or (no_defaults and value == _default(each)):
            continue
        found[camel(each.name) if by_alias else each.name] = flat(value)
    return found


def text(data: object) -> str:
    """Plain data as compact JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _default(field: Field[Any]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _scalar(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case Decimal():
            return float(value)
        case datetime():
            written = value.isoformat()
            return f"{written[:-6]}Z" if written.endswith("+00:00") else written
        case _:
            return value
