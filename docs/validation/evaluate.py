"""Measure the points that the program gave to the people of 2011-2014.

Usage: python docs/validation/evaluate.py --data DIRECTORY --scores SCORES.csv [--out docs/validation]
SCORES.csv is what `b12desk score --table` wrote. Writes `results.json` and the figures.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from bands import Band, membership
from calibration import calibration, histograms, intercepts, levels_higher, never_falling
from groups import band_rows, bands_by_group, sensitivity, subgroups
from measure import DRAWS, SEED, draws_of, interval, tally
from people import mean_age, people_rows, unadjusted
from rates import cut_row, frequency_row, net_benefit, roc_points, same_share, stored
from survey import DERIVE, REPORT, read_survey

if TYPE_CHECKING:
    from survey import Bools, Floats, Ints, Survey

HERE = Path(__file__).resolve().parent
OUTCOMES = ("probable", "b12_221", "b12_148", "functional")
MEASURED = OUTCOMES[:2]
FLAGGED_BY_GUIDELINE = frozenset({"urgent", "known-cause", "offer-test", "consider-test", "clinical-judgement"})
THRESHOLDS = tuple(round(0.005 * step, 3) for step in range(2, 25))
BAR = {"probable": 0.69, "b12_221": 0.64}

Row = dict[str, object]


class Scores:
    """What the program wrote, in the order of the survey's people."""

    def __init__(self, path: Path, survey: Survey) -> None:
        with path.open(newline="", encoding="utf-8") as file:
            rows = {row["id"]: row for row in csv.DictReader(file)}
        lines = [rows[seqn] for seqn in survey.text["seqn"]]
        self.low: Ints = np.array([int(line["points_low"]) for line in lines], dtype=np.int64)
        self.high: Ints = np.array([int(line["points_high"]) for line in lines], dtype=np.int64)
        self.applies: list[str] = [line["applies"] for line in lines]
        self.guideline: Bools = np.array([line["recommendation"] in FLAGGED_BY_GUIDELINE for line in lines])
        self.insufficient: Bools = np.array([line["recommendation"] == "insufficient" for line in lines])
        self.recommendations: list[str] = [line["recommendation"] for line in lines]


def frozen_points(survey: Survey, frozen: dict[str, object], *, high: bool = False) -> Ints:
    """The frozen points reckoned from the survey's columns: a check on the program, and the points of 2001-2004."""
    listed = frozen["bands"]
    points = frozen["points"]
    if not isinstance(listed, list) or not isinstance(points, dict):
        raise TypeError("frozen.json: bands or points")
    bands = tuple(Band(str(each["question"]), str(each["name"])) for each in listed)
    vector = np.array([int(points.get(band.name, 0)) for band in bands], dtype=np.int64)
    return np.asarray(membership(survey, bands, high=high).astype(np.int64) @ vector, dtype=np.int64)


def areas(survey: Survey, factors: Floats, points: Ints) -> Row:
    """Areas under the curve of the score and of the two baselines, and the differences, for each outcome."""
    baselines = {"age": survey.number["age"], "no_supplement": survey.number["b12_supplement"] == 0.0}
    found: Row = {}
    for outcome in OUTCOMES:
        score = tally(survey, points, outcome)
        value, drawn = score.auc(), score.draw_auc(factors)
        row: Row = {"cases": int(survey.outcomes[outcome].sum()), "score": stored(interval(value, drawn))}
        for name, column in baselines.items():
            base = tally(survey, column.astype(float), outcome)
            base_value, base_drawn = base.auc(), base.draw_auc(factors)
            row[name] = stored(interval(base_value, base_drawn))
            row[f"minus_{name}"] = stored(interval(value - base_value, drawn - base_drawn))
        if outcome in BAR:
            row["bar"] = BAR[outcome]
            row["bar_met"] = bool(value >= BAR[outcome])
        found[outcome] = row
    return found


def decision_curve(
    survey: Survey, factors: Floats, points: Ints, risk: dict[int, float], rules: dict[str, Bools]
) -> Row:
    """Net benefit per 1000 people at each threshold. The score's risks are the frequencies of 2001-2004."""
    expected = np.array([risk[int(value)] for value in points])
    everybody = np.ones(survey.people, dtype=bool)
    rows = []
    for threshold in THRESHOLDS:
        row: Row = {"threshold": threshold}
        flagged = {"score": expected >= threshold, "everybody": everybody, **rules}
        for name, who in flagged.items():
            row[name] = stored(net_benefit(survey, factors, who, "probable", threshold))
        rows.append(row)
    return {"unit": "net true positives per 1000 people", "rows": rows}


def risks_of(survey: Survey, points: Ints, most: int) -> dict[int, float]:
    """Weighted frequency of the main outcome at each number of points, made never to fall (pooled neighbours)."""
    cases, everybody = histograms(survey, points, most, "probable")
    return dict(enumerate(never_falling(cases.sum(axis=0), everybody.sum(axis=0)).tolist()))


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory of the survey tables")
    parser.add_argument("--scores", type=Path, required=True, help="what b12desk score --table wrote")
    parser.add_argument("--out", type=Path, default=HERE)
    arguments = parser.parse_args()
    frozen = json.loads((arguments.out / "frozen.json").read_text(encoding="utf-8"))
    most = int(frozen["points_max"])
    earlier = read_survey(arguments.data / DERIVE)
    survey = read_survey(arguments.data / REPORT)
    factors, earlier_factors = draws_of(survey.stratum_of_unit), draws_of(earlier.stratum_of_unit)
    scores = Scores(arguments.scores, survey)
    earlier_points = frozen_points(earlier, frozen)
    own = frozen_points(survey, frozen)
    risks = risks_of(earlier, earlier_points, most)
    everybody = np.ones(survey.people, dtype=bool)
    rules = {"guideline": scores.guideline, "over_60": survey.number["age"] > 60}
    compared = [(name, who, everybody) for name, who in rules.items()]
    compared.insert(1, ("guideline_answered", scores.guideline, ~scores.insufficient))
    points = scores.low
    by_points = _by_points(survey, factors, points, most)
    by_points_before = _by_points(earlier, earlier_factors, earlier_points, most)
    results: Row = {
        "bootstrap": {"draws": DRAWS, "seed": SEED, "units": len(survey.stratum_of_unit)},
        "data": {DERIVE: earlier.sha256, REPORT: survey.sha256},
        "frozen": frozen,
        "people": survey.people,
        "left_out": survey.left_out,
        "applies": {word: scores.applies.count(word) for word in sorted(set(scores.applies))},
        "with_a_range": int((scores.low != scores.high).sum()),
        "differs_from_the_survey_columns": int((points != own).sum()),
        "overall": {outcome: frequency_row(survey, factors, everybody, outcome) for outcome in OUTCOMES},
        "overall_derivation": {
            outcome: frequency_row(earlier, earlier_factors, np.ones(earlier.people, dtype=bool), outcome)
            for outcome in OUTCOMES
        },
        "areas": areas(survey, factors, points),
        "areas_derivation": areas(earlier, earlier_factors, earlier_points),
        "people_of": people_rows({"before": (earlier, earlier_factors), "after": (survey, factors)}),
        "mean_age": {"before": mean_age(earlier, earlier_factors), "after": mean_age(survey, factors)},
        "unadjusted": unadjusted(earlier, earlier_factors),
        "intercepts": intercepts(earlier, frozen),
        "calibration": calibration(earlier, earlier_points, survey, points, most),
        "levels_higher": levels_higher(by_points, by_points_before),
        "levels": len(by_points),
        "by_points": by_points,
        "by_points_derivation": by_points_before,
        "bands": band_rows(survey, factors, points, most),
        "bands_derivation": band_rows(earlier, earlier_factors, earlier_points, most),
        "cuts": [
            {"at_least": cut, **cut_row(survey, factors, points >= cut, "probable")} for cut in range(1, most + 1)
        ],
        "insufficient": frequency_row(survey, factors, scores.insufficient, "probable"),
        "rules": {name: cut_row(survey, factors, who, "probable", keep) for name, who, keep in compared},
        "same_share": {
            name: {outcome: same_share(survey, factors, points, who, outcome, keep=keep) for outcome in MEASURED}
            for name, who, keep in compared
        },
        "recommendations": {word: scores.recommendations.count(word) for word in sorted(set(scores.recommendations))},
        "decision": decision_curve(survey, factors, points, risks, rules),
        "derivation_risks": {str(value): risk for value, risk in risks.items()},
        "groups": subgroups(survey, factors, points),
        "bands_by_group": bands_by_group(survey, factors, points, most),
        "sensitivity": sensitivity(survey, factors, points, scores.high),
        "roc": {
            outcome: {
                "score": roc_points(survey, factors, points, outcome),
                "age": roc_points(survey, factors, survey.number["age"], outcome),
            }
            for outcome in MEASURED
        },
    }
    path = arguments.out / "results.json"
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _by_points(survey: Survey, factors: Floats, points: Ints, most: int) -> list[Row]:
    return [
        {
            "points": value,
            **frequency_row(survey, factors, points == value, "probable"),
            "b12_221": frequency_row(survey, factors, points == value, "b12_221")["per100"],
        }
        for value in range(most + 1)
    ]


if __name__ == "__main__":
    main()
