"""How patients get on alone, for an administrator: what the clinic's own walks say, with small charts, and as a file.

Rules: it only reads; what is not told of a few is said to be so; where there is nothing yet, it says what will be.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from b12desk.desk.evidence_book import EvidenceBook
from b12desk.desk.own_evidence import FEWEST, Ease, Evidence
from b12desk.errors import UserError
from b12desk.i18n import _, current
from b12desk.ui.door.door_page import button, note_line
from b12desk.ui.evidence.evidence_lines import EvidenceLines, columns
from b12desk.ui.kit import style
from b12desk.ui.kit.bar import Bar
from b12desk.ui.kit.dialogs import show_error
from b12desk.ui.kit.drop_down import DropDown
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import empty, label, panel, scroller
from b12desk.ui.kit.large_dialog import LargeDialog
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.table import Table
from b12desk.ui.result.saving import ask_other_file
from b12desk.ui.waiting.pages import FACES

_LEAST_TABLE, _FIGURE = 280, 150
_FILE = "b12desk-walks.csv"


class EvidenceDialog(LargeDialog):
    """Of one book."""

    def __init__(self, parent: QWidget | None, book: EvidenceBook) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self.setWindowTitle(_("How patients get on"))
        self.band = ""
        self._book = book
        self._bands = DropDown(_("Age"), [("", _("All ages")), *((each, each) for each in book.bands())], "")
        self._bands.setObjectName("evidence:band")
        self._bands.picked.connect(self._choose)
        self._figures = FlowLayout(style.sp(10))
        self._faces = QVBoxLayout()
        self.lines = EvidenceLines(self)
        self.table = Table(columns())
        self.table.setObjectName("evidence:table")
        self.table.setAccessibleName(_("How each screen went"))
        self.table.setMinimumHeight(style.sp(_LEAST_TABLE))
        self.table.setModel(self.lines)
        self.table.sorted_by.connect(self._sort)
        self._nothing = label(
            _(
                "Nothing yet. Figures stand here when at least {count} patients of one age group have answered alone.",
                count=FEWEST,
            ),
            "question",
        )
        self._nothing.setObjectName("evidence:nothing")
        self._told = note_line()
        self._told.setObjectName("evidence:told")
        self._save = button("evidence:save", _("&Save as CSV"), "secondary")
        self._save.clicked.connect(self._save_file)
        self._some = QWidget()
        self._build()
        self.fill(parent)
        self.look()

    def look(self) -> None:
        """Show what is told of the ages that were chosen."""
        found = self._book.look(self.band)
        some = found.walks is not None
        self._some.setVisible(some)
        self._bands.setVisible(some)
        self._nothing.setVisible(not some)
        self._save.setEnabled(some)
        self._fill_figures(found)
        self._fill_faces(found.ease)
        self.lines.show(self._book.lines(found))
        self.table.show_sorted(self.lines.by, backwards=self.lines.backwards)
        self.table.lay_out()

    def _build(self) -> None:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(*(style.sp(each) for each in (20, 16, 20, 12)))
        box.setSpacing(style.sp(10))
        box.addWidget(label(_("How patients get on"), "title"))
        about = _("Of patients who answered alone, without who they are. It stays on this computer.")
        box.addWidget(label(about, "hint"))
        box.addWidget(self._bands, 0, Qt.AlignmentFlag.AlignLeading)
        box.addWidget(self._nothing)
        some = QVBoxLayout(self._some)
        some.setContentsMargins(0, 0, 0, 0)
        some.setSpacing(style.sp(10))
        some.addLayout(self._figures)
        some.addWidget(label(_("Was this easy?"), "section"))
        some.addLayout(self._faces)
        some.addWidget(label(_("Screen by screen"), "section"))
        some.addWidget(self.table, 1)
        few = _(
            "Seconds: half of the walks took fewer, half took more. Went back, changed, called staff and stopped here "
            "are shares of the walks that met the screen. A dash: fewer than {count} people would be told. Walks count "
            "in groups of {count} of one age group; the newest wait until there are as many.",
            count=FEWEST,
        )
        some.addWidget(label(few, "hint"))
        box.addWidget(self._some, 1)
        box.addStretch(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroller(inner), 1)
        ground, foot = panel("footer", (20, 8, 20, 8), 0)
        row = FlowLayout(style.sp(12))
        close = button("evidence:close", _("&Close"))
        close.clicked.connect(self.accept)
        row.addWidget(self._save)
        row.addWidget(close)
        row.add_filling(self._told)
        foot.addLayout(row)
        outer.addWidget(ground)

    def _fill_figures(self, found: Evidence) -> None:
        """The few figures of all walks together."""
        empty(self._figures)
        number = current().number
        not_told = _("not told")
        ended = not_told if found.finished is None else number(found.finished)
        minutes = not_told if found.minutes is None else number(round(found.minutes, 1))
        screens = not_told if found.screens is None else number(round(found.screens))
        for name, figure, words in (
            ("walks", number(found.walks or 0), _("walks")),
            ("finished", ended, _("came to the end")),
            ("minutes", minutes, _("minutes (median)")),
            ("screens", screens, _("screens (median)")),
        ):
            card, box = panel("card", (16, 10, 16, 10), 0)
            card.setMinimumWidth(style.sp(_FIGURE))
            shown = label(figure, "title")
            shown.setObjectName(f"evidence:{name}")
            box.addWidget(shown)
            box.addWidget(label(words, "small"))
            self._figures.addWidget(card)

    def _fill_faces(self, ease: Ease | None) -> None:
        """A bar for each face, of all who chose one."""
        empty(self._faces)
        if ease is None or ease.faces is None:
            few = _("Not told yet: each face has to be chosen by nobody, or by at least {count} people.", count=FEWEST)
            self._faces.addWidget(label(few, "hint"))
            return
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.sp(12))
        for row, (code, words) in enumerate(FACES):
            count = ease.faces.get(code, 0)
            bar = Bar(count / ease.answers)
            bar.setObjectName(f"evidence:bar:{code}")
            told: QLabel = label(_("{count} of {all}", count=count, all=ease.answers), "strong")
            told.setObjectName(f"evidence:{code}")
            grid.addWidget(label(_(words)), row, 0)
            grid.addWidget(bar, row, 1)
            grid.addWidget(told, row, 2)
        grid.setColumnStretch(1, 1)
        self._faces.addWidget(holder)

    def _choose(self, band: str) -> None:
        self.band = band
        self.look()

    def _sort(self, column: int) -> None:
        self.lines.sort_by(column)
        self.table.show_sorted(column, backwards=self.lines.backwards)
        self.table.lay_out()

    def _save_file(self) -> None:
        path = ask_other_file(self, _("Save the figures"), _("CSV (*.csv)"), _FILE)
        if path is None:
            return
        try:
            self._book.save(path, self.band)
        except UserError as error:
            show_error(self, error)
            return
        told = _("Saved: {name}.", name=path.name)
        self._told.setText(told)
        announce_text(self._told, told)
