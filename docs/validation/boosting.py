"""Gradient boosting with monotone constraints: a ceiling for what the same answers could give. Never shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

if TYPE_CHECKING:
    from collections.abc import Callable

    from survey import Bools, Floats, Survey

# +1: a larger value never lowers the score; -1: never raises it. Missing values have a branch of their own.
ASKED_COLUMNS = {"age": 1, "supplement_b12_mcg": -1, "milk_30d_freq": -1, "metformin_years": 1}
MORE_COLUMNS = {
    "diet_b12_mcg": -1,
    "walking_difficulty": 1,
    "vision_trouble": 1,
    "memory_confusion_PFQ057": 1,
    "thyroid_ever": 1,
    "alcohol_heavy": 1,
    "balance_any_BAQ010": 1,
    "tingling_3m_DIQ120": 1,
}


def boosted(survey: Survey, columns: dict[str, int]) -> Callable[[Bools, int], Floats]:
    """A function of (training set, index of the outcome) that fits there and scores everybody."""
    table = np.stack([_column(survey, name) for name in columns], axis=1)
    outcomes = (survey.outcomes["probable"], survey.outcomes["b12_221"])

    def score(training: Bools, which: int) -> Floats:
        model = HistGradientBoostingClassifier(
            max_iter=80,
            learning_rate=0.05,
            max_leaf_nodes=8,
            min_samples_leaf=40,
            l2_regularization=5.0,
            monotonic_cst=list(columns.values()),
            early_stopping=False,
            random_state=0,
        )
        weight = survey.weight / survey.weight.mean()
        model.fit(table[training], outcomes[which][training], sample_weight=weight[training])
        return np.asarray(model.predict_proba(table)[:, 1], dtype=np.float64)

    return score


def _column(survey: Survey, name: str) -> Floats:
    if name != "metformin_years":
        return survey.number[name]
    years = survey.number["metformin_days"] / 365.25
    return np.where(survey.is_one("metformin"), np.where(np.isnan(years), 0.0, years) + 0.01, 0.0)
