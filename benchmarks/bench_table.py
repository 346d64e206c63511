"""Tables from the command line: ten thousand people, more of them, and the floor of reading the same CSV."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import Finished, Row, compile_bytecode, interleaved, process, show
from tables import write_map, write_table

PEOPLE = 10_000
RUNS = 3
READ = """
import csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        dict(row)
"""


def main() -> int:
    """Print the table; status 1 when a goal is missed."""
    compile_bytecode()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = {"B12DESK_HOME": str(folder / "home")}
        mapping, out = folder / "map.toml", folder / "out.csv"
        write_map(mapping)
        tables = {}
        for times in (1, 2, 4):
            tables[times] = folder / f"{times}.csv"
            write_table(tables[times], times * PEOPLE)
        peaks: dict[int, list[float]] = {times: [] for times in tables}

        def score(times: int, *more: str) -> Finished:
            arguments = ["--table", str(tables[times]), "--map", str(mapping), "--out", str(out)]
            return process(["-m", "b12desk", "score", *arguments, *more], **home)

        def usual(times: int) -> float:
            done = score(times, "--jobs", "1")
            peaks[times].append(done.peak_mb)
            return done.seconds

        found = interleaved(
            {
                "floor": lambda: process(["-c", READ, str(tables[1])]).seconds,
                "whole": lambda: score(1).seconds,
                "usual": lambda: usual(1),
                "most": lambda: usual(4),
                "several": lambda: score(4, "--jobs", "2").seconds,
                "two": lambda: usual(2),
            },
            RUNS,
        )
    kept = show(
        "A table of people (`score --table`)",
        [
            Row(f"{PEOPLE:,} people, whole process", found["whole"], "s", at_most=12),
            Row(
                "the same against reading the CSV into one dict a row",
                found["whole"] / found["floor"],
                basis=f"{found['floor']:.2f} s",
            ),
            Row(
                f"{2 * PEOPLE:,} people against {PEOPLE:,}",
                found["two"] / found["usual"],
                at_most=2.1,
                basis=f"{found['two']:.2f} s against {found['usual']:.2f} s",
            ),
            Row(
                f"{4 * PEOPLE:,} people, one process against two (times as fast)",
                found["most"] / found["several"],
                basis=f"{found['most']:.2f} s against {found['several']:.2f} s",
            ),
            Row(
                f"peak memory with {4 * PEOPLE:,} people above that with {PEOPLE:,}",
                max(peaks[4]) - max(peaks[1]),
                "MB",
                at_most=8,
                basis=f"{max(peaks[4]):.1f} MB against {max(peaks[1]):.1f} MB",
            ),
        ],
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
