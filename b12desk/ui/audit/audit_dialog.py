"""The audit log, for an administrator: who did what and when, narrowed, and whether it is as it was written.

Rules: it only reads; a head of the log is typed or scanned off a paper; where nothing is shown it says why.
"""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from b12desk.desk.audit_book import DAYS, AuditBook, Narrowed
from b12desk.errors import StoreError, UserError
from b12desk.i18n import _
from b12desk.ui.audit.audit_lines import AuditLines, columns
from b12desk.ui.door.door_page import add_row, button, note_line
from b12desk.ui.kit import style
from b12desk.ui.kit.dialogs import sentence
from b12desk.ui.kit.drop_down import DropDown
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label, scroller
from b12desk.ui.kit.large_dialog import LargeDialog
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.table import Table
from b12desk.ui.kit.text_boxes import LineBox

_LEAST_TABLE, _HEAD, _LONGEST = 220, 260, 40


class AuditDialog(LargeDialog):
    """Of one log."""

    def __init__(self, parent: QWidget | None, book: AuditBook) -> None:
        super().__init__(parent)
        self.setObjectName("audit")
        self.setWindowTitle(_("Audit log"))
        self.narrowed = Narrowed()
        self._book = book
        self.lines = AuditLines(book, self)
        self.table = Table(columns())
        self.table.setObjectName("audit:table")
        self.table.setAccessibleName(_("Entries of the log, the newest first"))
        self.table.setModel(self.lines)
        self.table.horizontalHeader().setSectionsClickable(False)  # the newest first, always
        self.table.horizontalHeader().unsetCursor()
        self.lines.rowsInserted.connect(lambda _parent, first, _last: self.table.fit_rows(first))
        self.table.chosen.connect(self._offer)
        self._nothing = label("", "question")
        self._nothing.setObjectName("audit:nothing")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self._body.setMinimumHeight(style.sp(_LEAST_TABLE))
        self._one = button("audit:one", _("This &intake alone"))
        self._one.clicked.connect(self._narrow_to_intake)
        self._all = button("audit:all", _("Show &all"))
        self._all.clicked.connect(self._widen)
        self._head = LineBox(longest=_LONGEST)
        self._head.setObjectName("audit:head")
        self._head.setAccessibleName(_("Head of the log as a paper says it (optional)"))
        self._head.setPlaceholderText("128-ABCDEFGH")
        self._head.setMinimumWidth(style.sp(_HEAD))
        self._head.returnPressed.connect(self._verify)
        self._told: QLabel = note_line()
        self._told.setObjectName("audit:verdict")
        self._build()
        self.fill(parent)
        self.look()

    def look(self) -> None:
        """Show what is wanted."""
        self.lines.look(self.narrowed)
        self.table.lay_out()
        failure = self.lines.failure
        text = _("Nothing was done yet.")
        if failure is not None:
            text = sentence(failure.problems[0].cause, failure.problems[0].fix)
        elif self.narrowed.narrows:
            text = _("No entry fits. Show all, or choose others.")
        self._nothing.setText(text)
        self._body.setCurrentIndex(0 if self.lines.lines else 1)
        self._all.setVisible(self.narrowed.narrows)
        self._offer(self.table.row())

    def _build(self) -> None:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(*(style.sp(each) for each in (20, 16, 20, 12)))
        box.setSpacing(style.sp(10))
        box.addWidget(label(_("Audit log"), "title"))
        self._filters = FlowLayout(style.sp(8))
        box.addLayout(self._filters)
        self._fill_filters()
        box.addWidget(self._body, 1)
        add_row(box, [self._one, self._all])
        box.addWidget(label(_("Head of the log as a paper says it (optional)"), "strong"))
        verify = button("audit:verify", _("&Verify the log"), "primary", "check")
        verify.clicked.connect(self._verify)
        close = button("audit:close", _("&Close"))
        close.clicked.connect(self.accept)
        add_row(box, [self._head, verify, close])
        box.addWidget(self._told)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller(inner), 1)

    def _fill_filters(self) -> None:
        people: tuple[str, ...] = ()
        deeds: tuple[tuple[str, str], ...] = ()
        with suppress(StoreError):  # told where the lines would be
            people, deeds = self._book.people(), self._book.deeds()
        self._drops = {
            "who": DropDown(_("Who"), [("", _("Anybody")), *((each, each) for each in people)], ""),
            "deed": DropDown(_("What"), [("", _("Anything")), *deeds], ""),
            "days": DropDown(_("Day"), [(str(days), _(text)) for days, text in DAYS.items()], "0"),
        }
        for name, each in self._drops.items():
            each.setObjectName(f"audit:{name}")
            each.picked.connect(lambda code, name=name: self._narrow(name, code))
            self._filters.addWidget(each)

    def _narrow(self, name: str, code: str) -> None:
        match name:
            case "who":
                self.narrowed = self.narrowed._replace(who=code)
            case "deed":
                self.narrowed = self.narrowed._replace(deed=code)
            case _:
                self.narrowed = self.narrowed._replace(days=int(code))
        self.look()

    def _narrow_to_intake(self) -> None:
        row = self.table.row()
        if row >= 0:
            self.narrowed = self.narrowed._replace(intake=self.lines.lines[row].intake)
            self.look()

    def _widen(self) -> None:
        self.narrowed = Narrowed()
        for name, each in self._drops.items():
            each.set_chosen("0" if name == "days" else "")
        self.look()

    def _offer(self, row: int) -> None:
        """What the chosen line leads to."""
        here = 0 <= row < len(self.lines.lines) and bool(self.lines.lines[row].intake)
        self._one.setVisible(here and not self.narrowed.intake)

    def _verify(self) -> None:
        try:
            found = self._book.verify(self._head.text())
        except UserError as error:
            self._say(sentence(error.problems[0].cause, error.problems[0].fix), wrong=True)
            self._head.setFocus()
        else:
            self._say(found.words, wrong=not found.whole)

    def _say(self, text: str, *, wrong: bool) -> None:
        role = "error" if wrong else "strong"
        self._told.setFont(style.font(role))
        self._told.setForegroundRole(style.ROLES[role].colour)
        self._told.setText(text)
        announce_text(self._told, text)
