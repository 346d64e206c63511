"""Weighted shares, cuts, same-share comparisons and decision curves, each with bootstrap intervals.

`factors` is the matrix of bootstrap multipliers, shape (draws, units). Every share is in per cent. Nothing is rounded
here: a figure is rounded once, where it is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from measure import Interval, interval, tally, weight_by

if TYPE_CHECKING:
    from survey import Bools, Floats, Ints, Survey

Row = dict[str, object]
_ALL_DIGITS = 400  # more than any number has, so that nothing is rounded


def stored(found: Interval) -> dict[str, float | None]:
    """As it is written to the results, with every digit."""
    return found.as_dict(_ALL_DIGITS)


def by_unit(survey: Survey, who: Bools) -> Floats:
    """Weight of some people by sampling unit."""
    return weight_by(survey.unit, survey.weight * who, len(survey.stratum_of_unit))


def ratio(survey: Survey, factors: Floats, part: Bools, whole: Bools) -> Interval:
    """Weighted share of `whole` that is also in `part`, in per cent, with its interval."""
    above, below = by_unit(survey, part & whole), by_unit(survey, whole)
    draws_above, draws_below = factors @ above, factors @ below
    drawn = np.divide(100.0 * draws_above, draws_below, out=np.full(len(draws_below), np.nan), where=draws_below > 0)
    value = 100.0 * above.sum() / below.sum() if below.sum() > 0 else np.nan
    return interval(value, drawn)


def frequency_row(survey: Survey, factors: Floats, who: Bools, outcome: str) -> Row:
    """People, cases and weighted per cent with the outcome."""
    happened = survey.outcomes[outcome]
    everybody = np.ones(survey.people, dtype=bool)
    return {
        "people": int(who.sum()),
        "cases": int((who & happened).sum()),
        "per100": stored(ratio(survey, factors, happened, who)),
        "share": stored(ratio(survey, factors, who, everybody)),
    }


def cut_row(survey: Survey, factors: Floats, flagged: Bools, outcome: str, keep: Bools | None = None) -> Row:
    """What a yes/no rule does, among everybody or among those to keep."""
    everybody = np.ones(survey.people, dtype=bool) if keep is None else keep
    happened, flagged = survey.outcomes[outcome] & everybody, flagged & everybody
    ppv = ratio(survey, factors, happened, flagged)
    return {
        "flagged_people": int(flagged.sum()),
        "found_cases": int((flagged & happened).sum()),
        "flagged": stored(ratio(survey, factors, flagged, everybody)),
        "sensitivity": stored(ratio(survey, factors, flagged, happened)),
        "specificity": stored(ratio(survey, factors, ~flagged, everybody & ~happened)),
        "ppv": stored(ppv),
        "npv": stored(ratio(survey, factors, ~happened, everybody & ~flagged)),
        "number_needed_to_test": stored(_inverse(ppv)),
    }


def _inverse(share: Interval) -> Interval:
    def over(value: float) -> float:
        return 100.0 / value if value > 0 else float("nan")

    return Interval(over(share.value), over(share.high), over(share.low))


def same_share(
    survey: Survey, factors: Floats, points: Ints, rule: Bools, outcome: str, *, keep: Bools | None = None
) -> Row:
    """A yes/no rule and the score at the same share flagged, among everybody or those to keep: what each finds.

    The score flags everybody above a cut, and of those exactly at the cut the fraction that makes the shares equal.
    """
    counts = tally(survey, points, outcome, keep)
    rule = rule if keep is None else rule & keep
    happened = survey.outcomes[outcome]
    rule_cases, rule_all = by_unit(survey, rule & happened), by_unit(survey, rule)
    ones = np.ones((1, factors.shape[1]))
    found = []
    for multipliers in (ones, factors):
        cases, others = multipliers @ counts.cases, multipliers @ counts.others
        total_cases, everybody = cases.sum(axis=1), (cases + others).sum(axis=1)
        share = (multipliers @ rule_all) / everybody
        by_rule = (multipliers @ rule_cases) / total_cases
        by_score = _interpolated(cases, cases + others, share)
        found.append((100.0 * share, 100.0 * by_rule, 100.0 * by_score))
    (share, rule_value, score_value), (share_d, rule_d, score_d) = found
    return {
        "flagged": stored(interval(float(share[0]), share_d)),
        "rule": stored(interval(float(rule_value[0]), rule_d)),
        "score": stored(interval(float(score_value[0]), score_d)),
        "difference": stored(interval(float((score_value - rule_value)[0]), score_d - rule_d)),
    }


def _interpolated(cases: Floats, everybody: Floats, share: Floats) -> Floats:
    """Sensitivity at a share flagged, from the highest score downwards; arrays (draws, scores ascending)."""
    flagged = np.cumsum(everybody[:, ::-1], axis=1) / everybody.sum(axis=1, keepdims=True)
    found = np.cumsum(cases[:, ::-1], axis=1) / cases.sum(axis=1, keepdims=True)
    zero = np.zeros((len(share), 1))
    flagged, found = np.hstack([zero, flagged]), np.hstack([zero, found])
    rows = [np.interp(x, xs, ys) for x, xs, ys in zip(share, flagged, found, strict=True)]
    return np.asarray(rows, dtype=np.float64)


def net_benefit(survey: Survey, factors: Floats, flagged: Bools, outcome: str, threshold: float) -> Interval:
    """True positives minus weighed false positives, per 1000 people, at a threshold probability."""
    happened = survey.outcomes[outcome]
    odds = threshold / (1.0 - threshold)
    right, wrong = by_unit(survey, flagged & happened), by_unit(survey, flagged & ~happened)
    everybody = by_unit(survey, np.ones(survey.people, dtype=bool))
    drawn = (factors @ right - odds * (factors @ wrong)) / (factors @ everybody)
    value = (right.sum() - odds * wrong.sum()) / everybody.sum()
    return interval(1000.0 * float(value), 1000.0 * drawn)


def roc_points(survey: Survey, factors: Floats, score: Floats | Ints, outcome: str) -> Row:
    """The curve (per cent), and the interval of sensitivity over a grid of false-positive shares."""
    counts = tally(survey, score, outcome)
    grid = np.linspace(0.0, 1.0, 101)

    def curve(multipliers: Floats) -> tuple[Floats, Floats]:
        cases, others = multipliers @ counts.cases, multipliers @ counts.others
        zero = np.zeros((len(multipliers), 1))
        found = np.cumsum(cases[:, ::-1], axis=1) / cases.sum(axis=1, keepdims=True)
        false = np.cumsum(others[:, ::-1], axis=1) / others.sum(axis=1, keepdims=True)
        return np.hstack([zero, false]), np.hstack([zero, found])

    false, found = curve(np.ones((1, factors.shape[1])))
    drawn = np.array([np.interp(grid, xs, ys) for xs, ys in zip(*curve(factors), strict=True)])
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    return {
        "false_positive": (100.0 * false[0]).tolist(),
        "sensitivity": (100.0 * found[0]).tolist(),
        "grid": (100.0 * grid).tolist(),
        "low": (100.0 * low).tolist(),
        "high": (100.0 * high).tolist(),
    }
