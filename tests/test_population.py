"""Made-up people who are walked until settled: the same result as answered in full, and shares that say whence."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from b12desk.engine.longest_walk import is_legal, questions_met

CHECKOUT = Path(__file__).parents[1]
VALIDATION = CHECKOUT / "docs" / "validation"
SHARES = CHECKOUT / "forms" / "b12" / "population.toml"


@pytest.fixture(scope="module")
def population() -> ModuleType:
    path = VALIDATION / "population.py"
    spec = importlib.util.spec_from_file_location("population", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def differing(population: ModuleType, people: int) -> list[tuple[str, int]]:
    jobs = [(kind, each) for kind in ("shares", "halved", "doubled", "anything") for each in range(people)]
    walks = ((job, population.made(job)) for job in jobs)
    return [job for job, walk in walks if not (walk.equal and walk.alone_equal)]


def test_settled_early_and_answered_in_full_give_the_same_outcomes(population: ModuleType) -> None:
    assert differing(population, 4) == []


@pytest.mark.slow
def test_settled_early_and_answered_in_full_give_the_same_outcomes_for_many(population: ModuleType) -> None:
    assert differing(population, 150) == []


def test_a_patient_alone_meets_few_screens(population: ModuleType) -> None:
    walks = [population.made(("shares", each)).alone for each in range(24)]
    screens = sorted(each.screens for each in walks)
    assert screens[12] <= 20
    assert screens[-1] <= 25
    assert all(each.questions >= each.screens - population.patient_walks.BESIDE for each in walks)
    assert walks[0].minutes(sound=True) == pytest.approx(1.45 * walks[0].minutes())


def test_the_report_holds_the_bars_of_a_patient_alone() -> None:
    lines = (
        (VALIDATION / "short-path.md").read_text(encoding="utf-8").partition("## The patient's path")[2].splitlines()
    )
    rows = {cells[0]: cells[1:] for cells in (line.strip("| ").split(" | ") for line in lines if line.startswith("| "))}
    heads = rows.pop("people")
    del rows["---"]
    for name, cells in rows.items():
        told = dict(zip(heads, cells, strict=True))
        assert "(100 %)" in told["all four equal"], name
        assert float(told["screens: median"]) <= 20, name
        assert float(cells[3]) <= 25, name
    old = dict(zip(heads, rows["by the shares, all of them 75"], strict=True))
    assert float(old["minutes: median"]) <= float(rows["by the shares, all of them 75"][9]) <= 10


def test_the_same_number_is_the_same_person(population: ModuleType) -> None:
    assert population.made(("shares", 3)) == population.made(("shares", 3))
    definition, shares = population.form()
    drawn = [shares.draw(Random(each)) for each in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    person = population.possible(definition, population.responded(definition, drawn[0]))
    assert is_legal(definition.questionnaire, person)
    assert questions_met(definition.questionnaire, person)


def test_shares_name_questions_options_sources_and_reasons_that_there_are(
    population: ModuleType, tmp_path: Path
) -> None:
    definition, shares = population.form()
    assert set(shares.questions) <= set(definition.questionnaire.items)
    text = SHARES.read_text(encoding="utf-8")
    for old, new in (
        ('share = 0.02, source = "ours", because = "unsure"', 'share = 2, source = "ours", because = "unsure"'),
        ('because = "recent"', 'because = "so"'),
        ('code = "stroke"', 'code = "strike"'),
        (', basis = "a plan in the past year 1.3 % of adults, thoughts 4.3 %"', ""),
        ('"proxy", share = 0.0049, source = "NHANES-2011"', '"proxy", share = 0.0049, source = "HEARSAY"'),
        ('linkId = "age"', 'linkId = "age"\nbecause = "seldom"'),
        ('linkId = "sex"', 'linkId = "sexx"'),
        ('[reasons]', '[reasons]\nidle = "Nobody says so."'),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new, 1)
    file = tmp_path / "population.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        population.Shares(definition, file)
    assert str(stopped.value).splitlines() == [
        f"{file}: notSure: a share is from 0 to 1",
        f"{file}: emergency_body: there is no option 'strike'",
        f"{file}: emergency_body: a share of ours names one of the reasons (because)",
        f"{file}: suicidal_intent: a published share, and no other, says its figure (basis)",
        f"{file}: respondent: there is no source 'HEARSAY'",
        f"{file}: age: no share of it is ours, so there is nothing to give a reason for",
        f"{file}: sexx: there is no such question",
        f"{file}: reasons: no question names 'idle'",
    ]


def test_shares_of_the_survey_are_those_that_were_reckoned(population: ModuleType) -> None:
    _definition, shares = population.form()
    rows = (line.strip("| \n").split(" | ") for line in (VALIDATION / "shares.md").read_text("utf-8").splitlines())
    reckoned = {(link_id, answer): (key, float(share)) for key, link_id, answer, share, *_ in filter(is_share, rows)}
    told = {
        (question["linkId"], each.get("code") or f"{each['from']}-{each['to']}"): (each["source"], each["share"])
        for question, each in shares.entries()
        if each["source"].startswith("NHANES")
    }
    assert told == reckoned


def is_share(cells: list[str]) -> bool:
    return cells[0].startswith("NHANES")


def test_the_report_says_how_many_shares_there_are_of_each_kind(population: ModuleType) -> None:
    _definition, shares = population.form()
    counted = shares.counted()
    assert counted["all"] == counted["survey"] + counted["published"] + counted["ours"]
    assert counted["all"] == 1 + sum(1 for _each in shares.entries())
    report = " ".join((VALIDATION / "short-path.md").read_text(encoding="utf-8").split())
    assert f"Of the {counted['all']} shares in" in report
    assert f"{counted['survey']} are reckoned from the survey" in report
    assert f"{counted['published']} are published figures, and {counted['ours']} are this product's own" in report


def test_only_what_has_no_source_is_halved_or_doubled(population: ModuleType) -> None:
    _definition, plain = population.form()
    _definition, halved = population.form("halved")
    _definition, doubled = population.form("doubled")

    def of(shares: Any, link_id: str, kind: str = "option") -> list[float]:
        return [pytest.approx(each["share"]) for each in shares.questions[link_id][kind]]

    assert (halved.unsure["share"], doubled.unsure["share"]) == (0.01, 0.04)
    assert of(plain, "respondent") == [0.1, 0.1, 0.0049]
    assert of(halved, "respondent") == [0.05, 0.05, 0.0049]
    assert of(doubled, "respondent") == [0.2, 0.2, 0.0049]
    assert of(plain, "diet_few.days") == [0.1, 0.4, 0.35], "doubled they are more than all"
    assert of(doubled, "diet_few.days") == [0.1 / 0.85, 0.4 / 0.85, 0.35 / 0.85]
    assert of(plain, "gait.duration", "number") == [0.15, 0.3, 0.55], "the last takes what is left"
    assert of(halved, "gait.duration", "number") == [0.075, 0.15, 0.775]
    assert of(doubled, "autoimmune_which")[-1] == 1, "in a list, at most everybody"
    for link_id in ("age", "food_milk", "tobacco"):
        kind = "number" if link_id == "age" else "option"
        assert of(halved, link_id, kind) == of(plain, link_id, kind) == of(doubled, link_id, kind)
