"""What all benchmarks share: interleaved runs, medians, and rows of a table that say the ratio and the goal.

Rules: a floor and what is measured against it run in turn, in the same minute, so that a busy machine slows both; the
median counts; bytecode is compiled first, because a program that was installed has it; nothing here depends on a date.
"""

from __future__ import annotations

import compileall
import gc
import os
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
COMPILED = "B12DESK_BENCH_COMPILED"
"""Set in the environment where the bytecode is compiled already."""


@dataclass(frozen=True)
class Row:
    """One figure. ``at_most`` or ``at_least`` is the goal; neither, and the figure is only told."""

    what: str
    value: float
    unit: str = "x"
    at_most: float | None = None
    at_least: float | None = None
    basis: str = ""

    @property
    def met(self) -> bool:
        """True when the goal is kept, or when there is none."""
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )

    def cells(self) -> tuple[str, str, str, str, str]:
        """What, figure, goal, kept or not, from what."""
        goal = f"at most {self.at_most:g} {self.unit}" if self.at_most is not None else ""
        goal = f"at least {self.at_least:g} {self.unit}" if self.at_least is not None else goal
        return (
            self.what,
            f"{self.value:.3g} {self.unit}",
            goal,
            ("yes" if self.met else "**no**") if goal else "",
            self.basis,
        )


def show(title: str, rows: Iterable[Row]) -> bool:
    """Print a Markdown table; True when every goal is kept."""
    rows = list(rows)
    print(f"## {title}\n\n| what | measured | goal | kept | from |\n| --- | --- | --- | --- | --- |")
    for row in rows:
        print("| " + " | ".join(row.cells()) + " |")
    print(flush=True)
    return all(row.met for row in rows)


def interleaved(subjects: Mapping[str, Callable[[], float]], runs: int) -> dict[str, float]:
    """Call every subject once a round, in turn; the median of what each returned. The first round is not counted."""
    found: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(runs + 1):
        for name, subject in subjects.items():
            gc.collect()
            value = subject()
            if number:
                found[name].append(value)
    return {name: statistics.median(values) for name, values in found.items()}


def seconds(call: Callable[[], object]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def clean_environment(**more: str) -> dict[str, str]:
    """This environment, but with bytecode caching as an installed program has it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return environment | {"PYTHONPATH": str(CHECKOUT), "QT_QPA_PLATFORM": "offscreen"} | more


@dataclass(frozen=True)
class Finished:
    """A process that ended: wall seconds and largest resident memory (MB)."""

    seconds: float
    peak_mb: float


def process(arguments: Sequence[str], **environment: str) -> Finished:
    """Run this Python with ``arguments`` and wait. Ends the benchmark with its error output when it fails."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        env=clean_environment(**environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    complaint = child.stderr.read() if child.stderr else b""
    _pid, status, usage = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.stderr:
        child.stderr.close()
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)} ended with {child.returncode}: {complaint.decode()}")
    return Finished(elapsed, usage.ru_maxrss / 1024)


def compile_bytecode() -> None:
    """Compile the bytecode of the program and of all that is installed with it, as an installation with pip does.

    Once for all the benchmarks that `run.py` starts.
    """
    if os.environ.get(COMPILED):
        return
    for folder in {str(CHECKOUT / "b12desk"), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        compileall.compile_dir(folder, quiet=2, workers=0)
