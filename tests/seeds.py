"""Seeds of made-up people: a few for the quick suite, the others for the slow one."""

from __future__ import annotations

import pytest


def seeds(quick: int, whole: int) -> list[object]:
    """The numbers 0 to ``whole`` - 1 as parameters; those from ``quick`` on are slow."""
    return [pytest.param(each, marks=() if each < quick else pytest.mark.slow) for each in range(whole)]
