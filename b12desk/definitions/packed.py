"""An accepted definition as JSON, read back by the fields' own types: no pydantic, no second validation.

Rules: what is made follows from `Definition` alone, never from a name in the text; a key that is no field, a missing
field or a value of another type is refused.
"""

from __future__ import annotations

import json
from dataclasses import fields
from enum import StrEnum
from types import UnionType
from typing import Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from b12desk.model.base import Frozen
from b12desk.model.definition import Definition

Model = TypeVar("Model", bound=Frozen)


class _Kind(NamedTuple):
    """What may stand in a place: a model, a word of an enumeration, a plain value of these types, a list of items."""

    model: type[Frozen] | None
    words: type[StrEnum] | None
    types: frozenset[type]
    items: _Kind | None


def pack(definition: Definition) -> bytes:
    """``definition`` as JSON."""
    return definition.model_dump_json(exclude_defaults=True).encode()


def unpack(body: bytes) -> Definition:
    """The definition in ``body``. Raises ValueError, TypeError, KeyError or RecursionError when there is none."""
    return _made(Definition, json.loads(body))


def _made(model: type[Model], data: object) -> Model:
    if not isinstance(data, dict):
        raise TypeError("a model is an object")
    kinds = _kinds(model)
    return model(**{name: _value(kinds[name], value) for name, value in data.items()})


def _value(kind: _Kind, value: object) -> object:
    if isinstance(value, list) and kind.items is not None:
        items = kind.items
        return tuple([_value(items, each) for each in value])
    if isinstance(value, dict) and kind.model is not None:
        return _made(kind.model, value)
    if isinstance(value, str) and kind.words is not None:
        return kind.words(value)
    if type(value) not in kind.types:
        raise TypeError("a value of another type")
    return value


_KINDS: dict[type[Frozen], dict[str, _Kind]] = {}


def _kinds(model: type[Frozen]) -> dict[str, _Kind]:
    """What each field of ``model`` may hold."""
    if model not in _KINDS:
        hints = get_type_hints(model)
        _KINDS[model] = {each.name: _kind(hints[each.name]) for each in fields(model)}
    return _KINDS[model]


def _kind(hint: Any) -> _Kind:
    model = words = items = None
    types: set[type] = set()
    for each in get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,):
        if get_origin(each) is tuple:
            items = _kind(get_args(each)[0])
        elif get_origin(each) is Literal:
            types.update(map(type, get_args(each)))
        elif issubclass(each, Frozen):
            model = each
        elif issubclass(each, StrEnum):
            words = each
        else:
            types.add(each)
    return _Kind(model, words, frozenset(types), items)
