"""All intakes: a search box, filters, and a table of what fits, from which one is opened, printed again or discarded.

Rules: it is for staff, and names stand in full; what is typed is looked for as soon as the hand rests, what a scanner
typed at its Enter; Enter in the box opens the only one that fits, else it goes to the first; Escape clears the search,
then goes back. The page holds patients' names and is destroyed when it is left.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from b12desk.desk.finding import DAYS, SHOWN, Finding, FoundLine, Order, Search, nothing_words, total_words
from b12desk.errors import Problem
from b12desk.i18n import N_, _
from b12desk.ui.found_lines import FoundLines, column_of, columns, line_words, order_of
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.bar_layout import BarLayout
from b12desk.ui.kit.buttons import Button, Link
from b12desk.ui.kit.drop_down import DropDown
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label, line, panel, picture, scroller
from b12desk.ui.kit.option_tile import HEIGHT
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.table import Table
from b12desk.ui.search_box import SearchBox

REST_MS = 120
"""After so long without a key the text is looked for."""
ORDERS: dict[Order, str] = {
    "date": N_("By day"),
    "name": N_("By name"),
    "born": N_("By birth date"),
    "state": N_("By state"),
}
_LEAST_TABLE, _LEAST_BOX = 176, 260
"""Pixels at the usual text size: three rows below the heads; a box that shows what it may hold."""


class IntakesPage(QWidget):
    """``opened``, ``printed``, ``handed``, ``discarded`` and ``moved`` carry what is to be done with a line.

    ``asked_visits``: all visits of its person are wanted; ``personal``: all that is kept of that person is asked for;
    ``left``: somebody goes back. ``searched`` carries the search whenever it is another one.
    """

    opened = Signal(FoundLine)
    printed = Signal(FoundLine)
    handed = Signal(FoundLine)
    discarded = Signal(FoundLine)
    personal = Signal(FoundLine)
    asked_visits = Signal(FoundLine)
    moved = Signal(FoundLine)
    left = Signal()
    searched = Signal(Search)

    def __init__(self, finding: Finding, search: Search) -> None:
        super().__init__()
        self.setObjectName("intakes")
        self.setAccessibleName(_("All intakes"))
        self.search = search
        self.lines = FoundLines(finding, self)
        self.box = SearchBox(search.text)
        self._filters = _filters(finding, search)
        self.table = Table(columns())
        self.table.setObjectName("intakes:table")
        self.table.setAccessibleName(_("Intakes that were found"))
        self.table.setModel(self.lines)
        self._heading = label(_("All intakes"), "page")
        self._heading.setWordWrap(False)
        self._total = label("", "strong")
        self._total.setObjectName("intakes:total")
        self._total.setMinimumHeight(HEIGHT)
        self._why = label("")
        self._why.setObjectName("intakes:why")
        self._body = QStackedWidget()
        self._clear = Link(_("Clear the search"))
        self._back = Button(_("&Back"), "secondary", "back")
        self._buttons = {
            "open": Button(_("&Open"), "primary", "next"),
            "print": Button(_("P&rint again"), "secondary", "print"),
            "visits": Button(_("All &visits"), "secondary"),
            "move": Button(_("&Wrong patient"), "secondary"),
            "hand": Button(_("&Hand over"), "secondary", "person"),
            "discard": Button(_("&Discard"), "secondary", "cross"),
            "person": Button(_("Th&eir data"), "secondary", "person"),
        }
        for name, button in (("clear", self._clear), ("back", self._back), *self._buttons.items()):
            button.setObjectName(f"intakes:{name}")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroller(self._ground()), 1)
        self._wire()
        self.look()

    def take_focus(self) -> None:
        """Type at once; over what was looked for before."""
        self.box.setFocus()
        self.box.selectAll()

    def look(self) -> None:
        """Look for what the box and the filters say, and show it."""
        self._rest.stop()
        self.search = replace(self.search, text=self.box.text())
        self.searched.emit(self.search)
        self.lines.look(self.search)
        newest_first = self.search.order == "date"
        self.table.show_sorted(column_of(self.search.order), backwards=self.search.backwards is not newest_first)
        self.table.lay_out()
        self._show()

    def follow(self) -> None:
        """Look anew, with as many lines, the same one chosen, scrolled as far."""
        chosen, count = self.table.row(), len(self.lines.lines)
        identifier = self.lines.lines[chosen].identifier if chosen >= 0 else ""
        scrolled = self.table.verticalScrollBar().value()
        self.look()
        while len(self.lines.lines) < count and self.lines.canFetchMore(QModelIndex()):
            self.lines.fetchMore(QModelIndex())
        again = (row for row, each in enumerate(self.lines.lines) if each.identifier == identifier)
        self.table.choose(next(again, -1))
        self.table.verticalScrollBar().setValue(scrolled)

    def clear(self) -> None:
        """Look for all of them."""
        self.search = replace(Search(), order=self.search.order, backwards=self.search.backwards)
        self.box.setText("")
        for name, chosen in (("shown", "all"), ("recommendation", ""), ("days", "0")):
            self._filters[name].set_chosen(chosen)
        self.look()
        self.box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears, then goes back; Down goes to the lines; what is typed anywhere is looked for."""
        if event.key() == Qt.Key.Key_Escape:
            if self.search.narrows or self.box.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and self.box.hasFocus():
            self._to_lines()
        elif reflex.character(event) and not self.box.hasFocus():
            self.box.setFocus()
            QCoreApplication.sendEvent(self.box, event)
        elif event.key() not in reflex.ENTER:
            super().keyPressEvent(event)

    def _wire(self) -> None:
        self._rest.timeout.connect(self.look)
        self.box.textChanged.connect(lambda _text: self._rest.start())
        self.box.returnPressed.connect(self._entered)
        for name, each in self._filters.items():
            each.picked.connect(lambda code, name=name: self._narrow(name, code))
        self.lines.rowsInserted.connect(lambda _parent, first, _last: self.table.fit_rows(first))
        self.table.opened.connect(lambda row: self._do("open", row))
        self.table.chosen.connect(self._offer)
        self.table.sorted_by.connect(self._sort)
        self._clear.clicked.connect(self.clear)
        self._back.clicked.connect(self.left)
        for name, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, name=name: self._do(name, self.table.row()))

    def _entered(self) -> None:
        self.look()
        if len(self.lines.lines) == 1:
            self._do("open", 0)
        else:
            self._to_lines()

    def _to_lines(self) -> None:
        if self.lines.lines:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            self.table.choose(max(0, self.table.row()))

    def _narrow(self, name: str, code: str) -> None:
        changes: dict[str, object] = {name: int(code) if name == "days" else code}
        if name == "order":
            changes["backwards"] = False
        self.search = replace(self.search, **changes)  # type: ignore[arg-type]  # a field of it, by its name
        self.look()

    def _sort(self, column: int) -> None:
        order = order_of(column)
        if order is not None:
            again = order == self.search.order
            self.search = replace(self.search, order=order, backwards=again and not self.search.backwards)
            self._filters["order"].set_chosen(order)
            self.look()

    def _do(self, name: str, row: int) -> None:
        if not 0 <= row < len(self.lines.lines):
            return
        found = self.lines.lines[row]
        match name:
            case "open" if found.opens:
                self.opened.emit(found)
            case "print" if found.finished:
                self.printed.emit(found)
            case "visits":
                self.asked_visits.emit(found)
            case "move" if found.opens:
                self.moved.emit(found)
            case "hand" if found.opens and not found.finished:
                self.handed.emit(found)
            case "discard":
                self.discarded.emit(found)
            case "person":
                self.personal.emit(found)

    def _offer(self, row: int) -> None:
        """What can be done with the chosen line."""
        found = self.lines.lines[row] if 0 <= row < len(self.lines.lines) else None
        opens, finished = found is not None and found.opens, found is not None and found.finished
        can = {"open": opens, "move": opens, "print": finished, "hand": opens and not finished}
        for name, button in self._buttons.items():
            button.setEnabled(can.get(name, found is not None))
            action = button.text().replace("&", "")
            named = _("{action}: {line}", action=action, line=line_words(found)) if found is not None else action
            button.setAccessibleName(named)

    def _show(self) -> None:
        """The table, or why there is none, and how many there are."""
        failure = self.lines.failure
        found = bool(self.lines.lines)
        text = total_words(self.lines.total) if found else nothing_words(self.search)
        if failure is not None:
            text = _problem_words(failure.problems[0])
        self._body.setCurrentIndex(0 if found else 1)
        self._total.setText(text if found else "")
        self._why.setText(text)
        self._clear.setVisible(self.search.narrows and failure is None)
        self._offer(self.table.row())
        announce_text(self, text)

    def _ground(self) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(*(style.sp(each) for each in (12, 12, 12, 12)))
        box.setSpacing(style.sp(8))
        first = BarLayout(None, style.sp(12))
        first.addWidget(self._heading)
        first.add_middle(self.box)
        first.want(style.sp(_LEAST_BOX))
        box.addLayout(first)
        filters = FlowLayout(style.sp(8))
        for each in (*self._filters.values(), self._total):
            filters.addWidget(each)
        box.addLayout(filters)
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing())
        self._body.setMinimumHeight(style.sp(_LEAST_TABLE))
        box.addWidget(self._body, 1)
        actions = FlowLayout(style.sp(8))
        for each in (self._back, *self._buttons.values()):
            actions.addWidget(each)
        box.addLayout(actions)
        return made

    def _nothing(self) -> QWidget:
        """Why there are no lines, and the way out."""
        made = QWidget()
        around = QVBoxLayout(made)
        around.setContentsMargins(0, 0, 0, 0)
        card, box = panel("card", (20, 16, 20, 16), 10)
        across = line(spacing=14)
        across.addWidget(picture("info", "primary", 28))
        across.addWidget(self._why, 1)
        box.addLayout(across)
        box.addWidget(self._clear)
        around.addWidget(card)
        around.addStretch(1)
        return made


def _filters(finding: Finding, search: Search) -> dict[str, DropDown]:
    """The filters and the order, by the field of a search that each is."""
    any_other = ("", _("Any recommendation"))
    made = {
        "shown": DropDown(_("State"), [(code, _(text)) for code, text in SHOWN.items()], search.shown),
        "recommendation": DropDown(_("Recommendation"), [any_other, *finding.recommendations()], search.recommendation),
        "days": DropDown(_("Day"), [(str(days), _(text)) for days, text in DAYS.items()], str(search.days)),
        "order": DropDown(_("Order"), [(code, _(text)) for code, text in ORDERS.items()], search.order),
    }
    for name, each in made.items():
        each.setObjectName(f"intakes:{name}")
    return made


def _problem_words(problem: Problem) -> str:
    return f"{problem.cause[:1].upper()}{problem.cause[1:]} {problem.fix}".strip()
