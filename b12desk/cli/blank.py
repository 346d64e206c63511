"""``b12desk paper``: the questionnaire blank, for pen and paper, with the letterhead of the settings."""

from __future__ import annotations

from pathlib import Path

from b12desk.cli.names import printable
from b12desk.cli.paper import paper_of
from b12desk.definitions import load
from b12desk.desk.blank_paper import BlankPaper
from b12desk.desk.papers import save_pdf
from b12desk.errors import Problem, ReportError
from b12desk.i18n import _
from b12desk.store.settings import load_settings


def blank(out: Path | None, forms: Path | None, paper: str, *, large_print: bool) -> str:
    """The text to print. Raises UserError: nothing was written."""
    wanted = BlankPaper(load(forms), load_settings().letterhead, paper_of(paper), large_print)
    path = Path(wanted.file_name) if out is None else out
    if path.exists():
        cause = _("there is something of this name already.")
        raise ReportError(_("Nothing was written:"), [Problem(str(path), cause, _("Give another name with --out."))])
    save_pdf(wanted.pdf(), path)
    return f"{printable(str(path))}\n"
