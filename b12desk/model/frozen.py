"""How a model is declared: a standard frozen dataclass, with what pydantic is to know of it where files come in.

Rules: keys are FHIR's camelCase in files and snake_case in Python; an unknown key is refused; no message repeats a
value. What the program makes itself is an ordinary dataclass and is not validated again (`border` does that).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

from pydantic import ConfigDict

Model = TypeVar("Model")


def camel(name: str) -> str:
    """A field's name as files spell it: ``linkId`` for ``link_id``, ``from`` for ``from_``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


_AT_THE_BORDER = ConfigDict(extra="forbid", alias_generator=camel, populate_by_name=True, allow_inf_nan=False)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(model: type[Model]) -> type[Model]:
    """``@dataclass(frozen=True, kw_only=True)``, read and written by pydantic in the project's one way."""
    model.__pydantic_config__ = _AT_THE_BORDER  # type: ignore[attr-defined]  # where pydantic looks for it
    return dataclass(frozen=True, kw_only=True)(model)
