"""Several columns that fill one list: each tells of one option, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12desk.tables.map_reader import read_map
from b12desk.tables.row_reader import Cells
from tests.engine.small import QUESTIONNAIRE

HEAD = 'format = 1\ntitle = "t"\nid = "id"\nauthored = "2026-11-22"\n'
A = '[[column]]\nname = "a"\nlinkId = "other"\noption = "a"\ncodes = { "0" = false, "1" = true, "9" = "" }\n'
B = '[[column]]\nname = "b"\nlinkId = "other"\noption = "b"\nranges = [{ below = 2, code = false }, { code = true }]\n'
AGE = '[[column]]\nname = "years"\nlinkId = "age"\nonlyIf = { other = "a" }\n'
TWICE = '[[column]]\nname = "c"\nlinkId = "other"\noption = "a"\ncodes = { "0" = false, "1" = true }\n'


def problems(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "map.toml").write_text(HEAD + text, encoding="utf-8")
    return [
        str(each).partition("map.toml")[2].partition(": ")[2]
        for each in read_map(tmp_path / "map.toml", QUESTIONNAIRE, None)[1]
    ]


def answers(tmp_path: Path, text: str, *cells: str) -> tuple[dict[str, list[str]], list[str]]:
    """The codes, or numbers, of one row, and what is told of it."""
    (tmp_path / "map.toml").write_text(HEAD + text, encoding="utf-8")
    mapping, found = read_map(tmp_path / "map.toml", QUESTIONNAIRE, None)
    assert mapping is not None
    assert not found, found
    row = Cells(QUESTIONNAIRE, mapping).row(("1", *cells))
    assert not row.problems
    told = [f"{each.column}: {each.cause}" for each in row.notes]
    return {name: [getattr(each, "code", str(each)) for each in given] for name, given in row.answers.items()}, told


@pytest.mark.parametrize(
    ("a", "b", "codes"),
    [
        ("1", "5", ["a", "b"]),
        ("1", "0", ["a"]),
        ("0", "5", ["b"]),
        ("0", "0", ["none"]),
        ("1", "", ["a", "not-sure"]),
        ("9", "5", ["b", "not-sure"]),
        ("0", "", None),
        ("9", "0", None),
        ("", "", None),
    ],
)
def test_ticks_are_gathered_and_none_needs_every_column(
    tmp_path: Path, a: str, b: str, codes: list[str] | None
) -> None:
    found, told = answers(tmp_path, A + B, a, b)
    assert found == ({} if codes is None else {"other": codes})
    assert told == []


def test_a_tick_opens_what_waits_for_it(tmp_path: Path) -> None:
    assert answers(tmp_path, A + AGE + B, "1", "40", "0")[0] == {"other": ["a"], "age": ["40"]}
    assert answers(tmp_path, A + AGE + B, "0", "40", "5")[0] == {"other": ["b"]}


def test_of_two_columns_for_one_option_the_first_that_speaks_counts(tmp_path: Path) -> None:
    assert answers(tmp_path, A + TWICE + B, "1", "1", "0") == ({"other": ["a"]}, [])
    assert answers(tmp_path, A + TWICE + B, "9", "1", "0") == ({"other": ["a"]}, [])
    told = ["c: it says otherwise of 'other' than an earlier column, which counts."]
    assert answers(tmp_path, A + TWICE + B, "1", "0", "0") == ({"other": ["a"]}, told)
    assert answers(tmp_path, A + TWICE + B, "0", "1", "0") == ({"other": ["none"]}, told)


def test_none_of_them_can_be_waited_for(tmp_path: Path) -> None:
    constant = '[[constant]]\nlinkId = "tired"\nanswer = "no"\nbecause = "x"\nonlyIf = { other = "none" }\n'
    assert answers(tmp_path, A + B + constant, "0", "0")[0] == {"other": ["none"], "tired": ["no"]}
    assert answers(tmp_path, A + B + constant, "0", "")[0] == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (A.replace('"a"\ncodes', '"c"\ncodes'), "a: 'other' has no option 'c'."),
        (A.replace('"a"\ncodes', '"none"\ncodes'), "a: 'none' is no tick. Name the option that is ticked or not."),
        (A.replace('"a"\ncodes', '"not-sure"\ncodes'), "a: 'not-sure' is no tick."),
        (A.replace("= true", '= "a"'), "a: one option of a list is answered with true or false. The option stands in"),
        (B.replace("true", '"b"'), "b: one option of a list is answered with true or false."),
        (A.replace('linkId = "other"', 'linkId = "tired"').replace('option = "a"', 'option = "yes"'),
         "a: 'tired' is no list with 'none of these' and 'not sure', so no option is told alone. Remove 'option'."),
        (A + B.replace('option = "b"\n', "").replace("true", '"b"').replace("false", '"none"'),
         "a: another column answers 'other' as a whole. Let each column tell of one option, or one column of all."),
        (B.replace('option = "b"\n', ""), "b: true and false answer a boolean question, and nothing else does."),
        (A + A, "a: the column answers 'other' already. Remove one."),
        (A + AGE.replace('"a" }', '"b" }'), "years: 'onlyIf' waits for an answer to 'other' that"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(tmp_path: Path, text: str, message: str) -> None:
    found = problems(tmp_path, text)
    assert any(each.startswith(message) for each in found), found
