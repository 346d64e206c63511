"""All that is kept of one person: printed, exported, erased; with a reason, entries in the log, and nothing left."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pyrage
import pytest
import sqlalchemy as sa

from b12desk.desk.intakes import Intakes
from b12desk.engine.session import REVIEW
from b12desk.errors import StoreError
from b12desk.interop.fhir import read_responses
from b12desk.model.response import Subject
from b12desk.store.intake_store import HeldElsewhereError
from b12desk.store.records import Records
from b12desk.store.tables import intakes, persons
from tests.desk.test_intakes import Clock, begun, clock, desk, opened, records, window
from tests.engine.small import ALL_NO, DEFINITION
from tests.store.decrypted import found_in
from tests.store.made_records import DATA_KEY

__all__ = ["clock", "desk", "opened", "records", "window"]
MARKER = "Zephyrine"
SUBJECT = Subject(display=f"{MARKER} Example", identifier="NHS 485 777 3456")


def visit(desk: Intakes, *, done: bool = True, subject: Subject = SUBJECT) -> str:
    """An intake of this person, closed."""
    intake = begun(desk, **ALL_NO) if done else begun(desk, age=61)
    intake.session.set_subject(subject)
    if done:
        intake.session.go_to(REVIEW)
        intake.finish()
    desk.save(intake)
    desk.close(intake)
    return intake.identifier


@pytest.fixture
def visits(desk: Intakes, records: Records) -> tuple[str, str]:
    """Two visits of one person, as those who bring them together will leave them; and one of somebody else."""
    first, second = visit(desk), visit(desk, done=False)
    visit(desk, subject=Subject(display="Somebody Else"))
    with records._database.writing() as connection:
        person = connection.execute(sa.select(intakes.c.person_id).where(intakes.c.id == first)).scalar()
        connection.execute(sa.update(intakes).where(intakes.c.id == second), {"person_id": person})
        used = sa.select(intakes.c.person_id)
        connection.execute(sa.delete(persons).where(persons.c.id.not_in(used)))
    return first, second


def test_the_intakes_of_a_person_are_all_with_the_same_one(desk: Intakes, visits: tuple[str, str]) -> None:
    for each in visits:
        assert set(desk.person.intakes(each)) == set(visits)
    person = desk.person.about(visits[1])
    assert (person.name, person.number) == (SUBJECT.display, SUBJECT.identifier)
    assert person.intakes == ("Intake of 22 November 2026", "Intake of 22 November 2026")


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", "Write why"),
        ("  ", "Write why"),
        (f"{MARKER.upper()} asked for it", "Leave name and record number out"),
        ("the person 485-777 3456 wrote", "Leave name and record number out"),
        ("asked for in a letter of 20 November", ""),
    ],
)
def test_a_reason_is_asked_for_and_names_nobody(desk: Intakes, visits: tuple[str, str], reason: str, told: str) -> None:
    found = desk.person.fault(visits[0], reason)
    assert found.startswith(told) if told else not found
    if told:
        with pytest.raises(StoreError, match=told):
            desk.person.erase(visits[0], reason)
        with pytest.raises(StoreError, match=told):
            desk.person.pdf(visits[0], reason, "a4")


def test_the_paper_holds_all_that_is_kept(desk: Intakes, visits: tuple[str, str], records: Records) -> None:
    pdf = desk.person.pdf(visits[0], "a request", "a4", ("Clinic by the River",))
    text = " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    for expected in (SUBJECT.display, "485 777 3456", "Clinic by the River", *visits, "finished", "begun", "ana"):
        assert expected in text, expected
    for item in records.load(visits[0]).response.answers:
        assert DEFINITION.questionnaire.items[item].label in text, item
    assert "Somebody Else" not in text
    acts = [(each.act.deed, each.act.intake, each.act.note) for each in records.log.entries()]
    assert set(acts[-2:]) == {("data printed", each, "a request") for each in visits}


def test_the_export_can_be_read_by_other_programs(
    desk: Intakes, visits: tuple[str, str], records: Records, tmp_path: Path
) -> None:
    path = tmp_path / "person.zip"
    desk.person.export(visits[0], "a request", path)
    assert path.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(path) as files:
        names = set(files.namelist())
        read = {each: files.read(each) for each in names}
    assert names == {"answers.csv", *(f"intake-{each}{end}" for each in (1, 2) for end in (".json", ".fhir.json"))}
    found = [read_responses(DEFINITION.questionnaire, read[f"intake-{each}.fhir.json"], "f") for each in (1, 2)]
    kept = {each: records.load(each).response for each in visits}
    assert {each.response.identifier: each.response.answers for each in found} == {
        name: response.answers for name, response in kept.items()
    }
    rows = list(csv.DictReader(io.StringIO(read["answers.csv"].decode("utf-8-sig"))))
    assert len(rows) == sum(len(each.answers) for each in kept.values())
    assert {each["intake"] for each in rows} == set(visits)
    plain = json.loads(read["intake-1.json"])
    rows = {"documents", "versions", "amendments", "voids", "paper_entries", "transfers"}
    assert set(plain) == {"intake", "readable", "assessment", *rows, "audit"}
    acts = [(each.act.deed, each.act.note) for each in records.log.entries()]
    assert acts[-2:] == [("data exported", "a request")] * 2


def test_a_disk_that_refuses_the_export_is_told(desk: Intakes, visits: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="The data was not exported"):
        desk.person.export(visits[0], "a request", tmp_path / "no" / "person.zip")


def test_erased_it_is_found_nowhere_and_the_log_says_why(
    desk: Intakes, visits: tuple[str, str], records: Records, tmp_path: Path
) -> None:
    file, key = tmp_path / "data" / "records.db", pyrage.x25519.Identity.generate()
    assert "log" in found_in(file, DATA_KEY, MARKER) or "file" in found_in(file, DATA_KEY, MARKER)
    assert desk.person.erase(visits[1], "a request") == 2
    assert found_in(file, DATA_KEY, MARKER) == set()
    records.write_backup("b12", str(key.to_public()), tmp_path / "b.age")
    plain = pyrage.decrypt((tmp_path / "b.age").read_bytes(), [key])
    assert MARKER.encode() not in plain
    assert b"Somebody Else" in plain
    acts = [(each.act.deed, each.act.intake, each.act.note) for each in records.log.entries()]
    assert set(acts[-2:]) == {("erased", each, "a request") for each in visits}
    assert records.log.fault() is None
    with pytest.raises(StoreError, match="not among the records"):
        desk.person.erase(visits[1], "again")


def test_while_one_is_open_elsewhere_nothing_is_erased(
    desk: Intakes, visits: tuple[str, str], window: Callable[[], Intakes], records: Records
) -> None:
    other = window()
    held = other.resume(visits[0])
    with pytest.raises(HeldElsewhereError):
        desk.person.erase(visits[1], "a request")
    assert all(records.holds(each) for each in visits)
    other.close(held)
    assert desk.person.erase(visits[1], "a request") == 2


def test_a_damaged_one_is_told_and_can_be_erased(desk: Intakes, visits: tuple[str, str], records: Records) -> None:
    with records._database.writing() as connection:
        connection.exec_driver_sql("UPDATE intakes SET carried = '[' WHERE id = ?", (visits[1],))
    assert sorted(desk.person.about(visits[0]).intakes) == ["Damaged intake", "Intake of 22 November 2026"]
    assert desk.person.pdf(visits[0], "a request", "a4").startswith(b"%PDF")
    assert desk.person.erase(visits[0], "a request") == 2


def test_what_expires_is_named_before_it_goes(desk: Intakes, clock: Clock) -> None:
    visit(desk)
    visit(desk, subject=replace(SUBJECT, display=""))
    clock.now = clock.now.replace(year=2028)
    assert set(desk.expiring("year")) == {f"{MARKER} Example, 22 November 2026", "No name, 22 November 2026"}
    assert desk.expiring("always") == ()
