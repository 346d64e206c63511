"""Derive the points on 2001-2004 and freeze them. Reads no other cycle.

Usage: python docs/validation/derive.py --data DIRECTORY [--out docs/validation]
Writes `derivation.json` (everything that was tried) and `frozen.json` (the points). Takes about ten minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from bands import ASKED, INTERACTIONS, OTHERS, SYMPTOMS, bands_of
from boosting import ASKED_COLUMNS, MORE_COLUMNS, boosted
from fitting import PRICE_OF_A_BAND, cost
from survey import DERIVE, read_survey
from trials import (
    BOTH,
    DROPPED_BANDS,
    MAIN_ONLY,
    SECOND_ONLY,
    UNITS,
    Trials,
    blend,
    rounding,
    searching,
    thin_out,
    unrounded,
)

if TYPE_CHECKING:
    from bands import Band
    from fitting import Patterns
    from trials import Method

TIE = 0.002
SHARES = {"both outcomes": BOTH, "main outcome": MAIN_ONLY, "second outcome": SECOND_ONLY}
HERE = Path(__file__).resolve().parent
MODULES = ("survey.py", "measure.py", "bands.py", "fitting.py", "trials.py", "boosting.py", "derive.py")

Row = dict[str, object]


def whole_point_methods() -> dict[str, Method]:
    """Every way of finding whole points that is tried, by name."""
    methods: dict[str, Method] = {}
    for words, shares in SHARES.items():
        methods |= {f"logistic rounded, {words}, unit {unit:g}": rounding(shares, unit) for unit in UNITS}
        methods[f"search, {words}"] = searching(shares, priced=False)
        methods[f"search with a price on bands, {words}"] = searching(shares, priced=True)
    return methods


def try_whole_points(trials: Trials, bands: tuple[Band, ...], everybody: Patterns) -> list[Row]:
    """Worth of each way of finding whole points, and the points it finds on everybody."""
    rows: list[Row] = []
    for name, method in whole_point_methods().items():
        points = method(everybody, bands).astype(np.int64)
        rows.append(
            {
                "name": name,
                **trials.worth(bands, method).as_dict(),
                "points": {band.name: int(value) for band, value in zip(bands, points, strict=True) if value},
                "points_max": int(points.sum()),
                "allowed": bool(np.isfinite(cost(points, bands))),
            }
        )
        say(f"{name}: {rows[-1]['merit']}")
    return rows


def choose(rows: list[Row]) -> Row:
    """The allowed row with the fewest points among those that tie with the best."""
    allowed = [row for row in rows if row["allowed"]]
    best = max(float(str(row["merit"])) for row in allowed)
    tied = [row for row in allowed if best - float(str(row["merit"])) < TIE]
    return min(tied, key=lambda row: (int(str(row["points_max"])), -float(str(row["merit"]))))


def try_questions(trials: Trials, bands: tuple[Band, ...]) -> list[Row]:
    """Worth of the unrounded model with a question more or fewer, and of the ceilings."""
    kept = tuple(band.name for band in bands)
    every = frozenset(band.name for band in bands_of(ASKED))
    left_out = every - frozenset(kept)
    method = unrounded(BOTH)

    def row(name: str, questions: tuple[str, ...]) -> Row:
        return {"name": name, **trials.worth(bands_of(questions, left_out), method).as_dict()}

    rows = [row("the four questions, chosen bands", ASKED)]
    full = trials.worth(bands_of(ASKED, DROPPED_BANDS), method)
    rows.append({"name": "the four questions, all bands", **full.as_dict()})
    rows += [row(f"without {name}", tuple(q for q in ASKED if q != name)) for name in ASKED]
    more = (*SYMPTOMS, *OTHERS, "sex", "recall", *INTERACTIONS)
    rows += [row(f"with {name}", (*ASKED, name)) for name in more]
    rows.append(row("with all symptoms", (*ASKED, *SYMPTOMS)))
    rows.append(row("with gait, vision and recall", (*ASKED, "gait", "vision", "recall")))
    for name, shares in SHARES.items():
        rows.append({"name": f"unrounded, {name}", **trials.worth(bands, unrounded(shares)).as_dict()})
    with_sex = bands_of((*ASKED, "sex"), left_out)
    for unit in UNITS:
        worth = trials.worth(with_sex, rounding(BOTH, unit))
        rows.append({"name": f"with sex, rounded, unit {unit:g}", **worth.as_dict()})
    for name, columns in (("asked", ASKED_COLUMNS), ("asked and more", ASKED_COLUMNS | MORE_COLUMNS)):
        worth = trials.worth_of_scores(boosted(trials.survey, columns))
        rows.append({"name": f"monotone gradient boosting, {name}", **worth.as_dict()})
        say(f"{rows[-1]}")
    return rows


def script_hash() -> str:
    """SHA-256 over the modules of the derivation, in order, each with its name."""
    digest = hashlib.sha256()
    for name in MODULES:
        digest.update(name.encode() + b"\0" + (HERE / name).read_bytes() + b"\0")
    return digest.hexdigest()


def say(text: str) -> None:
    """Progress, for the person who waits."""
    sys.stderr.write(text + "\n")


def main() -> None:
    """Derive, report what was tried, freeze."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory of the survey tables")
    parser.add_argument("--out", type=Path, default=HERE)
    arguments = parser.parse_args()
    survey = read_survey(arguments.data / DERIVE)
    trials = Trials(survey)
    bands, steps = thin_out(trials, ASKED, PRICE_OF_A_BAND)
    say(f"bands kept: {', '.join(band.name for band in bands)}")
    everybody = trials.patterns(bands)
    rows = try_whole_points(trials, bands, everybody)
    chosen = choose(rows)
    points = chosen["points"]
    frozen = {
        "bands": [{"question": band.question, "name": band.name} for band in bands],
        "points": points,
        "points_max": chosen["points_max"],
        "method": chosen["name"],
        "people": survey.people,
        "cases": int(survey.outcomes["probable"].sum()),
        "cases_second": int(survey.outcomes["b12_221"].sum()),
        "left_out": survey.left_out,
        "data": {DERIVE: survey.sha256},
        "script_sha256": script_hash(),
    }
    _write(arguments.out / "frozen.json", frozen)
    say(f"frozen: {chosen['name']}: {points}")
    coefficients = {
        words: {band.name: round(float(value), 3) for band, value in zip(bands, blend(everybody, shares), strict=True)}
        for words, shares in SHARES.items()
    }
    tried = {
        "thinning": steps,
        "coefficients": coefficients,
        "whole points": rows,
        "questions": try_questions(trials, bands),
        "apparent": {
            "probable": round(everybody.merit(_vector(points, bands), MAIN_ONLY), 4),
            "b12_221": round(everybody.merit(_vector(points, bands), SECOND_ONLY), 4),
        },
    }
    _write(arguments.out / "derivation.json", tried)


def _vector(points: object, bands: tuple[Band, ...]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    values = points if isinstance(points, dict) else {}
    return np.array([int(values.get(band.name, 0)) for band in bands], dtype=np.int64)


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
