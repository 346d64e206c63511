"""What is asked before answers go: the first answer, and that of Escape, keeps them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from b12desk.desk.intake_lines import IntakeLine
from b12desk.desk.open_intake import MadePaper
from b12desk.errors import listed
from b12desk.i18n import _, n_
from b12desk.ui.kit.dialogs import ask

MOST_UNASKED = 20
"""Finished intakes that may go at once by schedule without somebody having seen which."""


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


def may_remove(parent: QWidget, which: Sequence[str]) -> bool:
    """Whether these finished intakes may go for good, because they are older than the settings say."""
    count = len(which)
    heading = n_("Remove {count:,} finished intake for good?", "Remove {count:,} finished intakes for good?", count)
    texts = [_("They are older than the settings keep them, and cannot be brought back:"), *listed(which)]
    return ask(parent, heading, texts, [_("&Keep them"), _("&Remove them")]) == 1
