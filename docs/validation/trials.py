"""Cross-validation inside 2001-2004: the folds, the ways of finding numbers, and what each is worth out of sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from bands import bands_of, membership
from fitting import logistic, patterns_of, rounded, search
from measure import auc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bands import Band
    from fitting import Patterns
    from survey import Bools, Floats, Ints, Survey

    Method = Callable[[Patterns, tuple[Band, ...]], Floats | Ints]

OUTCOMES = ("probable", "b12_221")
BOTH = (0.5, 0.5)
MAIN_ONLY = (1.0, 0.0)
SECOND_ONLY = (0.0, 1.0)
REPEATS = 4
FOLDS = 5
RIDGE = 3.0
UNITS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.8)
FIXED_BANDS = frozenset({"metformin now", "metformin>=4y"})
DROPPED_BANDS = frozenset({"metformin>=1y", "metformin>=2y", "metformin>=10y"})


@dataclass(frozen=True)
class Worth:
    """Mean out-of-sample areas under the curve."""

    main: float
    second: float

    @property
    def merit(self) -> float:
        """The protocol's figure of merit."""
        return 0.5 * (self.main + self.second)

    def as_dict(self) -> dict[str, float]:
        """Rounded, for the results file."""
        return {"probable": round(self.main, 4), "b12_221": round(self.second, 4), "merit": round(self.merit, 4)}


class Trials:
    """One survey with its folds. Every trial sees the same folds."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.outcomes: tuple[Bools, ...] = tuple(survey.outcomes[name] for name in OUTCOMES)
        self.folds = tuple(self._training_sets())

    def _training_sets(self) -> Iterator[Bools]:
        units = len(self.survey.stratum_of_unit)
        for repeat in range(REPEATS):
            part = np.random.default_rng(100 + repeat).permutation(units) % FOLDS
            for fold in range(FOLDS):
                yield part[self.survey.unit] != fold

    def patterns(self, bands: tuple[Band, ...], keep: Bools | None = None) -> Patterns:
        """Patterns of everybody, or of those to keep."""
        kept = np.ones(self.survey.people, dtype=bool) if keep is None else keep
        members = membership(self.survey, bands)[kept]
        return patterns_of(members, tuple(outcome[kept] for outcome in self.outcomes), self.survey.weight[kept])

    def worth(self, bands: tuple[Band, ...], method: Method) -> Worth:
        """Find numbers on each training set, measure them on the units left out, average."""
        areas = []
        for training in self.folds:
            numbers = method(self.patterns(bands, training), bands)
            rest = self.patterns(bands, ~training)
            areas.append((rest.merit(numbers, MAIN_ONLY), rest.merit(numbers, SECOND_ONLY)))
        main, second = np.mean(areas, axis=0)
        return Worth(float(main), float(second))

    def worth_of_scores(self, score: Callable[[Bools, int], Floats]) -> Worth:
        """The same for a model that scores everybody after fitting: score(training set, outcome index)."""
        areas = []
        for training in self.folds:
            both = [
                auc(score(training, which)[~training], outcome[~training], self.survey.weight[~training])
                for which, outcome in enumerate(self.outcomes)
            ]
            areas.append(both)
        main, second = np.mean(areas, axis=0)
        return Worth(float(main), float(second))


def blend(patterns: Patterns, shares: tuple[float, ...], ridge: float = RIDGE) -> Floats:
    """Coefficients of the logistic models of the outcomes, averaged by shares."""
    parts = [share * logistic(patterns, which, ridge) for which, share in enumerate(shares) if share]
    return np.asarray(np.sum(parts, axis=0), dtype=np.float64)


def unrounded(shares: tuple[float, ...], ridge: float = RIDGE) -> Method:
    """Non-negative logistic coefficients as they are."""
    return lambda patterns, _bands: blend(patterns, shares, ridge)


def rounding(shares: tuple[float, ...], unit: float) -> Method:
    """The same, divided by a unit and rounded."""
    return lambda patterns, bands: rounded(blend(patterns, shares), bands, unit)


def searching(shares: tuple[float, ...], *, priced: bool) -> Method:
    """Whole points searched directly, with or without the price of bands and questions."""

    def find(patterns: Patterns, bands: tuple[Band, ...]) -> Ints:
        coefficients = blend(patterns, shares)
        starts = [rounded(coefficients, bands, unit) for unit in (0.4, 0.5, 0.6)]
        return search(patterns, bands, shares, starts, priced=priced)

    return find


def thin_out(
    trials: Trials, questions: tuple[str, ...], price: float
) -> tuple[tuple[Band, ...], list[dict[str, object]]]:
    """Leave out bands one by one, cheapest first, while each costs less than the price: what stays, and the steps."""
    left: frozenset[str] = DROPPED_BANDS
    method = unrounded(BOTH)
    now = trials.worth(bands_of(questions, left), method)
    steps: list[dict[str, object]] = [{"left out": "nothing", **now.as_dict()}]
    while True:
        open_bands = [band for band in bands_of(questions, left) if band.name not in FIXED_BANDS]
        tried = {band.name: trials.worth(bands_of(questions, left | {band.name}), method) for band in open_bands}
        name = max(tried, key=lambda key: tried[key].merit)
        if now.merit - tried[name].merit >= price:
            return bands_of(questions, left), steps
        left, now = left | {name}, tried[name]
        steps.append({"left out": name, **now.as_dict()})
