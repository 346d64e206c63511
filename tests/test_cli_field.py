"""Files from the field, made up after public reports of other programs' users: what the command line makes of each."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from b12desk.__main__ import main
from b12desk.definitions import load
from tests.interop.sample import Json, coded, resource, without_carried
from tests.report.papers import no_spaces, page_texts

FIELD = Path(__file__).parent / "fixtures" / "field"


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("declined-beside-no", "med_metformin: a value stands beside a reason why there is none (asked-declined)."),
        ("birth-date-as-moment", "birth_date: a moment stands where a day is meant, and 1950-11-21T23:00:00.000Z"),
        ("answers-for-answer", "paraesthesia: 'answers' is no key of item. Did you mean 'answer'?"),
        ("items-for-item", "'items' is no key of QuestionnaireResponse. Did you mean 'item'?"),
        ("display-of-another-option", "med_metformin: the code is 'no', and the display is that of 'now'."),
        ("text-of-another-question", "med_metformin: the text beside this linkId is that of 'med_ppi'."),
        ("age-against-birth-date", "age: the age and the birth date contradict each other (30, 65 years)."),
        ("taken-longer-than-lived", "med_metformin.duration: that is longer than the person has lived."),
        ("date-with-nonsense-time", "birth_date: this is not a date."),
        ("two-patients-one-id", "contained: 2 contained resources have the id 'p'."),
    ],
)
def test_what_contradicts_itself_is_refused(name: str, problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(FIELD / f"{name}.json")]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert problem in err


@pytest.mark.parametrize(
    ("name", "recommendation", "note"),
    [
        ("declined-inside-coding", "consider-test", "because med_metformin is prefer-not-to-say."),
        ("not-asked", "offer-test", "nitrous_oxide: the value is said to be absent (not-asked)"),
        ("gender-is-not-sex", "offer-test", "Patient.gender: it is not the answer to 'sex'."),
        ("wrong-question-blamed", "insufficient", "gait.duration: not counted, because gait is no."),
        ("same-answer-thrice", "offer-test", "paraesthesia.site: the same answer is given more than once"),
    ],
)
def test_what_is_read_with_a_note(
    name: str, recommendation: str, note: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", "--json", str(FIELD / f"{name}.json")]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["recommendation"] == recommendation
    assert [note in line for line in without_carried(err.splitlines())] == [True]


def test_declined_is_never_no(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--json", str(FIELD / "declined-inside-coding.json")]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "medicines_common" in found["deciding"]
    assert found["ask_again"] == ["med_metformin.dose", "med_metformin.duration", "nerves"]
    assert [each["id"] for each in found["findings"]] == ["age", "paraesthesia"]


@pytest.mark.parametrize(
    ("name", "shown", "former"),
    [
        ("old-name-and-number-first", ("CURRENTNAME, Alex Lee", "MRN-222"), ("Formername", "OLD-111")),
        ("nickname-first", ("SAMPLE, Robert",), ("Bob",)),
        ("same-answer-thrice", ("Site: Feet",), ("Feet, Feet",)),
    ],
)
def test_the_paper_shows_what_is_in_force(
    name: str, shown: tuple[str, ...], former: tuple[str, ...], tmp_path: Path
) -> None:
    assert main(["report", str(FIELD / f"{name}.json"), "--out", str(tmp_path / "out")]) == 0
    (paper,) = (tmp_path / "out").iterdir()
    text = no_spaces("".join(page_texts(paper.read_bytes())))
    assert [no_spaces(each) in text for each in shown] == [True] * len(shown)
    assert [no_spaces(each) in text for each in former] == [False] * len(former)


def test_1000_unknown_link_ids_are_counted_after_the_first_50(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looks = []

    def look(word: str, *_arguments: object, **_options: object) -> list[str]:
        looks.append(word)
        return []

    monkeypatch.setattr("b12desk.interop.walk.get_close_matches", look)
    url = load().questionnaire.canonical
    file = tmp_path / "a.json"
    file.write_text(
        json.dumps(resource(*(coded(f"diet_x{number}", "no") for number in range(1000)), questionnaire=url))
    )
    assert main(["score", str(file)]) == 2
    title, *lines, last = capsys.readouterr().err.splitlines()
    assert title == "Nothing was done; problems: 1000"
    assert [each.split(": ")[1] for each in lines] == [f"diet_x{number}" for number in range(50)]
    assert last == "  and 950 more."
    assert 0 < len(looks) <= 50


# one response a line

LINES = FIELD / "bulk-export.ndjson"


def shaped(shape: str) -> bytes:
    content = LINES.read_bytes()
    one, two = content.splitlines()
    return {
        "as it is": content,
        "blank lines": b"\n\n" + one + b"\n  \n\n" + two + b"\n\n",
        "line ends of Windows": one + b"\r\n" + two + b"\r\n",
        "byte order mark": b"\xef\xbb\xbf" + content,
        "no last line end": one + b"\n" + two,
    }[shape]


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("bulk.ndjson", "as it is"),
        ("bulk.JSONL", "blank lines"),
        ("bulk.json", "blank lines"),
        ("bulk", "line ends of Windows"),
        ("bulk.txt", "byte order mark"),
        ("bulk.ndjson", "byte order mark"),
        ("bulk.json", "no last line end"),
    ],
)
def test_each_line_is_a_response(name: str, shape: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / name
    file.write_bytes(shaped(shape))
    assert main(["score", "--json", str(file)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["recommendation"] for each in found] == ["offer-test", "consider-test"]


def test_each_person_stands_under_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bulk.ndjson"
    file.write_bytes(shaped("blank lines"))
    assert main(["score", str(file)]) == 0
    out = capsys.readouterr().out
    heads = [f"{file}:{number}" for number in (3, 6)]
    assert [line for line in out.splitlines() if line in heads] == heads
    assert out.startswith(f"{heads[0]}\n=")


def test_a_file_of_lines_with_one_line_is_still_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bulk.ndjson"
    file.write_bytes(LINES.read_bytes().splitlines()[0] + b"\n")
    assert main(["score", "--json", str(file)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert main(["score", str(file)]) == 0
    assert capsys.readouterr().out.startswith(f"{file}:1\n")


def test_a_paper_for_each_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(LINES), "--out", str(tmp_path / "out")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [each.partition(" -> ")[0] for each in lines] == [f"{LINES}:1", f"{LINES}:2"]
    assert sorted(each.partition(" -> ")[2] for each in lines) == sorted(map(str, (tmp_path / "out").iterdir()))


def test_every_problem_of_every_line_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = LINES.read_bytes().splitlines()[0]
    patient = b'{"resourceType": "Patient", "id": "p"}'
    file = tmp_path / "bulk.ndjson"
    file.write_bytes(b"\n".join((good, patient, b'{"resourceType": ', b"[]", good.replace(b'"sex"', b'"sexx"'))))
    assert main(["score", str(file)]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert without_carried(err.splitlines()) == [
        "Nothing was done; problems: 4",
        f"  {file}:2: resourceType: this is not a QuestionnaireResponse. It is a Patient. "
        "Export a QuestionnaireResponse of FHIR R4.",
        f"  {file}:3: line 3, column 18: this is not JSON. Mend it there, or export the file again as JSON.",
        f"  {file}:4: a QuestionnaireResponse is a JSON object. Export one FHIR R4 resource.",
        f"  {file}:5: sexx: the questionnaire has no such linkId. Did you mean 'sex'?",
    ]


def test_a_note_names_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = LINES.read_bytes().splitlines()
    file = tmp_path / "bulk.ndjson"
    file.write_bytes(one + b"\n" + two.replace(b'"completed"', b'"in-progress"'))
    assert main(["score", "--json", str(file)]) == 0
    (told,) = without_carried(capsys.readouterr().err.splitlines(), 2)
    assert told.startswith(f"note: {file}:2: status: the intake is not finished.")


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_a_file_of_lines_without_a_line_is_a_problem(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bulk.ndjson"
    file.write_bytes(content)
    assert main(["score", str(file)]) == 2
    assert f"{file}: no line holds a response. Write one QuestionnaireResponse on each line." in capsys.readouterr().err


def test_lines_may_be_more_than_one_file_can_be_but_not_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = LINES.read_bytes()
    file = tmp_path / "bulk.ndjson"
    file.write_bytes(content)
    monkeypatch.setattr("b12desk.cli.inputs.MOST_BYTES", 100)
    assert main(["score", "--json", str(file)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    monkeypatch.setattr("b12desk.cli.inputs.MOST_LINES_BYTES", len(content) - 1)
    assert main(["score", "--json", str(file)]) == 2
    assert f"{file}: the file is larger than 0 MB." in capsys.readouterr().err


@pytest.mark.parametrize("indent", [None, 1])
def test_one_response_is_no_file_of_lines(
    indent: int | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole: Json = json.loads((FIELD / "not-asked.json").read_text())
    file = tmp_path / "a.json"
    file.write_text(json.dumps(whole, indent=indent) + "\n\n")
    assert main(["score", str(file)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("OFFER A VITAMIN B12 BLOOD TEST\n")
    assert err.startswith(f"note: {file}: nitrous_oxide")


def test_lines_on_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given = io.TextIOWrapper(io.BytesIO(shaped("blank lines").replace(b"birth_date", b"birthdate", 1)))
    monkeypatch.setattr("sys.stdin", given)
    assert main(["score", "-"]) == 2
    assert "  standard input:3: birthdate: the questionnaire has no such linkId." in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(shaped("as it is"))))
    assert main(["score", "-"]) == 0
    assert "\nstandard input:2\n====" in capsys.readouterr().out
