"""What a backup costs with 10,000 and with 100,000 whole intakes: memory beyond the program's own, and seconds.

Each is measured in a process of its own: writing one, restoring it on an empty desk, and writing the database anew as
after a removal. An intake here has 40 answers and an assessment: some 10 kB.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pyrage
import sqlalchemy as sa
from made_up import person
from measure import CHECKOUT, Row, clean_environment, show

sys.path.insert(0, str(CHECKOUT))

from b12desk.store.backup import opened_backup, restore, write_backup
from b12desk.store.database import Database
from b12desk.store.tables import answers, assessments, forms, intakes, persons, sought

FEW, MANY, AT_ONCE, ANSWERS = 10_000, 100_000, 2_000, 40
KEY = bytes(range(48))
BODY = json.dumps({"findings": [f"finding {each}, and what was said to it" for each in range(60)]})
MOST_MB = 40


def fill(path: Path, count: int) -> None:
    """Finished intakes of as many people."""
    with closing(Database(path, KEY, new=True)) as database, database.writing() as connection:
        connection.execute(sa.insert(forms), {"id": 1, "questionnaire": "q|1", "rules": "", "hash": ""})
        for first in range(0, count, AT_ONCE):
            numbers = range(first, first + AT_ONCE)
            day = "2026-01-01T10:00:00+00:00"
            state = {"revision": 9, "form_id": 1, "version": 1, "status": "completed", "authored": day, "saved": day}
            state |= {"finished": day, "page": "r", "furthest": "r", "answered": ANSWERS, "carried": "{}", "damage": ""}
            known = {"authored": day, "finished": True, "born": "1950-01-01", "words": "name\n1"}
            rows: dict[sa.Table, list[dict[str, object]]] = {
                persons: [person(f"p{each}", f"Name {each}", f"{each}") for each in numbers],
                intakes: [{"id": f"i{each}", "person_id": f"p{each}", **state} for each in numbers],
                sought: [{"intake_id": f"i{each}", **known} for each in numbers],
                assessments: [{"intake_id": f"i{each}", "form_id": 1, "body": BODY} for each in numbers],
                answers: [
                    {"intake_id": f"i{each}", "link_id": f"some.{number}", "value": '[{"code":"a"}]', "changed": day}
                    for each in numbers
                    for number in range(ANSWERS)
                ],
            }
            for table, values in rows.items():
                connection.execute(sa.insert(table), values)


def peak() -> float:
    """Megabytes of this process: what `getrusage` says is also of the one that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def part(what: str, folder: Path, identity: str) -> None:
    """One measurement, in this process: prints megabytes and seconds."""
    backup = folder / "b.age"
    before, begun = peak(), time.perf_counter()
    match what:
        case "write":
            public = str(pyrage.x25519.Identity.from_str(identity).to_public())
            with closing(Database(folder / "records.db", KEY)) as database:
                write_backup(database, "b12", public, backup)
        case "restore":
            with (
                opened_backup(backup, identity, "b12") as (_about, plain),
                closing(Database(folder / "again.db", KEY, new=True)) as database,
            ):
                restore(plain, database, backup)
        case "rewrite":
            with closing(Database(folder / "records.db", KEY)) as database:
                database.rewrite()
                database.empty_log()
    print(peak() - before, time.perf_counter() - begun)


def main() -> int:
    """Print the table; status 1 when a goal is missed."""
    rows = []
    for count in (FEW, MANY):
        with TemporaryDirectory() as name:
            folder, identity = Path(name), str(pyrage.x25519.Identity.generate())
            fill(folder / "records.db", count)
            size = (folder / "records.db").stat().st_size / 1e6
            rows.append(Row(f"{count:,} intakes: the database", size, "MB"))
            for what in ("write", "restore", "rewrite"):
                done = subprocess.run(
                    [sys.executable, __file__, what, name, identity],
                    env=clean_environment(),
                    capture_output=True,
                    text=True,
                    check=True,
                )
                memory, taken = map(float, done.stdout.split())
                most = MOST_MB if what == "write" else None
                rows.append(Row(f"{count:,} intakes: {what}, memory", memory, "MB", at_most=most))
                rows.append(Row(f"{count:,} intakes: {what}, time", taken, "s"))
            rows.append(Row(f"{count:,} intakes: the backup", (folder / "b.age").stat().st_size / 1e6, "MB"))
    return 0 if show("Backups", rows) else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        part(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
    else:
        sys.exit(main())
