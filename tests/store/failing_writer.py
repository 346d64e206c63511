"""Save an intake while the disk refuses one system call; say what was acknowledged and what was refused.

Run as ``python failing_writer.py FOLDER SAVES`` under ``strace -e inject=...``. Prints a line each: ``ACK n``, or
``REFUSED`` and the words of the refusal.
"""

from __future__ import annotations

import sys
from pathlib import Path

from b12desk.errors import StoreError
from b12desk.store.database import Database
from b12desk.store.place import Place
from b12desk.store.records import Records
from tests.store.made_records import DATA_KEY
from tests.store.power_writer import response_at


def main(folder: Path, saves: int) -> None:
    """See the head."""
    place = Place(folder)
    try:
        records = Records(place, Database(place.records, DATA_KEY))
    except StoreError as error:
        print("REFUSED", " ".join(str(error).split()))  # noqa: T201 -- its result
        return
    for number in range(saves):
        try:
            records.save(response_at(number), "about")
        except StoreError as error:
            print("REFUSED", " ".join(str(error).split()), flush=True)  # noqa: T201 -- its result
        else:
            print("ACK", number, flush=True)  # noqa: T201 -- as above
    records.list()
    records.shut()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
