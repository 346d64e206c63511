"""On a real X server, with a home folder of its own: between two patients nothing is left of the first.

Not to paste, not to undo, not in any widget, and in no file but the PDF that was saved and the finished intake itself.
Needs xvfb; where it is missing the test is skipped and says so. Printed is where there is a print service.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.cups import CUPSD, PrintService
from tests.ui.x11_clipboard import NAME, PRINTER, RARE


def holding(home: Path) -> list[str]:
    """The files below ``home`` that hold the name, or bear it."""
    files = [each for each in home.rglob("*") if each.is_file()]
    named = [each for each in files if RARE.lower() in str(each.relative_to(home)).lower()]
    inside = [each for each in files if RARE.lower().encode() in each.read_bytes().lower()]
    return sorted({str(each.relative_to(home)) for each in (*named, *inside)})


def walk(home: Path, **more: str) -> dict[str, object]:
    """What `tests.ui.x11_clipboard` tells, with ``home`` as the user's home folder."""
    left_out = ("DISPLAY", "WAYLAND_DISPLAY", "B12DESK_HOME", "CUPS_SERVER")
    environment = {key: each for key, each in os.environ.items() if key not in left_out and not key.startswith("XDG_")}
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-m", "tests.ui.x11_clipboard"],
        env={**environment, "HOME": str(home), "QT_QPA_PLATFORM": "xcb", **more},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


@pytest.mark.slow
def test_between_two_patients_nothing_of_the_first_is_left(tmp_path: Path) -> None:
    if shutil.which("xvfb-run") is None:
        pytest.skip("NOT TRIED on an X server: xvfb-run is missing on this machine")
    home = tmp_path / "user"
    home.mkdir()
    service = PrintService() if CUPSD is not None else None
    try:
        if service is not None:
            service.add(PRINTER, "file:/dev/null")
        told = walk(home, **({"CUPS_SERVER": str(service.socket)} if service is not None else {}))
    finally:
        if service is not None:
            service.stop()
    assert told["before"] == ["xcb", NAME, NAME], "clipboard and primary selection, while it is open"
    assert told["while open"], "in widgets it is there, and is found"
    assert ("printed on FILE" if service is not None else "saved") in str(told["told"])
    assert told["closed"]
    assert told["after"] == ["xcb", "", ""]
    assert told["held"] == []
    assert holding(home) == [f"Documents/{NAME}/paper.pdf"]
