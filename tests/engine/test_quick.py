"""The quick judge says what `assess` says, whatever the answers and whichever of them vary."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12desk.definitions.lint import inspect
from b12desk.definitions.loader import load
from b12desk.engine import quick
from b12desk.engine.quick import QuickJudge, Verdict
from b12desk.engine.scoring import assess
from b12desk.engine.spread import clusters
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.score import ScoreRules
from b12desk.model.values import Answer, Coding
from tests.engine.random_answers import NOW, random_answer, random_response
from tests.gallery import gallery, gallery_files

Answers = dict[str, tuple[Answer, ...]]
SEEDS = st.integers(0, 2**32)
ROWS = 8


@cache
def form(name: str) -> Definition:
    return load() if name == "b12" else gallery(name)


def score_of(definition: Definition) -> ScoreRules:
    assert definition.score is not None
    return definition.score


def slowly(definition: Definition, like: QuestionnaireResponse, answers: Answers, authored: datetime) -> Verdict:
    whole = like.model_copy(update={"answers": {**like.answers, **answers}, "authored": authored})
    found = assess(definition, whole)
    assert found.score is not None
    points = tuple((each.low, each.high) for each in found.score.predictors)
    return Verdict(found.recommendation, found.could_be, points, found.score.applies)


def random_rows(definition: Definition, random: Random) -> tuple[QuestionnaireResponse, list[str], list[Answers]]:
    """Constant answers, the questions that vary, and rows of answers to those."""
    questionnaire = definition.questionnaire
    asked = [link_id for link_id, item in questionnaire.items.items() if item.is_question]
    varying = random.sample(asked, min(len(asked), random.choice([1, 3, 10, 40, len(asked)])))
    constant = random_response(questionnaire, random)
    answers = {name: each for name, each in constant.answers.items() if name not in varying}
    pools = {
        name: [random_answer(questionnaire, questionnaire.items[name], random) for _count in range(3)]
        for name in varying
    }
    share = random.choice([0.2, 0.7, 1.0])
    rows = [
        {name: random.choice(pool) for name, pool in pools.items() if random.random() < share} for _row in range(ROWS)
    ]
    return constant.model_copy(update={"answers": answers}), varying, rows


def agree(seed: int, name: str, dated: bool) -> None:
    """Compare the two ways on random rows."""
    definition, random = form(name), Random(seed)
    like, varying, rows = random_rows(definition, random)
    judge = QuickJudge(definition, score_of(definition), like, varying, dated=dated)
    for answers in rows:
        authored = datetime(random.randint(1990, 2026), 6, 1, tzinfo=UTC) if dated else NOW
        wanted = slowly(definition, like, answers, authored)
        assert judge.verdict(answers, authored if dated else None) == wanted
        assert judge.verdict(answers, authored if dated else None) == wanted
        assert wanted.total == (sum(low for low, _high in wanted.points), sum(high for _low, high in wanted.points))


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.sampled_from(["b12", "full"]), st.booleans())
def test_it_says_what_assess_says(seed: int, name: str, dated: bool) -> None:
    agree(seed, name, dated)


@pytest.mark.parametrize("seed", range(12))
def test_it_says_what_assess_says_of_the_same_people_every_time(seed: int) -> None:
    agree(seed, "b12", seed % 2 == 0)
    agree(seed, "full", seed % 3 == 0)


CASES = {
    "named by several": '{ condition = "both" }',
    "found by several": '{ finding = "both" }',
    "not several": '{ not = { condition = "both" } }',
    "one for all": '{ any = [{ question = "gate", answer = "yes" }, { condition = "both" }] }',
    "one against all": '{ all = [{ question = "gate", answer = "no" }, { condition = "both" }] }',
    "one unknown": '{ any = [{ question = "pregnant", answer = "yes" }, { condition = "both" }] }',
}
BOTH = '{ all = [{ question = "tired", answer = "yes" }, { question = "gas", answer = "yes" }] }'


@pytest.mark.parametrize("when", CASES.values(), ids=CASES)
def test_conditions_that_several_answers_decide(when: str) -> None:
    files = gallery_files("full")
    rules = files["rules.toml"].decode()
    rules = rules.replace("[[finding]]", f'[[condition]]\nid = "both"\nwhen = {BOTH}\n\n[[finding]]', 1)
    rules = rules.replace(
        "[[recommendation]]",
        '[[finding]]\nid = "both"\nkind = "context"\ntext = "Both"\nwhen = { condition = "both" }\n'
        'strength = "weak"\nconfidence = "M"\nsources = ["S1"]\n\n[[recommendation]]',
        1,
    )
    rules = rules.replace('when = { question = "products", answer = "spray" }', f"when = {when}", 1)
    definition, problems = inspect(Path("form"), {**files, "rules.toml": rules.encode()})
    assert definition is not None
    assert not problems
    like = QuestionnaireResponse(
        questionnaire=definition.questionnaire.canonical, authored=NOW, answers={"gate": (Coding(code="yes"),)}
    )
    judge = QuickJudge(definition, score_of(definition), like, ["tired", "gas", "age"])
    codes = [(Coding(code=each),) for each in ("yes", "no")]
    for tired in (*codes, ()):
        for gas in (*codes, ()):
            answers: Answers = {name: each for name, each in (("tired", tired), ("gas", gas)) if each}
            assert judge.verdict(answers) == slowly(definition, like, answers, NOW)


def test_what_is_remembered_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "_MOST_KEPT", 3)
    definition = form("full")
    like = QuestionnaireResponse(questionnaire=definition.questionnaire.canonical, authored=NOW)
    judge = QuickJudge(definition, score_of(definition), like, ["age", "tired", "numb"])
    codes = [(Coding(code=each),) for each in ("yes", "no", "not-sure")]
    for age in (10, 30, 62, 80):
        for tired in codes:
            for numb in (True, False):
                answers: Answers = {"age": (age,), "tired": tired, "numb": (numb,)}
                assert judge.verdict(answers) == slowly(definition, like, answers, NOW)


def test_answers_that_have_nothing_to_do_with_each_other_stand_apart() -> None:
    questionnaire = form("full").questionnaire
    found = clusters(questionnaire, ["age", "drug", "tired"], dated=False)
    by_varying = {each.varying: each for each in found}
    assert set(by_varying) == {("age",), ("drug",), ("tired",)}
    assert by_varying["age",].items == {"age", "age_years"}
    assert by_varying["drug",].items == {"drug", "drug.dose", "drug.duration", "drug.mui", "drug.since"}
    assert [step.link_id for step in by_varying["drug",].steps][:2] == ["drug", "drug.dose"]
    assert not any(each.dated for each in found)


def test_the_day_matters_where_time_is_reckoned() -> None:
    questionnaire = form("full").questionnaire
    found = {each.varying: each.dated for each in clusters(questionnaire, ["tired"], dated=True)}
    assert found == {(): True, ("tired",): False}
