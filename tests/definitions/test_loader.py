"""Loading a form directory: what is read, refused, and kept for the next time."""

from __future__ import annotations

from b12desk.model.border import json_of, read_model_json

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from b12desk import paths
from b12desk.definitions import compiled, load
from b12desk.definitions.files import FILES, MOST_BYTES, digest
from b12desk.definitions.lint import inspect
from b12desk.definitions.packed import pack, unpack
from b12desk.definitions.tables import fit, parse
from b12desk.errors import DefinitionError, Problem
from b12desk.model.evidence import Sources
from tests.gallery import NAMES, gallery, gallery_files, write_form


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return write_form(tmp_path / "form", "full")


@pytest.fixture
def kept(form: Path) -> Path:
    load(form)
    (path,) = (paths.cache_dir() / "forms").iterdir()
    return path


def refuse_to_inspect(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("the files were read again")

    monkeypatch.setattr("b12desk.definitions.lint.inspect", refuse)


def test_the_first_load_and_the_next_are_the_same(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(form)
    refuse_to_inspect(monkeypatch)
    assert load(form) == first == gallery("full")


def test_the_shipped_form_loads() -> None:
    assert load().questionnaire.url == "urn:b12desk:questionnaire:b12"


def test_a_changed_file_is_read_again(form: Path) -> None:
    before = load(form)
    path = form / "handout.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("About vitamin B12", "Vitamin B12"), encoding="utf-8")
    after = load(form)
    assert after.handout.title == "Vitamin B12"
    assert after.hash != before.hash


def test_what_is_kept_is_private_and_whole(kept: Path) -> None:
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert not [each for each in kept.parent.iterdir() if each.name.startswith(".")]


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", b"0" * 64 + b"\n{}"])
def test_a_damaged_copy_is_ignored_and_written_anew(form: Path, kept: Path, damage: bytes) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    assert load(form) == gallery("full")
    assert kept.read_bytes() == whole


def sealed(body: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def test_a_sealed_copy_of_something_else_is_ignored(form: Path, kept: Path) -> None:
    kept.write_bytes(sealed(b'{"hash": "x"}'))
    assert load(form) == gallery("full")
    other = json_of(gallery("choice"))
    kept.write_bytes(sealed(other))
    assert load(form) == gallery("full")


def _changed(body: bytes, *steps: str | int, value: object) -> bytes:
    whole = json.loads(body)
    place = whole
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("steps", "value"),
    [
        (("hash",), "0" * 64),
        (("hash",), None),
        (("extra",), 1),
        (("__class__",), "Coding"),
        (("rules",), []),
        (("rules", "finding"), {}),
        (("rules", "finding", 0), "x"),
        (("rules", "finding"), {"code": "x", "title": "x", "sentence": "x", "guideline": "x", "sources": []}),
        (("sources", "source"), {"key": "a", "title": "b", "confidence": "P"}),
        (("rules", "finding", 0, "when"), {}),
        (("rules", "finding", 0, "when"), {"finding": {"code": "x"}}),
        (("rules", "finding", 0, "when"), {"finding": "x", "condition": "y"}),
        (("rules", "finding", 0, "id"), 1),
        (("questionnaire", "item", 0, "type"), "gruop"),
        (("questionnaire", "item", 0, "required"), 1),
        (("foods", "round_to"), "0.5"),
        (("handout", "title"), None),
    ],
    ids=str,
)
def test_a_sealed_copy_with_one_wrong_value_is_ignored_and_written_anew(
    form: Path, kept: Path, steps: tuple[str | int, ...], value: object
) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(sealed(_changed(whole.partition(b"\n")[2], *steps, value=value)))
    assert compiled.recall(gallery("full").hash) is None
    assert load(form) == gallery("full")
    assert kept.read_bytes() == whole


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b'"x"', b"{", b"{}", b"\xff", b"[" * 100_000, b"9" * 5_000],
    ids=["nothing", "null", "list", "text", "cut", "empty", "no text", "deep", "huge"],
)
def test_a_sealed_copy_that_is_no_definition_is_ignored(form: Path, kept: Path, body: bytes) -> None:
    kept.write_bytes(sealed(body))
    assert compiled.recall(gallery("full").hash) is None
    assert load(form) == gallery("full")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_comes_back_as_it_was(name: str) -> None:
    whole = gallery(name)
    back = unpack(pack(whole))
    assert back == whole
    assert repr(back) == repr(whole)


@pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX")
def test_a_copy_that_others_could_have_written_is_ignored(
    form: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.chmod(0o666)
    assert compiled.recall(gallery("full").hash) is None
    kept.chmod(0o600)
    assert compiled.recall(gallery("full").hash) == load(form)
    link = kept.with_name("link")
    kept.rename(link)
    kept.symlink_to(link)
    assert compiled.recall(gallery("full").hash) is None
    kept.unlink()
    kept.mkdir()
    assert compiled.recall(gallery("full").hash) is None
    kept.rmdir()
    link.rename(kept)
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert compiled.recall(gallery("full").hash) is None


def test_another_program_version_does_not_use_it(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept.is_file()
    monkeypatch.setattr(compiled, "__version__", "0.0.0")
    assert compiled.recall(gallery("full").hash) is None


def test_a_frozen_program_without_modules_has_a_stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(compiled, "_PACKAGE", tmp_path / "nowhere")
    compiled.keep(gallery("full"))
    assert compiled.recall(gallery("full").hash) == gallery("full")


def test_a_cache_that_cannot_be_written_is_no_trouble(form: Path, own_home: Path) -> None:
    own_home.write_text("a file where the folder should be")
    assert load(form) == gallery("full")


def test_only_a_few_are_kept(form: Path, kept: Path) -> None:
    for number in range(20):
        old = kept.with_name(f"old{number}.json")
        old.write_text("x")
        os.utime(old, (number, number))
    kept.unlink()
    load(form)
    assert len(list(kept.parent.iterdir())) == 8
    assert kept.exists()


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
    assert causes == ["this is a folder, not a file.", "the file is larger than 5 MB."]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_a_problem(form: Path) -> None:
    (form / "rules.toml").chmod(0)
    with pytest.raises(DefinitionError, match="cannot be read"):
        load(form)


def test_a_file_that_the_system_refuses_is_a_problem(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
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

    monkeypatch.setattr("b12desk.definitions.lint.CHECKS", (deep,))
    definition, problems = inspect(Path("form"), gallery_files("full"))
    assert definition is None
    assert [each.cause for each in problems] == ["the values are nested too deeply."]


def test_a_warm_load_reads_neither_toml_nor_the_checks_nor_pydantic(form: Path, own_home: Path) -> None:
    load(form)
    code = (
        "import sys; from pathlib import Path; from b12desk.definitions import load; load(Path(sys.argv[1]));"
        "print([n for n in sys.modules if n.startswith(('tomllib', 'pydantic', 'b12desk.definitions.lint'))])"
    )
    environment = {**os.environ, "B12DESK_HOME": str(own_home)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(form)], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_definition_survives_its_json() -> None:
    whole = gallery("full")
    assert read_model_json(type(whole), json_of(whole)) == whole
    assert json.loads(json_of(whole))["hash"] == whole.hash
