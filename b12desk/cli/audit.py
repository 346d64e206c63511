"""``b12desk audit``: who did what with the records, and whether the log of it is as it was written.

Rules: the passphrase is asked for at the terminal and never taken from the command line, where others could read it;
from a pipe it is the first line. Looking is itself an entry. The records are opened as the window opens them.
"""

from __future__ import annotations

import csv
import io
from typing import Literal

from b12desk.characters.cells import inert
from b12desk.cli.keeping import unlocked
from b12desk.cli.names import printable
from b12desk.desk.safe import users_safe
from b12desk.errors import Problem, StoreError
from b12desk.i18n import _, n_
from b12desk.store.audit_chain import Act, Head, read_head
from b12desk.store.audit_log import AuditLog

Wish = Literal["verify", "list"]


def audit(wish: Wish, printed: str | None) -> tuple[str, bool]:
    """The text to print, and whether the log is whole. Raises StoreError when it cannot be read."""
    head = None if printed is None else _head(printed)
    records = unlocked(users_safe())
    try:
        return _told(records.log, wish, head)
    finally:
        records.shut()


def _told(log: AuditLog, wish: Wish, head: Head | None) -> tuple[str, bool]:
    if wish == "list":
        return _listed(log), True
    fault = log.fault(head)
    if fault is not None:
        return _("Entry {number:,}: {cause}", number=fault.number, cause=fault.cause) + "\n", False
    last = log.head()
    good = n_("{count:,} entry, as it was written.", "{count:,} entries, all as they were written.", last.count)
    against = "" if head is None else " " + _("The log goes on from {head}.", head=head)
    return f"{good}{against} " + _("It has come to {head}.", head=last) + "\n", True


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


def _head(text: str) -> Head:
    head = read_head(text)
    if head is None:
        cause = _("this is no head of a log.")
        fix = _("Write it as it is printed at the foot of a summary, e.g. 128-ABCDEFGH.")
        raise StoreError(_("Nothing was done:"), [Problem("--head", cause, fix)])
    return head
