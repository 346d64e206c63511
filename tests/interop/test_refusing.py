"""Every problem of a file at once, each with its linkId, none of them a crash."""

# ruff: noqa: E501 -- one row a line reads like a table

from __future__ import annotations

import json

import pytest

from b12desk.interop.fhir import read_responses
from b12desk.interop.strict_json import _once
from b12desk.interop.wording import problem_of, shown
from b12desk.model.border import plain_data, read_model
from b12desk.model.issue import Issue, IssueCode
from b12desk.model.questionnaire import AnswerOption, Item, ItemType, Questionnaire
from tests.interop.sample import FULL, Json, answered, coded, problems, resource

GATE = [coded("gate", "yes"), coded("drug", "now")]


def patient(**fields: object) -> Json:
    """A contained Patient, and the subject that names it."""
    return {"contained": [{"resourceType": "Patient", "id": "p", **fields}], "subject": {"reference": "#p"}}


def dose(**quantity: object) -> Json:
    return resource(*GATE, answered("drug.dose", {"valueQuantity": quantity}))


REFUSED: list[tuple[object, str]] = [
    # header
    (resource(resourceType="Questionnaire"), "resourceType: this is not a QuestionnaireResponse."),
    (resource(questionnaire="urn:other|1"), "questionnaire: another questionnaire was answered: urn:other|1. This program reads urn:test:full|1."),
    (resource(questionnaire=5), "questionnaire: another questionnaire was answered: 5."),
    (resource(questionnaire="urn:test:full|2"), "questionnaire: another version was answered: 2."),
    (resource(status=None), "status: the status is not one this program reads. Known: in-progress, completed, amended, entered-in-error."),
    (resource(status="stopped"), "status: the status is not one this program reads."),
    (resource(authored=None), "authored: it is missing: ages and durations count from it."),
    (resource(authored=2026), "authored: this is not a day or a moment."),
    (resource(authored="2026-11"), "authored: this is not a day or a moment."),
    (resource(authored="2026-02-30"), "authored: this is not a day or a moment."),
    (resource(authored="1066-10-14"), "authored: no intake was taken in the year 1066. Write the moment of the intake"),
    (resource(authored="1999-12-31"), "authored: no intake was taken in the year 1999."),
    (resource(authored="2100-01-01"), "authored: no intake was taken in the year 2100."),
    (resource(status="in-progress", modifierExtension=[{"url": "x"}]), "QuestionnaireResponse: it has a modifierExtension"),
    (resource({**coded("tired", "yes"), "modifierExtension": [{"url": "x"}]}), "tired: it has a modifierExtension"),
    (resource({"linkId": "symptoms", "modifierExtension": [{}]}), "symptoms: it has a modifierExtension"),
    (resource(answered("tired", {"valueCoding": {"code": "yes"}, "modifierExtension": [{"url": "x"}]})), "tired: it has a modifierExtension"),
    (resource(**patient(modifierExtension=[{"url": "x"}])), "Patient: it has a modifierExtension"),
    (resource(answered("birth_date", {"valueDate": "1986-04-03"}), **patient(birthDate="1986-04-02")), "Patient.birthDate: it contradicts the answer to 'birth_date'. Check that the Patient is the person who answered, then mend Patient.birthDate or the answer."),
    (resource(answered("birth_date", {"valueDate": "1987"}), **patient(birthDate="1986-04-02")), "Patient.birthDate: it contradicts the answer to 'birth_date'."),
    (resource(answered("age", {"valueInteger": 42}), **patient(birthDate="1986-04-02")), "Patient.birthDate: it contradicts the answer to 'age'."),
    (resource(answered("age", {"valueInteger": 38}), **patient(birthDate="1986-04-02")), "Patient.birthDate: it contradicts the answer to 'age'."),
    (resource(**patient(birthDate="1800")), "Patient.birthDate: the value is too low. The lowest is 1905."),
    (resource(*GATE, answered("drug.since", {"valueDate": "1970"}), **patient(birthDate="1980")), "drug.since: the date lies before the person was born."),
    (resource(authored="20261122T090000Z"), "authored: this is not a day or a moment."),
    (resource(subject="Ann"), "subject: it is not a reference."),
    (resource(subject={"display": "x" * 1001}), "subject: the name is longer than 1000 characters."),
    (resource(subject={"identifier": {"value": "x" * 101}}), "subject: the identifier is longer than 100 characters."),
    (resource(id="x" * 101), "identifier: it is longer than 100 characters."),
    (resource(subject={"reference": "#p"}, contained=[{"resourceType": "Patient", "id": "p", "birthDate": "x"}]), "Patient.birthDate: this is not a date."),
    (resource(subject={"reference": "#p"}, contained=[{"resourceType": "Patient", "id": "p", "birthDate": "2027"}]), "Patient.birthDate: the date lies after the day of the intake. Mend the date; or 'authored' (2026-11-22), if that is wrong."),
    # items
    (resource(item={"linkId": "tired"}), "item: 'item' must be a list."),
    (resource("x"), "item: 'item' must hold objects."),
    (resource({"linkId": "tired", "answer": {}}), "tired: 'answer' must be a list."),
    (resource({"linkId": "tired", "answer": [1]}), "tired: 'answer' must hold objects."),
    (resource({"answer": []}), "item: an item has no linkId."),
    (resource({"linkId": "symptoms", "item": [{"linkId": 5}]}), "symptoms: an item has no linkId."),
    (resource(coded("tierd", "yes")), "tierd: the questionnaire has no such linkId. Did you mean 'tired'?"),
    (resource(coded("\u202ezzzz", "yes")), "?zzzz: the questionnaire has no such linkId."),
    (resource(coded("tired", "yes"), coded("tired", "no")), "tired: the linkId stands twice. Put all answers under one item."),
    (resource(coded("symptoms", "yes")), "symptoms: a group has no answer."),
    # answers
    (resource(answered("tired", {})), "tired: the answer has no value. Give a valueCoding with one of: yes, no, not-sure, prefer-not-to-say."),
    (resource(answered("numb", {})), "numb: the answer has no value. Give a valueBoolean: true or false."),
    (resource(answered("age", {"valueString": "x"})), "age: valueString does not fit a integer question. Give a valueInteger."),
    (resource(answered("birth_date", {"valueInteger": 5})), "birth_date: valueInteger does not fit a date question. Give a valueDate: YYYY, YYYY-MM or YYYY-MM-DD."),
    (resource(answered("tired", {"valueBoolean": True, "valueString": "x"})), "tired: an answer has one value, and this one has 2."),
    (resource(answered("tired", {"valueCoding": "yes"})), "tired: valueCoding needs a code."),
    (resource(answered("tired", {"valueCoding": {"display": "Yes"}})), "tired: valueCoding needs a code. Display text is not read."),
    (resource(coded("tired", "Yes")), "tired: unknown code 'Yes'. Known: yes, no, not-sure, prefer-not-to-say."),
    (resource(coded("numb", "yes")), "numb: a boolean question takes no code."),
    (resource(answered("tired", {"valueBoolean": "yes"})), "tired: a choice question takes valueCoding."),
    (resource(answered("food_eggs", {"valueBoolean": True})), "food_eggs: a choice question takes valueCoding. Give a valueCoding with one of: never, daily."),
    (resource(answered("tired", {"valueString": "yes"})), "tired: valueString does not fit a choice question. Give a valueCoding with one of: yes, no, not-sure, prefer-not-to-say."),
    (resource(answered("numb", {"valueBoolean": 1})), "numb: valueBoolean does not fit a boolean question."),
    (resource(answered("age", {"valueInteger": "40"})), "age: the value is not a number."),
    (resource(answered("age", {"valueInteger": True})), "age: the value is not a number."),
    (resource(answered("age", {"valueDecimal": 40.5})), "age: the number must be whole."),
    (resource(answered("age", {"valueInteger": 10**13})), "age: the number is out of range."),
    (resource(answered("age", {"valueInteger": 121})), "age: the value is too high. The highest is 120."),
    (resource(answered("age", {"valueInteger": -1})), "age: the value is too low. The lowest is 0."),
    (resource(answered("birth_date", {"valueDate": "1980-13"})), "birth_date: this is not a date."),
    (resource(answered("birth_date", {"valueDate": 1980})), "birth_date: this is not a date."),
    (resource(answered("birth_date", {"valueDate": "2027"})), "birth_date: the date lies after the day of the intake."),
    (resource(answered("birth_date", {"valueDate": "1980"}), *GATE, answered("drug.since", {"valueDate": "1970"})), "drug.since: the date lies before the person was born."),
    (dose(value=5), "drug.dose: the quantity has no unit. Known: mg."),
    (dose(value=5, code="furlong"), "drug.dose: the unit is not one this question takes. Known: mg."),
    (dose(value=5, code="x" * 21), "drug.dose: unknown unit 'xxxxxxxxxxxxxxxxxxxxx'. Known: mg."),
    (dose(code="mg"), "drug.dose: the value is not a number."),
    (dose(value=5, code="mg", comparator="<"), "drug.dose: a quantity with a comparator is not an exact answer."),
    (dose(value=5001, code="mg"), "drug.dose: the value is too high. The highest is 5000 mg."),
    (resource(*GATE, answered("drug.dose", {"valueQuantity": 5})), "drug.dose: valueQuantity is an object with value and code. Give a valueQuantity whose code is one of: mg."),
    (resource(*GATE, answered("drug.name", {"valueString": "x" * 41})), "drug.name: the text is too long. The longest has 40 characters."),
    (resource(*GATE, answered("drug.name", {"valueString": ""})), "drug.name: valueString does not fit a string question."),
    (resource(coded("tired", "yes", "no")), "tired: the question takes one answer, and there are several."),
    (resource(coded("products", "tablet", "none")), "products: an answer that excludes all others stands beside another."),
    # JSON
    (b"[]", "a QuestionnaireResponse is a JSON object."),
    (b"", "line 1, column 1: this is not JSON. Mend it there, or export the file again as JSON."),
    (b'{"a": 1,\n "b": }', "line 2, column 7: this is not JSON."),
    (b"\xff", "the text is not UTF-8. Save the file as UTF-8."),
    (b'{"a\\u0000": 1, "a\\u0000": 2}', "the key 'a?' stands twice in one object."),
    (b'{"a": NaN}', "NaN and Infinity are not numbers in JSON. Write a finite number, or leave the answer out."),
    (b'{"a": -Infinity}', "NaN and Infinity are not numbers in JSON."),
    (b'{"a": "\\ud800"}', "a text holds half a character (a lone surrogate)."),
    (b'{"\\udfff": 1}', "a text holds half a character (a lone surrogate)."),
    (b'{"a": 1' + b"0" * 5000 + b"}", "a number has too many digits."),
    (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "the values are nested too deeply. Nest the items as the questionnaire does."),
    (b" " * 5_000_001, "the file is larger than 5 MB."),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "problem"), REFUSED)
def test_a_problem_is_named(whole: object, problem: str) -> None:
    found = problems(whole)
    assert any(each.startswith(f"file.json: {problem}") for each in found), found


def test_all_problems_come_at_once() -> None:
    whole = resource(
        coded("tierd", "yes"), coded("tired", "si"), answered("age", {"valueInteger": 130}), status="stopped"
    )
    assert [each.split(": ")[1] for each in problems(whole)] == ["status", "tierd", "tired"]
    whole["status"] = "completed"
    assert [each.split(": ")[1] for each in problems(whole)] == ["tierd", "tired", "age"]


def test_a_year_that_cannot_be_is_the_one_problem_of_authored() -> None:
    dated = answered("birth_date", {"valueDate": "1986-04-02"})
    for year in ("1986", "2999"):
        (found,) = problems(resource(dated, authored=f"{year}-01-01T00:00:00Z", **patient(birthDate="1986-04-02")))
        assert found.startswith(f"file.json: authored: no intake was taken in the year {year}.")


def test_several_dates_after_the_intake_are_a_mistake_of_authored() -> None:
    dates = [answered("birth_date", {"valueDate": "2007"}), *GATE, answered("drug.since", {"valueDate": "2019"})]
    assert problems(resource(*dates, authored="2006-01-02T00:00:00Z")) == [
        "file.json: authored: several dates lie after it: birth_date, drug.since. "
        "Mend 'authored' (2006-01-02), or those dates."
    ]
    assert problems(resource(*dates, authored="2016-01-02T00:00:00Z")) == [
        "file.json: drug.since: the date lies after the day of the intake. "
        "Mend the date; or 'authored' (2016-01-02), if that is wrong."
    ]


@pytest.mark.parametrize(
    ("gender", "sex", "differs"),
    [
        ("female", "male", True),
        ("male", "female", True),
        ("female", "female", False),
        ("other", "male", False),
        ("unknown", "female", False),
        (None, "male", False),
        (5, "male", False),
        ("male", "other", False),
        ("male", "prefer-not-to-say", False),
    ],
)
def test_gender_is_not_sex_and_a_difference_is_told(gender: object, sex: str, differs: bool) -> None:
    options = [AnswerOption(code=code, display=code) for code in ("female", "male", "other", "prefer-not-to-say")]
    asked = Item(link_id="sex", type=ItemType.CHOICE, answer_option=tuple(options))
    form = read_model(Questionnaire, {**plain_data(FULL), "item": (plain_data(asked),), "roles": {"sex": "sex"}})
    data = json.dumps(resource(coded("sex", sex), **patient(gender=gender))).encode()
    told = ["f: Patient.gender: it is not the answer to 'sex'. The two may differ; the answer counts."]
    assert [str(each) for each in read_responses(form, data, "f").warnings] == (told if differs else [])


def test_an_answer_that_does_not_apply_must_be_right_all_the_same() -> None:
    assert problems(resource(answered("drug.dose", {"valueQuantity": {"value": -1, "code": "mg"}})))


def test_items_too_deep_to_walk_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(*_arguments: object) -> None:
        raise RecursionError

    monkeypatch.setattr("b12desk.interop.walk.Walk._items", deep)
    assert problems(resource()) == [
        "file.json: item: the items are nested too deeply. Nest them as the questionnaire does."
    ]


def test_items_nested_beyond_reason_are_a_problem() -> None:
    text = json.dumps(resource()).replace("[]", '[{"linkId": "gate", "item": ' * 900 + "[]" + "}]" * 900)
    assert problems(text.encode())


def test_a_number_with_a_monstrous_exponent_is_out_of_range() -> None:
    for number in ("1e999999999", "1e-999999999", "1." + "1" * 40, "0e-999999999"):
        text = json.dumps(resource(*GATE, answered("drug.dose", {"valueQuantity": {"value": 7, "code": "mg"}})))
        found = problems(text.replace(": 7,", f": {number},").encode())
        assert found == [
            "file.json: drug.dose: the number is out of range. "
            "Write a finite number with at most 12 digits before the point."
        ]


@pytest.mark.parametrize("code", IssueCode)
def test_every_issue_has_words(code: IssueCode) -> None:
    problem = problem_of(Issue(link_id="q", code=code, limit="5 mg"), "f")
    assert problem.where == "f: q"
    assert problem.cause.endswith(".")
    assert problem.fix.endswith(".")
    assert "{" not in str(problem)
    assert "{" not in str(problem_of(Issue(link_id="q", code=code), "f"))


def test_what_a_file_says_is_harmless_on_a_terminal() -> None:
    assert shown("\x1b[31mred\u202e" + "x" * 100) == "?[31mred?" + "x" * 51 + "..."


class _Key(str):
    """A key that counts how often it is compared with another."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        _Key.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_a_key_that_stands_twice_is_found_in_one_pass() -> None:
    _Key.compared = 0
    pairs: list[tuple[str, object]] = [(_Key(f"key{number}"), number) for number in range(20_000)]
    with pytest.raises(ValueError, match="key19999"):
        _once([*pairs, (_Key("key19999"), 0)])
    assert _Key.compared < 3 * 20_000


def test_an_object_of_20000_keys_with_one_twice_is_refused() -> None:
    keys = ", ".join(f'"k{number}": 1' for number in range(20_000))
    assert problems(f'{{{keys}, "k19999": 2}}'.encode()) == [
        "file.json: the key 'k19999' stands twice in one object. Keep one of them."
    ]
