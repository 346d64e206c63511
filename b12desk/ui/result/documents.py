"""What leaves the program for one intake: buttons that preview, print, save and copy, and what became of it.

Rules: one key has both papers, on the printer where there is one; the work is that of `desk.papers`; while a document
is made the pointer waits; the focus comes back to where it was; what went wrong is said with what to do. What is copied
is wiped when the intake closes (`reception`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from b12desk.desk.intake_lines import paper_words
from b12desk.desk.open_intake import MadePaper, OpenIntake, Result
from b12desk.desk.papers import Kind
from b12desk.errors import ReportError, UserError
from b12desk.i18n import N_, _, current
from b12desk.model.translated import translated
from b12desk.report.code_card import code_rows, code_text
from b12desk.report.record_text import record_text
from b12desk.report.typeset.rasterize import page_count
from b12desk.ui.kit import dialogs
from b12desk.ui.kit.waiting import run
from b12desk.ui.paper_bar import Offer, PaperBar
from b12desk.ui.result import printed, printing
from b12desk.ui.result.codes_dialog import CodesDialog
from b12desk.ui.result.preview import Preview
from b12desk.ui.result.saving import ask_file, ask_folder

TITLES: dict[Kind, str] = {
    "summary": N_("Summary for the clinician"),
    "handout": N_("Handout for the patient"),
    "handout-large-print": N_("Handout in large print"),
}


class Documents(PaperBar):
    """``save`` keeps what was done with the intake; ``ended``: nothing more is wanted of it."""

    ended = Signal()

    def __init__(self, intake: OpenIntake, result: Result, save: Callable[[], None]) -> None:
        super().__init__()
        self.papers = result.papers
        self._intake = intake
        self._result = result
        self._codes = code_rows(translated(intake.definition, current()), result.assessment)
        self._save = save
        self._both: tuple[Kind, ...] = ("summary", "handout") if self.papers.with_handout else ()
        self.show_offers(list(self._offers()))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, partial(_guarded, self, self.print_all))
        self._tell()

    def _offers(self) -> Iterator[Offer]:
        prints = bool(self._both) and printing.has_printer()
        both = (_("Print both p&apers"), "print") if prints else (_("S&ave both PDFs"), "save")
        for name, text, icon, call in (
            ("both", *both, partial(self.print if prints else self.save, *self._both)),
            ("preview", _("&Preview"), "preview", partial(self.preview, "summary")),
            ("print", _("P&rint"), "print", partial(self.print, "summary")),
            ("save", _("&Save PDF"), "save", partial(self.save, "summary")),
            ("handout", _("Han&dout"), "handout", partial(self.preview, "handout")),
            ("large", _("&Large-print handout"), "handout", partial(self.preview, "handout-large-print")),
            ("copy", _("&Copy for the record"), "edit", self.copy),
            ("codes", _("C&odes"), "review", self.show_codes),
            ("again", _("&End"), "check", self.ended.emit),
        ):
            if name in ("both", "handout", "large") and not self.papers.with_handout:
                continue
            if name == "codes" and not self._codes:
                continue
            yield Offer(name, text, icon, partial(_guarded, self, call))

    def preview(self, kind: Kind) -> None:
        """Show the pages that would be printed."""
        with _busy():
            shown = Preview(self.window(), _(TITLES[kind]), self.papers.pdf(kind))
        for asked, call in ((shown.printed, self.print), (shown.saved, self.save)):
            asked.connect(partial(_guarded, self, partial(call, kind)))
            asked.connect(lambda: shown.say(self.words))
        run(shown)
        shown.deleteLater()

    def print(self, *kinds: Kind) -> None:
        """Hand the pages to the system's print dialog, as often as they are wanted again."""
        while self._print(kinds):
            pass

    def print_all(self) -> None:
        """Print every paper of the intake."""
        self.print(*(self._both or ("summary",)))

    def save(self, *kinds: Kind) -> None:
        """Ask where, and write."""
        with _busy():
            for kind in kinds:
                self.papers.pdf(kind)
        names = [self.papers.file_name(kind) for kind in kinds]
        paths = ask_folder(self.front(), names) if len(kinds) > 1 else ask_file(self.front(), names[0])
        if not paths:
            return
        try:
            with _busy():
                for kind, path in zip(kinds, paths, strict=True):
                    self._intake.save_paper(kind, path)
        finally:
            self._save()
            self._tell()
        folder = _("in the folder {folder}", folder=str(paths[0].parent))
        dialogs.show_message(self.front(), "success", _("Saved"), *(each.name for each in paths), folder)

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
        run(shown)
        shown.deleteLater()

    def _print(self, kinds: Sequence[Kind]) -> bool:
        """Print once; true when it is to be printed again. Each paper is a job of its own: never on one sheet."""
        with _busy():
            pdfs = [self.papers.pdf(kind) for kind in kinds]
        titles = [_(TITLES[kind]) for kind in kinds]
        title = current().listed(titles)
        sent: list[printing.Sent] = []
        try:
            pages = page_count(pdfs[0]) if len(pdfs) == 1 else 0
            printer = printing.ask_printer(self.front(), title, self.papers.paper, pages)
            if printer is None:
                return False
            with _busy():
                for name, pdf in zip(titles, pdfs, strict=True):
                    printer.setDocName(name)
                    sent.append(printing.send(printer, pdf))
        except ReportError as error:
            self._note_sent(kinds, sent)
            if dialogs.show_error(self.front(), error, _("&Save PDF")) == 0:
                self.save(*kinds[len(sent) :])
            return False
        question = printed.Printed(self.front(), title, sent[-1])
        answer = question.ask()
        question.deleteLater()
        if answer == printed.YES:
            for kind, each in zip(kinds, sent, strict=True):
                self._intake.came_out(kind, each.printer)
            self._save()
        elif answer == printed.SAVE:
            self.save(*kinds)
        else:
            self._note_sent(kinds, sent)
        self._tell()
        return answer == printed.AGAIN

    def _note_sent(self, kinds: Sequence[Kind], sent: Sequence[printing.Sent]) -> None:
        for kind, each in zip(kinds, sent, strict=False):
            self._intake.was_sent(kind, each.printer)
        self._tell()

    def front(self) -> QWidget:
        """The preview, or the window: a dialog belongs to what is in front, and gives the focus back to it."""
        return QApplication.activeModalWidget() or self.window()

    def _tell(self, *just_now: str) -> None:
        """Show what was done, what was done just now before the rest, and the summary before the other papers."""
        made = self._intake.made
        first = [] if "summary" in made else [_("The summary has not been printed or saved yet.")]
        kinds = sorted(made, key=lambda kind: kind != "summary")
        self.say(" ".join((*just_now, *first, *(_done_words(_(TITLES[kind]), made[kind]) for kind in kinds))))


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


@contextmanager
def _busy() -> Iterator[None]:
    """The pointer waits while a document is made."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


def _guarded(owner: Documents, call: Callable[[], object]) -> None:
    """Run one button; a problem that a person can mend becomes a message that lists it."""
    try:
        call()
    except UserError as error:
        dialogs.show_error(owner.front(), error)
