"""How an amount may be given: its units, and what is usual."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from b12desk.model.frozen import frozen


@frozen
class UnitOption:
    """A unit a quantity may be given in: UCUM ``code`` and the words shown.

    ``in_first``: how many of the first unit one of it is, where that depends on the substance (pmol/L and ng/L). Rules
    compare such an answer in the first unit.
    """

    code: str
    display: str
    in_first: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None


@frozen
class Plausible:
    """What a number usually is, in the unit of the bounds; ``because`` says where the two ends come from."""

    min: float
    max: float
    because: str
