"""What the cache remembers, and that nothing written into it changes what is judged or the hash that is printed."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader

from b12desk import paths
from b12desk.cli import main
from b12desk.definitions import definition_cache, load
from b12desk.definitions.checks import CHECKS
from b12desk.definitions.files import digest, read_files
from b12desk.definitions.form import Form
from b12desk.definitions.lint import inspect
from b12desk.errors import DefinitionError
from b12desk.model.border import json_of
from tests.gallery import NAMES, gallery, gallery_files, write_form
from tests.interop.sample import answered, coded, resource

posix = pytest.mark.skipif(os.name != "posix", reason="owners, modes and pipes are POSIX")
SHIPPED = {path.name: path.read_bytes() for path in paths.forms_dir().glob("*.toml") if path.name != "cases.toml"}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return write_form(tmp_path / "form", "full")


@pytest.fixture
def mark(form: Path) -> Path:
    """What the first load leaves behind."""
    load(form)
    (path,) = (paths.cache_dir() / "forms").iterdir()
    return path


def inspections(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that are checked from now on."""
    seen: list[Path] = []

    def counted(form: Form) -> tuple[()]:
        seen.append(form.rules.table.path.parent)
        return ()

    monkeypatch.setattr("b12desk.definitions.checks.CHECKS", (*CHECKS, counted))
    return seen


def hash_of(form: Path) -> str:
    return digest(read_files(form)[0])


def test_a_form_that_has_passed_is_not_checked_again(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = inspections(monkeypatch)
    first = load(form)
    assert load(form) == first == gallery("full")
    assert checked == [form]


@pytest.mark.parametrize("files", [*map(gallery_files, NAMES), SHIPPED], ids=[*NAMES, "shipped"])
def test_what_has_passed_is_made_again_as_it_was(files: dict[str, bytes]) -> None:
    made, problems = inspect(Path("form"), files)
    again, none = inspect(Path("form"), files, passed=True)
    assert problems == none == ()
    assert again is not None
    assert again == made
    assert repr(again) == repr(made)
    assert again.hash == digest(files)


def test_a_mark_is_private_and_has_no_content(mark: Path) -> None:
    assert mark.read_bytes() == b""
    if os.name == "posix":
        assert stat.S_IMODE(mark.stat().st_mode) == 0o600
        assert stat.S_IMODE(mark.parent.stat().st_mode) == 0o700


def former_cache(form: Path) -> bytes:
    """A copy of the judged form as it was once kept, with the first finding's words changed and sealed anew."""
    import hashlib

    definition = load(form)
    body = json_of(definition).replace(definition.rules.finding[0].text.encode(), b"Forged")
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def test_nothing_written_into_the_cache_changes_what_is_judged(form: Path, mark: Path) -> None:
    forged = former_cache(form)
    random = Random(1)
    damaged = [
        forged[:at] + bytes([forged[at] ^ 1 << random.randrange(8)]) + forged[at + 1 :] for at in range(0, 300, 10)
    ]
    for content in (forged, *damaged, b"", b"\xff", b"{}"):
        mark.write_bytes(content)
        (mark.parent / f"{mark.name[:32]}{mark.name[64:]}.json").write_bytes(content)
        found = load(form)
        assert found == gallery("full")
        assert found.hash == hash_of(form)


@pytest.mark.parametrize("file", sorted(gallery_files("full")))
def test_every_changed_byte_of_a_form_shows_in_the_hash_and_is_what_is_judged(
    form: Path, mark: Path, file: str
) -> None:
    before = load(form)
    random = Random(file)
    content = (form / file).read_bytes()
    for at in random.sample(range(len(content)), 8):
        (form / file).write_bytes(content[:at] + bytes([content[at] ^ 1 << random.randrange(7)]) + content[at + 1 :])
        try:
            found = load(form)
        except DefinitionError:
            continue
        assert found.hash == hash_of(form) != before.hash
        assert found == inspect(form, read_files(form)[0])[0]


def test_a_forged_mark_lets_no_form_through_that_cannot_be_read(form: Path, mark: Path) -> None:
    rules = form / "rules.toml"
    whole = rules.read_text(encoding="utf-8")
    for wrong in (
        "",
        "x",
        "finding = 1\n" + whole,
        whole.replace("common = true", 'common = "yes"'),
        "a = " + "[" * 9999,
        whole + "\nmany = [" + "1," * 20_000 + "]",
        whole + "\nlarge = 0x" + "f" * 9999,
    ):
        rules.write_text(wrong, encoding="utf-8")
        mark.with_name(hash_of(form) + mark.name[64:]).touch(mode=0o600)
        with pytest.raises(DefinitionError):
            load(form)


def test_what_a_forged_mark_lets_through_is_judged_under_its_own_hash(form: Path, mark: Path) -> None:
    """Whoever can change the form can forge the mark as well: then the hash tells."""
    rules = form / "rules.toml"
    rules.write_text(rules.read_text(encoding="utf-8").replace('sources = ["S1"]', 'sources = ["S9"]', 1), "utf-8")
    mark.with_name(hash_of(form) + mark.name[64:]).touch(mode=0o600)
    found = load(form)
    assert found.hash == hash_of(form) != gallery("full").hash
    assert found == inspect(form, read_files(form)[0])[0]


@pytest.mark.parametrize("shape", ["no mark", "mark", "forged mark"])
def test_the_printed_hash_is_that_of_the_files(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], shape: str
) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(resource(answered("age", {"valueInteger": 40}), coded("tired", "yes"))), "utf-8")
    if shape != "no mark":
        load(form)
    if shape == "forged mark":
        (mark,) = (paths.cache_dir() / "forms").iterdir()
        mark.write_bytes(former_cache(form))
    assert main(["score", "--json", str(file), "--forms", str(form)]) == 0
    assert json.loads(capsys.readouterr().out)["hash"] == hash_of(form)
    assert main(["score", str(file), "--forms", str(form)]) == 0
    assert f"SHA-256 {hash_of(form)}" in capsys.readouterr().out
    assert main(["report", str(file), "--forms", str(form), "--out", str(tmp_path / "out")]) == 0
    (paper,) = (tmp_path / "out").iterdir()
    assert f"({hash_of(form)[:8]})" in PdfReader(paper).pages[-1].extract_text()


@posix
@pytest.mark.parametrize("odd", ["writable by others", "link", "dangling link", "folder", "pipe", "device"])
def test_an_odd_file_for_a_mark_is_no_mark_and_no_trouble(
    form: Path, mark: Path, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    if odd == "writable by others":
        mark.chmod(0o666)
    else:
        target = mark.with_name("target")
        mark.rename(target)
        match odd:
            case "link":
                mark.symlink_to(target)
            case "dangling link":
                mark.symlink_to(mark.with_name("nowhere"))
            case "folder":
                mark.mkdir()
            case "pipe":
                os.mkfifo(mark)
            case _:
                mark.symlink_to("/dev/zero")
    checked = inspections(monkeypatch)
    assert load(form) == gallery("full")
    assert checked == [form]


@posix
def test_a_mark_of_somebody_else_is_no_mark(mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert definition_cache.has_passed(gallery("full").hash)
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert not definition_cache.has_passed(gallery("full").hash)


@posix
def test_a_mark_of_gigabytes_is_not_opened(form: Path, mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.truncate(mark, 1 << 40)
    checked = inspections(monkeypatch)
    assert load(form) == gallery("full")
    assert checked == []


def test_another_program_version_checks_again(mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mark.is_file()
    monkeypatch.setattr(definition_cache, "__version__", "0.0.0")
    assert not definition_cache.has_passed(gallery("full").hash)


def test_a_frozen_program_without_modules_has_a_stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(definition_cache, "_PACKAGE", tmp_path / "nowhere")
    definition_cache.remember("f" * 64)
    assert definition_cache.has_passed("f" * 64)


@pytest.mark.parametrize("part", ["", "cache", "cache/forms"])
def test_a_cache_that_cannot_be_written_is_no_trouble(form: Path, home: Path, part: str) -> None:
    place = home / part
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("a file where a folder should be")
    assert load(form) == load(form) == gallery("full")


def test_only_a_few_are_kept_and_what_is_no_file_is_left_alone(form: Path, mark: Path) -> None:
    for number in range(20):
        old = mark.with_name(f"old{number}")
        old.write_text("x")
        os.utime(old, (number, number))
    (mark.parent / "folder").mkdir()
    if os.name == "posix":
        os.mkfifo(mark.parent / "pipe")
    mark.unlink()
    load(form)
    assert len([each for each in mark.parent.iterdir() if each.is_file()]) == 8
    assert mark.exists()
    assert (mark.parent / "folder").exists()


def test_a_form_with_problems_is_not_remembered(form: Path) -> None:
    path = form / "sources.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("S2", "S9"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="unknown source 'S2'"):
        load(form)
    assert not paths.cache_dir().exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "risk-factor"', 'kind = "risk"'),
        ('kind = "risk-factor"', "kind = 1"),
        ('id = "metformin"', "id = 1"),
        ('id = "metformin"', 'id = ["metformin"]'),
        ('id = "metformin"', 'id = "metformin"\n__class__ = "Coding"'),
        ('id = "metformin"', ""),
        ('sources = ["S1"]', 'sources = "S1"'),
        ('sources = ["S1"]', "sources = [{}]"),
    ],
    ids=str,
)
def test_one_wrong_value_is_refused_also_where_nothing_is_checked(old: str, new: str) -> None:
    files = gallery_files("full")
    assert old.encode() in files["rules.toml"]
    files["rules.toml"] = files["rules.toml"].replace(old.encode(), new.encode(), 1)
    made, problems = inspect(Path("form"), files, passed=True)
    assert made is None
    assert problems
