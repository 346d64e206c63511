"""From bands to numbers: non-negative logistic regression, rounding, and a search for whole points.

All of it works on patterns: people with the same bands are counted together, cases and others by weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from measure import auc_of_histograms, weight_by

if TYPE_CHECKING:
    from bands import Band
    from survey import Bools, Floats, Ints

MOST_POINTS_A_QUESTION = 5
MOST_POINTS = 15
PRICE_OF_A_QUESTION = 0.005
PRICE_OF_A_BAND = 0.002


@dataclass(frozen=True)
class Patterns:
    """Distinct answers with the weight of cases and others for each outcome."""

    members: Ints  # (patterns, bands), 0 or 1
    cases: tuple[Floats, ...]  # one array for each outcome
    others: tuple[Floats, ...]

    def merit(self, points: Floats | Ints, shares: tuple[float, ...]) -> float:
        """Weighted mean of the areas under the curve; `shares` of the outcomes sum to one."""
        score = self.members @ points
        values, place = np.unique(score, return_inverse=True)
        width = len(values)
        total = 0.0
        for cases, others, share in zip(self.cases, self.others, shares, strict=True):
            if share:
                area = auc_of_histograms(weight_by(place, cases, width), weight_by(place, others, width))
                total += share * float(area)
        return total


def patterns_of(members: Bools, outcomes: tuple[Bools, ...], weight: Floats) -> Patterns:
    """Count people with the same answers together; weights are scaled to mean 1."""
    weight = weight / weight.mean()
    distinct, place = np.unique(members.astype(np.int64), axis=0, return_inverse=True)
    place = place.ravel()
    width = len(distinct)
    return Patterns(
        distinct,
        tuple(weight_by(place, weight * happened, width) for happened in outcomes),
        tuple(weight_by(place, weight * ~happened, width) for happened in outcomes),
    )


def logistic(patterns: Patterns, which: int, ridge: float, *, rounds: int = 600) -> Floats:
    """Coefficients not below zero for one outcome (accelerated projected gradient); without the intercept.

    `ridge` is in units of people.
    """
    members = np.column_stack([np.ones(len(patterns.members)), patterns.members])
    cases, others = patterns.cases[which], patterns.others[which]
    both = cases + others
    scale = 1.0 / both.sum()
    penalty = np.full(members.shape[1], ridge * scale)
    penalty[0] = 0.0
    curvature = 0.25 * np.linalg.eigvalsh((members.T * (both * scale)) @ members)[-1] + ridge * scale
    share = cases.sum() / both.sum()
    now = np.zeros(members.shape[1])
    now[0] = np.log(share / (1 - share))
    ahead, pace = now.copy(), 1.0
    for _ in range(rounds):
        chance = 1.0 / (1.0 + np.exp(-(members @ ahead)))
        slope = members.T @ ((both * chance - cases) * scale) + penalty * ahead
        after = ahead - slope / curvature
        after[1:] = np.maximum(after[1:], 0.0)
        quicker = 0.5 * (1.0 + np.sqrt(1.0 + 4.0 * pace * pace))
        ahead = after + (pace - 1.0) / quicker * (after - now)
        now, pace = after, quicker
    return now[1:]


def rounded(coefficients: Floats, bands: tuple[Band, ...], unit: float) -> Ints:
    """Whole points of each band: what a question adds up to, divided by the unit, is rounded at each of its bands."""
    points = np.zeros(len(bands), dtype=np.int64)
    reached: dict[str, tuple[float, int]] = {}
    for index, band in enumerate(bands):
        total, given = reached.get(band.question, (0.0, 0))
        total += float(coefficients[index])
        points[index] = int(np.floor(total / unit + 0.5)) - given
        reached[band.question] = (total, given + int(points[index]))
    return points


def cost(points: Ints, bands: tuple[Band, ...]) -> float:
    """Price of the questions and bands in use, in units of merit; infinite if a limit of the protocol is broken."""
    used: dict[str, list[int]] = {}
    for band, value in zip(bands, points, strict=True):
        if value:
            used.setdefault(band.question, []).append(int(value))
    sums = [sum(values) for values in used.values()]
    if sum(sums) > MOST_POINTS or any(total > MOST_POINTS_A_QUESTION for total in sums):
        return float("inf")
    extra = sum(len(values) - 1 for values in used.values())
    return PRICE_OF_A_QUESTION * len(used) + PRICE_OF_A_BAND * extra + 1e-5 * sum(sums)


def search(
    patterns: Patterns, bands: tuple[Band, ...], shares: tuple[float, ...], starts: list[Ints], *, priced: bool
) -> Ints:
    """Whole points that maximise merit (minus cost if priced), by coordinate search from several starts."""

    def value(points: Ints) -> float:
        price = cost(points, bands)
        if not np.isfinite(price):
            return -np.inf
        return patterns.merit(points, shares) - (price if priced else 0.0)

    best, best_value = np.zeros(len(bands), dtype=np.int64), -np.inf
    for start in starts:
        points, worth = start.copy(), value(start)
        while True:
            tried = [(value(candidate), candidate) for candidate in _neighbours(points)]
            top, candidate = max(tried, key=lambda pair: pair[0])
            if top <= worth + 1e-9:
                break
            points, worth = candidate, top
        if worth > best_value:
            best, best_value = points, worth
    return best


def _neighbours(points: Ints) -> list[Ints]:
    """One point more or fewer somewhere, or one point moved from a band to another."""
    steps = np.eye(len(points), dtype=np.int64)
    moves = [points + step for step in steps]
    moves += [points - step for step, value in zip(steps, points, strict=True) if value > 0]
    for giver in np.flatnonzero(points):
        moves += [points - steps[giver] + steps[taker] for taker in range(len(points)) if taker != giver]
    return moves
