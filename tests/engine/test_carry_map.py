"""The map from version 1.0.0 of the shipped form: every old answer is read or named, the urgent reading comes first."""

# ruff: noqa: E501 -- one patient a line reads like a table

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

import pytest

from b12desk.definitions import load
from b12desk.definitions.published import Published, lint_published
from b12desk.engine.carrying import Carried, Carrier
from b12desk.engine.constraints import check
from b12desk.engine.enablement import enabled_items
from b12desk.engine.facts import Facts
from b12desk.model.carry import Earlier
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import UNKNOWN_CODES, Answer, Coding, PartialDate, Quantity
from b12desk.paths import forms_dir
from tests.engine.small import answer_of

OLDER = "urn:b12desk:questionnaire:b12|1.0.0"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
Answers = dict[str, tuple[Answer, ...]]


@cache
def older() -> Earlier:
    found = Published(load()).find(OLDER)
    assert found is not None
    return found


@cache
def carrier() -> Carrier:
    return Carrier(older(), load().questionnaire)


def carried(answers: Answers) -> Carried:
    return carrier()(QuestionnaireResponse(questionnaire=OLDER, authored=NOW, answers=answers))


def codes(found: Carried, link_id: str) -> set[str]:
    return {each.code for each in found.response.answers.get(link_id, ()) if isinstance(each, Coding)}


def test_the_map_is_whole() -> None:
    assert lint_published(load(), forms_dir()) == ()


NOTHING = ("no", "none", "never", "none-of-these", "not-applicable", "1-2", "male")
"""Codes of the old form by which nothing is the matter."""


def calm(questionnaire: Questionnaire, item: Item) -> Answer:
    """An answer by which nothing is the matter, or any at all."""
    match item.type:
        case ItemType.CHOICE:
            known = [each.code for each in questionnaire.options(item.link_id) if each.code not in UNKNOWN_CODES]
            return Coding(code=next((each for each in NOTHING if each in known), known[-1]))
        case ItemType.DATE:
            return PartialDate(date="1970-05-02" if item.link_id == "birth_date" else "2026-10")
        case ItemType.QUANTITY:
            unit = item.unit_option[0].code
            return Quantity(value=Decimal(str(max(item.min_value or 2, 2))), unit=unit)
        case ItemType.INTEGER:
            return 3
        case _:
            return "a word"


@cache
def any_answers() -> Answers:
    form = older().questionnaire
    return {each: (calm(form, item),) for each, item in form.items.items() if item.is_question and each != "age"}


def applying(answers: Answers) -> Answers:
    """Without the answers to questions that do not apply."""
    response = QuestionnaireResponse(questionnaire=OLDER, authored=NOW, answers=answers)
    applies = Facts(older().questionnaire, response).applies
    return {each: given for each, given in answers.items() if applies[each]}


@cache
def calm_answers() -> Answers:
    return applying(any_answers())


def opened(link_id: str) -> Answers:
    """Calm answers, but for those that the question needs to be asked."""
    form, answers = older().questionnaire, dict(any_answers())
    waiting = [link_id]
    while waiting:
        item = form.items[waiting.pop()]
        parent = form.parents[item.link_id]
        waiting += [parent] if parent is not None else []
        chosen = item.enable_when[:1] if item.enable_behavior == "any" else item.enable_when
        for condition in chosen:
            if condition.operator == "=":
                answers[condition.question] = (Coding(code=str(condition.wanted[0])),)
                waiting.append(condition.question)
            elif condition.question == "birth_date":
                answers.pop("birth_date")
                answers["age"] = (40,)
    return answers


AS_IF_UNANSWERED = {"diet_supplement_b12.form": ("b12-tablet", "spray")}
"""B12 that nobody prescribed counts as bought, of whatever kind."""


@pytest.mark.parametrize("page", ["about", "diet", "medicines", "history", "symptoms"])
def test_every_code_of_every_old_question_is_read_or_named(page: str) -> None:
    form = older().questionnaire
    asked = [each for each in form.items[page].walk() if each.is_question]
    for item in asked:
        answers = opened(item.link_id)
        without = carried(applying({each: given for each, given in answers.items() if each != item.link_id}))
        given: list[Answer] = [answers[item.link_id][0]]
        if item.type is ItemType.CHOICE:
            given = [Coding(code=each.code) for each in form.options(item.link_id) if each.code not in UNKNOWN_CODES]
        said = {each: applying({**answers, item.link_id: (each,)}) for each in given}
        assert all(item.link_id in each for each in said.values()), item.link_id
        silent = [each for each in given if carried(said[each]) == without]
        quiet = {"no", item.absent_means, *AS_IF_UNANSWERED.get(item.link_id, ())}
        assert all(isinstance(each, Coding) and each.code in quiet for each in silent), (item.link_id, silent)


SIGNS = {"gate_nerves": "yes", "gate_emergency": "no"}
ROWS: list[tuple[dict[str, object], str, set[str], bool]] = [
    # answers over calm ones, the new question, its codes, whether it is asked again
    ({}, "b12_taken", {"none-of-these"}, False),
    ({"diet_supplement_b12": "not-sure"}, "b12_taken", {"not-sure"}, False),
    ({"diet_supplement_b12": "yes", "on_b12_treatment": "injections"}, "b12_taken", {"injections"}, False),
    ({"diet_supplement_b12": "yes", "diet_supplement_b12.form": "injection"}, "b12_taken", {"injections"}, False),
    ({"diet_supplement_b12": "yes", "diet_supplement_b12.form": ["multivitamin", "spray"]}, "b12_taken", {"multivitamin", "own-b12"}, False),
    ({"diet_supplement_b12": "yes", "on_b12_treatment": "prescribed-tablets", "diet_supplement_b12.form": "b12-tablet"}, "b12_taken", {"prescribed-tablets"}, False),
    ({"diet_supplement_b12": "yes", "diet_supplement_b12.form": None}, "b12_taken", {"own-b12"}, False),
    ({"gate_gut": "yes", "aig_pernicious": "yes", "aig_pernicious.treatment": "yes"}, "b12_taken", {"treatment-unspecified"}, False),
    ({"gate_gut": "yes", "prior_b12_def": "yes", "prior_b12_def.treatment_now": "yes"}, "b12_taken", {"treatment-unspecified"}, False),
    ({"gate_gut": "yes", "prior_b12_def": "yes", "prior_b12_def.treatment_now": "yes", "diet_supplement_b12": "yes", "on_b12_treatment": "injections"}, "b12_taken", {"injections"}, False),
    ({"gate_diet": "yes", "diet_vegan": "1-3y"}, "diet_pattern", {"vegan"}, False),
    ({"gate_diet": "yes", "diet_vegan": "1-3y"}, "diet_pattern.years", {"1-3y"}, False),
    ({"gate_diet": "yes", "diet_vegetarian": "most-days", "diet_vegetarian.since": "@2010"}, "diet_pattern.years", {"over-3y"}, False),
    ({"gate_diet": "yes", "diet_vegetarian": "most-days", "diet_vegetarian.since": "@2026-08"}, "diet_pattern.years", {"under-1y"}, False),
    ({"gate_diet": "yes", "diet_vegetarian": "few-times-week"}, "diet_vegetarian.dairy", {"few-times-week"}, False),
    ({"gate_diet": "yes", "diet_low_animal_other": "3-4-days"}, "diet_few.days", {"3-4-days"}, False),
    ({"diet_cost": "often"}, "diet_pattern", {"hard-to-get"}, False),
    ({"diet_cost": "often"}, "diet_cost", {"often"}, False),
    ({"gate_gut": "yes", "fish_tapeworm": "yes"}, "diet_pattern", {"raw-fish"}, False),
    ({}, "food_estimate", {"yes"}, False),
    ({"gate_medicines": "yes", "med_ppi": "now", "med_h2ra": "past"}, "medicines_common", {"ppi"}, False),
    ({"gate_medicines": "yes", "med_other_malabs": ["neomycin", "other-anticonvulsant"]}, "medicines_common", {"absorption"}, False),
    ({"gate_medicines": "yes", "med_other_malabs": ["neomycin", "other-anticonvulsant"], "med_primidone": "now"}, "medicines_other", {"anticonvulsant", "barbiturate"}, False),
    ({"gate_medicines": "not-sure"}, "medicines_common", {"not-sure"}, False),
    ({"nitrous_oxide": "no"}, "nitrous_oxide", {"never"}, False),
    ({"nitrous_oxide": "yes", "nitrous_oxide.last": "@2026-11-02"}, "nitrous_oxide", {"under-3-months"}, False),
    ({"nitrous_oxide": "yes", "nitrous_oxide.last": "@2026-05"}, "nitrous_oxide", {"3-12-months"}, False),
    ({"nitrous_oxide": "yes", "nitrous_oxide.last": "@2024"}, "nitrous_oxide", {"over-12-months"}, False),
    ({"nitrous_oxide": "yes", "nitrous_oxide.last": None}, "nitrous_oxide", {"under-3-months"}, True),
    ({**SIGNS, "nitrous_oxide": "yes", "paraesthesia": "yes", "paraesthesia.duration": (3, "mo")}, "nitrous_oxide.symptoms_after", {"yes"}, True),
    ({**SIGNS, "nitrous_oxide": "yes", "paraesthesia": "yes", "paraesthesia.duration": None}, "nitrous_oxide.symptoms_after", {"yes"}, True),
    ({**SIGNS, "nitrous_oxide": "yes", "paraesthesia": "yes", "paraesthesia.duration": (3, "a")}, "nitrous_oxide.symptoms_after", set(), True),
    ({"gate_operations": "yes", "surg_ileal_resection": "yes"}, "operations", {"bowel"}, False),
    ({"gate_operations": "yes", "surg_ileal_resection": "yes"}, "surg_bowel", {"small"}, False),
    ({"gate_conditions": "yes", "autoimmune_thyroid": "other"}, "thyroid_cause", {"unknown-cause"}, False),
    ({"gate_conditions": "yes", "sjogren": "yes", "vitiligo_addison_other_ai": "addison"}, "autoimmune_which", {"sjogren", "addison"}, False),
    ({"gate_gut": "yes", "prior_b12_def": "yes"}, "gut", {"low-b12"}, False),
    ({"gate_general": "yes", "anaemia_macrocytosis": "yes", "anaemia_macrocytosis.hb": None, "anaemia_macrocytosis.mcv": None}, "blood_count.shown", {"anaemia", "large-cells", "not-sure"}, True),
    ({"gate_general": "yes", "anaemia_macrocytosis": "yes", "anaemia_macrocytosis.hb": (14, "g/dL"), "anaemia_macrocytosis.mcv": (110, "fL")}, "blood_count.shown", {"large-cells", "not-sure"}, True),
    ({"gate_general": "yes", "anaemia_macrocytosis": "yes", "anaemia_macrocytosis.hb": (9, "g/dL"), "anaemia_macrocytosis.mcv": (90, "fL")}, "blood_count.shown", {"anaemia", "not-sure"}, True),
    ({"gate_general": "yes", "anaemia_macrocytosis": "yes"}, "last_tests", {"count"}, True),
    ({}, "last_tests", {"none-of-these"}, False),
    ({**SIGNS, "balance_falls": "yes"}, "nerves", {"unsteady", "falls"}, True),
    ({"gate_emergency": "yes", "bladder_bowel_sexual": "yes"}, "emergency_nerves", {"saddle"}, True),
    ({"gate_emergency": "yes", "neuro_worsening": "yes"}, "emergency_nerves", {"worsening"}, True),
    ({"gate_emergency": "yes", "neuro_worsening": "yes", "gate_nerves": "yes", "muscle_weakness": "yes"}, "emergency_nerves", {"weakness-4-weeks", "worsening"}, True),
    ({"gate_emergency": "yes", "vision.new_or_worse": "yes"}, "emergency_nerves", {"sight-sudden", "sight-worse"}, True),
    ({"gate_emergency": "yes", "vision.new_or_worse": "yes", "gate_head": "yes", "vision": "yes", "vision.duration": (2, "mo")}, "emergency_nerves", {"sight-worse"}, True),
    ({"gate_emergency": "yes", "vision.new_or_worse": "yes", "gate_head": "yes", "vision": "yes", "vision.duration": "not-sure"}, "emergency_nerves", {"sight-worse", "not-sure"}, True),
    ({"gate_emergency": "yes", "chest_pain_fainting": "yes"}, "emergency_body", {"chest-pain", "fainting"}, True),
    ({"gate_emergency": "yes", "stroke_signs": "yes"}, "emergency_body", {"stroke"}, False),
    ({"gate_emergency": "not-sure"}, "emergency_body", {"not-sure"}, False),
    ({"gate_emergency": "no", "stroke_signs": "yes"}, "emergency_body", {"none-of-these"}, True),
    ({"gate_emergency": "yes", "suicidal_thoughts": "yes"}, "emergency_thoughts", {"end-life"}, False),
    ({"gate_emergency": "yes", "suicidal_thoughts": "yes"}, "suicidal_intent", set(), True),
    ({"gate_general": "yes", "diarrhoea_weight_loss": "yes"}, "general", {"diarrhoea", "weight-loss"}, True),
    ({"gate_mind": "yes", "mental_health": "worry"}, "general", {"low-mood"}, False),
    ({"gate_head": "yes", "angular_cheilitis": "yes"}, "head_mouth", {"mouth"}, False),
    ({"sex": "female", "pregnant": "yes"}, "pregnancy", {"pregnant"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "link_id", "expected", "again"), ROWS)
def test_an_old_answer_is_read_as(answers: dict[str, object], link_id: str, expected: set[str], again: bool) -> None:
    said: Answers = {}
    for name, value in answers.items():
        several = value if isinstance(value, list) else [] if value is None else [value]
        said[name] = tuple(map(answer_of, several))
    found = carried({**applying({**any_answers(), **said}), **said})
    assert codes(found, link_id) == expected
    assert (link_id in found.ask_again) is again


def test_a_calm_response_stays_calm_and_fits_the_form() -> None:
    found = carried(calm_answers())
    form = load().questionnaire
    assert check(form, found.response, enabled_items(form, found.response)) == ()
    lists = [each for each, item in form.items.items() if item.repeats and item.link_id in found.response.answers]
    assert {each for each in lists if codes(found, each) != {"none-of-these"}} <= {"ethnicity"}
    assert found.ask_again == ()


def test_an_unfinished_intake_is_asked_what_it_did_not_reach() -> None:
    reached = {each: given for each, given in calm_answers().items() if older().questionnaire.page_of[each] == "about"}
    found = carried(reached)
    assert found.response.answers.keys() == {*reached.keys() & load().questionnaire.items.keys()}
    assert found.ask_again == found.not_carried == ()
