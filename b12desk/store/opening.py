"""Records made, opened and tried, in the order that loses nothing when it is cut short anywhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.private_file import refusal, sync_folder, write_whole
from b12desk.store import keys as key_file
from b12desk.store import throw_away
from b12desk.store.database import Database
from b12desk.store.keys import STORE_FORMAT, Keys
from b12desk.store.place import Place
from b12desk.store.records import Records
from b12desk.store.taking_over import take_over


def make_place(place: Place) -> None:
    """Make the folder, and see that it takes a file. Raises StoreError."""
    probe = place.folder / "probe"
    try:
        place.make()
        write_whole(probe, b"")
        probe.unlink()
    except OSError as error:
        raise StoreError(_("This folder cannot hold your records."), [refusal(error, probe)]) from error


def make_records(
    place: Place, data_key: bytes, keys: Keys, fill: Callable[[Database], None] = lambda _database: None
) -> None:
    """A database, whole or not at all: empty, or as ``fill`` fills it.

    Before it comes the copy of the wrap that can rebuild the key file.

    One that is there stays: it was made before the disk refused the keys, or `opened` will say that it is another's.
    Raises StoreError.
    """
    if place.records.exists():
        return
    try:
        key_file.write_copy(place, keys.recovery)
        remove_scratch(place)
        with closing(Database(place.new_records, data_key, new=True)) as database:
            fill(database)
            database.put_together()
        place.share(place.new_records)
        place.new_records.rename(place.records)
        sync_folder(place.folder)
    except OSError as error:
        raise StoreError(_("This desk could not be set up."), [refusal(error, place.records)]) from error


def remove_place(place: Place) -> None:
    """Leave nothing of a set-up that was not confirmed; a folder with anything else in it stays. Raises OSError."""
    remove_scratch(place)
    place.copy.unlink(missing_ok=True)
    for folder in (place.locks, place.folder):
        folder.rmdir()


def remove_scratch(place: Place) -> None:
    """Remove what is left of a database that was being made. Raises OSError."""
    made = place.new_records
    for end in ("", "-wal", "-shm", "-journal"):
        made.with_name(made.name + end).unlink(missing_ok=True)


def opened(
    place: Place, data_key: bytes, known: Keys | None, new: Keys | None = None
) -> tuple[Records, tuple[str | Problem, ...]]:
    """Records, and what is to be told of plain files. Raises StoreError.

    ``new`` keys are written as soon as it is seen that they open the records. What the key file ``known`` says of the
    format is raised before the records are, so that an older program sees it first.
    """

    def raise_format() -> None:
        if known is not None:
            key_file.write(place, known._replace(store=STORE_FORMAT))

    throw_away.sweep()
    make_place(place)
    database = Database(place.records, data_key, before_migrating=raise_format)
    try:
        if new is not None:
            key_file.write_copy(place, new.recovery)
            key_file.write(place, new._replace(store=STORE_FORMAT))
        elif known is not None and not key_file.copy_of(place):  # one that is there may be the last that is sound
            with suppress(StoreError):
                key_file.write_copy(place, known.recovery)
        records = Records(place, database)
        return records, take_over(place.former, records)
    except BaseException:
        database.close()
        raise


def tried(beside: Path) -> Records:
    """Records that are gone when they are shut: their key is in memory alone. Raises StoreError."""
    throw_away.sweep()
    try:
        place, gone = throw_away.new_place()
    except OSError as error:
        raise StoreError(_("There is no room to try it."), [refusal(error, beside)]) from error
    try:
        return Records(place, Database(place.records, key_file.new_data_key(), new=True), gone)
    except BaseException:
        gone()
        raise
