"""Several responses in one file, each on a line of its own (NDJSON, as FHIR's bulk export writes them).

Rules: known by the end of the file's name, or by a first line that is a whole object with another line below it; blank
lines are passed over; lines count as an editor shows them.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator

_ENDS = (".ndjson", ".jsonl")


def holds_lines(file: str, data: bytes) -> bool:
    """Whether ``data``, the beginning of ``file`` at least, is one response a line."""
    if file.lower().endswith(_ENDS):
        return True
    first, _end, below = data.removeprefix(BOM_UTF8).lstrip().partition(b"\n")
    if not first.startswith(b"{") or not below.strip():
        return False
    try:
        return isinstance(json.loads(first.decode()), dict)
    except (ValueError, RecursionError):
        return False


def lines_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers."""
    for number, line in enumerate(data.removeprefix(BOM_UTF8).split(b"\n"), 1):
        if line.strip():
            yield number, line
