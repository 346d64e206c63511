"""The sheet of half a recovery key: its groups in order, a code to scan, what it is for, and no other half."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from b12desk.i18n import Catalogue
from b12desk.report.recovery_sheet import Half, KeySheet, sheet_document, sheet_pdf, sheet_title
from b12desk.report.typeset.document import FactGrid, Letterhead, Panel, Ruled
from b12desk.report.typeset.pages import compose
from tests.pseudo import untranslated
from tests.report.page_faults import text_of
from tests.report.papers import page_texts
from tests.report.pseudo_papers import CATALOGUES, faults

GROUPS = "QPZR Y9X8 GF2T VDW0 S3JN 54KH CE6M UA7L"
MADE = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


def sheet(half: Half = 1, clinic: str = "Hillside Practice") -> KeySheet:
    return KeySheet(half, GROUPS, clinic, MADE)


@pytest.mark.parametrize("half", [1, 2])
def test_it_is_one_page_that_says_which_half_it_is_and_whose(half: Half) -> None:
    (page,) = page_texts(sheet_pdf(sheet(half)))
    assert f"Recovery key, half {half} of 2" in page
    assert f"{half} / 2" in page
    assert "Hillside Practice" in page
    assert "27 November 2026" in page
    assert f"half {3 - half} in two locked places" in page


def test_the_groups_stand_in_order_each_below_its_number() -> None:
    (panel,) = [each for each in sheet_document(sheet()).blocks if isinstance(each, Panel)]
    (grid,) = panel.blocks
    assert isinstance(grid, FactGrid)
    rows = [grid.columns[column][row] for row in range(2) for column in range(4)]
    assert [(label, value[0].text) for label, value in rows] == list(
        zip(map(str, range(1, 9)), GROUPS.split(), strict=True)
    )


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="NOT TRIED: zbarimg is missing on this machine")
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_scanner_reads_the_half(tmp_path: Path, paper: str) -> None:
    (tmp_path / "sheet.pdf").write_bytes(sheet_pdf(sheet(), paper="a4" if paper == "a4" else "letter"))
    subprocess.run(["pdftoppm", "-r", "200", "-png", "sheet.pdf", "sheet"], cwd=tmp_path, check=True)
    (picture,) = tmp_path.glob("*.png")
    read = subprocess.run(["zbarimg", "-q", "--raw", str(picture)], capture_output=True, text=True, check=True)
    assert read.stdout.strip() == GROUPS


def test_a_clinic_without_a_name_gets_a_line_to_write_it_on() -> None:
    assert not [each for each in sheet_document(sheet()).blocks if isinstance(each, Ruled)]
    assert [each for each in sheet_document(sheet(clinic="")).blocks if isinstance(each, Ruled)]


@CATALOGUES
def test_in_another_language_it_is_whole_and_no_word_is_forgotten(catalogue: Catalogue) -> None:
    with catalogue.used():
        document = sheet_document(sheet())
        assert document.title == sheet_title(1)
        pages = compose(document)
    head, *rest = document.blocks
    assert isinstance(head, Letterhead)
    read = replace(document, blocks=(replace(head, scanned=""), *rest))  # what is scanned is not read
    assert faults((read, pages)) == []
    assert len(pages) == 1
    if not document.right_to_left:
        assert untranslated(text_of(pages), [*GROUPS.split(), "Hillside Practice", "B12 Desk"]) == []
