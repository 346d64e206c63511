"""What stands in the boxes: kept while it is typed, judged when opened again, never at the cost of an answer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from b12desk.engine.session import Session, Typed
from b12desk.engine.typed import on_the_way, read_typed, written
from b12desk.model.issue import IssueCode
from b12desk.model.response import Status
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from tests.engine.small import NOW, QUESTIONNAIRE, respond

DOSE = Quantity(value=Decimal(1000), unit="mg")


def fresh() -> Session:
    return Session(QUESTIONNAIRE, NOW, respond())


def again(session: Session) -> Session:
    """The session as it is after a restart: from what is kept of it, and nothing else."""
    return Session(QUESTIONNAIRE, NOW, session.kept(), typed=session.typed)


def test_a_draft_over_an_answer_remembers_the_answer() -> None:
    walk = fresh()
    walk.answer("age", 61)
    walk.draft("age", "sixty two")
    state = walk.state("age")
    assert (state.answers, state.draft, state.last) == ((), "sixty two", (61,))
    assert "age" not in walk.response().answers
    assert walk.kept().answers == {"age": (61,)}
    back = again(walk)
    assert (back.state("age").answers, back.state("age").draft, back.state("age").last) == ((), "sixty two", (61,))
    assert [each.code for each in back.page_issues("about")] == [IssueCode.DRAFT]


def test_a_new_answer_ends_the_draft_and_what_it_remembered() -> None:
    walk = fresh()
    walk.answer("age", 61)
    walk.draft("age", "x")
    walk.answer("age", 62)
    assert (walk.state("age").last, walk.typed) == ((), ())
    assert walk.kept().answers == {"age": (62,)}


def test_the_last_good_answer_is_not_one_that_was_passed_while_typing() -> None:
    walk = fresh()
    walk.answer("age", 61)
    walk.answer("age", 2)
    walk.answer("age", 24)
    walk.draft("age", "24 x")
    assert walk.state("age").last == (61,)


def test_nor_one_that_was_passed_on_the_way_to_the_first() -> None:
    walk = fresh()
    walk.answer("age", 6)
    walk.draft("age", "6o")
    assert walk.state("age").last == (6,), "there was no other: better this one than none"


def test_an_emptied_box_still_knows_what_was_in_it() -> None:
    walk = fresh()
    walk.answer("age", 61)
    walk.draft("age", " ")
    assert walk.kept().answers == {}
    walk.draft("age", "x")
    assert walk.state("age").last == (61,)


def test_a_second_draft_keeps_what_the_first_one_remembered() -> None:
    walk = fresh()
    walk.answer("age", 61)
    walk.draft("age", "x")
    walk.draft("age", "xy")
    assert walk.state("age").last == (61,)


def test_leaving_an_answered_item_settles_it() -> None:
    walk = fresh()
    walk.answer("age", 61)
    walk.answer("age", 40)
    walk.leave("age")
    walk.draft("age", "40 or so")
    assert walk.state("age").last == (40,)
    walk.leave("age")
    assert walk.state("age").issue is not None


def test_what_is_being_typed_is_kept_and_changes_nothing_that_is_shown() -> None:
    walk = fresh()
    walk.answer("age", 61)
    before = [walk.state(each) for each in QUESTIONNAIRE.items]
    walk.typing("age", "6 1 or")
    assert [walk.state(each) for each in QUESTIONNAIRE.items] == before
    assert walk.typed == (Typed("age", "6 1 or"),)
    assert walk.kept().answers == {"age": (61,)}
    assert walk.response(Status.IN_PROGRESS).answers == {"age": (61,)}
    back = again(walk)
    assert (back.state("age").draft, back.state("age").last) == ("6 1 or", (61,))


def test_typing_that_ended_leaves_nothing() -> None:
    walk = fresh()
    walk.typing("age", "6")
    walk.typing("age", " ")
    assert walk.typed == ()
    walk.typing("age", "6")
    walk.answer("age", 61)
    assert walk.typed == ()
    walk.typing("age", "6x")
    walk.draft("age", "6x")
    assert walk.typed == (Typed("age", "6x", None, IssueCode.DRAFT),)


def test_a_value_that_was_still_being_typed_is_an_answer_after_a_restart() -> None:
    walk = fresh()
    walk.answer("age", 6)
    walk.typing("age", "61")
    assert again(walk).answers == {"age": (61,)}
    assert again(walk).typed == ()


def test_a_number_without_its_unit_and_a_unit_without_its_number_come_back() -> None:
    walk = fresh()
    walk.answer("age", 61)
    walk.answer("gate", Coding(code="yes"))
    walk.answer("metformin", Coding(code="yes"))
    walk.typing("metformin.duration", "4")
    back = again(walk)
    assert back.state("metformin.duration").draft == "4"
    assert {each.link_id: each.code for each in back.issues}["metformin.duration"] is IssueCode.WRONG_UNIT
    walk.typing("metformin.duration", "", "a")
    back = again(walk)
    assert (back.state("metformin.duration").draft, back.state("metformin.duration").draft_unit) == (None, "a")
    assert back.typed == (Typed("metformin.duration", "", "a"),)
    assert walk.kept() == back.kept()


def test_typed_text_where_nothing_is_typed_is_refused() -> None:
    with pytest.raises(ValueError, match="takes no answer"):
        fresh().typing("about", "x")
    with pytest.raises(KeyError):
        fresh().typing("nothing", "x")
    with pytest.raises(ValueError, match="not typed into"):
        Session(QUESTIONNAIRE, NOW, respond(), typed=[Typed("gate", "yes")])
    with pytest.raises(KeyError):
        Session(QUESTIONNAIRE, NOW, respond(), typed=[Typed("nothing", "yes")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.3.1956", PartialDate(date="1956-03-12")),
        ("12/3/1956..", IssueCode.AMBIGUOUS),
        (".3.1956", PartialDate(date="1956-03")),
        ("..1956", PartialDate(date="1956")),
        ("12..1956", IssueCode.NOT_A_DATE),
        ("12.3.", IssueCode.NOT_A_DATE),
        ("12..", IssueCode.NOT_A_DATE),
        ("..", None),
    ],
)
def test_the_three_boxes_of_a_date_are_read_again(text: str, expected: Answer | IssueCode | None) -> None:
    assert read_typed(QUESTIONNAIRE.items["birth_date"], text, None) == expected


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (2, "2 x 500"),
        (Decimal("2.50"), "2.5 mg"),
        (Quantity(value=Decimal("2.0"), unit="mg"), " 2 x"),
        ("a", "ab"),
    ],
)
def test_an_answer_that_begins_the_text_was_passed_on_the_way(answer: Answer, text: str) -> None:
    assert on_the_way((answer,), text)


@pytest.mark.parametrize("answers", [(), (True,), (Coding(code="a"),), (PartialDate(date="1956"),), (1000,), (1, 2)])
def test_others_were_not(answers: tuple[Answer, ...]) -> None:
    assert not on_the_way(answers, "2 x 500")


def test_an_answer_is_written_as_it_would_be_typed() -> None:
    assert written((Quantity(value=Decimal("2000.0"), unit="mg"),)) == "2000"
    assert written((Decimal("70.50"),)) == "70.5"


def test_a_date_that_can_be_two_comes_back_with_both() -> None:
    walk = fresh()
    walk.draft("birth_date", "12/3/1956..", IssueCode.AMBIGUOUS)
    back = again(walk)
    for each in (walk, back):
        assert each.issues[0].limit == "1956-03-12 1956-12-03"
    walk.typing("birth_date", "12.3.56")
    assert again(walk).answers["birth_date"] == (PartialDate(date="1956-03-12"),)


def test_what_a_date_can_be_depends_on_the_life_that_is_known() -> None:
    walk = fresh()
    oldest = walk.state("birth_date").span
    assert oldest is not None
    walk.answer("birth_date", PartialDate(date="1956-03-12"))
    assert walk.state("birth_date").span == oldest
    assert walk.state("age").span is None


def test_a_number_that_was_kept_with_a_fraction_of_nothing_reads_as_it_was_typed() -> None:
    for text in ("2000.0", "2000"):
        assert written((Quantity(value=Decimal(text), unit="mg"),)) == "2000"
