"""The models refuse what cannot be meant, and look up what they hold."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from b12desk.engine.scoring import assess
from b12desk.model.assessment import Finding, SuggestedTest, Urgency
from b12desk.model.border import plain_data, read_model
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import Filter
from b12desk.model.evidence import Source, Sources
from b12desk.model.response import QuestionnaireResponse, Subject, new_response
from b12desk.model.rules import NamedCondition
from b12desk.model.values import Coding, PartialDate, Quantity
from tests.engine.small import DEFINITION, FLAGGED, NOW, QUESTIONNAIRE, RULES

RECORD: dict[str, object] = {"questionnaire": "urn:x|1", "authored": "2026-11-22T09:00:00Z"}


@pytest.mark.parametrize("data", [{}, {"finding": "a", "condition": "b"}, {"all": [], "any": []}])
def test_a_condition_has_exactly_one_form(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        read_model(NamedCondition, {"id": "x", "when": data})


def test_a_condition_is_no_text() -> None:
    with pytest.raises(ValidationError):
        read_model(NamedCondition, {"id": "x", "when": "metformin and tired"})


def test_a_response_needs_a_time_zone() -> None:
    assert new_response("urn:x|1", NOW).authored_date == NOW.date()
    with pytest.raises(ValueError, match="time zone"):
        new_response("urn:x|1", datetime(2026, 11, 22))
    with pytest.raises(ValueError, match="time zone"):
        replace(new_response("urn:x|1", NOW), authored=datetime(2026, 11, 22))
    with pytest.raises(ValidationError) as caught:
        read_model(QuestionnaireResponse, {"questionnaire": "urn:x|1", "authored": "2026-11-22T09:00:00"})
    assert [each["loc"] for each in caught.value.errors()] == [("authored",)]


def test_refused_values_are_not_repeated_in_messages() -> None:
    with pytest.raises(ValidationError) as caught:
        read_model(QuestionnaireResponse, {**RECORD, "subject": {"display": ["Maria Sample"]}, "Maria Sample": 1})
    assert "['Maria" not in str(caught.value)
    assert "input_value" not in str(caught.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": {"display": "x" * 1001}},
        {"subject": {"family": "x" * 1001}},
        {"subject": {"display": "Ann Lee", "family": "Lee"}},
        {"subject": {"display": "half a \ud83d"}},
        {"identifier": "x" * 101},
        {"answers": {"a": [{"code": ""}]}},
        {"answers": {"a": [{"code": "x" * 101}]}},
        {"answers": {"a": [{"value": "NaN", "unit": "mg"}]}},
        {"answers": {"a": [{"value": "1e999999", "unit": "mg"}]}},
        {"answers": {"a": [{"value": "1e-999999", "unit": "mg"}]}},
        {"answers": {"a": [{"value": 1, "unit": "x" * 21}]}},
        {"answers": {"a": [{"date": "2026-02-30"}]}},
        {"answers": {"a": [float("inf")]}},
        {"answers": {"a": [None]}},
        {"status": "done"},
        {"unknown": 1},
    ],
    ids=str,
)
def test_the_border_refuses_what_no_intake_holds(wrong: dict[str, object]) -> None:
    read_model(QuestionnaireResponse, RECORD)
    with pytest.raises(ValidationError):
        read_model(QuestionnaireResponse, {**RECORD, **wrong})


def test_what_is_read_is_of_the_right_kind() -> None:
    given = ["0", 0, 0.0, True, {"code": "a"}, {"date": "2026"}, {"value": 2, "unit": "mg"}]
    read = read_model(QuestionnaireResponse, {**RECORD, "answers": {"a": given}}).answers["a"]
    assert [type(each) for each in read] == [str, int, Decimal, bool, Coding, PartialDate, Quantity]


def test_a_model_is_frozen_compared_by_its_fields_and_looks_things_up_once() -> None:
    code = Coding(code="a")
    with pytest.raises(FrozenInstanceError):
        code.code = "b"  # type: ignore[misc]  # on purpose
    assert code == Coding(code="a") != Coding(code="b")
    assert len({code, Coding(code="a"), Coding(code="b")}) == 2
    assert repr(code) == "Coding(code='a')"
    with pytest.raises(TypeError):
        Coding(code="a", display="A")  # type: ignore[call-arg]  # on purpose
    copy = replace(QUESTIONNAIRE, item=())
    assert QUESTIONNAIRE.items is QUESTIONNAIRE.items
    assert copy.items == {}


def test_plain_data_is_fhirs_words_and_comes_back() -> None:
    made = QuestionnaireResponse(
        questionnaire="urn:x|1",
        authored=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        subject=Subject(display="A", birth_date=PartialDate(date="1950-07")),
        answers={"a": (Coding(code="b"), Quantity(value=Decimal("2.5"), unit="mg"), Decimal(3), 4, True, "t")},
    )
    written = plain_data(made)
    assert written == {
        "questionnaire": "urn:x|1",
        "status": "completed",
        "authored": "2026-03-02T09:30:00Z",
        "begun": None,
        "subject": {"display": "A", "family": "", "given": "", "identifier": "", "birthDate": {"date": "1950-07"}},
        "identifier": "",
        "answers": {"a": [{"code": "b"}, {"value": 2.5, "unit": "mg"}, 3.0, 4, True, "t"]},
        "carriedFrom": "",
        "askAgain": [],
        "ruledOut": {},
    }
    assert read_model(QuestionnaireResponse, written) == made
    assert read_model(QuestionnaireResponse, plain_data(made)) == made
    assert "birth_date" not in plain_data(Subject(), exclude_none=True)


def test_things_are_found_by_their_names() -> None:
    source = Source(key="X", title="A book", confidence="P")
    assert Sources(version="1", source=(source,)).by_key == {"X": source}
    assert RULES.recommendations["urgent"].title == "urgent"
    assert QUESTIONNAIRE.items["age"].label == "Age"
    assert QUESTIONNAIRE.parents["metformin"] == "behind"


def test_a_model_refuses_what_it_has_no_field_for_and_what_is_missing() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        Source(colour="red")  # type: ignore[call-arg]


@pytest.mark.parametrize("made", [Source(key="S", title="A study", confidence="P"), Coding(code="yes")])
def test_a_model_cannot_be_changed_and_says_what_it_holds(made: Source | Coding) -> None:
    name = next(iter(vars(made)))
    with pytest.raises(FrozenInstanceError):
        setattr(made, name, "other")
    with pytest.raises(FrozenInstanceError):
        delattr(made, name)
    assert f"{name}={getattr(made, name)!r}" in repr(made)
    assert repr(made).startswith(f"{type(made).__name__}(")


def test_models_are_equal_by_their_fields_whatever_they_keep_besides() -> None:
    one, other = (Comparison(question="tired", answer="yes") for _ in range(2))
    assert one.wanted == ("yes",)
    assert "wanted" in vars(one)
    assert "wanted" not in vars(other)
    assert one == other
    assert hash(one) == hash(other)
    assert one != Comparison(question="tired", answer="no")
    assert one != Coding(code="yes")


def test_a_questionnaire_knows_what_nobody_is_asked() -> None:
    expected = {each for each, item in QUESTIONNAIRE.items.items() if item.calculated is not None}
    assert QUESTIONNAIRE.calculated == expected != set()
    assert not any(QUESTIONNAIRE.items[each].is_question for each in QUESTIONNAIRE.calculated)


def test_the_words_at_the_top_are_those_of_the_urgency() -> None:
    assert list(FLAGGED.urgencies) == ["emergency-now", "same-day"]
    urgent = FLAGGED.recommendations["urgent"]
    found = FLAGGED.headline("urgent", "same-day")
    assert (found.title, found.sentence, found.guideline, found.sources) == ("same-day!", "same-day.", "Y", ("Y",))
    assert (found.code, found.tone, found.icon, found.urgent) == ("urgent", urgent.tone, urgent.icon, True)
    assert FLAGGED.headline("urgent", None) is urgent
    assert FLAGGED.headline("offer-test", None) is FLAGGED.recommendations["offer-test"]
    assert RULES.headline("urgent", "same-day") is RULES.recommendations["urgent"]  # the form has no such words


@pytest.mark.parametrize(
    ("related", "ids"), [(None, ["flag_worse", "flag"]), (True, ["flag_worse"]), (False, ["flag"])]
)
def test_flags_are_found_by_whether_they_are_related(related: bool | None, ids: list[str]) -> None:
    assert [rule.id for rule, _mark in FLAGGED.matching(Filter(kind="red-flag", related=related))] == ids


def flag(code: str, urgency: Urgency, *, related: bool) -> Finding:
    return Finding(
        id=code,
        kind="red-flag",
        common=False,
        strength="strong",
        link_ids=(),
        sources=(),
        urgency=urgency,
        related=related,
    )


def test_red_flags_stand_by_level_the_soonest_first_and_an_unrelated_one_suggests_no_test() -> None:
    shipped = assess(DEFINITION, new_response(DEFINITION.questionnaire.canonical, NOW))
    later, soon = flag("later", "same-day", related=False), flag("soon", "emergency-now", related=False)
    test = SuggestedTest(code="a", reason="b", sources=())
    both = replace(shipped, findings=(later, soon), urgency="emergency-now", tests=(test,))
    levels: tuple[Urgency, ...] = ("emergency-now", "same-day")
    assert list(both.by_level(levels)) == [("emergency-now", (soon,)), ("same-day", (later,))]
    assert both.ranked("red-flag") == (soon, later)
    assert both.suggested == ()
    one = replace(both, findings=(replace(later, related=True),), urgency="same-day")
    assert list(one.by_level(levels)) == [("same-day", one.findings)]
    assert one.suggested == (test,)
