"""The one base class of all models: a frozen value, validated where it enters the program and nowhere else.

Rules: keys are FHIR's camelCase in files and snake_case in Python. What comes from outside goes through
`Frozen.model_validate` or `Frozen.model_validate_json`, where pydantic is strict about unknown keys and silent about
the values it refuses; it is imported only then. What the program makes itself is a plain frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, dataclass_transform

from b12desk.model.plain import camel, plain, text

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema, SchemaValidator


class Limit:
    """What a field's value must keep to at the border, for ``Annotated``: pydantic-core's own words for it.

    For example ``max_length``, ``pattern``, ``strict`` or ``tz_constraint``.
    """

    def __init__(self, **limits: str | int | bool) -> None:
        self._limits = limits

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        limited: Any = {**handler(source), **self._limits}
        return limited  # type: ignore[no-any-return]  # a core schema is a dict with more keys


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
@dataclass(frozen=True, kw_only=True)
class Frozen:
    """Immutable value, made with keywords; equal when the fields are."""

    __pydantic_config__: ClassVar[dict[str, object]] = {
        "extra": "forbid",
        "alias_generator": camel,
        "populate_by_name": True,
        "allow_inf_nan": False,
    }

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True)(cls)

    @classmethod
    def model_validate(cls, data: object) -> Self:
        """``data`` from outside as a model. Raises pydantic's ValidationError, which is a ValueError."""
        made: Self = _validator(cls).validate_python(data)
        return made

    @classmethod
    def model_validate_json(
        cls,
        data: str | bytes,
        *,
        strict: bool | None = None,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> Self:
        """JSON from outside as a model; ``strict`` takes no "yes" for true. Raises as `model_validate`."""
        made: Self = _validator(cls).validate_json(data, strict=strict, by_alias=by_alias, by_name=by_name)
        return made

    def model_dump(
        self,
        *,
        mode: Literal["python", "json"] = "python",
        by_alias: bool = False,
        exclude: Collection[str] = (),
        exclude_none: bool = False,
        exclude_defaults: bool = False,
    ) -> dict[str, Any]:
        """The fields as plain data, without those in ``exclude``; ``json``: only what JSON has."""
        leave = frozenset(exclude)
        found = plain(self, mode == "json", by_alias, exclude_none, exclude_defaults)
        return {key: value for key, value in found.items() if key not in leave}

    def model_dump_json(self, *, by_alias: bool = False, exclude_defaults: bool = False) -> str:
        """The fields as compact JSON text."""
        return text(self.model_dump(mode="json", by_alias=by_alias, exclude_defaults=exclude_defaults))

    def model_copy(self, *, update: dict[str, Any] | None = None) -> Self:
        """A copy with other values for some fields."""
        return replace(self, **(update or {}))


_VALIDATORS: dict[type[Frozen], SchemaValidator] = {}


def _validator(model: type[Frozen]) -> SchemaValidator:
    """The validator of a model, built at its first use; no message of it repeats a value."""
    if model not in _VALIDATORS:
        from pydantic import TypeAdapter  # noqa: PLC0415 -- only when something comes from outside
        from pydantic_core import SchemaValidator  # noqa: PLC0415 -- as above

        schema = TypeAdapter(model).core_schema
        _VALIDATORS[model] = SchemaValidator(schema, {"title": model.__name__, "hide_input_in_errors": True})
    return _VALIDATORS[model]
