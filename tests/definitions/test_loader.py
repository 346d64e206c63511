"""Loading a form directory: what is read and refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from b12desk import paths
from b12desk.definitions import load
from b12desk.definitions.files import FILES, MOST_BYTES, digest
from b12desk.definitions.lint import inspect
from b12desk.definitions.toml_file import fit, parse
from b12desk.errors import DefinitionError, Problem
from b12desk.model.border import json_of, read_model_json
from b12desk.model.evidence import Sources
from tests.gallery import gallery, gallery_files, write_form


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return write_form(tmp_path / "form", "full")


def test_the_shipped_form_loads() -> None:
    assert load().questionnaire.url == "urn:b12desk:questionnaire:b12"


def test_a_changed_file_is_read_again(form: Path) -> None:
    before = load(form)
    path = form / "handout.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("About vitamin B12", "Vitamin B12"), encoding="utf-8")
    after = load(form)
    assert after.handout.title == "Vitamin B12"
    assert after.hash != before.hash


def test_all_problems_come_in_one_error(form: Path) -> None:
    (form / "rules.toml").unlink()
    (form / "sources.toml").write_bytes(b"x")
    with pytest.raises(DefinitionError) as caught:
        load(form)
    assert len(caught.value.problems) == 2
    assert "(problems: 2)" in caught.value.title


def test_problems_across_files_stop_the_load(form: Path) -> None:
    path = form / "sources.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("S2", "S9"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="unknown source 'S2'"):
        load(form)
    assert not paths.cache_dir().exists()


def test_the_score_is_part_of_the_form_and_of_its_hash(form: Path) -> None:
    before = load(form)
    assert before.score is not None
    assert before.score.points_max == 6
    (form / "score.toml").unlink()
    after = load(form)
    assert after.score is None
    assert after.hash != before.hash


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="there is no such folder"):
        load(tmp_path / "nowhere")


def test_folders_huge_files_and_bad_names_are_problems(form: Path) -> None:
    (form / "rules.toml").unlink()
    (form / "rules.toml").mkdir()
    (form / "foods.toml").write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(DefinitionError) as caught:
        load(form)
    causes = [each.cause for each in caught.value.problems]
    assert causes == ["this is a folder, not a file.", "the file is larger than 1 MB."]


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices are POSIX")
@pytest.mark.parametrize("name", ["rules.toml", "score.toml"])
@pytest.mark.parametrize("odd", ["pipe", "device", "link to a device"])
def test_what_is_no_ordinary_file_is_a_problem_and_never_waited_for(form: Path, name: str, odd: str) -> None:
    (form / name).unlink()
    if odd == "pipe":
        os.mkfifo(form / name)
    elif odd == "device":
        (form / name).symlink_to(os.devnull)
    else:
        (form / "link").symlink_to("/dev/zero")
        (form / name).symlink_to(form / "link")
    with pytest.raises(DefinitionError) as caught:
        load(form)
    assert [(each.where, each.cause) for each in caught.value.problems] == [(str(form / name), "this is not a file.")]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_a_problem(form: Path) -> None:
    (form / "rules.toml").chmod(0)
    with pytest.raises(DefinitionError, match="cannot be read"):
        load(form)


def test_a_file_that_the_system_refuses_is_a_problem(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("b12desk.definitions.files.os.open", refuse)
    with pytest.raises(DefinitionError, match=r"cannot be read \(Permission denied\)"):
        load(form)


def test_line_ends_do_not_change_the_hash() -> None:
    files = gallery_files("full")
    windows = {name: content.replace(b"\n", b"\r\n") for name, content in files.items()}
    assert digest(windows) == digest(files)
    assert inspect(Path("form"), windows)[1] == ()
    assert digest({**files, FILES[0]: files[FILES[0]] + b"#"}) != digest(files)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"a = \xff", "the text is not UTF-8."),
        (b"a = ", "this is not TOML"),
        (b'a = "\x00"', "this is not TOML"),
        (b"a = 1" + b"0" * 5000, "a number has too many digits."),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "the values are nested too deeply."),
        (b"a = 1\na = 2", "this is not TOML: Cannot overwrite a value."),
    ],
)
def test_what_tomllib_cannot_bear_is_a_problem(content: bytes, cause: str) -> None:
    problem = parse(Path("x.toml"), content)
    assert isinstance(problem, Problem)
    assert problem.cause.startswith(cause)


def test_a_byte_order_mark_and_bare_dates_are_accepted() -> None:
    table = parse(Path("x.toml"), b"\xef\xbb\xbfa = 2026-11-22\nb = [09:00:00, {c = 2026-11-22T09:00:00Z}]")
    assert not isinstance(table, Problem)
    assert table.data == {"a": "2026-11-22", "b": ["09:00:00", {"c": "2026-11-22T09:00:00+00:00"}]}


def test_values_that_tomllib_bears_but_json_does_not() -> None:
    data: dict[str, object] = {}
    for _level in range(100_000):
        data = {"a": data}
    table = parse(Path("x.toml"), b"a = 1")
    assert not isinstance(table, Problem)
    problems = fit(type(table)(table.path, table.text, data), Sources, ("key",))
    assert isinstance(problems, tuple)
    assert problems[0].cause == "the values are nested too deeply."
    while data:  # taken apart by hand: the garbage collector would go down with it
        data = data.pop("a")  # type: ignore[assignment]


def test_a_text_too_deep_to_scan_has_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(_text: str) -> dict[tuple[str | int, ...], int]:
        raise RecursionError

    monkeypatch.setattr("b12desk.definitions.positions.line_numbers", deep)
    table = parse(Path("x.toml"), b"a = 1")
    assert not isinstance(table, Problem)
    assert table.problem(("a",), "", "c").where == "x.toml:1"


def test_checks_that_go_too_deep_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(_form: object) -> tuple[Problem, ...]:
        raise RecursionError

    monkeypatch.setattr("b12desk.definitions.checks.CHECKS", (deep,))
    definition, problems = inspect(Path("form"), gallery_files("full"))
    assert definition is None
    assert [each.cause for each in problems] == ["the values are nested too deeply."]


def test_a_definition_survives_its_json() -> None:
    whole = gallery("full")
    assert read_model_json(type(whole), json_of(whole)) == whole
    assert json.loads(json_of(whole))["hash"] == whole.hash
