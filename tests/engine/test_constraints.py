"""What is wrong with an answer, said as a code with its bound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from b12desk.engine.constraints import check, check_item, unusual
from b12desk.engine.enablement import enabled_items
from b12desk.engine.lifetime import Lifetime, lifetime
from b12desk.engine.reference_code import reference_code
from b12desk.engine.scoring import assess
from b12desk.model.border import json_of, plain_data, read_model
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import Item
from b12desk.model.response import Subject
from b12desk.model.units import convert, convertible, known
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from tests.engine.small import ALL_NO, DEFINITION, QUESTIONNAIRE, respond

ROLES = QUESTIONNAIRE.roles
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
        ({"other": ["none", "not-sure"]}, IssueCode.EXCLUSIVE, ""),
        ({"other": ["not-sure", "prefer-not-to-say"]}, IssueCode.EXCLUSIVE, ""),
        ({"birth_date": "@2027"}, IssueCode.FUTURE, ""),
        ({"birth_date": "@1800"}, IssueCode.TOO_LOW, "1905"),
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


USUAL = {"min": 250, "max": 3000, "because": "a test"}


@pytest.mark.parametrize(
    ("kind", "more", "given", "limit"),
    [
        ("quantity", {"unit": "mg"}, Quantity(value=Decimal(2), unit="mg"), "250 3000 mg"),
        ("quantity", {"unit": "mg"}, Quantity(value=Decimal(3001), unit="mg"), "250 3000 mg"),
        (
            "quantity",
            {"unitOption": [{"code": "mg", "display": "mg"}]},
            Quantity(value=Decimal(4), unit="g"),
            "250 3000 mg",
        ),
        ("quantity", {"unitOption": [{"code": "mg", "display": "mg"}]}, Quantity(value=Decimal(2), unit="g"), ""),
        ("quantity", {"unit": "mg"}, Quantity(value=Decimal(2), unit="mo"), ""),
        ("quantity", {"unit": "mg"}, Quantity(value=Decimal(250), unit="mg"), ""),
        ("quantity", {"unit": "mg"}, Quantity(value=Decimal(3000), unit="mg"), ""),
        ("quantity", {"unit": "mg"}, Coding(code="not-sure"), ""),
        ("quantity", {}, Quantity(value=Decimal(2), unit="1"), "250 3000 1"),
        ("integer", {}, 2, "250 3000"),
        ("decimal", {}, Decimal("249.9"), "250 3000"),
        ("decimal", {}, Decimal(2000), ""),
    ],
)
def test_an_unusual_number_is_a_question(kind: str, more: dict[str, object], given: Answer, limit: str) -> None:
    item = read_model(Item, {"linkId": "x", "type": kind, "plausible": USUAL, **more})
    found = unusual(item, (given,))
    assert (found.limit if found else "") == limit
    assert found is None or found.code is IssueCode.UNUSUAL
    assert unusual(item, ()) is None


@pytest.mark.parametrize(("value", "limit"), [(148, ""), (3000, ""), (3001, "3000 pmol/L"), (-1, "0 pmol/L")])
def test_units_that_measure_different_things_each_keep_to_the_bounds(value: int, limit: str) -> None:
    both = [{"code": each, "display": each} for each in ("ng/L", "pmol/L")]
    asked = {
        "linkId": "words",
        "type": "quantity",
        "text": "How much?",
        "unitOption": both,
        "minValue": 0,
        "maxValue": 3000,
    }
    given = (Quantity(value=Decimal(value), unit="pmol/L"),)
    found = check_item(QUESTIONNAIRE, read_model(Item, asked), given, respond({}))
    assert [each.limit for each in found] == ([limit] if limit else [])


def test_without_a_range_nothing_is_unusual() -> None:
    assert unusual(read_model(Item, {"linkId": "x", "type": "integer"}), (2,)) is None


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
    response = replace(
        respond(birth_date="@2000"),
        answers={"birth_date": (PartialDate(date="2000"),), "when": (PartialDate(date="1999-12-31"),)},
    )
    form = read_model(
        type(dated),
        {
            **plain_data(replace(dated, item=())),
            "item": [
                {
                    "linkId": "p",
                    "type": "group",
                    "item": [{"linkId": "birth_date", "type": "date"}, {"linkId": "when", "type": "date"}],
                }
            ],
        },
    )
    (issue,) = check(form, response, enabled_items(form, response))
    assert (issue.link_id, issue.code) == ("when", IssueCode.BEFORE_BIRTH)


@pytest.mark.parametrize(
    ("known", "duration", "too_long"),
    [
        ({"birth_date": "@1996-05-06"}, (77, "a"), True),
        ({"birth_date": "@1996-05-06"}, (31, "a"), True),
        ({"birth_date": "@1996-05-06"}, (367, "mo"), True),
        ({"birth_date": "@1996-05-06"}, (366, "mo"), False),
        ({"birth_date": "@1996-05-06"}, (30, "a"), False),
        ({"birth_date": "@1996-11-22"}, (30, "a"), False),
        ({"birth_date": "@1996"}, (30, "a"), False),
        ({"birth_date": "@1996"}, (31, "a"), True),
        ({"birth_date": "@2026-11-22"}, (0, "a"), False),
        ({"birth_date": "@2026-11-22"}, (1, "mo"), True),
        ({"age": 30}, (30, "a"), False),
        ({"age": 30}, (371, "mo"), False),
        ({"age": 30}, (31, "a"), True),
        ({"age": 30}, (372, "mo"), True),
        ({"age": 0}, (11, "mo"), False),
        ({"age": 0}, (12, "mo"), True),
        ({"birth_date": "@2026-11-23"}, (1, "a"), False),
        ({"age": -1}, (1, "a"), False),
        ({}, (99, "a"), False),
    ],
)
def test_nothing_was_taken_longer_than_the_person_has_lived(
    known: dict[str, object], duration: tuple[int, str], too_long: bool
) -> None:
    response = respond({**TAKEN, **known, "metformin.duration": duration})
    found = [each.code for each in check(QUESTIONNAIRE, response, enabled_items(QUESTIONNAIRE, response))]
    assert (IssueCode.LONGER_THAN_LIFE in found) is too_long


def test_a_dose_has_nothing_to_do_with_a_life_and_a_duration_out_of_bounds_is_one_issue() -> None:
    young = {**TAKEN, "birth_date": "@2026-11-01"}
    response = respond({**young, "metformin.dose": (2000, "mg"), "metformin.duration": (1201, "mo")})
    (issue,) = check(QUESTIONNAIRE, response, enabled_items(QUESTIONNAIRE, response))
    assert (issue.link_id, issue.code) == ("metformin.duration", IssueCode.TOO_HIGH)


def test_the_birth_date_of_the_patient_record_bounds_a_duration_as_well() -> None:
    response = respond({**TAKEN, "metformin.duration": (31, "a")})
    record = Subject(birth_date=PartialDate(date="1996-05-06"))
    response = replace(response, subject=record)
    (issue,) = check(QUESTIONNAIRE, response, enabled_items(QUESTIONNAIRE, response))
    assert (issue.link_id, issue.code) == ("metformin.duration", IssueCode.LONGER_THAN_LIFE)


@pytest.mark.parametrize(
    ("born", "age", "both"),
    [
        ("1961-03-04", 30, "30, 65"),
        ("1961-03-04", 63, "63, 65"),
        ("1961-03-04", 67, "67, 65"),
        ("1961", 30, "30, 64-65"),
        ("1961-03-04", 64, ""),
        ("1961-03-04", 65, ""),
        ("1961-03-04", 66, ""),
        ("1961", 63, ""),
        ("1961", 66, ""),
        ("2027", 30, ""),
    ],
)
def test_an_age_beside_a_birth_date_is_that_of_the_birth_date(born: str, age: int, both: str) -> None:
    response = respond(birth_date=f"@{born}", age=age)
    found = check(QUESTIONNAIRE, response, frozenset({"age"}))
    assert [(each.code, each.limit) for each in found] == ([(IssueCode.OTHER_AGE, both)] if both else [])
    assert "age" not in enabled_items(QUESTIONNAIRE, response)


def test_a_date_before_the_life_that_an_age_allows_is_an_issue() -> None:
    today = date(2028, 2, 29)
    lived = lifetime(ROLES, {"age": (26,)}, today)
    assert lived is not None
    assert lived.first_day == date(2001, 3, 1)
    assert lived.begins_after(PartialDate(date="2000"))
    assert not lived.begins_after(PartialDate(date="2001"))
    assert lifetime(ROLES, {"birth_date": (Coding(code="not-sure"),)}, today, PartialDate(date="2000-05")) == Lifetime(
        date(2000, 5, 1), Decimal((today - date(2000, 5, 1)).days + 1)
    )
    assert lifetime(ROLES, {"age": (True,)}, today) is None
    assert lifetime(ROLES, {"age": (Coding(code="not-sure"),)}, today) is None


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
    subjects += [Subject(family="a"), Subject(given="a"), Subject(family="a", given="a")]
    named = [replace(respond(), subject=each) for each in subjects]
    assert len({reference_code(each, judged) for each in named}) == len(subjects)


def test_the_reference_code_is_the_same_in_every_process() -> None:
    judged = replace(assess(DEFINITION, respond()), hash="0" * 64, recommendation="urgent")
    given = replace(
        respond(), questionnaire="urn:x|1", answers={"b": (Coding(code="yes"),), "a": (Decimal("0.5"), "text")}
    )
    assert reference_code(given, judged) == "MPP7-0R43"


def test_values_are_what_they_say() -> None:
    assert json_of(Quantity(value=Decimal("2.5"), unit="mg")) == b'{"value":2.5,"unit":"mg"}'
    assert PartialDate(date="2024-02").latest.day == 29
    assert PartialDate(date="2024").earliest.month == 1
    assert Coding(code="x").code == "x"
    for wrong in ("2024-13", "24", "2024-02-30", "x"):
        with pytest.raises(ValueError, match="date"):
            PartialDate(date=wrong)
