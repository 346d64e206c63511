"""The sheet of one half of the recovery key, on the printer or in a file; and what became of it, in a sentence."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from b12desk.desk.papers import SUFFIX
from b12desk.i18n import current
from b12desk.report.recovery_sheet import KeySheet, sheet_pdf, sheet_title
from b12desk.settings import PaperSize
from b12desk.ui.result.one_paper import print_paper, save_paper


def print_sheet(front: QWidget, sheet: KeySheet, paper: PaperSize) -> str:
    """Hand the sheet to the system's print dialog, as often as it is wanted again; says what became of it."""
    return print_paper(front, sheet_title(sheet.half), _name(sheet), _made(sheet, paper), paper)


def save_sheet(front: QWidget, sheet: KeySheet, paper: PaperSize) -> str:
    """Ask where, and write; says what became of it."""
    return save_paper(front, sheet_title(sheet.half), _name(sheet), _made(sheet, paper))


def _name(sheet: KeySheet) -> str:
    return f"b12desk-recovery-key-{sheet.half}{SUFFIX}"


def _made(sheet: KeySheet, paper: PaperSize) -> partial[bytes]:
    return partial(sheet_pdf, sheet, paper=paper, catalogue=current())
