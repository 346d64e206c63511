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
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self, cast

from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.private_file import reason_of

_MOST_KEPT = 50
_UNREADABLE = (OSError, EOFError, lzma.LZMAError, zlib.error, csv.Error)
_DAMAGED = (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile)
_PACKED = {b"\x1f\x8b": ".csv.gz", b"\xfd7zXZ\0": ".csv.xz"}
"""How packed files begin, and the end of the name by which they are read."""
_ARCHIVE = b"PK\x03\x04"
"""How zip archives begin, and so the workbooks of spreadsheets."""


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
        self.size: int | None = None
        """Bytes of the file; None when it does not tell, as a pipe."""
        self._raw: BinaryIO | None = None
        self._row = 1
        found: tuple[str, str] | None = None
        try:
            self._raw = raw = path.open("rb")
            state = os.fstat(raw.fileno())
            self.size = state.st_size if stat.S_ISREG(state.st_mode) else None
            found = _packed(path, raw.peek(8))
            if found is None:
                text = io.TextIOWrapper(_unpacked(path, raw), "utf-8-sig", "surrogateescape", newline="")
                self._rows = csv.reader(text, strict=True)
                self.header = tuple(each.strip() for each in next(self._rows, []))
                found = _misnamed(self.header)
        except (*_UNREADABLE, ValueError) as error:
            self._refused(error)
        if found is not None:
            self.header = None
            self._found(1, *found)

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
        return 0 if self._raw is None or self.size is None else self._raw.tell()

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
        row: int | None = self._row
        if isinstance(error, csv.Error) and "field limit" in str(error):
            cause = _("a cell is longer than {count:,} characters.", count=csv.field_size_limit())
            fix = _("Shorten it, or look for a quote that is never closed.")
        elif isinstance(error, csv.Error):
            cause = _("this is not comma-separated text ({reason}).", reason=error)
            fix = _("Look for a missing quote.")
        elif isinstance(error, FileNotFoundError):
            row, cause, fix = None, _("the file is missing."), _("Name the table with --table.")
        else:
            cause = _("the file cannot be read ({reason}).", reason=reason_of(error))
            if isinstance(error, _DAMAGED):
                fix = _("It is damaged, or not packed as its name says: pack or copy it again.")
            else:
                row, fix = None, _("Name a file that you may read.")
        self._found(row, cause, fix)

    def _found(self, row: int | None, cause: str, fix: str) -> None:
        """Keep a problem in a row, or with the file as such (None)."""
        self.wrong += 1
        if self.wrong <= _MOST_KEPT:
            where = str(self.path) if row is None else _("{file}: row {row}", file=self.path, row=row)
            self.problems.append(RowProblem(row or 1, Problem(where, cause, fix)))


def _unpacked(path: Path, raw: BinaryIO) -> BinaryIO:
    """The bytes of the table, by the end of its name."""
    match path.suffix.lower():
        case ".gz":
            return cast("BinaryIO", gzip.open(raw))
        case ".xz":
            return cast("BinaryIO", lzma.open(raw))
        case _:
            return raw


def _packed(path: Path, start: bytes) -> tuple[str, str] | None:
    """Cause and fix when the first bytes are those of a packed file, and its name does not say so."""
    if path.suffix.lower() in (".gz", ".xz"):
        return None
    for sign, end in _PACKED.items():
        if start.startswith(sign):
            return _("the file is packed, and its name does not say so."), _("Let the name end in {end}.", end=end)
    if start.startswith(_ARCHIVE):
        return _("this is a workbook or an archive, not a table as text."), _("Save the table as CSV in UTF-8.")
    return None


def _misnamed(header: tuple[str, ...]) -> tuple[str, str] | None:
    """Cause and fix when the first row does not name columns."""
    if not header:
        return _("the table is empty."), _("The first row names the columns.")
    if any(not name.replace("\t", "").isprintable() for name in header):
        return _("the names of the columns are not UTF-8 text."), _("Save the table as CSV in UTF-8.")
    for sign, name in (("\t", _("tabs")), (";", _("semicolons")), ("|", _("vertical bars"))):
        if sign in ",".join(header) and (len(header) == 1 or sign == "\t"):
            return _("the columns are separated by {signs}, not by commas.", signs=name), _("Save the table as CSV.")
    return None
