"""All visits of one person, the newest first: opened, compared, moved, and what was moved taken back.

Rules: it is for staff, and the name stands in full; what was just done is said at the top, with the way back beside it;
the page holds a patient's name and is destroyed when it is left.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.desk.finding import FoundLine
from b12desk.desk.people import Visits
from b12desk.i18n import _, n_
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button, Link
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import Part, column, label, panel, remark_box, scroller
from b12desk.ui.kit.left_page import LeftPage
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.table import Column, Table
from b12desk.ui.text_lines import TextLines

_LEAST_TABLE = 176
"""Pixels at the usual text size: three rows below the heads."""


class PersonPage(LeftPage):
    """``opened``, ``compared`` and ``moved`` carry the number of a visit; ``undone`` the key of what is taken back.

    ``told``: what was just done, which ``undo`` takes back.
    """

    opened = Signal(int)
    compared = Signal(int)
    moved = Signal(int)
    merged = Signal()
    undone = Signal(str)

    def __init__(self, visits: Visits, told: str = "", undo: str = "") -> None:
        super().__init__()
        self.setObjectName("person")
        self.setAccessibleName(_("All visits of one person"))
        self.visits = visits
        titles = (_("Day"), _("State"), _("Recommendation"), _("Reference code"))
        self.lines = TextLines(titles, self)
        self.lines.show_rows([_row(each) for each in visits.lines])
        self.table = Table(
            [Column(each, *size) for each, size in zip(titles, ((150, 1), (150, 1), (200, 3), (120, 1)), strict=True)]
        )
        self.table.setObjectName("person:table")
        self.table.setAccessibleName(_("All visits of one person"))
        self.table.setModel(self.lines)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setMinimumHeight(style.sp(_LEAST_TABLE))
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._offer)
        self._buttons = {
            "back": Button(_("&Back"), "secondary", "back"),
            "open": Button(_("&Open"), "primary", "next"),
            "compare": Button(_("Co&mpare"), "secondary"),
            "move": Button(_("&Wrong patient"), "secondary"),
            "merge": Button(_("Mer&ge"), "secondary"),
        }
        calls = {
            "back": self.left.emit,
            "open": lambda: self.opened.emit(self.table.row()),
            "compare": lambda: self.compared.emit(max(0, self.table.row())),
            "move": lambda: self.moved.emit(self.table.row()),
            "merge": self.merged.emit,
        }
        for name, button in self._buttons.items():
            button.setObjectName(f"person:{name}")
            button.clicked.connect(lambda _checked=False, call=calls[name]: call())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller(self._ground(told, undo)), 1)
        self.table.choose(0 if visits.lines else -1)
        self._offer(self.table.row())
        if told:
            announce_text(self, told)

    def take_focus(self) -> None:
        """On the newest visit."""
        (self.table if self.visits.lines else self._buttons["back"]).setFocus(Qt.FocusReason.TabFocusReason)
        self.table.lay_out()

    def _offer(self, row: int) -> None:
        lines = self.visits.lines
        found = lines[row] if 0 <= row < len(lines) else None
        can = {
            "open": found is not None and found.opens,
            "move": found is not None and found.opens,
            "compare": sum(each.opens for each in lines) > 1,
            "merge": bool(lines),
        }
        for name, each in can.items():
            self._buttons[name].setEnabled(each)

    def _ground(self, told: str, undo: str) -> QWidget:
        made = QWidget()
        box = column(made, (12, 12, 12, 12), 8)
        if told:
            done, texts = remark_box("success", "success", told)
            done.setObjectName("person:told")
            if undo:
                texts.addWidget(self._undo("person:undo", undo), 0, Qt.AlignmentFlag.AlignLeft)
            box.addWidget(done)
        who = self.visits.who
        name = ", ".join(filter(None, (who.strong, who.rest))) or _("No name")
        heading = label(name, "page")
        heading.setObjectName("person:name")
        box.addWidget(heading)
        beside = FlowLayout(style.sp(18))
        count = n_("{count} visit", "{count} visits", len(self.visits.lines))
        for text in filter(None, (who.born, who.number, count)):
            beside.addWidget(Part(text))
        box.addLayout(beside)
        box.addWidget(self.table, 1)
        if self.visits.transfers:
            box.addWidget(self._moved())
        actions = FlowLayout(style.sp(8))
        for each in self._buttons.values():
            actions.addWidget(each)
        box.addLayout(actions)
        return made

    def _moved(self) -> QWidget:
        """What was moved or put together, each with its way back."""
        made, box = panel("card", (16, 10, 16, 10), 4)
        made.setObjectName("person:moved")
        box.addWidget(label(_("Moved and put together"), "heading"))
        for key, words, undoable in self.visits.transfers:
            box.addWidget(label(words))
            if undoable:
                box.addWidget(self._undo(f"person:undo:{key}", key), 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _undo(self, name: str, key: str) -> Link:
        link = Link(_("Undo"))
        link.setObjectName(name)
        link.clicked.connect(lambda: self.undone.emit(key))
        return link


def _row(line: FoundLine) -> tuple[str, ...]:
    return line.day or _("Day not known"), line.state, line.recommendation, line.reference
