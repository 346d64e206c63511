"""How well the frequencies of 2001-2004 foretell those of 2011-2014, and the intercepts of the models.

Two forecasts: the frequency at each number of points, and a logistic model with the points as its only term. In the
intervals both eras are drawn anew, each on its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from bands import Band, membership
from measure import SEED, draws_of, interval, tally
from rates import stored
from trials import BOTH, MAIN_ONLY, SECOND_ONLY, Trials, blend

if TYPE_CHECKING:
    from survey import Floats, Ints, Survey

Row = dict[str, object]
OUTCOMES = ("probable", "b12_221")
KINDS = {"both outcomes": BOTH, "main outcome": MAIN_ONLY, "second outcome": SECOND_ONLY}
ROUNDS = 40


def never_falling(cases: Floats, everybody: Floats) -> Floats:
    """Frequency at each number of points, made never to fall: neighbours that would are pooled."""
    blocks: list[tuple[float, float, int]] = []
    for happened, weight in zip(cases, everybody, strict=True):
        blocks.append((float(happened), float(weight), 1))
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            last, before = blocks.pop(), blocks.pop()
            blocks.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    return np.concatenate([np.full(width, part / whole if whole else 0.0) for part, whole, width in blocks])


def histograms(survey: Survey, points: Ints, most: int, outcome: str) -> tuple[Floats, Floats]:
    """Weight of cases and of everybody by sampling unit and number of points, each (units, most + 1)."""
    counts = tally(survey, points, outcome)
    cases, everybody = (np.zeros((len(survey.stratum_of_unit), most + 1)) for _ in range(2))
    place = counts.values.astype(np.int64)
    cases[:, place] = counts.cases
    everybody[:, place] = counts.cases + counts.others
    return cases, everybody


def line_of(cases: Floats, everybody: Floats, terms: Floats) -> Floats:
    """Intercept and slope of a logistic model with one term, for each draw (rows); Newton's steps. (draws, 2)."""
    share = cases.sum(axis=1) / everybody.sum(axis=1)
    line = np.stack([np.log(share / (1 - share)), np.zeros(len(share))], axis=1)
    for _ in range(ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-(line[:, :1] + line[:, 1:] * terms)))
        rest, spread = cases - everybody * chance, everybody * chance * (1 - chance)
        slope = np.stack([rest.sum(axis=1), (rest * terms).sum(axis=1)], axis=1)
        a, b, c = spread.sum(axis=1), (spread * terms).sum(axis=1), (spread * terms**2).sum(axis=1)
        room = a * c - b * b
        line = line + np.stack(
            [(c * slope[:, 0] - b * slope[:, 1]) / room, (a * slope[:, 1] - b * slope[:, 0]) / room], axis=1
        )
    return line


def level_of(cases: Floats, everybody: Floats, offset: Floats) -> Floats:
    """What to add to the offset (log odds) so that as many are expected as were found; one for each draw."""
    add = np.zeros(len(cases))
    for _ in range(ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-(add[:, None] + offset)))
        add = add + (cases - everybody * chance).sum(axis=1) / (everybody * chance * (1 - chance)).sum(axis=1)
    return add


def calibration(earlier: Survey, earlier_points: Ints, later: Survey, later_points: Ints, most: int) -> Row:
    """Observed and expected, intercept and slope for each outcome: made in the earlier sample, tried in the later."""
    draws = (draws_of(earlier.stratum_of_unit, seed=SEED + 1), draws_of(later.stratum_of_unit))
    return {
        outcome: _one(
            histograms(earlier, earlier_points, most, outcome), histograms(later, later_points, most, outcome), draws
        )
        for outcome in OUTCOMES
    }


def _one(then: tuple[Floats, Floats], now: tuple[Floats, Floats], draws: tuple[Floats, Floats]) -> Row:
    terms = np.arange(then[0].shape[1], dtype=np.float64)

    def figures(before: Floats, after: Floats) -> dict[str, Floats]:
        cases, everybody = before @ then[0], before @ then[1]
        found, people = after @ now[0], after @ now[1]
        risks = np.stack([never_falling(*pair) for pair in zip(cases, everybody, strict=True)])
        observed = 100.0 * found.sum(axis=1) / people.sum(axis=1)
        expected = 100.0 * (risks * people).sum(axis=1) / people.sum(axis=1)
        made = line_of(cases, everybody, terms)
        offset = made[:, :1] + made[:, 1:] * terms
        return {
            "observed": observed,
            "expected": expected,
            "observed_over_expected": observed / expected,
            "line_intercept": made[:, 0],
            "line_slope": made[:, 1],
            "intercept": level_of(found, people, offset),
            "slope": line_of(found, people, offset)[:, 1],
        }

    once = figures(*(np.ones((1, each.shape[1])) for each in draws))
    drawn = figures(*draws)
    return {name: stored(interval(float(once[name][0]), drawn[name])) for name in once}


def levels_higher(by_points: list[Row], before: list[Row]) -> int:
    """At how many numbers of points the later frequency is the higher one."""
    return sum(_share(row) > _share(then) for row, then in zip(by_points, before, strict=True))


def _share(row: Row) -> float:
    named = row["per100"]
    return float(named["value"]) if isinstance(named, dict) else float("nan")


def intercepts(earlier: Survey, frozen: Row) -> Row:
    """The intercept that belongs to each column of coefficients, for each outcome it is used for."""
    listed = frozen["bands"]
    if not isinstance(listed, list):
        raise TypeError("frozen.json: bands")
    bands = tuple(Band(str(each["question"]), str(each["name"])) for each in listed)
    patterns = Trials(earlier).patterns(bands)
    members = membership(earlier, bands).astype(np.float64)
    found: Row = {}
    for kind, shares in KINDS.items():
        offset = (members @ blend(patterns, shares))[None, :]
        found[kind] = {
            outcome: float(level_of((earlier.weight * happened)[None, :], earlier.weight[None, :], offset)[0])
            for outcome, happened in ((name, earlier.outcomes[name]) for name in OUTCOMES)
        }
    return found
