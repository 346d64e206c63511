"""The paper of a version that was replaced: looked at, printed and saved, marked as what it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from b12desk.desk.papers import Papers
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.ui.kit.dialogs import show_error
from b12desk.ui.kit.waiting import run
from b12desk.ui.result import printing
from b12desk.ui.result.preview import Preview
from b12desk.ui.result.saving import ask_file


def show_earlier(parent: QWidget, number: int, papers: Papers, done: Callable[[str], None]) -> None:
    """Show the summary of version ``number``; ``done`` is told "printed" or "saved"."""
    title = _("Version {number}, replaced", number=number)
    try:
        pdf = papers.pdf("summary")
    except UserError as error:
        show_error(parent, error)
        return
    shown = Preview(parent, title, pdf)

    def print_it() -> None:
        printer = printing.ask_printer(shown, title, papers.paper)
        if printer is not None:
            sent = printing.send(printer, pdf)
            shown.say(_("{title}: sent to {printer}.", title=title, printer=sent.printer))
            done("printed")

    def save_it() -> None:
        if paths := ask_file(shown, papers.file_name("summary")):
            papers.save("summary", paths[0])
            shown.say(_("Saved: {name}", name=paths[0].name))
            done("saved")

    def guarded(call: Callable[[], None]) -> None:
        try:
            call()
        except UserError as error:
            show_error(shown, error)

    shown.printed.connect(partial(guarded, print_it))
    shown.saved.connect(partial(guarded, save_it))
    run(shown)
    shown.deleteLater()
