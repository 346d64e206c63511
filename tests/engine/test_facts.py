"""Three values: yes, no, not known; and what each state of an item means for a comparison."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from b12desk.engine.calculated import calculated_from
from b12desk.engine.enablement import enabled_items
from b12desk.engine.facts import Facts, Interval, Truth, every, some
from b12desk.model.border import plain_data, read_model
from b12desk.model.comparison import Comparison
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import Coding, PartialDate, Quantity
from tests.engine.small import ALL_NO, QUESTIONNAIRE, respond, when, yes_no


def judge(
    response: QuestionnaireResponse, question: str, operator: str, answer: object, unit: str | None = None
) -> Truth:
    comparison = read_model(
        Comparison, {"question": question, "operator": operator, "answer": answer} | ({"unit": unit} if unit else {})
    )
    return Facts(QUESTIONNAIRE, response).compare(comparison)


def between(low: int, high: int) -> tuple[Interval]:
    return (Interval(Decimal(low), Decimal(high)),)


@pytest.mark.parametrize("truths", list(itertools.product([True, False, None], repeat=2)))
def test_and_or_are_kleenes(truths: tuple[Truth, Truth]) -> None:
    worlds = [
        (a, b)
        for a in ([True, False] if truths[0] is None else [truths[0]])
        for b in ([True, False] if truths[1] is None else [truths[1]])
    ]
    both, either = {a and b for a, b in worlds}, {a or b for a, b in worlds}
    assert every(truths) is (both.pop() if len(both) == 1 else None)
    assert some(truths) is (either.pop() if len(either) == 1 else None)


@pytest.mark.parametrize("given", [None, "not-sure", "prefer-not-to-say"])
@pytest.mark.parametrize("operator", ["=", "!="])
def test_open_not_sure_and_declined_are_unknown_never_no(given: str | None, operator: str) -> None:
    assert judge(respond(tired=given), "tired", operator, "yes") is None


@pytest.mark.parametrize(
    ("operator", "answer", "expected"),
    [("=", "yes", True), ("=", "no", False), ("!=", "yes", False), ("!=", "no", True), ("=", ["no", "yes"], True)],
)
def test_codes_compare(operator: str, answer: object, expected: bool) -> None:
    assert judge(respond(tired="yes"), "tired", operator, answer) is expected


def test_a_repeating_choice_contains() -> None:
    both = respond(other=["a", "b"])
    assert judge(both, "other", "=", "b") is True
    assert judge(both, "other", "=", "none") is False
    assert judge(both, "other", "!=", ["none"]) is True


def test_exists_is_two_valued() -> None:
    assert judge(respond(), "tired", "exists", True) is False
    assert judge(respond(), "tired", "exists", False) is True
    assert judge(respond(tired="not-sure"), "tired", "exists", True) is True
    assert judge(respond(metformin="yes"), "metformin", "exists", True) is False


@pytest.mark.parametrize(
    ("answers", "question", "known"),
    [
        ({}, "tired", False),
        ({"tired": "not-sure"}, "tired", False),
        ({"tired": "prefer-not-to-say"}, "tired", False),
        ({"tired": "no"}, "tired", True),
        ({"other": ["a", "not-sure"]}, "other", False),
        ({"gate": "no"}, "metformin", True),  # what it counts as
        ({"gate": "no"}, "metformin.dose", False),
        ({"metformin": "yes"}, "metformin", False),  # behind an open gate
    ],
)
def test_known_is_two_valued(answers: dict[str, object], question: str, known: bool) -> None:
    assert judge(respond(answers), question, "known", True) is known
    assert judge(respond(answers), question, "known", False) is not known


@pytest.mark.parametrize(
    ("value", "unit", "operator", "bound", "in_unit", "expected"),
    [
        (4, "mo", ">", 4, "mo", False),
        (5, "mo", ">", 4, "mo", True),
        (1, "a", ">=", 12, "mo", True),
        (11, "mo", ">=", 1, "a", False),
        (12, "mo", "=", 1, "a", True),
        (12, "mo", "<=", 1, "a", True),
        (12, "mo", "<", 1, "a", False),
    ],
)
def test_quantities_compare_in_the_unit_of_the_rule(
    value: int, unit: str, operator: str, bound: int, in_unit: str, expected: bool
) -> None:
    response = respond(gate="yes", metformin="yes", metformin__duration=(value, unit))
    assert judge(response, "metformin.duration", operator, bound, in_unit) is expected


def test_a_definitely_disabled_item_is_what_absent_means() -> None:
    response = respond(gate="no", metformin="yes")
    assert judge(response, "metformin", "=", "no") is True
    assert judge(response, "metformin.dose", ">", 1, "mg") is False
    assert judge(response, "metformin.dose", "!=", 1, "mg") is False


@pytest.mark.parametrize("gate", [None, "not-sure", "prefer-not-to-say"])
def test_behind_an_open_gate_everything_is_unknown(gate: str | None) -> None:
    response = respond(gate=gate)
    assert judge(response, "metformin", "=", "yes") is None
    assert Facts(QUESTIONNAIRE, response).blame("metformin.dose") == {"gate"}
    assert "metformin" not in enabled_items(QUESTIONNAIRE, response)


def test_age_comes_from_the_birth_date_at_the_day_of_the_intake() -> None:
    def age(response: QuestionnaireResponse) -> object:
        return Facts(QUESTIONNAIRE, response).values["age_years"]

    assert age(respond(birth_date="@1950-11-22")) == between(76, 76)
    assert age(respond(birth_date="@1950-11-23")) == between(75, 75)
    assert age(respond(birth_date="@1950")) == between(75, 76)
    assert age(respond(age=44)) == between(44, 44)
    assert age(respond()) is None


def test_the_patient_records_birth_date_stands_in_for_an_open_question() -> None:
    known = Subject(birth_date=PartialDate(date="2000-01-01"))
    response = replace(respond(), subject=known)
    facts = Facts(QUESTIONNAIRE, response)
    assert facts.values["age_years"] == between(26, 26)
    assert "age" not in enabled_items(QUESTIONNAIRE, response)
    own = replace(respond(birth_date="@1990-01-01"), subject=known)
    assert Facts(QUESTIONNAIRE, own).values["age_years"] == between(36, 36)


@pytest.mark.parametrize(("operator", "expected"), [(">", None), (">=", True), ("<", False), ("<=", None), ("=", None)])
def test_an_imprecise_age_is_unknown_at_the_edge(operator: str, expected: Truth) -> None:
    assert judge(respond(birth_date="@1950"), "age_years", operator, 75) is expected


def test_an_imprecise_age_is_unknown_for_not_equal_too() -> None:
    assert judge(respond(birth_date="@1950"), "age_years", "!=", 75) is None
    assert judge(respond(birth_date="@1950"), "age_years", "=", 80) is False


def test_the_metformin_usage_index_is_dose_by_years() -> None:
    taken = {"gate": "yes", "metformin": "yes", "metformin.dose": (2000, "mg"), "metformin.duration": (6, "a")}
    assert Facts(QUESTIONNAIRE, respond(taken)).values["metformin.mui"] == between(12, 12)
    unsure = Facts(QUESTIONNAIRE, respond({**taken, "metformin.duration": "not-sure"}))
    assert unsure.values["metformin.mui"] is None
    assert unsure.blame("metformin.mui") == {"metformin.duration"}
    assert Facts(QUESTIONNAIRE, respond({**taken, "metformin": "no"})).values["metformin.mui"] == ()


def test_a_usage_index_of_something_else_than_amounts_is_nothing() -> None:
    """A record from elsewhere may hold anything; it is refused at the door, and harmless behind it."""
    odd = respond(gate="yes", metformin="yes", metformin__dose="=lots", metformin__duration=(1, "a"))
    assert Facts(QUESTIONNAIRE, odd).values["metformin.mui"] == ()


def test_points_nobody_can_earn_are_nothing() -> None:
    page = {"linkId": "p", "type": "group", "enableWhen": [{"question": "q", "answer": "yes"}]}
    drink = {"linkId": "d.frequency", "type": "choice", "answerOption": [{"code": "x", "display": "X", "value": 1}]}
    score = {"linkId": "d.score", "type": "integer", "calculated": "points", "calculatedFrom": ["d.frequency"]}
    gate = {"linkId": "g", "type": "group", "item": [yes_no("q")]}
    whole = plain_data(QUESTIONNAIRE)
    form = read_model(
        type(QUESTIONNAIRE),
        whole | {"item": [gate, page | {"item": [drink]}, {"linkId": "s", "type": "group", "item": [score]}]},
    )
    assert Facts(form, respond(q="no")).values["d.score"] == ()
    assert Facts(form, respond(q="yes")).blame("d.score") == {"d.frequency"}
    assert Facts(form, respond()).values["d.score"] == between(0, 1)


def test_points_are_a_span_while_an_input_is_open() -> None:
    def score(**answers: object) -> object:
        return Facts(
            QUESTIONNAIRE, respond({name.replace("__", "."): value for name, value in answers.items()})
        ).values["drink.score"]

    assert score(drink__frequency="never") == between(0, 0)
    assert score(drink__frequency="weekly", drink__amount="many") == between(7, 7)
    assert score(drink__frequency="weekly") == between(3, 7)
    assert Facts(QUESTIONNAIRE, respond(drink__frequency="weekly")).blame("drink.score") == {"drink.amount"}
    assert calculated_from(QUESTIONNAIRE, "drink.score") == ("drink.frequency", "drink.amount")
    assert calculated_from(QUESTIONNAIRE, "tired") == ()


def test_dates_texts_numbers_and_truths_compare() -> None:
    response = respond(birth_date="@1990-05", words="=hello", flag=True, age=3)
    assert judge(response, "birth_date", "<", "1990-06-01") is True
    assert judge(response, "birth_date", ">=", "1991") is False
    assert judge(response, "words", "=", "hello") is True
    assert judge(response, "flag", "=", False) is False
    assert judge(respond(age=40), "age", ">", 39.5) is True
    with pytest.raises(TypeError):
        judge(response, "words", ">", 3)


def test_a_group_needs_an_enabled_child_and_any_needs_one_condition() -> None:
    assert not {"behind", "last"} & enabled_items(QUESTIONNAIRE, respond(ALL_NO))
    assert {"behind", "metformin"} <= enabled_items(QUESTIONNAIRE, respond({**ALL_NO, "gate": "yes"}))
    assert {"last", "why"} <= enabled_items(QUESTIONNAIRE, respond({**ALL_NO, "flag": True}))
    assert "last" in enabled_items(QUESTIONNAIRE, respond({**ALL_NO, "tingling": "yes", "worse": "yes"}))


def test_answers_of_a_disabled_item_are_none() -> None:
    facts = Facts(QUESTIONNAIRE, respond(gate="no", metformin="yes", tired="yes"))
    assert facts.answers_of("metformin") == ()
    assert facts.answers_of("tired") == (Coding(code="yes"),)


def test_only_the_open_condition_is_to_blame() -> None:
    assert Facts(QUESTIONNAIRE, respond(flag=False)).blame("why") == {"tingling"}


def test_words_and_a_code_side_by_side_both_compare() -> None:
    mixed = replace(respond(), answers={"other": ("something else", Coding(code="a"))})
    assert judge(mixed, "other", "=", "a") is True
    assert judge(mixed, "other", "=", "b") is False


def _calculated(form: Questionnaire, kind: str) -> dict[str, Any]:
    """The page of ``form`` with another way of calculating its last item."""
    page: dict[str, Any] = plain_data(form)["item"][0]
    page["item"][-1]["calculated"] = kind
    return page


def test_an_amount_is_compared_in_the_first_unit_where_the_form_says_what_one_is() -> None:
    page = {"linkId": "p", "type": "group", "item": []}
    units = [{"code": "ng/L", "display": "ng/L"}, {"code": "pmol/L", "display": "pmol/L", "inFirst": 1.355}]
    level = {"linkId": "x.level", "type": "quantity", "unitOption": units}
    whole = plain_data(QUESTIONNAIRE)
    form = read_model(type(QUESTIONNAIRE), whole | {"item": [page | {"item": [level]}]})

    def below_180(value: int, unit: str) -> Truth:
        given = replace(respond(), answers={"x.level": (Quantity(value=Decimal(value), unit=unit),)})
        comparison = {"question": "x.level", "operator": "<", "answer": 180, "unit": "ng/L"}
        return Facts(form, given).compare(read_model(Comparison, comparison))

    assert (below_180(179, "ng/L"), below_180(180, "ng/L")) == (True, False)
    assert (below_180(132, "pmol/L"), below_180(133, "pmol/L")) == (True, False)


def test_months_since_a_date_are_a_span_when_the_date_is_vague() -> None:
    page = {"linkId": "p", "type": "group", "item": []}
    dated = [
        {"linkId": "x.last", "type": "date", "unknown": ["not-sure"], "enableWhen": [when("q")]},
        {"linkId": "x.since_last", "type": "decimal", "calculated": "months-since", "calculatedFrom": ["x.last"]},
    ]
    whole = plain_data(QUESTIONNAIRE)
    form = read_model(type(QUESTIONNAIRE), whole | {"item": [page | {"item": [yes_no("q"), *dated]}]})

    def months(**answers: object) -> object:
        return Facts(form, respond(**answers)).values["x.since_last"]

    assert months(q="yes", x__last="@2026-11-22") == between(0, 0)
    (vague,) = Facts(form, respond(q="yes", x__last="@2025")).values["x.since_last"] or ()
    assert isinstance(vague, Interval)
    assert (10 < vague.low < 11, 22 < vague.high < 23) == (True, True)
    latest = read_model(type(form), plain_data(form) | {"item": [_calculated(form, "months-since-latest")]})
    assert Facts(latest, respond(q="yes", x__last="@2025")).values["x.since_last"] == (Interval(vague.low, vague.low),)
    assert months(q="yes", x__last="not-sure") is None
    assert months(q="no") == ()
    assert Facts(form, respond(q="yes")).blame("x.since_last") == {"x.last"}


@pytest.mark.parametrize(
    ("operator", "wanted", "truth"),
    [("=", "a", True), ("!=", "a", False), ("=", "b", None), ("!=", "b", None), ("=", ["a", "b"], True)],
)
def test_ticks_beside_not_sure_are_known_and_the_others_are_not(operator: str, wanted: object, truth: Truth) -> None:
    response = respond({**ALL_NO, "other": ["a", "not-sure"]})
    assert judge(response, "other", operator, wanted) is truth
    assert Facts(QUESTIONNAIRE, response).blame("other") == {"other"}
