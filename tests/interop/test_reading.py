"""What a FHIR file may look like, and what its answers become."""

# ruff: noqa: E501 -- one row a line reads like a table

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from b12desk.engine.scoring import assess
from b12desk.engine.uncounted import warning_signs
from b12desk.interop.fhir import read_responses
from b12desk.model.border import plain_data, read_model
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.conditions import Condition
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import Status, Subject
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from tests.gallery import gallery
from tests.interop.sample import FULL, Json, answered, coded, read, resource, warnings

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def absent(reason: str) -> Json:
    return {"extension": ["x", {"url": ABSENT, "valueCode": reason}]}


GATE = [coded("gate", "yes"), coded("drug", "now")]


@pytest.mark.parametrize(
    ("items", "link_id", "expected"),
    [
        ([coded("tired", "yes")], "tired", (Coding(code="yes"),)),
        ([coded("tired", "not-sure")], "tired", (Coding(code="not-sure"),)),
        ([answered("tired", {"valueBoolean": True})], "tired", (Coding(code="yes"),)),
        ([answered("tired", {"valueBoolean": False})], "tired", (Coding(code="no"),)),
        ([answered("tired", {"valueCoding": {"code": "yes", "system": "urn:b12desk:codes"}})], "tired", (Coding(code="yes"),)),
        ([answered("tired", absent("asked-unknown"))], "tired", (Coding(code="not-sure"),)),
        ([answered("tired", absent("asked-declined"))], "tired", (Coding(code="prefer-not-to-say"),)),
        ([{"linkId": "tired", **absent("asked-declined")}], "tired", (Coding(code="prefer-not-to-say"),)),
        ([coded("products", "tablet", "spray")], "products", (Coding(code="tablet"), Coding(code="spray"))),
        ([answered("numb", {"valueBoolean": False})], "numb", (False,)),
        ([answered("age", {"valueInteger": 40})], "age", (40,)),
        ([answered("age", {"valueDecimal": 40.0})], "age", (40,)),
        ([answered("birth_date", {"valueDate": "1980"})], "birth_date", (PartialDate(date="1980"),)),
        ([answered("birth_date", {"valueString": "1980-02"})], "birth_date", (PartialDate(date="1980-02"),)),
        ([*GATE, answered("drug.name", {"valueString": "Glucophage <b>"})], "drug.name", ("Glucophage <b>",)),
        ([*GATE, answered("drug.dose", {"valueQuantity": {"value": 0.1, "code": "mg"}})], "drug.dose", (Quantity(value=Decimal("0.1"), unit="mg"),)),
        ([*GATE, answered("drug.duration", {"valueQuantity": {"value": 6, "unit": "Years"}})], "drug.duration", (Quantity(value=Decimal(6), unit="a"),)),
        ([*GATE, answered("drug.duration", {"valueQuantity": {"value": 6, "unit": "wk"}})], "drug.duration", (Quantity(value=Decimal(6), unit="wk"),)),
        ([*GATE, coded("drug.duration", "not-sure")], "drug.duration", (Coding(code="not-sure"),)),
        ([*GATE, answered("drug.duration", {"_valueQuantity": absent("asked-unknown")})], "drug.duration", (Coding(code="not-sure"),)),
    ],
)  # fmt: skip
def test_an_answer_of_each_kind(items: list[Json], link_id: str, expected: tuple[Answer, ...]) -> None:
    found = read(resource(*items))
    assert found.response.answers[link_id] == expected
    assert found.warnings == ()


def test_nested_and_flat_groups_read_the_same() -> None:
    flat = resource(coded("tired", "yes"), coded("gate", "yes"), coded("drug", "now"))
    nested = resource(
        {"linkId": "symptoms", "item": [coded("tired", "yes")]},
        {"linkId": "medicines", "item": [{**coded("gate", "yes"), "item": [coded("drug", "now")]}]},
    )
    below_answer = resource(
        coded("tired", "yes"),
        answered("gate", {"valueCoding": {"code": "yes"}, "item": [coded("drug", "now")]}),
    )
    assert read(flat) == read(nested) == read(below_answer)


def test_an_item_without_an_answer_is_unanswered() -> None:
    assert read(resource({"linkId": "tired"}, {"linkId": "numb", "answer": []})).response.answers == {}
    assert read(resource(item=None)).response.answers == {}


def test_the_header() -> None:
    found = read(resource(status="amended", id="abc", authored="2026-01-02T03:04:05.678+02:00")).response
    assert found.status is Status.AMENDED
    assert found.identifier == "abc"
    assert found.authored.isoformat() == "2026-01-02T03:04:05.678000+02:00"
    assert read(resource(identifier={"value": "uuid"}, id="abc")).response.identifier == "uuid"


@pytest.mark.parametrize("text", ["2026-01-02", "2026-01-02T00:00", "2026-01-02T00:00:00"])
def test_a_moment_without_a_zone_counts_as_utc(text: str) -> None:
    whole = resource(coded("tired", "yes"), authored=text)
    assert read(whole).response.authored == datetime(2026, 1, 2, tzinfo=UTC)
    assert [each.partition(". ")[0] for each in warnings(whole)] == [
        "file.json: authored: it has no time zone; it counts as UTC"
    ]


PATIENT = {
    "resourceType": "Patient",
    "id": "p",
    "name": ["x", {}, {"family": "Doe", "given": ["Ann", "Bea", 3]}],
    "identifier": ["x", {"system": "s"}, {"value": "123"}],
    "birthDate": "1980-05-06",
}


def test_the_patient_line_of_a_contained_patient() -> None:
    found = read(resource(coded("tired", "yes"), contained=[PATIENT], subject={"reference": "#p"}))
    assert found.response.subject == Subject(
        family="Doe", given="Ann Bea", identifier="123", birth_date=PartialDate(date="1980-05-06")
    )
    assert found.warnings == ()


def test_the_patient_line_of_the_reference_itself() -> None:
    subject = {"reference": "Patient/7", "display": "Ann", "identifier": {"value": "77"}}
    assert read(resource(subject=subject)).response.subject == Subject(display="Ann", identifier="77")
    both = {**subject, "reference": "#p"}
    found = read(resource(contained=[{**PATIENT, "name": [{"text": "Ann Other"}]}], subject=both)).response.subject
    assert (found.display, found.identifier) == ("Ann Other", "77")
    assert (
        read(resource(contained=[{**PATIENT, "name": "Ann"}], subject={"reference": "#p"})).response.subject.display
        == ""
    )


@pytest.mark.parametrize(
    ("whole", "warning"),
    [
        (resource(questionnaire=None), "file.json: questionnaire: it is not said which questionnaire was answered."),
        (resource(questionnaire="urn:test:full"), "file.json: questionnaire: the version of the questionnaire is not said."),
        (resource(subject={"reference": "#p"}), "file.json: subject: the contained Patient it names is missing."),
        (resource(contained="x", subject={"reference": "#p"}), "file.json: subject: the contained Patient it names is missing."),
        (resource(coded("drug", "now")), "file.json: drug: not counted, because gate is not answered."),
        (resource(coded("drug", "now"), coded("gate", "not-sure")), "file.json: drug: not counted, because gate is not-sure."),
        (resource(answered("age", {"valueInteger": 36}), answered("birth_date", {"valueDate": "1990"})), "file.json: age: not counted, because of birth_date."),
        (resource(status="in-progress"), "file.json: status: the intake is not finished."),
        (resource(status="entered-in-error"), "file.json: status: the intake was entered in error. Do not use what it"),
        (resource(contained=[{"resourceType": "Patient", "id": "p"}]), "file.json: subject: it does not refer to the contained Patient"),
        (resource(contained=[{"resourceType": "Patient", "id": "p"}], subject={"reference": "p"}), "file.json: subject: it does not refer to the contained Patient"),
        (resource(answered("drug.mui", {"valueDecimal": 5})), "file.json: drug.mui: the program works this value out itself"),
        (resource(answered("tired", {"valueCoding": {"code": "yes", "system": "http://other"}})), "file.json: tired: the code has a system that is not urn:b12desk:codes."),
        (resource(answered("numb", absent("asked-unknown"))), "file.json: numb: the question does not take 'not-sure'; it counts as unanswered."),
    ],
)  # fmt: skip
def test_what_is_accepted_with_a_warning(whole: Json, warning: str) -> None:
    assert any(each.startswith(warning) for each in warnings(whole)), warnings(whole)


def test_answers_that_are_not_counted_are_named_once_unless_their_gate_implies_them() -> None:
    whole = resource(coded("drug", "now"), answered("drug.since", {"valueDate": "2019"}), coded("gate", "no"))
    assert warnings(whole) == ["file.json: drug, drug.since: not counted, because gate is no."]
    assert warnings(resource(coded("gate", "no"), coded("drug", "no"))) == []
    details = resource(coded("gate", "yes"), coded("drug", "past"), answered("drug.since", {"valueDate": "2019"}))
    assert warnings(details) == ["file.json: drug.since: not counted, because drug is past."]


def test_an_answer_on_which_a_red_flag_rests_is_told_first_and_in_plain_words() -> None:
    whole = resource(coded("drug", "now"), answered("drug.since", {"valueDate": "2019"}), coded("gate", "no"))
    whole["authored"] = "2026-11-22"
    data = json.dumps(whole).encode()
    first, zone, last = (str(each) for each in read_responses(FULL, data, "f", {"drug.since"}).warnings)
    assert first == (
        "f: gate: contradicts a warning sign: check with the patient. drug.since: not counted, because gate is no."
    )
    assert zone.startswith("f: authored: it has no time zone")
    assert last == "f: drug: not counted, because gate is no."


def test_an_answer_behind_a_calculated_item_or_a_group_names_what_rules_it_out() -> None:
    age, about = FULL.items["age_years"], FULL.item[0]
    grown = Comparison(question=age.link_id, operator=Operator.GREATER_OR_EQUAL, answer=18)
    symptoms = replace(next(each for each in FULL.item if each.link_id == "symptoms"), enable_when=(grown,))
    form = replace(FULL, item=(about, symptoms))
    form = read_model(Questionnaire, plain_data(form))
    child = resource(answered("birth_date", {"valueDate": "2020"}), coded("tired", "yes"))
    (warning,) = read_responses(form, json.dumps(child).encode(), "f").warnings
    assert str(warning) == "f: tired: not counted, because of age_years (birth_date)."


def test_the_warning_signs_of_a_form_are_what_its_red_flags_rest_on() -> None:
    assert warning_signs(gallery("full")) == {"gas", "numb"}
    rules = gallery("full").rules
    nested = {
        "all": [
            {"finding": "metformin"},
            {"not": {"condition": "unwell"}},
            {"question": "drug.mui", "operator": ">", "answer": 5},
        ]
    }
    flag = replace(rules.finding[-2], when=read_model(Condition, nested))
    changed = replace(gallery("full"), rules=replace(rules, finding=(*rules.finding[:-2], flag)))
    assert warning_signs(changed) == {"drug", "tired", "numb", "drug.dose", "drug.duration"}


def born(date: str, **more: object) -> Json:
    """A contained Patient, and the subject that names it."""
    return {
        "contained": [{"resourceType": "Patient", "id": "p", "birthDate": date, **more}],
        "subject": {"reference": "#p"},
    }


@pytest.mark.parametrize(
    ("item", "date"),
    [
        (answered("birth_date", {"valueDate": "1986-04-02"}), "1986"),
        (answered("birth_date", {"valueDate": "1986"}), "1986-04-02"),
        (answered("birth_date", {"valueDate": "1986-04"}), "1986-04-02"),
        (answered("age", {"valueInteger": 39}), "1986-04-02"),
        (answered("age", {"valueInteger": 40}), "1986-04-02"),
        (answered("age", {"valueInteger": 41}), "1986-04-02"),
        (answered("age", {"valueInteger": 38}), "1986"),
    ],
)
def test_a_patient_as_precise_as_may_be_does_not_contradict(item: Json, date: str) -> None:
    assert read(resource(item, **born(date))).response.subject.birth_date == PartialDate(date=date)


def test_somebody_of_80_known_only_by_the_patient_record_is_scored_as_80() -> None:
    response = read(resource(**born("1946-11-01"))).response
    assert "elderly" in [each.id for each in assess(gallery("full"), response).findings]
    response = read(resource(**born("1956-11-01"))).response
    assert "elderly" not in [each.id for each in assess(gallery("full"), response).findings]


def test_an_absent_reason_that_the_item_does_not_take_is_no_answer() -> None:
    assert read(resource({"linkId": "numb", **absent("asked-unknown")})).response.answers == {}
    assert read(resource({"linkId": "tired", **absent("masked")})).response.answers == {}


def test_the_same_file_is_read_the_same_way_whatever_the_order_of_its_items() -> None:
    items = [
        coded("tired", "yes"),
        coded("gate", "yes"),
        coded("drug", "now"),
        answered("numb", {"valueBoolean": True}),
    ]
    assert read(resource(*items)).response == read(resource(*reversed(items))).response
