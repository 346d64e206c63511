"""The blank questionnaire for pen and paper: what it is called, how it is made.

ReportLab is imported when it is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from b12desk.desk.papers import SUFFIX
from b12desk.i18n import _, current
from b12desk.model.definition import Definition
from b12desk.settings import PaperSize


class BlankPaper(NamedTuple):
    """``definition`` as it was loaded; ``letterhead``: the clinic's lines."""

    definition: Definition
    letterhead: Sequence[str]
    paper: PaperSize
    large_print: bool = False

    @property
    def title(self) -> str:
        """What it is called, in the language in use."""
        return _("Blank questionnaire, large print") if self.large_print else _("Blank questionnaire")

    @property
    def file_name(self) -> str:
        """``b12desk-questionnaire-2.0.0.pdf``."""
        large = "-large-print" if self.large_print else ""
        return f"b12desk-questionnaire-{self.definition.questionnaire.version}{large}{SUFFIX}"

    def pdf(self) -> bytes:
        """The paper, in the language in use. Raises ReportError."""
        from b12desk.report.blank_form import blank_form_pdf  # noqa: PLC0415 -- ReportLab, only when wanted

        form = replace(self.definition, letterhead=tuple(self.letterhead))
        return blank_form_pdf(form, paper=self.paper, large_print=self.large_print, catalogue=current())
