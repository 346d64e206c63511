"""The paper of one intake: buttons that preview, print and save the summary and the handout.

Rules: ReportLab is imported only when the first document is wanted; while one is made the pointer waits and the buttons
are off; a file is named by the reference code, never by the patient; what went wrong is said with what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QDir, QLocale, QSettings, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from b12desk.engine.reference import reference_code
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.model.assessment import Assessment
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.store.settings import Settings
from b12desk.ui import dialogs, style
from b12desk.ui.buttons import Button
from b12desk.ui.flow import FlowLayout
from b12desk.ui.panel import Panel

Kind = Literal["summary", "handout", "large-print"]
TITLES: dict[Kind, str] = {
    "summary": "Summary for the clinician",
    "handout": "Handout for the patient",
    "large-print": "Handout in large print",
}


class Documents(Panel):
    """A row of buttons. ``made`` is true once something was printed or saved; ``ended``: a new intake is wanted."""

    ended = Signal()

    def __init__(
        self, definition: Definition, response: QuestionnaireResponse, assessment: Assessment, settings: Settings
    ) -> None:
        super().__init__()
        self.made = False
        self._definition = definition
        self._response = response
        self._assessment = assessment
        self._settings = settings
        self._pdfs: dict[Kind, bytes] = {}
        row = FlowLayout(style.sp(8), self)
        self.buttons: dict[str, Button] = {}
        for name, text, icon, call in (
            ("preview", _("&Preview"), "preview", partial(self.preview, "summary")),
            ("print", _("P&rint"), "print", partial(self.print, "summary")),
            ("save", _("&Save PDF"), "save", partial(self.save, "summary")),
            ("handout", _("Han&dout"), "handout", partial(self.preview, "handout")),
            ("large", _("&Large-print handout"), "handout", partial(self.preview, "large-print")),
            ("again", _("New &intake"), "new", self.ended.emit),
        ):
            button = Button(text, "primary" if name == "preview" else "secondary", icon)
            button.setObjectName(f"paper:{name}")
            button.clicked.connect(partial(_guarded, self, call))
            self.buttons[name] = button
            row.addWidget(button)

    def focus_first(self) -> None:
        """On Preview."""
        self.buttons["preview"].setFocus(Qt.FocusReason.OtherFocusReason)

    def pdf(self, kind: Kind) -> bytes:
        """The document, made once. Raises ReportError."""
        if kind not in self._pdfs:
            self._pdfs[kind] = self._make(kind)
        return self._pdfs[kind]

    def file_name(self, kind: Kind) -> str:
        """``b12desk-K7QM-3F9D-summary.pdf``: found again by its code, tells nobody whose it is."""
        return f"b12desk-{reference_code(self._response, self._assessment)}-{kind}.pdf"

    def write(self, kind: Kind, path: Path) -> None:
        """Write the document to ``path``. Raises ReportError or OSError."""
        path.write_bytes(self.pdf(kind))
        self.made = True

    def preview(self, kind: Kind) -> None:
        """Show the pages that would be printed."""
        with self._busy():
            from b12desk.ui.preview import Preview  # noqa: PLC0415 -- only when the first document is wanted

            shown = Preview(self.window(), _(TITLES[kind]), self.pdf(kind))
        shown.printed.connect(partial(_guarded, self, partial(self.print, kind)))
        shown.saved.connect(partial(_guarded, self, partial(self.save, kind)))
        shown.exec()

    def print(self, kind: Kind) -> None:
        """Hand the pages to the system's print dialog."""
        with self._busy():
            from b12desk.ui import printing  # noqa: PLC0415 -- QtPrintSupport only when somebody prints

            pdf = self.pdf(kind)
        if printing.print_with_dialog(self.window(), pdf, _(TITLES[kind]), self._paper()):
            self.made = True

    def save(self, kind: Kind) -> None:
        """Ask where, and write."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        suggested = str(Path(folder) / self.file_name(kind))
        chosen, _filter = QFileDialog.getSaveFileName(self.window(), _("Save PDF"), suggested, _("PDF (*.pdf)"))
        _forget_folders()
        if not chosen:
            return
        path = Path(chosen if chosen.lower().endswith(".pdf") else f"{chosen}.pdf")
        try:
            with self._busy():
                self.write(kind, path)
        except OSError as error:
            text = _("{reason}. Choose another folder, or check that there is room on the disk.", reason=error.strerror)
            dialogs.show_message(self.window(), "error", _("The PDF could not be saved"), text)
            return
        dialogs.show_message(self.window(), "success", _("Saved"), str(path))

    def _make(self, kind: Kind) -> bytes:
        paper = self._paper()
        if kind == "summary":
            from b12desk.report.summary import summary_pdf  # noqa: PLC0415 -- ReportLab, only when wanted

            return summary_pdf(self._definition, self._response, self._assessment, paper=paper)
        from b12desk.report.handout import handout_pdf  # noqa: PLC0415 -- as above

        return handout_pdf(self._definition, self._response, paper=paper, large_print=kind == "large-print")

    def _paper(self) -> Literal["a4", "letter"]:
        if self._settings.paper != "auto":
            return self._settings.paper
        imperial = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        return "letter" if imperial else "a4"

    @contextmanager
    def _busy(self) -> Iterator[None]:
        """Wait pointer and dead buttons while a document is made."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self.setEnabled(False)
        try:
            yield
        finally:
            self.setEnabled(True)
            QApplication.restoreOverrideCursor()


def _guarded(owner: Documents, call: Callable[[], object], _checked: bool = False) -> None:
    """Run one button; a problem that a person can mend becomes a message that lists it."""
    try:
        call()
    except UserError as error:
        dialogs.show_error(owner.window(), error)


def _forget_folders() -> None:
    """Qt's own file dialog writes down which folders were used; a folder may be named after a patient."""
    remembered = QSettings(QSettings.Scope.UserScope, "QtProject")
    for key in ("FileDialog/lastVisited", "FileDialog/history"):
        remembered.remove(key)
