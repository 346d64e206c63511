"""The paper is made with ReportLab's own settings: nothing of the user's is executed, or changes a byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gallery import write_form
from tests.interop.sample import answered, coded, resource
from tests.test_repository import CHECKOUT

IN_HOME = (".reportlab_mods", ".reportlab_settings")
ON_THE_PATH = ("reportlab_mods.py", "reportlab_settings.py")
SETTINGS = {"RL_pageCompression": "0", "RL_useA85": "1", "RL_ttfAsciiReadable": "1", "RL_defaultPageSize": "nonsense"}


@pytest.fixture
def hostile(tmp_path: Path) -> dict[str, str]:
    """An environment in which every file that ReportLab would execute leaves a mark."""
    home, path = tmp_path / "home", tmp_path / "path"
    home.mkdir()
    path.mkdir()
    for folder, names in ((home, IN_HOME), (path, ON_THE_PATH)):
        for name in names:
            mark = repr(str(tmp_path / f"executed-{name}"))
            (folder / name).write_text(f"open({mark}, 'w').close()\npageCompression = 0\n", encoding="utf-8")
    return {
        **os.environ,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "PYTHONPATH": os.pathsep.join((str(CHECKOUT), str(path))),
        "B12DESK_HOME": str(tmp_path / "b12desk"),
    }


def executed(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.glob("executed-*"))


def report(tmp_path: Path, environment: dict[str, str], name: str, *more: str) -> list[bytes]:
    form = tmp_path / "form"
    if not form.exists():
        write_form(form, "full")
    for number in (1, 2):
        person = resource(answered("age", {"valueInteger": 40 + number}), coded("gate", "no"))
        (tmp_path / f"{number}.json").write_text(json.dumps(person), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "b12desk", "report", "1.json", "2.json", "--forms", form, "--out", name, *more],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = [path.read_bytes() for path in sorted((tmp_path / name).glob("*.pdf"))]
    assert len(made) == 2
    return made


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_no_file_of_the_user_is_executed(tmp_path: Path, hostile: dict[str, str], jobs: str) -> None:
    report(tmp_path, hostile, "out", "--jobs", jobs)
    assert executed(tmp_path) == []


def test_no_setting_of_the_user_changes_a_byte(tmp_path: Path, hostile: dict[str, str]) -> None:
    usual = report(tmp_path, hostile, "usual")
    assert report(tmp_path, hostile | SETTINGS, "other") == usual


@pytest.mark.parametrize("away", [(), ON_THE_PATH], ids=["on-the-path", "in-the-home"])
def test_reportlab_alone_would_execute_them(tmp_path: Path, hostile: dict[str, str], away: tuple[str, ...]) -> None:
    """The trap works: without our care each of the files leaves its mark."""
    for name in away:
        (tmp_path / "path" / name).unlink()
    subprocess.run([sys.executable, "-c", "import reportlab.rl_config"], env=hostile, check=True, cwd=tmp_path)
    assert executed(tmp_path) == [f"executed-{name}" for name in (IN_HOME if away else ON_THE_PATH)]
