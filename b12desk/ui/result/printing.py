"""Printing through the system's own print dialog: the very pages of the PDF, painted at the printer's resolution.

Rules: one way for every system (pages by pypdfium2, painted on the printer), at most 300 dots an inch; a page keeps its
true size unless the paper is smaller; never into a file (that is what saving a PDF is for); nothing is written beside
the spooler; pages that the print service did not take are an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from b12desk.desk.print_job import Fate, JobState, PrintJob
from b12desk.errors import Problem, ReportError
from b12desk.i18n import _
from b12desk.report.typeset.rasterize import POINTS_PER_INCH, page_count, page_images
from b12desk.settings import PaperSize
from b12desk.ui.kit.waiting import run
from b12desk.ui.result import print_queue

_MOST_DPI = 300
_BROKEN = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)


@dataclass(frozen=True)
class Sent:
    """Pages that the print service has taken: for which printer, which job that is, and how far it was at once."""

    printer: str
    job: PrintJob
    state: JobState


def has_printer() -> bool:
    """Whether there is anything to print on."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget | None, title: str, paper: PaperSize, pages: int = 0) -> QPrinter | None:
    """Ask for a printer; None when the person changed their mind. Raises ReportError when there is none.

    ``pages``: some of so many can be chosen; 0: all are printed.
    """
    if not has_printer():
        raise _not_printed(_("No printer found"), _("no printer is set up, or the print service has stopped."))
    printer = make_printer(title, paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print: {title}", title=title))
    if pages:
        dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, bool(pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    accepted = run(dialog) == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if accepted else None


def make_printer(title: str, paper: PaperSize, name: str = "") -> QPrinter:
    """A printer set to the paper of the document; ``name`` chooses one, else it is the system's default."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    printer.setDocName(title)
    printer.setCreator("B12 Desk")
    size = QPageSize(QPageSize.PageSizeId.Letter if paper == "letter" else QPageSize.PageSizeId.A4)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    return printer


def send(printer: QPrinter, pdf: bytes) -> Sent:
    """Paint the wanted pages and see that the print service took them. Raises ReportError."""
    if printer.outputFileName() or printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        raise _not_printed(
            _("This could not be printed"), _("no printer was chosen, and pages are not printed to a file.")
        )
    name = printer.printerName()
    before = print_queue.ask_now(name)
    print_pages(printer, pdf)
    if refusal := print_queue.refusal():
        raise _refused(_("the print service did not take the pages ({reason}).", reason=refusal))
    job = PrintJob(name, before)
    state = job.state(print_queue.ask_now(name))
    if state.fate is Fate.UNKNOWN and QPrinterInfo.printerInfo(name).state() in _BROKEN:
        state = JobState(Fate.STUCK)
    return Sent(name, job, state)


def print_pages(printer: QPrinter, pdf: bytes) -> None:
    """Paint the wanted pages. Raises ReportError when the printer does not take them."""
    dpi = min(printer.resolution(), _MOST_DPI)
    first, last = printer.fromPage() or 1, printer.toPage() or page_count(pdf)
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused()
    try:
        for index, page in enumerate(islice(page_images(pdf, dpi / POINTS_PER_INCH), first - 1, last)):
            if index and not printer.newPage():
                raise _refused(_("the printer stopped before the last page."))
            image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            true = printer.resolution() / dpi
            shrink = min(1.0, paper.width() / (page.width * true), paper.height() / (page.height * true))
            painter.drawImage(QRectF(0, 0, page.width * true * shrink, page.height * true * shrink), image)
    finally:
        whole = painter.end()
    if not whole or printer.printerState() in _BROKEN:
        raise _refused()


def _refused(cause: str = "") -> ReportError:
    return _not_printed(_("This could not be printed"), cause or _("the printer did not take the pages."))


def _not_printed(title: str, cause: str) -> ReportError:
    fix = _("Save a PDF instead, or look after the printer and print again.")
    return ReportError(title, [Problem(_("printer"), cause, fix)])
