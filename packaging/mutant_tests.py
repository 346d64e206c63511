"""What pytest does otherwise when it looks for mutants (`packaging/mutants.py`): read with ``-p mutant_tests``.

Random examples are the same each time and are not made smaller: a mutant is found or not. While it is noted which test
reaches which line, results that tests share are made anew for each, or only the first would seem to need the code.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import Phase, settings

KEPT = {"definition", "vignettes", "gallery"}
"""Read from files, by what no part of the mutants does."""
seconds: dict[str, float] = {}

settings.register_profile("mutants", derandomize=True, database=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile("mutants")


def _noting() -> str:
    return os.environ.get("B12DESK_TEST_SECONDS", "")


def pytest_runtest_setup() -> None:
    """Forget what an earlier test has worked out."""
    if not _noting():
        return
    from b12desk.report.typeset import kept_text  # noqa: PLC0415 -- only when it is looked for

    kept_text.forget()
    for name, module in list(sys.modules.items()):
        if name.startswith("tests."):
            for each in list(vars(module).values()):
                if hasattr(each, "cache_clear") and each.__name__ not in KEPT:
                    each.cache_clear()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """How long each test takes, set-up and all."""
    seconds[report.nodeid] = seconds.get(report.nodeid, 0) + report.duration


def pytest_sessionfinish() -> None:
    """One line a test."""
    if _noting():
        Path(_noting()).write_text("".join(f"{took:.3f} {test}\n" for test, took in seconds.items()), encoding="utf-8")
