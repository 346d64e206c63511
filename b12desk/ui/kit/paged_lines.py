"""Lines in a table that are fetched as somebody scrolls: what every such table needs, whatever its lines are."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from b12desk.errors import UserError
from b12desk.i18n import _

Line = TypeVar("Line")
Index = QModelIndex | QPersistentModelIndex


class PagedLines(QAbstractTableModel, Generic[Line]):
    """``lines``: those that were fetched; ``failure``: why no more can be read. It goes with its ``owner``.

    ``titles`` are those of the columns in English; a line is read out by `words`.
    """

    def __init__(self, owner: QObject, titles: Sequence[str]) -> None:
        super().__init__(owner)
        self.lines: list[Line] = []
        self.failure: UserError | None = None
        self._titles = titles
        self._ended = True

    @abstractmethod
    def fetch(self) -> tuple[Sequence[Line], bool]:
        """The lines that follow, and whether there are no more. Raises UserError."""

    @abstractmethod
    def words(self, line: Line) -> str:
        """All of a line as it is read out."""

    def title(self, column: int) -> str:
        """That of a column, in the language in use."""
        return _(self._titles[column])

    def look_anew(self) -> None:
        """Fetch from the beginning."""
        self.beginResetModel()
        self.lines, self.failure = [], None
        self.lines = self._fetched()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """The lines that were fetched."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """As many as have a title."""
        return 0 if parent is not None and parent.isValid() else len(self._titles)

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
        return self.title(section) if orientation is Qt.Orientation.Horizontal else self.words(self.lines[section])

    def heard(self, line: Line, column: int, text: str) -> str:
        """What is heard of a cell: in the first column all of its line."""
        return _("{column}: {text}", column=self.title(column), text=text) if column else self.words(line)

    def _fetched(self) -> list[Line]:
        """None when they cannot be read."""
        try:
            found, self._ended = self.fetch()
        except UserError as error:
            self.failure, self._ended = error, True
            return []
        return list(found)
