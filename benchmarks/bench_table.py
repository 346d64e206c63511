"""Tables from the command line: ten thousand people, half of them, and the floor of reading the same CSV."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import Finished, Row, compile_bytecode, interleaved, process, show
from tables import write_map, write_table

PEOPLE = 10_000
HALF = PEOPLE // 2
RUNS = 3
MOST_GROWN = 1.4
"""MB more for twice as many people: 0.28 kB each, far less than one of them takes."""
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
        tables = {count: folder / f"{count}.csv" for count in (HALF, PEOPLE)}
        for count, path in tables.items():
            write_table(path, count)
        peaks: dict[int, list[float]] = {count: [] for count in tables}

        def score(count: int, *more: str) -> Finished:
            arguments = ["--table", str(tables[count]), "--map", str(mapping), "--out", str(out)]
            return process(["-m", "b12desk", "score", *arguments, *more], **home)

        def alone(count: int) -> float:
            done = score(count, "--jobs", "1")
            peaks[count].append(done.peak_mb)
            return done.seconds

        found = interleaved(
            {
                "floor": lambda: process(["-c", READ, str(tables[PEOPLE])]).seconds,
                "whole": lambda: score(PEOPLE).seconds,
                "half": lambda: alone(HALF),
                "one": lambda: alone(PEOPLE),
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
                f"{PEOPLE:,} people against {HALF:,}, one process",
                found["one"] / found["half"],
                at_most=2.1,
                basis=f"{found['one']:.2f} s against {found['half']:.2f} s",
            ),
            Row(
                f"{PEOPLE:,} people, one process against one for each core (times as fast)",
                found["one"] / found["whole"],
                basis=f"{found['one']:.2f} s against {found['whole']:.2f} s",
            ),
            Row(
                f"peak memory with {PEOPLE:,} people above that with {HALF:,}",
                max(peaks[PEOPLE]) - max(peaks[HALF]),
                "MB",
                at_most=MOST_GROWN,
                basis=f"{max(peaks[PEOPLE]):.1f} MB against {max(peaks[HALF]):.1f} MB",
            ),
        ],
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
