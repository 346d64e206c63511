"""The walk of a patient alone: it loses no outcome whatever is answered, it ends, and it begins with emergencies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings

from b12desk.definitions.loader import load
from b12desk.engine.enablement import enabled_items
from b12desk.engine.patient_path import PatientPath, Screen
from b12desk.engine.settled import outstanding
from b12desk.model.definition import Definition
from b12desk.model.patient_walk import Patient
from b12desk.model.questionnaire import ItemType, Questionnaire
from b12desk.model.response import QuestionnaireResponse, Subject, new_response
from b12desk.model.values import Answer, Coding, PartialDate
from tests.engine.random_answers import NOW, random_answer
from tests.engine.small import DEFINITION
from tests.engine.test_settled import SEEDS, answered_on, outcomes, random_rules
from tests.gallery import NAMES, gallery

Answering = Callable[[str], tuple[Answer, ...]]
NO = ("none-of-these", "no", "never", "male", "staff", "not-sure")


@cache
def shipped() -> Definition:
    return load()


def empty(definition: Definition) -> QuestionnaireResponse:
    return new_response(definition.questionnaire.canonical, NOW)


def walk(
    path: PatientPath, response: QuestionnaireResponse, answer: Answering
) -> tuple[list[Screen], QuestionnaireResponse]:
    """Every screen as it was left, answered question by question as they appear."""
    screens: list[Screen] = []
    shown: set[str] = set()
    while (screen := path.ahead(response, shown)) is not None:
        assert screen.question not in shown
        while True:
            new = [each for each in screen.link_ids if each not in response.answers]
            for each in new[:1]:
                response = replace(response, answers={**response.answers, each: answer(each)})
            grown = path.screen(screen.question, response, screen.link_ids, shown)
            if not new and grown == screen:
                break
            screen = grown
        shown.update(screen.link_ids)
        screens.append(screen)
        assert len(screens) <= len(path._questionnaire.items)
    return screens, response


def saying_no(questionnaire: Questionnaire) -> Answering:
    def answer(link_id: str) -> tuple[Answer, ...]:
        codes = {each.code for each in questionnaire.options(link_id)}
        if questionnaire.items[link_id].type is ItemType.DATE:
            return (PartialDate(date="1980-05-06"),)
        return (Coding(code=next(each for each in NO if each in codes)),)

    return answer


def random_patient(questionnaire: Questionnaire, random: Random) -> Patient:
    """Any order, any emergency questions and gates, any room for details."""
    asked = [each for each, item in questionnaire.items.items() if item.is_question]
    random.shuffle(asked)
    free = [each for each in asked if not questionnaire.items[each].enable_when]
    return Patient(
        emergency=tuple(asked[:2]),
        gates=tuple(asked[2:4]),
        order=tuple(asked[4:]),
        details=random.randint(0, 4),
        together=(tuple(random.sample(free, 2)),) if len(free) > 1 else (),
    )


def loses_nothing(definition: Definition, random: Random) -> None:
    """Walk somebody who answers at random; then whatever is answered on changes none of the outcomes."""
    asked = replace(definition.questionnaire, patient=random_patient(definition.questionnaire, random))
    definition = replace(definition, questionnaire=asked)
    screens, response = walk(
        PatientPath(definition), empty(definition), lambda each: random_answer(asked, asked.items[each], random)
    )
    met = [each for screen in screens for each in screen.link_ids]
    assert len(met) == len(set(met)), "nothing is asked twice"
    assert all(len(screen.link_ids) <= 2 + asked.patient.details for screen in screens)
    assert set(outstanding(definition, response)) <= set(met)
    before = outcomes(definition, response)
    for _round in range(2):
        assert outcomes(definition, answered_on(asked, response, random)) == before


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_no_outcome_is_lost_with_any_rules_and_any_order(seed: int) -> None:
    random = Random(seed)
    loses_nothing(replace(DEFINITION, rules=random_rules(DEFINITION.questionnaire, random)), random)


@pytest.mark.parametrize("name", NAMES)
def test_no_outcome_is_lost_on_any_small_form(name: str) -> None:
    for seed in range(3):
        loses_nothing(gallery(name), Random(seed))


@given(SEEDS)
@settings(max_examples=6, deadline=None)
def test_no_outcome_is_lost_on_the_shipped_form(seed: int) -> None:
    loses_nothing(shipped(), Random(seed))


@given(SEEDS)
@settings(max_examples=10, deadline=None)
def test_a_walk_that_was_cut_off_goes_on_at_the_same_screen(seed: int) -> None:
    random, path = Random(seed), PatientPath(shipped())
    asked = shipped().questionnaire
    screens, response = walk(path, empty(shipped()), lambda each: random_answer(asked, asked.items[each], random))
    kept = random.randint(0, len(screens))
    met = {each for screen in screens[:kept] for each in screen.link_ids}
    cut = replace(response, answers={each: given for each, given in response.answers.items() if each in met})
    assert path.met(cut, met, ()) == screens[:kept]
    following = path.ahead(cut, met)
    assert (following.question if following else None) == (screens[kept].question if kept < len(screens) else None)


def test_emergencies_come_first_then_the_gates_whatever_is_known() -> None:
    definition = shipped()
    said = definition.questionnaire.patient
    known = replace(
        empty(definition),
        answers={"sex": (Coding(code="female"),), "gut": (Coding(code="pernicious"),)},
        subject=Subject(birth_date=PartialDate(date="1990-01-01")),
    )
    for response in (empty(definition), known):
        screens, _end = walk(PatientPath(definition), response, saying_no(definition.questionnaire))
        questions = [each.question for each in screens]
        assert tuple(questions[:3]) == said.emergency
        gates = [each for each in said.gates if each not in response.answers]
        if response.subject.birth_date:
            gates.remove("birth_date")
        assert questions[3 : 3 + len(gates)] == gates
        assert "respondent" in questions, "what is required is asked, unless staff said it"


def test_it_does_not_end_before_the_gates_though_nothing_can_change() -> None:
    definition = shipped()
    child = replace(empty(definition), subject=Subject(birth_date=PartialDate(date="2015-01-01")))
    screens, response = walk(PatientPath(definition), child, saying_no(definition.questionnaire))
    met = {each for screen in screens for each in screen.link_ids}
    assert set(definition.questionnaire.patient.gates) - met == {"birth_date"}
    assert "family" not in met, "what changes nothing is not asked"
    assert outstanding(definition, response) == ()


def test_a_detail_that_an_answer_makes_idle_is_never_asked() -> None:
    definition = shipped()
    path = PatientPath(definition)
    ticked = replace(empty(definition), answers={"nerves": (Coding(code="tingling"),)})
    assert path.screen("nerves", ticked).link_ids == ("nerves", "paraesthesia.change")
    same = replace(ticked, answers={**ticked.answers, "paraesthesia.change": (Coding(code="same"),)})
    assert "paraesthesia.duration" not in path.screen("nerves", same, ("nerves", "paraesthesia.change")).link_ids
    worse = replace(ticked, answers={**ticked.answers, "paraesthesia.change": (Coding(code="worse"),)})
    assert "paraesthesia.duration" in path.screen("nerves", worse, ("nerves", "paraesthesia.change")).link_ids


def test_two_short_lists_share_a_screen_while_both_count() -> None:
    definition = shipped()
    path = PatientPath(definition)
    one = replace(empty(definition), answers={"last_tests": (Coding(code="none-of-these"),)})
    assert path.screen("last_tests", one).link_ids == ("last_tests", "family")
    assert path.screen("last_tests", one, shown={"family"}).link_ids == ("last_tests",)
    assert path.screen("last_tests", empty(definition)).link_ids == ("last_tests",), "one after the other"


def test_figures_of_a_laboratory_are_left_to_staff() -> None:
    definition = shipped()
    asked = definition.questionnaire
    no = saying_no(asked)
    screens, response = walk(
        PatientPath(definition),
        empty(definition),
        lambda each: (Coding(code="b12"), Coding(code="count")) if each == "last_tests" else no(each),
    )
    met = {each for screen in screens for each in screen.link_ids}
    assert {"last_b12.result", "blood_count.shown"} <= met
    assert met.isdisjoint(asked.patient.staff)
    assert set(outstanding(definition, response)) <= set(asked.patient.staff), "and wait for them"


def test_the_age_stands_beside_the_birth_date() -> None:
    definition = shipped()
    path = PatientPath(definition)
    given = replace(empty(definition), answers={each: (Coding(code="none-of-these"),) for each in path._said.emergency})
    screen = path.ahead(given, path._said.emergency)
    assert screen == Screen(("birth_date", "age"))
    assert "age" in enabled_items(definition.questionnaire, given)


def test_a_form_that_says_nothing_asks_what_counts_in_its_own_order() -> None:
    definition = DEFINITION
    random = Random(1)
    screens, response = walk(
        PatientPath(definition),
        empty(definition),
        lambda each: random_answer(definition.questionnaire, definition.questionnaire.items[each], random),
    )
    assert screens
    assert outstanding(definition, response) == ()
