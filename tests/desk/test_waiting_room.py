"""A patient alone before the screen, without a window: stages, screens, and that everything is on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from b12desk.definitions import load
from b12desk.desk.disclosures import NotSeenError, ToSee
from b12desk.desk.intakes import Intakes
from b12desk.desk.member import Member
from b12desk.desk.open_intake import Audience, OpenIntake
from b12desk.desk.waiting_room import Sitting, Stage, Terms
from b12desk.engine.patient_path import Screen
from b12desk.model.definition import Definition
from b12desk.model.disclosed import Disclosed
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import ItemType
from b12desk.model.response import Subject
from b12desk.model.values import Coding, PartialDate
from b12desk.store.records import Records
from b12desk.store.tables import answers
from tests.staff import ANA, ana
from tests.store.made_records import new_records

BEGUN = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
NO = ("none-of-these", "no", "never", "female", "not-sure")


class Clock:
    """Set by hand; ``ticks`` is the other one, of seconds."""

    def __init__(self) -> None:
        self.now = BEGUN

    def __call__(self) -> datetime:
        return self.now

    def after(self, **span: float) -> None:
        self.now += timedelta(**span)

    def ticks(self) -> float:
        return self.now.timestamp()


@pytest.fixture(scope="module")
def form() -> Definition:
    return load()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def program(tmp_path: Path, clock: Clock, form: Definition) -> Iterator[Callable[..., Intakes]]:
    """The program, started once more."""
    started: list[Records] = []

    def start(who: Callable[[], Member] = ana) -> Intakes:
        for each in started:
            each.shut()
        started[:] = [new_records(tmp_path / "data")]
        made = Intakes(started[0], lambda: form, clock, make=lambda kind, *_given: kind.encode(), who=who)
        made.handing._ticks = clock.ticks
        return made

    yield start
    for each in started:
        each.shut()


@pytest.fixture
def desk(program: Callable[..., Intakes]) -> Intakes:
    return program()


@pytest.fixture
def intake(desk: Intakes) -> OpenIntake:
    made = desk.begin()
    made.session.set_subject(Subject(display="Maria Sample", birth_date=PartialDate(date="1951-03-12")))
    return made


@pytest.fixture
def sitting(desk: Intakes, intake: OpenIntake) -> Sitting:
    return desk.hand_over(intake)


def begun(sitting: Sitting) -> Sitting:
    assert sitting.confirm_birth("12", "march", "1951")
    sitting.begin()
    return sitting


def shown(sitting: Sitting) -> Screen:
    screen = sitting.screen
    assert screen is not None
    return screen


def answer(sitting: Sitting, link_id: str, *codes: str) -> None:
    sitting.answer(link_id, *(Coding(code=each) for each in codes))


def answer_no(sitting: Sitting) -> None:
    """Say "none of these", "no", "never" or "not sure" to all of the screen, as long as something appears."""
    while not sitting.can_continue:
        link_id = next(each for each in shown(sitting).link_ids if sitting.holds(each))
        options = {each.code for each in sitting.session.questionnaire.options(link_id)}
        answer(sitting, link_id, next(each for each in NO if each in options))


def to_the_review(sitting: Sitting) -> list[str]:
    """Answer no to everything; the questions that were met."""
    met: list[str] = []
    while sitting.stage is Stage.QUESTION:
        answer_no(sitting)
        met += shown(sitting).link_ids
        sitting.next()
    return met


def to_the_question(sitting: Sitting, link_id: str) -> None:
    while link_id not in shown(sitting).link_ids:
        answer_no(sitting)
        sitting.next()


# Stages


def test_the_birth_date_comes_first_and_is_not_asked_again(sitting: Sitting) -> None:
    assert sitting.stage is Stage.CONFIRM_BIRTH
    assert sitting.screen is None
    assert sitting.confirm_birth("12", "Mar", "51")
    assert sitting.stage is Stage.WELCOME
    sitting.begin()
    met = to_the_review(sitting)
    assert met[:3] == ["emergency_body", "emergency_nerves", "emergency_thoughts"]
    assert not {"birth_date", "age", "respondent", "own_words"} & set(met)
    assert sitting.last_box == "own_words"
    sitting.confirm()
    assert sitting.stage is Stage.EASE
    assert sitting.last_box == ""
    sitting.ease("good")
    assert sitting.stage is Stage.DONE
    assert not sitting.can_go_back


def test_who_is_with_the_patient_staff_said(desk: Intakes, intake: OpenIntake) -> None:
    sitting = desk.hand_over(intake, Terms("relative", known=True))
    assert sitting.stage is Stage.WELCOME
    assert intake.session.answers["respondent"] == (Coding(code="helped"),)
    assert intake.audience is Audience.PATIENT


@pytest.mark.parametrize(
    ("known", "told", "right"),
    [
        ("1951-03-12", ("12", "3", "1951"), True),
        ("1951-03-12", (12, "MARCH", 1951), True),
        ("1951-03-12", ("3", "12", "1951"), False),
        ("1951-03-12", ("", "3", "1951"), False),
        ("1951-03-12", ("12", "nonsense", "1951"), False),
        ("1951-03", ("31", "3", "1951"), True),
        ("1951", ("1", "1", "1951"), True),
        ("1951", ("1", "1", "1915"), False),
    ],
)
def test_a_birth_date_is_held_against_all_that_is_on_record(
    desk: Intakes, known: str, told: tuple[str, str, str], right: bool
) -> None:
    intake = desk.begin()
    intake.session.set_subject(Subject(birth_date=PartialDate(date=known)))
    assert desk.hand_over(intake).confirm_birth(*told) is right


def test_three_wrong_birth_dates_lead_to_staff_also_over_a_restart(
    program: Callable[..., Intakes], sitting: Sitting
) -> None:
    assert not sitting.confirm_birth("13", "3", "1951")
    assert not sitting.confirm_birth("12", "3", "1952")
    assert sitting.stage is Stage.CONFIRM_BIRTH
    again = program()
    (left,) = again.handing.left()
    assert left.tries == 1
    sitting = again.handing.give_again(left)
    assert sitting.stage is Stage.CONFIRM_BIRTH
    assert not sitting.confirm_birth("", "", "1951")
    assert sitting.stage is Stage.ASK_STAFF
    assert not sitting.confirm_birth("12", "3", "1951")
    once_more = program()
    assert once_more.handing.give_again(*once_more.handing.left()).stage is Stage.ASK_STAFF


def test_rather_not_ends_it_and_tells_the_staff(sitting: Sitting) -> None:
    assert sitting.confirm_birth("12", "3", "1951")
    sitting.decline()
    assert sitting.stage is Stage.DECLINED
    assert sitting.called
    sitting.begin()
    assert sitting.stage is Stage.DECLINED


def test_it_expires_and_the_answers_stay(desk: Intakes, sitting: Sitting, clock: Clock) -> None:
    answer_no(begun(sitting))
    clock.after(minutes=59)
    assert sitting.stage is Stage.QUESTION
    clock.after(minutes=1)
    assert sitting.stage is Stage.EXPIRED
    assert sitting.screen is None
    desk.handing.take_back(sitting)
    assert "emergency_body" in sitting.session.answers


def test_calling_staff_leaves_the_page_and_outlives_the_program(
    program: Callable[..., Intakes], sitting: Sitting
) -> None:
    begun(sitting).call_staff()
    assert sitting.stage is Stage.QUESTION
    again = program()
    assert again.handing.left()[0].called
    sitting = again.handing.give_again(*again.handing.left())
    assert sitting.called


# Screens


def test_a_screen_holds_until_it_is_answered_and_goes_back(sitting: Sitting) -> None:
    begun(sitting)
    assert not sitting.can_continue
    sitting.next()
    first = shown(sitting)
    answer_no(sitting)
    sitting.next()
    second = shown(sitting)
    assert first != second
    sitting.back()
    assert shown(sitting) == first
    sitting.back()
    assert sitting.stage is Stage.WELCOME
    sitting.begin()
    sitting.next()
    assert shown(sitting) == second


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_back_and_on_again_is_the_same_way_whatever_was_answered(sitting: Sitting, seed: int) -> None:
    random = Random(seed)
    begun(sitting)
    while sitting.stage is Stage.QUESTION:
        while not sitting.can_continue:
            link_id = next(each for each in shown(sitting).link_ids if sitting.holds(each))
            item = sitting.session.questionnaire.items[link_id]
            options = [each.code for each in sitting.session.questionnaire.options(link_id) if each.offered]
            plain = item.type is ItemType.CHOICE and random.random() < 0.5
            answer(sitting, link_id, random.choice(options) if plain else options[-1])
        here, way, steps = shown(sitting), [], random.choice([0, 1, 3])
        for _step in range(steps):
            if sitting.stage is Stage.QUESTION:
                way.append(shown(sitting))
                sitting.back()
        if sitting.stage is Stage.WELCOME:
            sitting.begin()
            assert shown(sitting) == way.pop()
        while way:
            sitting.next()
            assert shown(sitting) == way.pop()
        assert shown(sitting) == here
        sitting.next()


def test_not_sure_and_rather_not_are_answers(sitting: Sitting) -> None:
    answer(begun(sitting), "emergency_body", "not-sure")
    assert sitting.can_continue
    answer(sitting, "emergency_body", "prefer-not-to-say")
    assert sitting.can_continue
    sitting.answer("emergency_body")
    assert not sitting.can_continue


def test_text_that_is_no_answer_holds(sitting: Sitting) -> None:
    to_the_question(begun(sitting), "nerves")
    answer(sitting, "nerves", "tingling")
    answer(sitting, "paraesthesia.change", "worse")
    assert shown(sitting).link_ids == ("nerves", "paraesthesia.change", "paraesthesia.duration")
    sitting.draft("paraesthesia.duration", "two", IssueCode.DRAFT)
    assert not sitting.can_continue
    answer(sitting, "paraesthesia.duration", "not-sure")
    answer_no(sitting)
    assert sitting.can_continue


def test_details_appear_one_by_one_and_go_with_what_opened_them(sitting: Sitting) -> None:
    to_the_question(begun(sitting), "nerves")
    assert shown(sitting).link_ids == ("nerves",)
    sitting.toggle("nerves", "tingling")
    assert shown(sitting).link_ids == ("nerves", "paraesthesia.change")
    assert not sitting.can_continue
    answer(sitting, "paraesthesia.change", "same")
    assert shown(sitting).link_ids == ("nerves", "paraesthesia.change"), "how long changes nothing if it is not worse"
    sitting.toggle("nerves", "tingling")
    sitting.toggle("nerves", "none-of-these")
    assert shown(sitting).link_ids == ("nerves",)
    assert sitting.can_continue


def test_what_found_no_room_heads_the_next_screen(sitting: Sitting) -> None:
    to_the_question(begun(sitting), "nerves")
    answer(sitting, "nerves", "tingling", "unsteady", "gait", "weakness")
    while not sitting.can_continue:
        answer(sitting, next(each for each in shown(sitting).link_ids if sitting.holds(each)), "same")
    assert len(shown(sitting).link_ids) == 4
    sitting.next()
    assert shown(sitting).link_ids == ("gait.change",)


def test_a_change_from_the_review_comes_straight_back_by_what_it_opened(sitting: Sitting) -> None:
    to_the_review(begun(sitting))
    sitting.change("nerves")
    assert shown(sitting).question == "nerves"
    sitting.next()
    assert sitting.stage is Stage.REVIEW
    sitting.change("operations")
    answer(sitting, "operations", "stomach")
    answer_no(sitting)
    sitting.next()
    assert "emergency_body" not in to_the_review(sitting)
    assert sitting.stage is Stage.REVIEW
    assert any("operations" in each.link_ids for each in sitting.answered)
    with pytest.raises(ValueError, match="ethnicity"):
        sitting.change("ethnicity")


def test_the_review_goes_back_to_the_last_screen(sitting: Sitting) -> None:
    to_the_review(begun(sitting))
    last = sitting.answered[-1]
    sitting.back()
    assert shown(sitting) == last
    sitting.next()
    assert sitting.stage is Stage.REVIEW


def test_the_minutes_never_go_up_and_come_to_one(sitting: Sitting) -> None:
    assert sitting.confirm_birth("12", "3", "1951")
    told = [sitting.minutes_left()]
    sitting.begin()
    while sitting.stage is Stage.QUESTION:
        told.append(sitting.minutes_left())
        answer_no(sitting)
        sitting.next()
    said = [each for each in told if each is not None]
    assert said == sorted(said, reverse=True)
    assert 7 <= said[0] <= 10
    assert said[-1] == 1
    assert sitting.minutes_left() is None


def test_sound_takes_longer(desk: Intakes) -> None:
    def minutes(*, sound: bool) -> int:
        made = desk.hand_over(desk.begin(), Terms(sound=sound)).minutes_left()
        assert made is not None
        return made

    assert minutes(sound=True) > minutes(sound=False)


# What is kept


def test_a_killed_program_finds_the_hand_over_and_goes_on_at_the_same_screen(
    program: Callable[..., Intakes], sitting: Sitting
) -> None:
    to_the_question(begun(sitting), "head_mouth")
    asked, behind = shown(sitting), [each.question for each in sitting.answered]
    again = program()
    (left,) = again.handing.left()
    assert (left.intake, left.way, left.stage) == (sitting.intake.identifier, "alone", "WELCOME")
    resumed = again.handing.give_again(left)
    begun(resumed)
    assert shown(resumed) == asked
    assert [each.question for each in resumed.answered] == behind
    again.handing.take_back(resumed)
    assert again.handing.left() == ()
    assert resumed.intake.audience is Audience.STAFF


def test_handed_over_once_more_nothing_is_asked_again_and_all_is_on_the_review(
    desk: Intakes, sitting: Sitting, clock: Clock
) -> None:
    to_the_question(begun(sitting), "gut")
    behind = [each.question for each in sitting.answered[:-1]]
    clock.after(hours=2)
    assert sitting.stage is Stage.EXPIRED
    again = begun(desk.hand_over(desk.handing.take_back(sitting)))
    assert shown(again).question == "gut"
    to_the_review(again)
    assert [each.question for each in again.answered][: len(behind)] == behind


def test_an_intake_without_a_word_is_kept_when_it_is_handed_over(program: Callable[..., Intakes]) -> None:
    first = program()
    intake = first.begin()
    first.hand_over(intake)
    again = program()
    assert [each.intake for each in again.handing.left()] == [intake.identifier]
    again.handing.end(intake.identifier)
    assert again.handing.left() == ()


def rows(desk: Intakes) -> dict[str, tuple[object, ...]]:
    with desk.handing._kept._database.reading() as connection:
        kept = answers.c["link_id", "given_by", "way", "seconds"]
        return {link_id: tuple(each) for link_id, *each in connection.execute(sa.select(*kept))}


def test_each_answer_says_who_gave_it_and_how_long_it_took(desk: Intakes, intake: OpenIntake, clock: Clock) -> None:
    intake.session.answer("sex", Coding(code="female"))
    sitting = begun(desk.hand_over(intake, Terms("interpreter")))
    clock.after(seconds=12)
    answer_no(sitting)
    assert rows(desk)["sex"] == ("staff", None, None)
    assert rows(desk)["emergency_body"] == ("patient", "interpreter", 12)
    desk.handing.take_back(sitting)
    intake.session.answer("emergency_body", Coding(code="not-sure"))
    desk.save(intake)
    assert rows(desk)["emergency_body"] == ("staff", None, None)


def test_a_walk_is_kept_screen_by_screen_without_who_it_was(desk: Intakes, sitting: Sitting, clock: Clock) -> None:
    clock.after(seconds=8)
    begun(sitting)
    clock.after(seconds=20)
    answer(sitting, "emergency_body", "not-sure")
    answer(sitting, "emergency_body", "none-of-these")
    sitting.call_staff()
    sitting.next()
    sitting.back()
    to_the_review(sitting)
    sitting.confirm()
    sitting.ease("middling")
    desk.handing.put_down(sitting)
    kept = desk.handing._kept.screens()
    assert [each.screen for each in kept[:5]] == [
        "confirm_birth", "welcome", "emergency_body", "emergency_nerves", "emergency_body",
    ]  # fmt: skip
    assert (kept[0].seconds, kept[2].seconds) == (8, 20)
    assert (kept[2].changes, kept[2].help, kept[3].backs) == (1, 1, 1)
    assert not any(each.abandoned for each in kept)
    assert [each.face for each in kept if each.face] == ["middling"]
    assert {(each.age_band, each.day, each.sound) for each in kept} == {("75+", "2026-11-27", False)}
    assert len({each.sitting for each in kept}) == 1
    assert kept[0].sitting.replace("-", "") != sitting.intake.identifier.replace("-", "")
    desk.handing.put_down(sitting)
    assert len(desk.handing._kept.screens()) == len(kept), "once"


def test_where_it_was_left_is_kept(desk: Intakes, sitting: Sitting) -> None:
    begun(sitting)
    desk.handing.take_back(sitting)
    last = desk.handing._kept.screens()[-1]
    assert (last.screen, last.abandoned) == ("emergency_body", True)


# What staff have to see


def test_a_red_flag_raises_an_alarm_that_somebody_with_a_name_acknowledges(
    program: Callable[..., Intakes], desk: Intakes, sitting: Sitting, clock: Clock
) -> None:
    clock.after(minutes=2)
    answer(begun(sitting), "emergency_body", "chest-pain")
    assert sitting.alarm
    answer(sitting, "emergency_body", "none-of-these")
    assert sitting.alarm, "it stays, whatever is answered then"
    intake = desk.handing.take_back(sitting)
    (alarm,) = desk.disclosures.alarms(intake.identifier)
    assert (alarm.code, alarm.by) == ("flag_chest_pain", "")
    assert desk.disclosures.alarming() == {intake.identifier}
    with pytest.raises(NotSeenError, match="called for staff"):
        desk.disclosures.check(intake)
    nobody = program(lambda: Member("", ""))
    with pytest.raises(NotSeenError, match="signed in"):
        nobody.disclosures.acknowledge(intake.identifier)
    again = program()
    again.disclosures.acknowledge(intake.identifier)
    assert [each.by for each in again.disclosures.alarms(intake.identifier)] == [ANA.name]
    assert again.disclosures.alarming() == frozenset()
    again.disclosures.check(intake)


def test_an_alarm_stands_first_in_the_list_until_it_is_acknowledged(
    program: Callable[..., Intakes], desk: Intakes, sitting: Sitting
) -> None:
    answer(begun(sitting), "emergency_body", "chest-pain")
    alarming = desk.handing.take_back(sitting)
    with pytest.raises(NotSeenError):
        desk.done(alarming)
    desk.close(alarming)
    later = desk.begin("staff")
    later.session.answer("sex", Coding(code="male"))
    desk.save(later)
    assert [(each.identifier, each.alarm) for each in desk.unfinished()] == [
        (alarming.identifier, True), (later.identifier, False),
    ]  # fmt: skip
    desk.disclosures.acknowledge(alarming.identifier)
    assert [each.identifier for each in desk.unfinished()] == [later.identifier, alarming.identifier]


def test_private_and_red_answers_are_seen_before_it_is_closed_and_anew_when_they_change(
    desk: Intakes, sitting: Sitting
) -> None:
    answer(begun(sitting), "emergency_body", "fainting")
    to_the_question(sitting, "nitrous_oxide")
    answer(sitting, "nitrous_oxide", "over-12-months")
    to_the_review(sitting)
    sitting.answer("own_words", "I am afraid")
    sitting.confirm()
    intake = desk.handing.take_back(sitting)
    disclosures = desk.disclosures
    assert disclosures.to_see(intake) == (
        ToSee("emergency_body", True), ToSee("nitrous_oxide", False), ToSee("own_words", False),
    )  # fmt: skip
    disclosures.acknowledge(intake.identifier)
    disclosures.saw(intake, "emergency_body", "own_words")
    with pytest.raises(NotSeenError) as stopped:
        disclosures.check(intake)
    assert [each.where for each in stopped.value.problems] == ["Recreational nitrous oxide"]
    disclosures.discussed(intake, "nitrous_oxide")
    disclosures.check(intake)
    assert disclosures.disclosed(intake).private == ("emergency_body", "own_words")
    again = desk.hand_over(intake, Terms(known=True))
    again.begin()
    again.answer("nitrous_oxide", Coding(code="under-3-months"))
    desk.handing.take_back(again)
    assert [each.link_id for each in disclosures.to_see(intake)] == ["nitrous_oxide"]


def test_not_sure_of_an_emergency_sign_is_an_alarm_too(desk: Intakes, sitting: Sitting) -> None:
    answer(begun(sitting), "emergency_body", "not-sure")
    assert sitting.alarm
    intake = desk.handing.take_back(sitting)
    assert desk.disclosures.to_see(intake) == (ToSee("emergency_body", True),)


def test_what_staff_answered_themselves_is_not_to_be_seen(desk: Intakes) -> None:
    intake = desk.begin("staff")
    intake.session.answer("emergency_body", Coding(code="chest-pain"))
    desk.save(intake)
    assert desk.disclosures.to_see(intake) == ()
    assert desk.disclosures.disclosed(intake) == Disclosed()
    desk.disclosures.check(intake)


def test_the_paper_is_told_what_was_answered_alone(desk: Intakes, sitting: Sitting) -> None:
    begun(sitting)
    to_the_question(sitting, "nitrous_oxide")
    answer(sitting, "nitrous_oxide", "under-3-months")
    met = {each for screen in sitting.answered for each in screen.link_ids}.union(to_the_review(sitting))
    sitting.confirm()
    intake = desk.handing.take_back(sitting)
    result = intake.finish()
    told = result.disclosed
    assert (told.alone, told.undiscussed, told.ways) == (len(met), len(met), ("alone",))
    assert told.private == ("nitrous_oxide",)
    assert result.early is not None
    assert result.early.short
    assert "ethnicity" in result.early.not_asked
    desk.disclosures.discussed(intake, *met)
    assert intake.finish().disclosed.undiscussed == 0


def test_the_audit_log_says_what_was_done(desk: Intakes, sitting: Sitting) -> None:
    answer(begun(sitting), "emergency_body", "chest-pain")
    intake = desk.handing.take_back(sitting)
    desk.disclosures.acknowledge(intake.identifier)
    desk.disclosures.saw(intake, "emergency_body")
    deeds = [each.act.deed for each in desk._drafts.log.entries()]  # type: ignore[attr-defined]  # they are Records
    assert deeds == ["begun", "handed over", "taken back", "acknowledged", "seen"]
