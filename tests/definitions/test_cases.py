"""Patients on paper: reading them, and telling where an assessment differs."""

# ruff: noqa: E501 -- one mistake a line reads like a table

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from b12desk.definitions.cases import Vignette, differences, read_cases, sample_patient
from b12desk.engine.scoring import assess
from b12desk.errors import DefinitionError, Problem
from b12desk.model.values import Coding, PartialDate, Quantity
from tests.gallery import FORMS, gallery

CASES = (FORMS / "full" / "cases.toml").read_text(encoding="utf-8")
FULL = gallery("full")


def read(tmp_path: Path, text: str) -> tuple[tuple[Vignette, ...], tuple[Problem, ...]]:
    (tmp_path / "cases.toml").write_text(text, encoding="utf-8")
    return read_cases(tmp_path, FULL.questionnaire)


def test_answers_are_typed_by_the_item_and_overlay_the_base() -> None:
    vignettes, problems = read_cases(FORMS / "full", FULL.questionnaire)
    assert not problems
    answers = vignettes[1].response.answers
    assert "age" not in answers
    assert answers["birth_date"] == (PartialDate(date="1980-05"),)
    assert answers["drug"] == (Coding(code="now"),)
    assert answers["drug.duration"] == (Quantity(value=Decimal(6), unit="a"),)
    assert answers["products"] == (Coding(code="none"),)
    assert answers["numb"] == (False,)
    assert answers["drug.name"] == ("none",)
    assert vignettes[0].response.answers["age"] == (40,)


def test_what_the_gallery_expects_comes_out() -> None:
    for vignette in read_cases(FORMS / "full", FULL.questionnaire)[0]:
        assert differences(vignette, assess(FULL, vignette.response)) == ()


def test_no_file_is_no_case(tmp_path: Path) -> None:
    assert read_cases(tmp_path, FULL.questionnaire) == ((), ())


def test_decimals_are_typed(tmp_path: Path) -> None:
    text = CASES.partition("[[base]]")[0] + (
        '[[case]]\nid = "d"\ntitle = "d"\nsettledBy = "t"\nauthored = 2026-11-22T09:00:00Z\n'
        'answers = { q = 1.5 }\nexpect = { recommendation = "no-trigger" }\n'
    )
    (tmp_path / "cases.toml").write_text(text, encoding="utf-8")
    vignettes, problems = read_cases(tmp_path, gallery("decimal").questionnaire)
    assert not problems
    assert vignettes[0].response.answers["q"] == (Decimal("1.5"),)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('version = "1"', "version = ", "this is not TOML"),
        ('couldBe = ["no-trigger", "no-trigger"]', 'couldBe = ["no-trigger"]', "well: the key '1' is missing"),
        ("age = 40", "aeg = 40", "well: there is no question 'aeg'. Did you mean 'age'?"),
        ("age = 40", "hint = true", "well: there is no question 'hint'."),
        ("age = 40", "age = true", "well: this is no answer to 'age' (integer)."),
        ("age = 40", "age = 40.5", "well: this is no answer to 'age' (integer)."),
        ('pregnant = "no"', 'pregnant = "maybe"', "this is no answer to 'pregnant' (choice). Known codes: yes, no, not-sure"),
        ('pregnant = "no"', 'pregnant = ["no", "yes"]', "well: this is no answer to 'pregnant' (choice)."),
        ('products = ["none"]', 'products = ["nil"]', "well: this is no answer to 'products' (choice)."),
        ('birth_date = "1980-05"', 'birth_date = "05/1980"', "offer: this is no answer to 'birth_date' (date)."),
        ('{ value = 2000, unit = "mg" }', "2000", "offer: this is no answer to 'drug.dose' (quantity)."),
        ('{ value = 2000, unit = "mg" }', '{ value = 2000, unit = "mo" }', "offer: this is no answer to 'drug.dose' (quantity)."),
        ('id = "offer"', 'id = "well"', "well: this case id is used twice."),
        ('base = "well"', 'base = "wel"', "well: there is no base 'wel'. Did you mean 'well'?"),
        ('authored = 2026-11-22T09:00:00Z', 'authored = 2026-11-22T09:00:00', "well: 'authored'"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in CASES
    found = [str(each) for each in read(tmp_path, CASES.replace(old, new, 1))[1]]
    assert any(message in each for each in found), found


def test_a_folder_in_place_of_the_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "cases.toml").mkdir()
    assert read_cases(tmp_path, FULL.questionnaire)[1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('recommendation = "no-trigger"', 'recommendation = "urgent"', "recommendation should be urgent, but is no-trigger."),
        ('recommendation = "no-trigger"', 'recommendation = "nothing"', "recommendation should be nothing, but is no-trigger."),
        ('couldBe = ["no-trigger", "no-trigger"]', 'couldBe = ["risk-only", "urgent"]', "couldBe should be [risk-only, urgent]"),
        ("deciding = []", 'deciding = ["age"]', "deciding should be [age], but is []."),
        ("decidingIncludes = []", 'decidingIncludes = ["age"]', "deciding should hold 'age'."),
        ('findings = ["metformin", "fatigue"]', 'findings = ["elderly"]', "findings should hold 'elderly'. It is [metformin, fatigue]."),
        ('findingsAbsent = ["metformin"]', "findingsAbsent = []", ""),
        ('notes = ["MUI"]', 'notesAbsent = ["MUI"]', "notes should not hold 'MUI'."),
        ("tests = []", 'tests = ["B12"]', "tests should be [B12], but is []."),
        ("tests = []", 'pretest = ["BIOTIN"]', "pretest should hold 'BIOTIN'."),
        ("tests = []", 'pretestAbsent = ["BIOTIN"]', ""),
        ("intake = 2.0", "intake = 3.5", "intake should be 3.5, but is 2.0."),
        ("intake = 2.0", "points = [1, 2]", "points should be [1, 2], but is [0, 0]."),
        ("intake = 2.0", "points = [0, 0]", ""),
    ],
)  # fmt: skip
def test_a_difference_is_named_with_its_case(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in CASES
    vignettes, problems = read(tmp_path, CASES.replace(old, new, 1))
    assert not problems
    found = [str(each) for case in vignettes for each in differences(case, assess(FULL, case.response))]
    assert any(message in each for each in found) if message else not found, found


def test_nothing_is_called_nothing(tmp_path: Path) -> None:
    vignettes, _problems = read(tmp_path, CASES)
    bare = replace(assess(FULL, vignettes[0].response), diet=None)
    assert [each.cause for each in differences(vignettes[0], bare)] == ["intake should be 2.0, but is nothing."]


def test_the_demonstration_is_the_case_that_it_names(tmp_path: Path) -> None:
    second = read(tmp_path, CASES)[0][1]
    text = CASES.replace('version = "1"', f'version = "1"\ndemonstration = "{second.case.id}"', 1)
    vignettes, problems = read(tmp_path, text)
    assert not problems
    assert [each.is_demonstration for each in vignettes] == [each.case.id == second.case.id for each in vignettes]
    assert sample_patient(tmp_path, FULL.questionnaire) == second.response


@pytest.mark.parametrize(
    ("demonstration", "cause"),
    [
        ("", "the form has no sample patient. Name a case: demonstration ="),
        ('demonstration = "wel"', "there is no case 'wel'. Did you mean 'well'?"),
    ],
)
def test_a_demonstration_with_nobody_says_what_is_missing(tmp_path: Path, demonstration: str, cause: str) -> None:
    text = CASES.replace('version = "1"', f'version = "1"\n{demonstration}', 1)
    (tmp_path / "cases.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        sample_patient(tmp_path, FULL.questionnaire)
    (problem,) = caught.value.problems
    assert cause in str(problem)
    assert str(tmp_path / "cases.toml") in problem.where
