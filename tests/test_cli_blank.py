"""``b12desk paper``: a file with the blank questionnaire, with the clinic's letterhead, and never over another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12desk.__main__ import main
from b12desk.settings import Settings
from b12desk.store.settings import save_settings
from tests.report.papers import page_texts, reader


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_it_is_named_by_version_and_print(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paper", "--paper", "a4"]) == 0
    assert main(["paper", "--large", "--paper", "letter"]) == 0
    names = ["b12desk-questionnaire-2.0.0.pdf", "b12desk-questionnaire-2.0.0-large-print.pdf"]
    assert capsys.readouterr().out.split() == names
    usual, large = (reader((here / name).read_bytes()) for name in names)
    assert [round(float(each)) for each in usual.pages[0].mediabox[2:]] == [595, 842]
    assert [round(float(each)) for each in large.pages[0].mediabox[2:]] == [612, 792]
    assert len(large.pages) > len(usual.pages)


def test_it_bears_the_clinics_letterhead(here: Path) -> None:
    save_settings(Settings(clinic="Greenfield Surgery", clinic_contact="01632 960 000"))
    assert main(["paper", "--out", "blank.pdf"]) == 0
    pages = page_texts((here / "blank.pdf").read_bytes())
    assert all("Greenfield Surgery" in each for each in pages)
    assert "01632 960 000" in pages[0]


def test_another_file_stays_as_it_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "mine.pdf").write_text("mine")
    assert main(["paper", "--out", "mine.pdf"]) == 2
    assert (here / "mine.pdf").read_text() == "mine"
    told = capsys.readouterr()
    assert told.out == ""
    assert "mine.pdf: there is something of this name already. Give another name with --out." in told.err


def test_a_folder_that_is_not_there_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paper", "--out", "none/blank.pdf"]) == 2
    assert "none" in capsys.readouterr().err
    assert list(here.iterdir()) == []
