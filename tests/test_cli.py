"""The command line: what it prints, writes and refuses. Whole processes where a process is what matters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from b12desk import __version__
from b12desk.__main__ import main
from b12desk.cli.names import free_stem
from b12desk.cli.paper import paper_of
from b12desk.definitions import load
from tests.gallery import FORMS, write_form
from tests.interop.sample import Json, answered, coded, resource

OFFER = [
    answered("age", {"valueInteger": 40}),
    coded("gate", "yes"),
    coded("drug", "now"),
    answered("drug.dose", {"valueQuantity": {"value": 2000, "code": "mg"}}),
    answered("drug.duration", {"valueQuantity": {"value": 6, "code": "a"}}),
    coded("tired", "yes"),
    coded("food_eggs", "daily"),
]
WELL = [
    *OFFER[:1],
    coded("pregnant", "no"),
    coded("food_eggs", "daily"),
    coded("food_milk", "daily"),
    coded("products", "tablet"),
    coded("gate", "no"),
    coded("tired", "no"),
    answered("numb", {"valueBoolean": False}),
    coded("gas", "no"),
    *(coded(f"drink.{name}", "never") for name in ("frequency", "amount", "binge")),
]


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def forms(tmp_path: Path) -> str:
    folder = write_form(tmp_path / "forms", "full")
    (folder / "cases.toml").write_bytes((FORMS / "full" / "cases.toml").read_bytes())
    return str(folder)


def file_of(tmp_path: Path, name: str, *items: Json, **more: object) -> str:
    path = tmp_path / name
    path.write_text(json.dumps(resource(*items, **more)), encoding="utf-8")
    return str(path)


def whole_process(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "b12desk", *arguments]
    return subprocess.run(command, check=False, capture_output=True, timeout=120, **options)  # type: ignore[call-overload, no-any-return]


# score


def test_score_tells_the_points_in_natural_frequencies(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    well = [coded("tired", "no"), answered("numb", {"valueBoolean": False})]
    items = [answered("age", {"valueInteger": 61}), coded("gate", "no"), *well]
    assert main(["score", file_of(tmp_path, "a.json", *items), "--forms", forms]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert (
        "Points for tests 1 of 6 points. Of 100 people with these points in the survey (people made up for tests),"
        " fewer than 1 had a low value; about 8 of 100 overall. This rests on 150 people with 0 or 1 point."
        " It says how often this was found in a survey, not how likely it is here; it is no reason"
        " against a test. [1] - 1: 60 to 74 Sources"
    ) in out


def test_score_tells_both_ends_of_a_range(tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    items = [answered("numb", {"valueBoolean": True}), coded("gate", "yes"), coded("drug", "now")]
    assert main(["score", file_of(tmp_path, "a.json", *items), "--forms", forms]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert (
        "2 to 6 of 6 points. Of 100 people with 2 or 3 points in the survey (people made up for tests), about 15 had a"
        " low value; of 100 with 4 to 6 points, about 40; about 8 of 100 overall. This rests on 40 and 10 people."
        " Whether this person belongs to them is not known."
    ) in out
    assert "- 0 to 2: Age, open - 1 to 3: Metformin, open - 1: tired or numb Open: " in out
    assert "(birth_date), For how long? (drug.duration)." in out


def test_score_prints_neither_points_nor_estimate_beside_a_red_flag(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [coded("gas", "yes"), answered("numb", {"valueBoolean": True}), coded("gate", "yes"), coded("drug", "now")]
    assert main(["score", file_of(tmp_path, "a.json", *items), "--forms", forms]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "SEEN TODAY" in out
    assert "RED FLAGS: ACT TODAY - Laughing gas and numb feet." in out
    assert "of 6 points" not in out
    assert "Rough estimate" not in out


def test_score_shows_no_frequency_beside_a_strong_reason_without_points(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [coded("pregnant", "yes"), answered("numb", {"valueBoolean": True}), coded("tired", "yes")]
    assert main(["score", file_of(tmp_path, "a.json", *items, coded("gate", "yes")), "--forms", forms]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert (
        "1 to 6 of 6 points. No frequency is shown: a strong reason was found that the survey could not judge."
        " It hardly sorted tired people." in out
    )
    assert "Of 100" not in out
    assert "Strong reasons that this score does not measure: Pregnant." in out


@pytest.mark.parametrize(
    "items",
    [
        [coded("gas", "yes"), answered("numb", {"valueBoolean": True})],
        [coded("gate", "yes"), coded("drug", "now"), coded("tired", "yes")],
    ],
    ids=["red flag", "offered test"],
)
def test_score_is_silent_where_the_recommendation_leaves_no_room(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str], items: list[Json]
) -> None:
    file = file_of(tmp_path, "a.json", answered("age", {"valueInteger": 61}), *items)
    assert main(["score", file, "--forms", forms]) == 0
    out = capsys.readouterr().out
    assert "Points for tests" not in out
    assert "of 6 points" not in out
    assert main(["score", "--json", file, "--forms", forms]) == 0
    found = json.loads(capsys.readouterr().out)["score"]
    assert found["shown"] is False
    assert found["points"][0] > 0, "tables of people need the points"
    assert (found["per_100"], found["people"], found["interval"]) == (None, None, None)


def test_score_shows_no_frequency_to_people_the_survey_did_not_see(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    child = file_of(tmp_path, "a.json", answered("age", {"valueInteger": 17}))
    assert main(["score", child, "--forms", forms]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "No frequency is shown for this person: the survey's figures are for people of 18 or more." in out
    assert "Of 100" not in out
    assert main(["score", "--json", child, "--forms", forms]) == 0
    found = json.loads(capsys.readouterr().out)["score"]
    assert found["applies"] is False
    assert (found["per_100"], found["people"], found["interval"]) == (None, None, None)


def test_json_of_the_points(tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    items = [answered("age", {"valueInteger": 80}), coded("gate", "yes"), coded("tired", "yes")]
    items += [coded("drug", "not-sure")]
    assert main(["score", "--json", file_of(tmp_path, "a.json", *items), "--forms", forms]) == 0
    assert json.loads(capsys.readouterr().out)["score"] == {
        "points": [3, 6],
        "points_max": 6,
        "band": ["middle", "high"],
        "applies": True,
        "shown": True,
        "cautions": ["tired"],
        "predictors": [
            {"id": "age", "points": [2, 2], "text": "75 or over", "linkIds": ["birth_date"], "open": []},
            {"id": "drug", "points": [0, 3], "text": "", "linkIds": [], "open": ["drug"]},
            {"id": "tired", "points": [1, 1], "text": "tired or numb", "linkIds": ["tired"], "open": []},
        ],
        "open": ["drug"],
        "unmeasured": [],
        "outcome": "a low value",
        "population": "people made up for tests",
        "per_100": [15.2, 40.0],
        "interval": [[8.0, 25.0], [20.0, 60.0]],
        "people": [40, 10],
        "overall_per_100": 8.0,
        "overall_people": 200,
        "version": "1",
    }


def test_lines_for_the_record_are_printed_for_one_file_and_for_several(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = file_of(tmp_path, "a.json", *OFFER), file_of(tmp_path, "b.json", *WELL)
    assert main(["score", "--text", one, "--forms", forms]) == 0
    alone = capsys.readouterr().out
    assert alone.startswith("Offer test\nReasons: Metformin (2,000 mg, 6 years, Four months or more); Tired\nTests: ")
    assert alone.endswith(" B12 Desk; not a diagnosis.\n")
    assert main(["score", "--text", one, other, "--forms", forms]) == 0
    both = capsys.readouterr().out
    assert both.startswith(f"{one}\n{'=' * min(len(one), 80)}\n{alone}\n{other}\n")
    assert both.count("not a diagnosis") == 2


def test_codes_are_printed_as_something_to_verify(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(tmp_path, "a.json", *OFFER)
    assert main(["score", "--codes", file, "--forms", forms]) == 0
    first, second, *rest = capsys.readouterr().out.splitlines()
    assert first == "Codes for what was answered, not for a diagnosis. Verify each in your release."
    assert second.startswith("SNOMED CT 84229001 |Fatigue|: Tired [")
    assert rest == []
    (Path(forms) / "codes.toml").unlink()
    assert main(["score", "--codes", file, "--forms", forms]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Nothing was done:\n  urn:test:full|1: the form has no codes.toml.\n")


@pytest.mark.parametrize("two", [("--text", "--json"), ("--codes", "--text"), ("--json", "--codes")])
def test_one_shape_is_printed_and_never_two(two: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["score", *two, "a.json"])
    assert ended.value.code == 2
    assert f"argument {two[1]}: not allowed with argument {two[0]}" in capsys.readouterr().err


def test_a_form_without_points_says_nothing_of_them(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (Path(forms) / "score.toml").unlink()
    file = file_of(tmp_path, "a.json", *WELL)
    assert main(["score", "--json", file, "--forms", forms]) == 0
    assert json.loads(capsys.readouterr().out)["score"] is None
    assert main(["score", file, "--forms", forms]) == 0
    assert "points" not in capsys.readouterr().out


def test_score_prints_the_assessment_in_plain_words(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", file_of(tmp_path, "a.json", *OFFER), "--forms", forms]) == 0
    out, err = capsys.readouterr()
    assert not err
    assert out.startswith("OFFER TEST\nThe answers say: offer-test.\nGuideline: Tests [1]\n")
    assert "Depending on them it could be anything from 'Offer test' to\n'Urgent'." in out
    assert "These decide:\n  - " in out
    assert "Risk factors\n  - Metformin (on the list, evidence strong) [1, 2]\n      Four months or more\n" in out
    assert "Symptoms and signs\n  - Tired" in out
    assert "Notes\n  - A high metformin usage index. [1]" in out
    assert "Suggested first test\n  - Total B12. First test. [1]" in out
    assert "Vitamin B12 in the diet\n  Rough estimate: at least 0.5 micrograms a day. US RDA: 2.4" in out
    assert " [2] Another source for tests.\n" in out
    assert "     https://example.org/s1\n" in out
    assert all(len(line) <= 80 or "http" in line for line in out.splitlines())


def test_score_of_a_settled_response(tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", file_of(tmp_path, "a.json", *WELL), "--forms", forms, "--reference", "uk"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("NO TRIGGER\n")
    assert "Open questions" not in out
    assert "about 2 micrograms a day. UK RNI: 1.5 micrograms a day. [1]" in out
    assert "Before the blood is taken\n  - Take the blood before B12. [1]" in out


def test_score_says_when_open_questions_do_not_matter(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [coded("tired", "yes"), answered("numb", {"valueBoolean": True}), coded("gas", "yes"), *WELL[-3:]]
    items = [*WELL[:-8], *items]
    assert main(["score", file_of(tmp_path, "a.json", *items), "--forms", forms]) == 0
    out = capsys.readouterr().out
    assert "RED FLAGS: ACT TODAY\n  - Laughing gas and numb feet" in out
    assert "; none of them could change this." in out


def test_score_says_how_many_questions_were_not_asked(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", file_of(tmp_path, "a.json", *WELL[:-3]), "--forms", forms]) == 0
    out = capsys.readouterr().out
    assert out.startswith("NO TRIGGER\nThe answers say: no-trigger.\nGuideline: Tests [1]\n\n")
    assert "\n\nFinished when settled: 3 questions were not asked.\n\n" in out
    assert "Open questions" not in out
    unsure = [each if each != coded("pregnant", "no") else coded("pregnant", "not-sure") for each in WELL[:-3]]
    assert main(["score", file_of(tmp_path, "b.json", *unsure), "--forms", forms]) == 0
    out = capsys.readouterr().out
    assert "Finished when settled: 3 questions were not asked.\n\nOpen questions: 1; none of them" in out


def test_json_of_one_file_has_the_documented_shape(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", "--json", file_of(tmp_path, "a.json", *OFFER), "--forms", forms]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == [
        "recommendation", "could_be", "deciding", "findings", "notes", "tests", "intake",
        "score", "questionnaire", "rules", "hash",
    ]  # fmt: skip
    assert found["recommendation"] == "offer-test"
    assert found["could_be"] == ["offer-test", "urgent"]
    assert found["findings"][0] == {
        "id": "metformin",
        "kind": "risk-factor",
        "common": True,
        "strength": "strong",
        "linkIds": ["drug", "drug.dose", "drug.duration"],
        "sources": ["S1", "S2"],
    }
    assert found["notes"] == ["MUI"]
    assert found["tests"] == [{"code": "B12", "reason": "First test."}]
    assert found["intake"] is None
    assert (found["questionnaire"], found["rules"]) == ("urn:test:full|1", "1")
    assert len(found["hash"]) == 64


def test_json_of_several_files_is_one_object_a_line(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [file_of(tmp_path, "a.json", *OFFER), file_of(tmp_path, "b.json", *WELL)]
    assert main(["score", "--json", *files, "--forms", forms]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["recommendation"] for each in found] == ["offer-test", "no-trigger"]
    assert found[1]["intake"] == {"mcg_per_day": 2.0, "reference": 2.4, "reference_label": "US RDA"}


def test_several_files_are_headed_by_their_names(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [file_of(tmp_path, "a.json", *OFFER), file_of(tmp_path, "b.json", *WELL)]
    assert main(["score", *files, "--forms", forms]) == 0
    out = capsys.readouterr().out
    assert all(f"{file}\n{'=' * min(len(file), 80)}\n" in out for file in files)


def test_a_warning_goes_to_standard_error(tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", file_of(tmp_path, "a.json", *OFFER, authored="2026-11-22"), "--forms", forms]) == 0
    assert "note: " in capsys.readouterr().err


def test_a_patient_who_contradicts_the_answers_is_refused(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {"contained": [{"resourceType": "Patient", "id": "p", "birthDate": "1940-01-01"}]}
    file = file_of(tmp_path, "a.json", *OFFER, **record, subject={"reference": "#p"})
    assert main(["score", file, "--forms", forms]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert f"{file}: Patient.birthDate: it contradicts the answer to 'age'." in err


def test_an_age_known_only_from_the_patient_record_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = {"contained": [{"resourceType": "Patient", "id": "p", "birthDate": "1946-01-01"}]}
    url = load().questionnaire.canonical
    file = file_of(tmp_path, "a.json", **record, subject={"reference": "#p"}, questionnaire=url)
    assert main(["score", "--json", file]) == 0
    assert "age" in [each["id"] for each in json.loads(capsys.readouterr().out)["findings"]]


def test_a_warning_sign_behind_a_gate_that_says_no_is_told_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signs = [coded("emergency_thoughts", "none-of-these"), coded("suicidal_intent", "yes")]
    url = load().questionnaire.canonical
    file = file_of(tmp_path, "a.json", *signs, questionnaire=url, status="in-progress")
    assert main(["score", file]) == 0
    assert capsys.readouterr().err.splitlines() == [
        f"note: {file}: emergency_thoughts: contradicts a warning sign: check with the patient. "
        "suicidal_intent: not counted, because emergency_thoughts is none-of-these.",
        f"note: {file}: status: the intake is not finished. What is still open may change the result.",
    ]


def test_every_problem_of_every_file_is_named_and_nothing_printed(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good = file_of(tmp_path, "good.json", *WELL)
    bad = file_of(tmp_path, "bad.json", coded("tierd", "yes"), coded("tired", "si"))
    missing = str(tmp_path / "missing.json")
    assert main(["score", good, bad, missing, str(tmp_path), "nul\0name", "--forms", forms]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert f"{bad}: tierd: the questionnaire has no such linkId. Did you mean 'tired'?" in err
    assert f"{bad}: tired: unknown code 'si'." in err
    assert f"{missing}: the file cannot be read (No such file or directory)." in err
    assert f"{tmp_path}: the file cannot be read (Is a directory)." in err
    assert "nul" in err
    assert "problems: 5" in err


def test_a_bad_form_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", file_of(tmp_path, "a.json", *OFFER), "--forms", str(tmp_path / "nowhere")]) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_bad_arguments_end_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["nonsense"], ["score"], ["report", "a.json"], ["report", "a", "--out", "b", "--jobs", "0"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2
    assert "usage: b12desk" in capsys.readouterr().err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--version", "--help"):
        with pytest.raises(SystemExit) as caught:
            main([option])
        assert caught.value.code == 0
    assert capsys.readouterr().out.startswith(f"b12desk {__version__}\nusage: b12desk")


# report


def printed_files(out: str) -> dict[str, list[str]]:
    """Names of the files written, by the input they come from."""
    pairs = (line.split(" -> ") for line in out.splitlines())
    return {file: [Path(each).name for each in paths.split(", ")] for file, paths in pairs}


def test_report_writes_what_was_ordered(tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deep" / "out"
    files = [file_of(tmp_path, "HIV Smith-John-1958.json", *OFFER), file_of(tmp_path, "b.json", *WELL)]
    assert main(["report", *files, "--out", str(out), "--forms", forms, "--handout", "--paper", "a4"]) == 0
    printed = printed_files(capsys.readouterr().out)
    assert list(printed) == files
    assert [each[9:] for names in printed.values() for each in names] == ["-summary.pdf", "-handout.pdf"] * 2
    assert [len({each[:9] for each in names}) for names in printed.values()] == [1, 1]
    assert sorted(each.name for each in out.iterdir()) == sorted(each for names in printed.values() for each in names)
    assert all(each.read_bytes().startswith(b"%PDF-") for each in out.iterdir())
    if os.name == "posix":
        assert {each.stat().st_mode & 0o777 for each in out.iterdir()} == {0o600}


def test_what_a_form_has_no_use_for_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without foods there is no intake that a reference could stand beside; all that is refused is named at once."""
    forms, out = str(write_form(tmp_path / "iron", "iron")), tmp_path / "out"
    file = tmp_path / "a.json"
    given = {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2026-05-04T10:00:00Z"}
    file.write_text(json.dumps(given), encoding="utf-8")
    because = "urn:test:iron|1: the form has no foods.toml, so there is no intake that --reference could stand beside."
    assert main(["score", str(file), "--forms", forms]) == 0
    assert main(["report", str(file), "--forms", forms, "--out", str(out), "--paper", "a4"]) == 0
    written = sorted(out.iterdir())
    capsys.readouterr()
    for named in ("us", "uk"):
        assert main(["score", str(file), "--forms", forms, "--reference", named]) == 2
        said = capsys.readouterr()
        assert (said.out, said.err) == ("", f"Nothing was done:\n  {because} Leave out --reference.\n")
    assert main(["report", str(file), "--forms", forms, "--out", str(out), "--handout", "--reference", "us"]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("Nothing was written:\n  urn:test:iron|1: the form has no handout.toml, so there is")
    assert said.err.endswith(f"\n  {because} Leave out --reference.\n")
    assert sorted(out.iterdir()) == written


def test_names_hold_the_reference_code_alone_and_never_collide(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x").mkdir()
    odd = "..\u202e.Smith, John\n1958"
    subject = {"display": "../../Ann", "identifier": {"value": "/etc/passwd"}}
    files = [file_of(tmp_path, f"{folder}{odd}.json", *OFFER, subject=subject) for folder in ("", "x/")]
    out = tmp_path / "out"
    for _again in range(2):
        assert main(["report", *files, "--out", str(out), "--forms", forms, "--large-print"]) == 0
        code = min(each.name for each in out.iterdir())[:9]
        assert sorted(each.name for each in out.iterdir()) == [
            f"{code}-2-handout-large-print.pdf", f"{code}-2-summary.pdf",
            f"{code}-handout-large-print.pdf", f"{code}-summary.pdf",
        ]  # fmt: skip
        printed = capsys.readouterr().out
        assert "Ann" not in printed
        lines = printed.splitlines()
        assert len(lines) == 2
        assert lines[0].startswith(
            f"{tmp_path}{os.sep}..\\u202e.Smith, John\\n1958.json -> {out}{os.sep}{code}-summary.pdf, "
        )
        assert lines[1].endswith(f"{code}-2-handout-large-print.pdf")


def test_another_file_of_the_same_name_is_never_overwritten(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = file_of(tmp_path, "a.json", *OFFER), tmp_path / "out"
    command = ["report", file, "--out", str(out), "--forms", forms]
    assert main(command) == 0
    (paper,) = out.iterdir()
    code, first = paper.name[:9], paper.read_bytes()
    assert main([*command, "--paper", "letter"]) == 0
    assert (paper.read_bytes(), (out / f"{code}-2-summary.pdf").exists()) == (first, True)
    (out / f"{code}-3-summary.pdf").mkdir()
    (out / f"{code}-4-summary.pdf").symlink_to("nowhere")
    paper.write_bytes(b"x" * len(first))
    capsys.readouterr()
    assert main([*command, "--handout"]) == 0
    assert printed_files(capsys.readouterr().out) == {file: [f"{code}-5-summary.pdf", f"{code}-5-handout.pdf"]}
    assert paper.read_bytes() == b"x" * len(first)
    assert main([*command[:2], *command[1:]]) == 0
    first_line, second_line = capsys.readouterr().out.splitlines()
    assert first_line.endswith(f"{code}-5-summary.pdf")  # 1 and 3 are other files, 5 has the same bytes
    assert second_line.endswith(f"{code}-6-summary.pdf")  # so are 2 and 4


def test_a_file_that_cannot_be_looked_into_counts_as_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "C-summary.pdf").write_bytes(b"1")
    assert free_stem(tmp_path, "C", 1, 1, {"summary": b"1"}) == "C"
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert free_stem(tmp_path, "C", 1, 1, {"summary": b"1"}) == "C-2"
    assert free_stem(tmp_path, "C", 1, 3, {"summary": b"1"}) == "C-4"


def test_what_was_written_before_the_disk_refused_is_named(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Path.replace

    def small(written: Path, target: Path) -> Path:
        if str(target).endswith("-handout.pdf"):
            raise OSError(28, "No space left on device", str(target))
        return put(written, target)

    monkeypatch.setattr(Path, "replace", small)
    out, file = tmp_path / "out", file_of(tmp_path, "a.json", *OFFER)
    assert main(["report", file, "--out", str(out), "--forms", forms, "--handout"]) == 2
    (paper,) = out.iterdir()
    printed = capsys.readouterr()
    assert printed_files(printed.out) == {file: [paper.name]}
    assert "Not everything could be written; problems: 1" in printed.err


@pytest.mark.parametrize("folder", ["", "  "])
def test_an_empty_out_is_a_usage_problem(
    tmp_path: Path, forms: str, folder: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = file_of(tmp_path, "a.json", *OFFER)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(SystemExit) as caught:
        main(["report", file, "--out", folder, "--forms", forms])
    assert caught.value.code == 2
    assert "argument --out: name a folder" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


def test_nothing_is_written_when_one_input_is_bad(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [file_of(tmp_path, "a.json", *OFFER), file_of(tmp_path, "b.json", coded("tierd", "yes"))]
    assert main(["report", *files, "--out", str(tmp_path / "out"), "--forms", forms]) == 2
    assert not (tmp_path / "out").exists()
    out, err = capsys.readouterr()
    assert not out
    assert "b.json: tierd" in err


def test_an_out_folder_that_is_a_file_is_a_problem(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(tmp_path, "a.json", *OFFER)
    assert main(["report", file, "--out", file, "--forms", forms]) == 2
    assert "the folder cannot be used" in capsys.readouterr().err


def test_a_disk_that_refuses_is_a_problem(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["report", file_of(tmp_path, "a.json", *OFFER), "--out", str(tmp_path / "out"), "--forms", forms]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert "-summary.pdf: the disk is full. Make room on it" in err
    assert list((tmp_path / "out").iterdir()) == []


def test_an_input_that_goes_away_meanwhile_is_a_problem(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(tmp_path, "a.json", *OFFER)
    monkeypatch.setattr("b12desk.cli.report._prepare", lambda _out: Path(file).unlink())
    assert main(["report", file, "--out", str(tmp_path / "out"), "--forms", forms]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_several_processes_write_the_same_as_one(tmp_path: Path, forms: str) -> None:
    files = [file_of(tmp_path, f"{number}.json", *OFFER[: number + 1]) for number in range(3)]
    one, two = tmp_path / "one", tmp_path / "two"
    for out, jobs in ((one, "1"), (two, "2")):
        done = whole_process("report", *files, "--out", str(out), "--forms", forms, "--jobs", jobs)
        assert (done.returncode, done.stderr) == (0, b"")
        assert len(done.stdout.splitlines()) == 3
    assert {each.name: each.read_bytes() for each in one.iterdir()} == {
        each.name: each.read_bytes() for each in two.iterdir()
    }


@pytest.mark.parametrize(
    ("choice", "environment", "paper"),
    [
        ("a4", {"LANG": "en_US.UTF-8"}, "a4"),
        ("letter", {}, "letter"),
        ("auto", {}, "a4"),
        ("auto", {"LANG": "en_US.UTF-8"}, "letter"),
        ("auto", {"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, "a4"),
        ("auto", {"LANG": "en_GB.UTF-8", "LC_ALL": "en_CA"}, "letter"),
        ("auto", {"LANG": "C"}, "a4"),
    ],
)
def test_paper(choice: str, environment: dict[str, str], paper: str) -> None:
    assert paper_of(choice, environment) == paper


# check


def test_check_of_a_good_form_is_short(forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    good = f"{forms}: 27 items, 6 findings, 2 sources, 2 cases: no problems."
    assert main(["check", forms]) == 0
    assert capsys.readouterr().out == f"{good}\n"
    assert main(["check", forms, "--publish"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Published: 1/questionnaire.toml",
        "Published: 1/rules.toml",
        good,
        "As published, but for looks and sources.",
    ]


def test_check_tells_what_changed_since_it_was_published(forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", forms, "--publish"]) == 0
    path = Path(forms) / "rules.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('operator = ">=", answer = 4', 'operator = ">=", answer = 5'), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    capsys.readouterr()
    assert main(["check", forms, "--publish"]) == 2
    out = capsys.readouterr().out
    assert "answer' was 4 and is 5. Version 1 is published: give it a new version, or take this back.\n" in out


def test_check_lists_every_problem_with_its_place(forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(forms) / "questionnaire.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('linkId = "gas"', 'linkId = "gass"'), encoding="utf-8")
    assert main(["check", forms]) == 2
    out = capsys.readouterr().out
    assert f"{Path(forms) / 'rules.toml'}:76: gas_and_numb: there is no item 'gas'. Did you mean 'gass'?" in out
    assert out.endswith("Problems: 1\n")


def test_check_runs_the_cases(forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(forms) / "cases.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('tired = "yes"', 'tired = "no"'), encoding="utf-8")
    assert main(["check", forms]) == 2
    assert "offer: recommendation should be offer-test, but is" in capsys.readouterr().out
    path.write_text("version = 1", encoding="utf-8")
    assert main(["check", forms]) == 2
    assert "'version' must be text in quotes." in capsys.readouterr().out


def test_check_walks_the_demonstration_to_its_end(forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    cases, form = Path(forms) / "cases.toml", Path(forms) / "questionnaire.toml"
    text = cases.read_text(encoding="utf-8").replace('version = "1"', 'version = "1"\ndemonstration = "well"', 1)
    cases.write_text(text, encoding="utf-8")
    assert main(["check", forms]) == 0
    cases.write_text(text.replace('tired = "no"\n', "", 1), encoding="utf-8")
    asked = form.read_text(encoding="utf-8").replace('linkId = "tired"', 'linkId = "tired"\nrequired = true', 1)
    form.write_text(asked, encoding="utf-8")
    capsys.readouterr()
    assert main(["check", forms]) == 2
    told = capsys.readouterr().out
    assert "well: it stops at 'tired' (required). A demonstration answers all that is required." in told


def test_check_of_the_shipped_form_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    found, published, *counts = capsys.readouterr().out.splitlines()
    assert found.endswith(" cases: no problems.")
    assert published == "As published, but for looks and sources."
    assert [each.partition(":")[0] for each in counts] == [
        "Questions, uncomplicated",
        "Questions, everyday",
        "Questions, longest walk found",
    ]


# whole processes


@pytest.mark.parametrize("command", ["score", "report", "check"])
def test_a_command_loads_no_qt_and_needs_no_display(tmp_path: Path, forms: str, command: str) -> None:
    file = file_of(tmp_path, "a.json", *OFFER)
    more = {"score": [file, "--forms", forms], "report": [file, "--forms", forms, "--out", str(tmp_path / "out")]}
    code = (
        "import sys; from b12desk.__main__ import main; status = main(sys.argv[1:]);"
        "sys.exit(status or any(n.split('.')[0] in ('PySide6', 'shiboken6') for n in sys.modules))"
    )
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    arguments = [sys.executable, "-c", code, command, *more.get(command, [forms])]
    done = subprocess.run(arguments, check=False, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")


def test_score_loads_nothing_that_it_does_not_need(tmp_path: Path, forms: str) -> None:
    file = file_of(tmp_path, "a.json", *OFFER)
    assert main(["score", file, "--forms", forms]) == 0
    code = (
        "import sys; from b12desk.__main__ import main; main(sys.argv[1:]);"
        "heavy = {'PySide6', 'reportlab', 'sqlalchemy', 'tqdm', 'multiprocessing', 'uharfbuzz'};"
        "sys.exit(sorted(heavy & set(sys.modules)) or 0)"
    )
    arguments = [sys.executable, "-c", code, "score", file, "--forms", forms]
    done = subprocess.run(arguments, check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_standard_input(tmp_path: Path, forms: str) -> None:
    data = json.dumps(resource(*OFFER)).encode()
    done = whole_process("score", "-", "--json", "--forms", forms, input=data)
    assert json.loads(done.stdout)["recommendation"] == "offer-test"
    out = tmp_path / "out"
    assert whole_process("report", "-", "--out", str(out), "--forms", forms, input=data).returncode == 0
    (paper,) = out.iterdir()
    assert paper.name[9:] == "-summary.pdf"
    done = whole_process("score", "-", "--forms", forms, input=b"hello")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"standard input: line 1, column 1: this is not JSON." in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_told(tmp_path: Path, forms: str) -> None:
    command = [sys.executable, "-m", "b12desk", "score", file_of(tmp_path, "a.json", *OFFER), "--forms", forms]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, b"The output cannot be written (No space left on device).\n")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*command[:4], "missing"], stdout=subprocess.PIPE, stderr=full, check=False)
    assert done.returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="closing descriptors by shell")
@pytest.mark.parametrize(
    ("script", "status"),
    [
        ('"$0" -m b12desk score "$1" --forms "$2" | true; exit "${PIPESTATUS[0]}"', 0),
        ('"$0" -m b12desk score "$1" --forms "$2" >&-', 2),
        ('"$0" -m b12desk score missing --forms "$2" 2>&-', 2),
        ('"$0" -m b12desk score - --forms "$2" <&-', 2),
    ],
)
def test_closed_streams_are_no_crash(tmp_path: Path, forms: str, script: str, status: int) -> None:
    file = file_of(tmp_path, "a.json", *OFFER)
    done = subprocess.run(
        ["bash", "-c", script, sys.executable, file, forms], check=False, capture_output=True, text=True
    )
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_a_terminal_that_knows_no_umlauts_gets_escapes(tmp_path: Path, forms: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    path = Path(forms) / "rules.toml"
    text = path.read_text(encoding="utf-8").replace("Four months or more", "Four months \u2265")
    path.write_text(text, encoding="utf-8")
    done = whole_process("score", file_of(tmp_path, "a.json", *OFFER), "--forms", forms, env=environment)
    assert done.returncode == 0
    assert b"Four months \\u2265" in done.stdout


def test_the_same_file_gives_the_same_output_in_every_process(tmp_path: Path, forms: str) -> None:
    file = file_of(tmp_path, "a.json", *OFFER)
    outputs = {
        whole_process("score", file, "--forms", forms, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(outputs) == 1


def test_an_interrupted_command_ends_quietly(forms: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("b12desk.cli.check.check", interrupted)
    assert main(["check", forms]) == 130


@pytest.mark.parametrize("arguments", [[], ["demo", "--out", "x"], ["--try"]])
def test_without_a_command_the_window_opens(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    import types

    window = types.ModuleType("b12desk.app")
    window.main = lambda argv: [7, argv]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "b12desk.app", window)
    assert main(arguments) == [7, arguments]  # type: ignore[comparison-overlap]
