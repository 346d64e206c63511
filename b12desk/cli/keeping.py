"""``b12desk backup`` and ``b12desk restore``: all the records into an encrypted file, and from it on an empty desk."""

from __future__ import annotations

from pathlib import Path

from b12desk.cli.names import printable
from b12desk.cli.secrets import ask
from b12desk.desk.safe import Safe, Standing, users_safe
from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.store.place import records_place
from b12desk.store.records import Records


def unlocked(safe: Safe) -> Records:
    """The records, opened with the passphrase that is asked for. Raises StoreError, also when there are none."""
    if safe.standing() is Standing.NEW:
        where = str(records_place().folder)
        raise StoreError(_("There are no records to look at:"), [Problem(where, _("nothing has been set up here."))])
    return safe.unlock(ask(_("Passphrase of this desk: "))).records


def backup(file: Path) -> str:
    """The text to print. Raises StoreError: nothing was written."""
    safe = users_safe()
    records = unlocked(safe)
    try:
        safe.back_up(file)
        return _("{file}: all records. Log {head}.", file=printable(str(file)), head=records.head()) + "\n"
    finally:
        records.shut()


def restore(file: Path) -> str:
    """The text to print. Raises StoreError: nothing was made."""
    halves = [ask(_("First half of the recovery key: ")), ask(_("Second half of the recovery key: "))]
    new, again = ask(_("New passphrase: ")), ask(_("The same again: "))
    if new != again:
        raise StoreError(_("Nothing was restored."), [Problem(_("Passphrase"), _("the two are not the same."))])
    opened = users_safe().restore(file, "\n".join(halves), new)
    records = opened.records
    try:
        told = _("The records are restored. Log {head}.", head=records.head())
        return "".join(f"{each}\n" for each in (told, *opened.taken_over))
    finally:
        records.shut()
