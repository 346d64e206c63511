"""A table of people as comma-separated values, read row by row: plain, or packed as .gz or .xz.

Rules: UTF-8 with or without a byte order mark, any line ends, quotes as spreadsheets write them; bytes that are no
UTF-8 trouble nobody in cells that nobody reads, and are no code, number or id in the others; every row has as many
cells as the header; rows count as a spreadsheet shows them, the header is row 1. Nothing escapes but `Problem` values.
"""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self, cast

from b12desk.definitions.files import reason_of
from b12desk.errors import Problem
from b12desk.i18n import _

_MOST_KEPT = 50
_UNREADABLE = (OSError, EOFError, lzma.LZMAError, zlib.error, csv.Error)


class Line(NamedTuple):
    """One row: its number in a spreadsheet, and the cells asked for."""

    row: int
    cells: tuple[str, ...]


class RowProblem(NamedTuple):
    """What is wrong with a row; sorts by row."""

    row: int
    problem: Problem


class TableFile:
    """An open table. ``header`` is read first; ``problems`` grows while ``lines`` is walked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header: tuple[str, ...] | None = None
        """The names of the columns; None when the file cannot be read."""
        self.problems: list[RowProblem] = []
        self.wrong = 0
        """How many problems there are; only the first are kept."""
        self._raw: BinaryIO | None = None
        self._row = 1
        try:
            self._raw = path.open("rb")
            text = io.TextIOWrapper(_unpacked(path, self._raw), "utf-8-sig", "surrogateescape", newline="")
            self._rows = csv.reader(text, strict=True)
            self.header = tuple(each.strip() for each in next(self._rows, []))
        except (*_UNREADABLE, ValueError) as error:
            self._refused(error)
        if self.header == ():
            self.header = None
            self._found(1, _("the table is empty."), _("The first row names the columns."))
        elif any(not name.isprintable() for name in self.header or ()):
            self.header = None
            self._found(1, _("the names of the columns are not UTF-8 text."), _("Save the table as CSV in UTF-8."))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._raw is not None:
            self._raw.close()

    @property
    def position(self) -> int:
        """How many bytes of the file have been taken in."""
        return 0 if self._raw is None else self._raw.tell()

    def lines(self, columns: Sequence[str]) -> Iterator[Line]:
        """The rows that are whole, with the cells of ``columns``; blank rows are passed over."""
        header = self.header or ()
        places = [header.index(name) for name in columns]
        width = len(header)
        try:
            for cells in self._rows:
                self._row += 1
                if len(cells) == width:
                    yield Line(self._row, tuple([cells[place] for place in places]))
                elif cells:
                    cause = _("it has {count} cells, and the header {width}.", count=len(cells), width=width)
                    self._found(self._row, cause, _("Look for a missing quote or comma."))
        except _UNREADABLE as error:
            self._row += 1
            self._refused(error)

    def _refused(self, error: Exception) -> None:
        match error:
            case csv.Error():
                cause = _("this is not comma-separated text ({reason}).", reason=error)
                self._found(self._row, cause, _("Look for a missing quote."))
            case _:
                cause = _("the file cannot be read ({reason}).", reason=reason_of(error))
                self._found(self._row, cause)

    def _found(self, row: int, cause: str, fix: str = "") -> None:
        self.wrong += 1
        if self.wrong <= _MOST_KEPT:
            self.problems.append(RowProblem(row, Problem(_("{file}: row {row}", file=self.path, row=row), cause, fix)))


def _unpacked(path: Path, raw: BinaryIO) -> BinaryIO:
    """The bytes of the table, by the end of its name."""
    match path.suffix.lower():
        case ".gz":
            return cast("BinaryIO", gzip.open(raw))
        case ".xz":
            return cast("BinaryIO", lzma.open(raw))
        case _:
            return raw
