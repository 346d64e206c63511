"""Printing through the system's own print dialog: the very pages of the PDF, painted at the printer's resolution.

Rules: one way for every system (pages by pypdfium2, painted on the printer), at most 300 dots an inch; a page keeps its
true size unless the paper is smaller; nothing is written beside the spooler.
"""

from __future__ import annotations

from itertools import islice
from typing import Literal

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from b12desk.errors import Problem, ReportError
from b12desk.i18n import _
from b12desk.report.preview import POINTS_PER_INCH, page_count, page_images

_MOST_DPI = 300


def print_with_dialog(parent: QWidget, pdf: bytes, title: str, paper: Literal["a4", "letter"]) -> bool:
    """Ask for a printer and print; False when the person changed their mind. Raises ReportError."""
    printer = make_printer(title, paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print: {title}", title=title))
    dialog.setMinMax(1, page_count(pdf))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    print_pages(printer, pdf)
    return True


def make_printer(title: str, paper: Literal["a4", "letter"], name: str = "") -> QPrinter:
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
                raise _refused()
            image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            true = printer.resolution() / dpi
            shrink = min(1.0, paper.width() / (page.width * true), paper.height() / (page.height * true))
            painter.drawImage(QRectF(0, 0, page.width * true * shrink, page.height * true * shrink), image)
    finally:
        painter.end()


def _refused() -> ReportError:
    problem = Problem(
        _("printer"),
        _("the printer did not take the pages."),
        _("Check that it is switched on and has paper, choose another one, or save the PDF and print that."),
    )
    return ReportError(_("This could not be printed"), [problem])
