"""``b12desk report --profile``: whose emergency number the papers tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from b12desk.__main__ import main
from tests.definitions.test_profiles import files
from tests.interop.sample import answered, coded, resource
from tests.report.papers import no_spaces, page_texts


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    (tmp_path / "forms").mkdir()
    for name, content in files().items():
        (tmp_path / "forms" / name).write_bytes(content)
    return tmp_path / "forms"


@pytest.fixture
def given(tmp_path: Path) -> str:
    path = tmp_path / "a.json"
    items = [coded("gas", "yes"), answered("numb", {"valueBoolean": True})]
    path.write_text(json.dumps(resource(*items)), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("option", "number"), [(["--profile", "uk"], "Call3."), ([], "Callsomebody.")])
def test_both_papers_tell_the_number(
    option: list[str], number: str, given: str, forms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["report", given, "--forms", str(forms), "--out", str(out), "--handout", *option]) == 0
    capsys.readouterr()
    papers = sorted(out.glob("*.pdf"))
    assert len(papers) == 2
    for each in papers:
        assert number in no_spaces("".join(page_texts(each.read_bytes())))


def test_a_form_without_profiles_takes_none(
    given: str, forms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (forms / "profiles.toml").unlink()
    assert main(["report", given, "--forms", str(forms), "--out", str(tmp_path / "out"), "--profile", "uk"]) == 2
    told = capsys.readouterr().err
    assert "the form has no profiles.toml, so there are no words for a country. Leave out --profile." in told
    assert not (tmp_path / "out").exists()
