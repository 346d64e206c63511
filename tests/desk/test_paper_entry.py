"""What two entries of one paper differ in, and what becomes of a choice."""

from __future__ import annotations

from datetime import UTC, datetime

from b12desk.desk.paper_entry import differences, take_second
from b12desk.engine.numbering import answered_on_paper, numbers
from b12desk.engine.session import Session
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from tests.sample_cases import definition

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


def taken_in(**answers: Answer | tuple[Answer, ...]) -> Session:
    """A session of the paper; ``__`` in a name stands for a full stop."""
    session = Session(answered_on_paper(definition().questionnaire), NOW)
    for name, given in answers.items():
        session.answer(name.replace("__", "."), *(given if isinstance(given, tuple) else (given,)))
    return session


def code(*codes: str) -> tuple[Answer, ...]:
    return tuple(Coding(code=each) for each in codes)


def test_two_that_are_alike_differ_in_nothing() -> None:
    one = taken_in(sex=code("female"), birth_date=PartialDate(date="1958-03-12"), own_words="Very  tired.\nAlways.")
    other = taken_in(own_words="very tired. always.", birth_date=PartialDate(date="1958-03-12"), sex=code("female"))
    assert differences(one, other) == ()


def test_each_difference_names_question_number_and_both_answers_in_the_order_of_the_paper() -> None:
    one = taken_in(nerves=code("tingling", "gait"), sex=code("female"))
    other = taken_in(sex=code("male"), nerves=code("tingling"), birth_date=PartialDate(date="1958"))
    found = differences(one, other)
    order = numbers(definition().questionnaire)
    assert [(each.link_id, each.number) for each in found] == [
        (link_id, order[link_id]) for link_id in ("birth_date", "sex", "nerves")
    ]
    assert [(each.first_words, each.second_words) for each in found[:2]] == [
        ("No answer", "1958"),
        ("Female", "Male"),
    ]
    assert found[2].first_words.endswith("A change in how you walk")
    assert found[1].question == "What was your sex at birth?"


def test_what_is_not_asked_after_an_answer_is_no_answer() -> None:
    dose = Quantity(value=1000, unit="ug")
    one = taken_in(b12_taken=code("own-b12"), b12_taken__dose=dose)
    other = taken_in(b12_taken=code("own-b12"), b12_taken__dose=dose)
    one.answer("b12_taken", *code("none-of-these"))
    assert [each.link_id for each in differences(one, other)] == ["b12_taken", "b12_taken.dose"]
    other.answer("b12_taken", *code("none-of-these"))
    assert differences(one, other) == ()


def test_a_choice_of_the_second_settles_it_and_leaves_the_rest() -> None:
    one = taken_in(sex=code("female"), tobacco=code("yes"), head_mouth=code("sight"))
    other = taken_in(sex=code("male"), tobacco=code("no"), head_mouth=code("sight"))
    sex, tobacco = differences(one, other)
    take_second(one, sex)
    assert one.answers["sex"] == code("male")
    assert one.answers["tobacco"] == code("yes")
    assert differences(one, other) == (tobacco,)


def test_an_answer_that_is_only_in_the_first_can_be_taken_back() -> None:
    one, other = taken_in(sex=code("female")), taken_in()
    (sex,) = differences(one, other)
    take_second(one, sex)
    assert "sex" not in one.answers
