"""An accepted definition as JSON, read back by the fields' own types: no pydantic, no second validation.

Rules: what is made follows from `Definition` alone, never from a name in the text; a key that is no field, a missing
field or a value of another type is refused.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Set
from dataclasses import MISSING, fields
from enum import StrEnum
from types import SimpleNamespace, UnionType
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


class _Shape(NamedTuple):
    """What a model is made of: the kinds of its fields, their defaults, the fields without, its own check."""

    kinds: dict[str, _Kind]
    defaults: dict[str, object]
    needed: Set[str]
    check: Callable[[Frozen], None] | None


def pack(definition: Definition) -> bytes:
    """``definition`` as JSON."""
    return definition.model_dump_json(exclude_defaults=True).encode()


def unpack(body: bytes) -> Definition:
    """The definition in ``body``. Raises ValueError, TypeError, KeyError or RecursionError when there is none."""
    return _made(Definition, json.loads(body))


def _made(model: type[Model], data: object) -> Model:
    """What the constructor makes, without its guarded assignment of every field: there are ten thousand."""
    if not isinstance(data, dict):
        raise TypeError("a model is an object")
    shape = _shape(model)
    if not shape.needed <= data.keys():
        raise TypeError("a field is missing")
    kinds = shape.kinds
    made = object.__new__(model)
    made.__dict__.update(shape.defaults)
    made.__dict__.update({name: _value(kinds[name], value) for name, value in data.items()})
    if shape.check is not None:
        shape.check(made)
    return made


def _value(kind: _Kind, value: object) -> object:
    if type(value) in kind.types:
        return value
    if isinstance(value, list) and kind.items is not None:
        items = kind.items
        return tuple([_value(items, each) for each in value])
    if isinstance(value, dict) and kind.model is not None:
        return _made(kind.model, value)
    if isinstance(value, str) and kind.words is not None:
        return kind.words(value)
    raise TypeError("a value of another type")


_SHAPES: dict[type[Frozen], _Shape] = {}
_MEANT: dict[tuple[str, str], _Kind] = {}
"""What an annotation means, by module and text: most fields share a few."""


def _shape(model: type[Frozen]) -> _Shape:
    if model not in _SHAPES:
        home = model.__module__
        written = {each.name: str(each.type) for each in fields(model)}
        new = {text: text for text in written.values() if (home, text) not in _MEANT}
        hints = get_type_hints(SimpleNamespace(__annotations__=new), vars(sys.modules[home]))
        _MEANT.update(((home, text), _kind(hint)) for text, hint in hints.items())
        defaults = {each.name: each.default for each in fields(model) if each.default is not MISSING}
        _SHAPES[model] = _Shape(
            {name: _MEANT[home, text] for name, text in written.items()},
            defaults,
            written.keys() - defaults.keys(),
            getattr(model, "__post_init__", None),
        )
    return _SHAPES[model]


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
