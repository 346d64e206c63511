"""How many questions people meet: what ``b12desk check`` prints, and when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12desk.cli.program import main
from tests.gallery import FORMS, write_form

CASES = (FORMS / "iron" / "cases.toml").read_text(encoding="utf-8")
BARS = "[bars]\nuncomplicated = {}\neveryday = {}\nworst = {}\n\n"
PLAIN = """
[[case]]
id = "plain"
title = "Man of 46, well"
group = "uncomplicated"
settledBy = "Tests"
authored = 2026-11-22T09:00:00Z

[case.answers]
dob = "1980-05-01"
sex_at_birth = "male"
pale = "no"
black_stools = "no"

[case.expect]
recommendation = "none"
"""


def form(tmp_path: Path, *bars: int) -> str:
    text = CASES.replace("[[case]]", BARS.format(*bars) + "[[case]]", 1) if bars else CASES
    text = text.replace('settledBy = "Tests"', 'settledBy = "Tests"\ngroup = "everyday"', 1) + PLAIN
    return str(write_form(tmp_path / "iron", "iron", {"cases.toml": text.encode()}))


def test_the_most_of_each_group_and_of_all_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    directory = form(tmp_path, 4, 6, 6)
    assert main(["check", directory]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Questions, uncomplicated: at most 4 of 4 (plain; cases: 1).",
        "Questions, everyday: at most 6 of 6 (heavy; cases: 1).",
        "Questions, longest walk found: 6 of 6.",
    ]


def test_more_than_its_bar_is_a_problem_of_the_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    directory = form(tmp_path, 3, 5, 5)
    assert main(["check", directory]) == 2
    out = capsys.readouterr().out.splitlines()
    file = Path(directory) / "cases.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    (plain,) = (line for line in out if "uncomplicated" in line)
    assert plain.endswith(": plain: uncomplicated: 4 questions are asked. At most 3.")
    expected = lines.index("[case.expect]", lines.index('id = "plain"')) + 1
    assert plain.startswith(f"{file}:{expected}: ")
    assert any(each.endswith(": heavy: everyday: 6 questions are asked. At most 5.") for each in out)
    assert f"{file}:{lines.index('worst = 5') + 1}: bars: somebody is asked 6 questions. At most 5." in out
    assert out[-1] == "Problems: 3"


def test_without_bars_nothing_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", form(tmp_path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_group_nobody_is_in_is_not_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = CASES.replace("[[case]]", BARS.format(9, 9, 9) + "[[case]]", 1)
    assert main(["check", str(write_form(tmp_path / "iron", "iron", {"cases.toml": text.encode()}))]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["Questions, longest walk found: 6 of 9."]


def test_another_group_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    directory = Path(form(tmp_path, 9, 9, 9))
    text = (directory / "cases.toml").read_text(encoding="utf-8").replace('"everyday"', '"ill"')
    (directory / "cases.toml").write_text(text, encoding="utf-8")
    assert main(["check", str(directory)]) == 2
    assert "group" in capsys.readouterr().out
