"""What is said beside an answer at once: contradictions, and what follows from an answer."""

from __future__ import annotations

from dataclasses import replace

from b12desk.engine.facts import Facts
from b12desk.engine.remarks import Told, contradictions, remarks
from b12desk.engine.session import Session
from b12desk.model.border import read_model
from b12desk.model.comparison import Comparison
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.remark import Contradiction, Notice
from b12desk.model.values import Coding, PartialDate
from tests.engine.small import NOW, QUESTIONNAIRE, respond, when


def asked(question: str, answer: object = "yes", **more: object) -> Comparison:
    return read_model(Comparison, when(question, answer, **more))


CHILD = Notice(id="child", when=(asked("age_years", 16, operator="<"),), text="Not judged.")
TIRED_CHILD = Notice(id="tired", when=(*CHILD.when, asked("tired")), text="Tired.")
DRUG = Contradiction(
    id="drug", one=(asked("metformin"),), other=(asked("other", "none"), asked("other", "a")), text="Which is right?"
)
FORM: Questionnaire = replace(QUESTIONNAIRE, contradiction=(DRUG,), notice=(CHILD, TIRED_CHILD))


def told(**answers: object) -> tuple[Told, ...]:
    return remarks(Facts(FORM, respond(**answers)))


def test_answers_that_do_not_go_together_are_asked_back_at_the_later_one() -> None:
    both = {"gate": "yes", "metformin": "yes", "other": ["a", "b"]}
    assert told(**both) == (Told("drug", "other", "Which is right?", asks=True),)
    assert contradictions(Facts(FORM, respond(both))) == told(**both)
    assert told(gate="yes", metformin="yes", other="b") == ()
    assert told(gate="yes", metformin="no", other="a") == ()
    assert told(gate="yes", metformin="not-sure", other="a") == ()


def test_what_only_counts_as_something_contradicts_nothing() -> None:
    backwards = replace(FORM, contradiction=(replace(DRUG, one=(asked("metformin", "no"),)),))
    assert remarks(Facts(backwards, respond(gate="no", other="a"))) == ()
    assert len(remarks(Facts(backwards, respond(gate="yes", metformin="no", other="a")))) == 1


def test_an_answer_that_is_kept_and_counts_no_more_is_asked_about_where_the_other_stands() -> None:
    walk = Session(FORM, NOW)
    for link_id, code in (("gate", "yes"), ("metformin", "yes"), ("other", "a")):
        walk.answer(link_id, Coding(code=code))
    assert [each.id for each in walk.contradictions] == ["drug"]
    assert walk.state("other").remarks == walk.contradictions
    change = walk.answer("gate", Coding(code="no"))
    assert "other" in change.items
    assert walk.state("other").remarks == (Told("drug", "other", "Which is right?", kept=True),)
    assert walk.contradictions == ()
    assert contradictions(Facts(FORM, walk.response())) == ()
    walk.answer("other")
    assert walk.state("other").remarks == ()
    assert told(gate="no", metformin="no", other="a") == ()


def test_a_contradiction_stops_nobody() -> None:
    walk = Session(FORM, NOW, respond(gate="yes", metformin="yes", other="a"))
    assert {each.link_id for each in walk.issues} == {"age"}


def test_what_follows_from_an_age_is_told_where_it_was_given() -> None:
    assert told(age=15) == (Told("child", "age", "Not judged."),)
    assert told(age=16) == ()
    assert told(birth_date="@2015") == (Told("child", "birth_date", "Not judged."),)
    assert told(birth_date="@2010") == ()
    assert [each.link_id for each in told(age=15, tired="yes")] == ["age", "tired"]
    assert told(tired="yes") == ()
    record = respond(tired="no")
    born = replace(record, subject=replace(record.subject, birth_date=PartialDate(date="2015")))
    assert [each.link_id for each in remarks(Facts(FORM, born))] == ["birth_date"]


def test_a_further_answer_that_says_the_same_moves_no_remark() -> None:
    wide = replace(FORM, contradiction=(replace(DRUG, other=(asked("tired"), asked("other", "a"))),))

    def at(**answers: object) -> str:
        (one,) = remarks(Facts(wide, respond(gate="yes", metformin="yes", **answers)))
        return one.link_id

    assert at(other="a") == "other"
    assert at(other="a", tired="yes") == "other"
    assert at(tired="yes") == "tired", "which stands behind the other"
