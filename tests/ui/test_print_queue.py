"""How the print service is asked, with an ``lpstat`` of our own: in which words, for how long, and how often."""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from b12desk.desk.print_job import lpstat_arguments
from b12desk.ui.result import print_queue
from b12desk.ui.result.print_queue import Watch, ask_now, refusal

ANSWER = "import json, os, sys; print(json.dumps([sys.argv[1:], dict(os.environ)]))"
KILLED = "import os; print('half', flush=True); os.kill(os.getpid(), 9)"
ENDLESS = "import time; print('half', flush=True); time.sleep(60)"

Lpstat = Callable[[str], None]


@pytest.fixture
def lpstat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lpstat:
    """Put a program called lpstat in the way."""
    place = tmp_path / "bin" / "lpstat"
    place.parent.mkdir()
    monkeypatch.setenv("PATH", str(place.parent))

    def write(program: str) -> None:
        place.write_text(f"#!{sys.executable} -S\n{program}\n", encoding="utf-8")
        place.chmod(0o755)

    return write


def test_it_is_asked_about_the_queue_in_plain_english(lpstat: Lpstat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    lpstat(ANSWER)
    arguments, environment = json.loads(ask_now("WARD"))
    assert arguments == lpstat_arguments("WARD")
    assert environment["LC_ALL"] == "C.UTF-8"


@pytest.mark.parametrize(("before", "given"), [("/system", "/system"), ("", ""), (None, "/bundle")])
def test_it_gets_the_libraries_of_the_system(
    lpstat: Lpstat, monkeypatch: pytest.MonkeyPatch, before: str | None, given: str
) -> None:
    """A one-folder build points the loader at its own and leaves what was there beside it."""
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    lpstat(ANSWER)
    assert json.loads(ask_now("WARD"))[1]["LD_LIBRARY_PATH"] == given


def test_without_a_queue_or_a_program_nothing_is_asked(lpstat: Lpstat, tmp_path: Path) -> None:
    assert ask_now("WARD") == "", "no program"
    lpstat(ANSWER)
    assert ask_now("") == ""


@pytest.mark.parametrize("program", [ENDLESS, KILLED])
def test_half_an_answer_is_none(lpstat: Lpstat, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(print_queue, "_PATIENCE_MS", 300)
    lpstat(program)
    assert ask_now("WARD") == ""


def test_it_is_asked_again_after_each_answer_until_that_is_stopped(
    lpstat: Lpstat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_queue, "_PAUSE_MS", 1)
    lpstat(ANSWER)
    owner, heard = QObject(), list[str]()
    watch = Watch(owner, "WARD")
    watch.answered.connect(heard.append)
    qtbot.waitUntil(lambda: len(heard) >= 3, timeout=20_000)
    assert json.loads(heard[0])[0] == lpstat_arguments("WARD")
    watch.stop()
    before = len(heard)
    qtbot.wait(50)
    assert len(heard) == before
    owner.deleteLater()


def test_one_that_does_not_answer_is_given_up_and_asked_again(
    lpstat: Lpstat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_queue, "_PAUSE_MS", 1)
    monkeypatch.setattr(print_queue, "_PATIENCE_MS", 300)
    lpstat(ENDLESS)
    owner, heard = QObject(), list[str]()
    watch = Watch(owner, "WARD")
    watch.answered.connect(heard.append)
    qtbot.waitUntil(lambda: heard == ["", ""], timeout=20_000)
    watch.stop()
    owner.deleteLater()


@pytest.mark.parametrize(
    ("status", "words", "told"),
    [
        (0x0000, b"successful-ok", ""),
        (0x03FF, b"still ok", ""),
        (0x0400, b"client-error-bad-request", "client-error-bad-request"),
        (0x0507, "Warteschlange geschlossen \N{EN DASH} heute".encode(), "Warteschlange geschlossen \N{EN DASH} heute"),
        (0x0507, b"\xff", "\N{REPLACEMENT CHARACTER}"),
        (0x0507, None, "?"),
    ],
)
def test_what_the_library_kept_of_a_refusal_is_told(
    monkeypatch: pytest.MonkeyPatch, status: int, words: bytes | None, told: str
) -> None:
    asked: list[str] = []

    def say() -> bytes | None:
        return words

    def library(name: str) -> SimpleNamespace:
        asked.append(name)
        return SimpleNamespace(cupsLastError=lambda: status, cupsLastErrorString=say)

    monkeypatch.setattr(ctypes, "CDLL", library)
    assert refusal() == told
    assert asked == ["libcups.so.2"]
    assert say.__dict__["restype"] is ctypes.c_char_p


def test_without_the_library_nothing_was_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise OSError("no such library")

    monkeypatch.setattr(ctypes, "CDLL", missing)
    assert refusal() == ""
