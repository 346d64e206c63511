"""Made-up people who are walked until settled: the same result as answered in full, and shares that say whence."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from b12desk.engine.longest_walk import is_legal, questions_met

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def population() -> ModuleType:
    path = CHECKOUT / "docs" / "validation" / "population.py"
    spec = importlib.util.spec_from_file_location("population", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def differing(population: ModuleType, people: int) -> list[tuple[str, int]]:
    jobs = [(kind, each) for kind in ("shares", "anything") for each in range(people)]
    return [job for job in jobs if not population.made(job).equal]


def test_settled_early_and_answered_in_full_give_the_same_outcomes(population: ModuleType) -> None:
    assert differing(population, 8) == []


@pytest.mark.slow
def test_settled_early_and_answered_in_full_give_the_same_outcomes_for_many(population: ModuleType) -> None:
    assert differing(population, 300) == []


def test_the_same_number_is_the_same_person(population: ModuleType) -> None:
    assert population.made(("shares", 3)) == population.made(("shares", 3))
    definition, shares = population.form()
    drawn = [shares.draw(Random(each)) for each in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    person = population.possible(definition, population.responded(definition, drawn[0]))
    assert is_legal(definition.questionnaire, person)
    assert questions_met(definition.questionnaire, person)


def test_shares_name_questions_options_and_sources_that_there_are(population: ModuleType, tmp_path: Path) -> None:
    definition, shares = population.form()
    assert set(shares.questions) <= set(definition.questionnaire.items)
    text = population.SHARES.read_text(encoding="utf-8")
    text = text.replace('source = "NHANES-2011"', 'source = "HEARSAY"', 1).replace('linkId = "sex"', 'linkId = "sexx"')
    text = text.replace('code = "stroke"', 'code = "strike"').replace(
        'share = 0.02, source = "ours"', 'share = 2, source = "ours"', 1
    )
    file = tmp_path / "population.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        population.Shares(definition, file)
    assert str(stopped.value).splitlines() == [
        f"{file}: notSure: a share is from 0 to 1",
        f"{file}: emergency_body: there is no option 'strike'",
        f"{file}: age: there is no source 'HEARSAY'",
        f"{file}: sexx: there is no such question",
    ]
