"""Every page of encrypted records as plain bytes: the file's, those that nothing uses too, and those in its log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from b12desk.store.pages import PAGE, mark_key, plain_page, plain_pages

_HEAD, _FRAME_HEAD = 32, 24
"""Bytes of the log's head, and of that of each page in it."""


def found_in(records: Path, key: bytes, marker: str) -> set[str]:
    """Where ``marker`` stands: "file", "log"."""
    sought = marker.encode()
    places = {"file": any(sought in page for page in plain_pages(records, key))}
    log = records.with_name(records.name + "-wal")
    places["log"] = log.exists() and any(sought in page for page in _logged(log.read_bytes(), key))
    return {name for name, there in places.items() if there}


def _logged(log: bytes, key: bytes) -> Iterator[bytes]:
    marks = mark_key(key)
    for at in range(_HEAD, len(log), _FRAME_HEAD + PAGE):
        start = at + _FRAME_HEAD
        yield plain_page(key, marks, int.from_bytes(log[at : at + 4], "big"), log[start : start + PAGE])
