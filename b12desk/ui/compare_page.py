"""Two visits of one person side by side, in one table: what they came to, findings, symptoms, answers that changed.

Rules: the older stands before the newer; what is the same is shown when somebody asks for it; what cannot be compared
is said above. Which two it is can be chosen here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.desk.comparing import Comparison, Turn
from b12desk.desk.finding import FoundLine
from b12desk.desk.people import Visits
from b12desk.errors import UserError, listed
from b12desk.i18n import _, n_, parted
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.dialogs import sentence
from b12desk.ui.kit.drop_down import DropDown
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import column, label, scroller
from b12desk.ui.kit.left_page import LeftPage
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.table import Column, Table
from b12desk.ui.text_lines import TextLines

_LEAST_TABLE = 200
Compare = Callable[[FoundLine, FoundLine], Comparison]


class ComparePage(LeftPage):
    """``visits`` with the newest first, of which ``then`` and ``now`` are compared with ``compare``."""

    def __init__(self, visits: Visits, then: int, now: int, compare: Compare) -> None:
        super().__init__()
        self.setObjectName("compare")
        self.setAccessibleName(_("Two visits side by side"))
        self._lines = [each for each in visits.lines if each.opens]
        self._compare = compare
        self._whole = False
        self._found: Comparison | None = None
        chosen = [visits.lines[each].identifier for each in (then, now)]
        options = [(each.identifier, _named(each)) for each in self._lines]
        self.boxes = [DropDown(name, options, code) for name, code in zip((_("Then"), _("Now")), chosen, strict=True)]
        for name, each in zip(("former", "latter"), self.boxes, strict=True):
            each.setObjectName(f"compare:{name}")
            each.picked.connect(self.look)
        self.lines = TextLines(("", "", ""), self)
        self.table = Table([Column(_("What"), 220, 3), Column(_("Then"), 170, 2), Column(_("Now"), 170, 2)])
        self.table.setObjectName("compare:table")
        self.table.setAccessibleName(self.accessibleName())
        self.table.setModel(self.lines)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setMinimumHeight(style.sp(_LEAST_TABLE))
        self._told, self._cautions = label("", "strong"), label("")
        self._told.setObjectName("compare:told")
        self._cautions.setObjectName("compare:cautions")
        self._back = Button(_("&Back"), "secondary", "back")
        self._all = Button(_("Show &all answers"), "secondary")
        for name, button, call in (("back", self._back, self.left.emit), ("all", self._all, self._toggle)):
            button.setObjectName(f"compare:{name}")
            button.clicked.connect(lambda _checked=False, call=call: call())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller(self._ground(visits)), 1)
        self.look()

    def take_focus(self) -> None:
        """On the first difference."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        self.table.lay_out()

    def look(self) -> None:
        """Compare the two that are chosen."""
        known = {each.identifier: at for at, each in enumerate(self._lines)}
        places = sorted((known[each.currentData()] for each in self.boxes), reverse=True)
        then, now = (self._lines[each] for each in places)
        try:
            self._found = self._compare(then, now)
        except UserError as error:
            self._found = None
            self._cautions.setText("\n".join(listed([sentence(each.cause, each.fix) for each in error.problems])))
            self._cautions.setVisible(True)
            self._told.setText(error.title)
            self.lines.show_rows(())
            return
        self._titles = _("What"), _("Then: {day}", day=then.day), _("Now: {day}", day=now.day)
        self._show()
        announce_text(self, self._told.text())

    def _toggle(self) -> None:
        self._whole = not self._whole
        self._all.setText(_("Show only what &changed") if self._whole else _("Show &all answers"))
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        self.lines.show_rows(list(_rows(found, whole=self._whole)), self._titles)
        self.table.retitle(self._titles)
        self.table.lay_out()
        self.table.choose(0)
        changed = sum(each.changed for each in found.answers)
        came = len(found.findings.came) + len(found.symptoms.came)
        went = len(found.findings.went) + len(found.symptoms.went)
        self._told.setText(
            parted(
                (
                    n_("{count} answer changed", "{count} answers changed", changed),
                    n_("{count} finding or symptom new", "{count} findings or symptoms new", came),
                    n_("{count} finding or symptom gone", "{count} findings or symptoms gone", went),
                )
            )
            if found.answers
            else _("These visits cannot be compared by their answers.")
        )
        self._cautions.setText("\n".join(found.cautions))
        self._cautions.setVisible(bool(found.cautions))
        self._all.setEnabled(bool(found.answers))

    def _ground(self, visits: Visits) -> QWidget:
        made = QWidget()
        box = column(made, (12, 12, 12, 12), 8)
        box.addWidget(label(_("Two visits side by side"), "page"))
        box.addWidget(label(visits.who.words))
        chosen = FlowLayout(style.sp(8))
        for each in self.boxes:
            chosen.addWidget(each)
        box.addLayout(chosen)
        box.addWidget(self._told)
        box.addWidget(self._cautions)
        box.addWidget(self.table, 1)
        actions = FlowLayout(style.sp(8))
        actions.addWidget(self._back)
        actions.addWidget(self._all)
        box.addLayout(actions)
        return made


def _named(line: FoundLine) -> str:
    return parted((line.day, line.reference or line.state))


def _rows(found: Comparison, *, whole: bool) -> Iterator[tuple[str, ...]]:
    yield tuple(found.result)
    yield from _turns(_("Finding"), found.findings)
    yield from _turns(_("Symptom"), found.symptoms)
    for each in found.answers:
        if each.changed or whole:
            yield tuple(each)


def _turns(kind: str, turn: Turn) -> Iterator[tuple[str, ...]]:
    for text in turn.came:
        yield _("{kind}: {text}", kind=kind, text=text), _("Not found"), _("Found")
    for text in turn.went:
        yield _("{kind}: {text}", kind=kind, text=text), _("Found"), _("Not found")
