"""The demonstration: a sample patient is walked through the real window, and the two documents are written.

The patient is invented: the form says what they answer (`demonstration` of its cases). Nothing of it is kept: it is
what *Try it* does, with a folder of its own for what the program finds out about the form.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from b12desk.characters.hidden import escaped
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.papers import Kind
from b12desk.errors import Problem, ReportError, UserError
from b12desk.i18n import _
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.private_file import made_dir, reason_of
from b12desk.terminal import Parser, complain, complaint, write
from b12desk.theme import Appearance
from b12desk.ui.demo.driver import Driver, given_by
from b12desk.ui.kit import style
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.window import MainWindow

NAME, NUMBER = "Maria Sample", "DEMO-0001"
Patient = Callable[[Questionnaire], QuestionnaireResponse]
_PATIENCE_MS = 20_000


def run(app: QApplication, argv: list[str], window: Callable[[], MainWindow], patient: Patient) -> int:
    """``demo [--out DIR]`` with ``patient``, in a ``window`` that keeps nothing.

    Returns the status: 0, or 2 when nothing could be written.
    """
    parser = Parser(prog="b12desk demo", description=_("A sample patient through the real wizard."))
    parser.add_argument("--out", type=Path, default=Path("out"), help=_("folder for the two PDFs (default: out)"))
    out: Path = parser.parse_args(argv).out
    style.apply_style(app, Appearance())
    with tempfile.TemporaryDirectory(prefix="b12desk-demo-") as home:
        kept = os.environ.get("B12DESK_HOME")
        os.environ["B12DESK_HOME"] = home
        try:
            for path in _walk(out, window(), patient):
                write(sys.stdout, f"{escaped(str(path))}\n")
        except UserError as error:
            complain(complaint(error))
            return 2
        finally:
            os.environ.pop("B12DESK_HOME")
            if kept is not None:
                os.environ["B12DESK_HOME"] = kept
    return 0


def _walk(out: Path, window: MainWindow, patient: Patient) -> list[Path]:
    try:
        window.open()
        _until_ready(window)
        hand = Driver(window)
        hand.press("new")
        intake = window.wizard
        if intake is None:
            raise LookupError("no intake was opened")
        answers = given_by(patient(intake.session.questionnaire), intake.session.questionnaire)
        hand.press("patient:name")
        hand.type(NAME)
        hand.press("patient:number")
        hand.type(NUMBER)
        hand.fill(intake, answers)
        hand.press("next")
        page = intake.page
        if not isinstance(page, ResultPage):
            raise LookupError("the result did not come")  # noqa: TRY004 -- the walk failed, no call was wrong
        written = _write(intake.intake, page, out)
        page.show_written([str(each) for each in written])
        QApplication.processEvents()
        return written
    finally:
        window.close()
        window.deleteLater()
        QApplication.processEvents()


def _write(intake: OpenIntake, page: ResultPage, out: Path) -> list[Path]:
    kinds: tuple[Kind, ...] = ("summary", "handout") if page.documents.papers.with_handout else ("summary",)
    written = []
    try:
        made_dir(out)
    except OSError as error:
        problem = Problem(str(out), reason_of(error), _("Choose another folder with --out."))
        raise ReportError(_("The PDFs could not be written"), [problem]) from error
    for kind in kinds:
        path = out / page.documents.papers.file_name(kind)
        intake.save_paper(kind, path)
        written.append(path)
    return written


def _until_ready(window: MainWindow) -> None:
    """Wait for the first paint and what follows it, as a person would."""
    clock = QElapsedTimer()
    clock.start()
    while not window.painted and clock.elapsed() < _PATIENCE_MS:
        QApplication.processEvents()
