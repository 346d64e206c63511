"""The sheet of one half of the recovery key as a paper of its own."""

from __future__ import annotations

from functools import partial

from b12desk.desk.papers import SUFFIX
from b12desk.i18n import current
from b12desk.report.recovery_sheet import KeySheet, sheet_pdf, sheet_title
from b12desk.settings import PaperSize
from b12desk.ui.other_paper import OtherPaper


def key_paper(sheet: KeySheet, size: PaperSize) -> OtherPaper:
    """The sheet, in the language in use."""
    make = partial(sheet_pdf, sheet, paper=size, catalogue=current())
    return OtherPaper(sheet_title(sheet.half), f"b12desk-recovery-key-{sheet.half}{SUFFIX}", size, make)
