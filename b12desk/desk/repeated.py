"""Removed again: what a restored backup brought back although it was removed after the backup was made."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from b12desk.errors import StoreError
from b12desk.i18n import _, current, n_
from b12desk.store.lock import login
from b12desk.store.purge_list import list_path, read_list
from b12desk.store.removal import Removal


def repeat_removals(removal: Removal, backup: Path, made: datetime) -> tuple[str, ...]:
    """Remove what the list beside ``backup`` names; what is to be told of it. Raises StoreError when the disk refuses.

    A list that is missing or was changed is not used, and told: then some intakes may be back.
    """
    day, key = current().date(made.astimezone().date()), removal.key
    path = list_path(backup.parent, key)
    back = _("Intakes that were removed after {day} may be here again: remove them again.", day=day)
    if not path.exists():
        return (_("No list of removed intakes lies beside the backup ({name}). {back}", name=path.name, back=back),)
    try:
        listed = read_list(backup.parent, key)
    except StoreError as error:
        cause = error.problems[0].cause
        return (
            _(
                "The list of removed intakes ({name}) was not used: {cause} {back}",
                name=path.name,
                cause=cause,
                back=back,
            ),
        )
    count = removal.repeat(listed, login())
    if not count:
        return ()
    return (
        n_(
            "{count:,} intake that was removed after {day} was removed again.",
            "{count:,} intakes that were removed after {day} were removed again.",
            count,
            day=day,
        ),
    )
