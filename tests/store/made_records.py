"""Records for tests: their empty database is made once for all of them and copied (0.2 ms); tests know its key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from b12desk.store.database import Database
from b12desk.store.place import Place
from b12desk.store.records import Records

DATA_KEY = bytes(range(48))


def new_records(folder: Path) -> Records:
    """Empty records in ``folder``, or one more window on those that are there."""
    place = Place(folder)
    place.make()
    if not place.records.exists():
        place.records.write_bytes(_empty())
    return Records(place, Database(place.records, DATA_KEY))


@contextmanager
def shutting(records: Records) -> Iterator[Records]:
    """Shut, whatever happens: the next window is to be the only one."""
    try:
        yield records
    finally:
        records.shut()


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.db"
        Database(path, DATA_KEY, new=True).close()
        return path.read_bytes()
