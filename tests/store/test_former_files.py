"""The plain files of programs before the records: every format is read, what is damaged is kept and named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import strategies as st

from b12desk.engine.item_state import Typed
from b12desk.errors import StoreError
from b12desk.model.issue import IssueCode
from b12desk.model.response import QuestionnaireResponse, Status, Subject
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from b12desk.store import former_files
from b12desk.store.intake_content import Paper, UnfinishedIntake, content_of

FIXTURES = Path(__file__).parent / "fixtures"
IDENTIFIER = "0f8fad5b-d9cb-469f-a165-70867728950e"
SAVED = datetime(2026, 3, 2, 9, 31, tzinfo=UTC)


def intake(identifier: str = IDENTIFIER, **answers: tuple[Answer, ...]) -> QuestionnaireResponse:
    return QuestionnaireResponse(
        questionnaire="urn:b12desk:questionnaire:b12|1.0.0",
        status=Status.IN_PROGRESS,
        authored=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        subject=Subject(display="Ana Example", identifier="12-345", birth_date=PartialDate(date="1950-07")),
        identifier=identifier,
        answers=answers,
    )


answers = st.one_of(
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.decimals(-10_000, 10_000, places=2),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.from_regex(r"[a-z][a-z-]{0,20}", fullmatch=True).map(lambda code: Coding(code=code)),
    st.decimals(0, 10_000, places=3).map(lambda value: Quantity(value=value, unit="mg")),
    st.dates().map(lambda day: PartialDate(date=day.isoformat())),
)


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


def put(folder: Path, response: QuestionnaireResponse) -> Path:
    """The file that a former program kept of ``response``."""
    path = folder / f"{response.identifier}.json"
    path.write_text(json.dumps(content_of(UnfinishedIntake(response, "about", SAVED))), encoding="utf-8")
    return path


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_draft_cannot_be_loaded_and_is_kept(tmp_path: Path, damage: str) -> None:
    for _again in range(2):
        (tmp_path / "broken.json").write_bytes(DAMAGES[damage])
        with pytest.raises(StoreError) as caught:
            former_files.read(tmp_path / "broken.json")
        assert "broken.json" in caught.value.problems[0].where
        assert "kept" in caught.value.problems[0].fix
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {"broken.json.damaged", "broken.json.damaged-2"}


def test_wrong_answers_are_named_by_place_and_never_by_value(tmp_path: Path) -> None:
    path = put(tmp_path, intake(birth_date=(PartialDate(date="1950"),)))
    path.write_text(path.read_text().replace('"1950"', '"a secret"').replace('"in-progress"', '"hidden"'))
    with pytest.raises(StoreError) as caught:
        former_files.read(path)
    text = str(caught.value)
    assert "response.answers.birth_date" in text
    assert "response.status" in text
    assert "secret" not in text
    assert "hidden" not in text
    assert caught.value.__cause__ is None


def test_a_draft_under_another_name_is_not_opened(tmp_path: Path) -> None:
    put(tmp_path, intake("one")).rename(tmp_path / "two.json")
    with pytest.raises(StoreError, match=r"another intake .* give it the name one\.json again"):
        former_files.read(tmp_path / "two.json")
    assert (tmp_path / "two.json").exists(), "it is no damage"


def test_a_draft_of_a_newer_program_is_left_where_it_is(tmp_path: Path) -> None:
    newer = tmp_path / "newer.json"
    newer.write_text('{"format":"b12desk-draft","version":4,"secret":true}')
    with pytest.raises(StoreError, match="version 4"):
        former_files.read(newer)
    assert newer.exists()


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("draft-*.json")), ids=lambda path: path.stem)
def test_every_released_draft_format_still_opens(tmp_path: Path, path: Path) -> None:
    content = json.loads(path.read_text())
    assert path.stem == f"draft-{content['version']}"
    identifier = content["response"]["identifier"]
    (tmp_path / f"{identifier}.json").write_bytes(path.read_bytes())
    draft = former_files.read(tmp_path / f"{identifier}.json")
    assert draft.page == "medicines"
    assert draft.response.answers["med_metformin.dose"] == (Quantity(value=Decimal(2000), unit="mg"),)
    assert draft.response.subject.display == "Ana Example"
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


def test_a_damaged_draft_that_cannot_be_moved_is_reported_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{")

    def refuse(_path: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StoreError, match="could not be moved aside"):
        former_files.read(path)
    assert path.read_text() == "{"
