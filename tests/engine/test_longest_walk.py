"""The most questions that anybody meets, and the answers it is looked for among."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from b12desk.engine.longest_walk import climb, is_legal, longest_walk, questions_met, worthwhile_answers
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Coding, PartialDate, Quantity
from tests.engine.small import ALL_NO, DEFINITION, NOW, QUESTIONNAIRE, respond
from tests.gallery import NAMES, gallery


def test_every_question_that_applies_is_met_in_order() -> None:
    plain = ("birth_date", "age", "pregnant", "breastfeeding", "gate", "other", "drink.frequency", "milk", "clams")
    signs = ("tired", "tingling", "words", "flag", "level")
    assert questions_met(QUESTIONNAIRE, respond(ALL_NO)) == (*plain, *signs)
    more = questions_met(QUESTIONNAIRE, respond({**ALL_NO, "birth_date": "@1980", "tingling": "yes", "worse": "yes"}))
    assert set(more) - {*plain, *signs} == {"worse", "why"}
    assert "age" not in more


def test_the_longest_walk_opens_every_gate() -> None:
    walk = longest_walk(DEFINITION, NOW)
    everything = [each for each, item in QUESTIONNAIRE.items.items() if item.is_question]
    assert walk == tuple(each for each in everything if each != "age")


def test_one_start_from_random_answers_finds_it_too() -> None:
    choices = worthwhile_answers(DEFINITION, NOW)

    def measure(response: QuestionnaireResponse) -> int:
        return len(questions_met(QUESTIONNAIRE, response))

    found = climb(QUESTIONNAIRE, NOW, choices, measure, list(choices), restarts=3, random=Random(5))
    assert measure(found) == len(longest_walk(DEFINITION, NOW))
    assert is_legal(QUESTIONNAIRE, found)


@pytest.mark.parametrize("name", NAMES)
def test_the_longest_walk_of_each_form_of_the_gallery_can_be_walked(name: str) -> None:
    definition = gallery(name)
    questions = [each for each, item in definition.questionnaire.items.items() if item.is_question]
    assert set(longest_walk(definition, NOW)) <= set(questions)
    assert longest_walk(definition, NOW)


def test_answers_stand_on_both_sides_of_every_figure() -> None:
    given = worthwhile_answers(DEFINITION, NOW)
    months = {each.value for (each,) in given["metformin.duration"] if isinstance(each, Quantity)}
    assert {Decimal(3), Decimal(4), Decimal(5)} <= months
    assert (Coding(code="not-sure"),) in given["metformin.duration"]
    ages = {each for (each,) in given["age"]}
    assert {15, 16, 17} <= ages
    years = {each.date[:4] for (each,) in given["birth_date"] if isinstance(each, PartialDate)}
    assert {"2011", "2010", "1981"} <= years
    assert given["flag"] == ((True,), (False,))
    assert given["words"] == (("words",),)


def test_the_figures_of_what_tests_have_in_common_count_too() -> None:
    level = Comparison(question="level", operator=Operator.GREATER, answer=77)
    rules = replace(DEFINITION.rules, test_when=level)
    given = worthwhile_answers(replace(DEFINITION, rules=rules), NOW)
    assert {(Decimal(76),), (Decimal(77),), (Decimal(78),)} <= set(given["level"])
    assert (Decimal(77),) not in worthwhile_answers(DEFINITION, NOW)["level"]


def test_lists_are_ticked_one_by_one_all_and_all_but_one() -> None:
    given = [
        tuple(each.code for each in ticks if isinstance(each, Coding))
        for ticks in worthwhile_answers(DEFINITION, NOW)["other"]
    ]
    assert given == [("a",), ("b",), ("none",), ("not-sure",), ("prefer-not-to-say",), ("a", "b")]
    assert len(set(given)) == len(given)


def test_dates_lie_some_time_back() -> None:
    definition = gallery("full")
    given = worthwhile_answers(definition, NOW)
    dates = [each for link_id, ticks in given.items() for (each, *_more) in ticks if isinstance(each, PartialDate)]
    assert dates
    assert all(each.latest <= NOW.date() for each in dates)


def test_answers_that_nobody_can_give_are_not_legal() -> None:
    assert is_legal(QUESTIONNAIRE, respond(ALL_NO))
    assert not is_legal(QUESTIONNAIRE, respond({**ALL_NO, "age": 300}))
