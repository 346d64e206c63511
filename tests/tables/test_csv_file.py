"""Tables of people: what is read, what is refused and where, and what a spreadsheet would make of the answer."""

# ruff: noqa: E501 -- one table a line

from __future__ import annotations

import csv
import gzip
import lzma
import os
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from b12desk.characters.cells import is_formula
from b12desk.engine.scoring import assess
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.score import ScoreRules
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from b12desk.tables import cell_reader
from b12desk.tables import csv_file as table_module
from b12desk.tables.csv_file import TableFile
from b12desk.tables.map_reader import read_map
from b12desk.tables.row_findings import Findings, Kind
from b12desk.tables.row_reader import BadCell, Cells
from b12desk.tables.scored_line import heading, id_problem, judged, written_id
from b12desk.tables.table_map import TableMap
from tests.gallery import gallery
from tests.tables.test_map_reader import FULL, GOOD

COLUMNS = ("id", "b")


def advised(code: str) -> str:
    """What messages advise about a cell that may stand for "unknown"."""
    return f'if "{code}" stands for "unknown", name it in the map with codes = {{ "{code}" = "" }}'


def lines(path: Path, columns: tuple[str, ...] = COLUMNS) -> tuple[list[tuple[int, tuple[str, ...]]], list[str]]:
    """The rows of a table as read, and its problems without the name of the file."""
    with TableFile(path) as table:
        found = [(line.row, line.cells) for line in table.lines(columns)] if table.header else []
        return found, [str(each).replace(f"{path}: ", "") for each in table.findings.problems(str(path))]


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
        (b"\n1,2\n", ["row 1: the first row is empty. The first row names the columns: remove what stands above them."]),
        (b" ,\n1,2\n", ["row 1: the first row is empty. The first row names the columns: remove what stands above them."]),
        (b"id,b\n1\n1,2\n1,2,3\n2\n3\n4\n5,6,7\n", [
            "rows 2, 5, 6 and 1 more: it has 1 cells, and the header 2. Look for a missing quote or comma.",
            "rows 4, 8: it has 3 cells, and the header 2. Look for a missing quote, or a comma inside a number or a text without quotes."]),
        (b"id,b\n1,2\nid,b\n2,3\nid,b\n", ["rows 3, 5: the names of the columns stand here again. Remove the row."]),
        (b'id,b\n1,"2\n3,4\n', ["row 2: this is not comma-separated text (unexpected end of data). Look for a missing quote."]),
        (b'id,b\n1,"2"x\n', ["row 2: this is not comma-separated text (',' expected after '\"'). Look for a missing quote."]),
        (b'id,b\n1,"' + b"x" * 200_000 + b'"\n', ["row 2: a cell is longer than 131,072 characters. Shorten it, or look for a quote that is never closed."]),
        (b"id\tb\n1\t2\n", ["row 1: the columns are separated by tabs, not by commas. Save the table with commas between the cells, and with a point before decimals."]),
        (b"id\tb, c\n1\t2\n", ["row 1: the columns are separated by tabs, not by commas. Save the table with commas between the cells, and with a point before decimals."]),
        (b"id;b\n1;2\n", ["row 1: the columns are separated by semicolons, not by commas. Save the table with commas between the cells, and with a point before decimals."]),
        (b"id|b\n1|2\n", ["row 1: the columns are separated by vertical bars, not by commas. Save the table with commas between the cells, and with a point before decimals."]),
        (gzip.compress(PLAIN), ["row 1: the file is packed, and its name does not say so. Let the name end in .csv.gz."]),
        (lzma.compress(PLAIN), ["row 1: the file is packed, and its name does not say so. Let the name end in .csv.xz."]),
        (b"id,b,\xff\n1,2,3\n", ["row 1: the names of the columns are not UTF-8 text. Save the table as CSV in UTF-8."]),
        (b"id,b,\x1b[2Jx\n1,2,3\n", ["row 1: the names of the columns hold signs that are no text. Save the table as CSV in UTF-8."]),
        (b"\0" * 400, ["row 1: the names of the columns hold signs that are no text. Save the table as CSV in UTF-8."]),
    ],
    ids=["empty", "no header", "blank header", "ragged", "header again", "open quote", "after a quote", "huge", "tabs", "tab", "semicolons", "bars", "gzip", "xz", "latin-1", "escapes", "zeros"],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_row(tmp_path: Path, content: bytes, problems: list[str]) -> None:
    assert lines(written(tmp_path, content))[1] == problems


SEPARATOR = (
    "row 1: the first line is a spreadsheet's separator line (sep=)."
    " Remove it: the first row names the columns, and commas stand between the cells."
)
MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    "content",
    [
        b"sep=,\n" + PLAIN,
        MARK + b"sep=,\r\n" + PLAIN,
        b'"sep=,"\n' + PLAIN,
        b"SEP=,\n" + PLAIN,
        b"sep=,,\n" + PLAIN,
        b"sep=;\n" + PLAIN.replace(b",", b";"),
        MARK + b"sep=;\r\n" + PLAIN.replace(b",", b";"),
        b"sep=;;;\n" + PLAIN.replace(b",", b";"),
        b"sep=\t\n" + PLAIN.replace(b",", b"\t"),
        b"sep=|\n" + PLAIN.replace(b",", b"|"),
        b"sep=\n" + PLAIN,
    ],
    ids=repr,
)
def test_the_separator_line_of_a_spreadsheet_is_one_problem(tmp_path: Path, content: bytes) -> None:
    assert lines(written(tmp_path, content))[1] == [SEPARATOR]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04more", "this is a workbook or an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is a workbook"),
        (b"%PDF-1.7\n", "this is a PDF"),
        (b"{\\rtf1", "this is a document of a word processor"),
        (b"SQLite format 3\0", "this is a database"),
        (b"$FL2@(#) SPSS DATA FILE", "this is a file of a statistics program"),
        (b"<!DOCTYPE html>", "this is a web page or data of a program"),
        (MARK + b"<html><table>", "this is a web page or data of a program"),
        (b'[{"id": 1}]', "this is a web page or data of a program"),
        (b'\n{\n  "id": 1}', "this is a web page or data of a program"),
    ],
    ids=repr,
)
def test_another_kind_of_file_is_told_as_what_it_is(tmp_path: Path, content: bytes, kind: str) -> None:
    wanted = [f"row 1: {kind}, not a table as text. Save the table as CSV in UTF-8."]
    assert lines(written(tmp_path, content))[1] == wanted
    assert lines(written(tmp_path, gzip.compress(content), "t.csv.gz"))[1] == wanted


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_text_is_told(tmp_path: Path, encoding: str) -> None:
    found = lines(written(tmp_path, PLAIN.decode().encode(encoding)))[1]
    assert found == ["row 1: the text is UTF-16, not UTF-8. Save the table as CSV in UTF-8."]


@pytest.mark.parametrize(
    "content",
    [
        b"id,a,b,,\n1,x,2,,\n2,y,3,,\n",
        b"id,a,b\n1,x,2,,\n2,y,3,\n",
        PLAIN + b",,\n , ,\n,,,,,\n,\n",
        b'id,a,"b\n"\n1,x,2\n2,y,3\n',
        PLAIN.replace(b"id,a,b", b"id,[a],b"),
    ],
    ids=["empty columns", "long rows", "empty rows", "break in a name", "brackets"],
)
def test_what_is_empty_at_the_ends_harms_nobody(tmp_path: Path, content: bytes) -> None:
    assert lines(written(tmp_path, content)) == (ROWS, [])


def test_a_break_inside_a_name_is_a_blank(tmp_path: Path) -> None:
    with TableFile(written(tmp_path, b'id,"dose \r\n(mg)"\n1,2\n')) as table:
        assert table.header == ("id", "dose (mg)")


@pytest.mark.parametrize(
    ("above", "row"),
    [("Survey of 2024\n", 2), ("Survey of 2024,,\n,,\n", 3), ('"made, up"\n\n\n', 4), ("", None), ("x\n" * 60, None)],
)
def test_a_table_without_the_names_says_where_they_stand(tmp_path: Path, above: str, row: int | None) -> None:
    below = PLAIN.decode() if row or above else "1,x,2\n2,y,3\n"
    with TableFile(written(tmp_path, (above + below).encode())) as table:
        table.nameless(COLUMNS)
        (problem,) = table.findings.problems("t")
    if row is None:
        assert problem.cause == "the first row names none of the columns of the map."
        assert "write the names of the columns into the first row" in problem.fix
    else:
        assert problem.cause == f"the first row names none of the columns of the map; row {row} does."
        assert problem.fix == "Remove what stands above the names of the columns."
    assert problem.where == "t: row 1"


def test_names_are_not_sought_in_what_cannot_be_read(tmp_path: Path) -> None:
    with TableFile(written(tmp_path, b'title\n"id,b\n')) as table:
        table.nameless(COLUMNS)
        assert [each.cause for each in table.findings.problems("t")] == [
            "the first row names none of the columns of the map."
        ]


def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_module, "_LONGEST_LINE", 1000)
    found = lines(written(tmp_path, PLAIN + b"3," + b"x," * 2000))[1]
    assert found == [
        "row 4: this is not comma-separated text (a line is longer than 1,000 characters). Look for a missing quote."
    ]


def test_only_the_first_kinds_are_kept_and_all_are_counted(tmp_path: Path) -> None:
    content = "id,b\n" + "".join("1" + ",x" * (count + 2) + "\n" for count in range(80)) + "1\n" * 20
    with TableFile(written(tmp_path, content.encode())) as table:
        assert list(table.lines(COLUMNS)) == []
        assert table.findings.count == 100
        assert table.findings.listed == 50
        assert len(list(table.findings.problems("t"))) == 50


def test_findings_of_later_rows_are_added() -> None:
    one, other = Findings(most=2), Findings()
    first, second, third = Kind("a", "x"), Kind("", "y", "Mend."), Kind("c", "z")
    for row in (5, 7):
        one.add(row, first)
    for row, kind in ((9, first), (10, first), (3, second), (11, third), (12, third)):
        other.add(row, kind)
    one.add_all(other)
    assert one.count == 7
    assert [str(each) for each in one.problems("t")] == [
        "t: row 3: y Mend.",
        "t: rows 5, 7, 9 and 1 more, column 'a': x",
    ]
    assert one.listed == 5


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
        assert (table.size, table.position, table.findings.count) == (None, 0, 0)
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
        (problem,) = table.findings.problems(str(table.path))
        assert str(problem).endswith(message)
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
        ({"years": "130"}, {"age": (120,)}),
        ({"years": "132.0"}, {"age": (120,)}),
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


NO_NUMBER = "the cell is not a number: write digits alone, with a point before decimals, as in 2000 or 2.5."
OUTSIDE = "the number is outside the question's limits"


@pytest.mark.parametrize(
    ("given", "column", "cause"),
    [
        ({"years": "x"}, "years", NO_NUMBER),
        ({"years": "61.5"}, "years", "the number must be whole."),
        ({"years": "\0"}, "years", NO_NUMBER),
        ({"preg": "2"}, "preg", "the cell is none of: 0, 1, 9, .. Mend it, or add its code to the map."),
        ({"preg": "yes"}, "preg", "the cell is none of: 0, 1, 9, .. Mend it, or add its code to the map."),
        ({"prod": "A"}, "prod", "the cell is none of: a, b. It differs from a in capital letters."),
        ({"metf": "1", "mg": "5001"}, "mg", f'{OUTSIDE}, 0 to 5000 mg: mend it; if it stands for "unknown", name it in the map with codes = {{ "the cell" = "" }}; if it is right, clip = true takes the nearest limit.'),
        ({"metf": "1", "mg": "9000"}, "mg", f'{OUTSIDE}, 0 to 5000 mg: mend it; if it stands for "unknown", name it in the map with codes = {{ "the cell" = "" }}.'),
        ({"worn": "="}, "worn", NO_NUMBER),
        ({"numb": "2"}, "numb", "the cell is none of: 1, 0, .. Mend it, or add its code to the map."),
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
    row = cells.row(["1", "2015-03-04", "1950-07", *[""] * 8])
    assert row.answers == {"birth_date": (PartialDate(date="1950-07"),)}
    assert row.authored == datetime(2015, 3, 4, tzinfo=UTC)
    bad = cells.row(["1", "2015-03", "7/1950", *[""] * 8])
    assert [each.cause for each in bad.problems] == [
        "this is not a date: write YYYY, YYYY-MM or YYYY-MM-DD.",
        "this is not a day of the years 1901 to 2099: write YYYY-MM-DD.",
    ]
    assert [each.column for each in cells.row(["1", "soon", *[""] * 9]).problems] == ["day"]


NO_DATE = "this is not a date: write YYYY, YYYY-MM or YYYY-MM-DD."
LATE = "the date lies after the day from which ages count. Mend the date, or the day from which ages count."
EARLY = LATE.replace("after", "more than 120 years before")


@pytest.mark.parametrize(
    ("born", "cause"),
    [
        ("2020-06-30", ""),
        ("2020-07", LATE),
        ("2999", LATE),
        ("9999", f"{LATE.partition('.')[0]}: {advised('9999')}; otherwise mend it."),
        ("9999-12-31", f"{LATE.partition('.')[0]}: {advised('9999-12-31')}; otherwise mend it."),
        ("1900", ""),
        ("1898-12-31", EARLY),
        ("1850", EARLY),
        ("1800", f"{EARLY.partition('.')[0]}: {advised('1800')}; otherwise mend it."),
        ("NA", f"this is not a date: {advised('NA')}."),
        ("0000-00-00", f"this is not a date: {advised('0000-00-00')}."),
        ("1950-07-01T00:00:00", NO_DATE),
        ("7/1950", NO_DATE),
    ],
)
def test_a_date_that_nobody_can_have_lived_is_a_problem(tmp_path: Path, born: str, cause: str) -> None:
    text = GOOD.replace('linkId = "age"\nclip = true', 'linkId = "birth_date"')
    mapping = mapping_of(tmp_path, text)
    found = row_of(Cells(FULL, mapping), mapping, years=born)[1]
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
    monkeypatch.setattr(cell_reader, "_MOST_KEPT", 2)
    mapping = mapping_of(tmp_path)
    cells = Cells(FULL, mapping)
    for age in (30, 31, 32, 33, 30):
        assert row_of(cells, mapping, years=str(age))[0] == {"age": (age,)}


# what is written


def score() -> ScoreRules:
    found = gallery("full").score
    assert found is not None
    return found


POINTS = ((2, 2), (1, 3), (0, 1))


def test_a_scored_line() -> None:
    found = assess(
        gallery("full"), QuestionnaireResponse(questionnaire=FULL.canonical, authored=datetime(2026, 1, 1, tzinfo=UTC))
    )
    assert found.score is not None
    points = [
        replace(each, low=low, high=high) for each, (low, high) in zip(found.score.predictors, POINTS, strict=True)
    ]
    scored = replace(
        found.score, points=(3, 6), band_low="middle", band_high="high", applies=None, predictors=tuple(points)
    )
    found = replace(found, recommendation="insufficient", could_be=("risk-only", "urgent"), score=scored)
    names = heading(score()).split(",")
    assert names == [
        "id", "points_low", "points_high", "band_low", "band_high", "applies", "recommendation", "could_be_low",
        "could_be_high", "points_age", "points_drug", "points_tired",
    ]  # fmt: skip
    assert judged(found) == "3,6,middle,high,unknown,insufficient,risk-only,urgent,2,1-3,0-1"
    for applies, word in ((True, "yes"), (False, "no")):
        assert judged(replace(found, score=replace(scored, applies=applies))).split(",")[4] == word


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
