"""Made-up tables for the benchmarks: as many people as wanted, the columns of a survey, and the map for them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

DRUGS = {"metformin": "common", "ppi": "common", "h2ra": "common", "barbiturate": "other", "topiramate": "other"}
"""The option that stands for each medicine, and the list that has it."""
SYMPTOMS = {"gait": "nerves", "tingling": "nerves", "memory": "general", "tired": "general", "tongue": "head_mouth"}
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
            drugs = one_of_each(DRUGS, chance)
            cells: list[object] = [number, float(chance.randint(20, 80)), chance.choice("MF"), float(takes)]
            cells += [
                round(chance.uniform(0.5, 100), 1) if takes else "",
                chance.choice(["0.0", "1.0", "2.0", "3.0", ""]),
            ]
            cells += [*drugs, float(chance.randint(1, 6000)) if drugs[0] else ""]
            cells += [chance.choice(["0.0"] * 50 + ["1.0"]), chance.choice(["0.0"] * 9 + ["1.0"])]
            cells += one_of_each(SYMPTOMS, chance)
            table.writerow([*cells, *(round(chance.random(), 4) for _column in range(IDLE))])


def one_of_each(options: dict[str, str], chance: random.Random) -> list[float]:
    """A cell for each option; at most one of each list is ticked."""
    lists = dict.fromkeys(options.values())
    ticked = {chance.choice([code for code in options if options[code] == each]) for each in lists}
    return [float(code in ticked and chance.random() < 0.2) for code in options]


def write_map(path: Path) -> None:
    """The map of such a table onto the shipped questionnaire."""
    lines = ["format = 1", 'title = "made up"', 'id = "id"', 'authored = "2013-07-01"']

    def constant(link_id: str, answer: str, more: str = "") -> None:
        lines.append(f'[[constant]]\nlinkId = "{link_id}"\nanswer = "{answer}"\nbecause = "made up"\n{more}')

    def column(name: str, link_id: str, more: str) -> None:
        lines.append(f'[[column]]\nname = "{name}"\nlinkId = "{link_id}"\n{more}')

    def ticks(name: str, link_id: str, code: str) -> None:
        column(name, link_id, f'codes = {{ "0" = "", "1" = "{code}" }}')

    column("age", "age", "")
    column("sex", "sex", 'codes = { "M" = "male", "F" = "female" }')
    column("b12", "b12_taken", 'codes = { "0" = "none-of-these", "1" = "own-b12" }')
    column("b12_mcg", "b12_taken.dose", 'unit = "ug"\nonlyIf = { b12_taken = "own-b12" }')
    constant("diet_pattern", "none-of-these")
    column("milk", "food_milk", 'ranges = [{ below = 1.5, code = "1-3-month" }, { code = "daily" }]')
    for drug, group in DRUGS.items():
        ticks(drug, f"medicines_{group}", drug)
    column("metformin_days", "med_metformin.duration", 'unit = "d"\nonlyIf = { medicines_common = "metformin" }')
    ticks("coeliac", "gut", "coeliac")
    ticks("thyroid", "conditions", "thyroid")
    for symptom, group in SYMPTOMS.items():
        ticks(symptom, group, symptom)
    for group in ("medicines_common", "medicines_other", "gut", "conditions", *dict.fromkeys(SYMPTOMS.values())):
        constant(group, "none-of-these", 'onlyIf = { sex = ["male", "female"] }')  # what no column ticked
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
