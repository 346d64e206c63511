"""Which unanswered questions could still change what somebody is told."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12desk.definitions.loader import load
from b12desk.engine.enablement import enabled_items
from b12desk.engine.facts import Facts
from b12desk.engine.scoring import assess
from b12desk.engine.settled import EarlyEnd, early_end, outstanding
from b12desk.model.border import read_model
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.conditions import (
    AllOf,
    AnyOf,
    AnyPresent,
    Condition,
    Filter,
    Named,
    Not,
    Otherwise,
    Present,
    Recommended,
)
from b12desk.model.definition import Definition
from b12desk.model.disclosed import Disclosed
from b12desk.model.questionnaire import ItemType, Questionnaire
from b12desk.model.response import QuestionnaireResponse, Status
from b12desk.model.rules import FindingRule, NamedCondition, PretestRule, RecommendationRule, Rules, TestRule
from b12desk.model.values import Coding
from tests.engine.random_answers import random_answer, random_response
from tests.engine.small import ALL_NO, DEFINITION, RULES, recommendation, respond, rule, when, yes_no
from tests.gallery import NAMES, gallery

SEEDS = st.integers(0, 2**32)
ROUNDS = 4
CODES = ("urgent", "top", "middle", "unsettled", "lower", "none")


def outcomes(definition: Definition, response: QuestionnaireResponse) -> tuple[object, ...]:
    found = assess(definition, response)
    flags = tuple(each.id for each in found.of_kind("red-flag"))
    return found.recommendation, found.otherwise, found.tests, found.pretest, flags


def left(questionnaire: Questionnaire, response: QuestionnaireResponse) -> list[str]:
    """The questions that apply and are not answered, nor by what may be answered instead."""
    enabled, alternatives = enabled_items(questionnaire, response), questionnaire.alternatives
    return [
        each
        for each, item in questionnaire.items.items()
        if item.is_question
        and each in enabled
        and not response.answers.get(each)
        and not response.answers.get(alternatives.get(each, ""))
    ]


def answered_on(questionnaire: Questionnaire, response: QuestionnaireResponse, random: Random) -> QuestionnaireResponse:
    """Every question that is left, or comes up on the way, answered at random; some are passed over."""
    passed: set[str] = set()
    while rest := [each for each in left(questionnaire, response) if each not in passed]:
        link_id = random.choice(rest)
        if random.random() < 0.1:
            passed.add(link_id)
            continue
        given_answer = random_answer(questionnaire, questionnaire.items[link_id], random)
        response = replace(response, answers={**response.answers, link_id: given_answer})
    return response


def holds(definition: Definition, random: Random) -> bool:
    """Answer what is outstanding until nothing is; see that the outcomes stay. Say whether questions were left."""
    asked = definition.questionnaire
    response = random_response(asked, random)
    for _question in asked.items:
        if open_now := outstanding(definition, response):
            link_id = random.choice(open_now)
            more = {link_id: random_answer(asked, asked.items[link_id], random)}
            response = replace(response, answers={**response.answers, **more})
    assert outstanding(definition, response) == ()
    before = outcomes(definition, response)
    for _round in range(ROUNDS):
        full = answered_on(asked, response, random)
        assert outcomes(definition, full) == before
        assert outstanding(definition, full) == ()
    return bool(left(asked, response))


def random_condition(questionnaire: Questionnaire, random: Random, names: list[Condition], depth: int = 2) -> Condition:
    """A condition of any form about this questionnaire."""
    if depth and random.random() < 0.6:
        below = tuple(random_condition(questionnaire, random, names, depth - 1) for _each in range(2))
        return random.choice([AllOf(all=below), AnyOf(any=below), Not(not_=below[0])])
    if names and random.random() < 0.4:
        return random.choice(names)
    asked = [each for each, item in questionnaire.items.items() if item.is_question or item.calculated]
    item = questionnaire.items[random.choice(asked)]
    if random.random() < 0.3 and item.is_question:
        operator = random.choice([Operator.EXISTS, Operator.KNOWN])
        return Comparison(question=item.link_id, operator=operator, answer=random.random() < 0.5)
    codes = [each.code for each in questionnaire.options(item.link_id) if not each.code.startswith("prefer")]
    if item.type is ItemType.CHOICE:
        operator = random.choice([Operator.EQUAL, Operator.NOT_EQUAL])
        return Comparison(question=item.link_id, operator=operator, answer=tuple(random.sample(codes, 1)))
    match item.type.value:
        case "boolean":
            return Comparison(question=item.link_id, answer=random.random() < 0.5)
        case "date":
            return Comparison(question=item.link_id, operator=Operator.LESS, answer="1985-06")
        case "string" | "text" | "open-choice":
            return Comparison(question=item.link_id, operator=Operator.EXISTS, answer=True)
    operator = random.choice([Operator.LESS_OR_EQUAL, Operator.GREATER, Operator.LESS])
    number = random.choice([0, 3, 4, 10, 16, 60])
    return Comparison(question=item.link_id, operator=operator, answer=number)


def random_rules(questionnaire: Questionnaire, random: Random) -> Rules:
    """Rules in which everything may hang on anything."""

    def condition(names: list[Condition]) -> Condition:
        return random_condition(questionnaire, random, names)

    named = tuple(NamedCondition(id=f"n{each}", when=condition([])) for each in range(2))
    names: list[Condition] = [Named(condition=each.id) for each in named]
    kinds = ("red-flag", "red-flag", "risk-factor", "symptom", "symptom")
    findings: list[FindingRule] = []
    for place, kind in enumerate(kinds):
        read = read_model(FindingRule, rule(f"f{place}", kind, when=when("tired"), tags=["t"] if place % 2 else []))
        findings.append(replace(read, when=condition(names)))
        names.append(Present(finding=f"f{place}"))
    any_of: list[Condition] = [
        AnyPresent(any_finding=Filter(kind="red-flag")),
        AnyPresent(any_finding=Filter(tag="t")),
        AnyPresent(any_finding=Filter(kind="symptom")),
    ]
    rows = [read_model(RecommendationRule, recommendation(code)) for code in CODES]
    rows[0] = replace(rows[0], when=any_of[0], urgent=True)
    rows[3] = replace(rows[3], unsettled=True)
    for place in (1, 2, 4):
        rows[place] = replace(rows[place], when=condition([*names, *any_of]))
    told: list[Condition] = [Recommended(recommendation=CODES[:3]), Otherwise(otherwise=CODES[1:4])]
    after = [*names, *any_of, *told]
    tests = tuple(
        TestRule(code=f"t{each}", when=condition(after), text="t", reason="R", sources=("X",)) for each in range(2)
    )
    pretests = (PretestRule(code="P", when=condition(after), text="p", sources=("X",)),)
    return replace(
        RULES,
        condition=named,
        finding=tuple(findings),
        recommendation=tuple(rows),
        note=(),
        test_when=condition(after) if random.random() < 0.7 else None,
        test=tests,
        pretest=pretests,
    )


@settings(max_examples=80, deadline=None)
@given(SEEDS)
def test_whatever_the_rules_are_settled_outcomes_stay_as_they_are(seed: int) -> None:
    random = Random(seed)
    holds(replace(DEFINITION, rules=random_rules(DEFINITION.questionnaire, random)), random)


@pytest.mark.slow
@settings(max_examples=2500, deadline=None)
@given(SEEDS)
def test_whatever_the_rules_are_settled_outcomes_stay_for_many(seed: int) -> None:
    random = Random(seed)
    holds(replace(DEFINITION, rules=random_rules(DEFINITION.questionnaire, random)), random)


def test_many_of_those_are_settled_with_questions_left() -> None:
    seen = 0
    for seed in range(20):
        random = Random(seed)
        seen += holds(replace(DEFINITION, rules=random_rules(DEFINITION.questionnaire, random)), random)
    assert seen >= 10


@pytest.mark.parametrize("name", NAMES)
def test_settled_outcomes_of_each_form_of_the_gallery_stay(name: str) -> None:
    for seed in range(3):
        holds(gallery(name), Random(seed))


@cache
def form() -> Definition:
    return load()


@settings(max_examples=5, deadline=None)
@given(SEEDS)
def test_settled_outcomes_of_the_shipped_form_stay(seed: int) -> None:
    holds(form(), Random(seed))


@settings(max_examples=50, deadline=None)
@given(SEEDS)
def test_what_is_outstanding_applies_or_may_and_is_not_answered(seed: int) -> None:
    random = Random(seed)
    definition = replace(DEFINITION, rules=random_rules(DEFINITION.questionnaire, random))
    response = random_response(definition.questionnaire, random)
    applies = Facts(definition.questionnaire, response).applies
    found = outstanding(definition, response)
    assert list(found) == sorted(found, key=definition.questionnaire.order.__getitem__)
    for each in found:
        assert not response.answers.get(each)
        assert applies[each] is not False


def alone_urgent() -> frozenset[str]:
    """The questions asked of everybody of which one answer alone is a red flag."""
    questionnaire, nobody = form().questionnaire, respond()
    return frozenset(
        link_id
        for link_id in left(questionnaire, nobody)
        for option in questionnaire.options(link_id)
        if assess(form(), replace(nobody, answers={link_id: (Coding(code=option.code),)})).flagged
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_is_settled_before_the_questions_that_are_emergencies_by_themselves(seed: int) -> None:
    random, questionnaire, wanted = Random(seed), form().questionnaire, alone_urgent()
    response = random_response(questionnaire, random)
    response = replace(response, answers={})
    while rest := left(questionnaire, response):
        if not outstanding(form(), response):
            break
        codes = [each.code for each in questionnaire.options(rest[0])]
        calm = next((each for each in ("none-of-these", "no", "never") if each in codes), None)
        answer = random_answer(questionnaire, questionnaire.items[rest[0]], random)
        response = replace(response, answers={**response.answers, rest[0]: (Coding(code=calm),) if calm else answer})
    assert wanted & enabled_items(questionnaire, response) <= response.answers.keys()


# How it was finished early


def test_what_stands_open_behind_the_last_answer_was_not_asked() -> None:
    def ended(**changes: object) -> EarlyEnd | None:
        response = respond({**ALL_NO, **changes})
        return early_end(DEFINITION, response, assess(DEFINITION, response))

    assert ended() == EarlyEnd(("flag", "level"), settled=True)
    assert ended(milk=None) == EarlyEnd(("flag", "level"), settled=True)
    assert ended(flag=True) == EarlyEnd(("level",), settled=True)
    assert ended(flag=True, level=1) is None
    assert ended(tired=None) is None
    assert ended(**{"drink.frequency": None}, tingling="yes", worse="yes") == EarlyEnd(("flag", "level"), settled=False)


def test_what_the_short_way_of_a_patient_left_out_is_said_so() -> None:
    response = respond({**ALL_NO, "milk": None})
    short = replace(DEFINITION, disclosed=Disclosed(not_asked=("milk",)))
    found = early_end(short, response, assess(short, response))
    assert found == EarlyEnd(("milk",), settled=True, short=True)
    assert found is not None
    assert found.words == "Short form for the patient: 1 question was not asked."


def test_an_intake_still_open_was_not_finished() -> None:
    response = replace(respond(ALL_NO), status=Status.IN_PROGRESS)
    assert early_end(DEFINITION, response, assess(DEFINITION, response)) is None


def test_it_says_how_many_were_not_asked() -> None:
    assert EarlyEnd(("a",), settled=True).words == "Finished when settled: 1 question was not asked."
    assert EarlyEnd(("a", "b"), settled=True).words == "Finished when settled: 2 questions were not asked."
    assert EarlyEnd(("a",), settled=False).words == "Stopped at a red flag: 1 question was not asked."


# One by one, on the small form


def test_a_question_that_decides_is_outstanding_and_no_other() -> None:
    assert outstanding(DEFINITION, respond(ALL_NO)) == ()
    assert outstanding(DEFINITION, respond({**ALL_NO, "tired": None})) == ("tired",)
    assert outstanding(DEFINITION, respond({**ALL_NO, "flag": None, "words": None, "level": None})) == ()


def test_the_gate_is_outstanding_for_what_stands_behind_it() -> None:
    assert outstanding(DEFINITION, respond({**ALL_NO, "gate": None})) == ("gate",)
    assert outstanding(DEFINITION, respond({**ALL_NO, "gate": "yes"})) == ("metformin",)


def test_not_sure_is_final() -> None:
    assert outstanding(DEFINITION, respond({**ALL_NO, "gate": "not-sure"})) == ()
    assert outstanding(DEFINITION, respond({**ALL_NO, "gate": "not-sure", "tired": None})) == ("tired",)


def test_the_age_is_outstanding_until_it_or_the_birth_date_is_there() -> None:
    assert outstanding(DEFINITION, respond({**ALL_NO, "age": None})) == ("birth_date",)
    assert outstanding(DEFINITION, respond({**ALL_NO, "age": None, "birth_date": "@1980"})) == ()


def test_who_is_not_sure_of_the_birth_date_may_still_tell_the_age() -> None:
    item = DEFINITION.questionnaire.item
    about = replace(item[0], item=tuple(replace(each, enable_when=(), unknown=("not-sure",)) for each in item[0].item))
    definition = replace(DEFINITION, questionnaire=replace(DEFINITION.questionnaire, item=(about, *item[1:])))
    unsure = {**ALL_NO, "birth_date": "not-sure"}
    assert outstanding(definition, respond({**unsure, "age": None})) == ("age",)
    assert outstanding(definition, respond(unsure)) == ()


def test_an_age_that_is_not_asked_beside_an_unsure_birth_date_is_not_waited_for() -> None:
    item = DEFINITION.questionnaire.item
    born = replace(item[0].item[0], unknown=("not-sure",))
    about = replace(item[0], item=(born, *item[0].item[1:]))
    definition = replace(DEFINITION, questionnaire=replace(DEFINITION.questionnaire, item=(about, *item[1:])))
    assert outstanding(definition, respond({**ALL_NO, "birth_date": "not-sure", "age": None})) == ()


def test_red_flags_are_settled_last_of_all_even_when_the_recommendation_stands() -> None:
    two = replace(
        RULES,
        finding=(*RULES.finding, read_model(FindingRule, rule("flag", "red-flag", when=when("flag", answer=True)))),
    )
    definition = replace(DEFINITION, rules=two)
    flagged = {**ALL_NO, "tingling": "yes", "worse": "yes"}
    assert outcomes(definition, respond(flagged))[0] == "urgent"
    assert outstanding(definition, respond(flagged)) == ("flag",)
    assert outstanding(definition, respond({**flagged, "flag": True})) == ()


def test_whether_something_is_written_down_is_open_until_it_is_asked() -> None:
    written: Condition = Comparison(question="words", operator=Operator.EXISTS, answer=True)
    pretest = PretestRule(code="P", when=AllOf(all=(Present(finding="tired"), written)), text="p", sources=("X",))
    definition = replace(DEFINITION, rules=replace(RULES, pretest=(pretest,)))
    assert outstanding(definition, respond({**ALL_NO, "tired": "yes"})) == ("words",)
    assert outstanding(definition, respond({**ALL_NO, "tired": "yes", "words": "=it"})) == ()
    assert outstanding(definition, respond(ALL_NO)) == ()


def test_a_test_for_all_but_those_who_are_pregnant_waits_for_the_answer() -> None:
    """After the recommendation the unknown counts as no, which a later answer may undo."""
    pregnant = read_model(FindingRule, rule("pregnant", "context"))
    test = TestRule(code="T", when=Not(not_=Present(finding="pregnant")), text="t", reason="R", sources=("X",))
    rules = replace(RULES, finding=(*RULES.finding, pregnant), test=(test,))
    definition = replace(DEFINITION, rules=rules)
    unknown = {**ALL_NO, "pregnant": None}
    assert assess(definition, respond(unknown)).tests
    assert outstanding(definition, respond(unknown)) == ("pregnant",)
    assert outstanding(definition, respond({**unknown, "pregnant": "not-sure"})) == ()
    never = replace(rules, test_when=Recommended(recommendation=("offer-test",)))
    assert outstanding(replace(definition, rules=never), respond(unknown)) == ()


def test_points_of_which_nobody_knows_whether_they_are_counted_are_open() -> None:
    """A sum without a part is no number, so not even "at most 9" is sure of it."""
    items = [
        yes_no("gate"),
        {**yes_no("part", enableWhen=[when("gate")])},
        {"linkId": "sum", "type": "integer", "calculated": "points", "calculatedFrom": ["part"], "text": "Sum"},
    ]
    page = {"linkId": "page", "type": "group", "text": "Page", "item": items}
    asked = read_model(
        Questionnaire,
        {
            **dict.fromkeys(("url", "version", "title", "publisher", "purpose"), "x"),
            **dict.fromkeys(("summaryTitle", "summarySubtitle"), "x"),
            "status": "draft",
            "date": "2026-11-22",
            "language": "en",
            "item": [page],
        },
    )
    little = Comparison(question="sum", operator=Operator.LESS_OR_EQUAL, answer=9)
    flag = replace(read_model(FindingRule, rule("f", "red-flag")), when=little)
    rules = replace(RULES, finding=(flag,), recommendation=RULES.recommendation[-3:], note=(), test=(), pretest=())
    definition = replace(DEFINITION, questionnaire=asked, rules=rules)
    assert outstanding(definition, respond()) == ("gate",)
    assert outstanding(definition, respond(gate="no")) == ()
    assert outstanding(definition, respond(gate="not-sure")) == ()


def test_ticks_beside_not_sure_are_known_and_the_others_are_final() -> None:
    response = respond(ALL_NO)
    ticked = replace(response, answers={**response.answers, "other": (Coding(code="a"), Coding(code="not-sure"))})
    assert outstanding(DEFINITION, ticked) == ()
