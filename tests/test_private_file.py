"""A file is written whole or not at all, and only its owner can read it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from b12desk import private_file
from b12desk.private_file import (
    NotOrdinaryError,
    may_replace,
    open_ordinary,
    private_dir,
    reason_of,
    refusal,
    whole_file,
    write_whole,
)


def test_a_link_a_folder_and_a_device_keep_their_place(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("before", encoding="utf-8")
    link.symlink_to(real)
    assert may_replace(real)
    assert may_replace(tmp_path / "nothing")
    for path in (link, tmp_path):
        assert not may_replace(path)
        with (
            pytest.raises(FileExistsError, match="a link, a folder or a device has this name"),
            whole_file(path) as file,
        ):
            file.write(b"after")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "real"]


def test_a_name_as_long_as_a_name_may_be_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    with whole_file(path) as file:
        file.write(b"1")
    assert path.read_bytes() == b"1"


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "x.pdf", b"content")
    assert not list(tmp_path.iterdir())


def test_a_new_file_that_is_not_durably_there_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else who tries again finds it in the way."""

    def refuse(_folder: Path) -> None:
        raise OSError(5, "Input/output error")

    write_whole(tmp_path / "old", b"before")
    monkeypatch.setattr(private_file, "sync_folder", refuse)
    for name in ("new", "old"):
        with pytest.raises(OSError, match="Input/output"):
            write_whole(tmp_path / name, b"after")
    assert [each.name for each in tmp_path.iterdir()] == ["old"]


def test_a_failed_write_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    write_whole(path, b"before")
    with pytest.raises(ZeroDivisionError), whole_file(path) as file:
        file.write(b"after")
        raise ZeroDivisionError
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_no_umask_makes_a_file_or_a_folder_readable_by_others(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = private_dir(tmp_path / "folder")
        write_whole(folder / "x", b"content")
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "x").stat().st_mode) == 0o600


def test_the_reason_is_in_the_words_of_the_system_and_names_no_path() -> None:
    assert reason_of(ValueError()) == "ValueError"
    assert reason_of(OSError(2, "gone", "path")) == "gone"


# What is no file, and why a disk refuses


@pytest.mark.skipif(os.name != "posix", reason="no such files on Windows")
def test_a_pipe_a_folder_and_a_link_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for name, kind in (("pipe", "pipe"), ("link", "link"), (".", "folder")):
        for flags in (os.O_RDONLY, os.O_WRONLY | os.O_APPEND | os.O_CREAT, os.O_RDWR | os.O_CREAT):
            with pytest.raises(NotOrdinaryError, match=f"this is a {kind}, not a file"):
                open_ordinary(tmp_path / name, flags)


def test_what_became_a_pipe_meanwhile_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tmp_path / "real"
    real.write_text("x")
    before = real.lstat()
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(Path, "lstat", lambda _path: before)
    with pytest.raises(NotOrdinaryError, match="pipe"):
        open_ordinary(tmp_path / "pipe")


def test_an_ordinary_file_is_opened_and_a_new_one_is_private(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_ordinary(tmp_path / "x")
    with os.fdopen(open_ordinary(tmp_path / "x", os.O_WRONLY | os.O_CREAT), "wb") as file:
        file.write(b"1")
    with os.fdopen(open_ordinary(tmp_path / "x"), "rb") as file:
        assert file.read() == b"1"
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600


SAID = {
    "ENOSPC": "the disk is full.",
    "EDQUOT": "your share of this disk is used up.",
    "EROFS": "this disk can only be read, not written.",
    "ENAMETOOLONG": "this path is too long for the disk.",
    "EIO": "the disk does not answer as it should: it may be unplugged or failing.",
    "ENXIO": "the disk does not answer as it should: it may be unplugged or failing.",
    "ENODEV": "the disk does not answer as it should: it may be unplugged or failing.",
    "ESTALE": "the network drive does not answer.",
    "ENOTCONN": "the network drive does not answer.",
    "EHOSTDOWN": "the network drive does not answer.",
    "EHOSTUNREACH": "the network drive does not answer.",
    "ETIMEDOUT": "the network drive does not answer.",
    "EMFILE": "too many files are open on this computer.",
    "ENFILE": "too many files are open on this computer.",
    "ENOMEM": "the computer's memory is full.",
    "EBUSY": "another program is using this file.",
    "ETXTBSY": "another program is using this file.",
    "EFBIG": "this disk takes no file so large.",
    "EEXIST": "a link, a folder or a device has this name.",
    "ENOENT": "this folder is not there.",
    "ELOOP": "this folder is not there.",
    "EPERM": "you may not read and write there.",
}


@pytest.mark.parametrize("name", [each for each in SAID if hasattr(errno, each)])
def test_every_way_of_refusing_is_one_plain_sentence_with_what_to_do(name: str, tmp_path: Path) -> None:
    number = getattr(errno, name)
    problem = refusal(OSError(number, os.strerror(number)), tmp_path / "x")
    assert problem.cause == SAID[name]
    assert problem.cause.count(".") == 1
    assert problem.fix.endswith(".")
    assert problem.where == str(tmp_path / "x")


@pytest.mark.parametrize(
    ("number", "cause"),
    [(112, "the disk is full."), (32, "another program is using this file."), (19, "this disk can")],
)
def test_windows_own_numbers_are_understood(number: int, cause: str, tmp_path: Path) -> None:
    class WindowsError(OSError):
        winerror = number

    assert refusal(WindowsError(errno.EACCES, "Permission denied"), tmp_path).cause.startswith(cause)


def test_what_is_not_in_the_table_is_said_in_the_words_of_the_system(tmp_path: Path) -> None:
    assert refusal(OSError(errno.EILSEQ, "Illegal byte sequence"), tmp_path).cause == "Illegal byte sequence."


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for call in (private_dir, lambda path: write_whole(path, b"")):
        with pytest.raises(OSError) as caught:
            call(tmp_path / "file" / "x")
        problem = refusal(caught.value, tmp_path / "file" / "x")
        assert problem.cause == f"a file stands where a folder should be: {tmp_path / 'file'}."


def test_a_folder_of_another_login_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a start with sudo."""
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1_000, raising=False)
    problem = refusal(PermissionError(errno.EACCES, "Permission denied"), tmp_path / "below" / "x")
    assert problem.cause == f"{tmp_path} belongs to another login of this computer."
    assert "sudo" in problem.fix


def test_one_owned_folder_with_wrong_permissions_is_not_blamed_on_others(tmp_path: Path) -> None:
    problem = refusal(PermissionError(errno.EACCES, "Permission denied"), tmp_path / "x")
    assert problem.cause == "you may not read and write there."
