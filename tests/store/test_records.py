"""Records: what was saved comes back, what is damaged is kept, and nothing readable is on the disk."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from b12desk.engine.item_state import Typed
from b12desk.engine.scoring import assess
from b12desk.errors import StoreError
from b12desk.model.assessment import Assessment
from b12desk.model.border import plain_data, read_model_json
from b12desk.model.issue import IssueCode
from b12desk.model.response import Status, Subject
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from b12desk.store import intake_list, tables
from b12desk.store.database import Database
from b12desk.store.intake_content import Paper, UnfinishedIntake
from b12desk.store.intake_store import Conclusion, Document, IntakeStore
from b12desk.store.records import Records
from tests.engine.small import DEFINITION
from tests.store.made_records import DATA_KEY, new_records
from tests.store.test_former_files import IDENTIFIER, answers, intake

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
TYPED = (
    Typed("weight", "70,5 kg", None, IssueCode.DRAFT),
    Typed("med_metformin.duration", "4", None, IssueCode.WRONG_UNIT),
    Typed("notes", "Line one\nline t"),
)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = new_records(tmp_path / "data")
    yield made
    made.shut()


def rows_of(records: Records, table: sa.Table) -> list[dict[str, object]]:
    with records._database.reading() as connection:
        return [dict(each._mapping) for each in connection.execute(sa.select(table))]


def change(records: Records, statement: str, *values: str) -> None:
    """Damage them as nobody can without the key."""
    with records._database.writing() as connection:
        connection.exec_driver_sql(statement, values)


def test_they_are_an_intake_store(records: Records) -> None:
    store: IntakeStore = records
    store.check()


def test_an_intake_comes_back_as_it_was_saved(records: Records) -> None:
    saved = intake(
        medicines_common=(Coding(code="metformin"),),
        dose=(Quantity(value=Decimal("2000"), unit="mg"),),
        birth_date=(PartialDate(date="1950-07"),),
        many=(Coding(code="a"), Coding(code="not-sure")),
        text=("12", "true", "2020-01-01"),
        age=(70,),
        yes=(True,),
        nothing=(),
    )
    saved = replace(
        saved,
        begun=NOW - timedelta(days=1),
        carried_from="urn:x|0.9",
        ask_again=("diet",),
        ruled_out={"many": ("b",)},
    )
    paper = Paper("printed", NOW + timedelta(minutes=5))
    records.save(saved, "medicines", furthest="symptoms", typed=TYPED, finished=NOW, paper=paper)
    for found in (records.load(IDENTIFIER), records.open(IDENTIFIER)):
        assert found == UnfinishedIntake(saved, "medicines", found.saved, "symptoms", TYPED, NOW, paper)
    assert datetime.now(UTC) - found.saved < timedelta(seconds=60)


@pytest.fixture(scope="module")
def used_records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    made = new_records(tmp_path_factory.mktemp("used"))
    yield made
    made.shut()


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?", fullmatch=True), st.tuples(answers)))
def test_any_answers_come_back(used_records: Records, given_answers: dict[str, tuple[Answer]]) -> None:
    saved = intake(**given_answers)
    used_records.save(saved, "diet")
    loaded = used_records.load(IDENTIFIER).response
    assert loaded == saved
    kinds = {link_id: type(each) for link_id, (each,) in given_answers.items()}
    assert {link_id: type(each) for link_id, (each,) in loaded.answers.items()} == kinds


def test_saved_again_it_is_as_it_was_saved_last(records: Records) -> None:
    records.save(intake(a=(Coding(code="yes"),), b=(1,), c=(1,)), "about", typed=TYPED)
    latest = replace(
        intake(b=(2,), c=(True,), d=(Decimal("0.5"),)), subject=Subject(display="Ana Other", birth_date=None)
    )
    records.save(latest, "diet", typed=TYPED[1:2])
    found = records.load(IDENTIFIER)
    assert found.response == latest
    assert found.response.answers["c"][0] is True
    assert (found.page, found.typed) == ("diet", TYPED[1:2])
    records.close(IDENTIFIER)
    records.save(intake(), "about")  # as one that was never opened here
    assert records.load(IDENTIFIER).response == intake()
    assert (rows_of(records, tables.answers), rows_of(records, tables.typed)) == ([], [])
    assert len(rows_of(records, tables.persons)) == 1


def test_a_row_that_did_not_change_is_not_written(records: Records) -> None:
    kept = intake(a=(Coding(code="yes"),), b=(1,))
    records.save(kept, "about", typed=TYPED)
    sent: list[str] = []
    with records._database.reading() as connection:
        driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_trace_callback(sent.append)
    records.save(replace(kept, answers={**kept.answers, "b": (2,)}), "about", typed=TYPED)
    driver.set_trace_callback(None)
    begin, update, insert, commit = sent
    assert (begin, commit) == ("BEGIN IMMEDIATE", "COMMIT")
    columns = re.findall(r"(\w+)=", update.partition(" WHERE ")[0])
    assert columns == ["revision", "saved"], "nor a column, nor its index"
    assert insert.startswith("INSERT INTO answers ")
    changed = {row["link_id"]: row["changed"] for row in rows_of(records, tables.answers)}
    assert changed["a"] < changed["b"]


def test_answers_that_grow_in_one_mapping_are_written_too(records: Records) -> None:
    growing: dict[str, tuple[Answer, ...]] = {"a": (1,)}
    saved = replace(intake(), answers=growing)
    records.save(saved, "about")
    for number in (2, 3):
        growing["a"], growing[f"b{number}"] = (number,), (number,)
        records.save(saved, "about")
    assert records.load(IDENTIFIER).response.answers == {"a": (3,), "b2": (2,), "b3": (3,)}


def test_one_save_is_one_commit(records: Records) -> None:
    records.save(intake(a=(1,)), "about")
    commits: list[object] = []
    sa.event.listen(records._database._engine, "commit", commits.append)
    records.save(intake(a=(2,), b=(3,)), "diet", typed=TYPED)
    assert len(commits) == 1


def test_an_answer_has_room_for_who_gave_it_and_how(records: Records) -> None:
    records.save(intake(a=(1,)), "about")
    (row,) = rows_of(records, tables.answers)
    assert {"given_by", "way", "seen_by", "discussed_by", "seconds"} <= row.keys()


def test_what_a_finished_intake_came_to_is_kept_with_the_version_of_its_rules(records: Records) -> None:
    response = replace(intake(), questionnaire=DEFINITION.questionnaire.canonical, status=Status.COMPLETED)
    assessment = assess(DEFINITION, response)
    printed = Document("summary", "printed", NOW, "ab" * 32)
    records.save(response, "about", finished=NOW, conclusion=Conclusion(assessment, (printed,)))
    saved = Document("handout", "saved", NOW, "cd" * 32)
    records.save(response, "about", finished=NOW, conclusion=Conclusion(assessment, (printed, saved)))
    (row,) = rows_of(records, tables.assessments)
    assert read_model_json(Assessment, str(row["body"])) == assessment
    (used,) = [each for each in rows_of(records, tables.forms) if each["id"] == row["form_id"]]
    assert (used["questionnaire"], used["rules"], used["hash"]) == (
        assessment.questionnaire,
        assessment.rules,
        assessment.hash,
    )
    assert [row["sha256"] for row in rows_of(records, tables.documents)] == ["ab" * 32, "cd" * 32]
    records.save(replace(response, status=Status.IN_PROGRESS), "about")  # opened again and changed
    assert rows_of(records, tables.assessments) == []
    assert len(rows_of(records, tables.documents)) == 2, "paper that left the house is a fact"
    assert plain_data(records.load(IDENTIFIER).response)["status"] == "in-progress"


def test_the_list_is_newest_first_and_says_what_a_start_page_shows(records: Records) -> None:
    for number, hour in enumerate((10, 12, 11)):
        response = intake(f"intake-{number}", sex=(Coding(code="female"),), open=())
        records.keep(UnfinishedIntake(response, "diet", datetime(2026, 3, 2, hour, tzinfo=UTC)))
    infos = records.list()
    assert [info.identifier for info in infos] == ["intake-1", "intake-2", "intake-0"]
    assert infos[0].spoken == "Ana Example"
    assert infos[0].answered == 1
    assert infos[0].page == "diet"
    assert infos[0].questionnaire == "urn:b12desk:questionnaire:b12|1.0.0"
    assert infos[0].begun == intake().authored
    assert infos[0].problem is None


def test_of_the_finished_ones_the_newest_are_listed_and_all_the_unfinished(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_list, "MOST_FINISHED", 2)
    for number in range(4):
        records.save(intake(f"finished-{number}"), "about", finished=NOW + timedelta(hours=number))
        records.save(intake(f"open-{number}"), "about")
    found = {info.identifier for info in records.list()}
    assert found == {*(f"open-{number}" for number in range(4)), "finished-2", "finished-3"}


def test_those_finished_before_a_moment_are_found_however_many_there_are(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_list, "MOST_FINISHED", 1)
    zone = timezone(timedelta(hours=9))
    for number in range(4):
        records.save(intake(f"finished-{number}"), "about", finished=(NOW + timedelta(hours=number)).astimezone(zone))
    records.save(intake("open"), "about")
    assert set(records.finished_before(NOW + timedelta(hours=2))) == {"finished-0", "finished-1"}
    change(records, "ALTER TABLE intakes RENAME TO elsewhere")
    assert records.finished_before(NOW) == ()


def test_a_list_reads_no_answers(records: Records) -> None:
    records.save(intake(a=(1,)), "about")
    change(records, "DROP TABLE answers")
    assert records.list()[0].answered == 1


def test_a_deleted_intake_is_gone_and_deleting_twice_is_no_error(records: Records) -> None:
    response = intake(a=(1,))
    assessment = assess(DEFINITION, replace(intake(), questionnaire=DEFINITION.questionnaire.canonical))
    document = Document("summary", "printed", NOW, "ab" * 32)
    records.save(response, "about", typed=TYPED, finished=NOW, conclusion=Conclusion(assessment, (document,)))
    records.delete(IDENTIFIER)
    records.delete(IDENTIFIER)
    assert records.list() == ()
    with pytest.raises(StoreError, match="not among the records"):
        records.load(IDENTIFIER)
    for table in {*tables.METADATA.sorted_tables} - {tables.forms, tables.alembic_version, tables.purged}:
        assert rows_of(records, table) == [], table.name


@pytest.mark.parametrize("identifier", ["", "../x", "/etc/x", "a/b", "x" * 101, "a\0b", "-a", "é", "CON."])
def test_an_identifier_that_could_leave_the_folder_is_refused(records: Records, identifier: str) -> None:
    for refused in (records.delete, records.open, records.load):
        with pytest.raises(ValueError, match="identifier"):
            refused(identifier)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")
def test_only_the_current_user_can_read_them_and_no_file_bears_a_name(records: Records, tmp_path: Path) -> None:
    records.save(intake(a=("a secret answer",)), "about", typed=[Typed("x", "half a secret")])
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"records.db", "records.db-wal", f"{IDENTIFIER}.lock"}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    new_in = tmp_path / "data" / "made.db"
    Database(new_in, DATA_KEY, new=True).check()
    assert {stat.S_IMODE(each.stat().st_mode) for each in new_in.parent.glob("made.db*")} == {0o600}
    for path in files:
        assert "Ana" not in path.name
        for secret in (b"secret", b"Ana Example", b"ana example", b"12-345", b"metformin", b"SQLite format"):
            assert secret not in path.read_bytes(), path


DAMAGES = {
    "an answer that is no answer": "UPDATE answers SET value = '[{\"secret\":1}]'",
    "an answer that is no JSON": "UPDATE answers SET value = '[secret'",
    "deep": "UPDATE answers SET value = '" + "[" * 100_000 + "'",
    "a status of no kind": "UPDATE intakes SET status = 'secret'",
    "no time": "UPDATE intakes SET saved = 'secret'",
    "no zone": "UPDATE intakes SET authored = '2026-03-02T09:31:00'",
    "the end of the calendar": "UPDATE intakes SET authored = '9999-12-31T23:59:00+00:00'",
    "paper of no kind": "UPDATE intakes SET paper_way = 'secret', paper_when = '2026-03-02T09:31:00+00:00'",
    "carried in no way": "UPDATE intakes SET carried = '[]'",
    "typed for no reason": "INSERT INTO typed VALUES ('broken', 0, 'a', 'b', NULL, 'secret')",
    "a number where a text should be": "UPDATE intakes SET finished = 5",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_intake_is_told_listed_and_kept(records: Records, damage: str) -> None:
    records.save(intake("broken", a=(1,)), "about")
    records.close("broken")
    change(records, DAMAGES[damage])
    records.save(intake("sound"), "about")
    before = rows_of(records, tables.answers)
    for _again in range(2):
        for look in (records.open, records.load, lambda each: records.save(intake(each), "about")):
            with pytest.raises(StoreError, match="This intake is damaged") as caught:
                look("broken")
            assert "secret" not in str(caught.value)
            assert caught.value.problems[0].where == "broken"
        sound, broken = records.list()
        assert (sound.identifier, broken.identifier, broken.kind) == ("sound", "broken", "damaged")
        assert broken.problem is not None
        assert "Nothing was deleted" in broken.problem.fix
    assert rows_of(records, tables.answers) == before
    records.close("broken")
    records.delete("broken")
    assert [each.identifier for each in records.list()] == ["sound"]


def test_text_with_half_a_character_is_kept_readable(records: Records) -> None:
    broken = replace(intake(), subject=Subject(display="Ana \ud83d"))
    records.save(broken, "about", typed=[Typed("notes", "half \udc00 of one")])
    found = records.load(IDENTIFIER)
    assert (found.response.subject.display, found.typed[0].text) == ("Ana \ufffd", "half \ufffd of one")


def test_a_database_that_is_gone_is_told_and_nothing_is_called_saved(records: Records, tmp_path: Path) -> None:
    records.save(intake(a=(1,)), "about")
    (tmp_path / "data" / "records.db").rename(tmp_path / "away.db")
    for attempt in (lambda: records.save(intake(a=(2,)), "about"), records.check):
        with pytest.raises(StoreError, match="not there"):
            attempt()
    (tmp_path / "away.db").rename(tmp_path / "data" / "records.db")
    records.save(intake(a=(2,)), "about")
    assert records.load(IDENTIFIER).response == intake(a=(2,))
