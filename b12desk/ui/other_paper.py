"""A paper that is no intake's, on the printer or in a file; and what became of it, in a sentence.

By the ways of every other paper (`ui.result.printing`, `saving`): nothing is written beside the spooler and the file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from b12desk.desk.papers import save_pdf
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.settings import PaperSize
from b12desk.ui.kit import dialogs
from b12desk.ui.result import printed, printing
from b12desk.ui.result.saving import ask_file


class OtherPaper(NamedTuple):
    """``make`` makes the PDF, and raises ReportError."""

    title: str
    file_name: str
    size: PaperSize
    make: Callable[[], bytes]


def print_paper(front: QWidget, paper: OtherPaper) -> str:
    """Hand it to the system's print dialog, as often as it is wanted again; says what became of it."""
    paper = paper._replace(make=cache(paper.make))  # once, however often it is printed
    title = paper.title
    while True:
        try:
            pdf = paper.make()
            printer = printing.ask_printer(front, title, paper.size)
            if printer is None:
                return ""
            sent = printing.send(printer, pdf)
        except UserError as error:
            wanted = dialogs.show_error(front, error, _("&Save PDF")) == 0
            return save_paper(front, paper) if wanted else ""
        question = printed.Printed(front, title, sent)
        answer = question.ask()
        question.deleteLater()
        if answer == printed.SAVE:
            return save_paper(front, paper)
        if answer == printed.YES:
            return _("{title} printed on {printer}.", title=title, printer=sent.printer)
        if answer != printed.AGAIN:
            return _("{title} sent to {printer}: nobody has said that it came out.", title=title, printer=sent.printer)


def save_paper(front: QWidget, paper: OtherPaper) -> str:
    """Ask where, and write; says what became of it."""
    try:
        paths = ask_file(front, paper.file_name)
        if not paths:
            return ""
        save_pdf(paper.make(), paths[0])
    except UserError as error:
        dialogs.show_error(front, error)
        return ""
    return _("{title} saved: {name}", title=paper.title, name=paths[0].name)
