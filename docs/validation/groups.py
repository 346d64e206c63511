"""The bands of the product, the groups of people, and the sensitivity analyses of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from measure import interval, tally
from rates import frequency_row, ratio, stored

if TYPE_CHECKING:
    from survey import Bools, Floats, Ints, Survey

Row = dict[str, object]

# Lowest number of points of each band, with its code.
BANDS = (("low", 0), ("middle", 4), ("raised", 5), ("high", 6))
CUT = 5  # the cut at which groups are compared
OUTCOMES = ("probable", "b12_221")


def band_rows(survey: Survey, factors: Floats, points: Ints, most: int) -> list[Row]:
    """People, cases and frequency in each band."""
    ends = [start - 1 for _, start in BANDS[1:]] + [most]
    rows = []
    for (code, start), end in zip(BANDS, ends, strict=True):
        who = (points >= start) & (points <= end)
        second = frequency_row(survey, factors, who, "b12_221")
        row = {"id": code, "from": start, "to": end, **frequency_row(survey, factors, who, "probable")}
        rows.append(row | {"b12_221": second["per100"], "b12_221_cases": second["cases"]})
    return rows


def _area(survey: Survey, factors: Floats, points: Ints, who: Bools, outcome: str) -> dict[str, float | None]:
    counts = tally(survey, points, outcome, who)
    return stored(interval(counts.auc(), counts.draw_auc(factors)))


def groups_of(survey: Survey) -> list[tuple[str, str, Bools]]:
    """Kind, name and members of each group that is looked at on its own."""
    age, egfr = survey.number["age"], survey.number["egfr"]
    sex, ethnicity = np.array(survey.text["sex"]), np.array(survey.text["ethnicity"])
    groups: list[tuple[str, str, Bools]] = [
        ("age", "20 to 39", age < 40),
        ("age", "40 to 59", (age >= 40) & (age < 60)),
        ("age", "60 to 74", (age >= 60) & (age < 75)),
        ("age", "75 or more", age >= 75),
        ("sex", "women", sex == "F"),
        ("sex", "men", sex == "M"),
    ]
    groups += [("ethnicity", name, ethnicity == name) for name in sorted(set(survey.text["ethnicity"]))]
    groups += [
        ("eGFR", "90 or more", egfr >= 90),
        ("eGFR", "60 to 89", (egfr >= 60) & (egfr < 90)),
        ("eGFR", "under 60", egfr < 60),
    ]
    pregnant = survey.is_one("pregnant")
    return [*groups, ("pregnancy", "pregnant", pregnant), ("pregnancy", "everybody else", ~pregnant)]


def bands_by_group(survey: Survey, factors: Floats, points: Ints, most: int) -> list[Row]:
    """The frequency in each band, group by group: what the frequency that is shown hides."""
    ends = [start - 1 for _, start in BANDS[1:]] + [most]
    rows = []
    for kind, name, who in groups_of(survey):
        row: Row = {"kind": kind, "name": name}
        for (code, start), end in zip(BANDS, ends, strict=True):
            here = who & (points >= start) & (points <= end)
            second = frequency_row(survey, factors, here, "b12_221")
            first = frequency_row(survey, factors, here, "probable")
            row[code] = {key: first[key] for key in ("people", "cases", "per100")} | {"b12_221": second["per100"]}
        rows.append(row)
    return rows


def subgroups(survey: Survey, factors: Floats, points: Ints) -> list[Row]:
    """Area under the curve, frequency and the cut's figures in each group of people."""
    rows = []
    for kind, name, who in groups_of(survey):
        happened = survey.outcomes["probable"]
        row: Row = {"kind": kind, "name": name, **frequency_row(survey, factors, who, "probable")}
        row["area"] = {outcome: _area(survey, factors, points, who, outcome) for outcome in OUTCOMES}
        row["flagged"] = stored(ratio(survey, factors, points >= CUT, who))
        row["sensitivity"] = stored(ratio(survey, factors, points >= CUT, who & happened))
        row["specificity"] = stored(ratio(survey, factors, points < CUT, who & ~happened))
        row["per100_flagged"] = stored(ratio(survey, factors, happened, who & (points >= CUT)))
        row["per100_not_flagged"] = stored(ratio(survey, factors, happened, who & (points < CUT)))
        rows.append(row)
    return rows


def sensitivity(survey: Survey, factors: Floats, low: Ints, high: Ints) -> list[Row]:
    """The areas again under other choices."""
    everybody = np.ones(survey.people, dtype=bool)
    not_pregnant = ~survey.is_one("pregnant")
    kidneys = survey.number["egfr"] >= 60
    cycle = np.array(survey.text["cycle"])
    analyses: list[tuple[str, Ints, Bools]] = [
        ("as reported: missing answers at the low end", low, everybody),
        ("missing answers at the high end", high, everybody),
        ("complete answers only", low, low == high),
        ("without pregnant people", low, not_pregnant),
        ("without eGFR under 60 or unknown", low, kidneys),
        ("without both", low, not_pregnant & kidneys),
    ]
    analyses += [(f"{name} only", low, cycle == name) for name in sorted(set(survey.text["cycle"]))]
    rows = []
    for name, points, who in analyses:
        cases = {outcome: int((survey.outcomes[outcome] & who).sum()) for outcome in OUTCOMES}
        area = {outcome: _area(survey, factors, points, who, outcome) for outcome in OUTCOMES}
        rows.append({"name": name, "people": int(who.sum()), "cases": cases, "area": area})
    return rows
