"""The candidate predictors as nested bands: each is a yes/no that holds for every more severe answer too.

A missing answer is in no band, so that it earns the fewest points. `high=True` turns that round: a missing answer is in
every band, for the upper end of the range.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from survey import Bools, Floats, Survey

DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Band:
    """One band of one question: `name` is unique, `question` groups the bands, from the widest to the narrowest."""

    question: str
    name: str


AGES = (40, 50, 60, 65, 70, 75)
DOSES = (100.0, 25.0, 12.0, 6.0, 2.5)  # µg a day: at most so much
MILK = ((2, "less than daily"), (1, "rarely or never"), (0, "never"))
METFORMIN_YEARS = (1, 2, 4, 10)
RECALLS = (4.0, 3.0, 2.0, 1.0)  # µg a day: under so much
SYMPTOMS = {
    "gait": "walking_difficulty",
    "balance": "balance_any_BAQ010",
    "paraesthesia": "tingling_3m_DIQ120",
    "vision": "vision_trouble",
    "cognition": "memory_confusion_PFQ057",
}
OTHERS = {"thyroid": "thyroid_ever", "alcohol": "alcohol_heavy"}

ASKED = ("age", "supplement", "milk", "metformin")
INTERACTIONS = ("metformin x acid blocker", "old x no supplement", "no supplement x no milk")
QUESTIONS = (*ASKED, *SYMPTOMS, *OTHERS, "sex", "recall", *INTERACTIONS)


def bands_of(questions: Iterable[str], leave: frozenset[str] = frozenset()) -> tuple[Band, ...]:
    """The candidate bands of some questions, widest first, without those to leave out.

    Raises:
        KeyError: no such question.

    """
    names: dict[str, list[str]] = {
        "age": [f"age>={age}" for age in AGES],
        "supplement": [*(f"dose<={dose:g}" for dose in DOSES), "no supplement"],
        "milk": [f"milk {words}" for _, words in MILK],
        "metformin": ["metformin now", *(f"metformin>={years}y" for years in METFORMIN_YEARS)],
        "recall": [f"recall<{micrograms:g}" for micrograms in RECALLS],
        "sex": ["female"],
        **{name: [name] for name in (*SYMPTOMS, *OTHERS, *INTERACTIONS)},
    }
    return tuple(Band(q, name) for q in questions for name in names[q] if name not in leave)


def membership(survey: Survey, bands: tuple[Band, ...], *, high: bool = False) -> Bools:
    """Who is in which band, shape (people, bands)."""
    columns = _all_columns(survey, high=high)
    return np.stack([columns[band.name] for band in bands], axis=1)


def _all_columns(survey: Survey, *, high: bool) -> dict[str, Bools]:
    def up_to(name: str, limit: float) -> Bools:
        return _compare(survey.number[name], -limit, sign=-1.0, high=high)

    def at_least(name: str, limit: float) -> Bools:
        return _compare(survey.number[name], limit, sign=1.0, high=high)

    columns = {f"age>={age}": at_least("age", age) for age in AGES}
    columns |= {f"dose<={dose:g}": up_to("supplement_b12_mcg", dose) for dose in DOSES}
    columns["no supplement"] = up_to("b12_supplement", 0)
    columns |= {f"milk {words}": up_to("milk_30d_freq", frequency) for frequency, words in MILK}
    metformin = at_least("metformin", 1)
    columns["metformin now"] = metformin
    for years in METFORMIN_YEARS:
        columns[f"metformin>={years}y"] = metformin & at_least("metformin_days", years * DAYS_A_YEAR)
    recall = survey.number["diet_b12_mcg"]
    columns |= {f"recall<{limit:g}": np.where(np.isnan(recall), high, recall < limit) for limit in RECALLS}
    columns |= {name: at_least(column, 1) for name, column in (SYMPTOMS | OTHERS).items()}
    columns["female"] = np.array([sex == "F" for sex in survey.text["sex"]])
    columns["metformin x acid blocker"] = metformin & (at_least("ppi", 1) | at_least("h2ra", 1))
    columns["old x no supplement"] = columns["age>=60"] & columns["no supplement"]
    columns["no supplement x no milk"] = columns["no supplement"] & columns["milk rarely or never"]
    return columns


def _compare(values: Floats, limit: float, *, sign: float, high: bool) -> Bools:
    """Sign times value at least the limit; missing gives `high`."""
    return np.where(np.isnan(values), high, sign * values >= limit)
