"""What is asked before answers go: the first answer, and that of Escape, keeps them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from b12desk.desk.intake_lines import IntakeLine
from b12desk.i18n import _
from b12desk.ui.kit.dialogs import ask


def may_end(parent: QWidget) -> bool:
    """Whether an intake may end without paper."""
    texts = [
        _("It can be opened again from the start page for a day; then its answers are removed."),
        _("Save or print the summary first if you need it."),
    ]
    return ask(parent, _("Nothing was printed or saved"), texts, [_("&Stay here"), _("&End without paper")]) == 1


def may_discard(parent: QWidget, line: IntakeLine | None) -> bool:
    """Whether an intake may be removed for good; the question says which."""
    named = [f"{line.title}.", line.detail] if line is not None else []
    texts = [*named, _("Its answers cannot be brought back.")]
    return ask(parent, _("Discard this intake?"), texts, [_("&Keep it"), _("&Discard it")]) == 1
