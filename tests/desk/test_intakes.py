"""The desk without a window: begin, save, resume, finish, paper, discard, and what expires."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from b12desk.desk.intakes import KEPT, Intakes
from b12desk.engine.session import REVIEW, Session
from b12desk.errors import StoreError
from b12desk.model.issue import IssueCode
from b12desk.model.response import Status, Subject
from b12desk.model.values import Coding, PartialDate, Quantity
from b12desk.store.unfinished_intakes import HeldElsewhereError, UnfinishedIntakes
from tests.engine.small import ALL_NO, DEFINITION, answer_of

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
def window(tmp_path: Path, clock: Clock) -> Callable[[], Intakes]:
    """One more window on the same folder."""
    return lambda: Intakes(UnfinishedIntakes(tmp_path / "drafts"), lambda: DEFINITION, clock)


@pytest.fixture
def desk(window: Callable[[], Intakes]) -> Intakes:
    return window()


def name_of(session: Session) -> str:
    return session.response().identifier


def begun(desk: Intakes, **answers: object) -> Session:
    session = desk.begin()
    for link_id, value in answers.items():
        session.answer(link_id, answer_of(value))
    desk.save(session)
    return session


def finished(desk: Intakes) -> Session:
    session = begun(desk, **ALL_NO)
    session.go_to(REVIEW)
    session.finish()
    desk.save(session)
    return session


def file_of(tmp_path: Path, session: Session) -> dict[str, object]:
    found: dict[str, object] = json.loads((tmp_path / "drafts" / f"{name_of(session)}.json").read_text())
    return found


def test_nothing_said_is_nothing_kept(desk: Intakes, tmp_path: Path) -> None:
    session = begun(desk)
    assert desk.is_saved(session)
    assert not (tmp_path / "drafts").exists()
    session.typing("age", "6")
    assert not desk.is_saved(session)
    desk.save(session)
    assert desk.is_saved(session)
    assert [each.identifier for each in desk.unfinished()] == [name_of(session)]


def test_everything_that_stood_comes_back(desk: Intakes, clock: Clock) -> None:
    session = begun(desk, age=61, gate="yes", metformin="yes")
    session.set_subject(Subject(display="Ana Example"))
    session.answer("metformin.dose", Quantity(value=Decimal(1000), unit="mg"))
    session.go_next()
    session.draft("metformin.dose", "2 x 500 mg", IssueCode.DRAFT, "mg")
    session.typing("metformin.duration", "4")
    desk.save(session)
    desk.close(session)
    again = desk.resume(name_of(session))
    assert again.kept() == session.kept()
    dose = again.state("metformin.dose")
    assert (dose.draft, dose.last) == ("2 x 500 mg", (Quantity(value=Decimal(1000), unit="mg"),))
    assert dose.issue is not None, "it comes back marked"
    assert dose.issue.code is IssueCode.DRAFT
    duration = again.state("metformin.duration").issue
    assert duration is not None
    assert duration.code is IssueCode.WRONG_UNIT
    assert again.page == "medicines"
    assert again.subject.display == "Ana Example"


def test_a_save_that_changes_nothing_writes_nothing(desk: Intakes, tmp_path: Path) -> None:
    session = begun(desk, age=61)
    path = tmp_path / "drafts" / f"{name_of(session)}.json"
    before = path.stat().st_ino
    desk.save(session)
    desk.close(session)
    desk.save(desk.resume(name_of(session)))
    assert path.stat().st_ino == before
    session.answer("age", 62)


def test_resuming_opens_the_furthest_page_or_the_first_with_a_problem(desk: Intakes) -> None:
    session = begun(desk, **ALL_NO)
    session.go_to("symptoms")
    session.go_to("about")
    desk.save(session)
    desk.close(session)
    again = desk.resume(name_of(session))
    assert (again.page, again.furthest) == ("symptoms", "symptoms")
    again.draft("age", "x")
    desk.save(again)
    desk.close(again)
    third = desk.resume(name_of(session))
    assert (third.page, third.furthest) == ("about", "symptoms")


def test_it_is_worked_on_today(desk: Intakes, clock: Clock, tmp_path: Path) -> None:
    session = begun(desk, age=61)
    desk.close(session)
    clock.now += timedelta(days=3)
    again = desk.resume(name_of(session))
    yesterday = (clock.now - timedelta(days=1)).date().isoformat()
    again.answer("birth_date", PartialDate(date=yesterday))
    assert IssueCode.FUTURE not in [each.code for each in again.issues]
    desk.save(again)
    response = file_of(tmp_path, session)["response"]
    assert isinstance(response, dict)
    assert (response["authored"][:10], response["begun"][:10]) == ("2026-11-25", "2026-11-22")


def test_a_second_window_is_refused_until_the_first_is_done(desk: Intakes, window: Callable[[], Intakes]) -> None:
    session, other = begun(desk, age=61), window()
    for refused in (other.resume, other.discard):
        with pytest.raises(HeldElsewhereError):
            refused(name_of(session))
    session.answer("age", 62)
    desk.save(session)
    desk.close(session)
    assert other.resume(name_of(session)).answers["age"] == (62,)


def test_a_finished_intake_is_kept_for_a_day(desk: Intakes, clock: Clock, tmp_path: Path) -> None:
    session = finished(desk)
    assert desk.unfinished() == ()
    (line,) = desk.finished()
    assert (line.identifier, line.state) == (name_of(session), "finished")
    assert "no paper made" in line.detail
    assert file_of(tmp_path, session)["response"]["status"] == "completed"  # type: ignore[index]
    desk.close(session)
    clock.now += KEPT
    desk.remove_expired()
    assert desk.finished()
    clock.now += timedelta(seconds=1)
    desk.remove_expired()
    assert desk.finished() == ()
    assert list((tmp_path / "drafts").iterdir()) == []


def test_one_that_is_open_or_not_finished_does_not_expire(
    desk: Intakes, window: Callable[[], Intakes], clock: Clock
) -> None:
    session, unfinished = finished(desk), begun(desk, age=61)
    clock.now += timedelta(days=400)
    for each in (desk, window()):
        each.remove_expired()
        assert [line.identifier for line in each.finished()] == [name_of(session)]
        assert [line.identifier for line in each.unfinished()] == [name_of(unfinished)]


def test_opened_again_it_is_the_same_intake(desk: Intakes, clock: Clock) -> None:
    session = finished(desk)
    before = session.response(Status.COMPLETED)
    desk.close(session)
    clock.now += timedelta(hours=20)
    again = desk.resume(name_of(session))
    assert again.finished
    assert again.finish() == before
    desk.save(again)
    desk.close(again)
    clock.now += timedelta(hours=5)
    desk.remove_expired()
    assert desk.finished() == (), "looking at it does not keep it longer"


def test_the_paper_is_noted(desk: Intakes, clock: Clock) -> None:
    session = finished(desk)
    clock.now += timedelta(minutes=5)
    assert not desk.has_paper(session)
    desk.note_paper(session, "saved")
    assert desk.has_paper(session)
    assert f"PDF saved 22 November 2026, {clock.now.astimezone():%H:%M}" in desk.finished()[0].detail
    desk.close(session)
    again = desk.resume(name_of(session))
    desk.note_paper(again, "printed")
    assert "printed 22 November 2026" in desk.finished()[0].detail


def test_changed_after_finishing_it_is_unfinished_and_its_paper_is_of_another(desk: Intakes) -> None:
    session = finished(desk)
    desk.note_paper(session, "printed")
    session.answer("gate", Coding(code="yes"))
    desk.save(session)
    assert not desk.has_paper(session)
    assert desk.finished() == ()
    assert [each.state for each in desk.unfinished()] == ["unfinished"]
    session.answer("gate", Coding(code="no"))
    session.finish()
    desk.save(session)
    assert "no paper made" in desk.finished()[0].detail


def test_a_discarded_one_is_gone_finished_or_not(desk: Intakes, tmp_path: Path) -> None:
    for make in (finished, lambda desk: begun(desk, age=61)):
        session = make(desk)
        desk.close(session)
        assert desk.line(name_of(session)) is not None
        desk.discard(name_of(session))
        assert desk.line(name_of(session)) is None
    assert list((tmp_path / "drafts").iterdir()) == []


def test_lines_without_a_name_are_told_apart_by_when_they_were_begun(desk: Intakes, clock: Clock) -> None:
    begun(desk, age=61)
    clock.now += timedelta(minutes=7)
    begun(desk, age=61)
    lines = desk.unfinished()
    assert len({each.detail for each in lines}) == 2
    assert all(each.title.startswith("No name") for each in lines)
    assert all("Begun 22 November 2026" in each.detail and "1 answered" in each.detail for each in lines)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("{", "Damaged intake"),
        ('{"format":"b12desk-draft","version":99}', "Intake of a newer B12 Desk"),
    ],
)
def test_what_cannot_be_opened_is_headed_by_why(desk: Intakes, tmp_path: Path, content: str, title: str) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "x.json").write_text(content)
    (line,) = desk.unfinished()
    assert (line.title, line.state) == (title, "closed")
    assert str(tmp_path / "drafts" / "x.json") in line.detail


def test_a_folder_named_as_an_intake_is_headed_as_none(desk: Intakes, tmp_path: Path) -> None:
    (tmp_path / "drafts" / "x.json").mkdir(parents=True)
    assert desk.unfinished()[0].title == "Not an intake of B12 Desk"


def test_one_of_another_version_says_so_before_it_is_opened(desk: Intakes, tmp_path: Path) -> None:
    session = begun(desk, age=61)
    desk.close(session)
    path = tmp_path / "drafts" / f"{name_of(session)}.json"
    path.write_text(path.read_text().replace("urn:test|1", "urn:test|0.9"))
    assert "Begun with version 0.9 of the form" in desk.unfinished()[0].detail
    for _again in range(2):
        with pytest.raises(StoreError, match="another version"):
            desk.resume(name_of(session))
    assert path.exists()


@pytest.mark.parametrize(
    "answers",
    [
        {"nothing": [{"code": "yes"}]},
        {"gate": [{"code": "purple"}]},
        {"age": [61, 62]},
        {"about": ["x"]},
    ],
    ids=str,
)
def test_answers_that_do_not_fit_are_told_and_kept(desk: Intakes, tmp_path: Path, answers: dict[str, object]) -> None:
    session = begun(desk, age=61)
    desk.close(session)
    path = tmp_path / "drafts" / f"{name_of(session)}.json"
    content = json.loads(path.read_text())
    content["response"]["answers"] = answers
    path.write_text(json.dumps(content))
    with pytest.raises(StoreError, match="do not fit the questions"):
        desk.resume(name_of(session))
    assert json.loads(path.read_text()) == content
    assert not list((tmp_path / "drafts").glob("*.lock"))


def test_a_unit_that_does_not_fit_comes_back_marked(desk: Intakes, tmp_path: Path) -> None:
    session = begun(desk, age=61, gate="yes", metformin="yes")
    session.answer("metformin.dose", Quantity(value=Decimal(1000), unit="mg"))
    desk.save(session)
    desk.close(session)
    path = tmp_path / "drafts" / f"{name_of(session)}.json"
    path.write_text(path.read_text().replace('"unit":"mg"', '"unit":"parsec"'))
    again = desk.resume(name_of(session))
    issue = again.state("metformin.dose").issue
    assert issue is not None
    assert issue.code is IssueCode.WRONG_UNIT
    assert again.page == "medicines"


def test_a_finished_one_that_has_become_impossible_is_not_finished(desk: Intakes, tmp_path: Path) -> None:
    session = finished(desk)
    desk.close(session)
    path = tmp_path / "drafts" / f"{name_of(session)}.json"
    content = json.loads(path.read_text())
    content["response"]["answers"]["age"] = [300]
    path.write_text(json.dumps(content))
    again = desk.resume(name_of(session))
    assert not again.finished
    assert again.page == "about"


def test_a_disk_that_refuses_is_asked_again_and_everything_gets_there(
    desk: Intakes, tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "drafts").write_text("a file")
    with pytest.raises(StoreError, match="a file stands where a folder should be"):
        desk.check()
    session = desk.begin()
    session.answer("age", 61)
    with pytest.raises(StoreError, match="a file stands where a folder should be"):
        desk.save(session)
    assert not desk.is_saved(session)
    (tmp_path / "drafts").unlink()
    desk.check()
    desk.save(session)
    assert desk.is_saved(session)
    assert file_of(tmp_path, session)["response"]["answers"] == {"age": [61]}  # type: ignore[index]
