"""A file is written whole or not at all, and only its owner can read it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from b12desk.private_file import may_replace, private_dir, reason_of, whole_file, write_whole


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
