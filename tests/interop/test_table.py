"""Tables of people: what is read, what is refused and where, and what a spreadsheet would make of the answer."""

# ruff: noqa: E501 -- one table a line

from __future__ import annotations

import csv
import gzip
import lzma
import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from b12desk.definitions.map_reader import read_map
from b12desk.definitions.table_map import TableMap
from b12desk.engine.quick import Verdict
from b12desk.interop import cells as cells_module
from b12desk.interop.cells import BadCell, Cells
from b12desk.interop.scored import heading, id_problem, is_formula, judged, written_id
from b12desk.interop.table import TableFile
from b12desk.model.score import ScoreRules
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from tests.definitions.test_map import FULL, GOOD
from tests.gallery import gallery

COLUMNS = ("id", "b")


def lines(path: Path, columns: tuple[str, ...] = COLUMNS) -> tuple[list[tuple[int, tuple[str, ...]]], list[str]]:
    """The rows of a table as read, and its problems without the name of the file."""
    with TableFile(path) as table:
        found = [(line.row, line.cells) for line in table.lines(columns)] if table.header else []
        problems = sorted(table.problems, key=lambda each: each.row)
        return found, [str(each.problem).replace(f"{path}: ", "") for each in problems]


def written(tmp_path: Path, content: bytes, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


PLAIN = b"id,a,b\n1,x,2\n2,y,3\n"
ROWS = [(2, ("1", "2")), (3, ("2", "3"))]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.replace(b"\n", b"\r\n"),
        PLAIN.replace(b"\n", b"\r"),
        PLAIN.rstrip(),
        b'"id"," a ",b \n"1",x,"2"\n2,"y ""quoted"", with a comma",3\n',
        b"b,id,b2,id2\n2,1,,\n3,2,,\n",
        b"id,a,b\n1,Z\xfcrich,2\n2,\0,3\n",
    ],
    ids=["plain", "byte order mark", "CRLF", "CR", "no last line end", "quotes", "order", "latin-1 that nobody reads"],
)
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path: Path, content: bytes) -> None:
    assert lines(written(tmp_path, content)) == (ROWS, [])


@pytest.mark.parametrize(("name", "pack"), [("t.csv.gz", gzip.compress), ("t.csv.xz", lzma.compress)])
def test_packed_tables_are_unpacked_on_the_way(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    path = written(tmp_path, pack(PLAIN), name)
    assert lines(path) == (ROWS, [])
    with TableFile(path) as table:
        assert 0 < table.position <= path.stat().st_size
    whole = path.read_bytes()
    found = lines(written(tmp_path, whole[: len(whole) // 2], name))[1]
    assert len(found) == 1
    assert "the file cannot be read" in found[0]
    assert found[0].endswith("It is damaged, or not packed as its name says: pack or copy it again.")
    assert "the file cannot be read" in lines(written(tmp_path, b"no such thing", name))[1][0]


def test_blank_rows_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = written(tmp_path, b"id,b\n\n1,2\n\n\n2,3\n\n")
    assert lines(path) == ([(3, ("1", "2")), (6, ("2", "3"))], [])


def test_a_break_inside_a_cell_is_one_row(tmp_path: Path) -> None:
    assert lines(written(tmp_path, b'id,a,b\n1,"x\ny",2\n2,z,3\n')) == (ROWS, [])


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"", ["row 1: the table is empty. The first row names the columns."]),
        (b"\n1,2\n", ["row 1: the table is empty. The first row names the columns."]),
        (b"id,b\n1\n1,2\n1,2,3\n", ["row 2: it has 1 cells, and the header 2. Look for a missing quote or comma.",
                                    "row 4: it has 3 cells, and the header 2. Look for a missing quote or comma."]),
        (b'id,b\n1,"2\n3,4\n', ["row 2: this is not comma-separated text (unexpected end of data). Look for a missing quote."]),
        (b'id,b\n1,"2"x\n', ["row 2: this is not comma-separated text (',' expected after '\"'). Look for a missing quote."]),
        (b'id,b\n1,"' + b"x" * 200_000 + b'"\n', ["row 2: a cell is longer than 131,072 characters. Shorten it, or look for a quote that is never closed."]),
        (b"id\tb\n1\t2\n", ["row 1: the columns are separated by tabs, not by commas. Save the table as CSV."]),
        (b"id\tb, c\n1\t2\n", ["row 1: the columns are separated by tabs, not by commas. Save the table as CSV."]),
        (b"id;b\n1;2\n", ["row 1: the columns are separated by semicolons, not by commas. Save the table as CSV."]),
        (b"id|b\n1|2\n", ["row 1: the columns are separated by vertical bars, not by commas. Save the table as CSV."]),
        (gzip.compress(PLAIN), ["row 1: the file is packed, and its name does not say so. Let the name end in .csv.gz."]),
        (lzma.compress(PLAIN), ["row 1: the file is packed, and its name does not say so. Let the name end in .csv.xz."]),
        (b"PK\x03\x04more", ["row 1: this is a workbook or an archive, not a table as text. Save the table as CSV in UTF-8."]),
        (b"id,b,\xff\n1,2,3\n", ["row 1: the names of the columns are not UTF-8 text. Save the table as CSV in UTF-8."]),
        ("id,b\n1,2\n".encode("utf-16"), ["row 1: the names of the columns are not UTF-8 text. Save the table as CSV in UTF-8."]),
    ],
    ids=["empty", "no header", "ragged", "open quote", "after a quote", "huge", "tabs", "tab", "semicolons", "bars", "gzip", "xz", "workbook", "latin-1", "utf-16"],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_row(tmp_path: Path, content: bytes, problems: list[str]) -> None:
    assert lines(written(tmp_path, content))[1] == problems


def test_only_the_first_problems_are_kept_and_all_are_counted(tmp_path: Path) -> None:
    with TableFile(written(tmp_path, b"id,b\n" + b"1\n" * 500)) as table:
        assert list(table.lines(COLUMNS)) == []
        assert table.wrong == 500
        assert len(table.problems) == 50


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
def test_a_table_may_come_through_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # lets the writer open it before the table does
    writer = os.open(path, os.O_WRONLY)
    os.write(writer, PLAIN)
    with TableFile(path) as table:
        os.close(writer)
        assert [(line.row, line.cells) for line in table.lines(COLUMNS)] == ROWS
        assert (table.size, table.position, table.problems) == (None, 0, [])
    os.close(reader)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing.csv", "nothing.csv: the file is missing. Name the table with --table."),
        ("folder", "folder: the file cannot be read (Is a directory). Name a file that you may read."),
        ("nul\0", "the file cannot be read (embedded null byte). Name a file that you may read."),
    ],
    ids=["nothing", "folder", "nul"],
)
def test_a_table_that_is_not_there_is_a_problem(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    with TableFile(tmp_path / name) as table:
        assert table.header is None
        assert [each.row for each in table.problems] == [1]
        assert str(table.problems[0].problem).endswith(message)
        assert table.position == 0


# cells


def mapping_of(tmp_path: Path, text: str = GOOD) -> TableMap:
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    mapping, problems = read_map(tmp_path / "map.toml", FULL, None)
    assert mapping is not None
    assert not problems
    return mapping


EMPTY = {"person": "1", "years": "", "preg": "", "metf": "", "metf_days": "", "mg": "", "worn": "", "numb": "",
         "eggs": "", "prod": ""}  # fmt: skip


def row_of(cells: Cells, mapping: TableMap, **given: str) -> tuple[dict[str, tuple[Answer, ...]], list[BadCell]]:
    row = cells.row([{**EMPTY, **given}.get(name, "") for name in mapping.columns])
    return row.answers, list(row.problems)


def code(*names: str) -> tuple[Coding, ...]:
    return tuple(Coding(code=name) for name in names)


def amount(value: str, unit: str) -> tuple[Quantity]:
    return (Quantity(value=Decimal(value), unit=unit),)


@pytest.mark.parametrize(
    ("given", "answers"),
    [
        ({}, {}),
        ({"years": " 61.0 "}, {"age": (61,)}),
        ({"years": "-3"}, {"age": (0,)}),
        ({"years": "130"}, {"age": (120,)}),
        ({"preg": "1.0"}, {"pregnant": code("yes")}),
        ({"preg": "9"}, {"pregnant": code("not-sure")}),
        ({"preg": "."}, {}),
        ({"metf": "0", "metf_days": "400", "mg": "no number"}, {"drug": code("no")}),
        ({"metf": "2", "metf_days": "400", "mg": "9"}, {"drug": code("past"), "drug.duration": amount("400", "d")}),
        ({"metf": "1", "metf_days": "77777"}, {"drug": code("now"), "drug.duration": code("not-sure"), "drug.since": (PartialDate(date="2019"),)}),
        ({"metf": "1", "mg": "1e3"}, {"drug": code("now"), "drug.dose": amount("1e3", "mg"), "drug.since": (PartialDate(date="2019"),)}),
        ({"worn": "1.9"}, {"tired": code("no")}),
        ({"worn": "2"}, {"tired": code("yes")}),
        ({"numb": "1"}, {"numb": (True,), "food_eggs": code("daily")}),
        ({"numb": "0"}, {"numb": (False,)}),
        ({"eggs": "0", "numb": "1"}, {"numb": (True,), "food_eggs": code("never")}),
        ({"prod": "a"}, {"products": code("tablet", "spray")}),
        ({"prod": "b"}, {"products": code("none")}),
    ],
    ids=str,
)  # fmt: skip
def test_a_row_becomes_answers(tmp_path: Path, given: dict[str, str], answers: dict[str, tuple[Answer, ...]]) -> None:
    mapping = mapping_of(tmp_path)
    cells = Cells(FULL, mapping)
    assert cells.constant == {"gate": code("yes")}
    found, problems = row_of(cells, mapping, **given)
    assert (found, problems) == (answers, [])
    assert row_of(cells, mapping, **given) == (found, problems)


@pytest.mark.parametrize(
    ("given", "column", "cause"),
    [
        ({"years": "x"}, "years", "the cell is not a number."),
        ({"years": "61.5"}, "years", "the number must be whole."),
        ({"years": "\0"}, "years", "the cell is not a number."),
        ({"preg": "2"}, "preg", "the cell is none of: 0, 1, 9, .."),
        ({"preg": "yes"}, "preg", "the cell is none of: 0, 1, 9, .."),
        ({"metf": "1", "mg": "5001"}, "mg", "the number is outside the question's limits, 0 to 5000 mg: mend it, or map it with clip = true."),
        ({"worn": "="}, "worn", "the cell is not a number."),
        ({"numb": "2"}, "numb", "the cell is none of: 1, 0, .."),
    ],
    ids=str,
)  # fmt: skip
def test_a_cell_that_the_map_does_not_name_is_a_problem(
    tmp_path: Path, given: dict[str, str], column: str, cause: str
) -> None:
    mapping = mapping_of(tmp_path)
    assert BadCell(column, cause) in row_of(Cells(FULL, mapping), mapping, **given)[1]


def test_dates_and_a_day_for_each_row(tmp_path: Path) -> None:
    text = GOOD.replace('authored = "2020-06-30"', 'authoredColumn = "day"')
    text = text.replace('linkId = "age"\nclip = true', 'linkId = "birth_date"')
    mapping = mapping_of(tmp_path, text)
    cells = Cells(FULL, mapping)
    assert cells.dated
    row = cells.row(["1", "2015-03-04", "1950-07", *[""] * 8])
    assert row.answers == {"birth_date": (PartialDate(date="1950-07"),)}
    assert row.authored == datetime(2015, 3, 4, tzinfo=UTC)
    bad = cells.row(["1", "2015-03", "7/1950", *[""] * 8])
    assert [each.cause for each in bad.problems] == [
        "this is not a date: YYYY, YYYY-MM or YYYY-MM-DD.",
        "this is not a day, YYYY-MM-DD.",
    ]
    assert [each.column for each in cells.row(["1", "soon", *[""] * 9]).problems] == ["day"]
    assert not Cells(FULL, mapping_of(tmp_path)).dated


LATE = "the date lies after the day from which ages count. Mend the date, or the day from which ages count."
EARLY = LATE.replace("after", "more than 120 years before")


@pytest.mark.parametrize(
    ("born", "cause"),
    [("2020-06-30", ""), ("2020-07", LATE), ("9999", LATE), ("1899-07-01", ""), ("1899-06-30", EARLY), ("1800", EARLY)],
)
def test_a_date_that_nobody_can_have_lived_is_a_problem(tmp_path: Path, born: str, cause: str) -> None:
    text = GOOD.replace('linkId = "age"\nclip = true', 'linkId = "birth_date"')
    mapping = mapping_of(tmp_path, text)
    found = row_of(Cells(FULL, mapping), mapping, years=born, metf="1")[1]
    assert found == ([BadCell("years", cause)] if cause else [])
    each = mapping_of(tmp_path, text.replace('authored = "2020-06-30"', 'authoredColumn = "day"'))
    cells = Cells(FULL, each)
    assert [one.cause for one in cells.row(["1", "2020-06-30", born, *[""] * 8]).problems] == [cause] * bool(cause)


def test_a_constant_date_is_held_against_the_day_of_each_row(tmp_path: Path) -> None:
    text = GOOD.replace('authored = "2020-06-30"', 'authoredColumn = "day"')
    text = text.replace('onlyIf = { drug = "now" }\n\n[[column]]\nname = "years"', '\n[[column]]\nname = "years"', 1)
    cells = Cells(FULL, mapping_of(tmp_path, text))
    assert cells.constant["drug.since"] == (PartialDate(date="2019"),)
    assert cells.row(["1", "2019-01-01", *[""] * 9]).problems == ()
    assert cells.row(["1", "2018-12-31", *[""] * 9]).problems == (BadCell("day", LATE),)


def test_a_code_in_a_column_of_dates_is_no_date(tmp_path: Path) -> None:
    text = GOOD.replace('name = "years"\nlinkId = "age"\nclip = true', 'name = "years"\nlinkId = "birth_date"')
    mapping = mapping_of(tmp_path, text)
    assert row_of(Cells(FULL, mapping), mapping) == ({}, [])


def test_decimals_and_open_limits(tmp_path: Path) -> None:
    questionnaire = gallery("decimal").questionnaire
    text = 'format = 1\ntitle = "t"\nid = "i"\nauthored = "2020-01-01"\n[[column]]\nname = "q"\nlinkId = "q"\n'
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    mapping, problems = read_map(tmp_path / "map.toml", questionnaire, None)
    assert mapping is not None
    assert not problems
    item = questionnaire.items["q"]
    cells = Cells(questionnaire, mapping)
    assert cells.row(["1", "1.5"]).answers == {"q": (Decimal("1.5"),)}
    if item.max_value is not None:
        assert cells.row(["1", str(item.max_value + 1)]).problems


def test_memory_for_texts_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_module, "_MOST_KEPT", 2)
    mapping = mapping_of(tmp_path)
    cells = Cells(FULL, mapping)
    for age in (30, 31, 32, 33, 30):
        assert row_of(cells, mapping, years=str(age))[0] == {"age": (age,)}


# what is written


def score() -> ScoreRules:
    found = gallery("full").score
    assert found is not None
    return found


def test_a_scored_line() -> None:
    verdict = Verdict("insufficient", ("risk-only", "urgent"), ((2, 2), (1, 3), (0, 1)), None)
    names = heading(score()).split(",")
    assert names == [
        "id", "points_low", "points_high", "band_low", "band_high", "applies", "recommendation", "could_be_low",
        "could_be_high", "points_age", "points_drug", "points_tired",
    ]  # fmt: skip
    assert judged(score(), verdict) == "3,6,middle,high,unknown,insufficient,risk-only,urgent,2,1-3,0-1"
    assert judged(score(), verdict._replace(applies=True)).split(",")[4] == "yes"
    assert judged(score(), verdict._replace(applies=False)).split(",")[4] == "no"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+cmd", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1", "－2+3", "＠x", '="1"', "=1;=2"]
)
def test_an_id_is_never_a_formula(text: str) -> None:
    assert is_formula(text)
    (cell,) = next(csv.reader([written_id(text)]))
    assert cell == f"'{text}"
    assert written_id(text).startswith("\"'")


@pytest.mark.parametrize("text", ["62161", "-5", "+4.5", "A-1", "x.y_z", "a;=1+1", "a,b", 'say "x"', "Zoë", "0 1"])
def test_an_id_comes_out_as_it_went_in(text: str) -> None:
    assert not is_formula(text)
    (cell,) = next(csv.reader([written_id(text)]))
    assert cell == text


@pytest.mark.parametrize("text", ["a;=1+1", "a,=1", "a|=1", 'a"=1'])
def test_an_id_is_one_cell_whatever_separates_cells(text: str) -> None:
    assert written_id(text)[0] == written_id(text)[-1] == '"'


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("1", ""),
        ("", "the id is empty."),
        ("x" * 201, "the id is longer than 200 characters."),
        ("a\0", "the id has characters that cannot be printed."),
        ("a\n=1", "the id has characters that cannot be printed."),
        ("a\t=1", "the id has characters that cannot be printed."),
        ("a\udcff", "the id has characters that cannot be printed."),
        ("\u202eab", "the id has characters that cannot be printed."),
    ],
)
def test_ids_that_are_refused(text: str, cause: str) -> None:
    assert id_problem(text) == cause
