"""Which questions are asked, answered and open: one count, and it never contradicts what may be passed."""

from __future__ import annotations

import random

from b12desk.engine.session import REVIEW, Session
from b12desk.model.issue import IssueCode
from b12desk.model.values import Coding, PartialDate
from tests.engine.random_answers import random_answer
from tests.engine.small import ALL_NO, NOW, QUESTIONNAIRE, answer_of


def walk(**answers: object) -> Session:
    made = Session(QUESTIONNAIRE, NOW)
    for link_id, value in answers.items():
        made.answer(link_id, answer_of(value))
    return made


def test_age_and_birth_date_are_one_question_whichever_is_answered() -> None:
    fresh = walk()
    assert [each for each in fresh.tally.asked if each in ("birth_date", "age")] == ["birth_date"]
    by_age, by_date = walk(age=40), walk(birth_date="@1980-05-01")
    assert "age" in by_age.tally.asked
    assert "birth_date" in by_date.tally.asked
    for each in (by_age, by_date):
        assert (each.tally.answered, len(each.tally.asked)) == (1, len(fresh.tally.asked))


def test_nothing_is_open_when_all_is_answered_with_the_age() -> None:
    session = walk(**ALL_NO, flag=False, level=1)
    counted = session.tally
    assert counted.open == session.pending == ()
    assert counted.answered == len(counted.asked) == session.progress.answered == session.progress.questions


def test_a_birth_date_that_is_being_typed_keeps_the_pair_open_and_free_text_is_never_owed() -> None:
    session = walk(tingling="yes")
    session.draft("birth_date", "12..")
    assert "birth_date" in session.tally.open
    assert "age" not in session.tally.asked
    assert "words" not in session.tally.asked


def test_not_sure_is_an_answer_and_a_gate_opens_what_is_asked() -> None:
    session = walk(gate="not-sure")
    assert "gate" not in session.tally.open
    session.answer("gate", Coding(code="yes"))
    assert "metformin" in session.tally.open


def test_an_answer_that_cannot_stand_is_pending_and_is_no_open_question() -> None:
    session = walk(**ALL_NO, flag=False, level=1)
    session.answer("birth_date", PartialDate(date="2050-01-01"))
    assert [each.code for each in session.issues] == [IssueCode.FUTURE]
    assert session.tally.open == ()
    assert session.pending == ("birth_date",)


def test_whatever_is_answered_a_page_with_nothing_pending_lets_go_and_the_numbers_agree() -> None:
    chance = random.Random(7)
    session = Session(QUESTIONNAIRE, NOW)
    page_of = QUESTIONNAIRE.page_of
    for _turn in range(300):
        asked = [each for each in session.enabled if QUESTIONNAIRE.items[each].is_question]
        link_id = chance.choice(sorted(asked))
        session.answer(link_id, *random_answer(QUESTIONNAIRE, QUESTIONNAIRE.items[link_id], chance))
        counted = session.tally
        assert set(counted.open) <= set(counted.asked) <= session.enabled
        for page in session.pages:
            if page != REVIEW and page not in {page_of[each] for each in session.pending}:
                assert not session.page_issues(page)
