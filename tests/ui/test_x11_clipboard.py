"""On a real X server: what was copied out of an intake cannot be pasted into another program once it is closed.

Needs xvfb; where it is missing the test is skipped and says so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.x11_clipboard import NAME


@pytest.mark.slow
def test_another_program_finds_nothing_to_paste_after_an_intake_is_closed(home: Path) -> None:
    if shutil.which("xvfb-run") is None:
        pytest.skip("NOT TRIED on an X server: xvfb-run is missing on this machine")
    environment = {key: each for key, each in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-m", "tests.ui.x11_clipboard"],
        env={**environment, "B12DESK_HOME": str(home), "QT_QPA_PLATFORM": "xcb"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["before"] == ["xcb", NAME, NAME], "clipboard and primary selection, while it is open"
    assert told["closed"]
    assert told["after"] == ["xcb", "", ""]
