"""The command line in a made-up language: help, output and every kind of error, and no word that was forgotten.

What may stand in plain letters comes from where it is defined: commands and options from the parser, sources from the
form, keys and codes from what a file may hold. In quotes stands what a file says.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from b12desk.cli.program import _parser, main
from b12desk.cli.schema import schema
from b12desk.errors import Problem, ResponseError
from b12desk.interop.fhir import read_responses
from b12desk.interop.keys import _LEVELS
from b12desk.interop.writing import write_response
from b12desk.model.response import Status
from b12desk.model.units import _UNITS
from b12desk.model.values import UNKNOWN_CODES
from b12desk.tables.map_reader import read_map
from b12desk.terminal import _WORDS_OF_ARGPARSE
from tests.definitions.test_lint import MISTAKES, changed, problems_of
from tests.gallery import gallery, gallery_files, write_form
from tests.interop.test_refusing import REFUSED
from tests.pseudo import PSEUDO_LEFT, kept_of, untranslated
from tests.sample_cases import covering, definition, vignettes
from tests.tables.test_map_reader import GOOD, HEADER
from tests.tables.test_map_reader import MISTAKES as MAP_MISTAKES

CODE = Path(__file__).parents[1] / "b12desk"
FULL = gallery("full").questionnaire
"""The form that the bad files are answers to."""
_CODE = re.compile(r"[A-Za-z][\w.+:|-]*")
_SPOKEN = {"_": 1, "N_": 1, "n_": 2, "p_": 2, "np_": 3}
"""How many texts stand first in a call."""


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    """What a command prints, on each stream."""
    with suppress(SystemExit):
        main(arguments, PSEUDO_LEFT)
    return capsys.readouterr()


def words_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Commands, options and their choices."""
    yield parser.prog
    for each in parser._actions:
        yield from each.option_strings
        yield from map(str, each.choices or ())
        if isinstance(each, argparse._SubParsersAction):
            yield str(each.metavar)
            for inner in each.choices.values():
                yield from words_of(inner)


# Help, usage and output


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["score", "--help"],
        ["report", "--help"],
        ["check", "--help"],
        [],
        ["score"],
        ["score", "--json"],
        ["score", "--jobs", "2", "x"],
        ["score", "--jobs", "99", "x"],
        ["score", "--table", "x"],
        ["score", "--table"],
        ["score", "--json=x"],
        ["score", "--table", "x", "--map", "x", "--out", "x", "x"],
        ["score", "--reference", "us", "--forms"],
        ["score", "--re", "eu", "x"],
        ["score", "--nowhere", "x"],
        ["report", "--out", "", "x"],
        ["report", "x"],
    ],
    ids=" ".join,
)
def test_help_and_usage(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    kept = {*words_of(_parser()), "--nowhere", "--try", "'eu'", "'x'"}
    assert untranslated(" ".join(said(capsys, *arguments)), kept) == []


def test_argparse_has_no_word_that_is_not_in_the_catalogue() -> None:
    source = ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))
    theirs = {
        each.args[0].value
        for each in ast.walk(source)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "_"
        if isinstance(each.args[0], ast.Constant)
    }
    assert set(_WORDS_OF_ARGPARSE) <= theirs
    for_authors = re.compile(
        "not defined|invalid (for|option string|conflict)|must be optional|callable|merge|dest=|conflicting|multiple"
        "|is required$|open|unknown parser|mode|not allowed|at most one|invalid %|positionals"
    )
    assert [each for each in theirs - set(_WORDS_OF_ARGPARSE) if not for_authors.search(str(each))] == []


@pytest.mark.parametrize("case", covering()[:6])
def test_what_score_prints(capsys: pytest.CaptureFixture[str], tmp_path: Path, case: str) -> None:
    file = tmp_path / "a.json"
    response = vignettes()[case].response
    file.write_text(json.dumps(write_response(definition().questionnaire, response)), encoding="utf-8")
    items = {f"({each})" for each in definition().questionnaire.items}
    kept = {*kept_of(definition()), *items, str(file), "SHA-256"}
    printed, notes = said(capsys, "score", str(file))
    assert untranslated(printed, kept) == []
    questionnaire = definition().questionnaire
    codes = {each.code for link_id in questionnaire.items for each in questionnaire.options(link_id)}
    assert without_codes(notes.replace(str(file), ""), codes | questionnaire.items.keys()) == []


# Errors


@cache
def known() -> frozenset[str]:
    """What is a key or a code of a file: of a form, of FHIR, of the form in use."""
    text = "\n".join(each.decode() for each in gallery_files("full").values())
    found = {*re.findall(r'"([^"\s]+)"', text), *re.findall(r"^([\w-]+) =", text, re.MULTILINE)}
    found.update(key for level in _LEVELS.values() for key in level)
    found.update(_LEVELS, FULL.items, Status, _UNITS, (FULL.canonical, "Patient.birthDate", "true", "false"))

    def walk(node: object) -> None:
        if isinstance(node, dict):
            found.update(node.get("properties", {}), map(str, node.get("enum", ())))
            for each in node.values():
                walk(each)
        elif isinstance(node, list):
            for each in node:
                walk(each)

    walk(schema())
    return frozenset(found)


def without_codes(text: str, codes: AbstractSet[str]) -> list[str]:
    """Words that no catalogue gave, but for whole codes and addresses."""
    text = re.sub(r"https?://\S+", "", text)
    codes = codes | UNKNOWN_CODES | {"yes", "no"}
    return untranslated(_CODE.sub(lambda word: "" if word[0].rstrip(".:") in codes else word[0], text))


def forgotten(problems: Iterable[Problem], given: frozenset[str] = frozenset()) -> list[str]:
    """Words of cause and fix that no catalogue gave, with the message; ``given``: codes that stand in the file."""
    found = []
    for each in problems:
        text = re.sub(r"'[^']*'|\"[^\"]*\"", "", f"{each.cause} {each.fix}")
        if words := without_codes(text, known() | given):
            found.append(f"{words} in {each}")
    return found


def test_the_words_that_are_known_hide_no_sentence() -> None:
    assert forgotten([Problem("a", "this is not an answer to the question.", "Mend the date.")])
    assert not {"this", "is", "the", "of", "it", "must", "be", "and"} & known()


@pytest.mark.slow
def test_mistakes_in_a_form() -> None:
    with PSEUDO_LEFT.used():
        found = {each for change, _message in MISTAKES for each in forgotten(problems_of(changed(*change)))}
    assert found == set()


def test_mistakes_in_a_response() -> None:
    found: list[object] = []
    with PSEUDO_LEFT.used():
        for whole, _message in REFUSED:
            data = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
            try:
                found += forgotten(read_responses(FULL, data, "file.json").warnings, words_in(data))
            except ResponseError as error:
                found += [*forgotten(error.problems, words_in(data)), *untranslated(error.title, ["file.json"])]
    assert found == []


def test_mistakes_in_a_map(tmp_path: Path) -> None:
    found: list[object] = []
    file = tmp_path / "map.toml"
    with PSEUDO_LEFT.used():
        for old, new, _message in MAP_MISTAKES:
            file.write_text(GOOD.replace(old, new), encoding="utf-8")
            found += forgotten(read_map(file, FULL, HEADER)[1])
    (of_python,) = found  # what the reader of TOML says is repeated as it says it
    assert "Duplicate inline table key" in str(of_python)


def words_in(data: bytes) -> frozenset[str]:
    """Texts of a JSON file that are no sentences."""
    return frozenset(re.findall(r'"([^"\s]+)"', data.decode("utf-8", "replace")))


@pytest.mark.slow
def test_worker_processes_speak_the_language_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file, table, mapping = tmp_path / "a.json", tmp_path / "t.csv", tmp_path / "map.toml"
    case = covering()[0]
    file.write_text(json.dumps(write_response(definition().questionnaire, vignettes()[case].response)), "utf-8")
    mapping.write_text(GOOD, encoding="utf-8")
    table.write_text(f"{','.join(HEADER[:10])}\n1,thirty,0,0,,,0,0,0,b\n", encoding="utf-8")
    forms = str(write_form(tmp_path / "forms", "full"))
    made, told = [], []
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        said(capsys, "report", "--jobs", jobs, "--out", str(out), str(file), str(file))
        made.append([each.read_bytes() for each in sorted(out.iterdir())])
        files = ("--table", str(table), "--map", str(mapping), "--out", str(tmp_path / "o.csv"))
        told.append(said(capsys, "score", *files, "--forms", forms, "--jobs", jobs))
    assert len(made[0]) == 2
    assert made[0] == made[1]
    assert told[0] == told[1]
    assert "'years'" in told[0][1]
    assert untranslated(told[0][1], {str(table), "'years'"}) == []


# What can be extracted


def spoken() -> Iterator[tuple[str, ast.Call, bool]]:
    """Every call of the catalogue in the program: its place, and whether it stands inside an f-string."""
    for path in sorted(CODE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {id(below) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for below in ast.walk(each)}
        for each in ast.walk(tree):
            if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id in _SPOKEN:
                yield f"{path.relative_to(CODE)}:{each.lineno}", each, id(each) in inside


def test_every_text_can_be_extracted() -> None:
    """A text is a literal, or a constant that was marked where it is written, or in the form; none is in an f-string.

    Babel does not look into those. Whether such a constant was marked is what the made-up language shows: it speaks
    only what was extracted.
    """
    wrong = []
    for place, call, hidden in spoken():
        name = call.func.id  # type: ignore[attr-defined]  # a name, see above
        texts = call.args[: _SPOKEN[name]]
        literal = all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in texts)
        marked = name in ("_", "p_") and isinstance(texts[-1], ast.Name | ast.Subscript | ast.Attribute)
        if hidden or not (literal or marked) or len(texts) < _SPOKEN[name]:
            wrong.append(f"{place}: {ast.unparse(call)}")
    assert wrong == []
