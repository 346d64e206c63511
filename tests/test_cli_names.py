"""Names on the command line: what the paper cannot show is noted on standard error, by place, never the name itself."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from b12desk.__main__ import main
from tests.interop.sample import Json, coded, without_carried
from tests.report.papers import no_spaces
from tests.report.test_names import PARTLY, TO_THE_LEFT, TO_THE_RIGHT, UNPRINTABLE, read

FIELD = Path(__file__).parent / "fixtures" / "field"
BY_HAND = "name: it cannot be printed; the page leaves a line to write it by hand."
PARTLY_BY_HAND = "name: part of it cannot be printed; the page leaves a line to write it by hand."
UNSEEN = "it holds characters that nobody can see; they are not printed."
SHORTENED = "name: it is shortened in the head of the summary and stands in full at its end."
ANSWER = "not all of the answer can be printed; the page says how much is missing."


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))


def response(name: str, number: str = "", **answers: str) -> Json:
    whole: Json = json.loads((FIELD / "name-arabic.json").read_text(encoding="utf-8"))
    patient: Json = {"resourceType": "Patient", "id": "p", "birthDate": "1961-03-04", "name": [{"text": name}]}
    if number:
        patient["identifier"] = [{"value": number}]
    given = whole["item"]
    assert isinstance(given, list)
    added = [{"linkId": key, "answer": [{"valueString": value}]} for key, value in answers.items()]
    return {**whole, "contained": [patient], "item": [*given, *added]}


def file_of(folder: Path, name: str, number: str = "", **answers: str) -> str:
    path = folder / "a.json"
    path.write_text(json.dumps(response(name, number, **answers)), encoding="utf-8")
    return str(path)


def notes(folder: Path, capsys: pytest.CaptureFixture[str], file: str, *more: str, responses: int = 1) -> list[str]:
    """What is noted besides the version of the form, which is told of each response."""
    capsys.readouterr()
    assert main(["report", file, "--out", str(folder / "out"), *more]) == 0
    return without_carried(capsys.readouterr().err.splitlines(), responses)


@pytest.mark.parametrize("field", ["name-arabic", "name-devanagari"])
def test_the_names_from_the_field_stand_on_the_paper(
    field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert notes(tmp_path, capsys, str(FIELD / f"{field}.json"), "--handout") == []
    for paper in (tmp_path / "out").iterdir():
        shown = no_spaces(read(paper.read_bytes()))
        assert "U+" not in shown
        assert all(word in shown for word in (("ليلى", "مثال") if field == "name-arabic" else ("प्रिया", "शर्मा")))


def lines_of(folder: Path, *names: str) -> str:
    """A file with a response on each line."""
    path = folder / "many.ndjson"
    path.write_text("\n".join(json.dumps(response(each, "MRN-1")) for each in names), encoding="utf-8")
    return str(path)


def test_a_name_that_is_printed_needs_no_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = (*TO_THE_RIGHT.values(), *TO_THE_LEFT.values(), "Ada Byron", "Ａｎｎａ")
    assert notes(tmp_path, capsys, lines_of(tmp_path, *names), "--jobs", "1", responses=len(names)) == []


def test_a_name_that_cannot_be_printed_is_noted_by_file_and_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [*UNPRINTABLE.values(), *PARTLY]
    file = lines_of(tmp_path, *names)
    noted = notes(tmp_path, capsys, file, "--jobs", "1", responses=len(names))
    found = [each for each in noted if UNSEEN not in each]
    assert found == [
        f"note: {file}:{number}: {PARTLY_BY_HAND if name in PARTLY else BY_HAND}"
        for number, name in enumerate(names, 1)
    ]


@pytest.mark.parametrize(
    ("name", "number", "noted"),
    [
        ("Ali\u202emoc", "1", [f"name: {UNSEEN}"]),
        ("An\u200dna", "1", [f"name: {UNSEEN}"]),
        ("Anna\U000e0041", "1\ufe0f2", [f"name: {UNSEEN}", f"record number: {UNSEEN}"]),
        ("علی\u200cرضا", "1", []),
        ("  Anna   Lee ", "1", []),
        ("Ada", "医-12", ["record number: it cannot be printed; the page leaves a line to write it by hand."]),
        ("Ada", "١٢٣", []),
        ("Maria Anna " * 27, "1", [SHORTENED]),
    ],
)
def test_what_is_not_printed_as_written_is_noted(
    name: str, number: str, noted: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(tmp_path, name, number)
    assert notes(tmp_path, capsys, file) == [f"note: {file}: {each}" for each in noted]


def test_an_answer_that_cannot_be_printed_is_noted_by_its_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = response("Ada", **{"diet_supplement_b12.product": "Tofu 豆腐"})
    given = whole["item"]
    assert isinstance(given, list)
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**whole, "item": [coded("diet_supplement_b12", "yes"), *given]}), encoding="utf-8")
    found = notes(tmp_path, capsys, str(path))
    assert f"note: {path}: b12_taken.product: {ANSWER}" in found
    assert "豆" not in "".join(found)


def test_score_says_nothing_about_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", file_of(tmp_path, "王小明", "医")]) == 0
    assert without_carried(capsys.readouterr().err.splitlines()) == []


def test_a_line_of_many_and_standard_input_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "\n".join(json.dumps(response(name)) for name in ("Ada", "王小明")).encode()
    path = tmp_path / "many.ndjson"
    path.write_bytes(lines)
    assert notes(tmp_path, capsys, str(path), responses=2) == [f"note: {path}:2: {BY_HAND}"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(response("王")).encode())))
    assert notes(tmp_path, capsys, "-") == [f"note: standard input: {BY_HAND}"]


@pytest.mark.parametrize(("name", "number"), [("x" * 1001, "1"), ("علي " * 300, "1"), ("Ada", "1" * 101)])
def test_what_is_too_long_is_refused_and_never_cut(
    name: str, number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", file_of(tmp_path, name, number), "--out", str(tmp_path / "out")]) == 2
    assert re.search(r"subject: the (name|identifier) is longer than \d+ characters", capsys.readouterr().err)
    assert not (tmp_path / "out").exists()
