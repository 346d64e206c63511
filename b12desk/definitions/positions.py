"""Where in a TOML text each value stands: ``("item", 2, "enableWhen", 0)`` -> line number.

tomllib tells no positions, so this scans the text once more, only when there is a problem to report. Rule: the text has
been accepted by tomllib before, so the scanner need not judge it; on anything it does not expect it stops early, and a
path that it did not see is given the line of its nearest known parent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]*")


def line_numbers(text: str) -> dict[Path, int]:
    """Line number (from 1) of every table, key and array element of a valid TOML text."""
    scan = _Scan(text)
    scan.document()
    return scan.lines


def line_of(lines: dict[Path, int], path: Sequence[str | int]) -> int:
    """The line of ``path``, or of the nearest part of it that is known; 1 at worst."""
    for end in range(len(path), 0, -1):
        line = lines.get(tuple(path[:end]))
        if line is not None:
            return line
    return 1


class _Scan:
    """One pass over one text; ``at`` is the reading position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._breaks = [found.start() for found in re.finditer("\n", text)]

    def document(self) -> None:
        """Headers and key-value lines until the end of the text."""
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            elif not self._pair(table):
                return
            self._skip(_BLANK)

    def _header(self) -> Path:
        start = self.at
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = list(self._keys())
        self._skip(_SPACE)
        self.at += 2 if many else 1
        path: Path = ()
        for position, key in enumerate(keys):
            path = (*path, key)
            last = position == len(keys) - 1
            if last and many:
                self._counts[path] = self._counts.get(path, -1) + 1
                self._note(path, start)
            if path in self._counts:
                path = (*path, self._counts[path])
            self._note(path, start)
        return path

    def _pair(self, table: Path) -> bool:
        start = self.at
        path = table
        for key in self._keys():
            path = (*path, key)
            self._note(path, start)
        self._skip(_SPACE)
        if path == table or not self.text.startswith("=", self.at):
            return False
        self.at += 1
        self._skip(_SPACE)
        self._value(path)
        return True

    def _value(self, path: Path) -> None:
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            found = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while self._more("]"):
            start = self.at
            self._note((*path, index), start)
            self._value((*path, index))
            index += 1
            self._comma()
            if self.at == start:  # not TOML: stop rather than stand still
                self.at = len(self.text)

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while self._more("}"):
            if not self._pair(path):
                self.at = len(self.text)
            self._comma()

    def _more(self, closing: str) -> bool:
        """True when another element follows; otherwise the closing bracket has been passed."""
        self._skip(_BLANK)
        if self.at < len(self.text) and not self.text.startswith(closing, self.at):
            return True
        self.at += 1
        return False

    def _comma(self) -> None:
        self._skip(_BLANK)
        if self.text.startswith(",", self.at):
            self.at += 1

    def _keys(self) -> Iterator[str]:
        while True:
            self._skip(_SPACE)
            found = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            if not found:
                return
            self.at = found.end()
            yield found[0].strip("\"'")
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return
            self.at += 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _note(self, path: Path, at: int) -> None:
        self.lines.setdefault(path, self._line(at))

    def _line(self, at: int) -> int:
        return bisect_left(self._breaks, at) + 1
