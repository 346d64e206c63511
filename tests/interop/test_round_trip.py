"""What is written is read back as it was, whatever the answers hold."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12desk.interop.fhir import read_responses, write_response
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.response import QuestionnaireResponse, Status, Subject
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from tests.gallery import NAMES, gallery

HOSTILE = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    st.sampled_from(["<b>", "\x00", "\u202eabc", "😀" * 10, "'; DROP TABLE", "{0}", "%s", "\r\n", "=cmd()", "../.."]),
)
NAMED = st.one_of(
    st.fixed_dictionaries({}, optional={"display": HOSTILE}),
    st.fixed_dictionaries({}, optional={"family": HOSTILE, "given": HOSTILE}),
)
_YEARS_LIVED = 8
"""By whoever was born in 1992, or is 8 years old: nothing lasted longer."""
NUMBERS = st.integers(0, 90).map(Decimal) | st.integers(1, 8999).map(lambda number: Decimal(number) / 100)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
) | st.just(datetime(2026, 11, 22, 9, tzinfo=timezone(timedelta(hours=5, minutes=30))))


def answers_of(questionnaire: Questionnaire, item: Item) -> st.SearchStrategy[tuple[Answer, ...]]:
    codes = [each.code for each in questionnaire.options(item.link_id)]
    coded = [st.tuples(st.sampled_from(codes).map(lambda code: Coding(code=code)))] if codes else []
    plain: dict[ItemType, st.SearchStrategy[Answer]] = {
        ItemType.BOOLEAN: st.booleans(),
        ItemType.INTEGER: st.integers(8, 120),
        ItemType.DECIMAL: NUMBERS.filter(lambda number: number >= 1),
        ItemType.QUANTITY: st.builds(
            lambda value, unit: Quantity(value=value, unit=unit.code),
            NUMBERS.filter(lambda number: number <= _YEARS_LIVED),
            st.sampled_from(item.unit_option or (None,)),
        ),
        ItemType.DATE: st.sampled_from([PartialDate(date=each) for each in ("1992", "1992-02", "1992-02-29")]),
        ItemType.STRING: HOSTILE,
        ItemType.TEXT: HOSTILE,
        ItemType.OPEN_CHOICE: HOSTILE,
    }  # fmt: skip
    given_as = plain.get(item.type)
    return st.one_of(*coded, *([given_as.map(lambda answer: (answer,))] if given_as is not None else []))


@st.composite
def responses(draw: st.DrawFn, name: str) -> QuestionnaireResponse:
    questionnaire = gallery(name).questionnaire
    answers: dict[str, tuple[Answer, ...]] = {}
    for link_id, item in questionnaire.items.items():
        if item.is_question and draw(st.booleans()):
            answers[link_id] = draw(answers_of(questionnaire, item))
    if any(isinstance(each, PartialDate) for given in answers.values() for each in given):
        answers.pop("age", None)
    roles = questionnaire.roles
    answered = [each for key in (roles.birth_date, roles.age) for each in answers.get(key, ())]
    known = next((each for each in answered if isinstance(each, PartialDate)), PartialDate(date="1955-05"))
    born = draw(st.none() | st.just(known)) if not any(isinstance(each, int) for each in answered) else None
    return QuestionnaireResponse(
        questionnaire=questionnaire.canonical,
        status=draw(st.sampled_from(Status)),
        authored=draw(MOMENTS),
        subject=Subject(**draw(NAMED), identifier=draw(st.just("") | HOSTILE), birth_date=born),
        identifier=draw(st.just("") | HOSTILE),
        answers=answers,
    )


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_written_and_read_back(name: str, data: st.DataObject) -> None:
    questionnaire = gallery(name).questionnaire
    response = data.draw(responses(name))
    text = json.dumps(write_response(questionnaire, response)).encode()
    assert read_responses(questionnaire, text, "f").response == response


def test_groups_are_nested_and_codes_are_explained() -> None:
    questionnaire = gallery("full").questionnaire
    response = QuestionnaireResponse(
        questionnaire=questionnaire.canonical,
        authored=datetime(2026, 11, 22, 9, tzinfo=UTC),
        subject=Subject(display="Ann", birth_date=PartialDate(date="1980-05")),
        answers={
            "food_eggs": (Coding(code="daily"),),
            "gate": (Coding(code="yes"),),
            "drug": (Coding(code="now"),),
            "drug.duration": (Quantity(value=Decimal("1.5"), unit="a"),),
        },
    )
    parted = replace(response, subject=Subject(family="Byron", given="Ada", identifier="7"))
    written = write_response(questionnaire, parted)
    assert written["subject"] == {"reference": "#patient", "identifier": {"value": "7"}, "display": "Ada Byron"}
    assert written["contained"] == [
        {
            "resourceType": "Patient",
            "id": "patient",
            "identifier": [{"value": "7"}],
            "name": [{"family": "Byron", "given": ["Ada"]}],
        }
    ]
    written = write_response(questionnaire, response)
    assert written["subject"] == {"reference": "#patient", "display": "Ann"}
    assert written["contained"] == [
        {"resourceType": "Patient", "id": "patient", "name": [{"text": "Ann"}], "birthDate": "1980-05"}
    ]
    diet, medicines = written["item"]
    daily = {"system": "urn:b12desk:codes", "code": "daily", "display": "Every day"}
    eggs = {"linkId": "food_eggs", "text": "Eggs", "answer": [{"valueCoding": daily}]}
    foods = {"linkId": "foods", "text": "How often do you eat these?", "item": [eggs]}
    assert diet == {"linkId": "diet", "text": "What you eat", "item": [foods]}
    years = {"value": 1.5, "unit": "years", "system": "http://unitsofmeasure.org", "code": "a"}
    assert medicines["item"][-1]["answer"] == [{"valueQuantity": years}]


def test_an_answer_to_nothing_is_a_mistake_of_the_caller() -> None:
    response = QuestionnaireResponse(
        questionnaire="urn:test:full|1", authored=datetime(2026, 11, 22, tzinfo=UTC), answers={"nothing": ("x",)}
    )
    with pytest.raises(KeyError):
        write_response(gallery("full").questionnaire, response)
