"""Older responses and older maps on the command line: scored, printed and told, never a traceback."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from b12desk.__main__ import main
from tests.interop.sample import Json, answered, resource
from tests.older import write_older
from tests.test_cli_table import HEADING

AGE = answered("age", {"valueInteger": 40})
GAS = answered("gas_last", {"valueDate": "2026-11-01"})
NUMB = answered("numb", {"valueBoolean": True})
OLD_MAP = """
format = 1
title = "an old table"
id = "person"
authored = "2026-11-22"
{says}

[[constant]]
linkId = "gate"
answer = "yes"
because = "everybody was asked"

[[column]]
name = "years"
linkId = "age"

[[column]]
name = "metf"
linkId = "drug_old"
codes = {{ "0" = "no", "1" = "current" }}

[[column]]
name = "worn"
linkId = "fatigue"
codes = {{ "0" = "no", "1" = "yes" }}
"""


@pytest.fixture
def forms(tmp_path: Path) -> str:
    return str(write_older(tmp_path / "forms"))


def file_of(tmp_path: Path, name: str, *items: Json) -> str:
    path = tmp_path / name
    path.write_text(json.dumps(resource(*items, questionnaire="urn:test:full|0")), encoding="utf-8")
    return str(path)


def test_an_old_response_is_scored_and_says_so(tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, "old.json", AGE, GAS, NUMB)
    assert main(["score", path, "--forms", forms]) == 0
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert lines[0] == "SEEN TODAY"
    assert "From form 0, which asked less exactly. Ask again:" in told.out
    assert "laughing gas? (gas)." in told.out.replace("\n", " ")
    assert told.out.index("From form 0") < told.out.index("Open questions"), "it stands at the top"
    assert told.err.startswith(f"note: {path}: questionnaire: version 0 of the form was answered;")
    assert main(["score", file_of(tmp_path, "plain.json", AGE), "--forms", forms]) == 0
    plain = capsys.readouterr().out
    assert "From form 0, which asked less exactly.\n" in plain
    assert "Ask again" not in plain


def test_machines_are_told_too(tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, "old.json", AGE, GAS)
    assert main(["score", "--json", path, path, "--forms", forms]) == 0
    for line in capsys.readouterr().out.splitlines():
        found = json.loads(line)
        assert (found["carried_from"], found["ask_again"]) == ("urn:test:full|0", ["gas"])
        assert found["questionnaire"] == "urn:test:full|1"


def test_the_summary_says_what_to_ask_again(tmp_path: Path, forms: str) -> None:
    old = file_of(tmp_path, "old.json", AGE, GAS, NUMB)
    assert main(["report", old, "--forms", forms, "--out", str(tmp_path / "out")]) == 0
    (made,) = (tmp_path / "out").glob("*.pdf")
    text = " ".join("\n".join(page.extract_text() for page in PdfReader(made).pages).split())
    assert "From form 0, which asked less exactly. Ask again: Have you used laughing gas?." in text
    assert text.index("Laughing gas and numb feet") < text.index("From form 0"), "red flags stand first"


@pytest.mark.parametrize(
    ("says", "jobs"),
    [('questionnaire = "urn:test:full|0"', "1"), ('questionnaire = "urn:test:full"', "1"), ("", "2")],
)
def test_an_old_map_is_read_with_the_old_form(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str], jobs: str, says: str
) -> None:
    table, mapping, out = tmp_path / "t.csv", tmp_path / "m.toml", tmp_path / "out.csv"
    table.write_text("person,years,metf,worn\na,30,0,0\nb,40,1,1\n", encoding="utf-8")
    mapping.write_text(OLD_MAP.format(says=says), encoding="utf-8")
    given = ["score", "--table", str(table), "--map", str(mapping), "--out", str(out), "--forms", forms, "--jobs", jobs]
    assert main(given) == 0
    told = capsys.readouterr().err.splitlines()
    assert told == [
        f"note: {mapping}: the map was written for version 0 of the form; each row was carried over to version 1."
    ]
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == HEADING.split(",")
    assert [(each["id"], each["points_drug"], each["points_tired"]) for each in rows] == [
        ("a", "0", "0-1"),
        ("b", "1-3", "1"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('questionnaire = "urn:other"', "the map was written for another form, or another version of it."),
        ('questionnaire = "urn:test:full|9"', "the map was written for another form, or another version of it."),
        ("format =", "this is not TOML"),
    ],
)
def test_another_map_is_refused_as_ever(
    tmp_path: Path, forms: str, capsys: pytest.CaptureFixture[str], content: str, message: str
) -> None:
    table, mapping = tmp_path / "t.csv", tmp_path / "m.toml"
    table.write_text("person,years,metf,worn\na,30,0,0\n", encoding="utf-8")
    mapping.write_text(OLD_MAP.format(says=content), encoding="utf-8")
    given = ["score", "--table", str(table), "--map", str(mapping), "--out", str(tmp_path / "o.csv"), "--forms", forms]
    assert main(given) == 2
    assert message in capsys.readouterr().err
    missing = [*given[:4], str(tmp_path / "none.toml"), *given[5:]]
    assert main(missing) == 2
    assert "the file is missing. Name the map with --map." in capsys.readouterr().err
