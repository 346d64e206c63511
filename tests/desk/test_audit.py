"""What stands in the audit log after what was done: every opening, change, paper and removal, and never an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import Choices
from b12desk.desk.safe import Safe, WrongPassphraseError
from b12desk.errors import StoreError
from b12desk.model.response import Subject
from b12desk.store.audit_chain import read_head
from b12desk.store.records import Records
from tests.desk.test_intakes import BEGUN, Clock, begun, clock, desk, finished, opened, records, window
from tests.desk.test_safe import CHEAP, PASSPHRASE

__all__ = ["clock", "desk", "opened", "records", "window"]


def deeds(records: Records) -> list[tuple[str, str]]:
    return [(each.act.deed, each.act.intake) for each in records.log.entries()]


def test_every_deed_stands_in_the_log_in_order(
    window: Callable[[], Intakes], records: Records, clock: Clock, tmp_path: Path
) -> None:
    desk = window()
    intake = begun(desk, age=61)
    name = intake.identifier
    assert deeds(records) == [("begun", name)]
    intake.session.answer("age", 62)
    desk.save(intake)
    assert deeds(records) == [("begun", name)]  # one entry for all changes of an opening
    desk.close(intake)
    again = desk.resume(name)
    assert deeds(records) == [("begun", name), ("resumed", name)]
    again.session.answer("age", 63)
    desk.save(again)
    again.session.answer("age", 64)
    desk.save(again)
    desk.close(again)
    assert deeds(records)[2:] == [("changed", name)]
    other = finished(desk)
    other.came_out("summary", "OFFICE")
    other.save_paper("handout", tmp_path / "handout.pdf")
    desk.save(other)
    desk.close(other)
    assert deeds(records)[3:] == [(deed, other.identifier) for deed in ("begun", "finished", "printed", "saved")]
    desk.discard(name)
    clock.now += timedelta(days=1, minutes=1)
    desk.remove_expired("day")
    assert deeds(records)[7:] == [("discarded", name), ("expired", other.identifier)]
    assert {each.act.who for each in records.log.entries()} == {"ana"}
    assert next(records.log.entries()).act.moment == BEGUN
    assert records.log.fault() is None


def test_paper_that_went_to_a_printer_is_told_though_nobody_saw_it_come_out(desk: Intakes, records: Records) -> None:
    intake = finished(desk)
    intake.was_sent("summary", "OFFICE")
    desk.save(intake)
    assert deeds(records)[-1] == ("sent", intake.identifier)


def test_nothing_that_was_answered_stands_in_it(desk: Intakes, records: Records) -> None:
    intake = begun(desk)
    intake.session.set_subject(Subject(display="Maria Sample", identifier="NHS-77"))
    intake.session.typing("age", "sixty-six")
    desk.save(intake)
    desk.close(intake)
    said = " ".join(part for each in records.log.entries() for part in map(str, each.act))
    for secret in ("Maria", "Sample", "NHS-77", "sixty"):
        assert secret not in said


def test_an_intake_in_which_nothing_was_said_leaves_no_entry(desk: Intakes, records: Records) -> None:
    intake = desk.begin()
    desk.save(intake)
    desk.close(intake)
    assert deeds(records) == []


def test_what_the_disk_did_not_take_is_written_at_the_next_save(
    desk: Intakes, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = begun(desk, age=61)
    with monkeypatch.context() as patch:
        patch.setattr(Records, "note", refuse)
        intake.hand_over(intake.audience)
        intake.session.answer("age", 62)
        with pytest.raises(StoreError):
            desk.save(intake)
    desk.save(intake)
    assert [deed for deed, _name in deeds(records)] == ["begun", "handed over"]


def refuse(*_given: object) -> None:
    raise StoreError("refused", [])


def test_the_summary_bears_what_the_log_had_come_to(window: Callable[[], Intakes], records: Records) -> None:
    desk = window()
    intake = finished(desk)
    form = intake.finish().papers._definition
    printed = read_head(form.stamp)
    assert printed is not None
    assert records.log.fault(printed) is None
    assert printed.count == 1  # what was done before the paper was: begun


def test_the_doors_stand_in_the_log(tmp_path: Path) -> None:
    def start() -> Safe:
        return Safe(tmp_path / "data", form="b12", cost=CHEAP)

    safe = start()
    first, second = safe.begin_set_up(PASSPHRASE)
    made = safe.confirm(first, second)
    safe.change_passphrase(PASSPHRASE, f"{PASSPHRASE} too")
    made.records.shut()
    safe = start()
    for _try in range(2):
        with pytest.raises(WrongPassphraseError):
            safe.unlock("wrong passphrase here")
    safe.unlock(f"{PASSPHRASE} too").records.shut()
    again = start().unlock_with_recovery(f"{first} {second}", PASSPHRASE)
    told = [(each.act.deed, each.act.note) for each in again.records.log.entries()]
    again.records.shut()
    assert told == [
        ("set up", ""),
        ("passphrase changed", ""),
        ("wrong passphrase", "2"),
        ("unlocked", ""),
        ("recovered", ""),
    ]


def test_a_summary_of_a_log_that_is_thrown_away_bears_nothing_of_it(desk: Intakes) -> None:
    intake = finished(desk)
    intake.choices = Choices(stamped=False)
    assert intake.finish().papers._definition.stamp == ""
