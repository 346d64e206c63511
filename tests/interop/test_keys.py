"""Keys, shapes and rules that nobody here knows are refused or told, never passed over."""

# ruff: noqa: E501 -- one row a line reads like a table

from __future__ import annotations

import json

import pytest

from b12desk.errors import MOST_LISTED, Problem, UserError, listed
from b12desk.interop.fhir import read_responses
from b12desk.model.border import plain_data, read_model
from b12desk.model.comparison import Comparison
from b12desk.model.questionnaire import Questionnaire
from tests.interop.sample import FULL, Json, answered, coded, problems, read, resource, warnings

TIRED = coded("tired", "yes")
YES = {"valueCoding": {"code": "yes"}}
GATE = [coded("gate", "yes"), coded("drug", "now")]


@pytest.mark.parametrize(
    ("whole", "problem"),
    [
        *((resource({"linkId": "tired", key: [YES]}), f"tired: '{key}' is no key of item. Did you mean 'answer'?") for key in ("answers", "Answer", "ANSWER", "anwser", "answr", "aswer", "answeer", "_answer")),
        *((resource(**{key: [TIRED], "item": None}), f"QuestionnaireResponse: '{key}' is no key of QuestionnaireResponse. Did you mean 'item'?") for key in ("items", "Item", "iten", "itme")),
        *((resource({key: "tired", "answer": [YES]}), f"item: '{key}' is no key of item. Did you mean 'linkId'?") for key in ("linkID", "linkid", "link_id", "link-id", "linkld", "linkIds")),
        (resource({"linkId": "symptoms", "items": [TIRED]}), "symptoms: 'items' is no key of item. Did you mean 'item'?"),
        (resource(answered("tired", {**YES, "items": [TIRED]})), "tired: 'items' is no key of answer. Did you mean 'item'?"),
        (resource(answered("tired", {"valuecoding": {"code": "yes"}})), "tired: valuecoding does not fit a choice question. Give a valueCoding"),
        (resource(answered("tired", {"ValueCoding": {"code": "yes"}})), "tired: 'ValueCoding' is no key of answer. Did you mean 'valueCoding'?"),
        (resource(answered("tired", {"valueCoding": {"Code": "yes"}})), "tired: 'Code' is no key of Coding. Did you mean 'code'?"),
        (resource(*GATE, answered("drug.dose", {"valueQuantity": {"value": 5, "units": "mg"}})), "drug.dose: 'units' is no key of Quantity. Did you mean 'unit'?"),
        (resource(TIRED, subject={"refrence": "#p"}), "subject: 'refrence' is no key of Reference. Did you mean 'reference'?"),
        (resource(TIRED, author_ed="x"), "QuestionnaireResponse: 'author_ed' is no key of QuestionnaireResponse. Did you mean 'authored'?"),
        (resource({"linkId": "tired", "valueCoding": {"code": "yes"}}), "tired: 'valueCoding' is no key of item. Put it into 'answer'."),
        (resource(answered("tired", {**YES, "linkId": "tired"})), "tired: 'linkId' is no key of answer. Put it into 'item'."),
        (resource(answer=[YES]), "QuestionnaireResponse: 'answer' is no key of QuestionnaireResponse. Put it into 'item'."),
        (resource({"linkId": "tired", "answers": [YES]}, {"linkId": "gate", "answers": [YES]}), "tired (and 1 more): 'answers' is no key of item. Did you mean 'answer'?"),
        # shapes
        (resource(group={"question": []}), "group: this is the shape of FHIR DSTU2 (group and question)"),
        (resource(TIRED, questionnaire={"reference": "Questionnaire/1"}), "questionnaire: this is the shape of FHIR STU3"),
        (resource(TIRED, implicitRules="http://x"), "QuestionnaireResponse: it has implicitRules"),
        (resource(TIRED, status="stopped"), "status: the status is not one this program reads."),
        (resource(resourceType=None), "resourceType: it is missing: this is not a FHIR resource."),
        (resource(resourceType="Patient"), "resourceType: this is not a QuestionnaireResponse. It is a Patient."),
        (resource(resourceType="\x1b[31m"), "resourceType: this is not a QuestionnaireResponse. It is a ?[31m."),
        ({"fullUrl": "urn:x", "resource": resource(TIRED)}, "resourceType: the resource lies inside 'resource', as in an entry of a Bundle."),
        ({"resourceType": "Bundle", "entry": [{"resource": resource(TIRED)}, {"resource": resource(TIRED)}, {"resource": {"resourceType": "Patient"}}]}, "resourceType: this is a Bundle, not a QuestionnaireResponse; it holds 2 of them."),
        ({"resourceType": "Bundle"}, "resourceType: this is a Bundle, not a QuestionnaireResponse; it holds 0 of them."),
    ],
)  # fmt: skip
def test_what_would_be_lost_is_refused_with_the_right_word(whole: Json, problem: str) -> None:
    found = problems(whole)
    assert [each for each in found if each.startswith(f"file.json: {problem}")], found


def test_a_file_that_is_another_resource_has_that_one_problem() -> None:
    assert len(problems({"resourceType": "Bundle", "entry": []})) == 1


@pytest.mark.parametrize(
    ("whole", "told"),
    [
        (resource(TIRED, mood="good"), "QuestionnaireResponse: 'mood' is no key of QuestionnaireResponse in FHIR R4; it is not read."),
        (resource({**TIRED, "mood": 1}, {**coded("gate", "no"), "mood": 2}), "tired (and 1 more): 'mood' is no key of item in FHIR R4; it is not read."),
        (resource(answered("tired", {**YES, "mood": 1})), "tired: 'mood' is no key of answer in FHIR R4; it is not read."),
        (resource(answered("tired", {"valueCoding": {"code": "yes", "mood": 1}})), "tired: 'mood' is no key of Coding in FHIR R4; it is not read."),
        (resource(*GATE, answered("drug.dose", {"valueQuantity": {"value": 5, "code": "mg", "mood": 1}})), "drug.dose: 'mood' is no key of Quantity in FHIR R4; it is not read."),
        (resource({**TIRED, "\x1b]0;": 1}), "tired: '?]0;' is no key of item in FHIR R4; it is not read."),
        (resource({**TIRED, "x" * 50: 1}), f"tired: '{'x' * 50}' is no key of item in FHIR R4; it is not read."),
        (resource({**TIRED, "extension": [{"url": "http://x/y"}, "x"]}), "tired: the extension 'http://x/y' is not read."),
        (resource(TIRED, extension=[{"url": "http://x/y"}]), "QuestionnaireResponse: the extension 'http://x/y' is not read."),
        (resource(TIRED, language="de"), "language: the file is in another language (de) than the form."),
        (resource(TIRED, meta={"tag": [{"code": "SUBSETTED"}]}), "meta: the resource is said not to be whole (SUBSETTED)"),
        (resource(), "item: no question is answered."),
        (resource({"linkId": "symptoms", "item": [{"linkId": "tired"}]}), "item: no question is answered."),
        (resource(item=None), "item: no question is answered."),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told(whole: Json, told: str) -> None:
    assert [each for each in warnings(whole) if each.startswith(f"file.json: {told}")], warnings(whole)


def test_every_key_that_fhir_knows_is_passed_over() -> None:
    known = {
        "id": "x", "meta": {"tag": [{"code": "HTEST"}]}, "language": "en-GB", "_language": {}, "text": {}, "basedOn": [],
        "partOf": [], "encounter": {}, "author": {}, "source": {}, "_authored": {}, "_questionnaire": {},
    }  # fmt: skip
    item = {
        "id": "1", "linkId": "tired", "_linkId": {}, "definition": "x", "text": "Tired?", "_text": {},
        "answer": [{"id": "2", "valueCoding": {"id": "3", "system": "urn:b12desk:codes", "version": "1", "code": "yes", "userSelected": True}}],
    }  # fmt: skip
    assert read(resource(item, **known)).warnings == ()


def test_notes_beyond_50_are_counted() -> None:
    keys: Json = {f"{'abcdefghijklmnopqrstuvwxyz'[number % 26] * 5}{number}": 1 for number in range(60)}
    found = warnings(resource({**TIRED, **keys}))
    assert len(found) == 51
    assert found[-1] == "file.json: 10 more of these notes."


def test_problems_beyond_50_are_counted() -> None:
    many = [Problem(f"{number}", "cause.") for number in range(MOST_LISTED + 1)]
    assert listed(many[:-1]) == [f"{number}: cause." for number in range(50)]
    error = UserError("title", many)
    assert error.problems == tuple(many)
    assert str(error).splitlines()[-2:] == ["  49: cause.", "  and 1 more."]
    assert listed(["x"] * 2050)[-1] == "and 2,000 more."


# which question rules an answer out


def form(**conditions: list[Comparison]) -> Questionnaire:
    """The ``full`` form with other conditions; ``x_any`` gives those of x, any of which will do."""
    whole = plain_data(FULL)

    def change(item: Json) -> None:
        for key, behavior in ((item["linkId"], "all"), (f"{item['linkId']}_any", "any")):
            if key in conditions:
                item["enableWhen"] = [plain_data(each, exclude_none=True) for each in conditions[str(key)]]
                item["enableBehavior"] = behavior
        for each in item["item"]:  # type: ignore[attr-defined]
            change(each)

    for page in whole["item"]:
        change(page)
    return read_model(Questionnaire, whole)


def ruling(questionnaire: Questionnaire, *items: Json) -> list[str]:
    found = read_responses(questionnaire, json.dumps(resource(*items)).encode(), "f").warnings
    return [str(each) for each in found]


def is_yes(question: str) -> Comparison:
    return Comparison(question=question, answer="yes")


def test_its_own_question_rules_an_item_out_before_its_group_does() -> None:
    changed = form(
        medicines_any=[is_yes("pregnant"), Comparison(question="food_eggs", answer="daily")],
        gate=[Comparison(question="food_eggs", answer="daily")],
    )
    items = [coded("pregnant", "no"), coded("food_eggs", "never"), coded("gate", "yes")]
    assert ruling(changed, *items) == ["f: gate: not counted, because food_eggs is never."]


def test_the_group_rules_out_an_item_whose_own_conditions_hold() -> None:
    changed = form(medicines=[is_yes("pregnant")], gate=[Comparison(question="food_eggs", answer="daily")])
    items = [coded("pregnant", "no"), coded("food_eggs", "daily"), coded("gate", "yes")]
    assert ruling(changed, *items) == ["f: gate: not counted, because pregnant is no."]
    assert ruling(changed, items[0], items[2]) == ["f: gate: not counted, because pregnant is no."]


@pytest.mark.parametrize("behavior", ["gate", "gate_any"])
def test_a_question_that_says_no_comes_before_one_that_is_open(behavior: str) -> None:
    changed = form(**{behavior: [is_yes("pregnant"), Comparison(question="food_eggs", answer="daily")]})
    items = [coded("food_eggs", "never"), coded("gate", "yes")]
    assert ruling(changed, *items) == ["f: gate: not counted, because food_eggs is never."]
    assert ruling(changed, items[1]) == ["f: gate: not counted, because pregnant is not answered."]


def test_the_first_in_the_chain_is_named() -> None:
    dose = answered("drug.dose", {"valueQuantity": {"value": 5, "code": "mg"}})
    assert ruling(FULL, coded("gate", "no"), coded("drug", "now"), dose) == [
        "f: drug, drug.dose: not counted, because gate is no."
    ]
    assert ruling(FULL, coded("gate", "yes"), coded("drug", "no"), dose) == [
        "f: drug.dose: not counted, because drug is no."
    ]


def test_an_age_that_rules_out_is_named_with_what_it_comes_from() -> None:
    grown = read_model(Comparison, {"question": "age_years", "operator": ">=", "answer": 18})
    changed = form(gate=[grown])
    yes = coded("gate", "yes")
    assert ruling(changed, answered("age", {"valueInteger": 6}), yes) == [
        "f: gate: not counted, because of age_years (age)."
    ]
    assert ruling(changed, answered("birth_date", {"valueDate": "2020"}), yes) == [
        "f: gate: not counted, because of age_years (birth_date)."
    ]
    assert ruling(changed, yes) == ["f: gate: not counted, because birth_date is not answered."]
