"""The entries of the audit log, as a table asks for them: the newest first, fifty at a time."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from b12desk.desk.audit_book import PAGE, AuditBook, AuditLine, Narrowed, line_words
from b12desk.errors import UserError
from b12desk.i18n import N_, _
from b12desk.ui.kit import style
from b12desk.ui.kit.cells import CARD
from b12desk.ui.kit.table import Column

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = (
    (N_("No."), 70, 0),
    (N_("When"), 190, 1),
    (N_("Who"), 140, 2),
    (N_("What"), 190, 2),
    (N_("Note"), 140, 2),
    (N_("Intake"), 110, 0),
)
"""Title, least width, share of the room."""
_SHORT = 8


def columns() -> list[Column]:
    """The columns in the language in use."""
    return [Column(_(title), least, share) for title, least, share in _COLUMNS]


class AuditLines(QAbstractTableModel):
    """``failure``: why nothing can be read."""

    def __init__(self, book: AuditBook, owner: QObject) -> None:
        super().__init__(owner)
        self.lines: list[AuditLine] = []
        self.failure: UserError | None = None
        self._book = book
        self._narrowed = Narrowed()
        self._ended = True

    def look(self, narrowed: Narrowed) -> None:
        """Look anew."""
        self.beginResetModel()
        self._narrowed, self.lines, self.failure = narrowed, [], None
        self.lines = self._fetched()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """The lines that were fetched."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """As many as have a title."""
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are more lines."""
        return not self._ended and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Fetch the next ones."""
        count, more = len(self.lines), self._fetched()
        if more:
            self.beginInsertRows(QModelIndex(), count, count + len(more) - 1)
            self.lines += more
            self.endInsertRows()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title of a column; of a row, for assistive technology, all of its line."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation is Qt.Orientation.Horizontal:
            return _(_COLUMNS[section][0])
        return line_words(self.lines[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell: its text, how it is set, and what is heard of it."""
        line, column = self.lines[index.row()], index.column()
        text = (str(line.number), line.moment, line.who, line.deed, line.note, line.intake[:_SHORT])[column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.FontRole:
                return style.font("body")
            case Qt.ItemDataRole.AccessibleTextRole:
                return _("{column}: {text}", column=_(_COLUMNS[column][0]), text=text) if column else line_words(line)
            case _ if role == CARD:
                rest = filter(None, (line.who, line.note, line.intake[:_SHORT]))
                return f"{line.number}. {line.deed}", "\n".join((line.moment, ", ".join(rest)))
        return None

    def _fetched(self) -> list[AuditLine]:
        """The lines below those that are here; none when they cannot be read."""
        try:
            found = self._book.lines(self._narrowed, self.lines[-1].number if self.lines else None)
        except UserError as error:
            self.failure, self._ended = error, True
            return []
        self._ended = len(found) < PAGE
        return list(found)
