"""``B12DESK_HOME``: the home folder by its short name, a whole path, or a plain refusal at the start."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from b12desk import private_file
from b12desk.cli import main
from b12desk.errors import StoreError
from b12desk.paths import cache_dir, config_dir, data_dir
from b12desk.store import home as home_module
from b12desk.store.home import check_home

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.parametrize("short", ["~", "~/b12", "~/b12/"])
def test_the_tilde_is_the_home_folder(short: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("B12DESK_HOME", short)
    check_home()
    wanted = tmp_path if short == "~" else tmp_path / "b12"
    assert (data_dir(), config_dir(), cache_dir()) == (wanted / "data", wanted / "config", wanted / "cache")


REFUSED = {
    "": "it is set, and empty",
    "  ": "it is set, and empty",
    "b12": "another folder for every place that the program is started from",
    "./b12": "another folder for every place",
    "../b12": "another folder for every place",
    "$HOME/b12": "nobody filled in the variable",
    "${HOME}/b12": "nobody filled in the variable",
    "/srv/$USER": "nobody filled in the variable",
    "%APPDATA%/b12": "nobody filled in the variable",
    "~somebody/b12": "the home of another login",
    "b\x1b[31m12": "another folder for every place",
}


@pytest.mark.parametrize("given", REFUSED)
def test_what_is_no_folder_for_everybody_is_refused(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("B12DESK_HOME", given)
    assert main(["check"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "B12DESK_HOME: " in told.err
    assert REFUSED[given] in told.err
    assert "Write" in told.err
    assert "\x1b" not in told.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("below", ["", "below", "below/further"])
def test_a_file_in_the_way_is_named(below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "file" / below))
    with pytest.raises(StoreError, match=r"file is a file where a folder should be\. Name a folder"):
        check_home()


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "link"))
    with pytest.raises(StoreError, match="this folder is not there"):
        check_home()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_cannot_be_written_is_refused(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(home_module.os, "access", lambda *_given: False)
    monkeypatch.setattr(home_module, "write_whole", refuse)
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "new"))
    with pytest.raises(StoreError) as caught:
        check_home()
    assert str(caught.value).count(private_file.refusal(OSError(number, ""), tmp_path / "new").fix) == 1


def test_a_folder_that_is_not_there_yet_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "a" / "b"))
    check_home()
    assert list(tmp_path.iterdir()) == []


def test_without_the_variable_there_is_nothing_to_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("B12DESK_HOME")
    check_home()


def test_the_window_says_so_too_and_ends(tmp_path: Path) -> None:
    code = (
        "import sys; from b12desk import app; from b12desk.ui.kit import dialogs;"
        " dialogs.Message.exec = lambda self: print(self.windowTitle()); sys.exit(app.main([]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "QT_QPA_PLATFORM": "offscreen", "B12DESK_HOME": "b12"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "The folder for your intakes and settings cannot be used" in done.stdout
    assert "another folder for every place" in done.stderr
    assert list(tmp_path.iterdir()) == []
