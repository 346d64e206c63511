"""The papers of one response: which there are, how each is made, named and written.

For the window and the command line alike. Rules: a file is named by the reference code, never by the patient;
ReportLab is imported when the first document is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from b12desk.engine.reference_code import reference_code
from b12desk.errors import Problem, ReportError
from b12desk.i18n import ENGLISH, Catalogue, _, current
from b12desk.model.assessment import Assessment
from b12desk.model.definition import Definition
from b12desk.model.imprint import Imprint, Replaced
from b12desk.model.response import QuestionnaireResponse
from b12desk.private_file import reason_of, refusal, write_whole
from b12desk.settings import PaperSize
from b12desk.store.past_versions import PastVersion

Kind = Literal["summary", "handout", "handout-large-print"]
MakePdf = Callable[[Kind, Definition, QuestionnaireResponse, Assessment, PaperSize], bytes]
SUFFIX = ".pdf"


def make_pdf(
    kind: Kind, definition: Definition, response: QuestionnaireResponse, assessment: Assessment, paper: PaperSize
) -> bytes:
    """One document, in the language in use. Raises ReportError."""
    if kind == "summary":
        from b12desk.report.summary import summary_pdf  # noqa: PLC0415 -- ReportLab, only when wanted

        return summary_pdf(definition, response, assessment, paper=paper, catalogue=current())
    from b12desk.report.handout import handout_pdf  # noqa: PLC0415 -- as above

    large, country = kind == "handout-large-print", assessment.country
    return handout_pdf(definition, response, paper=paper, large_print=large, country=country, catalogue=current())


def paper_name(stem: str, kind: Kind) -> str:
    """``stem`` is a reference code, or begins or ends with something beside it: ``K7QM-3F9D-summary.pdf``."""
    return f"{stem}-{kind}{SUFFIX}"


def file_chosen(typed: str) -> Path:
    """The file that a person means by a path they typed: always a PDF. Raises ReportError when it has no real name."""
    path = Path(typed if typed.lower().endswith(SUFFIX) else f"{typed}{SUFFIX}")
    name = path.name[: -len(SUFFIX)]
    if not name.replace(".", "").strip():
        cause = _("a name of blanks and dots alone would not be found again.")
    elif not name.isprintable():
        cause = _("this name holds a character that cannot be seen.")
    else:
        return path
    raise _not_saved(_("file name"), cause, _("Give it another name."))


class Papers:
    """The papers of one response; ``make`` makes them, each once."""

    def __init__(
        self,
        definition: Definition,
        response: QuestionnaireResponse,
        assessment: Assessment,
        paper: PaperSize,
        *,
        make: MakePdf = make_pdf,
        catalogue: Catalogue = ENGLISH,
    ) -> None:
        self.paper: PaperSize = paper
        self._make = make
        self._definition = definition
        self._response = response
        self._assessment = assessment
        self._catalogue = catalogue
        self._pdfs: dict[Kind, bytes] = {}

    @property
    def with_handout(self) -> bool:
        """Whether the form has a handout for the patient."""
        return self._definition.handout is not None

    def pdf(self, kind: Kind) -> bytes:
        """The document, made once. Raises ReportError."""
        if kind not in self._pdfs:
            with self._catalogue.used():
                self._pdfs[kind] = self._make(kind, self._definition, self._response, self._assessment, self.paper)
        return self._pdfs[kind]

    def imprint(self, imprint: Imprint) -> None:
        """Have papers made from now on say this of themselves; those that said it already stay as they are."""
        if self._definition.imprint != imprint:
            self._definition = replace(self._definition, imprint=imprint)
            self._pdfs.clear()

    def file_name(self, kind: Kind) -> str:
        """``b12desk-K7QM-3F9D-summary.pdf``: found again by its code, tells nobody whose it is."""
        return paper_name(f"b12desk-{reference_code(self._response, self._assessment)}", kind)

    def save(self, kind: Kind, path: Path) -> None:
        """Write the document to ``path``: private, whole or not at all. Raises ReportError: nothing changed."""
        save_pdf(self.pdf(kind), path)


def replaced(version: PastVersion) -> Replaced:
    """An earlier version as a paper names it."""
    finished = (version.intake.finished or version.intake.saved).astimezone()
    return Replaced(number=version.number, finished=finished, code=version.reference)


def save_pdf(pdf: bytes, path: Path) -> None:
    """Write a document to ``path``: private, whole or not at all. Raises ReportError: nothing changed."""
    try:
        write_whole(path, pdf)
    except OSError as error:
        found = refusal(error, path)
        cause = _("{name}: {reason}", name=path.name, reason=found.cause)
        raise _not_saved(str(path.parent), cause, _("{fix} Or choose another folder.", fix=found.fix)) from error
    except ValueError as error:
        cause = _("{name}: {reason}.", name=path.name, reason=reason_of(error))
        raise _not_saved(str(path.parent), cause, _("Choose another name.")) from error


def _not_saved(where: str, cause: str, fix: str) -> ReportError:
    return ReportError(_("The PDF could not be saved"), [Problem(where, cause, fix)])
