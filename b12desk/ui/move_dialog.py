"""Whose an intake is, or with whom an entry is put together: somebody is searched and chosen, and a reason is given.

Rules: nobody is chosen beforehand; without a person or a reason it says what is missing, and nothing is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from b12desk.desk.people import LONGEST_REASON, Candidate
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.buttons import add_ends
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import column, empty, label, scroller
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.setting_groups import TileGroup

REST_MS = 120
_SPARE = 16
_MOST = 12
"""People to choose from; more are narrowed by what is typed."""


class MoveDialog(QDialog):
    """``human`` and ``reason`` are what was chosen, when it was accepted. ``find`` looks for people."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        texts: Sequence[str],
        act: str,
        find: Callable[[str], Sequence[Candidate]],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("move")
        self.setWindowTitle(title)
        self.human = ""
        self._find = find
        self._box = _line("move:search", _("Search by name, birth date, record number or reference code"))
        self._reason = _line("move:reason", _("Reason"))
        self._found = QVBoxLayout()
        self._missing = label(" ", "error")
        self._missing.setObjectName("move:missing")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.look)
        self._box.textChanged.connect(lambda _text: self._rest.start())
        self._box.returnPressed.connect(self.look)
        self._inner = inner = _Tall()
        box = column(inner, (24, 18, 24, 8), 10)
        box.addWidget(label(title, "heading"))
        for each in texts:
            box.addWidget(label(each))
        box.addWidget(label(_("Search the patient: name, birth date, number or code"), "strong"))
        box.addWidget(self._box)
        box.addLayout(self._found)
        box.addWidget(label(_("Reason"), "strong"))
        box.addWidget(self._reason)
        box.addStretch(1)

        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, style.sp(12))
        outer.addWidget(scroller(inner), 1)
        below = column(foot := QWidget(), (24, 0, 24, 0), 8)
        below.addWidget(self._missing)
        row = FlowLayout(style.sp(8))
        add_ends(row, self, "move:act", act, self._act)
        below.addLayout(row)
        outer.addWidget(foot)
        self.look()
        room = self.screen().availableGeometry().size()
        self.resize(min(style.sp(620), room.width() - 40), min(style.sp(560), room.height() - 40))
        self._box.setFocus()

    @property
    def reason(self) -> str:
        """Why."""
        return " ".join(self._reason.text().split())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the boxes; Escape closes."""
        if event.key() not in reflex.ENTER:
            super().keyPressEvent(event)

    def look(self) -> None:
        """Show who fits what was typed."""
        self._rest.stop()
        self.human = ""
        text = self._box.text()
        try:
            people = self._find(text)
        except UserError as error:
            self._say(error.title)
            people = ()
        empty(self._found)
        if people:
            choices = [(each.human, each.words) for each in people[:_MOST]]
            group = TileGroup("move:person", _("Which patient?"), choices, "")
            group.chosen.connect(self._choose)
            self._found.addWidget(group)
        told = _("Nobody fits.") if text.strip() else _("People who were here before are listed as you type.")
        if len(people) > _MOST:
            told = _("More people fit: type more of the name.")
        if not people or len(people) > _MOST:
            self._found.addWidget(label(told, "hint"))
        self._inner.fit()

    def _choose(self, human: str) -> None:
        self.human = human

    def _act(self) -> None:
        if not self.human:
            self._say(_("Choose the patient first."))
            self._box.setFocus()
        elif not self.reason:
            self._say(_("Write the reason first."))
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.accept()

    def _say(self, text: str) -> None:
        self._missing.setText(text)
        announce_text(self._missing, text)


class _Tall(QWidget):
    """What is scrolled, as high as its texts are when they wrap."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self) -> None:
        """Ask for the height that the texts need now; Qt gives the boxes some of it that it did not reckon with."""
        self.setMinimumHeight(self.heightForWidth(self.width()) + style.sp(_SPARE))


def _line(name: str, caption: str) -> LineBox:
    made = LineBox(longest=LONGEST_REASON)
    made.setObjectName(name)
    made.setAccessibleName(caption)
    return made
