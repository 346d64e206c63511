"""``b12desk export``: what stands in each file and each column, who is left out, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from b12desk.__main__ import main
from b12desk.interop.columns import Field, Intake, fields_of
from b12desk.interop.csv_export import DICTIONARY, write_dictionary
from b12desk.model.definition import Definition
from tests.gallery import gallery, write_form
from tests.interop.sample import Json, answered, coded, resource
from tests.sample_cases import definition, judged, vignettes

FILES = ("answers.csv", "redcap_dictionary.csv", "redcap_records.csv")
MARIA = [
    answered("birth_date", {"valueDate": "1984-03"}),
    coded("products", "tablet"),
    coded("gate", "yes"),
    coded("drug", "now"),
    answered("drug.dose", {"valueQuantity": {"value": 2000, "code": "mg"}}),
    answered("drug.duration", {"valueQuantity": {"value": 1.5, "code": "a"}}),
    answered("drug.name", {"valueString": "=HYPERLINK(1)"}),
    answered("numb", {"valueBoolean": False}),
    coded("tired", "not-sure"),
]


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def forms(tmp_path: Path) -> str:
    return str(write_form(tmp_path / "forms", "full"))


def file_of(folder: Path, name: str, *items: Json, **more: object) -> str:
    path = folder / name
    path.write_text(json.dumps(resource(*items, **more)), encoding="utf-8")
    return str(path)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        read = csv.reader(file, strict=True)
        heading = next(read)
        assert len(set(heading)) == len(heading)
        return [dict(zip(heading, row, strict=True)) for row in read]


def maria(folder: Path) -> str:
    return file_of(
        folder,
        "maria.json",
        *MARIA,
        identifier={"value": "intake-1"},
        subject={"display": "Maria Sample", "identifier": {"value": "-12"}},
    )


def test_three_files_say_the_same_in_their_own_ways(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    files = [maria(tmp_path), file_of(tmp_path, "other.json", coded("tired", "yes"), status="in-progress")]
    assert main(["export", *files, "--out", str(out), "--forms", forms, "--identified"]) == 0
    assert capsys.readouterr().out == "".join(f"{out / name}\n" for name in FILES) + (
        "2 records. Names, record numbers, birth dates and own words are in it.\n"
    )
    first, second = rows(out / "answers.csv")
    assert (first["record_id"], second["record_id"]) == ("intake-1", "2")
    assert (first["patient_name"], first["patient_number"]) == ("Maria Sample", "-12")
    assert (first["birth_date"], first["drug_dose"], first["drug_duration"]) == ("1984-03", "2000", "1.5")
    assert first["drug_duration_unit"] == "years"
    assert first["drug_name"] == "'=HYPERLINK(1)"
    assert (first["numb"], first["tired"]) == ("No", "Not sure")
    assert second["drug_dose"] == second["products"] == ""
    record, open_ = rows(out / "redcap_records.csv")
    assert (record["record_id"], record["b12desk_complete"], open_["b12desk_complete"]) == ("intake-1", "2", "0")
    assert (record["products___tablet"], record["products___spray"], open_["products___tablet"]) == ("1", "0", "")
    assert (record["drug_duration"], record["drug_duration_unit"], record["tired"]) == ("1.5", "a", "not_sure")
    assert record["numb"] == "0"
    assert record["recommendation"] == judged_code(first["recommendation"])
    assert record["drug_name"] == "'=HYPERLINK(1)"
    named = {each["Variable / Field Name"]: each for each in rows(out / "redcap_dictionary.csv")}
    assert tuple(next(iter(named.values()))) == DICTIONARY
    assert (named["patient_name"]["Identifier?"], named["drug_dose"]["Identifier?"]) == ("y", "")
    assert (named["drug_dose"]["Text Validation Type OR Show Slider Number"], named["products"]["Field Type"]) == (
        "number",
        "checkbox",
    )
    assert named["drug_dose"]["Branching Logic (Show field only if...)"] == "([drug] = 'now' or [drug] = 'past')"
    expected = {
        column
        for name, each in named.items()
        for column in (
            [f"{name}___{choice.partition(',')[0]}" for choice in each[DICTIONARY[5]].split(" | ")]
            if each["Field Type"] == "checkbox"
            else [name]
        )
    }
    assert set(record) == expected | {"b12desk_complete"}


def judged_code(title: str) -> str:
    """What REDCap is told of the recommendation that people read as ``title``."""
    return next(each.code for each in gallery("full").rules.recommendation if each.title == title).replace("-", "_")


def test_who_it_is_stays_out_unless_it_is_asked_for(tmp_path: Path, forms: str) -> None:
    out = tmp_path / "out"
    assert main(["export", maria(tmp_path), "--out", str(out), "--forms", forms]) == 0
    for name in FILES:
        text = (out / name).read_text(encoding="utf-8-sig")
        for who in ("Maria", "-12", "1984", "HYPERLINK", "patient_name", "birth_date", "drug_name"):
            assert who not in text, (name, who)


def test_nothing_there_is_replaced_and_nothing_half_written(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / FILES[2]).write_text("mine", encoding="utf-8")
    assert main(["export", maria(tmp_path), "--out", str(out), "--forms", forms]) == 2
    assert f"{out / FILES[2]}: there is a file of this name." in capsys.readouterr().err
    assert [each.name for each in out.iterdir()] == [FILES[2]]
    assert (out / FILES[2]).read_text(encoding="utf-8") == "mine"
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    assert main(["export", maria(tmp_path), "--out", str(blocked / "in"), "--forms", forms]) == 2
    assert "the file cannot be written" in capsys.readouterr().err


def test_one_record_given_twice_is_refused(tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = maria(tmp_path)
    assert main(["export", file, file, "--out", str(tmp_path / "out"), "--forms", forms]) == 2
    assert "intake-1: 2 responses have this identifier." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_every_answer_of_every_sample_patient_has_its_column() -> None:
    fields = fields_of(definition(), identified=True)
    names = [column for each in fields for column in each.columns]
    assert len(set(names)) == len(names)
    assert all(
        name.replace("___", "_").isidentifier() and "__" not in each.name for each in fields for name in each.columns
    )
    by_item: dict[str, list[Field]] = {}
    for each in fields:
        if each.item is not None:
            by_item.setdefault(each.item.link_id, []).append(each)
    for name, vignette in vignettes().items():
        intake = Intake(vignette.response, judged(name))
        for link_id, answers in vignette.response.answers.items():
            if link_id in definition().questionnaire.calculated:
                continue
            said = [cell for field in by_item[link_id] for cell in field.cell(intake)]
            assert len(said) >= len(answers), (name, link_id)
            assert all(said)


def test_codes_that_look_alike_keep_apart() -> None:
    """A code with a plus or a point becomes a name of REDCap's; no two of a list may become the same."""
    for field in fields_of(definition(), identified=True):
        codes = [code for code, _words in field.choices]
        assert len(set(codes)) == len(codes)
        assert all(code.isascii() and code.replace("_", "a").isalnum() for code in codes)


def logic(form: Definition) -> dict[str, str]:
    """When each question is shown, as the dictionary of a form has it."""
    text = io.StringIO(newline="")
    write_dictionary(text, form.questionnaire, fields_of(form, identified=True))
    read = csv.DictReader(io.StringIO(text.getvalue(), newline=""))
    return {each[DICTIONARY[0]]: each[DICTIONARY[11]] for each in read}


def test_conditions_become_branching_logic_where_redcap_can_say_them() -> None:
    assert logic(gallery("enable_any"))["q"] == "([a] = 'yes' or [b] = 'yes')"
    assert logic(gallery("full"))["age"] == ""  # asked when another answer is missing: left out, so it is shown
    shipped = logic(definition())
    assert shipped["suicidal_intent"] == "[emergency_thoughts(end_life)] = '1'"
    assert shipped["food_yogurt"].endswith(" or [food_estimate] = 'yes') and [diet_pattern(vegan)] = '0'")
    assert shipped["food_liver"].endswith(" and ([diet_pattern(vegan)] = '0' and [diet_pattern(vegetarian)] = '0')")


def test_what_is_written_beside_a_list_has_a_column_of_its_own(tmp_path: Path) -> None:
    form = write_form(tmp_path / "forms", "open_choice")
    item = next(each for each in gallery("open_choice").questionnaire.items.values() if each.type == "open-choice")
    file = file_of(
        tmp_path, "r.json", answered(item.link_id, {"valueString": "+something"}),
        questionnaire=gallery("open_choice").questionnaire.canonical,
    )  # fmt: skip
    out = tmp_path / "out"
    assert main(["export", file, "--out", str(out), "--forms", str(form), "--identified"]) == 0
    (record,) = rows(out / "redcap_records.csv")
    assert (record[item.link_id], record[f"{item.link_id}_other"]) == ("", "'+something")


def test_what_was_entered_in_error_is_left_out_and_said_unless_it_is_asked_for(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [maria(tmp_path), file_of(tmp_path, "other.json", coded("tired", "yes"), status="entered-in-error")]
    assert main(["export", *files, "--out", str(tmp_path / "some"), "--forms", forms]) == 0
    told = capsys.readouterr()
    assert told.out.endswith("own words.\n1 record was entered in error and left out.\n")
    assert "the intake was entered in error" in told.err
    assert [each["status"] for each in rows(tmp_path / "some" / "answers.csv")] == ["completed"]
    assert main(["export", *files, "--out", str(tmp_path / "all"), "--forms", forms, "--voided"]) == 0
    assert "entered in error" not in capsys.readouterr().out
    assert [each["status"] for each in rows(tmp_path / "all" / "redcap_records.csv")] == [
        "completed",
        "entered-in-error",
    ]
