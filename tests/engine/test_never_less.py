"""The page never says less than the findings: what holds for the shipped form whatever somebody answers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from b12desk.definitions.loader import load
from b12desk.engine.scoring import assess
from b12desk.model.assessment import Assessment
from b12desk.model.comparison import Comparison
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import UNKNOWN_CODES, Answer, Coding
from tests.engine.random_answers import random_response

SEEDS = st.integers(0, 2**32)
FEW = settings(max_examples=40, deadline=None)
NONE = "none-of-these"


@cache
def form() -> Definition:
    return load()


def rank(code: str) -> int:
    """0 is the highest recommendation."""
    return form().rules.ranks[code]


def soon(found: Assessment) -> int:
    """0 is the soonest; without a red flag it is later than any."""
    levels = list(form().rules.urgencies)
    return levels.index(found.urgency) if found.urgency else len(levels)


@cache
def ticks() -> tuple[tuple[str, str], ...]:
    """Each option of a list that a red flag, or a risk factor or symptom on the guideline's list, rests on."""
    questionnaire, rules = form().questionnaire, form().rules
    found: dict[tuple[str, str], None] = {}
    for rule in rules.finding:
        if rule.kind == "red-flag" or (rule.common and rule.kind in ("risk-factor", "symptom")):
            for node in rules.opened(rule.when):
                if isinstance(node, Comparison) and node.operator == "=" and questionnaire.items[node.question].repeats:
                    found.update(dict.fromkeys((node.question, str(code)) for code in node.wanted))
    kinds = {question for question, _code in found}
    assert {"emergency_nerves", "diet_pattern", "medicines_common", "nerves"} <= kinds
    return tuple(found)


def ticked(response: QuestionnaireResponse, question: str, *, more: str = "", less: str = "") -> QuestionnaireResponse:
    """A response whose list is definite, with one option more or less."""
    given_codes = [each.code for each in response.answers.get(question, ()) if isinstance(each, Coding)]
    kept = [each for each in given_codes if each not in (*UNKNOWN_CODES, NONE, more, less)]
    codes = [*kept, more] if more else kept or [NONE]
    answer: tuple[Answer, ...] = tuple(Coding(code=each) for each in codes)
    return replace(response, answers={**response.answers, question: answer})


@FEW
@given(SEEDS)
def test_the_page_never_says_less_than_the_findings(seed: int) -> None:
    found = assess(form(), random_response(form().questionnaire, Random(seed)))
    assert bool(found.of_kind("red-flag")) is found.flagged is (found.recommendation == "urgent")
    assert found.otherwise != "urgent"
    assert found.flagged or found.otherwise == found.recommendation
    if found.of_kind("risk-factor"):
        assert found.otherwise != "no-trigger"


def test_no_words_at_the_top_deny_what_may_have_been_found() -> None:
    """Under both of these a finding may stand: a risk factor under the one, an uncounted symptom under either."""
    for code in ("risk-only", "no-trigger"):
        head = form().rules.headline(code, None)
        words = f"{head.title} {head.sentence} {head.guideline}".casefold()
        assert not [each for each in ("no recommendation to test", "no risk factor", "no symptom was") if each in words]


@FEW
@given(SEEDS)
def test_a_sign_or_risk_factor_more_never_lowers_anything(seed: int) -> None:
    random = Random(seed)
    response = random_response(form().questionnaire, random)
    question, code = random.choice(ticks())
    lower, upper = (assess(form(), ticked(response, question, **each)) for each in ({"less": code}, {"more": code}))
    assert soon(upper) <= soon(lower)
    assert rank(upper.could_be[0]) <= rank(lower.could_be[0])
    assert rank(upper.could_be[1]) <= rank(lower.could_be[1])
    if lower.otherwise != "insufficient":
        assert rank(upper.otherwise) <= rank(lower.otherwise)


@FEW
@given(SEEDS)
def test_an_unrelated_emergency_leaves_the_recommendation_below_it(seed: int) -> None:
    random = Random(seed)
    response = random_response(form().questionnaire, random)
    for each in ("emergency_body", "emergency_nerves", "emergency_thoughts"):
        response = replace(response, answers={**response.answers, each: (Coding(code=NONE),)})
    question, code = random.choice(
        [("emergency_body", "stroke"), ("emergency_body", "seizure"), ("emergency_thoughts", "end-life")]
    )
    before, after = (assess(form(), ticked(response, question, **each)) for each in ({"less": code}, {"more": code}))
    assume(not before.flagged)
    assert (after.recommendation, after.flagged, after.only_unrelated) == ("urgent", True, True)
    if before.recommendation != "insufficient":  # an open warning sign counts as open then
        assert after.otherwise == before.recommendation


def test_a_red_flag_never_rests_on_the_guideline_for_testing() -> None:
    for rule in form().rules.finding:
        if rule.kind == "red-flag":
            assert rule.sources, rule.id
            assert rule.remark.strip(), rule.id
            assert not [each for each in rule.sources if each == "NICE" or each.startswith("NICE-1.")], rule.id
