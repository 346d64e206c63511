"""A round trip as a screen reader makes it: outside the program, over AT-SPI, on a display of its own.

Needs xvfb, dbus, at-spi2-core and the system's python3-pyatspi; where they are missing the test is skipped and says so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"
DRIVE = Path(__file__).with_name("at_spi_drive.py")
SESSION = """
QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QPA_PLATFORM=xcb "$1" -m b12desk & program=$!
timeout 100 "$2" "$3"; status=$?
kill $program; wait $program
exit $status
"""


def missing() -> list[str]:
    tools = [each for each in ("xvfb-run", "dbus-run-session", SYSTEM_PYTHON) if shutil.which(each) is None]
    if (
        not tools
        and subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode
    ):
        tools.append("python3-pyatspi")
    return tools


@pytest.mark.slow
def test_a_screen_reader_answers_and_the_answers_are_kept(home: Path) -> None:
    if lacking := missing():
        pytest.skip(f"NOT TRIED with a screen reader's protocol: {', '.join(lacking)} missing on this machine")
    environment = {key: each for key, each in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [
            "xvfb-run",
            "-a",
            "dbus-run-session",
            "--",
            "bash",
            "-c",
            SESSION,
            "-",
            sys.executable,
            SYSTEM_PYTHON,
            str(DRIVE),
        ],
        env={**environment, "B12DESK_HOME": str(home)},
        cwd=DRIVE.parents[2],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    heard = json.loads(done.stdout.splitlines()[-1])
    assert heard["radio"] is heard["again"] is heard["check box"] is True
    for key, number in (("counted", 1), ("age", 2), ("ticked", 3)):
        assert heard[key].startswith(f"{number} of ")
    kept = "".join(path.read_text(encoding="utf-8") for path in home.rglob("*.json"))
    for word in ("helped", "asian"):
        assert f'"{word}"' in kept
