"""The presenter: walking, answering, changing one's mind, and never a dead Next."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from b12desk.engine.session import REVIEW, Session
from b12desk.model.border import read_model
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import Status, Subject
from b12desk.model.values import Coding, PartialDate, Quantity
from tests.engine.small import ALL_NO, NOW, QUESTIONNAIRE, respond

YES, NO = Coding(code="yes"), Coding(code="no")


def session(**answers: object) -> Session:
    return Session(QUESTIONNAIRE, NOW, respond({name.replace("__", "."): value for name, value in answers.items()}))


def test_a_new_session_starts_on_the_first_page_with_nothing_answered() -> None:
    fresh = Session(QUESTIONNAIRE, NOW)
    assert fresh.page == "about"
    assert fresh.answers == {}
    assert fresh.pages == ("about", "medicines", "foods", "symptoms", REVIEW)
    assert fresh.progress == (1, 5, 0, 12)
    assert fresh.response().questionnaire == "urn:test|1"


def test_only_what_is_finished_is_frozen() -> None:
    walk = session(**{each.replace(".", "__"): value for each, value in ALL_NO.items()})
    with pytest.raises(ValueError, match="finished"):
        walk.freeze()
    walk.finish()
    walk.freeze()
    with pytest.raises(ValueError, match="frozen"):
        walk.answer("age", 50)


def test_next_shows_what_is_wrong_and_names_the_first_problem() -> None:
    walk = session()
    assert walk.state("age").issue is None
    change = walk.go_next()
    assert (change.moved, change.focus, change.page) == (False, "age", "about")
    assert change.items == {"age"}
    shown = walk.state("age").issue
    assert shown is not None
    assert shown.code is IssueCode.REQUIRED


def test_next_moves_when_all_is_well_and_back_loses_nothing() -> None:
    walk = session(age=40)
    assert walk.go_next().moved
    walk.answer("gate", YES)
    assert walk.go_back().page == "about"
    assert not walk.go_back().moved
    walk.go_next()
    assert walk.state("gate").answers == (YES,)


def test_a_write_names_the_items_that_look_different() -> None:
    walk = session(age=40)
    assert walk.answer("gate", YES).items == {"gate", "behind", "metformin"}
    assert walk.answer("gate", YES).items == frozenset()
    assert walk.clear("gate").items == {"gate", "behind", "metformin"}


def test_a_disabled_answer_is_kept_but_left_out() -> None:
    walk = session(age=40, gate="yes", metformin="yes")
    walk.answer("gate", NO)
    assert walk.answers["metformin"] == (YES,)
    assert "metformin" not in walk.response().answers
    assert walk.kept().answers["metformin"] == (YES,)
    walk.answer("gate", YES)
    assert walk.state("metformin").answers == (YES,)
    assert "metformin" in walk.response().answers


def test_pages_come_and_go_and_the_open_page_stays_valid() -> None:
    walk = session(age=40, flag=True)
    assert walk.go_to("last").moved
    change = walk.answer("flag", False)
    assert (change.pages, change.page, change.moved) == (True, "symptoms", True)


def test_a_draft_is_no_answer_and_blocks_the_way() -> None:
    walk = session(age=40)
    walk.go_to("symptoms")
    walk.draft("level", "a lot")
    assert walk.state("level").draft == "a lot"
    assert "level" not in walk.response().answers
    assert walk.go_next().focus == "level"
    with pytest.raises(ValueError, match="open issues"):
        walk.response(Status.COMPLETED)
    walk.draft("level", "  ")
    assert walk.state("level").draft is None
    assert walk.go_next().page == REVIEW


def test_a_draft_keeps_its_unit_and_an_answer_replaces_it() -> None:
    walk = session(age=40, gate="yes", metformin="yes")
    walk.draft("metformin.duration", "3", IssueCode.WRONG_UNIT, "wk")
    assert walk.state("metformin.duration").draft_unit == "wk"
    walk.answer("metformin.duration", Quantity(value=3, unit="mo"))
    assert walk.state("metformin.duration").draft is None


def test_an_issue_shows_once_the_item_was_left() -> None:
    walk = session(age=300)
    assert walk.state("age").issue is None
    walk.leave("age")
    shown = walk.state("age").issue
    assert shown is not None
    assert (shown.code, shown.limit) == (IssueCode.TOO_HIGH, "120")


def test_a_duration_longer_than_the_life_is_asked_for_again_until_one_of_the_two_is_mended() -> None:
    walk = session(age=30, gate="yes", metformin="yes", **{"metformin.duration": (77, "a")})
    walk.go_to("medicines")
    assert walk.go_next().focus == "metformin.duration"
    shown = walk.state("metformin.duration").issue
    assert shown is not None
    assert shown.code is IssueCode.LONGER_THAN_LIFE
    walk.answer("age", 80)
    assert walk.state("metformin.duration").issue is None


def test_the_review_sends_back_to_the_first_problem_of_any_page() -> None:
    walk = session()
    walk.go_to(REVIEW)
    change = walk.go_next()
    assert (change.page, change.focus, change.moved) == ("about", "age", True)
    walk.answer("age", 40)
    walk.go_to(REVIEW)
    assert not walk.go_next().moved
    assert walk.response(Status.COMPLETED).status is Status.COMPLETED


def test_one_can_jump_to_an_item_that_applies() -> None:
    walk = session(age=40)
    assert walk.go_to("tired")[2:] == ("symptoms", True, "tired")
    with pytest.raises(ValueError, match="does not apply"):
        walk.go_to("metformin")


def test_exclusive_options_and_the_rest_clear_each_other() -> None:
    walk = session(age=40)
    walk.toggle("other", "b")
    walk.toggle("other", "a")
    assert walk.answers["other"] == (Coding(code="a"), Coding(code="b"))
    walk.toggle("other", "none")
    assert walk.answers["other"] == (Coding(code="none"),)
    walk.toggle("other", "not-sure")
    assert walk.answers["other"] == (Coding(code="not-sure"),)
    walk.toggle("other", "a")
    assert walk.answers["other"] == (Coding(code="a"),)
    walk.toggle("other", "a")
    assert "other" not in walk.answers


@pytest.mark.parametrize(
    "call",
    [
        lambda walk: walk.answer("tired", Coding(code="maybe")),
        lambda walk: walk.answer("tired", YES, NO),
        lambda walk: walk.answer("other", Coding(code="a"), Coding(code="none")),
        lambda walk: walk.answer("tired", "yes"),
        lambda walk: walk.answer("about", YES),
        lambda walk: walk.answer("hint", YES),
        lambda walk: walk.draft("about", "x"),
        lambda walk: walk.toggle("tired", "yes"),
        lambda walk: walk.toggle("other", "z"),
        lambda walk: walk.go_to("nowhere"),
        lambda walk: walk.answer("nothing", YES),
        lambda walk: walk.leave("nothing"),
        lambda walk: walk.state("nothing"),
    ],
)
def test_an_impossible_call_raises_and_changes_nothing(call: object) -> None:
    walk = session(age=40)
    before = walk.kept()
    assert callable(call)
    with pytest.raises((ValueError, KeyError)):
        call(walk)
    assert walk.kept() == before


def test_a_draft_of_a_hidden_item_is_no_issue() -> None:
    walk = session(age=40, gate="yes", metformin="yes")
    walk.draft("metformin.dose", "lots")
    assert "metformin.dose" in {each.link_id for each in walk.issues}
    walk.answer("gate", NO)
    assert walk.issues == ()


def test_the_patient_line_is_kept() -> None:
    walk = session()
    walk.set_subject(Subject(display="Ann", identifier="7"))
    assert walk.subject.display == "Ann"
    assert walk.response().subject.identifier == "7"


def test_a_saved_draft_resumes_as_it_was() -> None:
    walk = session(**{name.replace(".", "__"): value for name, value in ALL_NO.items()}, metformin="yes")
    again = Session(QUESTIONNAIRE, NOW, walk.kept())
    assert again.kept() == walk.kept()
    assert again.enabled == walk.enabled


class RandomUser(RuleBasedStateMachine):
    """Somebody who clicks anything anywhere. Whatever they do, the rules at the head of the session hold."""

    @initialize()
    def start(self) -> None:
        self.walk = Session(QUESTIONNAIRE, NOW)

    def _question(self, data: st.DataObject) -> str:
        names = [name for name, item in QUESTIONNAIRE.items.items() if item.is_question]
        return data.draw(st.sampled_from(names))

    @rule(data=st.data())
    def choose(self, data: st.DataObject) -> None:
        name = self._question(data)
        options = QUESTIONNAIRE.options(name)
        if options:
            code = data.draw(st.sampled_from(options)).code
            if QUESTIONNAIRE.items[name].repeats:
                self.walk.toggle(name, code)
            else:
                self.walk.answer(name, Coding(code=code))

    @rule(number=st.integers(-5, 500), text=st.text(max_size=5), flag=st.booleans())
    def type_in(self, number: int, text: str, flag: bool) -> None:
        self.walk.answer("age", number)
        self.walk.draft("level", text)
        self.walk.answer("flag", flag)

    @rule(year=st.integers(1900, 2030))
    def be_born(self, year: int) -> None:
        self.walk.answer("birth_date", PartialDate(date=str(year)))

    @rule(data=st.data())
    def clear(self, data: st.DataObject) -> None:
        self.walk.clear(self._question(data))

    @rule()
    def press_next(self) -> None:
        page, problems = self.walk.page, self.walk.page_issues(self.walk.page)
        change = self.walk.go_next()
        assert change.moved or change.focus or page == REVIEW
        assert bool(change.focus) == bool(problems)
        if change.focus:
            assert self.walk.state(change.focus).issue is not None

    @rule()
    def press_back(self) -> None:
        self.walk.go_back()

    @invariant()
    def only_enabled_items_are_judged_or_recorded(self) -> None:
        walk = self.walk
        assert {each.link_id for each in walk.issues} <= walk.enabled
        assert set(walk.response().answers) <= walk.enabled
        assert walk.page in walk.pages
        assert 1 <= walk.progress.position <= walk.progress.total


TestRandomUser = RandomUser.TestCase
TestRandomUser.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)


def asked(**more: object) -> Session:
    """A session of one question about a dose."""
    form = {
        **{
            "url": "urn:test",
            "version": "1",
            "status": "active",
            "date": "2026-01-01",
            "title": "T",
            "publisher": "P",
            "summaryTitle": "S",
            "summarySubtitle": "",
        },
        **{"purpose": "p", "language": "en"},
        "item": [
            {"linkId": "page", "type": "group", "text": "Page", "item": [{"linkId": "dose", "text": "?", **more}]}
        ],
    }
    return Session(read_model(Questionnaire, form), NOW)


def test_an_unusual_number_is_asked_about_until_somebody_says_it_is_right() -> None:
    walk = asked(type="quantity", unit="mg", plausible={"min": 250, "max": 3000, "because": "a test"})
    walk.answer("dose", Quantity(value=Decimal(2), unit="mg"))
    doubt = walk.state("dose").doubt
    assert doubt is not None
    assert (doubt.code, doubt.limit) == (IssueCode.UNUSUAL, "250 3000 mg")
    assert walk.issues == ()
    assert walk.confirm("dose").items == {"dose"}
    assert walk.state("dose").doubt is None
    assert walk.go_next().moved
    walk.answer("dose", Quantity(value=Decimal(3), unit="mg"))
    assert walk.state("dose").doubt is not None
    walk.answer("dose", Quantity(value=Decimal(500), unit="mg"))
    assert walk.state("dose").doubt is None


def test_a_number_with_two_readings_is_a_draft_whose_issue_names_both() -> None:
    walk = asked(type="quantity", unit="mg")
    walk.draft("dose", "2.000", IssueCode.AMBIGUOUS)
    (issue,) = walk.issues
    assert (issue.code, issue.limit) == (IssueCode.AMBIGUOUS, "2 2000")
    assert not walk.go_next().moved


def test_an_option_that_is_not_offered_is_shown_only_where_it_was_answered() -> None:
    options = [{"code": "a", "display": "A"}, {"code": "b", "display": "B", "offered": False}]
    walk = asked(type="choice", answerOption=options)
    assert [each.code for each in walk.state("dose").options] == ["a"]
    walk.answer("dose", Coding(code="b"))
    assert [each.code for each in walk.state("dose").options] == ["a", "b"]
    assert walk.issues == ()
