"""Made-up tables for the benchmarks: as many people as wanted, the columns of a survey, and the map for them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from b12desk.model.questionnaire import Questionnaire

GATES = ("gate_medicines", "gate_conditions", "gate_gut", "gate_nerves", "gate_mind", "gate_general", "gate_head")
DRUGS = ("metformin", "ppi", "h2ra", "phenobarbital", "primidone", "topiramate", "pregabalin")
SYMPTOMS = ("gait", "vision", "cognition", "fatigue_unexplained", "glossitis")
IDLE = 60
"""Columns that the map does not read, as a real table has them."""


def write_table(path: Path, people: int) -> None:
    """A table with ``people`` rows. Same number, same table."""
    chance = random.Random(people)  # noqa: S311 -- made-up people, no secret
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(
            ["id", "age", "sex", "b12", "b12_mcg", "milk", *DRUGS, "metformin_days", "coeliac", "thyroid", *SYMPTOMS]
            + [f"idle_{number}" for number in range(IDLE)]
        )
        for number in range(people):
            takes = chance.random() < 0.35
            drugs = [float(chance.random() < 0.06) for _drug in DRUGS]
            cells: list[object] = [number, float(chance.randint(20, 80)), chance.choice("MF"), float(takes)]
            cells += [
                round(chance.uniform(0.5, 100), 1) if takes else "",
                chance.choice(["0.0", "1.0", "2.0", "3.0", ""]),
            ]
            cells += [*drugs, float(chance.randint(1, 6000)) if drugs[0] else ""]
            cells += [chance.choice(["0.0"] * 50 + ["1.0"]), chance.choice(["0.0"] * 9 + ["1.0"])]
            cells += [chance.choice(["0.0"] * 8 + ["1.0", ""]) for _symptom in SYMPTOMS]
            table.writerow([*cells, *(round(chance.random(), 4) for _column in range(IDLE))])


def write_map(path: Path, questionnaire: Questionnaire) -> None:
    """The map of such a table onto the shipped questionnaire."""
    lines = ["format = 1", 'title = "made up"', 'id = "id"', 'authored = "2013-07-01"']

    def constant(link_id: str, answer: str) -> None:
        lines.append(f'[[constant]]\nlinkId = "{link_id}"\nanswer = "{answer}"\nbecause = "made up"')

    def column(name: str, link_id: str, more: str) -> None:
        lines.append(f'[[column]]\nname = "{name}"\nlinkId = "{link_id}"\n{more}')

    yes_no = 'codes = { "0" = "no", "1" = "yes" }'
    for gate in GATES:
        constant(gate, "yes")
    constant("gate_diet", "no")
    column("age", "age", "")
    column("sex", "sex", 'codes = { "M" = "male", "F" = "female" }')
    column("b12", "diet_supplement_b12", yes_no)
    column("b12_mcg", "diet_supplement_b12.dose", 'unit = "ug"\nonlyIf = { diet_supplement_b12 = "yes" }')
    column("milk", "food_milk", 'ranges = [{ below = 1.5, code = "1-3-month" }, { code = "daily" }]')
    for drug in DRUGS:
        column(drug, f"med_{drug}", 'codes = { "0" = "no", "1" = "now" }')
    column("metformin_days", "med_metformin.duration", 'unit = "d"\nonlyIf = { med_metformin = "now" }')
    column("coeliac", "coeliac", yes_no)
    column("thyroid", "autoimmune_thyroid", 'codes = { "0" = "no", "1" = "' + first_yes(questionnaire) + '" }')
    for symptom in SYMPTOMS:
        column(symptom, symptom, yes_no)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def first_yes(questionnaire: Questionnaire) -> str:
    """The first answer about the thyroid that is no "no"."""
    codes = [each.code for each in questionnaire.options("autoimmune_thyroid")]
    return next(code for code in codes if code not in ("no", "none"))
