"""A table of people as comma-separated values, read row by row: plain, or packed as .gz or .xz.

Rules: UTF-8 with or without a byte order mark, any line ends, quotes as spreadsheets write them; bytes that are no
UTF-8 trouble nobody in cells that nobody reads, and are no code, number or id in the others; every row has as many
cells as the header, and empty ones behind them harm nobody; rows count as a spreadsheet shows them, the header is row
1. Nothing escapes but `Findings`.
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
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self, cast

from b12desk.i18n import _
from b12desk.private_file import reason_of
from b12desk.tables.file_start import Told, foreign, misnamed, names_of, packed
from b12desk.tables.row_findings import Findings, Kind

_UNREADABLE = (OSError, EOFError, lzma.LZMAError, zlib.error, csv.Error)
_DAMAGED = (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile)
_LONGEST_LINE = 10_000_000
"""Characters without a line end: what is longer is no table, and could fill the memory."""
_LOOKED_THROUGH = 50
"""Rows in which the names of the columns are sought when they are not in the first."""


class TableRow(NamedTuple):
    """One row: its number in a spreadsheet, and the cells asked for."""

    row: int
    cells: tuple[str, ...]


class TableFile:
    """An open table. ``header`` is read first; ``findings`` grows while ``lines`` is walked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header: tuple[str, ...] | None = None
        """The names of the columns; None when the file cannot be read."""
        self.findings = Findings()
        self.size: int | None = None
        """Bytes of the file; None when it does not tell, as a pipe."""
        self._raw: BinaryIO | None = None
        self._row = 1
        self._first: list[str] = []
        """The header as it was written."""
        try:
            self._raw = raw = path.open("rb")
            state = os.fstat(raw.fileno())
            self.size = state.st_size if stat.S_ISREG(state.st_mode) else None
            found = packed(path, raw.peek(8)) or self._opened(_unpacked(path, raw))
        except (*_UNREADABLE, ValueError) as error:
            self._refused(error)
        else:
            if found is not None:
                self._found(1, *found)

    def _opened(self, content: BinaryIO) -> Told | None:
        """Read the header; cause and fix when this is no table."""
        found = foreign(cast("io.BufferedReader", content).peek(64))
        if found is not None:
            return found
        self._text = io.TextIOWrapper(content, "utf-8-sig", "surrogateescape", newline="")
        self._rows = csv.reader(_bounded(self._text), strict=True)
        first = next(self._rows, None)
        if first is None:
            return _("the table is empty."), _("The first row names the columns.")
        header = names_of(first)
        found = misnamed(header)
        if found is None:
            self._first, self.header = first, header
        return found

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

    def nameless(self, columns: Sequence[str]) -> None:
        """Note that the first row names none of ``columns``, and which row does instead. The table is not read on."""
        wanted = set(columns)
        cause = _("the first row names none of the columns of the map.")
        fix = _("Name another table or another map, or write the names of the columns into the first row.")
        try:
            for place, cells in enumerate(islice(self._rows, _LOOKED_THROUGH), 2):
                if not wanted.isdisjoint(names_of(cells)):
                    cause = _("the first row names none of the columns of the map; row {row} does.", row=place)
                    fix = _("Remove what stands above the names of the columns.")
                    break
        except _UNREADABLE:
            pass  # the first row is wrong whatever comes later
        self._found(1, cause, fix)

    def lines(self, columns: Sequence[str]) -> Iterator[TableRow]:
        """The rows that are whole, with the cells of ``columns``; blank rows are passed over."""
        header = self.header or ()
        places = [header.index(name) for name in columns]
        width = len(header)
        first = places[0]
        try:
            for cells in self._rows:
                self._row += 1
                if len(cells) > width and not any(cells[width:]):
                    del cells[width:]
                if len(cells) != width:
                    self._ragged(cells, width)
                elif cells[first].strip() or any(each.strip() for each in cells):
                    if cells == self._first:
                        cause = _("the names of the columns stand here again.")
                        self._found(self._row, cause, _("Remove the row."))
                    else:
                        yield TableRow(self._row, tuple([cells[place] for place in places]))
        except _UNREADABLE as error:
            self._row += 1
            self._refused(error)

    def _ragged(self, cells: list[str], width: int) -> None:
        """Note a row that does not have as many cells as the header, unless it is blank."""
        if any(each.strip() for each in cells):
            cause = _("it has {count} cells, and the header {width}.", count=len(cells), width=width)
            fix = _("Look for a missing quote or comma.")
            if len(cells) > width:
                fix = _("Look for a missing quote, or a comma inside a number or a text without quotes.")
            self._found(self._row, cause, fix)

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
        self.findings.add(row, Kind("", cause, fix))


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines, none of them without an end in sight. Raises `csv.Error`."""
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise csv.Error(_("a line is longer than {count:,} characters", count=_LONGEST_LINE))
        yield line


def _unpacked(path: Path, raw: BinaryIO) -> BinaryIO:
    """The bytes of the table, by the end of its name."""
    match path.suffix.lower():
        case ".gz":
            return cast("BinaryIO", gzip.open(raw))
        case ".xz":
            return cast("BinaryIO", lzma.open(raw))
        case _:
            return raw
