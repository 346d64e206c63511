"""The one base class of all models: frozen, strict about unknown keys, silent about the values it refuses."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Frozen(BaseModel):
    """Immutable value; keys are FHIR's camelCase in files and snake_case in Python.

    ``hide_input_in_errors`` keeps patient answers out of every message; ``defer_build`` keeps start-up short.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        hide_input_in_errors=True,
        allow_inf_nan=False,
        defer_build=True,
    )
