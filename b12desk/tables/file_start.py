"""What the first bytes and the first row of a file say about it: a table of comma-separated text, or what else.

Rules: each function gives cause and fix, one of each, or None; a file of another kind is told as what it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category

from b12desk.i18n import N_, _

Told = tuple[str, str]
"""Cause and fix."""

_PACKED = {b"\x1f\x8b": ".csv.gz", b"\xfd7zXZ\0": ".csv.xz"}
"""How packed files begin, and the end of the name by which they are read."""
_OTHERS = {
    b"PK\x03\x04": N_("a workbook or an archive"),
    b"PK\x05\x06": N_("a workbook or an archive"),
    b"\xd0\xcf\x11\xe0": N_("a workbook"),
    b"%PDF-": N_("a PDF"),
    b"{\\rtf": N_("a document of a word processor"),
    b"BZh9": N_("an archive"),
    b"7z\xbc\xaf\x27\x1c": N_("an archive"),
    b"Rar!\x1a": N_("an archive"),
    b"\x28\xb5\x2f\xfd": N_("an archive"),
    b"PAR1\x15": N_("a file of a statistics program"),
    b"$FL2": N_("a file of a statistics program"),
    b"$FL3": N_("a file of a statistics program"),
    b"HEADER RECORD***": N_("a file of a statistics program"),
    b"<stata_dta": N_("a file of a statistics program"),
    b"RDX3\n": N_("a file of a statistics program"),
    b"SQLite format": N_("a database"),
}
"""How files begin that somebody may take for a table."""
_MARKUP = re.compile(rb"\s*(?:<(?:!doctype|html|table|\?xml)|[{\[]\s*(?:[\"{\[]|$))", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_MARK = b"\xef\xbb\xbf"
_SEPARATOR = re.compile(r"sep=(?:(.)\1*)?", re.IGNORECASE)


def packed(path: Path, start: bytes) -> Told | None:
    """Whether the file is packed, and its name does not say so."""
    if path.suffix.lower() in (".gz", ".xz"):
        return None
    for sign, end in _PACKED.items():
        if start.startswith(sign):
            return _("the file is packed, and its name does not say so."), _("Let the name end in {end}.", end=end)
    return None


def foreign(start: bytes) -> Told | None:
    """What is wrong with the first bytes, unpacked."""
    for sign, kind in _OTHERS.items():
        if start.startswith(sign):
            cause = _("this is {kind}, not a table as text.", kind=_(kind))
            return cause, _("Save the table as CSV in UTF-8.")
    if start.startswith(_WIDE) or start[:4].count(0) == 2:  # two of four: letters in two bytes each
        return _("the text is UTF-16, not UTF-8."), _("Save the table as CSV in UTF-8.")
    if _MARKUP.match(start.removeprefix(_MARK)):
        return _("this is a web page or data of a program, not a table as text."), _("Save the table as CSV in UTF-8.")
    return None


def names_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns: without blanks around them, a break inside a name is a blank."""
    return tuple(re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", each.strip()) for each in cells)


def misnamed(header: Sequence[str]) -> Told | None:
    """What is wrong with the first row as names of columns."""
    if not any(header):
        return _("the first row is empty."), _("The first row names the columns: remove what stands above them.")
    if _SEPARATOR.fullmatch(header[0]) and not any(header[1:]):
        cause = _("the first line is a spreadsheet's separator line (sep=).")
        return cause, _("Remove it: the first row names the columns, and commas stand between the cells.")
    kinds = {category(sign) for name in header for sign in name if sign != "\t"}
    if "Cs" in kinds:
        return _("the names of the columns are not UTF-8 text."), _("Save the table as CSV in UTF-8.")
    if "Cc" in kinds:
        return _("the names of the columns hold signs that are no text."), _("Save the table as CSV in UTF-8.")
    for sign, name in (("\t", _("tabs")), (";", _("semicolons")), ("|", _("vertical bars"))):
        if sign in ",".join(header) and (len(header) == 1 or sign == "\t"):
            cause = _("the columns are separated by {signs}, not by commas.", signs=name)
            return cause, _("Save the table with commas between the cells, and with a point before decimals.")
    return None
