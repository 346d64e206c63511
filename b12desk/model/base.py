"""The one base class of all models: a frozen value, validated where it enters the program and nowhere else.

Rules: keys are FHIR's camelCase in files and snake_case in Python. What comes from outside goes through
`Frozen.model_validate` or `Frozen.model_validate_json`, where pydantic is strict about unknown keys and silent about
the values it refuses; it is imported only then. What the program makes itself is a plain frozen dataclass, whose
methods stand here once: `dataclass` compiles six from text for every class, which for all models together takes a tenth
of the time from start to first question.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NoReturn, Self, dataclass_transform

from b12desk.model.plain import camel, plain, text

if TYPE_CHECKING:
    from collections.abc import Collection
    from dataclasses import Field

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
class Frozen:
    """Immutable value, made with keywords; equal when the fields are."""

    __pydantic_config__: ClassVar[dict[str, object]] = {
        "extra": "forbid",
        "alias_generator": camel,
        "populate_by_name": True,
        "allow_inf_nan": False,
    }

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    __names: ClassVar[tuple[str, ...]] = ()
    __defaults: ClassVar[dict[str, object]] = {}
    __factories: ClassVar[dict[str, Any]] = {}
    __needed: ClassVar[frozenset[str]] = frozenset()
    __known: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, *, many: bool = False) -> None:
        """``many``: made, compared and hashed so often that compiled methods are worth their making."""
        if many:
            dataclass(frozen=True, kw_only=True)(cls)
            return
        dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
        own = fields(cls)
        cls.__names = tuple([each.name for each in own])
        cls.__defaults = {each.name: each.default for each in own if each.default is not MISSING}
        cls.__factories = {each.name: each.default_factory for each in own if each.default_factory is not MISSING}
        cls.__known = frozenset(cls.__names)
        cls.__needed = cls.__known - cls.__defaults.keys() - cls.__factories.keys()

    def __init__(self, **values: Any) -> None:
        names = values.keys()
        if not self.__needed <= names <= self.__known:
            wrong = sorted(self.__needed - names | names - self.__known)
            raise TypeError(f"{type(self).__name__}: missing or unknown: {', '.join(wrong)}")
        content = self.__dict__
        content.update(self.__defaults)
        for name, make in self.__factories.items():
            content[name] = make()
        content.update(values)
        if (check := getattr(self, "__post_init__", None)) is not None:
            check()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        mine, theirs = self.__dict__, other.__dict__
        return mine == theirs or all(mine[name] == theirs[name] for name in self.__names)  # some keep more than fields

    def __hash__(self) -> int:
        content = self.__dict__
        return hash(tuple([content[name] for name in self.__names]))

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self.__names)
        return f"{type(self).__qualname__}({inside})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

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
