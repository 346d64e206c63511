"""What leads past questions on paper: never past one that somebody would be asked, and conditions said once."""

from __future__ import annotations

import pytest

from b12desk.engine.skipping import clauses, skips
from b12desk.model.border import read_model
from b12desk.model.questionnaire import Questionnaire
from tests.engine.small import QUESTIONNAIRE, when, yes_no

NAMES = ("one", "two", "three")
DIET = [{"code": code, "display": code} for code in ("all", "some", "none")]


def form(*items: dict[str, object]) -> Questionnaire:
    """A page of these questions, after a choice and a gate."""
    first = [{"linkId": "diet", "type": "choice", "text": "diet", "answerOption": DIET}, yes_no("gate")]
    page = {"linkId": "page", "type": "group", "text": "page", "item": [*first, *items]}
    return read_model(Questionnaire, {**HEAD, "item": [page]})


HEAD = {
    "url": "urn:skip",
    "version": "1",
    **{name: getattr(QUESTIONNAIRE, name) for name in ("status", "date", "title", "publisher", "purpose", "language")},
    "summaryTitle": "Skips",
    "summarySubtitle": "Skips",
}


def later(link_id: str, *conditions: dict[str, object], **more: object) -> dict[str, object]:
    return yes_no(link_id, enableWhen=list(conditions), **more)


def test_an_answer_leads_past_what_it_closes() -> None:
    made = form(*(later(name, when("gate")) for name in NAMES), yes_no("end"))
    (found,) = skips(made, "gate")
    assert found.to == "end"
    assert "no" in found.codes
    assert "yes" not in found.codes


@pytest.mark.parametrize("exists", [True, False])
def test_what_asks_whether_something_was_answered(exists: bool) -> None:
    looks = {"question": "gate", "operator": "exists", "answer": exists}
    made = form(*(later(name, looks) for name in NAMES), yes_no("end"))
    assert [each.to for each in skips(made, "gate")] == ([] if exists else ["end"])


def test_not_sure_leads_past_what_wants_another_answer() -> None:
    other = when("gate", operator="!=", answer="yes")
    made = form(*(later(name, other) for name in NAMES), yes_no("end"))
    codes = {code for each in skips(made, "gate") if each.to == "end" for code in each.codes}
    assert "yes" in codes
    assert "no" not in codes


def test_one_of_several_conditions_is_enough_where_any_is_meant() -> None:
    any_of = (when("gate"), when("diet", "none"))
    made = form(*(later(name, *any_of, enableBehavior="any") for name in NAMES), yes_no("end"))
    assert skips(made, "gate") == (), "the diet may still open them"


def test_only_a_choice_leads_anywhere() -> None:
    made = form({"linkId": "words", "type": "text", "text": "words"})
    assert skips(made, "words") == ()


def test_a_condition_that_another_says_as_well_is_left_out() -> None:
    group = {
        "linkId": "inner", "type": "group", "text": "inner", "enableWhen": [when("diet", operator="!=", answer="none")],
        "item": [later("one", when("diet", "all"))],
    }  # fmt: skip
    made = form(group)
    (found,) = clauses(made, "one")
    assert [part.codes for part in found.parts] == [frozenset({"all"})]


@pytest.mark.parametrize(("inner", "said"), [("all", [{"all"}]), ("none", [{"all", "some"}, {"none"}])])
def test_a_condition_that_is_part_of_another_says_it_all(inner: str, said: list[set[str]]) -> None:
    either = when("diet", ["all", "some"])
    group = {
        "linkId": "inner", "type": "group", "text": "inner", "enableWhen": [either],
        "item": [later("one", when("diet", inner))],
    }  # fmt: skip
    assert [set(part.codes) for each in clauses(form(group), "one") for part in each.parts] == said


def test_a_condition_that_stands_in_two_places_is_said_once() -> None:
    group = {
        "linkId": "inner", "type": "group", "text": "inner", "enableWhen": [when("diet", "all")],
        "item": [later("one", when("diet", "all"), when("gate"))],
    }  # fmt: skip
    said = [{(part.question, *part.codes) for part in each.parts} for each in clauses(form(group), "one")]
    assert said == [{("diet", "all"), ("gate", "yes")}]
