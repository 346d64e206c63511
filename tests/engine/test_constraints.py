"""What is wrong with an answer, said as a code with its bound."""

from __future__ import annotations

from b12desk.model.border import json_of, plain_data, read_model

from dataclasses import replace

from decimal import Decimal

import pytest

from b12desk.engine.constraints import check
from b12desk.engine.enablement import enabled_items
from b12desk.engine.reference import reference_code
from b12desk.engine.scoring import assess
from b12desk.engine.units import convert, convertible, known
from b12desk.model.issue import IssueCode
from b12desk.model.response import Subject
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from tests.engine.small import ALL_NO, DEFINITION, QUESTIONNAIRE, respond

TAKEN = {"gate": "yes", "metformin": "yes"}


@pytest.mark.parametrize(
    ("answers", "code", "limit"),
    [
        ({"age": 121}, IssueCode.TOO_HIGH, "120"),
        ({"age": -1}, IssueCode.TOO_LOW, "0"),
        ({"level": "=x"}, IssueCode.WRONG_TYPE, ""),
        ({"age": True}, IssueCode.WRONG_TYPE, ""),
        ({"flag": 1}, IssueCode.WRONG_TYPE, ""),
        ({"tired": "maybe"}, IssueCode.NOT_AN_OPTION, "no, not-sure, prefer-not-to-say, yes"),
        ({"words": "yes"}, IssueCode.WRONG_TYPE, ""),
        ({"words": "=" + "x" * 21}, IssueCode.TOO_LONG, "20"),
        ({"tired": ["yes", "no"]}, IssueCode.TOO_MANY, ""),
        ({"other": ["a", "none"]}, IssueCode.EXCLUSIVE, ""),
        ({"other": ["a", "not-sure"]}, IssueCode.EXCLUSIVE, ""),
        ({"birth_date": "@2027"}, IssueCode.FUTURE, ""),
        ({"birth_date": "@1800"}, IssueCode.TOO_LOW, "1896"),
        ({**TAKEN, "metformin.dose": (6000, "mg")}, IssueCode.TOO_HIGH, "5000 mg"),
        ({**TAKEN, "metformin.dose": (6, "g")}, IssueCode.TOO_HIGH, "5000 mg"),
        ({**TAKEN, "metformin.dose": (6, "mo")}, IssueCode.WRONG_UNIT, "mg"),
        ({**TAKEN, "metformin.dose": "yes"}, IssueCode.NOT_AN_OPTION, "not-sure"),
    ],
)
def test_each_issue(answers: dict[str, object], code: IssueCode, limit: str) -> None:
    response = respond(answers)
    (issue,) = check(QUESTIONNAIRE, response, enabled_items(QUESTIONNAIRE, response))
    assert (issue.code, issue.limit) == (code, limit)


@pytest.mark.parametrize(
    "answers",
    [
        ALL_NO,
        {"level": 1},
        {**TAKEN, "metformin.dose": "not-sure", "metformin.duration": (2, "a")},
        {"metformin": "yes", "metformin.dose": (9999, "mg")},
        {"birth_date": "@2000", "words": "=short", "flag": False},
    ],
)
def test_good_and_hidden_answers_have_no_issue(answers: dict[str, object]) -> None:
    response = respond(answers)
    assert check(QUESTIONNAIRE, response, enabled_items(QUESTIONNAIRE, response)) == ()


def test_a_date_before_birth_is_an_issue() -> None:
    dated = replace(QUESTIONNAIRE, item=QUESTIONNAIRE.item)
    response = replace(respond(birth_date="@2000"), answers={"birth_date": (PartialDate(date="2000"),), "when": (PartialDate(date="1999-12-31"),)})
    form = read_model(type(dated), {
            **plain_data(replace(dated, item=())),
            "item": [
                {
                    "linkId": "p",
                    "type": "group",
                    "item": [{"linkId": "birth_date", "type": "date"}, {"linkId": "when", "type": "date"}],
                }
            ],
        })
    (issue,) = check(form, response, enabled_items(form, response))
    assert (issue.link_id, issue.code) == ("when", IssueCode.BEFORE_BIRTH)


def test_required_counts_only_when_asked_for_and_only_while_enabled() -> None:
    empty = respond()
    enabled = enabled_items(QUESTIONNAIRE, empty)
    assert check(QUESTIONNAIRE, empty, enabled) == ()
    assert [each.link_id for each in check(QUESTIONNAIRE, empty, enabled, required=True)] == ["age"]
    born = respond(birth_date="@1980")
    assert check(QUESTIONNAIRE, born, enabled_items(QUESTIONNAIRE, born), required=True) == ()


def test_units_convert_only_within_their_dimension() -> None:
    assert convert(Decimal(1), "a", "mo") == 12
    assert convert(Decimal(3), "pills", "pills") == 3
    assert convertible("g/dL", "g/L")
    assert not convertible("pills", "mg")
    assert known("mo")
    assert not known("pills")
    with pytest.raises(ValueError, match="cannot be given"):
        convert(Decimal(1), "a", "mg")


def test_the_reference_code_is_speakable_and_depends_on_content_alone() -> None:
    one, other = respond(ALL_NO), respond(dict(reversed(ALL_NO.items())))
    code = reference_code(one, assess(DEFINITION, one))
    assert code == reference_code(other, assess(DEFINITION, other))
    assert len(code) == 9
    assert not set(code) & set("ILOU")
    changed = respond({**ALL_NO, "tired": "yes"})
    assert code != reference_code(changed, assess(DEFINITION, changed))


def test_the_reference_code_tells_kinds_apart_and_bears_any_text() -> None:
    judged = assess(DEFINITION, respond())
    answers: tuple[Answer, ...] = (
        Coding(code="1"),
        "1",
        1,
        True,
        Decimal("1.5"),
        PartialDate(date="2001"),
        "2001",
        Quantity(value=Decimal(1), unit="a"),
        Quantity(value=Decimal(1), unit="mo"),
        "half a \ud83d",
    )
    responses = [replace(respond(), answers={"x": (each,)}) for each in answers]
    assert len({reference_code(each, judged) for each in responses}) == len(answers)
    exact, read_again = (Quantity(value=Decimal(text), unit="mg") for text in ("2000", "2000.0"))
    same = [replace(respond(), answers={"x": (each,)}) for each in (exact, read_again)]
    assert reference_code(same[0], judged) == reference_code(same[1], judged)
    subjects = [Subject(), Subject(display="a"), Subject(identifier="a"), Subject(birth_date=PartialDate(date="1990"))]
    named = [replace(respond(), subject=each) for each in subjects]
    assert len({reference_code(each, judged) for each in named}) == len(subjects)


def test_the_reference_code_is_the_same_in_every_process() -> None:
    judged = replace(assess(DEFINITION, respond()), hash="0" * 64, recommendation="urgent")
    given = replace(respond(), questionnaire="urn:x|1", answers={"b": (Coding(code="yes"),), "a": (Decimal("0.5"), "text")})
    assert reference_code(given, judged) == "MPP7-0R43"


def test_values_are_what_they_say() -> None:
    assert json_of(Quantity(value=Decimal("2.5"), unit="mg")) == b'{"value":2.5,"unit":"mg"}'
    assert PartialDate(date="2024-02").latest.day == 29
    assert PartialDate(date="2024").earliest.month == 1
    assert Coding(code="x").code == "x"
    for wrong in ("2024-13", "24", "2024-02-30", "x"):
        with pytest.raises(ValueError, match="date"):
            PartialDate(date=wrong)
