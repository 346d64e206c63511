"""What is asked before answers go: the first answer, and that of Escape, keeps them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from b12desk.desk.intake_lines import IntakeLine
from b12desk.desk.open_intake import MadePaper
from b12desk.i18n import _
from b12desk.ui.kit.dialogs import ask


def may_end(parent: QWidget, *, sent: MadePaper | None = None) -> bool:
    """Whether an intake may end without a summary; ``sent``: the print service has it, and nobody has seen it."""
    heading, first = _("The summary was not printed or saved"), []
    if sent is not None:
        heading = _("Nobody has said that the summary came out")
        first = [_("It was sent to {printer}.", printer=sent.place)]
    texts = [
        *first,
        _("It can be opened and printed again at any time, under All intakes."),
        _("Save or print the summary first if you need it."),
    ]
    return ask(parent, heading, texts, [_("&Stay here"), _("&End without paper")]) == 1


def may_discard(parent: QWidget, line: IntakeLine | None) -> bool:
    """Whether an intake may be removed for good; the question says which."""
    named = [f"{line.title}.", line.detail] if line is not None else []
    texts = [*named, _("Its answers cannot be brought back.")]
    return ask(parent, _("Discard this intake?"), texts, [_("&Keep it"), _("&Discard it")]) == 1
