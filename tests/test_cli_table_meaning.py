"""``b12desk score --table`` on the shipped form: what a cell may mean, and that nothing is guessed."""

from __future__ import annotations

import csv
from json import dumps, loads
from pathlib import Path

import pytest

from b12desk.cli import main
from b12desk.cli import table as table_module
from b12desk.definitions import load
from tests.tables.test_csv_file import NO_NUMBER, advised

HEADER = "id,age,sex,metformin,dose,years\n"
MAP = """
format = 1
title = "Field example"
id = "id"
authored = "2026-11-22"

[[column]]
name = "age"
linkId = "age"

[[column]]
name = "sex"
linkId = "sex"
codes = { "F" = "female", "M" = "male" }

[[column]]
name = "metformin"
linkId = "medicines_common"
codes = { "0" = "none-of-these", "1" = "metformin" }

[[column]]
name = "dose"
linkId = "med_metformin.dose"
unit = "mg"
onlyIf = { medicines_common = "metformin" }

[[column]]
name = "years"
linkId = "med_metformin.duration"
unit = "a"
onlyIf = { medicines_common = "metformin" }
"""
CLIPPED = MAP.replace('linkId = "age"', 'linkId = "age"\nclip = true').replace('"mg"', '"mg"\nclip = true')
CLIPPED = CLIPPED.replace('unit = "a"', 'unit = "a"\nclip = true')
OUTSIDE = "the number is outside the question's limits"
POINT = "the point may stand before decimals or between thousands: write 2000 or 2.0, not 2.000."
LIFE = "that is longer than the person has lived. Mend it, or the birth date or age."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def score(
    capsys: pytest.CaptureFixture[str], rows: str, mapping: str = MAP, *more: str
) -> tuple[int, list[str], list[dict[str, str]]]:
    """Status, the lines of standard error, and the rows of the result, in the current folder."""
    Path("t.csv").write_text(rows, encoding="utf-8")
    Path("m.toml").write_text(mapping, encoding="utf-8")
    status = main(["score", "--table", "t.csv", "--map", "m.toml", "--out", "o.csv", *more])
    result = Path("o.csv")
    found = list(csv.DictReader(result.read_text(encoding="utf-8").splitlines())) if result.exists() else []
    return status, capsys.readouterr().err.splitlines(), found


CODES = ("777", "7777", "888", "997", "998", "999", "9999", "99999", "-1", "-3", "-7", "-9", "-99")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("mapping", [MAP, CLIPPED], ids=["plain", "clip"])
def test_a_code_for_unknown_is_never_an_age(mapping: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = HEADER + "".join(f"{number},{code},M,0,,\n" for number, code in enumerate((*CODES, "999.0")))
    status, said, found = score(capsys, rows, mapping)
    assert (status, found) == (2, [])
    places = {code: f"row {row}" for row, code in enumerate(CODES, 2)} | {"999": "rows 7, 15"}
    assert said == [
        f"Nothing was written; problems: {len(CODES) + 1}",
        *(
            f"  t.csv: {place}, column 'age': {OUTSIDE}, 0 to 120: {advised(code)}; otherwise mend it."
            for code, place in places.items()
        ),
    ]
    heeded = ", ".join(f'"{code}" = ""' for code in CODES)
    status, said, found = score(
        capsys, rows, mapping.replace('linkId = "age"', f'linkId = "age"\ncodes = {{ {heeded} }}')
    )
    assert (status, said) == (0, [])
    assert found == score(capsys, HEADER + "".join(f"{number},,M,0,,\n" for number in range(14)), mapping)[2]


@pytest.mark.usefixtures("folder")
def test_a_word_for_unknown_is_named_with_its_mending(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["NA", "n/a", ".", "NULL", "unknown", "#N/A", "-", "NaN", "Refused"]
    status, said, _found = score(capsys, HEADER + "".join(f"1,{word},{word},{word},,\n" for word in words), CLIPPED)
    assert (status, len(said)) == (2, 1 + 3 * len(words))
    for row, word in enumerate(words, 2):
        for column, line in zip(("age", "sex", "metformin"), said[3 * row - 5 :], strict=False):
            assert line.startswith(f"  t.csv: row {row}, column '{column}': the cell is ")
            assert line.endswith(f"{advised(word)}.")


@pytest.mark.usefixtures("folder")
def test_only_what_is_near_the_limits_is_clipped(capsys: pytest.CaptureFixture[str]) -> None:
    status, said, found = score(capsys, HEADER + "1,120,M,0,,\n2,121,M,0,,\n3,132,M,0,,\n", CLIPPED)
    assert (status, said) == (0, [])
    assert len({tuple(row.values())[1:] for row in found}) == 1
    status, said, _found = score(capsys, HEADER + "1,133,M,0,,\n2,200,M,0,,\n3,1e3,M,0,,\n4,-45,M,0,,\n", CLIPPED)
    assert status == 2
    assert said[1:] == [
        "  t.csv: rows 2, 3, 4 and 1 more, column 'age': the number is too far outside the question's limits, 0 to 120,"
        ' to be clipped: mend it; if it stands for "unknown", name it in the map with codes = { "the cell" = "" }.'
    ]


@pytest.mark.usefixtures("folder")
def test_a_number_for_clip_says_how_far(capsys: pytest.CaptureFixture[str]) -> None:
    mapping = MAP.replace('"mg"', '"mg"\nclip = 12_000')
    assert score(capsys, HEADER + "1,60,M,1,5001,5\n2,60,M,1,12000,5\n3,60,M,1,0,5\n", mapping)[0] == 0
    said = score(capsys, HEADER + "1,60,M,1,12001,5\n2,60,M,1,9999,5\n3,60,M,1,-9,5\n", mapping)[1]
    assert [line.partition(",")[0] for line in said[1:]] == ["  t.csv: row 2", "  t.csv: row 3", "  t.csv: row 4"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_point_that_may_stand_between_thousands_is_asked_back(
    jobs: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_module, "_CHUNK", 2)
    doses = ("2.000", "1.500", "1.250", "+2.000", "2.550", "850")
    rows = HEADER + "".join(f"{number},60,M,1,{dose},5\n" for number, dose in enumerate(doses))
    status, said, found = score(capsys, rows, MAP, "--jobs", jobs)
    assert (status, found) == (2, [])
    assert said == [
        "Nothing was written; problems: 5",
        f"  t.csv: rows 2, 3, 4 and 2 more, column 'dose': {POINT}",
    ]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("other", ["12.5", "850.5", "1000.000", "8."])
def test_another_number_of_the_column_shows_where_points_stand(other: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert score(capsys, f"{HEADER}1,60,M,1,2.000,5\n2,60,M,1,{other},5\n")[:2] == (0, [])


@pytest.mark.usefixtures("folder")
def test_a_point_with_one_possible_reading_is_read_so(capsys: pytest.CaptureFixture[str]) -> None:
    status, said, found = score(capsys, HEADER + "1,60.000,M,1,2000.000,5.000\n")
    assert (status, said) == (0, [])
    assert found == score(capsys, HEADER + "1,60,M,1,2000,5\n")[2]


@pytest.mark.usefixtures("folder")
def test_a_number_that_is_written_otherwise_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    doses = ('"2,000"', '"2,5"', "2 000", "2\u00a0000", "2\u202f000", "2'000", "2000 mg", ">850", "\u0662\u0660\u0660")
    status, said, _found = score(capsys, HEADER + "".join(f"1,60,M,1,{dose},5\n" for dose in doses), CLIPPED)
    assert (status, said[0]) == (2, f"Nothing was written; problems: {len(doses)}")
    assert said[1:] == [f"  t.csv: rows 2, 3, 4 and {len(doses) - 3} more, column 'dose': {NO_NUMBER}"]


@pytest.mark.usefixtures("folder")
def test_the_error_of_a_spreadsheet_is_no_value(capsys: pytest.CaptureFixture[str]) -> None:
    said = score(capsys, f"{HEADER}1,#REF!,M,0,,\n2,60,#NAME?,0,,\n")[1]
    assert [line.rpartition("': ")[2] for line in said[1:]] == [
        "the cell holds the error of a spreadsheet: mend it there, or empty it."
    ] * 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("ages", "told"),
    [
        (["99", "99", "99", "50"], "rows 2, 3, 4, column 'age': 99"),
        (["77", "77", "77", "77"], "rows 2, 3, 4 and 1 more, column 'age': 77"),
        (["99", "99", "50"], ""),  # two people of 99
        (["77", "77", "77", "80"], ""),  # not at the end of the column
        (["85", "85", "85", "85"], ""),  # "85 and over" is no code
    ],
)
def test_a_code_within_the_limits_is_told_when_it_ends_the_column(
    ages: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"{number},{age},M,0,,\n" for number, age in enumerate(ages))
    status, said, found = score(capsys, HEADER + rows)
    assert (status, len(found)) == (0, len(ages))
    code = told[-2:]
    assert said == ([f"note: t.csv: {told} counts as a number: {advised(code)}."] if told else [])


@pytest.mark.usefixtures("folder")
def test_a_code_of_three_digits_within_the_limits_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    days = MAP.replace('unit = "a"', 'unit = "d"')
    said = score(capsys, HEADER + "1,60,M,1,2000,9999\n2,60,M,1,850,400\n", days)[1]
    assert said[-1] == f"note: t.csv: row 2, column 'years': 9999 counts as a number: {advised('9999')}."
    ranges = MAP.replace(
        'codes = { "0" = "none-of-these", "1" = "metformin" }',
        'ranges = [{ below = 1, code = "none-of-these" }, { code = "metformin" }]',
    )
    rows = HEADER + "".join(f"{number},60,M,{'-9' if number < 3 else '9'},,\n" for number in range(6))
    assert score(capsys, rows, ranges)[1] == [
        f"note: t.csv: rows 2, 3, 4, column 'metformin': -9 counts as a number: {advised('-9')}.",
        f"note: t.csv: rows 5, 6, 7, column 'metformin': 9 counts as a number: {advised('9')}.",
    ]


@pytest.mark.usefixtures("folder")
def test_ids_that_stand_twice_are_told_by_their_rows(capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"{name},60,M,0,,\n" for name in ("Ann", "B", " Ann ", "ann", "", "B", "Ann"))
    assert score(capsys, HEADER + rows.replace("\n,60", "\nC,60"))[1] == [
        "note: t.csv: the same id stands in several rows (2, 4, 8; 3, 7). Each row is scored by itself."
    ]
    status, said, _found = score(capsys, HEADER + rows)
    assert (status, said[1]) == (2, "  t.csv: row 6, column 'id': the id is empty.")
    many = "".join(f"{number % 7},60,M,0,,\n" for number in range(70)) + "3,60,M,0,,\n" * 20
    (note,) = score(capsys, HEADER + many)[1]
    assert note.startswith(
        "note: t.csv: the same id stands in several rows (2, 9, 16, 23, 30, 37, 44, 51, 58, 65; 3, 10,"
    )
    assert note.endswith("; and 37 more). Each row is scored by itself.")


@pytest.mark.usefixtures("folder")
def test_nothing_lasted_longer_than_a_life(capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _found = score(capsys, HEADER + "1,30,M,1,850,77\n2,30,M,1,850,31.5\n3,30,M,1,850,5\n")
    assert (status, said[1:]) == (2, [f"  t.csv: rows 2, 3, column 'years': {LIFE}"])
    status, said, found = score(capsys, HEADER + "1,30,M,1,850,30\n2,,M,1,850,70\n3,30,M,1,850,0\n4,30,M,0,850,70\n")
    assert (status, said, len(found)) == (0, [], 4)


@pytest.mark.usefixtures("folder")
def test_a_clipped_number_and_a_constant_are_held_against_the_life_too(capsys: pytest.CaptureFixture[str]) -> None:
    constant = '[[constant]]\nlinkId = "med_metformin.duration"\nanswer = { value = 40, unit = "a" }\nbecause = "x"\n'
    mapping = MAP[: MAP.index('[[column]]\nname = "years"')].replace("[[column]]", f"{constant}\n[[column]]", 1)
    status, said, _found = score(capsys, HEADER + "1,30,M,1,2000,\n2,60,M,1,2000,\n", mapping)
    assert (status, said[1]) == (2, f"  t.csv: row 2: the constant 'med_metformin.duration': {LIFE}")
    assert score(capsys, HEADER + "1,60,M,1,2000,105\n", CLIPPED)[1][1:] == [f"  t.csv: row 2, column 'years': {LIFE}"]


BORN = MAP + '\n[[column]]\nname = "born"\nlinkId = "birth_date"\n'
OTHER = "the age and the birth date contradict each other. Mend one of the two."


@pytest.mark.usefixtures("folder")
def test_an_age_is_that_of_the_birth_date(capsys: pytest.CaptureFixture[str]) -> None:
    rows = "id,age,sex,metformin,dose,years,born\n1,65,M,0,,,1961-01-01\n2,64,M,0,,,1961\n3,66,M,0,,,1961-01-01\n"
    rows += "4,,M,0,,,1961\n5,30,M,0,,,\n"
    assert score(capsys, rows, BORN)[:2] == (0, [])
    status, said, _found = score(capsys, rows + "6,30,M,0,,,1961-01-01\n7,68,M,0,,,1961\n", BORN)
    assert (status, said[1:]) == (2, [f"  t.csv: rows 7, 8, column 'age': {OTHER}"])


@pytest.mark.usefixtures("folder")
def test_what_a_row_says_is_refused_where_score_refuses_the_same_answers(capsys: pytest.CaptureFixture[str]) -> None:
    answers = [
        {"linkId": "age", "answer": [{"valueInteger": 30}]},
        {"linkId": "medicines_common", "answer": [{"valueCoding": {"code": "metformin"}}]},
    ]
    years = {"linkId": "med_metformin.duration", "answer": [{"valueQuantity": {"value": 77, "code": "a"}}]}
    response = {
        "resourceType": "QuestionnaireResponse", "questionnaire": load().questionnaire.canonical,
        "status": "completed", "authored": "2026-11-22T00:00:00+00:00", "item": [*answers, years],
    }  # fmt: skip
    Path("r.json").write_text(dumps(response), encoding="utf-8")
    assert main(["score", "r.json"]) == 2
    assert LIFE in capsys.readouterr().err
    assert LIFE in score(capsys, HEADER + "1,30,,1,,77\n")[1][1]
    Path("r.json").write_text(dumps({**response, "item": answers}), encoding="utf-8")
    assert main(["score", "r.json", "--json"]) == 0
    single = loads(capsys.readouterr().out)
    (row,) = score(capsys, HEADER + "1,30,,1,,\n")[2]
    assert (row["recommendation"], row["could_be_low"], row["could_be_high"]) == (
        single["recommendation"],
        *single["could_be"],
    )


@pytest.mark.usefixtures("folder")
def test_columns_that_disagree_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    mapping = MAP + '\n[[column]]\nname = "sex2"\nlinkId = "sex"\ncodes = { "1" = "male", "2" = "female" }\n'
    header = HEADER.replace("\n", ",sex2\n")
    rows = header + "1,60,M,0,,,1\n2,60,F,0,,,1\n3,60,,0,,,2\n4,60,M,0,,,\n5,60,M,0,,,2\n"
    status, said, found = score(capsys, rows, mapping)
    assert status == 0
    assert said == [
        "note: t.csv: rows 3, 6, column 'sex2': it says otherwise of 'sex' than an earlier column, which counts."
    ]
    assert (
        found == score(capsys, rows.replace("F,0,,,1", "F,0,,,2").replace("5,60,M,0,,,2", "5,60,M,0,,,1"), mapping)[2]
    )
    bad = score(capsys, header + "1,60,M,0,,,x\n", mapping)[1]
    assert bad[1] == "  t.csv: row 2, column 'sex2': the cell is none of: 1, 2. Mend it, or add its code to the map."


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("table", "cause"),
    [
        ("sep=,\n" + HEADER + "1,68,M,1,2000,12\n", "the first line is a spreadsheet's separator line (sep=)."),
        ("\ufeffsep=;\n" + HEADER.replace(",", ";"), "the first line is a spreadsheet's separator line (sep=)."),
        ("Survey,,,,,\n" + HEADER + "1,68,M,0,,\n", "the first row names none of the columns of the map; row 2 does."),
        ("1,68,M,0,,\n2,60,F,0,,\n", "the first row names none of the columns of the map."),
        (HEADER.replace(",", ";") + "1;68;M;0;;\n", "the columns are separated by semicolons, not by commas."),
    ],
)  # fmt: skip
def test_what_stands_above_the_names_is_one_problem(table: str, cause: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _found = score(capsys, table)
    assert (status, len(said)) == (2, 2)
    assert said[1].startswith(f"  t.csv: row 1: {cause} ")


@pytest.mark.usefixtures("folder")
def test_names_in_other_letters_are_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    said = score(capsys, "ID, Age ,S_EX,Metformin,dose,ye\u200bars\n1,68,M,0,,\n")[1]
    near = ["ID", "Age", "S_EX", "Metformin", "ye"]
    assert len(said) == 6
    assert all(f"Did you mean '{name}" in line for name, line in zip(near, said[1:], strict=True))


@pytest.mark.usefixtures("folder")
def test_a_name_that_speaks_of_another_unit_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    mapping = MAP.replace('"years"', '"metformin_months"').replace('name = "age"', 'name = "age_days"')
    table = "id,age_days,sex,metformin,dose,metformin_months\n1,60,M,1,2000,5\n"
    assert score(capsys, table, mapping)[1] == [
        "note: t.csv: column 'age_days': its name speaks of d, and its numbers count as a.",
        "note: t.csv: column 'metformin_months': its name speaks of mo, and its numbers count as a.",
    ]


@pytest.mark.usefixtures("folder")
def test_no_message_shows_what_somebody_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    name = "Zelda"
    rows = f"{HEADER}{name},{name},{name},{name},,\n{name}\n{name},60,M,1,{name},1937-05-04\n"
    status, said, _found = score(capsys, rows)
    assert (status, len(said)) == (2, 7)
    assert not [line for line in said if name in line or "1937" in line]
    wrong = score(capsys, f"{HEADER}{name},135,M,1,7342,61\n{name},60,M,0,,\n{name},30,M,1,850,61\n", CLIPPED)[1]
    assert not [line for line in wrong if any(each in line for each in (name, "135", "7342", "61"))]
