"""The last answer taken back: what the item had before, step by step, and nothing more."""

from __future__ import annotations

from decimal import Decimal

from b12desk.engine.session import Session
from b12desk.model.issue import IssueCode
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from tests.engine.small import NOW, QUESTIONNAIRE

YES, NO = Coding(code="yes"), Coding(code="no")


def test_a_new_session_has_nothing_to_take_back() -> None:
    walk = Session(QUESTIONNAIRE, NOW)
    assert walk.answered_last is None
    change = walk.take_back()
    assert (change.items, change.moved, change.focus) == (frozenset(), False, None)


def test_choices_are_taken_back_one_by_one_to_what_was_there_before() -> None:
    walk = Session(QUESTIONNAIRE, NOW)
    walk.answer("gate", YES)
    walk.answer("gate", NO)
    walk.answer("gate", NO)  # changes nothing, and is no step
    walk.answer("age", 40)
    assert walk.answered_last == "age"
    for focus, gate in (("age", (NO,)), ("gate", (YES,)), ("gate", ())):
        change = walk.take_back()
        assert change.focus == focus
        assert focus in change.items
        assert "age" not in walk.answers
        assert walk.answers.get("gate", ()) == gate
    assert walk.answered_last is None


def test_a_cleared_choice_comes_back() -> None:
    walk = Session(QUESTIONNAIRE, NOW)
    walk.answer("gate", YES)
    walk.clear("gate")
    walk.take_back()
    assert walk.answers["gate"] == (YES,)


def test_what_was_typed_bit_by_bit_goes_in_one_step() -> None:
    walk = Session(QUESTIONNAIRE, NOW)
    walk.answer("gate", YES)
    walk.answer("age", 4)
    walk.draft("age", "4x", IssueCode.DRAFT)
    walk.answer("age", 40)
    assert walk.take_back().focus == "age"
    assert walk.answers == {"gate": (YES,)}
    assert walk.answered_last == "gate"


def test_a_text_that_is_no_answer_comes_back_as_it_was() -> None:
    walk = Session(QUESTIONNAIRE, NOW)
    walk.draft("age", "forty", IssueCode.DRAFT)
    walk.answer("gate", YES)
    walk.answer("age", 40)
    walk.take_back()
    state = walk.state("age")
    assert (state.draft, state.answers) == ("forty", ())
    assert [each.code for each in walk.issues if each.link_id == "age"] == [IssueCode.DRAFT]


def test_not_sure_in_place_of_a_number_is_a_step_of_its_own() -> None:
    walk = Session(QUESTIONNAIRE, NOW)
    walk.answer("gate", YES)
    given: dict[str, Answer] = {"first": Quantity(value=Decimal(6), unit="a"), "then": Coding(code="not-sure")}
    walk.answer("metformin", YES)
    walk.answer("metformin.duration", given["first"])
    walk.answer("metformin.duration", given["then"])
    walk.take_back()
    assert walk.answers["metformin.duration"] == (given["first"],)


def test_the_focus_goes_nowhere_when_the_question_is_not_asked() -> None:
    walk = Session(QUESTIONNAIRE, NOW)
    walk.answer("birth_date", PartialDate(date="1980"))
    walk.answer("age", 40)  # kept, and not asked: the date of birth is known
    change = walk.take_back()
    assert change.focus is None
    assert set(walk.answers) == {"birth_date"}
