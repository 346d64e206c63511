"""How each screen went, as a table asks for it: figures with bars that are true to scale, sorted by any of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from b12desk.desk.evidence_book import EvidenceLine
from b12desk.i18n import N_, _, current, parted
from b12desk.ui.kit import style
from b12desk.ui.kit.cells import BAR, CARD
from b12desk.ui.kit.paged_lines import Index, PagedLines
from b12desk.ui.kit.table import Column

_COLUMNS = (
    (N_("Screen"), 200, 4),
    (N_("Walks"), 90, 1),
    (N_("Seconds"), 110, 2),
    (N_("Went back"), 100, 1),
    (N_("Changed"), 100, 1),
    (N_("Called staff"), 100, 1),
    (N_("Stopped here"), 100, 1),
)
"""Title, least width, share of the room."""
_NOT_TOLD = "\N{EN DASH}"


def columns() -> list[Column]:
    """The columns in the language in use."""
    return [Column(_(title), least, share) for title, least, share in _COLUMNS]


class EvidenceLines(PagedLines[EvidenceLine]):
    """All lines at once: a walk has few screens."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner, [each[0] for each in _COLUMNS])
        self._all: tuple[EvidenceLine, ...] = ()
        self.by, self.backwards = 0, False

    def show(self, lines: Sequence[EvidenceLine]) -> None:
        """These, in the order that was chosen."""
        self._all = tuple(lines)
        self.look_anew()

    def sort_by(self, column: int) -> None:
        """By a column, the largest first; by the screen in the order of the walk. Once more turns it."""
        self.backwards = not self.backwards if column == self.by else column > 0
        self.by = column
        self.look_anew()

    def fetch(self) -> tuple[Sequence[EvidenceLine], bool]:
        """All of them; what is not told comes last either way."""
        column = self.by

        def key(line: EvidenceLine) -> float:
            value = line.place if not column else line[column + 1]
            return float(value or 0)

        told = [each for each in self._all if not column or each[column + 1] is not None]
        rest = [each for each in self._all if each not in told]
        return [*sorted(told, key=key, reverse=self.backwards), *rest], True

    def words(self, line: EvidenceLine) -> str:
        """All of a line as it is read out."""
        return parted((line.name, *self._figures(line)))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell: its text, how it is set, its bar, and what is heard of it."""
        line, column = self.lines[index.row()], index.column()
        text = cells_of(line)[column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.FontRole:
                return style.font("body" if column else "strong")
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.heard(line, column, text)
            case _ if role == BAR:
                return self._share(line, column)
            case _ if role == CARD:
                return line.name, parted(self._figures(line))
        return None

    def _figures(self, line: EvidenceLine) -> list[str]:
        """Each figure behind the head of its column."""
        told = [_("{column}: {text}", column=self.title(at), text=text) for at, text in enumerate(cells_of(line))]
        return told[1:]

    def _share(self, line: EvidenceLine, column: int) -> float | None:
        """How long the bar of a cell is: shares of one whole, seconds of the longest screen."""
        if column < 2:
            return None
        if column == 2:
            return line.seconds / max((each.seconds for each in self._all), default=1) if line.seconds else 0.0
        value = line[column + 1]
        return None if value is None else float(value)


def cells_of(line: EvidenceLine) -> tuple[str, ...]:
    """The texts of a line, one for each column."""
    shares = (_NOT_TOLD if each is None else _("{percent} %", percent=round(100 * each)) for each in line[4:])
    return line.name, str(line.walks), current().number(round(line.seconds)), *shares
