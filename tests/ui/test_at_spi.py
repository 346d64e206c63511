"""A whole intake as a screen reader makes it: outside the program, over AT-SPI, on a display of its own.

Needs xvfb, dbus, at-spi2-core and the system's python3-pyatspi; where they are missing the test is skipped and says so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from b12desk.store.intake_content import content_of
from b12desk.ui.demo.driver import Given, given_by
from tests.sample_cases import definition, vignettes
from tests.set_up_desk import PASSPHRASE, PIN, cheap_safe, set_up_desk

HEALTHY = "nothing-by-gates"
NAME = "Margaret Hollis"
CHECK, RESULT = "Check your answers", "Result for the clinician"
PLAN = {
    "passphrase": PASSPHRASE,
    "pin": PIN,
    "name": NAME,
    "check": CHECK,
    "result": RESULT,
    "problems": 3,
    "opens": {"page": "Medicines and alcohol", "option": "Metformin"},
}
SYSTEM_PYTHON = "/usr/bin/python3"
DRIVE = Path(__file__).with_name("at_spi_drive.py")
SESSION = """
QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QPA_PLATFORM=xcb "$1" -m b12desk & program=$!
timeout 200 "$2" "$3" "$4"; status=$?
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


def pages() -> list[tuple[str, list[tuple[str, Sequence[str]]]]]:
    """What to answer on each page: the questions, in order, and the options as they read, or the text to type."""
    form = definition().questionnaire
    given: dict[str, Given] = dict(given_by(vignettes()[HEALTHY].response, form))
    del given["birth_date"]
    given |= {"respondent": "helped", "age": ["40"]}
    found: dict[str, list[tuple[str, Sequence[str]]]] = {each.link_id: [] for each in form.item}
    for link_id in (each for each in form.items if each in given):
        codes = [given[link_id]] if isinstance(given[link_id], str) else given[link_id]
        read = {option.code: option.display for option in form.options(link_id)}
        found[form.page_of[link_id]].append((form.items[link_id].text, [read.get(code, code) for code in codes]))
    return [(form.items[page].text, answers) for page, answers in found.items()]


def driven(
    home: Path, plan: Mapping[str, object], drive: Path = DRIVE, session: str = SESSION, *more: str
) -> dict[str, Any]:
    """What was heard while the program ran in ``session`` with ``plan``; ``more`` are further words for it."""
    environment = {key: each for key, each in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")}
    asked = (sys.executable, SYSTEM_PYTHON, str(drive), json.dumps(plan), *more)
    done = subprocess.run(
        ["xvfb-run", "-a", "dbus-run-session", "--", "bash", "-c", session, "-", *asked],
        env={**environment, "B12DESK_HOME": str(home)},
        cwd=DRIVE.parents[2],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    heard: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return heard


@pytest.mark.slow
def test_a_healthy_person_is_walked_to_the_saved_paper_by_a_screen_reader(home: Path, tmp_path: Path) -> None:
    if lacking := missing():
        pytest.skip(f"NOT TRIED with a screen reader's protocol: {', '.join(lacking)} missing on this machine")
    paper = tmp_path / "paper.pdf"
    set_up_desk()
    heard = driven(home, {**PLAN, "pages": pages(), "paper": str(paper)})
    assert heard["headings"] == [[each, "level:1"] for each in [*dict(pages()), CHECK, RESULT]]
    assert heard["chosen"]
    assert all(heard["chosen"])
    assert heard["steps"][0].startswith("Step 1 of 8: ")
    assert heard["steps"][-1].startswith("0 of ")
    assert heard["problems"].startswith("There are 3 problems. Answered by: Answer this question to go on. ")
    assert any(heard["opened"].endswith(each.text) for each in definition().questionnaire.items.values())
    assert "Required." in heard["wrong"]
    assert "Error: Answer this question to go on." in heard["wrong"]
    assert heard["pictures"] == heard["small"] == []
    assert NAME not in "".join((*heard["titles"], *heard["announced"]))
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.name in heard["saved"]
    records = cheap_safe().unlock(PASSPHRASE).records
    (line,) = records.list()
    kept = json.dumps(content_of(records.load(line.identifier)))
    records.shut()
    for word in ("helped", "none-of-these", NAME):
        assert f'"{word}"' in kept
