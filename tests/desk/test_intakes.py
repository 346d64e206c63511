"""The desk without a window: begin, save, resume, finish, paper, discard, and what expires."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import RESULT, Audience, Choices, Offer, OpenIntake
from b12desk.engine.session import REVIEW
from b12desk.engine.settled import EarlyEnd
from b12desk.errors import StoreError
from b12desk.model.assessment import Assessment
from b12desk.model.border import read_model_json
from b12desk.model.imprint import Imprint
from b12desk.model.issue import IssueCode
from b12desk.model.response import Status, Subject
from b12desk.model.values import Coding, PartialDate, Quantity
from b12desk.settings import Keep
from b12desk.store import tables
from b12desk.store.intake_store import HeldElsewhereError
from b12desk.store.records import Records
from tests.engine.small import ALL_NO, DEFINITION, answer_of
from tests.staff import ANA, ana
from tests.store.made_records import new_records
from tests.store.test_records import change, rows_of

BEGUN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class Clock:
    """Set by hand."""

    def __init__(self) -> None:
        self.now = BEGUN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], Records]]:
    """The records, opened once more."""
    all_of_them: list[Records] = []

    def once_more() -> Records:
        all_of_them.append(new_records(tmp_path / "data"))
        return all_of_them[-1]

    yield once_more
    for each in all_of_them:
        each.shut()


@pytest.fixture
def records(opened: Callable[[], Records]) -> Records:
    """To look at what is on the disk, beside the windows."""
    return opened()


@pytest.fixture
def window(opened: Callable[[], Records], clock: Clock) -> Callable[[], Intakes]:
    """One more window on the same records."""
    return lambda: Intakes(opened(), lambda: DEFINITION, clock, make=lambda kind, *_given: kind.encode(), who=ana)


@pytest.fixture
def desk(window: Callable[[], Intakes]) -> Intakes:
    return window()


def begun(desk: Intakes, **answers: object) -> OpenIntake:
    intake = desk.begin()
    for link_id, value in answers.items():
        intake.session.answer(link_id, answer_of(value))
    desk.save(intake)
    return intake


def finished(desk: Intakes) -> OpenIntake:
    intake = begun(desk, **ALL_NO)
    intake.session.go_to(REVIEW)
    intake.finish()
    desk.save(intake)
    return intake


def test_nothing_said_is_nothing_kept(desk: Intakes) -> None:
    intake = begun(desk)
    assert desk.is_saved(intake)
    assert desk.unfinished() == ()
    intake.session.typing("age", "6")
    assert not desk.is_saved(intake)
    desk.save(intake)
    assert desk.is_saved(intake)
    assert [each.identifier for each in desk.unfinished()] == [intake.identifier]


def test_everything_that_stood_comes_back(desk: Intakes, clock: Clock) -> None:
    intake = begun(desk, age=61, gate="yes", metformin="yes")
    intake.session.set_subject(Subject(display="Ana Example"))
    intake.session.answer("metformin.dose", Quantity(value=Decimal(1000), unit="mg"))
    intake.session.go_next()
    intake.session.draft("metformin.dose", "2 x 500 mg", IssueCode.DRAFT, "mg")
    intake.session.typing("metformin.duration", "4")
    desk.save(intake)
    desk.close(intake)
    again = desk.resume(intake.identifier)
    assert again.session.kept() == intake.session.kept()
    dose = again.session.state("metformin.dose")
    assert (dose.draft, dose.last) == ("2 x 500 mg", (Quantity(value=Decimal(1000), unit="mg"),))
    assert dose.issue is not None, "it comes back marked"
    assert dose.issue.code is IssueCode.DRAFT
    duration = again.session.state("metformin.duration").issue
    assert duration is not None
    assert duration.code is IssueCode.WRONG_UNIT
    assert again.session.page == "medicines"
    assert again.session.subject.display == "Ana Example"


def test_a_save_that_changes_nothing_writes_nothing(desk: Intakes, records: Records) -> None:
    intake = begun(desk, age=61)
    before = rows_of(records, tables.intakes)
    desk.save(intake)
    desk.close(intake)
    desk.save(desk.resume(intake.identifier))
    assert rows_of(records, tables.intakes) == before


def test_resuming_opens_the_furthest_page_or_the_first_with_a_problem(desk: Intakes) -> None:
    intake = begun(desk, **ALL_NO)
    intake.session.go_to("symptoms")
    intake.session.go_to("about")
    desk.save(intake)
    desk.close(intake)
    again = desk.resume(intake.identifier)
    assert (again.session.page, again.session.furthest) == ("symptoms", "symptoms")
    again.session.draft("age", "x")
    desk.save(again)
    desk.close(again)
    third = desk.resume(intake.identifier)
    assert (third.session.page, third.session.furthest) == ("about", "symptoms")


def test_it_is_worked_on_today(desk: Intakes, clock: Clock, records: Records) -> None:
    intake = begun(desk, age=61)
    desk.close(intake)
    clock.now += timedelta(days=3)
    again = desk.resume(intake.identifier)
    yesterday = (clock.now - timedelta(days=1)).date().isoformat()
    again.session.answer("birth_date", PartialDate(date=yesterday))
    assert IssueCode.FUTURE not in [each.code for each in again.session.issues]
    desk.save(again)
    response = records.load(intake.identifier).response
    assert response.begun is not None
    assert (response.authored.date(), response.begun.date()) == (date(2026, 11, 25), date(2026, 11, 22))


def test_a_second_window_is_refused_until_the_first_is_done(desk: Intakes, window: Callable[[], Intakes]) -> None:
    intake, other = begun(desk, age=61), window()
    for refused in (other.resume, other.discard):
        with pytest.raises(HeldElsewhereError):
            refused(intake.identifier)
    intake.session.answer("age", 62)
    desk.save(intake)
    desk.close(intake)
    assert other.resume(intake.identifier).session.answers["age"] == (62,)


@pytest.mark.parametrize(("keep", "days"), [("day", 1), ("month", 30), ("year", 365)])
def test_a_finished_intake_is_kept_as_long_as_the_settings_say(
    desk: Intakes, clock: Clock, records: Records, keep: Keep, days: int
) -> None:
    intake = finished(desk)
    assert desk.unfinished() == ()
    (line,) = desk.finished()
    assert (line.identifier, line.state) == (intake.identifier, "finished")
    assert "no paper made" in line.detail
    assert records.load(intake.identifier).response.status is Status.COMPLETED
    desk.close(intake)
    clock.now += timedelta(days=days)
    assert desk.overdue(keep) == ()
    desk.remove_expired(keep)
    assert len(rows_of(records, tables.intakes)) == 1
    clock.now += timedelta(seconds=1)
    assert desk.overdue(keep) == (intake.identifier,)
    assert desk.finished() == ()
    assert desk.overdue("always") == ()
    desk.remove_expired("always")
    assert len(rows_of(records, tables.intakes)) == 1
    desk.remove_expired(keep)
    assert rows_of(records, tables.intakes) == []


def test_one_that_is_open_or_not_finished_does_not_expire(
    desk: Intakes, window: Callable[[], Intakes], records: Records, clock: Clock
) -> None:
    intake, unfinished = finished(desk), begun(desk, age=61)
    clock.now += timedelta(days=400)
    for each in (desk, window()):
        each.remove_expired("day")
        assert {row["id"] for row in rows_of(records, tables.intakes)} == {intake.identifier, unfinished.identifier}
        assert [line.identifier for line in each.unfinished()] == [unfinished.identifier]
    assert desk.overdue("day") == ()


def test_opened_again_it_is_the_same_intake(desk: Intakes, clock: Clock) -> None:
    intake = finished(desk)
    before = intake.session.response(Status.COMPLETED)
    desk.close(intake)
    clock.now += timedelta(hours=20)
    again = desk.resume(intake.identifier)
    assert again.session.finished
    assert again.finish().response == before
    desk.save(again)
    desk.close(again)
    clock.now += timedelta(hours=5)
    desk.remove_expired("day")
    assert desk.finished() == (), "looking at it does not keep it longer"


def test_the_paper_is_noted(desk: Intakes, clock: Clock, tmp_path: Path) -> None:
    intake = finished(desk)
    clock.now += timedelta(minutes=5)
    assert intake.paper is None
    intake.save_paper("summary", tmp_path / "a.pdf")
    desk.save(intake)
    assert intake.paper is not None
    assert f"PDF saved 22 November 2026, {clock.now.astimezone():%H:%M}" in desk.finished()[0].detail
    desk.close(intake)
    again = desk.resume(intake.identifier)
    again.came_out("summary", "OFFICE")
    desk.save(again)
    assert "printed 22 November 2026" in desk.finished()[0].detail


def test_changed_after_finishing_and_before_any_paper_it_is_unfinished(desk: Intakes) -> None:
    intake = finished(desk)
    intake.session.answer("gate", Coding(code="yes"))
    desk.save(intake)
    assert desk.finished() == ()
    assert [each.state for each in desk.unfinished()] == ["unfinished"]
    intake.session.answer("gate", Coding(code="no"))
    intake.finish()
    desk.save(intake)
    assert "no paper made" in desk.finished()[0].detail


def test_a_discarded_one_is_gone_finished_or_not(desk: Intakes, records: Records) -> None:
    for make in (finished, lambda desk: begun(desk, age=61)):
        intake = make(desk)
        desk.close(intake)
        assert desk.line(intake.identifier) is not None
        desk.discard(intake.identifier)
        assert desk.line(intake.identifier) is None
    assert rows_of(records, tables.intakes) == []


def test_lines_without_a_name_are_told_apart_by_when_they_were_begun(desk: Intakes, clock: Clock) -> None:
    begun(desk, age=61)
    clock.now += timedelta(minutes=7)
    begun(desk, age=61)
    lines = desk.unfinished()
    assert len({each.detail for each in lines}) == 2
    assert all(each.title.startswith("No name") for each in lines)
    assert all("Begun 22 November 2026" in each.detail and "1 answered" in each.detail for each in lines)


def test_what_cannot_be_opened_is_headed_by_why(desk: Intakes, records: Records) -> None:
    intake = begun(desk, age=61)
    desk.close(intake)
    change(records, "UPDATE intakes SET saved = 'x'")
    (line,) = desk.unfinished()
    assert (line.title, line.state) == ("Damaged intake", "closed")
    assert intake.identifier in line.detail
    change(records, "ALTER TABLE intakes RENAME TO elsewhere")
    assert desk.unfinished()[0].title == "Cannot be read"


def test_one_of_another_version_says_so_before_it_is_opened(desk: Intakes, records: Records) -> None:
    intake = begun(desk, age=61)
    desk.close(intake)
    change(records, "UPDATE forms SET questionnaire = 'urn:test|0.9'")
    assert "Begun with version 0.9 of the form" in desk.unfinished()[0].detail
    for _again in range(2):
        with pytest.raises(StoreError, match="another version"):
            desk.resume(intake.identifier)
    assert records.load(intake.identifier).response.questionnaire == "urn:test|0.9"


@pytest.mark.parametrize(
    ("link_id", "value"),
    [("nothing", '[{"code": "yes"}]'), ("gate", '[{"code": "purple"}]'), ("age", "[61, 62]"), ("about", '["x"]')],
)
def test_answers_that_do_not_fit_are_told_and_kept(
    desk: Intakes, records: Records, window: Callable[[], Intakes], link_id: str, value: str
) -> None:
    intake = begun(desk, age=61)
    desk.close(intake)
    change(records, "UPDATE answers SET link_id = ?, value = ?", link_id, value)
    before = rows_of(records, tables.answers)
    for each in (desk, window()):  # nor does the first keep it from the other
        with pytest.raises(StoreError, match="do not fit the questions"):
            each.resume(intake.identifier)
    assert rows_of(records, tables.answers) == before


def test_a_unit_that_does_not_fit_comes_back_marked(desk: Intakes, records: Records) -> None:
    intake = begun(desk, age=61, gate="yes", metformin="yes")
    intake.session.answer("metformin.dose", Quantity(value=Decimal(1000), unit="mg"))
    desk.save(intake)
    desk.close(intake)
    change(records, "UPDATE answers SET value = replace(value, '\"mg\"', '\"parsec\"')")
    again = desk.resume(intake.identifier)
    issue = again.session.state("metformin.dose").issue
    assert issue is not None
    assert issue.code is IssueCode.WRONG_UNIT
    assert again.session.page == "medicines"


def test_a_finished_one_that_has_become_impossible_is_not_finished(desk: Intakes, records: Records) -> None:
    intake = finished(desk)
    desk.close(intake)
    change(records, "UPDATE answers SET value = '[300]' WHERE link_id = 'age'")
    again = desk.resume(intake.identifier)
    assert not again.session.finished
    assert again.session.page == "about"


def test_a_disk_that_refuses_is_asked_again_and_everything_gets_there(
    desk: Intakes, tmp_path: Path, records: Records
) -> None:
    away = tmp_path / "away"
    (tmp_path / "data").rename(away)
    with pytest.raises(StoreError, match="not there"):
        desk.check()
    intake = desk.begin()
    intake.session.answer("age", 61)
    with pytest.raises(StoreError, match="not there"):
        desk.save(intake)
    assert not desk.is_saved(intake)
    away.rename(tmp_path / "data")
    desk.check()
    desk.save(intake)
    assert desk.is_saved(intake)
    assert records.load(intake.identifier).response.answers == {"age": (61,)}


def test_what_it_came_to_and_its_papers_are_kept(desk: Intakes, records: Records, tmp_path: Path) -> None:
    intake = finished(desk)
    (row,) = rows_of(records, tables.assessments)
    assert read_model_json(Assessment, str(row["body"])) == intake.assessment()
    intake.save_paper("handout", tmp_path / "handout.pdf")
    assert not desk.is_saved(intake)
    desk.save(intake)
    intake.came_out("summary", "OFFICE")
    intake.was_sent("handout-large-print", "OFFICE")
    desk.save(intake)
    found = [(row["kind"], row["way"], row["sha256"]) for row in rows_of(records, tables.documents)]
    assert found == [
        ("handout", "saved", sha256(b"handout").hexdigest()),
        ("summary", "printed", sha256(b"summary").hexdigest()),
    ]
    assert len(rows_of(records, tables.assessments)) == 1


def test_an_intake_that_is_open_again_came_to_nothing_yet(desk: Intakes, records: Records) -> None:
    intake = finished(desk)
    intake.session.answer("gate", Coding(code="yes"))
    desk.save(intake)
    assert rows_of(records, tables.assessments) == []


def test_who_did_what_is_noted(desk: Intakes, clock: Clock, tmp_path: Path) -> None:
    intake = desk.begin()
    intake.hand_over(Audience.PATIENT)
    assert intake.audience is Audience.PATIENT
    intake.session.answer("age", 61)
    intake.hand_over(Audience.STAFF)
    for link_id, value in ALL_NO.items():
        intake.session.answer(link_id, answer_of(value))
    clock.now += timedelta(minutes=5)
    intake.finish()
    intake.finish()
    intake.came_out("summary", "OFFICE")
    intake.save_paper("handout", tmp_path / "handout.pdf")
    later = BEGUN + timedelta(minutes=5)
    assert intake.performed == [
        ("begun", ANA, BEGUN),
        ("handed over", ANA, BEGUN),
        ("handed over", ANA, BEGUN),
        ("finished", ANA, later),
        ("printed", ANA, later),
        ("saved", ANA, later),
    ]
    assert (tmp_path / "handout.pdf").read_bytes() == b"handout"


def test_only_the_summary_is_the_paper_of_an_intake(desk: Intakes, clock: Clock, tmp_path: Path) -> None:
    intake = finished(desk)
    intake.save_paper("handout", tmp_path / "handout.pdf")
    intake.came_out("handout-large-print", "OFFICE")
    intake.was_sent("summary", "OFFICE")
    assert intake.paper is None
    assert intake.made["summary"] == ("sent", "OFFICE", BEGUN)
    intake.came_out("summary", "OFFICE")
    intake.was_sent("summary", "WARD")
    assert intake.made["summary"] == ("printed", "OFFICE", BEGUN), "it is there, whatever becomes of a second copy"


def test_the_same_answers_are_judged_once_also_at_finish(desk: Intakes) -> None:
    intake = begun(desk, **ALL_NO)
    before = intake.assessment()
    found = intake.finish()
    assert found.assessment is before
    assert intake.finish() is found
    intake.choices = Choices(reference="uk")
    other = intake.finish()
    assert other is not found, "another reference intake"
    assert other.papers is not found.papers
    intake.session.answer("gate", Coding(code="yes"))
    assert intake.assessment() is not before


def test_one_that_was_finished_opens_at_its_result(desk: Intakes) -> None:
    intake, unfinished = finished(desk), begun(desk, age=61)
    for each in (intake, unfinished):
        desk.close(each)
    assert desk.resume(intake.identifier).shown == RESULT
    assert desk.resume(unfinished.identifier).shown == "about"


def test_closing_has_everybody_forget_and_lets_others_open_it(opened: Callable[[], Records], clock: Clock) -> None:
    told: list[str] = []
    desk = Intakes(opened(), lambda: DEFINITION, clock, forget=lambda: told.append("report"))
    desk.when_closing(lambda: told.append("window"))
    intake = begun(desk, age=61)
    desk.save(intake)
    assert not told
    desk.close(intake)
    assert sorted(told) == ["report", "window"]
    opened().open(intake.identifier)


def test_the_papers_of_a_result_are_made_of_it_in_the_chosen_size(records: Records, clock: Clock) -> None:
    given: list[tuple[object, ...]] = []

    def make(*each: object) -> bytes:
        given.append(each)
        return b"pdf"

    desk = Intakes(records, lambda: DEFINITION, clock, make=make)
    intake = begun(desk, **ALL_NO)
    intake.choices = Choices(paper="letter")
    found = intake.finish()
    assert found.response == intake.session.response(Status.COMPLETED)
    assert (found.assessment, found.choices) == (intake.assessment(), Choices(paper="letter"))
    assert found.papers.pdf("handout") == b"pdf"
    stamped = replace(DEFINITION, stamp=str(records.head()), imprint=Imprint(at=clock.now))
    assert given == [("handout", stamped, found.response, found.assessment, "letter")]


def test_what_is_taken_back_is_taken_off_the_disk_too(desk: Intakes, records: Records) -> None:
    intake = begun(desk, age=61)
    intake.session.answer("age")
    assert not desk.is_saved(intake)
    desk.save(intake)
    assert desk.is_saved(intake)
    assert records.load(intake.identifier).response.answers == {}


def test_who_opened_it_again_is_noted(desk: Intakes, clock: Clock) -> None:
    intake = begun(desk, age=61)
    desk.close(intake)
    clock.now += timedelta(hours=2)
    assert desk.resume(intake.identifier).performed == [("resumed", ANA, clock.now)]


# Ending before the last question


def test_it_may_end_when_nothing_left_can_change_the_result(desk: Intakes) -> None:
    intake = begun(desk, **{key: value for key, value in ALL_NO.items() if key != "tired"})
    assert intake.offer() is None
    intake.session.answer("tired", Coding(code="no"))
    assert intake.offer() == Offer(flagged=False, left=2)
    assert not intake.session.finished
    result = intake.finish()
    assert result.early == EarlyEnd(("flag", "level"), settled=True)
    intake.session.answer("flag", True)
    intake.session.answer("level", Decimal(1))
    assert intake.offer() is None
    assert intake.finish().early is None


def test_a_patient_is_not_offered_to_end_it(desk: Intakes) -> None:
    intake = begun(desk, **ALL_NO)
    intake.hand_over(Audience.PATIENT)
    assert intake.offer() is None
    intake.hand_over(Audience.STAFF)
    assert intake.offer() is not None


def test_it_may_not_end_with_a_mistake_open(desk: Intakes) -> None:
    intake = begun(desk, **ALL_NO)
    intake.session.draft("level", "a lot")
    assert intake.offer() is None


def test_at_a_red_flag_it_may_stop_and_going_on_is_remembered_for_these_flags(desk: Intakes) -> None:
    intake = begun(desk, age=40, tingling="yes", worse="yes")
    offered = intake.offer()
    assert offered is not None
    assert offered.flagged
    intake.go_on()
    assert intake.offer() is None
    intake.session.answer("tired", Coding(code="no"))
    assert intake.offer() is None
    for link_id, value in ALL_NO.items():
        if link_id != "tingling":
            intake.session.answer(link_id, answer_of(value))
    again = intake.offer()
    assert again == Offer(flagged=True, left=2)
    intake.go_on()
    assert intake.offer() is None
    intake.session.answer("worse", Coding(code="no"))
    assert intake.offer() == Offer(flagged=False, left=2)


def test_stopping_at_a_red_flag_says_how_many_were_not_asked(desk: Intakes) -> None:
    intake = begun(desk, age=40, tingling="yes", worse="yes")
    early = intake.finish().early
    assert early == EarlyEnd(("flag", "level"), settled=False)
    assert early.words == "Stopped at a red flag: 2 questions were not asked."


# Who gives the answers


ASKED = replace(
    DEFINITION,
    questionnaire=replace(
        DEFINITION.questionnaire, roles=replace(DEFINITION.questionnaire.roles, respondent="pregnant")
    ),
)
"""A form that takes its question with the codes yes and no for "who gives the answers"."""


@pytest.fixture
def asking(records: Records, clock: Clock) -> Intakes:
    return Intakes(records, lambda: ASKED, clock)


def test_who_gave_the_answers_is_known_to_the_next_intake(asking: Intakes) -> None:
    intake = asking.begin()
    assert asking.respondent_of(intake) == ""
    intake.session.answer("pregnant", Coding(code="yes"))
    assert asking.respondent_of(intake) == "yes"
    assert asking.begin("yes").session.answers == {"pregnant": (Coding(code="yes"),)}


def test_what_an_intake_began_with_is_not_kept_until_something_is_said(asking: Intakes) -> None:
    intake = asking.begin("yes")
    asking.save(intake)
    assert asking.is_saved(intake)
    assert not asking.unfinished()
    intake.session.answer("pregnant", Coding(code="no"))
    asking.save(intake)
    assert len(asking.unfinished()) == 1


def test_a_code_that_is_not_offered_is_as_none(asking: Intakes, desk: Intakes) -> None:
    for code in ("", "elsewhere", "not-sure"):
        assert not asking.begin(code).session.answers
    assert not desk.begin("yes").session.answers, "this form does not ask"
    assert desk.respondent_of(desk.begin()) == ""


def test_a_patient_alone_is_never_remembered(asking: Intakes) -> None:
    intake = asking.begin()
    intake.session.answer("pregnant", Coding(code="yes"))
    intake.hand_over(Audience.PATIENT)
    assert asking.respondent_of(intake) == ""
