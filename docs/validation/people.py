"""Who the people were: what they answered, what is missing, and each candidate band on its own (unadjusted)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from bands import DAYS_A_YEAR, QUESTIONS, bands_of, membership
from measure import interval
from rates import by_unit, frequency_row, stored

if TYPE_CHECKING:
    from survey import Bools, Floats, Survey

Row = dict[str, object]
OUTCOMES = ("probable", "b12_221")
ETHNICITIES = ("Asian", "Black", "Mexican American", "Other", "Other Hispanic", "White")
Level = tuple[str, str, "Bools"]


def levels(survey: Survey) -> list[Level]:
    """Kind, name and members of each answer, in the order of the table; what is missing has its own level."""
    age, egfr = survey.number["age"], survey.number["egfr"]
    sex, ethnicity = np.array(survey.text["sex"]), np.array(survey.text["ethnicity"])
    listed: list[Level] = [
        ("age", "20 to 49", age < 50),
        ("age", "50 to 69", (age >= 50) & (age < 70)),
        ("age", "70 or more", age >= 70),
        ("sex", "women", sex == "F"),
        ("sex", "men", sex == "M"),
        ("pregnant", "yes", survey.is_one("pregnant")),
    ]
    listed += [("ethnicity", name, ethnicity == name) for name in ETHNICITIES]
    return [*listed, *_supplement(survey), *_milk(survey), *_metformin(survey), *_kidneys(egfr)]


def _supplement(survey: Survey) -> list[Level]:
    taken, dose = survey.number["b12_supplement"], survey.number["supplement_b12_mcg"]
    none, unknown = taken == 0.0, np.isnan(taken) | (np.isnan(dose) & (taken != 0.0))
    return [
        ("B12 from supplements", "none", none),
        ("B12 from supplements", "up to 12 µg a day", ~none & ~unknown & (dose <= 12)),
        ("B12 from supplements", "more", ~none & ~unknown & (dose > 12)),
        ("B12 from supplements", "missing", unknown),
    ]


def _milk(survey: Survey) -> list[Level]:
    milk = survey.number["milk_30d_freq"]
    return [
        ("milk", "less than weekly", milk <= 1),
        ("milk", "weekly, not daily", milk == 2),
        ("milk", "daily", milk == 3),
        ("milk", "missing", np.isnan(milk)),
    ]


def _metformin(survey: Survey) -> list[Level]:
    taken, days = survey.is_one("metformin"), survey.number["metformin_days"]
    years = days / DAYS_A_YEAR
    return [
        ("metformin", "no", survey.number["metformin"] == 0.0),
        ("metformin", "for less than 4 years", taken & (years < 4)),
        ("metformin", "for 4 years or more", taken & (years >= 4)),
        ("metformin", "missing", survey.missing("metformin")),
        ("metformin", "taken, years missing", taken & np.isnan(days)),
    ]


def _kidneys(egfr: Floats) -> list[Level]:
    return [("eGFR", "under 60", egfr < 60), ("eGFR", "60 or more", egfr >= 60), ("eGFR", "missing", np.isnan(egfr))]


def people_rows(eras: dict[str, tuple[Survey, Floats]]) -> list[Row]:
    """Each answer: people, their weighted share and how many of them had the deficiency, in each era."""
    named: dict[tuple[str, str], Row] = {}
    for era, (survey, factors) in eras.items():
        for kind, name, who in levels(survey):
            row = named.setdefault((kind, name), {"kind": kind, "name": name})
            row[era] = frequency_row(survey, factors, who, "probable")
    return list(named.values())


def mean_age(survey: Survey, factors: Floats) -> dict[str, float | None]:
    """Weighted mean age; the survey writes the oldest ages as one number."""
    everybody = by_unit(survey, np.ones(survey.people, dtype=bool))
    years = np.bincount(survey.unit, survey.weight * survey.number["age"], len(everybody))
    return stored(interval(years.sum() / everybody.sum(), (factors @ years) / (factors @ everybody)))


def unadjusted(survey: Survey, factors: Floats) -> list[Row]:
    """Odds ratio of each candidate band against everybody outside it; people without the answer are left out."""
    bands = bands_of(QUESTIONS)
    members, widest = membership(survey, bands), membership(survey, bands, high=True)
    rows = []
    for place, band in enumerate(bands):
        inside = members[:, place]
        known = inside == widest[:, place]
        row: Row = {
            "question": band.question,
            "band": band.name,
            "people": int((inside & known).sum()),
            "known": int(known.sum()),
            "cases": int((inside & known & survey.outcomes["probable"]).sum()),
        }
        rows.append(row | {outcome: _odds_ratio(survey, factors, inside, known, outcome) for outcome in OUTCOMES})
    return rows


def _odds_ratio(survey: Survey, factors: Floats, inside: Bools, known: Bools, outcome: str) -> Row:
    happened = survey.outcomes[outcome]
    cells = [inside & happened, ~inside & ~happened, inside & ~happened, ~inside & happened]
    weights = np.stack([by_unit(survey, cell & known) for cell in cells], axis=1)

    def ratio(multipliers: Floats) -> Floats:
        a, d, b, c = (multipliers @ weights).T
        return np.divide(a * d, b * c, out=np.full_like(a, np.nan), where=b * c > 0)

    value = float(ratio(np.ones((1, factors.shape[1])))[0])
    return dict(stored(interval(value, ratio(factors))))
