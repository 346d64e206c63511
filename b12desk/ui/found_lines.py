"""The intakes that were found, as a table asks for them: fifty at first, more as somebody scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont

from b12desk.desk.finding import PAGE, Finding, FoundLine, Order, Search
from b12desk.i18n import N_, _, parted
from b12desk.ui.kit import style
from b12desk.ui.kit.cells import ALERT, CARD
from b12desk.ui.kit.paged_lines import Index, PagedLines
from b12desk.ui.kit.table import Column

_COLUMNS: tuple[tuple[str, int, int, Order | None], ...] = (
    (N_("Name"), 170, 3, "name"),
    (N_("Born (age)"), 190, 1, "born"),
    (N_("Record number"), 105, 1, None),
    (N_("Day"), 130, 1, "date"),
    (N_("State"), 115, 1, "state"),
    (N_("Recommendation"), 190, 4, None),
)
"""Title, least width, share of the room, and the order that a press on the head asks for."""
_STATE = 4
"""The column that says in words that an intake was entered in error; the others are struck through."""


def columns() -> list[Column]:
    """The columns in the language in use."""
    return [Column(_(title), least, share) for title, least, share, _order in _COLUMNS]


def order_of(column: int) -> Order | None:
    """The order that a press on a head asks for."""
    return _COLUMNS[column][3]


def column_of(order: Order) -> int:
    """The column by which the lines stand."""
    return [each[3] for each in _COLUMNS].index(order)


class FoundLines(PagedLines[FoundLine]):
    """``total``: how many were found."""

    def __init__(self, finding: Finding, page: QObject) -> None:
        super().__init__(page, [each[0] for each in _COLUMNS])
        self.total = 0
        self._finding = finding
        self._search = Search()

    def look(self, search: Search) -> None:
        """Look anew."""
        self._search, self.total = search, 0
        self.look_anew()

    def fetch(self) -> tuple[Sequence[FoundLine], bool]:
        """The lines behind those that are here."""
        found = self._finding.look(self._search, len(self.lines))
        self.total = found.total
        return found.lines, len(found.lines) < PAGE

    def words(self, line: FoundLine) -> str:
        """As `line_words`."""
        return line_words(line)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell: its text, how it is set, and what is heard of it."""
        line, column = self.lines[index.row()], index.column()
        text = cells_of(line)[column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.FontRole:
                return _struck(style.font("body" if column else "strong"), line.voided and column != _STATE)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.heard(line, column, text)
            case _ if role == ALERT and not column:
                return line.called
            case _ if role == CARD:
                return line.name, "\n".join(filter(None, (_like(line), parted(_who(line)), parted(_what(line)))))
        return None


def _struck(font: QFont, struck: bool) -> QFont:
    if not struck:
        return font
    made = QFont(font)
    made.setStrikeOut(True)
    return made


def cells_of(line: FoundLine) -> tuple[str, ...]:
    """The texts of a line, one for each column."""
    name = "\n".join(filter(None, (line.name, _like(line))))
    return name, line.born, line.number, line.day, line.state, line.recommendation


def line_words(line: FoundLine) -> str:
    """All of a line as it is read out."""
    return parted(tuple(filter(None, (line.called, line.name, _like(line), *_who(line), *_what(line)))))


def _like(line: FoundLine) -> str:
    """That another line is easily taken for this one."""
    return _("Like name") if line.alike else ""


def _who(line: FoundLine) -> tuple[str, ...]:
    """Of whom it is, beside the name."""
    return (
        _("born {date}", date=line.born) if line.born else "",
        _("record {number}", number=line.number) if line.number else "",
    )


def _what(line: FoundLine) -> tuple[str, ...]:
    """When it was, how far it is, and what it came to."""
    return line.day, line.state, line.recommendation
