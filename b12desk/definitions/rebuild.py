"""Form files that have been accepted before into a `Definition`, by the fields' own types: no pydantic, no checks.

It is made of the very bytes that its hash is computed from. Rules: what is made follows from `Definition` alone, never
from a name in the text; a key that is no field, a missing field or a value of another type is refused. It saves two of
the three parts of the time that reading and checking anew takes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Set
from dataclasses import MISSING, fields
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace, UnionType
from typing import Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from b12desk.definitions.files import digest
from b12desk.definitions.toml_file import parse
from b12desk.errors import Problem
from b12desk.model.base import Frozen
from b12desk.model.definition import Definition
from b12desk.model.plain import camel
from b12desk.model.rules import Condition

Model = TypeVar("Model", bound=Frozen)


class _Kind(NamedTuple):
    """What may stand in a place: a model, a word of these or of an enumeration, a value of these types, a list."""

    model: type[Frozen] | None
    literals: frozenset[object]
    words: type[StrEnum] | None
    types: frozenset[type]
    items: _Kind | None


class _Shape(NamedTuple):
    """What a model is made of: its fields by the keys of files, their kinds, defaults, those without, its own check."""

    names: dict[str, str]
    kinds: dict[str, _Kind]
    defaults: dict[str, object]
    needed: Set[str]
    check: Callable[[Frozen], None] | None


def rebuild(files: Mapping[str, bytes]) -> Definition:
    """The definition made of ``files``. Raises ValueError, TypeError, KeyError or RecursionError when there is none."""
    whole: dict[str, object] = {"hash": digest(files)}
    for name, content in files.items():
        table = parse(Path(name), content)
        if isinstance(table, Problem):
            raise ValueError(table.cause)  # noqa: TRY004 -- the text is wrong, not the call
        whole[name.removesuffix(".toml")] = table.data
    return _made(Definition, whole)


def _made(model: type[Model], data: dict[str, object]) -> Model:
    """What the constructor makes, without its guarded assignment of every field: there are ten thousand."""
    table = Condition.long_form(data) if model is Condition else data
    shape = _shape(model)
    given = {shape.names[key]: value for key, value in table.items()}
    if not shape.needed <= given.keys():
        raise TypeError("a field is missing")
    made = object.__new__(model)
    made.__dict__.update(shape.defaults)
    made.__dict__.update({name: _value(shape.kinds[name], value) for name, value in given.items()})
    if shape.check is not None:
        shape.check(made)
    return made


def _value(kind: _Kind, value: object) -> object:
    if type(value) in kind.types:
        return value
    if isinstance(value, list | tuple) and kind.items is not None:
        items = kind.items
        return tuple([_value(items, each) for each in value])
    if isinstance(value, dict) and kind.model is not None:
        return _made(kind.model, value)
    if isinstance(value, str) and value in kind.literals:
        return value
    if isinstance(value, str) and kind.words is not None:
        return kind.words(value)
    if type(value) is int and float in kind.types:
        return float(value)
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
            {camel(name): name for name in written},
            {name: _MEANT[home, text] for name, text in written.items()},
            defaults,
            written.keys() - defaults.keys(),
            getattr(model, "__post_init__", None),
        )
    return _SHAPES[model]


def _kind(hint: Any) -> _Kind:
    model = words = items = None
    types: set[type] = set()
    literals: set[object] = set()
    for each in get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,):
        if get_origin(each) is tuple:
            items = _kind(get_args(each)[0])
        elif get_origin(each) is Literal:
            literals.update(get_args(each))
        elif issubclass(each, Frozen):
            model = each
        elif issubclass(each, StrEnum):
            words = each
        else:
            types.add(each)
    return _Kind(model, frozenset(literals), words, frozenset(types), items)
