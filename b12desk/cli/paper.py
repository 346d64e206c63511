"""Which paper a place prints on, from the locale's country; no Qt, no locale database."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

_LETTER = frozenset(["US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "NI", "PA", "PR", "SV", "VE", "DO", "BO"])


def paper_of(choice: str, environment: Mapping[str, str] = os.environ) -> Literal["a4", "letter"]:
    """``choice`` if it names a paper; for "auto" that of the first of LC_ALL, LC_PAPER and LANG that is set."""
    if choice == "auto":
        names = (environment.get(key, "") for key in ("LC_ALL", "LC_PAPER", "LANG"))
        country = next((each for each in names if each), "").partition(".")[0].partition("_")[2]
        return "letter" if country in _LETTER else "a4"
    return "letter" if choice == "letter" else "a4"
