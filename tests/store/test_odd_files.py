"""Whatever lies in the folder of a former program: the odd is named and left, the sound one beside it comes over."""

from __future__ import annotations

import json
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from b12desk.errors import StoreError
from b12desk.settings import Settings
from b12desk.store.settings import load_settings, settings_path
from b12desk.store.taking_over import take_over
from tests.store.made_records import new_records
from tests.store.test_former_files import IDENTIFIER, intake, put

GIGABYTES = 3 << 30


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(GIGABYTES)


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        before = Path.cwd()
        os.chdir(path.parent)  # a socket's name is short
        made.bind(path.name)
        os.chdir(before)


NOT_FILES: dict[str, Callable[[Path], object]] = {
    "fifo": os.mkfifo,
    "socket": bound,
    "folder": Path.mkdir,
    "link to a device": lambda path: path.symlink_to("/dev/zero"),
    "link to a folder": lambda path: path.symlink_to(path.parent),
    "link to nowhere": lambda path: path.symlink_to("nowhere"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to a sound file": lambda path: path.symlink_to(f"{IDENTIFIER}.json"),
}


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A folder with one sound intake."""
    made = tmp_path / "data" / "drafts"
    made.mkdir(parents=True)
    put(made, intake())
    return made


def told_of(drafts: Path) -> list[str]:
    """What is told of the folder as all that is sound in it comes over; the sound one did, the first time."""
    records = new_records(drafts.parent)
    try:
        told = take_over(drafts, records)
        assert records.load(IDENTIFIER).response == intake()
    finally:
        records.shut()
    return [str(each) for each in told if not str(each).startswith("1 intake ")]


@pytest.mark.skipif(os.name != "posix", reason="no such files on Windows")
@pytest.mark.parametrize("kind", NOT_FILES)
def test_what_is_no_file_is_named_and_left_unopened(drafts: Path, kind: str) -> None:
    odd = drafts / "odd.json"
    NOT_FILES[kind](odd)
    before = odd.lstat()
    for _again in range(2):
        (told,) = told_of(drafts)
        assert told.startswith(f"{odd}: this is a")
        assert "not a file. Move it out of the way." in told
    assert (odd.lstat().st_ino, stat.S_IFMT(odd.lstat().st_mode)) == (before.st_ino, stat.S_IFMT(before.st_mode))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root makes devices")
def test_a_device_is_named_and_left_unopened(drafts: Path) -> None:
    try:
        os.mknod(drafts / "odd.json", stat.S_IFCHR | 0o600, os.makedev(1, 5))  # zeros without end
    except PermissionError:
        pytest.skip("this place makes no devices")
    (told,) = told_of(drafts)
    assert "this is a device, not a file" in told


def test_gigabytes_are_not_read(drafts: Path) -> None:
    sparse(drafts / "large.json")
    (told,) = told_of(drafts)
    assert "larger than any file B12 Desk writes" in told


def changed(**changes: object) -> Callable[[dict[str, object]], dict[str, object]]:
    return lambda content: content | changes


def answered(**answers: object) -> Callable[[dict[str, object]], dict[str, object]]:
    def change(content: dict[str, object]) -> dict[str, object]:
        response = content["response"]
        assert isinstance(response, dict)
        return content | {"response": response | {"answers": answers}}

    return change


def of_response(**changes: object) -> Callable[[dict[str, object]], dict[str, object]]:
    def change(content: dict[str, object]) -> dict[str, object]:
        response = content["response"]
        assert isinstance(response, dict)
        return content | {"response": response | changes}

    return change


STRANGE: dict[str, Callable[[dict[str, object]], dict[str, object]]] = {
    "saved in year 1": changed(saved="0001-01-01T00:00:00+14:00"),
    "saved at the end": changed(saved="9999-12-31T23:59:59-12:00"),
    "authored in year 1": of_response(authored="0001-01-01T00:00:00+14:00"),
    "authored at the end": of_response(authored="9999-12-31T23:59:59-12:00"),
    "begun in year 1": of_response(begun="0001-01-01T00:00:00Z"),
    "begun is no time": of_response(begun=[1]),
    "finished is no time": changed(finished="today"),
    "finished at the end": changed(finished="9999-12-31T23:59:59+00:00"),
    "paper of no kind": changed(paper={"way": "burned", "when": "2026-03-02T09:31:00+00:00"}),
    "paper without a time": changed(paper={"way": "printed"}),
    "paper is a list": changed(paper=["printed"]),
    "response is a list": changed(response=[]),
    "no response": changed(response=None),
    "page is a number": changed(page=7),
    "a huge number": answered(age=[10**399]),
    "a huge decimal": answered(age=[1e300]),
    "answers is a list": of_response(answers=[]),
    "subject is text": of_response(subject="Ana"),
    "a boolean for a list": answered(age=True),
    "a deep answer": answered(age=[[[[[]]]]]),
    "an unknown key": answered(age=[{"code": "x", "y": 1}]),
    "furthest is a number": changed(furthest=4),
    "typed is text": changed(typed="x"),
    "typed without a place": changed(typed=[{"text": "x"}]),
    "typed of no kind": changed(typed=[{"linkId": "age", "text": "x", "unit": None, "code": ["x"]}]),
    "typed in a unit of no kind": changed(typed=[{"linkId": "age", "text": "x", "unit": 3, "code": None}]),
    "a hundred thousand keys": answered(**{f"k{each}": [] for each in range(100_000)}, age=7),
}
"""Each of these is moved aside and named."""


@pytest.mark.parametrize("strange", STRANGE)
def test_strange_content_is_named_and_the_sound_one_comes_over(drafts: Path, strange: str) -> None:
    path = drafts / "odd.json"
    content = json.loads((drafts / f"{IDENTIFIER}.json").read_text())
    content["response"]["identifier"] = "odd"
    path.write_text(json.dumps(STRANGE[strange](content)))
    for _again in range(2):
        (told,) = told_of(drafts)
        assert told.startswith(str(path))
    assert (drafts / "odd.json.damaged").exists()


@pytest.mark.parametrize(
    "text",
    ['{"format":"b12desk-draft","version":2,"page":1e999999}', '{"version":' + "9" * 100_000 + "}", "{" * 100_000],
    ids=["1e999999", "a hundred thousand digits", "deep"],
)
def test_numbers_and_depths_beyond_reason_are_named(drafts: Path, text: str) -> None:
    (drafts / "odd.json").write_text(text)
    (told,) = told_of(drafts)
    assert told.startswith(str(drafts / "odd.json"))
    assert (drafts / "odd.json.damaged").read_text() == text


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
@pytest.mark.parametrize(
    "name",
    [b"\xff\xfe.json", b" .json", b"x y.json", b"-x.json", b"\x1b[31m.json", b"a\nb.json", "é.json".encode()],
)
def test_a_name_that_is_no_name_of_ours_is_named_in_plain_letters(drafts: Path, name: bytes) -> None:
    (drafts / os.fsdecode(name)).write_bytes((drafts / f"{IDENTIFIER}.json").read_bytes())
    (told,) = told_of(drafts)
    assert "this is not the name of an intake" in told
    assert told.isprintable()
    told.encode("utf-8")


def test_a_copy_is_named_as_one_and_the_original_comes_over(drafts: Path) -> None:
    original = (drafts / f"{IDENTIFIER}.json").read_bytes()
    for name in ("copy.json", "copy-of-intake.json"):
        (drafts / name).write_bytes(original)
    for _again in range(2):
        told = told_of(drafts)
        assert len(told) == 2
        assert all("it holds another intake than its name says." in each for each in told)


@pytest.mark.parametrize("inside", ["a/b", "../" + IDENTIFIER, "", ".", "\0", "x" * 400, 5, None, ["a"]])
def test_a_file_that_names_no_intake_is_told_and_left(drafts: Path, inside: object) -> None:
    content = json.loads((drafts / f"{IDENTIFIER}.json").read_text(encoding="utf-8"))
    content["response"]["identifier"] = inside
    (drafts / "copy.json").write_text(json.dumps(content), encoding="utf-8")
    (told,) = told_of(drafts)
    assert told.startswith(str(drafts / "copy.json"))


def test_a_folder_that_cannot_be_searched_is_named(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    records = new_records(drafts.parent)
    monkeypatch.setattr(Path, "iterdir", refuse)
    (told,) = take_over(drafts, records)
    monkeypatch.undo()
    records.shut()
    assert str(told).startswith(f"{drafts}: you may not read and write there.")


# Settings


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path))
    settings_path().parent.mkdir()
    return settings_path()


@pytest.mark.skipif(os.name != "posix", reason="no such files on Windows")
@pytest.mark.parametrize("kind", NOT_FILES)
def test_settings_that_are_no_file_are_told_and_the_usual_ones_hold(own_home: Path, kind: str) -> None:
    NOT_FILES[kind](own_home)
    with pytest.raises(StoreError, match="not a file") as caught:
        load_settings()
    assert "the usual settings hold" in str(caught.value)


def test_settings_of_gigabytes_are_moved_aside(own_home: Path) -> None:
    sparse(own_home)
    with pytest.raises(StoreError, match="larger than any file") as caught:
        load_settings()
    assert "the usual settings hold" in str(caught.value)
    assert load_settings() == Settings()


def test_settings_below_a_file_are_the_usual_ones(own_home: Path) -> None:
    own_home.parent.rmdir()
    own_home.parent.write_text("a file")
    assert load_settings() == Settings()


def test_settings_that_cannot_be_reached_are_told(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "lstat", refuse)
    with pytest.raises(StoreError, match="you may not read and write there"):
        load_settings()
