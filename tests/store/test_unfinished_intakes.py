"""Drafts: what was saved comes back, what is damaged is kept, and nobody else can read it."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12desk import private_file
from b12desk.engine.item_state import Typed
from b12desk.errors import StoreError
from b12desk.model.issue import IssueCode
from b12desk.model.response import QuestionnaireResponse, Status, Subject
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from b12desk.store.unfinished_intakes import Paper, UnfinishedIntakes

FIXTURES = Path(__file__).parent / "fixtures"
IDENTIFIER = "0f8fad5b-d9cb-469f-a165-70867728950e"


def intake(identifier: str = IDENTIFIER, **answers: tuple[Answer, ...]) -> QuestionnaireResponse:
    return QuestionnaireResponse(
        questionnaire="urn:b12desk:questionnaire:b12|1.0.0",
        status=Status.IN_PROGRESS,
        authored=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        subject=Subject(display="Ana Example", identifier="12-345", birth_date=PartialDate(date="1950-07")),
        identifier=identifier,
        answers=answers,
    )


@pytest.fixture
def drafts(tmp_path: Path) -> UnfinishedIntakes:
    return UnfinishedIntakes(tmp_path / "drafts")


def test_a_draft_comes_back_as_it_was_saved(drafts: UnfinishedIntakes) -> None:
    saved = intake(
        medicines_common=(Coding(code="metformin"),),
        dose=(Quantity(value=Decimal("2000"), unit="mg"),),
        birth_date=(PartialDate(date="1950-07"),),
        many=(Coding(code="a"), Coding(code="not-sure")),
        text=("12", "true", "2020-01-01"),
        age=(70,),
        yes=(True,),
    )
    drafts.save(saved, "medicines")
    draft = drafts.load(IDENTIFIER)
    assert draft.response == saved
    assert draft.page == "medicines"
    assert draft.saved.tzinfo is not None


answers = st.one_of(
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.decimals(-10_000, 10_000, places=2),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.from_regex(r"[a-z][a-z-]{0,20}", fullmatch=True).map(lambda code: Coding(code=code)),
    st.decimals(0, 10_000, places=3).map(lambda value: Quantity(value=value, unit="mg")),
    st.dates().map(lambda day: PartialDate(date=day.isoformat())),
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?", fullmatch=True), st.tuples(answers)))
def test_any_answers_come_back(
    tmp_path_factory: pytest.TempPathFactory, given_answers: dict[str, tuple[Answer]]
) -> None:
    drafts = UnfinishedIntakes(tmp_path_factory.mktemp("drafts"))
    saved = intake(**given_answers)
    drafts.save(saved, "diet")
    loaded = drafts.load(IDENTIFIER).response
    assert loaded == saved
    assert [type(each) for (each,) in loaded.answers.values()] == [type(each) for (each,) in given_answers.values()]


def test_the_list_is_newest_first_and_says_what_a_start_page_shows(drafts: UnfinishedIntakes) -> None:
    for number, hour in enumerate((10, 12, 11)):
        drafts.save(intake(f"intake-{number}", sex=(Coding(code="female"),), open=()), "diet")
        path = drafts.directory / f"intake-{number}.json"
        content = json.loads(path.read_text())
        path.write_text(json.dumps(content | {"saved": f"2026-03-02T{hour}:00:00+00:00"}))
    infos = drafts.list()
    assert [info.identifier for info in infos] == ["intake-1", "intake-2", "intake-0"]
    assert infos[0].display == "Ana Example"
    assert infos[0].answered == 1
    assert infos[0].page == "diet"
    assert infos[0].questionnaire == "urn:b12desk:questionnaire:b12|1.0.0"
    assert infos[0].problem is None


def test_no_folder_is_an_empty_list(drafts: UnfinishedIntakes) -> None:
    assert drafts.list() == ()


def test_a_deleted_draft_is_gone_and_deleting_twice_is_no_error(drafts: UnfinishedIntakes) -> None:
    drafts.save(intake(), "about")
    drafts.delete(IDENTIFIER)
    drafts.delete(IDENTIFIER)
    assert drafts.list() == ()
    with pytest.raises(StoreError):
        drafts.load(IDENTIFIER)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")
def test_only_the_current_user_can_read_a_draft(drafts: UnfinishedIntakes) -> None:
    before = os.umask(0)
    try:
        drafts.save(intake(), "about")
    finally:
        os.umask(before)
    assert stat.S_IMODE(drafts.directory.stat().st_mode) == 0o700
    assert stat.S_IMODE((drafts.directory / f"{IDENTIFIER}.json").stat().st_mode) == 0o600


def test_the_patient_is_not_in_a_file_name(drafts: UnfinishedIntakes) -> None:
    drafts.save(intake(), "about")
    assert {path.name for path in drafts.directory.iterdir()} == {f"{IDENTIFIER}.json", f"{IDENTIFIER}.lock"}
    drafts.close(IDENTIFIER)
    assert [path.name for path in drafts.directory.iterdir()] == [f"{IDENTIFIER}.json"]


@pytest.mark.parametrize("identifier", ["", "../x", "/etc/x", "a/b", "x" * 101, "a\0b", "-a", "é", "CON."])
def test_an_identifier_that_could_leave_the_folder_is_refused(drafts: UnfinishedIntakes, identifier: str) -> None:
    with pytest.raises(ValueError, match="identifier"):
        drafts.delete(identifier)


DAMAGES = {
    "empty": b"",
    "cut short": b'{"format":"b12desk-draft","version":1,"saved":"2026-03-02T09:31:00+00:00","pa',
    "not JSON": b"\x00\x01\xff",
    "not UTF-8": b'{"format":"\xff"}',
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "a huge number": b'{"version":' + b"9" * 5_000 + b"}",
    "not a number": b'{"format":"b12desk-draft","version":NaN}',
    "another format": b'{"format":"b12desk-settings","version":1}',
    "no version": b'{"format":"b12desk-draft"}',
    "version true": b'{"format":"b12desk-draft","version":true}',
    "no page": b'{"format":"b12desk-draft","version":1,"saved":"2026-03-02T09:31:00+00:00","response":{}}',
    "no zone": b'{"format":"b12desk-draft","version":1,"saved":"2026-03-02T09:31:00","page":"x","response":{}}',
    "no time": b'{"format":"b12desk-draft","version":1,"saved":"yesterday","page":"x","response":{}}',
    "no response": b'{"format":"b12desk-draft","version":1,"saved":"2026-03-02T09:31:00+00:00","page":"x"}',
    "too large": b'"' + b" " * 4_000_001 + b'"',
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_draft_is_listed_and_kept(drafts: UnfinishedIntakes, damage: str) -> None:
    drafts.save(intake("sound"), "about")
    path = drafts.directory / "broken.json"
    path.write_bytes(DAMAGES[damage])
    for _again in range(2):
        sound, broken = drafts.list()
        assert sound.identifier == "sound"
        assert broken.identifier == "broken"
        assert broken.problem is not None
        assert broken.problem.cause
        assert broken.problem.fix
    assert (drafts.directory / "broken.json.damaged").read_bytes() == DAMAGES[damage]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_draft_cannot_be_loaded_and_is_kept(drafts: UnfinishedIntakes, damage: str) -> None:
    drafts.directory.mkdir()
    for _again in range(2):
        (drafts.directory / "broken.json").write_bytes(DAMAGES[damage])
        with pytest.raises(StoreError) as caught:
            drafts.load("broken")
        assert "broken.json" in caught.value.problems[0].where
        assert "kept" in caught.value.problems[0].fix
    kept = {path.name for path in drafts.directory.iterdir()}
    assert kept == {"broken.json.damaged", "broken.json.damaged-2"}


def test_wrong_answers_are_named_by_place_and_never_by_value(drafts: UnfinishedIntakes) -> None:
    drafts.save(intake(birth_date=(PartialDate(date="1950"),)), "about")
    path = drafts.directory / f"{IDENTIFIER}.json"
    path.write_text(path.read_text().replace('"1950"', '"a secret"').replace('"in-progress"', '"hidden"'))
    with pytest.raises(StoreError) as caught:
        drafts.load(IDENTIFIER)
    text = str(caught.value)
    assert "response.answers.birth_date" in text
    assert "response.status" in text
    assert "secret" not in text
    assert "hidden" not in text
    assert caught.value.__cause__ is None


def test_a_draft_under_another_name_is_not_opened(drafts: UnfinishedIntakes) -> None:
    drafts.save(intake("one"), "about")
    (drafts.directory / "one.json").rename(drafts.directory / "two.json")
    with pytest.raises(StoreError, match=r"another intake .* give it the name one\.json again"):
        drafts.load("two")
    assert (drafts.directory / "two.json").exists(), "it is no damage"


def test_a_draft_of_a_newer_program_is_left_where_it_is(drafts: UnfinishedIntakes) -> None:
    drafts.directory.mkdir()
    newer = drafts.directory / "newer.json"
    newer.write_text('{"format":"b12desk-draft","version":4,"secret":true}')
    (info,) = drafts.list()
    assert info.problem is not None
    assert "version 4" in info.problem.cause
    assert info.kind == "newer"
    with pytest.raises(StoreError, match="newer"):
        drafts.load("newer")
    assert newer.exists()


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("draft-*.json")), ids=lambda path: path.stem)
def test_every_released_draft_format_still_opens(drafts: UnfinishedIntakes, path: Path) -> None:
    content = json.loads(path.read_text())
    assert path.stem == f"draft-{content['version']}"
    identifier = content["response"]["identifier"]
    drafts.directory.mkdir()
    (drafts.directory / f"{identifier}.json").write_bytes(path.read_bytes())
    draft = drafts.load(identifier)
    assert draft.page == "medicines"
    assert draft.response.answers["med_metformin.dose"] == (Quantity(value=Decimal(2000), unit="mg"),)
    assert draft.response.subject.display == "Ana Example"
    assert drafts.list()[0].answered == len(draft.response.answers)
    if content["version"] == 1:
        assert (draft.furthest, draft.typed, draft.finished, draft.paper) == ("medicines", (), None, None)
    else:
        assert draft.furthest == "symptoms"
        assert draft.typed == (
            Typed("weight", "70,5 kg", None, IssueCode.DRAFT),
            Typed("med_metformin.duration", "4", None, IssueCode.WRONG_UNIT),
            Typed("notes", "Line one\nline t"),
        )
        assert draft.finished == datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
        assert draft.paper == Paper("printed", datetime(2026, 3, 2, 10, 20, tzinfo=UTC))
        assert draft.response.begun == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    carried = (draft.response.carried_version, draft.response.ask_again)
    assert carried == (("1.0.0", ("diet",)) if content["version"] >= 3 else ("", ()))


def test_a_full_disk_leaves_the_former_draft(drafts: UnfinishedIntakes, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts.save(intake(age=(70,)), "about")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(private_file.os, "fsync", full)
    with pytest.raises(StoreError, match=r"the disk is full\. Make room on it"):
        drafts.save(intake(age=(71,)), "diet")
    monkeypatch.undo()
    assert drafts.load(IDENTIFIER).response.answers == {"age": (70,)}
    assert {path.suffix for path in drafts.directory.iterdir()} == {".json", ".lock"}


def test_the_answers_are_on_the_disk_before_save_returns(
    drafts: UnfinishedIntakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    replace, fsync = Path.replace, os.fsync

    def spy_fsync(descriptor: int) -> None:
        steps.append("sync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync file")
        fsync(descriptor)

    def spy_replace(path: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(path, target)

    monkeypatch.setattr(private_file.os, "fsync", spy_fsync)
    monkeypatch.setattr(Path, "replace", spy_replace)
    drafts.save(intake(), "about")
    assert steps == ["sync file", "rename", "sync folder"]


def test_leftovers_of_a_killed_program_are_removed(drafts: UnfinishedIntakes) -> None:
    drafts.save(intake(), "about")
    old, fresh = drafts.directory / "x.json.1.tmp", drafts.directory / "y.json.2.tmp"
    old.write_text("half")
    os.utime(old, (0, 0))
    fresh.write_text("being written")
    drafts.list()
    assert not old.exists()
    assert fresh.exists()


def test_a_draft_that_cannot_be_removed_is_reported(drafts: UnfinishedIntakes) -> None:
    (drafts.directory / "stuck.json").mkdir(parents=True)
    with pytest.raises(StoreError, match="could not be removed"):
        drafts.delete("stuck")


def test_a_damaged_draft_that_cannot_be_moved_is_reported_and_stays(
    drafts: UnfinishedIntakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.directory.mkdir()
    path = drafts.directory / "broken.json"
    path.write_text("{")

    def refuse(_path: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StoreError, match="could not be moved aside"):
        drafts.load("broken")
    assert path.read_text() == "{"


def test_a_leftover_that_cannot_be_removed_does_not_hide_the_drafts(drafts: UnfinishedIntakes) -> None:
    drafts.save(intake(), "about")
    stuck = drafts.directory / "x.json.1.tmp"
    stuck.mkdir()
    os.utime(stuck, (0, 0))
    assert [info.identifier for info in drafts.list()] == [IDENTIFIER]
