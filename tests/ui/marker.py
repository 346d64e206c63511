"""Look for what a patient said, in every form in which a file could hold it.

As it was typed, in capitals, folded as searches fold it; in UTF-8 and both kinds of UTF-16; as hexadecimal digits and
in Base64; in the streams of a PDF, and in anything that zlib or gzip packed; in the words that a PDF shows.
"""

from __future__ import annotations

import io
import re
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from b12desk.characters.folded import folded, folded_number

_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_DEEP = 3


def needles(markers: Iterable[str]) -> dict[bytes, str]:
    """What is looked for, and which marker it is."""
    found: dict[bytes, str] = {}
    for marker in markers:
        forms = (marker, marker.upper(), marker.lower(), marker.title(), folded(marker), folded_number(marker))
        for encoded in (each.encode(encoding) for each in forms for encoding in ENCODINGS):
            found[encoded] = marker
            found[encoded.hex().encode()] = found[encoded.hex().upper().encode()] = marker
            for shift in range(3):  # where it stands in a longer text decides how Base64 writes it
                whole = b64encode(b"\0" * shift + encoded).rstrip(b"=")
                found[whole[2 if shift else 0 : -1][shift and 2 :]] = marker
    return found


def seen_in(content: bytes, wanted: dict[bytes, str], deep: int = 0) -> set[str]:
    """The markers that ``content`` holds, packed or not."""
    found = {marker for each, marker in wanted.items() if each in content}
    if deep < _DEEP:
        for part in _unpacked(content):
            found |= seen_in(part, wanted, deep + 1)
    if content.startswith(b"%PDF"):
        found |= seen_in(_words(content).encode(), wanted, _DEEP)
    return found


def files_with(folder: Path, wanted: dict[bytes, str]) -> dict[Path, set[str]]:
    """Every file in ``folder`` and below that holds a marker in its content, or in its name."""
    found = {}
    for path in sorted(folder.rglob("*")):
        markers = seen_in(str(path.relative_to(folder)).encode(), wanted, _DEEP)
        if path.is_file() and not path.is_symlink():
            markers |= seen_in(path.read_bytes(), wanted)
        if markers:
            found[path] = markers
    return found


def _unpacked(content: bytes) -> Iterator[bytes]:
    for start in _PACKED.finditer(content):
        packed = zlib.decompressobj(wbits=47)
        try:
            part = packed.decompress(content[start.start() :], 50_000_000)
        except zlib.error:
            continue
        if len(part) > 3:
            yield part


def _words(pdf: bytes) -> str:
    """What a reader sees, also where fonts have letters of their own; without the ends of lines."""
    try:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    except (PyPdfError, ValueError, KeyError):
        return ""
    return "\n".join((*pages, "".join(pages).replace("\n", " ")))
