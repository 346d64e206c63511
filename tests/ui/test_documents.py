"""The paper from the result page: preview, print, save; and the demonstration that writes both documents."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog

from b12desk import app
from b12desk.errors import Problem, ReportError
from b12desk.report.preview import page_count
from b12desk.ui import documents, printing
from b12desk.ui.demo import NAME, SAMPLE
from b12desk.ui.documents import Documents
from b12desk.ui.preview import Preview
from b12desk.ui.result_page import ResultPage
from tests.ui.conftest import Desk, settle
from tests.ui.test_start import messages


@pytest.fixture
def paper(desk: Desk) -> Documents:
    desk.hand.press("patient:name")
    desk.hand.type(NAME)
    desk.hand.fill(desk.intake, SAMPLE)
    desk.hand.press("next")
    page = desk.intake.page
    assert isinstance(page, ResultPage)
    return page.documents


def test_a_file_is_named_by_its_code_and_never_by_the_patient(paper: Documents) -> None:
    name = paper.file_name("summary")
    assert name.startswith("b12desk-")
    assert name.endswith("-summary.pdf")
    assert "maria" not in name.lower()
    assert "sample" not in name.lower()


def test_the_preview_shows_every_page_and_zooms(paper: Documents, desk: Desk) -> None:
    seen: list[int] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Preview)
        seen.append(dialog.pages)
        hand = type(desk.hand)(dialog)
        hand.press("preview:larger")
        seen.append(dialog.pages)
        hand.press("preview:close")

    QTimer.singleShot(100, look)
    desk.hand.press("paper:preview")
    count = page_count(paper.pdf("summary"))
    assert seen == [count, count]
    assert not paper.made


def test_save_asks_where_writes_the_pdf_and_forgets_the_folder(
    paper: Documents, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sub" / "paper"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    remembered = QSettings(QSettings.Scope.UserScope, "QtProject")
    remembered.setValue("FileDialog/lastVisited", str(target.parent))
    seen = messages()
    desk.hand.press("paper:save")
    assert seen[0] == "Saved"
    written = target.with_suffix(".pdf")
    assert written.read_bytes() == paper.pdf("summary")
    assert paper.made
    remembered.sync()
    assert not remembered.contains("FileDialog/lastVisited")


def test_a_folder_that_refuses_is_told_with_what_to_do(
    paper: Documents, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "no" / "x.pdf"), ""))
    seen = messages()
    desk.hand.press("paper:save")
    assert seen[0] == "The PDF could not be saved"
    assert "Choose another folder" in " ".join(seen)
    assert not paper.made


def test_a_document_that_cannot_be_made_is_told_and_the_buttons_come_back(
    paper: Documents, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> bytes:
        raise ReportError("This document cannot be made", [Problem("font", "a font is missing.", "Install it again.")])

    monkeypatch.setattr(Documents, "_make", fail)
    seen = messages()
    desk.hand.press("paper:preview")
    assert seen[0] == "This document cannot be made"
    assert paper.isEnabled()
    assert QApplication.overrideCursor() is None


def test_the_handout_tells_no_result(paper: Documents, tmp_path: Path) -> None:
    paper.write("handout", tmp_path / "handout.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "handout.pdf").pages)
    assert "metformin" not in text.lower()
    assert "Offer a vitamin B12" not in text


@pytest.mark.parametrize("size", ["a4", "letter"])
def test_printing_paints_every_page_at_its_true_size(paper: Documents, tmp_path: Path, size: str) -> None:
    pdf = paper.pdf("summary")
    printer = printing.make_printer("test", size)  # type: ignore[arg-type]  # the two names are the parameters
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(150)
    printing.print_pages(printer, pdf)
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == page_count(pdf)
    width = float(printed.pages[0].mediabox.width)
    assert width == pytest.approx(612 if size == "letter" else 595, abs=1)


def test_a_page_range_prints_only_those_pages(paper: Documents, tmp_path: Path) -> None:
    printer = printing.make_printer("test", "a4")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    printer.setFromTo(1, 1)
    printing.print_pages(printer, paper.pdf("summary"))
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 1


def test_a_print_that_is_called_off_counts_as_no_paper(
    paper: Documents, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing.QPrintDialog, "exec", lambda _dialog: 0)
    desk.hand.press("paper:print")
    assert not paper.made
    monkeypatch.setattr(printing.QPrintDialog, "exec", lambda _dialog: 1)
    monkeypatch.setattr(printing, "print_pages", lambda *_given: None)
    desk.hand.press("paper:print")
    assert paper.made


def cups_pdf() -> str:
    """Name of a CUPS printer that writes PDF files, or "" when there is none."""
    if shutil.which("lpstat") is None:
        return ""
    listed = subprocess.run(["lpstat", "-v"], capture_output=True, text=True, check=False).stdout
    return next((each.split()[2].rstrip(":") for each in listed.splitlines() if "cups-pdf:" in each), "")


def test_a_real_cups_printer_takes_the_pages(paper: Documents) -> None:
    name = cups_pdf()
    if not name:
        pytest.skip("NO REAL PRINTER WAS TESTED: no running CUPS with a cups-pdf printer on this machine")
    assert name in QPrinterInfo.availablePrinterNames()
    before = finished_jobs(name)
    printer = printing.make_printer("b12desk test", "a4", name)
    printing.print_pages(printer, paper.pdf("summary"))
    for _second in range(60):
        if finished_jobs(name) > before:
            break
        subprocess.run(["sleep", "0.5"], check=True)
    assert finished_jobs(name) == before + 1


def finished_jobs(name: str) -> int:
    done = subprocess.run(["lpstat", "-W", "completed", "-o", name], capture_output=True, text=True, check=False)
    return len(done.stdout.splitlines())


def test_the_demonstration_writes_both_documents_and_names_them(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    out = tmp_path / "out"
    assert app.main(["demo", "--out", str(out)]) == 0
    settle()
    named = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(named) == sorted(out.iterdir())
    kinds = sorted(path.stem.rpartition("-")[2] for path in named)
    assert kinds == ["handout", "summary"]
    summary = next(path for path in named if "summary" in path.name)
    assert NAME in PdfReader(summary).pages[0].extract_text()
    assert not home.exists(), "the demonstration leaves nothing behind"


def test_the_demonstration_into_a_place_that_refuses_ends_with_status_2(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert app.main(["demo", "--out", str(blocked / "out")]) == 2
    settle()
    assert "Choose another folder with --out." in capsys.readouterr().err


def test_reportlab_waits_for_the_first_document(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, show: Callable[..., object]
) -> None:
    made: list[str] = []
    monkeypatch.setattr(documents.Documents, "_make", lambda _self, kind: made.append(kind) or b"")
    desk.hand.fill(desk.intake, SAMPLE)
    desk.hand.press("next")
    assert not made
