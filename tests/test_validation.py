"""The shipped score is the one that was derived and measured: hashes, points and figures belong together."""

from __future__ import annotations

import ast
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from b12desk.definitions import load
from b12desk.model.score import ScoreRules

CHECKOUT = Path(__file__).parents[1]
VALIDATION = CHECKOUT / "docs" / "validation"


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VALIDATION / name).read_text(encoding="utf-8"))
    return found


@pytest.fixture
def score() -> ScoreRules:
    found = load().score
    assert found is not None
    return found


def test_the_points_were_derived_by_the_scripts_that_are_here(score: ScoreRules) -> None:
    tree = ast.parse((VALIDATION / "derive.py").read_text(encoding="utf-8"))
    values = [
        each.value for each in tree.body if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "MODULES"
    ]
    digest = hashlib.sha256()
    for name in ast.literal_eval(values[0]):
        digest.update(name.encode() + b"\0" + (VALIDATION / name).read_bytes() + b"\0")
    assert read("frozen.json")["script_sha256"] == digest.hexdigest()
    assert score.provenance.script_hash == f"sha256 {digest.hexdigest()}"


def test_the_points_of_the_form_are_the_frozen_ones(score: ScoreRules) -> None:
    frozen = read("frozen.json")
    by_question: dict[str, int] = {}
    question = {each["name"]: each["question"] for each in frozen["bands"]}
    for name, points in frozen["points"].items():
        by_question[question[name]] = by_question.get(question[name], 0) + points
    assert {each.id: each.most for each in score.predictor} == by_question
    assert score.points_max == frozen["points_max"]
    assert (score.provenance.derived_people, score.provenance.derived_cases) == (frozen["people"], frozen["cases"])


def test_the_frequencies_of_the_form_are_those_of_the_results(score: ScoreRules) -> None:
    results = read("results.json")
    for band, row in zip(score.band, results["bands"], strict=True):
        assert (band.id, band.from_, band.to, band.people, band.cases) == (
            row["id"], row["from"], row["to"], row["people"], row["cases"],
        )  # fmt: skip
        shown = (band.per_100, band.low, band.high)
        assert shown == tuple(round(row["per100"][each], 1) for each in ("value", "low", "high"))
    assert results["differs_from_the_survey_columns"] == 0
    assert results["frozen"]["script_sha256"] == read("frozen.json")["script_sha256"]


def test_the_bar_is_met_or_the_report_would_have_to_say_so() -> None:
    areas = read("results.json")["areas"]
    report = (VALIDATION / "report.md").read_text(encoding="utf-8")
    for outcome, bar in (("probable", 0.69), ("b12_221", 0.64)):
        assert areas[outcome]["score"]["value"] >= bar
        assert f"{areas[outcome]['score']['value']:.3f}" in report
        for baseline in ("age", "no_supplement"):
            assert areas[outcome][f"minus_{baseline}"]["low"] > 0


def test_the_program_imports_nothing_of_the_derivation() -> None:
    words = ("numpy", "sklearn", "matplotlib", "docs.validation")
    for path in (CHECKOUT / "b12desk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.startswith(words)], path
