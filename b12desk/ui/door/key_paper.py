"""The sheet of one half of the recovery key, on the printer or in a file; and what became of it, in a sentence.

By the ways of every other paper (`ui.result.printing`, `saving`): nothing is written beside the spooler and the file.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from b12desk.desk.papers import SUFFIX, save_pdf
from b12desk.errors import UserError
from b12desk.i18n import _, current
from b12desk.report.recovery_sheet import KeySheet, sheet_pdf, sheet_title
from b12desk.settings import PaperSize
from b12desk.ui.kit import dialogs
from b12desk.ui.result import printed, printing
from b12desk.ui.result.saving import ask_file


def print_sheet(front: QWidget, sheet: KeySheet, paper: PaperSize) -> str:
    """Hand the sheet to the system's print dialog, as often as it is wanted again; says what became of it."""
    title = sheet_title(sheet.half)
    while True:
        try:
            pdf = sheet_pdf(sheet, paper=paper, catalogue=current())
            printer = printing.ask_printer(front, title, paper)
            if printer is None:
                return ""
            sent = printing.send(printer, pdf)
        except UserError as error:
            wanted = dialogs.show_error(front, error, _("&Save PDF")) == 0
            return save_sheet(front, sheet, paper) if wanted else ""
        question = printed.Printed(front, title, sent)
        answer = question.ask()
        question.deleteLater()
        if answer == printed.SAVE:
            return save_sheet(front, sheet, paper)
        if answer == printed.YES:
            return _("{title} printed on {printer}.", title=title, printer=sent.printer)
        if answer != printed.AGAIN:
            return _("{title} sent to {printer}: nobody has said that it came out.", title=title, printer=sent.printer)


def save_sheet(front: QWidget, sheet: KeySheet, paper: PaperSize) -> str:
    """Ask where, and write; says what became of it."""
    try:
        paths = ask_file(front, f"b12desk-recovery-key-{sheet.half}{SUFFIX}")
        if not paths:
            return ""
        save_pdf(sheet_pdf(sheet, paper=paper, catalogue=current()), paths[0])
    except UserError as error:
        dialogs.show_error(front, error)
        return ""
    return _("{title} saved: {name}", title=sheet_title(sheet.half), name=paths[0].name)
