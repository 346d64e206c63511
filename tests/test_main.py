"""What the process keeps to itself: no copy of its memory after a crash, no file for others."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="limits are POSIX")
HALVES = {"command line": "b12desk.cli", "window": "b12desk.app"}


def dumps_allowed() -> None:
    """Runs in the child before it begins: as open as a machine can be."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    os.umask(0)


def run(folder: Path, half: str, work: str) -> subprocess.CompletedProcess[str]:
    """The program, started as its command starts it, with ``work`` in place of that half."""
    arguments = ["score"] if half == "command line" else []
    code = (
        f"import os, resource, signal, subprocess, sys; import {HALVES[half]} as half\n"
        f"def work(_arguments):\n    {work}\n"
        f"half.main = work; sys.argv = ['b12desk', *{arguments}]\n"
        "from b12desk.__main__ import main\nsys.exit(main())"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=dumps_allowed,
    )


def crash(folder: Path, number: int) -> int:
    """A process that does not protect itself; what it leaves shows whether this machine dumps memory at all."""
    code = f"import os; os.kill(os.getpid(), {number})"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, check=False, preexec_fn=dumps_allowed)
    return done.returncode


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS])
def test_a_crash_leaves_no_copy_of_the_memory(tmp_path: Path, half: str, number: signal.Signals) -> None:
    bare, ours = tmp_path / "bare", tmp_path / "ours"
    bare.mkdir()
    ours.mkdir()
    assert crash(bare, number) == -number
    assert run(ours, half, f"os.kill(os.getpid(), {int(number)})").returncode == -number
    assert list(ours.iterdir()) == []
    if not list(bare.iterdir()):
        pytest.skip("this machine leaves no core files in the folder of a process, so nothing was proven")


@pytest.mark.parametrize("half", HALVES)
def test_the_limit_holds_here_and_in_the_processes_it_starts_and_cannot_be_lifted(tmp_path: Path, half: str) -> None:
    tell = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
    done = run(tmp_path, half, f"subprocess.run([sys.executable, '-c', {tell!r}], check=True); {tell}")
    assert (done.stderr, done.stdout) == ("", "(0, 0)\n(0, 0)\n")


@pytest.mark.parametrize("half", HALVES)
def test_a_start_with_an_open_umask_makes_no_file_for_others(tmp_path: Path, half: str) -> None:
    done = run(tmp_path, half, "os.mkdir('made'); open('made/file', 'w').close()")
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "made" / "file").stat().st_mode) == 0o600
