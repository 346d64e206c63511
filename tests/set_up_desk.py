"""A desk that is set up, as the program finds it at its next start; passphrase and PIN cost nothing to try."""

from __future__ import annotations

from b12desk.desk.safe import NewKeys, Safe
from b12desk.desk.staff import Staff
from b12desk.paths import forms_dir
from b12desk.store.keys import Cost
from b12desk.store.place import records_place

PASSPHRASE = "violet anchor mustard kettle"
NAME, PIN = "Ana Reyes", "480259"


def cheap_safe() -> Safe:
    """The safe of the user's folder, with the cheapest keys there can be."""
    return Safe(records_place().folder, form=forms_dir().name, cost=Cost(64, 1, 1))


def set_up_desk() -> NewKeys:
    """Set it up in the user's folder."""
    safe = cheap_safe()
    keys = safe.begin_set_up(PASSPHRASE)
    records = safe.confirm(*keys).records
    Staff(records, cost=Cost(64, 1, 1)).add_first(NAME, PIN)
    records.shut()
    return keys
