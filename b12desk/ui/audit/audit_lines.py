"""The entries of the audit log, as a table asks for them: the newest first, fifty at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from b12desk.desk.audit_book import PAGE, AuditBook, AuditLine, Narrowed, line_words
from b12desk.i18n import N_, _
from b12desk.ui.kit import style
from b12desk.ui.kit.cells import CARD
from b12desk.ui.kit.paged_lines import Index, PagedLines
from b12desk.ui.kit.table import Column

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


class AuditLines(PagedLines[AuditLine]):
    """The entries of ``book``."""

    def __init__(self, book: AuditBook, owner: QObject) -> None:
        super().__init__(owner, [each[0] for each in _COLUMNS])
        self._book = book
        self._narrowed = Narrowed()

    def look(self, narrowed: Narrowed) -> None:
        """Look anew."""
        self._narrowed = narrowed
        self.look_anew()

    def fetch(self) -> tuple[Sequence[AuditLine], bool]:
        """The entries below those that are here."""
        found = self._book.lines(self._narrowed, self.lines[-1].number if self.lines else None)
        return found, len(found) < PAGE

    def words(self, line: AuditLine) -> str:
        """As `line_words`."""
        return line_words(line)

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
                return self.heard(line, column, text)
            case _ if role == CARD:
                rest = filter(None, (line.who, line.note, line.intake[:_SHORT]))
                return f"{line.number}. {line.deed}", "\n".join((line.moment, ", ".join(rest)))
        return None
