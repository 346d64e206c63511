"""Help: how to answer, the keys, what the program is for. One dialog of plain sentences."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from b12desk import __version__
from b12desk.i18n import _
from b12desk.ui.kit.dialogs import show_message
from b12desk.ui.start import INTENDED_USE


def show_help(parent: QWidget | None) -> None:
    """Show it and wait."""
    show_message(
        parent,
        "info",
        _("Help"),
        _("Answer what you know. Not sure and Prefer not to say are good answers: they never count as no."),
        _("A question may stay open. Check answers says which open questions could change the result."),
        _("To take an answer back, press Clear answer or Delete. Ctrl+Z takes back the last answer, wherever you are."),
        _("Every answer is saved as it is given. After a crash or a power cut the start page offers to go on."),
        _(
            "Keys: the digit of an answer chooses it, 0 is None of these; Enter goes to the next question, and from "
            "the last one to the next page. Ctrl+Enter turns the page at once."
        ),
        _("Tab goes on, arrows choose, Space presses, Alt with an underlined letter presses a button, F1 helps."),
        _("Settings, at the top right, change the colours and the size of the text."),
        _(INTENDED_USE),
        _("B12 Desk {version}", version=__version__),
    )
