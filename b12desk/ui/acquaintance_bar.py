"""One line below the header: whether the patient is somebody who was here before, or only looks like it.

Rules: it asks and never decides; it goes as soon as it is answered. In a very low window it is one link, and the words
are shown when somebody asks for them.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from b12desk.desk.people import Acquaintance
from b12desk.i18n import _, n_
from b12desk.ui.kit import style
from b12desk.ui.kit.bar_layout import BarLayout
from b12desk.ui.kit.buttons import Button, Link
from b12desk.ui.kit.labels import column, label
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.room import Shortens

_LEAST = 300
"""Pixels at the usual text size from which on the words may stand beside the buttons."""


class AcquaintanceBar(Shortens):
    """``joined``: it is the same person; ``parted``: it is somebody else, or that was seen; ``asked``: who it is."""

    joined = Signal()
    parted = Signal()
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("acquaintance")
        self._short = False
        self._found: Acquaintance | None = None
        self._ground = ground = Panel("info")
        column(self, spacing=0).addWidget(ground)
        across = BarLayout(ground, style.sp(10), end_below=True)
        across.setContentsMargins(style.sp(18), style.sp(2), style.sp(12), style.sp(2))
        self._words = label("")
        self._words.setObjectName("acquaintance:words")
        across.add_middle(self._words)
        across.want(style.sp(_LEAST))
        self._yes = Button(_("&Yes, same person"), "primary")
        self._no = Button(_("N&o, somebody else"), "secondary")
        self._seen = Button(_("See&n"), "secondary")
        self._look = Link(_("Was this patient here before? Look"))
        for name, button, signal in (
            ("look", self._look, self.asked),
            ("yes", self._yes, self.joined),
            ("no", self._no, self.parted),
            ("seen", self._seen, self.parted),
        ):
            button.setObjectName(f"acquaintance:{name}")
            button.clicked.connect(signal)
            across.addWidget(button)
        self.hide()

    def show_somebody(self, found: Acquaintance | None) -> None:
        """Ask or warn about somebody; None: there is nobody."""
        self._found = found
        words = "" if found is None else likeness_words(found)
        self._ground.set_kind("info" if self._asks else "warning")
        if words != self._words.text():
            self._words.setText(words)
            self.setAccessibleName(words)
            if words:
                announce_text(self, words)
        self._show()

    def set_short(self, short: bool) -> None:
        """As a link alone, or with all words."""
        self._short = short
        self._show()

    @property
    def _asks(self) -> bool:
        """Whether somebody has to say yes or no."""
        return self._found is not None and self._found.likeness == "same"

    def _show(self) -> None:
        whole = not self._short
        self._words.setVisible(whole)
        self._look.setVisible(self._short)
        for each in (self._yes, self._no):
            each.setVisible(whole and self._asks)
        self._seen.setVisible(whole and not self._asks)
        self.setVisible(self._found is not None)


def likeness_words(found: Acquaintance) -> str:
    """Who it may be, or who is like."""
    who = found.who.words
    match found.likeness:
        case "same":
            return n_(
                "Same person as {who}, {count} visit?", "Same person as {who}, {count} visits?", found.visits, who=who
            )
        case "number":
            return _("Another patient has this number: {who}. Check the number and the birth date.", who=who)
        case _:
            return _("Another patient has a like name: {who}. Check the birth date.", who=who)
