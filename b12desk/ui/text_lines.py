"""Lines of plain texts as a table asks for them: one row each, a title for each column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from b12desk.i18n import _, parted
from b12desk.ui.kit import style
from b12desk.ui.kit.cells import CARD

Index = QModelIndex | QPersistentModelIndex


class TextLines(QAbstractTableModel):
    """``titles``: one for each column; the first cell of a row names it. It goes with its ``page``."""

    def __init__(self, titles: Sequence[str], page: QObject) -> None:
        super().__init__(page)
        self._titles = titles
        self.rows: list[tuple[str, ...]] = []

    def show_rows(self, rows: Sequence[tuple[str, ...]], titles: Sequence[str] | None = None) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self._titles = titles or self._titles
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """As many as are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """As many as have a title."""
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title of a column; of a row, for assistive technology, all of its line."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._titles[section] if orientation is Qt.Orientation.Horizontal else self._words(section)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell: its text, how it is set, and what is heard of it."""
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row[column]
            case Qt.ItemDataRole.FontRole:
                return style.font("body" if column else "strong")
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._named(column, row[column]) if column else self._words(index.row())
            case _ if role == CARD:
                return row[0], "\n".join(self._named(at, each) for at, each in enumerate(row) if at and each)
        return None

    def _words(self, row: int) -> str:
        first, *rest = self.rows[row]
        return parted((first, *(self._named(at, each) for at, each in enumerate(rest, 1) if each)))

    def _named(self, column: int, text: str) -> str:
        return _("{column}: {text}", column=self._titles[column], text=text)
