"""``b12desk audit``: who did what with the records, and whether the log of it is as it was written.

Rules: the passphrase is asked for at the terminal and never taken from the command line, where others could read it;
from a pipe it is the first line. Looking is itself an entry. The records are opened as the window opens them.
"""

from __future__ import annotations

import csv
import io
from typing import Literal

from b12desk.characters.cells import inert
from b12desk.cli.keeping import desk, unlocked
from b12desk.cli.names import printable
from b12desk.desk.audit_book import head_in, verdict
from b12desk.store.audit_chain import Act, Head
from b12desk.store.audit_log import AuditLog

Wish = Literal["verify", "list"]


def audit(wish: Wish, printed: str | None) -> tuple[str, bool]:
    """The text to print, and whether the log is whole. Raises StoreError when it cannot be read."""
    head = None if printed is None else head_in(printed)
    records = unlocked(desk())
    try:
        return _told(records.log, wish, head)
    finally:
        records.shut()


def _told(log: AuditLog, wish: Wish, head: Head | None) -> tuple[str, bool]:
    if wish == "list":
        return _listed(log), True
    found = verdict(log, head)
    return f"{found.words}\n", found.whole


def _listed(log: AuditLog) -> str:
    """All entries as comma-separated values."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("number", *Act._fields))
    for entry in log.entries():
        act = entry.act
        moment = act.moment.astimezone().isoformat(timespec="seconds")
        rows.writerow((entry.number, moment, *(inert(printable(each)) for each in act[1:])))
    return text.getvalue()
