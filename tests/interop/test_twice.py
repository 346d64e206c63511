"""What a file says twice must agree; what it says of nothing at all is asked at one door."""

# ruff: noqa: E501 -- one row a line reads like a table

from __future__ import annotations

import pytest

from b12desk.model.values import Answer, Coding, Quantity
from tests.interop.sample import Json, answered, coded, problems, read, resource, warnings

REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
FLAVOUR = "http://hl7.org/fhir/StructureDefinition/iso21090-nullFlavor"
GATE = [coded("gate", "yes"), coded("drug", "now")]
NOT_SURE, DECLINED = Coding(code="not-sure"), Coding(code="prefer-not-to-say")


def why(reason: str, url: str = REASON, kind: str = "valueCode") -> Json:
    value: object = {"valueCodeableConcept": {"coding": [{"code": reason}]}, "valueCoding": {"code": reason}}.get(
        kind, reason
    )
    return {"extension": [{"url": url, kind: value}]}


# a reason why there is no value


@pytest.mark.parametrize(
    "item",
    [
        answered("tired", why("asked-declined")),
        answered("tired", {"_valueCoding": why("asked-declined")}),
        answered("tired", {"_valueBoolean": why("asked-declined")}),
        answered("tired", {"valueCoding": why("asked-declined")}),
        answered("tired", {"valueCoding": {"_code": why("asked-declined")}}),
        answered("tired", {"valueCoding": {"system": "urn:b12desk:codes", "_code": why("asked-declined")}}),
        answered("tired", {"valueCoding": {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "asked-declined"}}),
        answered("tired", why("asked-declined", f"{REASON}|4.0.1")),
        answered("tired", why("asked-declined", "https://hl7.org/fhir/data-absent-reason/")),
        answered("tired", why("asked-declined", kind="valueCoding")),
        answered("tired", why("asked-declined", kind="valueCodeableConcept")),
        answered("tired", {**why("asked-unknown"), "_valueCoding": why("asked-declined")}),
        {"linkId": "tired", **why("asked-declined")},
    ],
)  # fmt: skip
def test_declined_wherever_it_stands(item: Json) -> None:
    found = read(resource(item))
    assert found.response.answers == {"tired": (DECLINED,)}
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("item", "link_id", "answer"),
    [
        (answered("drug.duration", {"valueQuantity": why("asked-unknown")}), "drug.duration", NOT_SURE),
        (answered("drug.duration", {"valueQuantity": {"_value": why("unknown"), "unit": "years", "code": "a"}}), "drug.duration", None),
        (answered("drug.duration", {"valueQuantity": {"_value": why("unknown"), "unit": "years"}}), "drug.duration", NOT_SURE),
        (answered("drug.duration", {"valueQuantity": {"_code": why("unknown")}}), "drug.duration", NOT_SURE),
        (answered("tired", why("ASKU", FLAVOUR)), "tired", NOT_SURE),
        (answered("tired", why("UNK", FLAVOUR)), "tired", NOT_SURE),
        (answered("tired", {"valueCoding": {"system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "code": "ASKU"}}), "tired", NOT_SURE),
    ],
)  # fmt: skip
def test_not_known_wherever_it_stands(item: Json, link_id: str, answer: Answer | None) -> None:
    whole = resource(*GATE, item)
    if answer is None:
        assert [each.split(": ")[1] for each in problems(whole)] == [link_id]
    else:
        assert read(whole).response.answers[link_id] == (answer,)


@pytest.mark.parametrize(
    "reason",
    [
        "temp-unknown", "not-asked", "masked", "not-applicable", "unsupported", "as-text", "error", "not-a-number",
        "negative-infinity", "positive-infinity", "not-performed", "not-permitted", "gone-fishing",
    ],
)  # fmt: skip
def test_every_other_reason_leaves_the_question_open_and_is_told(reason: str) -> None:
    told = f"file.json: tired: the value is said to be absent ({reason}); it counts as unanswered."
    for item in (
        {"linkId": "tired", **why(reason)},
        answered("tired", why(reason)),
        answered("tired", {"valueCoding": why(reason)}),
    ):
        found = read(resource(item, coded("gate", "no")))
        assert "tired" not in found.response.answers
        assert [str(each) for each in found.warnings] == [told]


def test_a_null_flavour_is_told_in_the_words_of_fhir_and_no_reason_as_none() -> None:
    assert warnings(resource(coded("gate", "no"), answered("tired", why("NASK", FLAVOUR)))) == [
        "file.json: tired: the value is said to be absent (not-asked); it counts as unanswered."
    ]
    assert warnings(resource(coded("gate", "no"), answered("tired", why("OTH", FLAVOUR)))) == [
        "file.json: tired: the value is said to be absent (OTH); it counts as unanswered."
    ]
    nothing = answered("tired", {"extension": [{"url": REASON, "valueCodeableConcept": {"coding": ["x"]}}]})
    assert warnings(resource(coded("gate", "no"), nothing)) == [
        "file.json: tired: the value is said to be absent (without a reason); it counts as unanswered."
    ]


@pytest.mark.parametrize(
    "item",
    [
        answered("tired", {"valueCoding": {"code": "no"}, **why("asked-declined")}),
        answered("tired", {**why("asked-declined"), "valueCoding": {"code": "no"}}),
        answered("tired", {"valueCoding": {"code": "yes"}, "_valueCoding": why("not-asked")}),
        answered("tired", {"valueCoding": {"code": "no", **why("asked-declined")}}),
        answered("tired", {"valueCoding": {"code": "no", "_code": why("masked")}}),
        answered("tired", {"valueBoolean": False, "_valueBoolean": why("asked-unknown")}),
        {**coded("tired", "no"), **why("asked-declined")},
        answered("numb", {"valueBoolean": False, **why("asked-declined")}),
        answered("age", {"valueInteger": 0, "_valueInteger": why("asked-unknown")}),
        answered("birth_date", {"valueDate": "1980", "_valueDate": why("masked")}),
        answered("tired", {"valueCoding": {"code": "no"}, **why("ASKU", FLAVOUR)}),
    ],
)  # fmt: skip
def test_a_value_beside_a_reason_why_there_is_none_is_refused(item: Json) -> None:
    (found,) = problems(resource(item))
    assert found.startswith(f"file.json: {item['linkId']}: a value stands beside a reason why there is none (")
    assert found.endswith("). Keep the one that is true.")


def test_an_answer_beside_an_absent_one_is_refused() -> None:
    item = answered("products", {"valueCoding": {"code": "tablet"}}, why("not-asked"))
    assert problems(resource(item)) == [
        "file.json: products: an answer stands beside a reason why there is none. Keep the one that is true."
    ]


def test_that_a_display_is_absent_says_nothing_of_the_code() -> None:
    found = read(resource(answered("tired", {"valueCoding": {"code": "no", "_display": why("masked")}})))
    assert (found.response.answers, found.warnings) == ({"tired": (Coding(code="no"),)}, ())


def test_a_group_that_is_said_to_be_absent_is_told() -> None:
    whole = resource({"linkId": "symptoms", **why("masked"), "item": [coded("tired", "yes")]})
    assert warnings(whole) == ["file.json: symptoms: it is said to be absent (masked); what stands in it counts."]


@pytest.mark.parametrize("key", ["authored", "status", "questionnaire"])
def test_a_value_of_the_header_beside_a_reason_is_refused(key: str) -> None:
    (found,) = problems(resource(coded("tired", "yes"), **{f"_{key}": why("unknown")}))
    assert found.startswith(f"file.json: {key}: a value stands beside a reason why there is none (unknown).")


# code and display, unit and code, linkId and text


@pytest.mark.parametrize(
    ("code", "display", "other"),
    [
        ("no", "Yes", "yes"),
        ("no", "  yes. ", "yes"),
        ("no", "YES", "yes"),
        ("yes", "No", "no"),
        ("no", "Yes, every day", "yes"),
        ("no", "Not sure", "not-sure"),
        ("no", "prefer-not-to-say", "prefer-not-to-say"),
        ("not-sure", "No", "no"),
        ("no", "No", ""),
        ("no", "no!", ""),
        ("no", "No, never", ""),
        ("no", "Nein", ""),
        ("no", "\U0001f600", ""),
        ("no", "", ""),
        ("no", 5, ""),
    ],
)
def test_the_display_of_another_option_contradicts_the_code(code: str, display: object, other: str) -> None:
    whole = resource(answered("tired", {"valueCoding": {"code": code, "display": display}}))
    told = f"file.json: tired: the code is '{code}', and the display is that of '{other}'. Mend one of the two."
    assert problems(whole) == ([told] if other else [])


@pytest.mark.parametrize(
    ("link_id", "quantity", "contradicts"),
    [
        ("drug.dose", {"unit": "g", "code": "mg"}, True),
        ("drug.dose", {"unit": "mcg", "code": "mg"}, True),
        ("drug.dose", {"unit": "\u00b5g", "code": "mg"}, True),
        ("drug.dose", {"unit": "Kilogram", "code": "mg"}, True),
        ("drug.dose", {"unit": "Milligrams", "code": "mg"}, False),
        ("drug.dose", {"unit": " MG ", "code": "mg"}, False),
        ("drug.duration", {"unit": "months", "code": "a"}, True),
        ("drug.duration", {"unit": "yrs", "code": "mo"}, True),
        ("drug.duration", {"unit": "weeks", "code": "mo"}, True),
        ("drug.duration", {"unit": "Years", "code": "a"}, False),
        ("drug.duration", {"unit": "y", "code": "a"}, False),
    ],
)
def test_the_unit_beside_its_code(link_id: str, quantity: Json, contradicts: bool) -> None:
    whole = resource(*GATE, answered(link_id, {"valueQuantity": {"value": 5, **quantity}}))
    if contradicts:
        (found,) = problems(whole)
        assert found.startswith(f"file.json: {link_id}: the unit is '")
        assert found.endswith(f", and its code '{quantity['code']}'. Mend one of the two.")
    else:
        found_answer = read(whole)
        assert found_answer.response.answers[link_id] == (Quantity(value=5, unit=str(quantity["code"])),)  # type: ignore[arg-type]
        assert found_answer.warnings == ()


def test_a_unit_that_nobody_knows_and_another_system_are_told() -> None:
    dose = {"value": 5, "unit": "tablets", "system": "http://other", "code": "mg"}
    assert warnings(resource(*GATE, answered("drug.dose", {"valueQuantity": dose}))) == [
        "file.json: drug.dose: the text of the unit, 'tablets', is not known; its code counts.",
        "file.json: drug.dose: the code of the unit has a system that is not http://unitsofmeasure.org.",
    ]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Do you take metformin?", "drug"),
        ("do you take METFORMIN", "drug"),
        ("Milk", "food_milk"),
        ("Medicines", ""),
        ("Etwas ganz anderes", ""),
        ("", ""),
        (7, ""),
    ],
)
def test_the_text_of_another_question_contradicts_the_link_id(text: object, other: str) -> None:
    told = f"file.json: tired: the text beside this linkId is that of '{other}'. Mend the linkId or the text."
    assert problems(resource({**coded("tired", "yes"), "text": text})) == ([told] if other else [])


# the same answer, the age, the moment


@pytest.mark.parametrize(
    ("item", "answers"),
    [
        (coded("products", "tablet", "tablet", "tablet"), (Coding(code="tablet"),)),
        (coded("products", "tablet", "spray", "tablet"), (Coding(code="tablet"), Coding(code="spray"))),
        (coded("tired", "yes", "yes"), (Coding(code="yes"),)),
        (answered("tired", {"valueBoolean": True}, {"valueCoding": {"code": "yes"}}), (Coding(code="yes"),)),
        (answered("tired", why("asked-declined"), why("asked-declined")), (DECLINED,)),
    ],
)
def test_the_same_answer_twice_counts_once_and_is_told(item: Json, answers: tuple[Answer, ...]) -> None:
    found = read(resource(item))
    assert found.response.answers == {item["linkId"]: answers}
    assert [str(each) for each in found.warnings] == [
        f"file.json: {item['linkId']}: the same answer is given more than once; it counts once."
    ]


@pytest.mark.parametrize(("age", "agrees"), [(33, False), (34, True), (35, True), (36, True), (37, True), (38, False)])
def test_an_age_beside_a_birth_date(age: int, agrees: bool) -> None:
    whole = resource(answered("age", {"valueInteger": age}), answered("birth_date", {"valueDate": "1990"}))
    told = (
        f"file.json: age: the age and the birth date contradict each other ({age}, 35-36 years). Mend one of the two."
    )
    assert problems(whole) == ([] if agrees else [told])


def test_a_duration_and_a_date_beside_the_age_and_beside_the_record() -> None:
    record = {
        "contained": [{"resourceType": "Patient", "id": "p", "birthDate": "1996-05-06"}],
        "subject": {"reference": "#p"},
    }
    young = answered("age", {"valueInteger": 30})
    long = answered("drug.duration", {"valueQuantity": {"value": 31, "code": "a"}})
    early = answered("drug.since", {"valueDate": "1994"})
    for whole in (resource(*GATE, young, long, early), resource(*GATE, long, early, **record)):
        assert [each.partition(". ")[0] for each in problems(whole)] == [
            "file.json: drug.duration: that is longer than the person has lived",
            "file.json: drug.since: the date lies before the person was born",
        ]
    assert problems(resource(*GATE, long, early)) == []


@pytest.mark.parametrize(
    ("moment", "authored", "day"),
    [
        ("1980-02-03T10:00:00Z", "2026-11-22T09:00:00Z", "1980-02-03"),
        ("1980-02-03T10:00", "2026-11-22T09:00:00Z", "1980-02-03"),
        ("1980-02-03T23:59:59.999", "2026-11-22T09:00:00Z", "1980-02-03"),
        ("1980-02-03T00:00:00Z", "2026-11-22T09:00:00Z", "1980-02-03"),
        ("1980-02-03T00:00:00+01:00", "2026-11-22T09:00:00+01:00", "1980-02-03"),
        ("1980-02-03T12:30:00+01:00", "2026-11-22T09:00:00-05:00", "1980-02-03"),
        ("1950-11-21T23:00:00.000Z", "2026-11-21T10:00:00+01:00", ""),
        ("1985-07-09T22:00:00Z", "2026-11-21T10:00:00+01:00", ""),
        ("1980-02-03T00:00:00Z", "2026-11-21T10:00:00-05:00", ""),
        ("1980-02-03T23:59:60Z", "2026-11-22T09:00:00Z", ""),
        ("0001-01-01T00:00:00+14:00", "2026-11-22T09:00:00Z", ""),
    ],
)
def test_a_moment_where_a_day_is_meant(moment: str, authored: str, day: str) -> None:
    for kind in ("valueDateTime", "valueDate", "valueString"):
        whole = resource(answered("birth_date", {kind: moment}), authored=authored)
        if day:
            assert warnings(whole) == [
                f"file.json: birth_date: a moment stands where a day is meant: {moment} counts as {day}."
            ]
        else:
            assert problems(whole) == [
                f"file.json: birth_date: a moment stands where a day is meant, and {moment} may be one of two. "
                "Write the day alone: YYYY-MM-DD."
            ]


@pytest.mark.parametrize(
    "text",
    [
        "1980-02-03T99:99:99+99:99", "1980-02-03T24:00:00Z", "1980-02-03T10:60:00Z", "1980-02-03T10:00:61Z",
        "1980-02-03T10:00:00+14:01", "1980-02-03T10:00:00+15:00", "1980-02-03T10:00:00-10:60", "1980-02-03T10:00:00+0100",
        "1980-02-03T10Z", "1980-02-30T10:00:00Z", "1980-02T10:00:00Z", "1980-02-03 10:00:00", "1980-02-03t10:00:00z",
        "0000-01-01", "\u0661980-02-03",
    ],
)  # fmt: skip
def test_nonsense_is_no_date_and_no_moment(text: str) -> None:
    (found,) = problems(resource(answered("birth_date", {"valueDateTime": text})))
    assert found.startswith("file.json: birth_date: this is not a date.")
    (found,) = problems(resource(coded("tired", "yes"), authored=text.replace("1980", "2026")))
    assert found.startswith("file.json: authored: this is not a day or a moment.")
