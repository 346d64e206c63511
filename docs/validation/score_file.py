"""Write forms/b12/score.toml: the frozen points as form conditions, with the figures of results.json.

Usage: python docs/validation/score_file.py [--out forms/b12/score.toml]
The words and conditions stand here; every number of people, cases and shares comes from the results.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FORM = HERE.parent.parent / "forms" / "b12" / "score.toml"
REVIEWED = "2026-11-26"
Json = dict[str, Any]

HEAD = """\
# A points score measured on survey data. It stands beside the guideline recommendation and never changes it.
# Staff only. A share of the survey's people is never this person's probability.
# Written by docs/validation/score_file.py: change the words there.

url = "urn:b12desk:score:b12"
version = "1.1.0"
title = "Survey score"
outcome = "probable deficiency"
outcomeText = "B12 below 148 pmol/L, or below 221 pmol/L with MMA of 271 nmol/L or more"
population = "US adults of 20 or more without prescribed B12, NHANES 2011-2014, weighted"
appliesText = "adults of 20 or more who are not pregnant and take no prescribed B12"
applies = {{ all = [
  {{ question = "age_years", operator = ">=", answer = 20 }},
  {{ not = {{ condition = "on_replacement" }} }},
  {{ not = {{ question = "pregnancy", answer = "pregnant" }} }},
] }}
# Only beside these is it shown, and never with a red flag.
beside = ["consider-test", "clinical-judgement", "risk-only", "no-trigger"]
sources = ["NHANES-2001", "NHANES-2011"]

[provenance]
derivedOn = "NHANES 2001-2004"
derivedPeople = {derived_people}
derivedCases = {derived_cases}
reportedOn = "NHANES 2011-2014"
reportedPeople = {people}
reportedCases = {cases}
script = "docs/validation/derive.py"
scriptHash = "sha256 {script}"
dataHashes = [
{data}
]
report = "docs/validation/report.md"
reviewed = "{reviewed}"

# Shares are weighted to the population; low to high is the 95 % interval.
[overall]
people = {people}
cases = {cases}
{overall}

# Points of a predictor: those of the first level whose condition holds; none holds: 0.
"""

TAKING = (
    '{ question = "b12_taken", answer = '
    '["multivitamin", "own-b12", "prescribed-tablets", "injections", "treatment-unspecified"] }'
)

PREDICTORS = """
[[predictor]]
id = "supplement"
text = "Little or no B12 from supplements"

# The survey looked at the past month: what was begun since, or not taken since, counts as none.
[[predictor.level]]
points = {none}
text = "no regular B12 in the past month"
when = {{ any = [
  {{ all = [
    {{ question = "b12_taken", answer = ["none-of-these", "stopped"] }},
    {{ not = {taking} }},
  ] }},
  {{ all = [
    {taking},
    {{ question = "b12_taken.last_dose", operator = "exists", answer = true }},
    {{ question = "b12_taken.since_last_dose", operator = ">", answer = 1 }},
  ] }},
  {{ all = [
    {taking},
    {{ question = "b12_taken.duration", operator = "exists", answer = true }},
    {{ question = "b12_taken.duration", operator = "<", answer = 1, unit = "mo" }},
  ] }},
] }}

# At most 12 micrograms a day on average. "Most days" is reckoned as 5 days in 7, "less often" as once in two weeks.
[[predictor.level]]
points = {low_dose}
text = "takes 12 micrograms of B12 a day or less"
when = {{ all = [
  {taking},
  {{ any = [
    {{ all = [
      {{ question = "b12_taken.frequency", answer = "daily" }},
      {{ question = "b12_taken.dose", operator = "<=", answer = 12, unit = "ug" }},
    ] }},
    {{ all = [
      {{ question = "b12_taken.frequency", answer = "most-days" }},
      {{ question = "b12_taken.dose", operator = "<=", answer = 16.8, unit = "ug" }},
    ] }},
    {{ all = [
      {{ question = "b12_taken.frequency", answer = "weekly" }},
      {{ question = "b12_taken.dose", operator = "<=", answer = 84, unit = "ug" }},
    ] }},
    {{ all = [
      {{ question = "b12_taken.frequency", answer = "less" }},
      {{ question = "b12_taken.dose", operator = "<=", answer = 168, unit = "ug" }},
    ] }},
  ] }},
] }}

[[predictor]]
id = "age"
text = "Age"

[[predictor.level]]
points = {old}
text = "aged 70 or over"
when = {{ question = "age_years", operator = ">=", answer = 70 }}

[[predictor.level]]
points = {middle_aged}
text = "aged 50 to 69"
when = {{ question = "age_years", operator = ">=", answer = 50 }}

[[predictor]]
id = "milk"
text = "Little milk"

[[predictor.level]]
points = {rarely}
text = "milk less than once a week"
when = {{ question = "food_milk", answer = ["never", "1-3-month"] }}

[[predictor.level]]
points = {not_daily}
text = "milk every week, not every day"
when = {{ question = "food_milk", answer = ["1-week", "2-4-week", "5-6-week"] }}

[[predictor]]
id = "metformin"
text = "Metformin"

[[predictor.level]]
points = {metformin}
text = "takes metformin, for 4 years or more"
when = {{ all = [
  {{ question = "medicines_common", answer = "metformin" }},
  {{ question = "med_metformin.duration", operator = ">=", answer = 4, unit = "a" }},
] }}
"""

UNMEASURED = (
    "aig_pernicious",
    "atrophic_gastritis_other",
    "surg_gastrectomy",
    "surg_bariatric",
    "surg_ileal_resection",
    "prior_b12_def",
    "diet_vegan",
    "diet_vegetarian",
    "diet_vegetarian_dairy",
    "nitrous_oxide",
)

# Everybody who named another group than White, and people of Asian descent besides. What is not known says nothing.
CAUTIONS = """
[[caution]]
id = "not-white"
when = { question = "ethnicity", answer = ["asian", "black", "hispanic", "middle-eastern", "indigenous", "other"] }
text = "In 2005-06 it hardly sorted people who are not White."

[[caution]]
id = "asian"
when = { question = "ethnicity", answer = "asian" }
text = "Few points are false comfort in people of Asian descent."
"""

CARDS = (
    (
        "When to use it",
        "Beside the recommendation, when that leaves room: with one risk factor, a vague symptom or none, it says how"
        " often the deficiency was found in a survey among people with as many points.",
    ),
    (
        "What it is",
        "Four answers counted in whole points: age, B12 taken, milk, years of metformin. The points come from "
        "2001-2004, the frequencies from 2011-2014, of one survey, weighted to the population. Single factors of "
        "both had been looked at before. Area under the curve: {area} for probable deficiency in 2011-14, {second} for "
        "B12 below 221 pmol/L.",
    ),
    (
        "What it is not",
        "Not a diagnosis, not this person's probability, and no reason against a test that the guideline suggests."
        " Not validated in a clinic population.",
    ),
    (
        "Pitfalls",
        "It sorts weakly: of 100 people with 5 points or more, about {ppv} had the deficiency; of 100 who had it, "
        "about {missed} had fewer points. Surgery, pernicious anaemia, a vegan or vegetarian diet and nitrous oxide "
        "earn no points: the survey could not judge them. They are strong reasons all the same, and where one is "
        "found no frequency is shown. Metformin for under 4 years or stopped, acid blockers, coeliac and Crohn's "
        "disease earn none either. It sorts worse in women and under the age of 40. In 2005-06 it hardly sorted people "
        "who are not White. In Asian people few points did not mean few cases. Pregnant people are shown no frequency: "
        "it sorted them wrongly. The survey's people ate fortified food, and few were vegan.",
    ),
    (
        "Last review",
        "{reviewed}. In 2005-06, a third cycle that was kept aside, the area was 0.66 (0.63 to 0.68) for B12 below "
        "221 pmol/L; in people who are not White 0.54.",
    ),
)


def share_lines(row: Json) -> str:
    """The three share keys of a row, one decimal."""
    names = (("per100", "value"), ("low", "low"), ("high", "high"))
    return "\n".join(f"{key} = {row['per100'][part]:.1f}" for key, part in names)


def score_text(results: Json) -> str:
    """The whole file."""
    frozen, points = results["frozen"], results["frozen"]["points"]
    overall = results["overall"]["probable"]
    data = "\n".join(f'  "{name} sha256 {digest}",' for name, digest in results["data"].items())
    text = HEAD.format(
        derived_people=frozen["people"],
        derived_cases=frozen["cases"],
        people=overall["people"],
        cases=overall["cases"],
        script=frozen["script_sha256"],
        data=data,
        reviewed=REVIEWED,
        overall=share_lines(overall),
    )
    text += PREDICTORS.format(
        taking=TAKING,
        none=points["dose<=12"] + points["no supplement"],
        low_dose=points["dose<=12"],
        old=points["age>=50"] + points["age>=70"],
        middle_aged=points["age>=50"],
        rarely=points["milk less than daily"] + points["milk rarely or never"],
        not_daily=points["milk less than daily"],
        metformin=points["metformin>=4y"],
    )
    for band in results["bands"]:
        span = f"{band['from']} to {band['to']}" if band["from"] != band["to"] else f"{band['from']}"
        text += (
            f'\n[[band]]\nid = "{band["id"]}"\ntext = "{span} points"\nfrom = {band["from"]}\nto = {band["to"]}\n'
            f"people = {band['people']}\ncases = {band['cases']}\n{share_lines(band)}\n"
        )
    text += "".join(f'\n[[unmeasured]]\nfinding = "{finding}"\n' for finding in UNMEASURED)
    text += CAUTIONS
    cut = next(row for row in results["cuts"] if row["at_least"] == 5)
    area = results["areas"]["probable"]["score"]
    words = {
        "second": f"{results['areas']['b12_221']['score']['value']:.2f}",
        "area": f"{area['value']:.2f} ({area['low']:.2f} to {area['high']:.2f})",
        "ppv": f"{cut['ppv']['value']:.0f}",
        "missed": f"{100 - cut['sensitivity']['value']:.0f}",
        "reviewed": REVIEWED,
    }
    for heading, card in CARDS:
        text += f'\n[[card]]\nheading = "{heading}"\ntext = "{card.format(**words)}"\n'
    return text


def main() -> None:
    """Write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, default=HERE / "results.json")
    parser.add_argument("--out", type=Path, default=FORM)
    arguments = parser.parse_args()
    results = json.loads(arguments.results.read_text(encoding="utf-8"))
    arguments.out.write_text(score_text(results), encoding="utf-8")


if __name__ == "__main__":
    main()
