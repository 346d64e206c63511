"""Printing to a real print service: what is said, what is asked, and when the summary counts as printed."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from b12desk.desk.intakes import local_time
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.papers import make_pdf
from b12desk.engine.session import Session
from b12desk.errors import ReportError
from b12desk.model.definition import Definition
from b12desk.model.values import Coding
from b12desk.report.summary import summary_pages
from b12desk.report.typeset.display_list import Box, Page
from b12desk.report.typeset.pdf import draw
from b12desk.report.typeset.rasterize import page_count
from b12desk.settings import PaperSize
from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.result import print_queue, printing
from b12desk.ui.result.documents import Documents
from b12desk.ui.result.preview import Preview
from b12desk.ui.result.printed import Printed
from tests.report import sample
from tests.report.papers import COLOURED, coloured_pdf
from tests.staff import ana
from tests.ui.answering import Answering, Step, escape, press, press_text, say
from tests.ui.conftest import NOW
from tests.ui.cups import CUPSD, PDF_DRIVER, PrintService, speak_to, until

OFF = "WARD is switched off, stopped or needs somebody: the pages wait in its queue, and come out once it is ready."


@pytest.fixture(scope="module")
def running() -> Iterator[PrintService]:
    if CUPSD is None:
        pytest.skip("NO REAL PRINTER WAS TESTED: this machine has no cupsd")
    made = PrintService()
    try:
        made.add("WARD", "socket://127.0.0.1:9")
        made.add("FILE", "file:/dev/null")
        if os.geteuid() == 0:  # its backend runs as root only
            made.add("OFFICE", "cups-pdf:/", PDF_DRIVER)
        yield made
    finally:
        made.stop()


@pytest.fixture
def service(running: PrintService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintService]:
    """The service, without any job that is not done; whoever comes next in this process finds none."""
    monkeypatch.setenv("CUPS_SERVER", str(running.socket))
    speak_to(running.socket)
    monkeypatch.setattr(print_queue, "_PAUSE_MS", 50)
    yield running
    running.start_again()
    running.run("cancel", "-a", "-x")
    for name in ("WARD", "FILE"):
        running.run("cupsaccept", name)
        running.run("cupsenable", name)
    speak_to(tmp_path / "nowhere")


@pytest.fixture
def no_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where nothing was ever set up to print."""
    nowhere = tmp_path / "nowhere"
    monkeypatch.setenv("CUPS_SERVER", str(nowhere))
    speak_to(nowhere)


class Paper(NamedTuple):
    """The row of buttons of one result, in a window, with a hand."""

    intake: OpenIntake
    buttons: Documents
    hand: Driver

    @property
    def line(self) -> str:
        """What is said below the buttons."""
        found = self.hand.find("paper:done")
        assert isinstance(found, QLabel)
        return found.text()


@pytest.fixture
def paper(shipped: Definition, show: Callable[[QWidget], QWidget]) -> Paper:
    return result_of(shipped, show)


def result_of(shipped: Definition, show: Callable[[QWidget], QWidget]) -> Paper:
    """The papers of somebody who said little."""
    session = Session(shipped.questionnaire, NOW)
    session.answer("respondent", Coding(code="staff"))
    session.answer("sex", Coding(code="female"))
    session.answer("age", 61)
    intake = OpenIntake(shipped, session, make_pdf, local_time, ana)
    window = QWidget()
    buttons = Documents(intake, intake.finish(), lambda: None)
    QVBoxLayout(window).addWidget(buttons)
    show(window)
    window.activateWindow()
    return Paper(intake, buttons, Driver(window))


def choose(printer: str, before: Callable[[], None] = lambda: None) -> Step:
    """In the print dialog: this printer, then Print."""

    def act(dialog: QDialog) -> None:
        printers = dialog.findChild(QComboBox, "printers")
        assert isinstance(printers, QComboBox)
        printers.setCurrentText(printer)
        assert printers.currentText() == printer
        before()
        press_text("Print")(dialog)

    return Step(QPrintDialog, act)


YES, AGAIN, SAVE = (press(f"message:{number}") for number in range(3))
NOT_YET = "The summary has not been printed or saved yet."


def _made_in(folder: Path) -> set[tuple[Path, int]]:
    """With their times: a print service counts its jobs from 1, so a file may be one that was there, written anew."""
    return {(each, each.stat().st_mtime_ns) for each in folder.glob("*")}


def test_a_page_that_came_out_of_a_real_printer_counts_once_a_person_says_so(
    service: PrintService, paper: Paper
) -> None:
    if os.geteuid() != 0:
        pytest.skip("NO CUPS-PDF PRINTER WAS TESTED: its backend runs as root only")
    folder = Path.home() / "PDF"
    before = _made_in(folder) if folder.is_dir() else None
    assert paper.line == NOT_YET
    paper.hand.find("paper:print").setFocus()
    done = "The print service has finished with this job."
    with Answering(choose("OFFICE"), Step(Printed, YES, say(done))) as person:
        paper.hand.press("paper:print")
    assert person.seen[1] == [
        "Did the pages come out?",
        "Did the pages come out?",
        "Summary for the clinician: sent to OFFICE.",
        done,
    ]
    assert paper.intake.paper is not None
    assert paper.line.startswith("Summary for the clinician printed on OFFICE at ")
    assert paper.buttons.isEnabled()
    assert paper.buttons.window().focusWidget() is paper.hand.find("paper:print")
    ((printed, _when),) = _made_in(folder) - (before or set())
    try:
        assert service.jobs("OFFICE", "not-completed") == []
        assert len(PdfReader(printed).pages) == page_count(paper.buttons.papers.pdf("summary"))
    finally:
        printed.unlink()
        if before is None:
            folder.rmdir()


def test_a_printer_that_is_off_is_told_and_its_waiting_page_does_not_count(service: PrintService, paper: Paper) -> None:
    with Answering(choose("WARD"), Step(Printed, escape, say(OFF))) as person:
        paper.hand.press("paper:print")
    assert "Summary for the clinician: sent to WARD." in person.seen[1]
    assert "It says: \u201cThe printer may not exist or is unavailable at this time.\u201d" in person.seen[1][-1]
    assert len(service.jobs("WARD", "not-completed")) == 1
    assert paper.intake.paper is None
    assert paper.line.endswith(": nobody has said that it came out.")


def test_a_printer_that_somebody_stopped_is_told(service: PrintService, paper: Paper) -> None:
    service.run("cupsdisable", "WARD")
    with Answering(choose("WARD"), Step(Printed, escape, say(OFF))):
        paper.hand.press("paper:print")
    assert paper.intake.paper is None


def test_a_job_that_is_cancelled_meanwhile_is_told(service: PrintService, paper: Paper) -> None:
    service.run("cupsdisable", "WARD")
    told: list[bool] = []

    def cancel(dialog: QDialog) -> bool:
        if not told and say(OFF)(dialog):
            told.append(True)
            service.run("cancel", "-a", "WARD")
        return say("The print service gave the job up, or somebody cancelled it.")(dialog)

    with Answering(choose("WARD"), Step(Printed, escape, cancel)):
        paper.hand.press("paper:print")
    assert told
    assert paper.intake.paper is None


def test_a_queue_that_takes_nothing_is_an_error_and_offers_the_pdf(service: PrintService, paper: Paper) -> None:
    service.run("cupsreject", "FILE")
    with Answering(choose("FILE"), Step(Message, escape)) as person:
        paper.hand.press("paper:print")
    assert person.seen[1][0] == "This could not be printed"
    assert "is not accepting jobs" in person.seen[1][-1]
    assert "Save a PDF instead" in person.seen[1][-1]
    assert paper.intake.paper is None
    assert paper.line == NOT_YET
    assert service.jobs("FILE", "not-completed") == []


def test_a_service_that_dies_in_the_print_dialog_is_an_error(service: PrintService, paper: Paper) -> None:
    with Answering(choose("FILE", service.kill), Step(Message, escape)) as person:
        paper.hand.press("paper:print")
    assert person.seen[1][0] == "This could not be printed"
    assert "the print service did not take the pages" in person.seen[1][-1].lower()
    assert paper.intake.paper is None
    assert paper.line == NOT_YET


def test_a_service_that_dies_while_it_is_asked_is_told(service: PrintService, paper: Paper) -> None:
    def die(dialog: QDialog) -> bool:
        if say(OFF)(dialog):
            service.kill()
        return say("The print service has stopped")(dialog)

    with Answering(choose("WARD"), Step(Printed, escape, die)):
        paper.hand.press("paper:print")
    assert paper.intake.paper is None


def test_without_a_printer_a_pdf_is_offered_instead_of_a_silent_file(
    no_service: None, paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    saved = tmp_path / "summary.pdf"

    def name(dialog: QDialog) -> None:
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(edit, QLineEdit)
        edit.setText(str(saved))
        press_text("Save")(dialog)

    with Answering(Step(Message, press("message:0")), Step(QFileDialog, name), Step(Message, escape)) as person:
        paper.hand.press("paper:print")
    assert person.seen[0][0] == "No printer found"
    assert "o printer is set up, or the print service has stopped. Save a PDF instead" in person.seen[0][-1]
    assert person.seen[2][0] == "Saved"
    assert saved.read_bytes() == paper.buttons.papers.pdf("summary")
    assert paper.intake.paper is not None
    assert list(tmp_path.rglob("*.pdf")) == [saved]


def test_without_a_printer_nothing_is_written_when_the_offer_is_declined(
    no_service: None, paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with Answering(Step(Message, escape)):
        paper.hand.press("paper:print")
    assert paper.intake.paper is None
    assert list(tmp_path.rglob("*.pdf")) == []


def test_the_print_dialog_offers_printers_and_no_file(service: PrintService, paper: Paper) -> None:
    offered: list[str] = []

    def read(dialog: QDialog) -> None:
        printers = dialog.findChild(QComboBox, "printers")
        assert isinstance(printers, QComboBox)
        offered.extend(printers.itemText(index) for index in range(printers.count()))
        assert not [each for each in dialog.findChildren(QLineEdit) if each.isVisible() and "/" in each.text()]
        escape(dialog)

    with Answering(Step(QPrintDialog, read)):
        paper.hand.press("paper:print")
    assert sorted(offered) == sorted(["FILE", "WARD", *(["OFFICE"] if os.geteuid() == 0 else [])])
    assert paper.intake.paper is None


@pytest.mark.parametrize("way", ["named file", "portable format"])
def test_pages_are_never_printed_to_a_file(paper: Paper, tmp_path: Path, way: str) -> None:
    printer = printing.make_printer("test", "a4")
    if way == "named file":
        printer.setOutputFileName(str(tmp_path / "silent.pdf"))
    else:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    with pytest.raises(ReportError, match="not printed to a file"):
        printing.send(printer, paper.buttons.papers.pdf("summary"))
    assert not (tmp_path / "silent.pdf").exists()


def test_print_again_prints_again(service: PrintService, paper: Paper) -> None:
    before = len(service.jobs("FILE"))
    with Answering(choose("FILE"), Step(Printed, AGAIN), choose("FILE"), Step(Printed, YES)):
        paper.hand.press("paper:print")
    until(lambda: len(service.jobs("FILE")) == before + 2, "two jobs")
    assert paper.intake.paper is not None


def test_save_instead_of_an_answer_opens_the_other_dialog(service: PrintService, paper: Paper) -> None:
    with Answering(choose("FILE"), Step(Printed, SAVE), Step(QFileDialog, escape)):
        paper.hand.press("paper:print")
    assert paper.intake.paper is None


@pytest.mark.parametrize("button", ["handout", "large"])
def test_a_handout_is_no_paper_of_the_intake(service: PrintService, paper: Paper, button: str) -> None:
    """It is printed out of the preview, to which the focus returns."""

    def look(dialog: QDialog) -> None:
        with Answering(choose("FILE"), Step(Printed, YES)):
            press("preview:print")(dialog)
        assert QApplication.activeModalWidget() is dialog
        assert dialog.focusWidget() is dialog.findChild(QWidget, "preview:print")
        press("preview:close")(dialog)

    with Answering(Step(Preview, look)):
        paper.hand.press(f"paper:{button}")
    assert paper.intake.paper is None
    assert paper.line.startswith(f"{NOT_YET} Handout ")


def test_printing_leaves_no_file(
    service: PrintService, paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    modes: list[int] = []
    paint = printing.page_images

    def painting(pdf: bytes, scale: float) -> Iterator[object]:
        """While a page is painted, the print library may hold the pages in a file: of ours alone."""
        for each in paint(pdf, scale):
            modes.extend(stat.S_IMODE(file.stat().st_mode) for file in scratch.iterdir())
            yield each

    monkeypatch.setattr(printing, "page_images", painting)
    before = os.umask(0)
    try:
        with Answering(choose("FILE"), Step(Printed, YES)):
            paper.hand.press("paper:print")
        service.kill()
        speak_to(service.socket)
        with pytest.raises(ReportError):
            printing.send(printing.make_printer("test", "a4", "FILE"), paper.buttons.papers.pdf("summary"))
    finally:
        os.umask(before)
    assert list(scratch.iterdir()) == []
    assert set(modes) == {0o600}


def test_where_the_service_cannot_be_asked_the_person_is(
    service: PrintService, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with Answering(choose("FILE"), Step(Printed, YES)) as person:
        paper.hand.press("paper:print")
    assert person.seen[1][-1] == "What became of the pages cannot be asked here: look at the printer."
    assert paper.intake.paper is not None


@pytest.mark.slow
def test_a_service_that_never_answers_keeps_nobody_waiting(
    service: PrintService, paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin" / "lpstat"
    slow.parent.mkdir()
    slow.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(600)\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(slow.parent))
    with Answering(choose("FILE"), Step(Printed, escape)) as person:
        paper.hand.press("paper:print")
    assert person.seen[1][-1] == "What became of the pages cannot be asked here: look at the printer."
    assert paper.intake.paper is None


def test_the_question_is_answered_with_the_keyboard_alone(service: PrintService, paper: Paper) -> None:
    order: list[str] = []

    def keys(dialog: QDialog) -> None:
        for _button in range(3):
            focus = dialog.focusWidget()
            assert isinstance(focus, QWidget)
            order.append(focus.text())  # type: ignore[attr-defined]  # they are buttons
            QTest.keyClick(focus, Qt.Key.Key_Tab)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    with Answering(choose("FILE"), Step(Printed, keys)):
        paper.hand.press("paper:print")
    assert order == ["&Yes", "Print &again", "&Save PDF"]
    assert paper.intake.paper is not None


def test_what_is_printed_has_the_colours_of_the_page(qapp: QApplication, tmp_path: Path) -> None:
    """Painted into a file here, because a printer gives nothing back; `send`, which people use, refuses one."""
    printer = printing.make_printer("test", "a4")
    printer.setResolution(72)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.print_pages(printer, coloured_pdf())
    with closing(pypdfium2.PdfDocument(tmp_path / "printed.pdf")) as document:
        bitmap = document[0].render(scale=1, rev_byteorder=True, prefer_bgrx=True)
        pixels, stride = bytes(bitmap.buffer), bitmap.stride
    for (x, y), colour in COLOURED.items():
        assert tuple(pixels[y * stride + x * 4 : y * stride + x * 4 + 3]) == pytest.approx(colour, abs=12)


def test_what_is_previewed_has_the_colours_of_the_page(show: Callable[[QWidget], QWidget]) -> None:
    window = QWidget()
    show(window)
    preview = Preview(window, "test", coloured_pdf())
    (page,) = [
        each for each in preview.findChildren(QLabel) if not each.pixmap().isNull() and each.pixmap().height() > 300
    ]
    image = page.pixmap().toImage()
    scale = image.width() / 595.276
    for (x, y), colour in COLOURED.items():
        assert image.pixelColor(round(x * scale), round(y * scale)).getRgb()[:3] == colour
    preview.deleteLater()


def two_pages() -> bytes:
    """A red A4 page and a green one."""
    given = sample.response()
    document, _pages = summary_pages(sample.definition(), given, sample.assess(given))
    return draw(document, [Page(595.276, 841.89, (Box(50, 50, 100, 100, each),)) for each in ("#c80000", "#00a000")])


def printed_file(path: Path, **settings: object) -> list[tuple[float, float, str]]:
    """Print `two_pages` into a file, which people cannot: the end of the box of each page, and its colour."""
    printer = printing.make_printer("test", "a4")
    printer.setOutputFileName(str(path))
    printer.setResolution(72)
    match settings:
        case {"pages": (int() as first, int() as last)}:
            printer.setFromTo(first, last)
        case {"size": QPageSize() as size}:
            printer.setPageSize(size)
    printing.print_pages(printer, two_pages())
    found = []
    with closing(pypdfium2.PdfDocument(path)) as document:
        for page in document:
            image = page.render(scale=1).to_pil().convert("RGB")
            inked = image.point(lambda value: 255 if value < 100 else 0).convert("L").getbbox()
            assert inked is not None
            red, green, _blue = image.getpixel(((inked[0] + inked[2]) // 2, (inked[1] + inked[3]) // 2))
            found.append((inked[2], inked[3], "red" if red > green else "green"))
    return found


@pytest.mark.parametrize(
    ("pages", "colours"),
    [((0, 0), ["red", "green"]), ((1, 1), ["red"]), ((2, 2), ["green"]), ((1, 2), ["red", "green"])],
)
def test_only_the_wanted_pages_are_printed(
    qapp: QApplication, tmp_path: Path, pages: tuple[int, int], colours: list[str]
) -> None:
    found = printed_file(tmp_path / "x.pdf", pages=pages)
    assert [colour for _right, _bottom, colour in found] == colours
    assert [(right, bottom) for right, bottom, _colour in found] == [(pytest.approx(150, abs=2),) * 2] * len(colours)


def test_a_page_keeps_its_size_unless_the_paper_is_smaller(qapp: QApplication, tmp_path: Path) -> None:
    for size, share in (
        (QPageSize.PageSizeId.A3, 1.0),
        (QPageSize.PageSizeId.A5, 0.705),
        (QPageSize.PageSizeId.Letter, 0.941),
    ):
        right, bottom, _colour = printed_file(tmp_path / "x.pdf", size=QPageSize(size))[0]
        assert (right, bottom) == (pytest.approx(150 * share, abs=2),) * 2


@pytest.mark.parametrize(("paper", "size"), [("a4", QPageSize.PageSizeId.A4), ("letter", QPageSize.PageSizeId.Letter)])
def test_the_printer_is_set_to_the_paper_of_the_document(
    qapp: QApplication, paper: PaperSize, size: QPageSize.PageSizeId
) -> None:
    made = printing.make_printer("Summary", paper)
    layout = made.pageLayout()
    assert layout.pageSize().id() == size
    assert layout.orientation() == QPageLayout.Orientation.Portrait
    assert layout.mode() == QPageLayout.Mode.FullPageMode
    assert layout.margins().isNull()
    assert (made.docName(), made.creator(), made.fullPage()) == ("Summary", "B12 Desk", True)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_pages_that_are_not_taken_are_an_error_in_words(qapp: QApplication, tmp_path: Path) -> None:
    printer = printing.make_printer("test", "a4")
    printer.setOutputFileName(str(tmp_path / "nowhere" / "x.pdf"))
    with pytest.raises(ReportError) as caught:
        printing.print_pages(printer, coloured_pdf())
    assert caught.value.title == "This could not be printed"
    fix = "Save a PDF instead, or look after the printer and print again."
    assert caught.value.problems == (("printer", "the printer did not take the pages.", fix),)


def test_a_printer_that_stops_between_two_pages_is_an_error_in_words(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = printing.make_printer("test", "a4")
    printer.setOutputFileName(str(tmp_path / "x.pdf"))
    monkeypatch.setattr(printer, "newPage", lambda: False)
    with pytest.raises(ReportError, match="the printer stopped before the last page"):
        printing.print_pages(printer, two_pages())


def name_it(path: Path, button: str = "Save") -> Callable[[QDialog], None]:
    """In the dialog that asks where: this file, then the button."""

    def act(dialog: QDialog) -> None:
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(edit, QLineEdit)
        edit.setText(str(path))
        press_text(button)(dialog)

    return act


def test_every_dialog_belongs_to_what_is_in_front(paper: Paper, tmp_path: Path) -> None:
    owners: list[str] = []

    def noting(act: Callable[[QDialog], None]) -> Callable[[QDialog], None]:
        def noted(dialog: QDialog) -> None:
            owner = dialog.parentWidget()
            owners.append("window" if owner is paper.buttons.window() else owner.objectName() if owner else "")
            act(dialog)

        return noted

    def look(dialog: QDialog) -> None:
        with Answering(
            Step(QFileDialog, noting(name_it(tmp_path / "a.pdf"))), Step(Message, noting(press("message:0")))
        ):
            press("preview:save")(dialog)
        here = dialog.findChild(QLabel, "preview:done")
        assert here is not None
        assert here.text() == paper.line, "said where it was done"
        assert re.search(r" saved at \d\d:\d\d: a\.pdf$", here.text())
        press("preview:close")(dialog)

    with Answering(Step(Preview, noting(look))):
        paper.hand.press("paper:preview")
    saving = (Step(QFileDialog, noting(name_it(tmp_path / "b.pdf"))), Step(Message, noting(press("message:0"))))
    with Answering(*saving) as person:
        paper.hand.press("paper:save")
    assert owners == ["window", "preview", "preview", "window", "window"]
    assert person.seen[0][0] == "Save PDF"
    assert person.seen[1] == ["Saved", "Saved", "b.pdf", f"in the folder {tmp_path}"]
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize("replaced", [False, True])
def test_a_name_that_becomes_that_of_another_file_is_asked_about(paper: Paper, tmp_path: Path, replaced: bool) -> None:
    """Qt has asked about the name that was typed, not about the one with the suffix."""
    other = tmp_path / "x.txt.pdf"
    other.write_bytes(b"somebody else's")
    answers = [Step(Message, press("message:1")), Step(Message, escape)] if replaced else [Step(Message, escape)]
    with Answering(Step(QFileDialog, name_it(tmp_path / "x.txt")), *answers) as person:
        paper.hand.press("paper:save")
    assert person.seen[1] == ["Replace this file?", "Replace this file?", "x.txt.pdf is already in this folder."]
    assert (other.read_bytes() == b"somebody else's") is not replaced
    assert (paper.intake.paper is not None) is replaced


def test_the_folder_offered_is_that_of_documents(paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none, the home; the name is that of the document, and only PDF files are listed."""
    offered: list[tuple[str, list[str], list[str]]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        offered.append((dialog.directory().path(), dialog.selectedFiles(), dialog.nameFilters()))
        escape(dialog)

    (tmp_path / "there").mkdir()
    name = paper.buttons.papers.file_name("summary")
    for folder, wanted in ((tmp_path / "there", tmp_path / "there"), (tmp_path / "gone", Path.home())):
        monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind, folder=folder: str(folder))
        with Answering(Step(QFileDialog, look)):
            paper.hand.press("paper:save")
        assert offered.pop() == (str(wanted), [str(wanted / name)], ["PDF (*.pdf)"])
    assert paper.intake.paper is None


@pytest.fixture
def both(service: PrintService, shipped: Definition, show: Callable[[QWidget], QWidget]) -> Paper:
    """As `paper`, made while there is a printer."""
    return result_of(shipped, show)


def test_one_key_prints_both_papers_each_as_a_job_of_its_own(both: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    button = both.hand.find("paper:both")
    assert button.text().replace("&", "") == "Print both papers"  # type: ignore[attr-defined]  # a button
    names: list[str] = []
    send = printing.send

    def noted(printer: QPrinter, pdf: bytes) -> printing.Sent:
        names.append(printer.docName())
        return send(printer, pdf)

    monkeypatch.setattr(printing, "send", noted)
    with Answering(choose("FILE"), Step(Printed, YES)) as person:
        both.hand.press("paper:both")
    assert names == ["Summary for the clinician", "Handout for the patient"]
    assert "Summary for the clinician, Handout for the patient: sent to FILE." in person.seen[1]
    assert both.intake.paper is not None
    assert set(both.intake.made) == {"summary", "handout"}


def test_of_two_papers_the_one_that_went_out_counts_as_sent_and_the_other_is_told(
    both: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, sent = printing.send, []

    def breaks(printer: QPrinter, pdf: bytes) -> printing.Sent:
        if sent:
            raise printing._refused()
        sent.append(pdf)
        return send(printer, pdf)

    monkeypatch.setattr(printing, "send", breaks)
    with Answering(choose("FILE"), Step(Message, press_text("Close"), say("This could not be printed"))):
        both.hand.press("paper:both")
    assert {kind: each.way for kind, each in both.intake.made.items()} == {"summary": "sent"}
    assert both.intake.paper is None
