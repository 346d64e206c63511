"""What holds for the shipped form whatever somebody answers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from b12desk.definitions.loader import load
from b12desk.engine.enablement import enabled_items
from b12desk.engine.facts import Facts
from b12desk.engine.scoring import assess
from b12desk.model.assessment import Assessment
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import AllOf, AnyOf, Condition, inner
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer, Coding
from tests.engine.random_answers import random_answer, random_response

SEEDS = st.integers(0, 2**32)
THOROUGH = settings(max_examples=100, deadline=None)


@cache
def form() -> Definition:
    return load()


def rank(code: str) -> int:
    """0 is the highest recommendation."""
    return form().rules.ranks[code]


def with_answers(response: QuestionnaireResponse, answers: dict[str, tuple[Answer, ...]]) -> QuestionnaireResponse:
    return replace(response, answers={**response.answers, **answers})


def inside(assessment: Assessment, low: str, high: str) -> bool:
    return rank(high) <= rank(assessment.could_be[1]) <= rank(assessment.could_be[0]) <= rank(low)


@THOROUGH
@given(SEEDS)
def test_the_recommendation_agrees_with_what_it_could_be(seed: int) -> None:
    assessment = assess(form(), random_response(form().questionnaire, Random(seed)))
    low, high = assessment.could_be
    assert rank(high) <= rank(low)
    assert assessment.recommendation in (low, "insufficient")
    assert (assessment.recommendation == "insufficient") <= bool(assessment.deciding)
    assert bool(assessment.deciding) >= (low != high)
    assert not assessment.deciding or low != high or assessment.urgency == "same-day"
    assert ("INCOMPLETE" in assessment.notes) == bool(assessment.deciding)


@THOROUGH
@given(SEEDS)
def test_answering_an_open_item_lands_inside_could_be(seed: int) -> None:
    random, questionnaire = Random(seed), form().questionnaire
    response = random_response(questionnaire, random)
    before = assess(form(), response)
    assume(before.open_items)
    asked = random.choice(before.open_items)
    assume(asked not in decided_without())
    given_answer = random_answer(questionnaire, questionnaire.items[asked], random)
    kept = {key: value for key, value in response.answers.items() if key in enabled_items(questionnaire, response)}
    after = assess(form(), replace(response, answers={**kept, asked: given_answer}))
    assert inside(after, *before.could_be)


@cache
def decided_without() -> frozenset[str]:
    """Questions of which a rule asks whether they were answered at all: until they are, it decides without them."""
    rules = form().rules
    nodes = [node for rule in (*rules.condition, *rules.finding) for node in rules.opened(rule.when)]
    return frozenset(
        each.question for each in nodes if isinstance(each, Comparison) and each.operator in ("exists", "known")
    )


@THOROUGH
@given(SEEDS)
def test_answering_everything_that_decides_settles_it(seed: int) -> None:
    random, questionnaire = Random(seed), form().questionnaire
    response = random_response(questionnaire, random)
    for _ in range(len(questionnaire.items)):
        found = assess(form(), response)
        if not found.deciding:
            break
        asked = found.deciding[0]
        options = [
            each.code for each in questionnaire.options(asked) if each.code not in ("not-sure", "prefer-not-to-say")
        ]
        answer: tuple[Answer, ...] = random_answer(questionnaire, questionnaire.items[asked], random)
        if options:
            answer = (Coding(code=random.choice(options)),)
        elif isinstance(answer[0], Coding):
            continue
        if asked == "birth_date":
            answer = (replace(answer[0], date="1980-05-05"),)  # type: ignore[union-attr]  # a date item
        response = with_answers(response, {asked: answer})
    assert assess(form(), response).settled


@THOROUGH
@given(SEEDS)
def test_adding_a_risk_factor_never_lowers_anything(seed: int) -> None:
    random, questionnaire = Random(seed), form().questionnaire
    response = random_response(questionnaire, random)
    before = assess(form(), response)
    present = {each.id for each in before.findings}
    candidates = [rule for rule in form().rules.finding if rule.kind == "risk-factor" and rule.id not in present]
    chosen = random.choice(candidates)
    added = positive_answers(chosen.when)
    assume(added)
    response = with_answers(response, added)
    opened = {each.question: each.answer for name in added for each in gates(name)}
    for question, answer in opened.items():
        response = with_answers(
            response, {question: (Coding(code=str(answer[0] if isinstance(answer, tuple) else answer)),)}
        )
    without = {name: value for name, value in response.answers.items() if name not in added}
    # The same record with the factor denied is the fair comparison: opening its gate may ask new questions.
    denied = replace(response, answers={**without, **{name: denial(name) for name in added}})
    lower, upper = assess(form(), denied), assess(form(), response)
    # One way of eating takes the place of another: a vegetarian is not told "little meat for other reasons" as well.
    assume({each.id for each in lower.findings} <= {each.id for each in upper.findings})
    assert rank(upper.could_be[0]) <= rank(lower.could_be[0])
    assert rank(upper.could_be[1]) <= rank(lower.could_be[1])
    if "insufficient" not in (lower.recommendation, upper.recommendation):
        assert rank(upper.recommendation) <= rank(lower.recommendation)


def positive_answers(condition: Condition) -> dict[str, tuple[Answer, ...]]:
    """Coded answers that make a finding's first comparison true; {} when it is not simply coded."""
    node = condition
    while isinstance(node, AllOf | AnyOf):
        (_path, node), *_rest = inner(node)
    if not isinstance(node, Comparison) or node.operator != "=" or isinstance(node.answer, bool):
        return {}
    code = node.wanted[0]
    return {node.question: (Coding(code=code),)} if isinstance(code, str) else {}


def denial(link_id: str) -> tuple[Answer, ...]:
    codes = [each.code for each in form().questionnaire.options(link_id)]
    return (Coding(code=next(code for code in ("no", "none", "never", "none-of-these", codes[0]) if code in codes)),)


def gates(link_id: str) -> list:  # type: ignore[type-arg]  # comparisons, nearest first
    items, parents = form().questionnaire.items, form().questionnaire.parents
    found, name = [], link_id
    while name:
        found += [each for each in items[name].enable_when if each.operator == "="]
        found += [inner for each in items[name].enable_when for inner in gates(each.question)]
        name = parents[name] or ""
    return found


@THOROUGH
@given(SEEDS)
def test_the_order_of_answers_never_matters(seed: int) -> None:
    random = Random(seed)
    response = random_response(form().questionnaire, random)
    shuffled = list(response.answers.items())
    random.shuffle(shuffled)
    assert assess(form(), replace(response, answers=dict(shuffled))) == assess(form(), response)


@THOROUGH
@given(SEEDS)
def test_a_disabled_item_never_counts(seed: int) -> None:
    questionnaire = form().questionnaire
    response = random_response(questionnaire, Random(seed))
    enabled = enabled_items(questionnaire, response)
    kept = {name: value for name, value in response.answers.items() if name in enabled}
    assert assess(form(), replace(response, answers=kept)) == assess(form(), response)


@THOROUGH
@given(SEEDS)
def test_good_food_never_lowers_the_recommendation(seed: int) -> None:
    questionnaire = form().questionnaire
    response = random_response(questionnaire, Random(seed))
    feast = {food.link_id: (Coding(code="daily"),) for food in form().foods.food}
    famine = {food.link_id: (Coding(code="never"),) for food in form().foods.food}
    rich, poor = (assess(form(), with_answers(response, foods)) for foods in (feast, famine))
    assert rich.recommendation == poor.recommendation
    assert rich.could_be == poor.could_be


@THOROUGH
@given(SEEDS)
def test_what_is_unknown_is_never_taken_for_a_no(seed: int) -> None:
    response = random_response(form().questionnaire, Random(seed))
    facts = Facts(form().questionnaire, response)
    blank = replace(response, answers={})
    assert assess(form(), blank).recommendation == "insufficient"
    for link_id, value in facts.values.items():
        if value is None and facts.applies[link_id]:
            assert facts.blame(link_id)
