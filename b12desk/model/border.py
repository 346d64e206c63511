"""Where plain data becomes models and models become plain data: pydantic's adapters, each made once.

Rules: everything from outside the program (a form file, an unfinished intake) comes through here; no message of an
error repeats a value.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter
from pydantic_core import SchemaValidator

Model = TypeVar("Model")

_ADAPTERS: dict[type, TypeAdapter[Any]] = {}
_VALIDATORS: dict[type, SchemaValidator] = {}


def read_model(model: type[Model], data: object) -> Model:
    """Plain data as a model. Raises pydantic's ValidationError, which is a ValueError."""
    made: Model = _validator(model).validate_python(data)
    return made


def read_model_json(model: type[Model], text: str | bytes) -> Model:
    """JSON as a model: no "yes" for true, keys as files spell them. Raises as `read_model`."""
    made: Model = _validator(model).validate_json(text, strict=True, by_alias=True, by_name=False)
    return made


def plain_data(model: object, *, exclude_none: bool = False) -> dict[str, Any]:
    """A model as what JSON has, keys as files spell them."""
    data: dict[str, Any] = _adapter(type(model)).dump_python(
        model, mode="json", by_alias=True, exclude_none=exclude_none
    )
    return data


def json_of(model: object) -> bytes:
    """A model as compact JSON, without what has its default value."""
    return _adapter(type(model)).dump_json(model, by_alias=True, exclude_defaults=True)


def _adapter(model: type) -> TypeAdapter[Any]:
    if model not in _ADAPTERS:
        _ADAPTERS[model] = TypeAdapter(model)
    return _ADAPTERS[model]


def _validator(model: type) -> SchemaValidator:
    """An adapter's own validator repeats refused values in its messages: only the outermost setting counts there."""
    if model not in _VALIDATORS:
        _VALIDATORS[model] = SchemaValidator(_adapter(model).core_schema, {"hide_input_in_errors": True})
    return _VALIDATORS[model]
