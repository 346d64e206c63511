"""An intake after it was finished: what freezes it, amended with a reason, dropped, voided, and looked back on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from b12desk.desk.finding import Search
from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.engine.reference_code import reference_code
from b12desk.errors import StoreError
from b12desk.model.imprint import Imprint, Replaced
from b12desk.model.response import Status, Subject
from b12desk.model.values import Coding
from b12desk.store import tables
from b12desk.store.intake_store import HeldElsewhereError
from b12desk.store.records import Records
from tests.desk.test_audit import deeds
from tests.desk.test_intakes import BEGUN, Clock, clock, desk, finished, opened, records, window
from tests.store.test_records import rows_of

__all__ = ["clock", "desk", "opened", "records", "window"]

YES, NO = Coding(code="yes"), Coding(code="no")


@pytest.fixture
def name(desk: Intakes) -> str:
    """A finished intake that was closed."""
    intake = finished(desk)
    desk.close(intake)
    return intake.identifier


def amended(desk: Intakes, name: str, reason: str = "A typing mistake") -> None:
    """With another answer as version 2."""
    intake = desk.amend(name, reason)
    intake.session.answer("tingling", YES if intake.session.answers["tingling"] == (NO,) else NO)
    desk.save(intake)
    assert desk.finished_ones.finish(intake)
    desk.close(intake)


# What freezes it


def test_finished_and_not_left_it_can_be_changed_and_the_log_says_so(desk: Intakes, records: Records) -> None:
    intake = finished(desk)
    assert not intake.frozen
    intake.session.answer("tingling", YES)
    desk.save(intake)
    assert [deed for deed, _intake in deeds(records)] == ["begun", "finished", "reopened"]


@pytest.mark.parametrize(
    "out",
    [
        lambda intake, _folder: intake.came_out("summary", "OFFICE"),
        lambda intake, _folder: intake.was_sent("summary", "OFFICE"),
        lambda intake, folder: intake.save_paper("handout", folder / "handout.pdf"),
        lambda intake, _folder: intake.copied(),
    ],
    ids=["printed", "sent", "saved", "copied"],
)
def test_what_left_the_house_freezes_it(desk: Intakes, out: Callable[[OpenIntake, Path], None], tmp_path: Path) -> None:
    intake = finished(desk)
    intake.session.answer("tingling", YES)
    intake.finish()
    out(intake, tmp_path)
    assert intake.frozen
    before = intake.session.kept()
    for change in (
        lambda: intake.session.answer("tingling", NO),
        lambda: intake.session.clear("tingling"),
        lambda: intake.session.draft("age", "sixty"),
        lambda: intake.session.typing("age", "6"),
        lambda: intake.session.set_subject(Subject(display="Somebody else")),
        lambda: intake.session.confirm("tingling"),
        intake.session.asked_again,
    ):
        with pytest.raises(ValueError, match="frozen"):
            change()
    intake.session.take_back()  # there is nothing to take back
    assert intake.session.kept() == before
    assert intake.session.typed == ()
    assert intake.session.finished


def test_closed_and_opened_again_it_is_frozen_and_opening_writes_nothing(
    desk: Intakes, name: str, records: Records
) -> None:
    before = records.load(name)
    intake = desk.resume(name)
    assert intake.frozen
    assert desk.is_saved(intake)
    intake.came_out("summary", "OFFICE")
    desk.save(intake)
    assert replace(records.load(name), paper=None, page="", saved=BEGUN) == replace(before, page="", saved=BEGUN)
    assert "changed" not in dict(deeds(records))


def test_a_crash_at_the_result_freezes_it_too(window: Callable[[], Intakes], desk: Intakes) -> None:
    intake = finished(desk)
    desk._drafts.close(intake.identifier)  # what the end of a process does
    assert window().resume(intake.identifier).frozen


# Amending


def test_an_amendment_makes_the_next_version_and_keeps_the_one_before(
    desk: Intakes, name: str, records: Records, clock: Clock
) -> None:
    first = records.load(name)
    code = records.history(name).reference
    clock.now += timedelta(days=5)
    amended(desk, name, "Corrected from the record")
    second, past = records.load(name), records.history(name)
    assert (second.response.status, second.response.answers["tingling"]) == (Status.AMENDED, (YES,))
    assert second.response.authored == first.response.authored, "the day of the answers stays"
    assert (second.finished, second.paper) == (clock.now, None)
    assert (past.version, past.amendment, past.voided) == (2, None, None)
    (kept,) = past.earlier
    assert (kept.number, kept.reference, kept.intake.response) == (1, code, first.response)
    assert kept.why == (clock.now, "ana", "Corrected from the record", "")
    assert past.reference not in ("", code)
    assert deeds(records)[-2:] == [("amendment begun", name), ("amended", name)]
    assert [each.act.note for each in records.log.entries()][-2:] == ["Corrected from the record"] * 2
    (row,) = rows_of(records, tables.intakes)
    assert row["version"] == 2
    (changed,) = desk.finished_ones.changes(kept.intake.response, second.response)
    assert (changed.before, changed.now) == ("No", "Yes")


def test_versions_follow_each_other(desk: Intakes, name: str, records: Records) -> None:
    amended(desk, name, "one")
    amended(desk, name, "two")
    past = records.history(name)
    assert [(each.number, each.why.reason) for each in past.earlier] == [(1, "one"), (2, "two")]
    assert past.version == 3
    assert past.earlier[1].intake.response.answers["tingling"] == (YES,)
    assert past.earlier[0].reference != past.earlier[1].reference


def test_until_it_is_finished_the_version_before_stands_and_what_was_amended_is_on_the_disk(
    window: Callable[[], Intakes], desk: Intakes, name: str, records: Records
) -> None:
    before, code = records.load(name), records.history(name).reference
    intake = desk.amend(name, "A typing mistake")
    assert rows_of(records, tables.amendments) == []
    desk.save(intake)
    assert rows_of(records, tables.amendments) == [], "nothing amended is nothing kept"
    intake.session.answer("tingling", YES)
    intake.session.set_subject(Subject(display="Maria Sample"))
    desk.save(intake)
    assert records.load(name) == before
    assert records.history(name).reference == code
    (line,) = desk.finished()
    assert "An amendment of it is not finished." in line.detail
    assert desk.unfinished() == ()
    assert [each.state for each in desk.finding.look(Search()).lines] == ["Finished, amendment begun"]
    desk._drafts.close(name)  # what the end of a process does
    later = window()
    assert later.resume(name).history.amendment is not None
    later._drafts.close(name)
    again = later.amend(name)
    assert again.amends is not None
    assert (again.amends.why.reason, again.amends.number) == ("A typing mistake", 1)
    assert (again.session.answers["tingling"], again.session.subject.display) == ((YES,), "Maria Sample")
    assert not again.frozen


def test_dropped_it_leaves_nothing_but_its_entries(desk: Intakes, name: str, records: Records) -> None:
    before = records.load(name)
    intake = desk.amend(name, "A typing mistake")
    intake.session.answer("tingling", YES)
    desk.save(intake)
    desk.finished_ones.drop(intake)
    desk.save(intake)
    desk.close(intake)
    assert records.load(name) == before
    assert (records.history(name).version, records.history(name).amendment) == (1, None)
    assert deeds(records)[-2:] == [("amendment begun", name), ("amendment dropped", name)]


def test_finished_without_a_change_there_is_no_new_version(desk: Intakes, name: str, records: Records) -> None:
    before = records.load(name)
    intake = desk.amend(name, "A typing mistake")
    intake.session.answer("tingling", YES)
    desk.save(intake)
    intake.session.answer("tingling", NO)
    desk.save(intake)
    assert not desk.finished_ones.finish(intake)
    desk.close(intake)
    assert records.load(name) == before
    assert (records.history(name).version, records.history(name).amendment) == (1, None)


def test_another_window_cannot_amend_it_meanwhile(
    window: Callable[[], Intakes], desk: Intakes, name: str, records: Records
) -> None:
    intake = desk.amend(name, "A typing mistake")
    intake.session.answer("tingling", YES)
    desk.save(intake)
    other = window()
    for call in (lambda: other.amend(name, "Another"), lambda: other.resume(name)):
        with pytest.raises(HeldElsewhereError):
            call()
    assert desk.finished_ones.finish(intake)
    assert records.history(name).version == 2
    with pytest.raises(HeldElsewhereError):
        other.finished_ones.void(name, "Entered twice")


def test_what_was_overtaken_where_the_lock_was_lost_writes_nothing(
    window: Callable[[], Intakes], desk: Intakes, name: str, records: Records
) -> None:
    intake = desk.amend(name, "one")
    intake.session.answer("tingling", YES)
    desk.save(intake)
    held = desk._drafts._held[name]  # type: ignore[attr-defined]  # a lock that was lost leaves what is known
    desk.close(intake)
    other = window()
    again = other.amend(name)
    assert other.finished_ones.finish(again)
    other.close(again)
    desk._drafts._held[name] = held  # type: ignore[attr-defined]
    with pytest.raises(HeldElsewhereError):
        desk.finished_ones.finish(intake)
    assert records.history(name).version == 2


@pytest.mark.parametrize("deed", ["finish", "drop"])
def test_where_the_log_cannot_be_written_nothing_is_changed(
    desk: Intakes, name: str, records: Records, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    intake = desk.amend(name, "A typing mistake")
    intake.session.answer("tingling", YES)
    desk.save(intake)
    before = records.load(name), records.history(name), deeds(records)

    def fail(*_given: object) -> None:
        raise StoreError("full", [])

    ones = desk.finished_ones
    calls = {
        "finish": lambda: ones.finish(intake),
        "drop": lambda: ones.drop(intake),
    }
    with monkeypatch.context() as patch:
        patch.setattr(desk._drafts.log, "add_in", fail)  # type: ignore[attr-defined]  # the records of this desk
        with pytest.raises(StoreError):
            calls[deed]()
    assert (records.load(name), records.history(name), deeds(records)) == before
    calls["finish"]()
    assert records.history(name).version == 2


def test_it_needs_a_reason(desk: Intakes, name: str, records: Records) -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        desk.finished_ones.void(name, "  ")
    with pytest.raises(StoreError):
        desk.amend(name, " ")
    assert desk.resume(name).frozen, "nobody holds it"


# Voiding


def test_entered_in_error_it_counts_nowhere_and_is_kept(desk: Intakes, name: str, records: Records) -> None:
    desk.finished_ones.void(name, "Entered twice")
    assert desk.finished() == ()
    assert desk.finding.look(Search()).lines == ()
    assert desk.finding.look(Search(shown="finished")).total == 0
    (line,) = desk.finding.look(Search(shown="voided")).lines
    assert (line.state, line.voided) == ("Entered in error", True)
    desk._drafts.close(name)
    intake = desk.resume(name)
    assert intake.frozen
    assert intake.history.voided is not None
    assert intake.history.voided.reason == "Entered twice"
    assert intake.finish().response.status is Status.ENTERED_IN_ERROR
    assert intake._imprint().voided
    intake.came_out("summary", "OFFICE")
    desk.save(intake)
    assert desk.finding.look(Search()).lines == (), "its paper makes it count no more than before"
    desk.finished_ones.take_back_void(name, "It was marked by mistake")
    desk.close(intake)
    assert records.load(name).response.status is Status.COMPLETED
    assert [each.state for each in desk.finding.look(Search()).lines] == ["Finished, printed"]
    assert [deed for deed, _name in deeds(records)][-3:] == ["resumed", "printed", "void taken back"]
    assert [each.act.note for each in records.log.entries() if each.act.deed == "entered in error"] == ["Entered twice"]
    assert records.log.fault() is None


def test_it_is_not_amended_nor_one_that_is_amended_voided(desk: Intakes, name: str, records: Records) -> None:
    desk.finished_ones.void(name, "Entered twice")
    with pytest.raises(StoreError, match="it was entered in error"):
        desk.amend(name, "A typing mistake")
    desk.finished_ones.take_back_void(name, "It was marked by mistake")
    intake = desk.amend(name, "A typing mistake")
    intake.session.answer("tingling", YES)
    desk.save(intake)
    with pytest.raises(ValueError, match="on its way"):
        desk.finished_ones.void(name, "Entered twice")
    assert records.history(name).voided is None


def test_an_amended_one_that_was_voided_is_amended_again_when_it_counts(
    desk: Intakes, name: str, records: Records
) -> None:
    amended(desk, name)
    desk.finished_ones.void(name, "Entered twice")
    desk.finished_ones.take_back_void(name, "It was marked by mistake")
    assert records.load(name).response.status is Status.AMENDED


def test_one_that_is_not_finished_is_neither_amended_nor_voided(desk: Intakes, records: Records) -> None:
    intake = desk.begin()
    intake.session.answer("age", 61)
    desk.save(intake)
    desk.close(intake)
    with pytest.raises(StoreError):
        desk.finished_ones.void(intake.identifier, "Entered twice")
    assert records.load(intake.identifier).response.status is Status.IN_PROGRESS


# Paper


def test_papers_say_who_makes_them_when_and_what_they_replace(desk: Intakes, name: str, clock: Clock) -> None:
    intake = desk.resume(name)
    assert intake._imprint() == Imprint(by="ana", at=BEGUN)
    code = intake.history.reference
    desk.close(intake)
    clock.now += timedelta(days=5, seconds=17)
    amended(desk, name)
    again = desk.resume(name)
    found = again.finish()
    assert again.history.reference == reference_code(found.response, found.assessment)
    assert again._imprint() == Imprint(
        by="ana",
        at=clock.now.replace(second=0),
        version=2,
        replaces=Replaced(number=1, finished=BEGUN.astimezone(), code=code),
    )
    old = again.papers_of(again.history.earlier[0])
    assert old._definition.imprint.replaced_by == 2
    assert old.file_name("summary") == f"b12desk-{code}-summary.pdf"


def test_a_paper_is_made_anew_when_another_minute_has_come(desk: Intakes, name: str, clock: Clock) -> None:
    intake = desk.resume(name)
    made = intake.finish().papers
    first = made._definition.imprint
    intake.renew_imprint()
    assert made._definition.imprint == first
    clock.now += timedelta(minutes=3)
    intake.renew_imprint()
    assert made._definition.imprint.at == clock.now
