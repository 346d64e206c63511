"""Read the survey tables: people, outcomes, weights and sampling design. Knows the columns, decides nothing.

A number that is empty in the table is NaN here. Arrays have one entry a person, in the table's order.
"""

from __future__ import annotations

import csv
import hashlib
import io
import lzma
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]

DERIVE = "nhanes_2001_2004.csv.xz"
REPORT = "nhanes_2011_2014.csv.xz"
LOW_B12 = 148.0  # pmol/L
BORDERLINE_B12 = 221.0  # pmol/L
HIGH_MMA = 271.0  # nmol/L
TEXT_COLUMNS = frozenset({"seqn", "cycle", "sex", "ethnicity", "examined", "b12_assay"})


@dataclass(frozen=True)
class Survey:
    """One pair of cycles: everybody with both tests and no prescribed B12."""

    text: dict[str, list[str]]
    number: dict[str, Floats]
    weight: Floats  # examination weights, halved for two cycles
    unit: Ints  # 0..n-1, one for each sampling unit (stratum and PSU)
    stratum_of_unit: Ints  # stratum of each unit
    outcomes: dict[str, Bools]
    left_out: dict[str, int]  # reason -> people
    sha256: str

    @property
    def people(self) -> int:
        """People in it."""
        return len(self.weight)

    def is_one(self, name: str) -> Bools:
        """True where the column is 1; missing counts as not."""
        return np.asarray(self.number[name] == 1.0, dtype=np.bool_)

    def missing(self, name: str) -> Bools:
        """True where the column is empty."""
        return np.isnan(self.number[name])


def read_survey(path: Path) -> Survey:
    """Read one table and keep the people of the protocol.

    Raises:
        OSError: the file cannot be read.
        KeyError: a column of the protocol is missing.

    """
    raw = path.read_bytes()
    rows = list(csv.DictReader(io.StringIO(lzma.decompress(raw).decode("utf-8"))))
    both = [row for row in rows if row["serum_b12_pmol"] and row["mma_nmol"]]
    kept = [row for row in both if not _is_one(row["b12_injection_or_rx"])]
    text = {name: [row[name] for row in kept] for name in sorted(TEXT_COLUMNS)}
    number = {
        name: np.array([float(row[name]) if row[name] else np.nan for row in kept])
        for name in rows[0]
        if name not in TEXT_COLUMNS
    }
    units = sorted({(int(row["strata"]), int(row["psu"])) for row in kept})
    place = {unit: index for index, unit in enumerate(units)}
    b12, mma = number["serum_b12_pmol"], number["mma_nmol"]
    functional = (b12 < BORDERLINE_B12) & (mma >= HIGH_MMA)
    return Survey(
        text=text,
        number=number,
        weight=number["wt_mec2yr"] / 2.0,
        unit=np.array([place[int(row["strata"]), int(row["psu"])] for row in kept]),
        stratum_of_unit=np.array([stratum for stratum, _ in units]),
        outcomes={
            "probable": (b12 < LOW_B12) | functional,
            "b12_221": b12 < BORDERLINE_B12,
            "b12_148": b12 < LOW_B12,
            "functional": functional,
        },
        left_out={"not both tests": len(rows) - len(both), "prescribed B12": len(both) - len(kept)},
        sha256=hashlib.sha256(raw).hexdigest(),
    )


def _is_one(cell: str) -> bool:
    return bool(cell) and float(cell) == 1.0
