"""The chain of an audit log: who did what to which intake and when, each entry bound to all before it.

Rules: an entry holds no answer and no name of a patient; its mark is an HMAC under a key that no passphrase of a person
opens by itself, over the entry and the mark before it, so an edited, removed or reordered entry breaks the chain where
it stands; what a chain alone cannot show, that its end was cut off or all of it made anew, a `Head` shows that was
printed before.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from b12desk.i18n import _

MARK_BYTES = 32
_HEAD_CHARACTERS = 8
_HEAD = re.compile(r"\s*(\d{1,9})\s*[-/ ]\s*([A-Za-z2-7]{4})[- ]?([A-Za-z2-7]{4})\s*")


class Act(NamedTuple):
    """What is written down: ``deed`` is a word of ours, ``intake`` an intake's identifier or "", ``note`` a reason."""

    moment: datetime
    who: str
    deed: str
    intake: str = ""
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """An act in its place, from 1, with its mark."""

    number: int
    act: Act
    mark: bytes


@dataclass(frozen=True)
class Head:
    """How far a log had come: the number of its entries, and the mark of the last in 8 characters."""

    count: int
    mark: str

    def __str__(self) -> str:
        return f"{self.count}-{self.mark}"


class Fault(NamedTuple):
    """The first entry at which a log is not what was written; ``number`` is where it should stand."""

    number: int
    cause: str


def chained(key: bytes, act: Act, last: Entry | None) -> Entry:
    """The entry that follows ``last`` (None: the first)."""
    number = last.number + 1 if last else 1
    return Entry(number, act, _mark(key, number, act, last.mark if last else b""))


def head_of(last: Entry | None) -> Head:
    """The head of a log whose last entry is ``last``."""
    if last is None:
        return Head(0, "")
    return Head(last.number, base64.b32encode(last.mark).decode()[:_HEAD_CHARACTERS])


def read_head(text: str) -> Head | None:
    """A head as it was printed, typed back in any case, with or without spaces and dashes; None when it is none."""
    found = _HEAD.fullmatch(text)
    return Head(int(found[1]), (found[2] + found[3]).upper()) if found else None


def first_fault(key: bytes, entries: Iterable[Entry], printed: Head | None = None) -> Fault | None:
    """Where a log is broken; None when it is whole, and holds what it held when ``printed`` was printed."""
    last: Entry | None = None
    for entry in entries:
        expected = last.number + 1 if last else 1
        if entry.number != expected:
            return Fault(expected, _("the entry is missing, or stands elsewhere."))
        mark = _mark(key, entry.number, entry.act, last.mark if last else b"")
        if not hmac.compare_digest(mark, entry.mark):
            return Fault(expected, _("the entry is not what was written."))
        if printed is not None and entry.number == printed.count and head_of(entry) != printed:
            return Fault(expected, _("up to here the log is not the one whose head was printed."))
        last = entry
    count = last.number if last else 0
    if printed is not None and count < printed.count:
        return Fault(count + 1, _("the log ends here, and had {count:,} entries when its head was printed.",
                                  count=printed.count))  # fmt: skip
    return None


def _mark(key: bytes, number: int, act: Act, before: bytes) -> bytes:
    said = [number, act.moment.astimezone(UTC).isoformat(), *act[1:]]
    return hmac.new(key, before + json.dumps(said).encode(), hashlib.sha256).digest()
