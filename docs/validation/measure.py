"""Weighted measures of a whole-number score, and the bootstrap of whole sampling units.

Everything works on histograms: weight of people by unit, score and outcome. A bootstrap draw is one matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from survey import Bools, Floats, Ints, Survey

DRAWS = 2000
SEED = 20261122


def weight_by(place: Ints, weight: Floats, width: int) -> Floats:
    """Sum of the weights at each place, shape (width,)."""
    return np.asarray(np.bincount(place, weight, width), dtype=np.float64)


def auc_of_histograms(cases: Floats, others: Floats) -> Floats:
    """Area under the curve from weights by score (last axis, ascending); ties count half. Shape: the leading axes."""
    below = np.cumsum(others, axis=-1) - others
    won = (cases * (below + 0.5 * others)).sum(axis=-1)
    total = cases.sum(axis=-1) * others.sum(axis=-1)
    return np.asarray(np.divide(won, total, out=np.full_like(won, np.nan), where=total > 0), dtype=np.float64)


def auc(score: Floats | Ints, outcome: Bools, weight: Floats) -> float:
    """Weighted area under the curve of any numeric score."""
    values, place = np.unique(score, return_inverse=True)
    cases = weight_by(place, weight * outcome, len(values))
    others = weight_by(place, weight * ~outcome, len(values))
    return float(auc_of_histograms(cases, others))


def draws_of(stratum_of_unit: Ints, count: int = DRAWS, seed: int = SEED) -> Floats:
    """Multipliers of the weights, shape (count, units), by the Rao-Wu rescaled bootstrap."""
    generator = np.random.default_rng(seed)
    factors = np.ones((count, len(stratum_of_unit)))
    for stratum in np.unique(stratum_of_unit):
        members = np.flatnonzero(stratum_of_unit == stratum)
        size = len(members)
        if size < 2:
            continue  # a lone unit stays in every draw
        chosen = generator.integers(0, size, (count, size - 1))
        times = np.stack([(chosen == index).sum(axis=1) for index in range(size)], axis=1)
        factors[:, members] = times * size / (size - 1)
    return factors


@dataclass(frozen=True)
class Interval:
    """An estimate and its 95 % interval."""

    value: float
    low: float
    high: float

    def as_dict(self, digits: int = 4) -> dict[str, float | None]:
        """Rounded, for the results file; None where there is no number."""
        named = {"value": self.value, "low": self.low, "high": self.high}
        return {name: round(number, digits) if np.isfinite(number) else None for name, number in named.items()}


def interval(value: float, draws: Floats) -> Interval:
    """Percentile interval of the draws; draws without a value are left out."""
    usable = draws[np.isfinite(draws)]
    low, high = np.percentile(usable, [2.5, 97.5]) if len(usable) else (np.nan, np.nan)
    return Interval(float(value), float(low), float(high))


@dataclass(frozen=True)
class Tally:
    """Weights by sampling unit and score, for cases and for others; the raw material of every measure."""

    values: Floats  # the distinct scores, ascending
    cases: Floats  # (units, scores)
    others: Floats  # (units, scores)

    def draw_auc(self, factors: Floats) -> Floats:
        """Area under the curve in each draw."""
        return auc_of_histograms(factors @ self.cases, factors @ self.others)

    def auc(self) -> float:
        """Area under the curve with everybody."""
        return float(auc_of_histograms(self.cases.sum(axis=0), self.others.sum(axis=0)))


def tally(survey: Survey, score: Floats | Ints, outcome: str, keep: Bools | None = None) -> Tally:
    """Tally a score against an outcome, for everybody or for those to keep."""
    kept = np.ones(survey.people, dtype=bool) if keep is None else keep
    values, place = np.unique(score[kept], return_inverse=True)
    weight, happened = survey.weight[kept], survey.outcomes[outcome][kept]
    units, width = len(survey.stratum_of_unit), len(values)
    cell = survey.unit[kept] * width + place
    shape = (units, width)
    cases = weight_by(cell, weight * happened, units * width).reshape(shape)
    others = weight_by(cell, weight * ~happened, units * width).reshape(shape)
    return Tally(values.astype(float), cases, others)
