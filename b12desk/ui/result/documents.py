"""What leaves the program for one intake: buttons that preview, print, save and copy, and what became of it.

Rules: the work is that of `desk.papers`; while a document is made the pointer waits; the focus comes back to where it
was; what went wrong is said with what to do. What is copied is wiped when the intake closes (`reception`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QCoreApplication, QDir, QEvent, QSettings, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from b12desk.desk.intake_lines import paper_words
from b12desk.desk.open_intake import MadePaper, OpenIntake, Result
from b12desk.desk.papers import SUFFIX, Kind, file_chosen
from b12desk.errors import ReportError, UserError
from b12desk.i18n import N_, _, current
from b12desk.model.translated import translated
from b12desk.report.code_card import code_rows, code_text
from b12desk.report.record_text import record_text
from b12desk.ui.kit import dialogs, style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.panel import Panel
from b12desk.ui.result import printed, printing
from b12desk.ui.result.codes_dialog import CodesDialog
from b12desk.ui.result.preview import Preview

TITLES: dict[Kind, str] = {
    "summary": N_("Summary for the clinician"),
    "handout": N_("Handout for the patient"),
    "handout-large-print": N_("Handout in large print"),
}
_SAVING = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly
"""Qt's dialog: nobody can rename or delete files in it, and no desktop writes down where a patient's file is."""


class Documents(Panel):
    """A row of buttons, and a line that says what was done.

    ``save`` keeps what was done with the intake; ``ended``: nothing more is wanted of it.
    """

    ended = Signal()

    def __init__(self, intake: OpenIntake, result: Result, save: Callable[[], None]) -> None:
        super().__init__()
        self.papers = result.papers
        self._intake = intake
        self._result = result
        self._codes = code_rows(translated(intake.definition, current()), result.assessment)
        self._save = save
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.sp(6))
        row = FlowLayout(style.sp(8))
        self.buttons: dict[str, Button] = {}
        for name, text, icon, call in (
            ("preview", _("&Preview"), "preview", partial(self.preview, "summary")),
            ("print", _("P&rint"), "print", partial(self.print, "summary")),
            ("save", _("&Save PDF"), "save", partial(self.save, "summary")),
            ("handout", _("Han&dout"), "handout", partial(self.preview, "handout")),
            ("large", _("&Large-print handout"), "handout", partial(self.preview, "handout-large-print")),
            ("copy", _("&Copy for the record"), "edit", self.copy),
            ("codes", _("C&odes"), "review", self.show_codes),
            ("again", _("&End"), "check", self.ended.emit),
        ):
            if name in ("handout", "large") and not self.papers.with_handout:
                continue
            if name == "codes" and not self._codes:
                continue
            button = Button(text, "primary" if name == "preview" else "secondary", icon)
            button.setObjectName(f"paper:{name}")
            button.clicked.connect(partial(_guarded, self, call))
            self.buttons[name] = button
            row.addWidget(button)
        column.addLayout(row)
        self._line = label("", "hint")
        self._line.setObjectName("paper:done")
        column.addWidget(self._line)
        self._tell()

    def focus_first(self) -> None:
        """On Preview."""
        self.buttons["preview"].setFocus(Qt.FocusReason.OtherFocusReason)

    def preview(self, kind: Kind) -> None:
        """Show the pages that would be printed."""
        with _busy():
            shown = Preview(self.window(), _(TITLES[kind]), self.papers.pdf(kind))
        for asked, call in ((shown.printed, self.print), (shown.saved, self.save)):
            asked.connect(partial(_guarded, self, partial(call, kind)))
            asked.connect(lambda: shown.say(self._line.text()))
        shown.exec()
        shown.deleteLater()

    def print(self, kind: Kind) -> None:
        """Hand the pages to the system's print dialog, as often as they are wanted again."""
        while self._print(kind):
            pass

    def save(self, kind: Kind) -> None:
        """Ask where, and write."""
        with _busy():
            self.papers.pdf(kind)
        path = _ask_where(self.front(), self.papers.file_name(kind))
        if path is None:
            return
        with _busy():
            self._intake.save_paper(kind, path)
            self._save()
        self._tell()
        name, folder = path.name, str(path.parent)
        dialogs.show_message(self.front(), "success", _("Saved"), name, _("in the folder {folder}", folder=folder))

    def copy(self) -> None:
        """Put the lines for the clinical record on the clipboard."""
        result = self._result
        text = record_text(self._intake.definition, result.response, result.assessment, current())
        QGuiApplication.clipboard().setText(text)
        self._tell(_("Copied. The clipboard is emptied when the intake is closed."))

    def show_codes(self) -> None:
        """Show the codes for what was found."""
        definition, found = self._intake.definition, self._result.assessment

        def copy() -> None:
            QGuiApplication.clipboard().setText(code_text(definition, found, current()))

        shown = CodesDialog(self.window(), self._codes, copy)
        shown.exec()
        shown.deleteLater()

    def _print(self, kind: Kind) -> bool:
        """Print once; true when it is to be printed again."""
        with _busy():
            pdf = self.papers.pdf(kind)
        title = _(TITLES[kind])
        try:
            sent = printing.print_with_dialog(self.front(), pdf, title, self.papers.paper, _busy)
        except ReportError as error:
            if dialogs.show_error(self.front(), error, _("&Save PDF")) == 0:
                self.save(kind)
            return False
        if sent is None:
            return False
        question = printed.Printed(self.front(), title, sent)
        answer = question.ask()
        question.deleteLater()
        if answer == printed.YES:
            self._intake.came_out(kind, sent.printer)
            self._save()
        elif answer == printed.SAVE:
            self.save(kind)
        else:
            self._intake.was_sent(kind, sent.printer)
        self._tell()
        return answer == printed.AGAIN

    def front(self) -> QWidget:
        """The preview, or the window: a dialog belongs to what is in front, and gives the focus back to it."""
        return QApplication.activeModalWidget() or self.window()

    def _tell(self, *just_now: str) -> None:
        """Show what was done, what was done just now before the rest, and the summary before the other papers."""
        made = self._intake.made
        first = [] if "summary" in made else [_("The summary has not been printed or saved yet.")]
        kinds = sorted(made, key=lambda kind: kind != "summary")
        self._line.setText(" ".join((*just_now, *first, *(_done_words(_(TITLES[kind]), made[kind]) for kind in kinds))))


def _done_words(title: str, made: MadePaper) -> str:
    """What was done with one document; where is not known when the intake was closed meanwhile."""
    time = current().time(made.when.astimezone().time())
    if not made.place:
        return _("{title}: {what}.", title=title, what=paper_words(made.way, made.when))
    match made.way:
        case "sent":
            return _(
                "{title} sent to {printer} at {time}: nobody has said that it came out.",
                title=title,
                printer=made.place,
                time=time,
            )
        case "printed":
            return _("{title} printed on {printer} at {time}.", title=title, printer=made.place, time=time)
        case "saved":
            return _("{title} saved at {time}: {name}", title=title, time=time, name=made.place)
        case never:
            assert_never(never)


def _ask_where(front: QWidget, name: str) -> Path | None:
    """The file to write; None when the person changed their mind. Raises ReportError for a name that is none."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = documents if Path(documents).is_dir() else QDir.homePath()
    dialog = QFileDialog(front, _("Save PDF"), folder, _("PDF (*.pdf)"))
    dialog.setOptions(_SAVING)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX[1:])
    dialog.selectFile(name)
    for part, words in (
        (QFileDialog.DialogLabel.LookIn, _("Look &in:")),
        (QFileDialog.DialogLabel.FileName, _("File &name:")),
        (QFileDialog.DialogLabel.FileType, _("Files of &type:")),
        (QFileDialog.DialogLabel.Accept, _("&Save")),
        (QFileDialog.DialogLabel.Reject, _("&Cancel")),
    ):
        dialog.setLabelText(part, words)  # not in every language does Qt have all of them
    chosen = dialog.selectedFiles()[:1] if dialog.exec() else []
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)  # only then does it write its folders down
    _forget_folders()
    if not chosen:
        return None
    path = file_chosen(chosen[0])
    asked_already = str(path) == str(Path(chosen[0]))
    return path if asked_already or not path.exists() or _may_replace(front, path) else None


def _may_replace(front: QWidget, path: Path) -> bool:
    texts = [_("{name} is already in this folder.", name=path.name)]
    return dialogs.ask(front, _("Replace this file?"), texts, [_("&Keep it"), _("&Replace it")]) == 1


@contextmanager
def _busy() -> Iterator[None]:
    """The pointer waits while a document is made."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


def _guarded(owner: Documents, call: Callable[[], object], _checked: bool = False) -> None:
    """Run one button; a problem that a person can mend becomes a message that lists it."""
    try:
        call()
    except UserError as error:
        dialogs.show_error(owner.front(), error)


def _forget_folders() -> None:
    """Qt's own file dialog writes down which folders were used; a folder may be named after a patient."""
    remembered = QSettings(QSettings.Scope.UserScope, "QtProject")
    for key in ("FileDialog/lastVisited", "FileDialog/history"):
        remembered.remove(key)
