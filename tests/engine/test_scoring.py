"""What is concluded from a response, on the small form; the real form has its vignettes and properties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from b12desk.engine.conditions import Judge
from b12desk.engine.facts import Facts
from b12desk.engine.scoring import assess, condition_holds
from b12desk.model.border import read_model
from b12desk.model.conditions import Condition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.rules import Rules
from tests.engine.small import ALL_NO, DEFINITION, FLAGGED, respond, when

GATE_OPEN = {
    **ALL_NO,
    "gate": "yes",
    "metformin": "yes",
    "metformin.dose": (1000, "mg"),
    "metformin.duration": (3, "mo"),
}


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("no-trigger", {}),
        ("clinical-judgement", {"tired": "yes"}),
        ("already-treated", {"other": "a", "tired": "yes"}),
        ("no-trigger", {"other": ["a", "b"]}),
        ("out-of-scope", {"age": 15, "tired": "yes"}),
        ("clinical-judgement", {"age": 16, "tired": "yes"}),
        ("urgent", {"age": 15, "tingling": "yes", "worse": "yes"}),
        ("risk-only", {"drink.frequency": "weekly", "drink.amount": "many"}),
        ("insufficient", {"tired": None}),
        ("insufficient", {"tired": "not-sure"}),
        ("insufficient", {"tired": "prefer-not-to-say"}),
        ("insufficient", {"gate": "not-sure"}),
        ("insufficient", {"age": None}),
    ],
)
def test_the_first_trigger_that_holds_is_the_recommendation(expected: str, changes: dict[str, object]) -> None:
    assert assess(DEFINITION, respond({**ALL_NO, **changes})).recommendation == expected


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("risk-only", {"metformin.duration": (4, "mo")}),
        ("consider-test", {"metformin.duration": (5, "mo")}),
        ("consider-test", {"metformin.duration": (1, "a")}),
        ("offer-test", {"metformin.duration": (1, "mo"), "tired": "yes"}),
        ("insufficient", {"metformin.duration": "not-sure"}),
        ("insufficient", {"metformin.duration": None}),
    ],
)
def test_a_mark_is_earned_by_its_own_condition(expected: str, changes: dict[str, object]) -> None:
    assert assess(DEFINITION, respond({**GATE_OPEN, **changes})).recommendation == expected


def test_an_open_gate_is_the_item_to_ask_and_not_what_stands_behind_it() -> None:
    assessment = assess(DEFINITION, respond({**ALL_NO, "gate": None}))
    assert assessment.deciding == ("gate",)
    assert assessment.could_be == ("no-trigger", "consider-test")
    assert assessment.open_items == ("gate", "flag", "level")
    assert "INCOMPLETE" in assessment.notes
    assert not assessment.settled


def test_open_items_that_cannot_change_the_result_do_not_decide() -> None:
    assessment = assess(DEFINITION, respond({**GATE_OPEN, "tired": "yes", "drink.frequency": None}))
    assert assessment.recommendation == "offer-test"
    assert assessment.open_items == ("drink.frequency", "flag", "level")
    assert assessment.deciding == ()
    assert assessment.settled
    assert "INCOMPLETE" not in assessment.notes


def test_a_symptom_with_open_risks_is_judgement_that_could_become_an_offer() -> None:
    assessment = assess(DEFINITION, respond({**ALL_NO, "tired": "yes", "gate": "not-sure"}))
    assert assessment.recommendation == "clinical-judgement"
    assert assessment.could_be == ("clinical-judgement", "offer-test")
    assert assessment.deciding == ("gate",)


def test_findings_carry_what_they_rest_on() -> None:
    answers = {**GATE_OPEN, "metformin.duration": (6, "a"), "tingling": "yes", "worse": "no", "words": "=both feet"}
    found = {each.id: each for each in assess(DEFINITION, respond(answers)).findings}
    assert found["metformin"].link_ids == ("metformin",)
    assert found["metformin"].marks == ("long",)
    assert found["metformin"].sources == ("X", "Y")
    assert found["usage"].link_ids == ("metformin.dose", "metformin.duration")
    assert found["tingling"].link_ids == ("tingling", "worse", "words")
    assert "flag_worse" not in found


def test_support_follows_findings_named_conditions_and_tags() -> None:
    response = respond({**GATE_OPEN, "tingling": "yes", "worse": "yes", "metformin.duration": (5, "mo")})
    found = {each.id: each for each in assess(DEFINITION, response).findings}
    assert found["flag_worse"].link_ids == ("tingling", "worse")


def test_tests_and_warnings_follow_the_recommendation_and_the_findings() -> None:
    offered = assess(DEFINITION, respond({**GATE_OPEN, "tired": "yes"}))
    assert [(each.code, each.reason) for each in offered.tests] == [("total", "R5")]
    drinker = assess(DEFINITION, respond({**ALL_NO, "drink.frequency": "weekly", "drink.amount": "many"}))
    assert (drinker.tests, drinker.pretest) == ((), ("PRE",))


def test_a_disabled_answer_never_counts() -> None:
    plain = assess(DEFINITION, respond(ALL_NO))
    assert assess(DEFINITION, respond({**ALL_NO, "metformin": "yes", "worse": "yes"})) == plain


def test_versions_and_hash_are_carried() -> None:
    assessment = assess(DEFINITION, respond(ALL_NO))
    assert (assessment.questionnaire, assessment.rules, assessment.hash) == ("urn:test|1", "urn:rules|1", "0" * 64)


def test_an_imprecise_birth_date_is_asked_again_when_it_matters() -> None:
    born = {name: value for name, value in ALL_NO.items() if name != "age"}
    vague = assess(DEFINITION, respond({**born, "birth_date": "@2010"}))
    assert vague.could_be == ("no-trigger", "out-of-scope")
    assert vague.deciding == ("birth_date",)
    assert assess(DEFINITION, respond({**born, "birth_date": "@2010-12"})).recommendation == "out-of-scope"
    assert assess(DEFINITION, respond({**born, "birth_date": "@2010-11-22"})).recommendation == "no-trigger"


def test_a_single_condition_can_be_judged() -> None:
    yes = read_model(Condition, {"question": "tired", "answer": "yes"})
    assert condition_holds(DEFINITION, respond(tired="yes"), yes) is True
    assert condition_holds(DEFINITION, respond(tired="no"), yes) is False
    assert condition_holds(DEFINITION, respond(), yes) is None
    assert condition_holds(DEFINITION, respond(), read_model(Condition, {"recommendation": ["urgent"]})) is None


def test_findings_of_one_kind_can_be_picked() -> None:
    assessment = assess(DEFINITION, respond({**GATE_OPEN, "tired": "yes"}))
    assert [each.id for each in assessment.of_kind("symptom")] == ["tired"]


def judged(when: dict[str, object], response: QuestionnaireResponse) -> tuple[bool | None, set[str], set[str]]:
    """(truth, what it rests on, what is still to ask) of a condition judged against the small form."""
    judge = Judge(DEFINITION.rules, Facts(DEFINITION.questionnaire, response))
    condition = read_model(Condition, when)
    return judge.truth(condition), set(judge.support(condition)), set(judge.open_items(condition))


@pytest.mark.parametrize(
    ("when", "rests_on"),
    [
        ({"condition": "long"}, {"metformin.duration"}),
        ({"finding": "tired"}, {"tired"}),
        ({"anyFinding": {"tag": "long"}}, {"metformin"}),
        ({"anyFinding": {"kind": "symptom"}}, {"tired"}),
        ({"any": [{"question": "tired", "answer": "yes"}, {"question": "tingling", "answer": "yes"}]}, {"tired"}),
        (
            {"all": [{"question": "age_years", "operator": ">", "answer": 30}, {"finding": "tired"}]},
            {"birth_date", "tired"},
        ),
        ({"not": {"finding": "tingling"}}, set()),
    ],
)
def test_what_a_condition_rests_on(when: dict[str, object], rests_on: set[str]) -> None:
    response = respond({**GATE_OPEN, "metformin.duration": (6, "a"), "tired": "yes"})
    assert judged(when, response) == (True, rests_on, set())


@pytest.mark.parametrize(
    ("when", "to_ask"),
    [
        ({"condition": "long"}, {"metformin.duration"}),
        ({"finding": "tired"}, {"tired"}),
        ({"anyFinding": {"tag": "long"}}, {"metformin.duration"}),
        ({"not": {"question": "tired", "answer": "yes"}}, {"tired"}),
        ({"all": [{"question": "tired", "answer": "yes"}, {"question": "gate", "answer": "yes"}]}, {"tired"}),
    ],
)
def test_what_is_to_be_asked_to_settle_a_condition(when: dict[str, object], to_ask: set[str]) -> None:
    response = respond({**GATE_OPEN, "metformin.duration": "not-sure", "tired": None})
    assert judged(when, response)[::2] == (None, to_ask)


def test_text_compares_with_text() -> None:
    assert judged({"question": "words", "answer": "feet"}, respond(words="=feet"))[0] is True


def test_after_the_recommendation_what_is_not_known_counts_as_not_found() -> None:
    judge = Judge(DEFINITION.rules, Facts(DEFINITION.questionnaire, respond()))
    absent = read_model(Condition, {"not": {"finding": "tired"}})
    assert judge.truth(absent) is None
    judge.settle("insufficient", "insufficient")
    assert judge.truth(absent) is True


def judge_of(rules: Rules, response: QuestionnaireResponse) -> Judge:
    return Judge(rules, Facts(DEFINITION.questionnaire, response))


FLAGS = replace(DEFINITION, rules=FLAGGED)
OFFER = {**GATE_OPEN, "tired": "yes"}
WORSE = {"tingling": "yes", "worse": "yes"}


@pytest.mark.parametrize(
    ("answers", "recommendation", "otherwise", "urgency", "unrelated"),
    [
        (OFFER, "offer-test", "offer-test", None, False),
        ({**OFFER, "flag": True}, "urgent", "offer-test", "emergency-now", True),
        ({**OFFER, **WORSE}, "urgent", "offer-test", "same-day", False),
        ({**OFFER, **WORSE, "flag": True}, "urgent", "offer-test", "emergency-now", False),
        ({**ALL_NO, "flag": True}, "urgent", "no-trigger", "emergency-now", True),
        ({**ALL_NO, "flag": True, "gate": None}, "urgent", "insufficient", "emergency-now", True),
        ({**ALL_NO, "flag": True, "age": 15}, "urgent", "out-of-scope", "emergency-now", True),
        ({**ALL_NO, "flag": False, "gate": None}, "insufficient", "insufficient", None, False),
    ],
)
def test_the_most_urgent_flag_decides_and_what_holds_otherwise_is_kept(
    answers: dict[str, object], recommendation: str, otherwise: str, urgency: str | None, unrelated: bool
) -> None:
    found = assess(FLAGS, respond(answers))
    assert (found.recommendation, found.otherwise, found.urgency) == (recommendation, otherwise, urgency)
    assert (found.flagged, found.only_unrelated) == (urgency is not None, unrelated)
    assert [(each.id, each.urgency, each.related) for each in found.of_kind("red-flag")] == [
        each
        for each in (("flag_worse", "same-day", True), ("flag", "emergency-now", False))
        if ("worse" in answers if each[0] == "flag_worse" else answers.get("flag"))
    ]


def test_a_test_is_named_only_when_one_is_in_question() -> None:
    wanted = read_model(Condition, {"otherwise": ["offer-test"]})
    always = tuple(replace(each, when=read_model(Condition, when("age", 0, operator=">"))) for each in FLAGGED.test)
    before = tuple(replace(each, when=always[0].when) for each in FLAGGED.pretest)
    form = replace(DEFINITION, rules=replace(FLAGGED, test=always, pretest=before, test_when=wanted))
    for answers, named in (({**OFFER, "flag": True}, True), (OFFER, True), ({**ALL_NO, "flag": True}, False)):
        found = assess(form, respond(answers))
        assert ([each.code for each in found.tests], found.pretest) == ((["total"], ("PRE",)) if named else ([], ()))
    assert assess(replace(form, rules=replace(form.rules, test_when=None)), respond(ALL_NO)).pretest == ("PRE",)


def test_what_holds_otherwise_is_not_known_before_the_recommendation() -> None:
    judge = judge_of(FLAGGED, respond(ALL_NO))
    condition = read_model(Condition, {"otherwise": ["risk-only", "no-trigger"]})
    assert judge.truth(condition) is None
    assert (judge.support(condition), judge.open_items(condition)) == (frozenset(), frozenset())
    judge.settle("urgent", "no-trigger")
    assert judge.truth(condition) is True
    assert judge.support(condition) == frozenset()
    judge.settle("urgent", "offer-test")
    assert judge.truth(condition) is False


MADE_UP_FOR = replace(
    FLAGGED,
    finding=tuple(
        replace(each, common_when=read_model(Condition, {"not": when("breastfeeding")}))
        if each.id == "metformin"
        else each
        for each in FLAGGED.finding
    ),
)
"""Metformin stands on the list only while nobody breastfeeds."""


@pytest.mark.parametrize(
    ("breastfeeding", "common", "recommendation", "highest", "deciding"),
    [
        ("no", True, "offer-test", "offer-test", ()),
        ("yes", False, "clinical-judgement", "clinical-judgement", ()),
        ("not-sure", False, "clinical-judgement", "offer-test", ("breastfeeding",)),
        (None, False, "clinical-judgement", "offer-test", ("breastfeeding",)),
    ],
)
def test_a_finding_may_stand_on_the_list_at_times_and_is_found_all_the_same(
    breastfeeding: str | None, common: bool, recommendation: str, highest: str, deciding: tuple[str, ...]
) -> None:
    answers = {**OFFER, "flag": False, "breastfeeding": breastfeeding}
    found = assess(replace(DEFINITION, rules=MADE_UP_FOR), respond(answers))
    assert [each.common for each in found.findings if each.id == "metformin"] == [common]
    assert (found.recommendation, found.could_be[1], found.deciding) == (recommendation, highest, deciding)


@pytest.mark.parametrize(
    ("metformin", "breastfeeding", "truth", "rests_on", "to_ask"),
    [
        ("yes", "no", True, {"metformin"}, set()),
        ("yes", "yes", False, set(), set()),
        ("yes", "not-sure", None, set(), {"breastfeeding"}),
        ("not-sure", "no", None, set(), {"metformin"}),
        ("not-sure", "not-sure", None, set(), {"metformin", "breastfeeding"}),
        ("not-sure", "yes", False, set(), set()),
        ("no", "not-sure", False, set(), set()),
    ],
)
def test_what_a_place_on_the_list_rests_on(
    metformin: str, breastfeeding: str, truth: bool | None, rests_on: set[str], to_ask: set[str]
) -> None:
    answers = {**OFFER, "metformin": metformin, "breastfeeding": breastfeeding}
    judge = judge_of(MADE_UP_FOR, respond(answers))
    condition = read_model(Condition, {"anyFinding": {"kind": "risk-factor", "common": True}})
    assert judge.truth(condition) is truth
    assert (judge.support(condition), judge.open_items(condition)) == (rests_on, to_ask)


def test_a_condition_can_ask_for_flags_that_are_related() -> None:
    related, unrelated = (
        read_model(Condition, {"anyFinding": {"kind": "red-flag", "related": each}}) for each in (True, False)
    )
    judge = judge_of(FLAGGED, respond({**ALL_NO, "flag": True}))
    assert (judge.truth(related), judge.truth(unrelated)) == (False, True)
    judge = judge_of(FLAGGED, respond({**ALL_NO, **WORSE, "flag": False}))
    assert (judge.truth(related), judge.truth(unrelated)) == (True, False)
