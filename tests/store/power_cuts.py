"""Cut the power at any moment of an intake, and see what the records hold afterwards.

Run as ``python power_cuts.py STATES SAVES SYNCHRONOUS SEED``. The system calls of `power_writer` are recorded with
``strace``; from them come states in which a disk may be left: any prefix of the calls, and of the writes that no fsync
had made durable yet all, none, some, some torn at a sector of 512 or a page of 4,096 bytes, some in another order, some
ending in rubbish. Each state that is unlike the others is opened. Prints one JSON line: states, those unlike, those in
which an acknowledged answer was lost, and those that could not be opened or were not sound.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from b12desk.errors import StoreError
from b12desk.store.database import Database
from b12desk.store.place import Place
from b12desk.store.records import Records
from tests.store import power_writer
from tests.store.made_records import DATA_KEY, new_records

CALLS = "openat,pwrite64,write,fsync,fdatasync,rename,unlink,ftruncate"
KEPT = ("records.db", "records.db-wal")
"""The files that count after a cut; the shared memory never does."""
_HEX = r'"((?:\\x[0-9a-f]{2})*)"'
_LINE = re.compile(rf"(?:\d+ +)?(\w+)\((?:(\d+)<((?:\\x[0-9a-f]{{2}})*)>)?(?:, )?(?:{_HEX})?(?:, )?(.*)\) += +(-?\d+)")
WAYS = ("all", "none", "some", "torn", "reordered", "rubbish")

Files = dict[str, bytearray]


class Write(NamedTuple):
    """Bytes for a file at an offset."""

    file: str
    offset: int
    content: bytes


class Cut(NamedTuple):
    """A file made as long as this."""

    file: str
    size: int


class Sync(NamedTuple):
    """What was written to this file is durable."""

    file: str


class Acknowledged(NamedTuple):
    """The program said that this save is on the disk."""

    number: int


Call = Write | Cut | Sync | Acknowledged


def recorded(folder: Path, saves: int, synchronous: str) -> tuple[Files, list[Call]]:
    """The files as they were before, and the calls of a writer."""
    new_records(folder).shut()
    before = {name: bytearray((folder / name).read_bytes()) for name in KEPT if (folder / name).exists()}
    log = folder / "strace.log"
    tracing = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-o", str(log), "-e", f"trace={CALLS}"]
    writer = [sys.executable, power_writer.__file__, str(folder), str(saves), synchronous]
    subprocess.run([*tracing, *writer], stdout=subprocess.PIPE, check=True)
    return before, list(calls_in(log.read_text("ascii")))


def calls_in(log: str) -> Iterator[Call]:
    """The calls that matter, in order. Raises ValueError for one that this disk does not know."""
    for line in log.splitlines():
        found = _LINE.match(line)
        if found is None or int(found[6]) < 0:
            continue
        name, descriptor, content = found[1], found[2], _bytes(found[4])
        file = _bytes(found[3]).decode().rpartition("/")[2]
        if name == "write" and descriptor == "1" and content.startswith(b"ACK "):
            yield Acknowledged(int(content[4:]))
        elif name in ("rename", "unlink") and _bytes(found[4]).decode().endswith(KEPT):
            raise ValueError(line[:200])
        elif file in KEPT:
            match name:
                case "pwrite64":
                    yield Write(file, int(found[5].rpartition(", ")[2]), content)
                case "ftruncate":
                    yield Cut(file, int(found[5]))
                case "fsync" | "fdatasync":
                    yield Sync(file)
                case "openat":
                    pass
                case _:
                    raise ValueError(line[:200])


def states(
    before: Files, calls: list[Call], wanted: int, chance: random.Random
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """About ``wanted`` states: the last acknowledged save, and the files as a cut may leave them."""
    durable = {name: bytearray(content) for name, content in before.items()}
    pending: list[Write | Cut] = []
    acknowledged = -1
    each_time = -(-wanted // len(calls))
    for call in calls:
        match call:
            case Acknowledged(number):
                acknowledged = number
            case Sync(file):
                for each in pending:
                    if each.file == file:
                        apply(durable, each)
                pending = [each for each in pending if each.file != file]
            case _:
                pending.append(call)
        for _each in range(each_time):
            yield acknowledged, cut(durable, pending, chance)


def cut(durable: Files, pending: list[Write | Cut], chance: random.Random) -> dict[str, bytes]:
    """One way in which the disk may be left."""
    way = chance.choice(WAYS)
    kept = list(pending) if way == "all" else [each for each in pending if way != "none" and chance.random() < 0.6]
    if way == "reordered":
        chance.shuffle(kept)
    files = {name: bytearray(content) for name, content in durable.items()}
    for each in kept:
        apply(files, torn(each, way, chance) if isinstance(each, Write) else each)
    return {name: bytes(content) for name, content in files.items()}


def torn(write: Write, way: str, chance: random.Random) -> Write:
    """A write of which only the first sectors or pages came to the disk, the rest left or rubbish."""
    if way not in ("torn", "rubbish") or chance.random() < 0.5:
        return write
    unit = chance.choice((512, 4096))
    length = chance.randrange(len(write.content) // unit + 1) * unit
    rest = chance.randbytes(len(write.content) - length) if way == "rubbish" else b""
    return write._replace(content=write.content[:length] + rest)


def apply(files: Files, call: Write | Cut) -> None:
    """What a disk does with it."""
    content = files.setdefault(call.file, bytearray())
    if isinstance(call, Cut):
        del content[call.size :]
        content.extend(bytes(call.size - len(content)))
        return
    content.extend(bytes(max(0, call.offset - len(content))))
    content[call.offset : call.offset + len(call.content)] = call.content


def verdict(folder: Path, acknowledged: int, files: dict[str, bytes]) -> str:
    """``sound``, ``lost`` when an acknowledged answer is not there, ``broken`` when they cannot be opened."""
    place = Place(folder)
    for name in (*KEPT, "records.db-shm"):
        (folder / name).unlink(missing_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        database = Database(place.records, DATA_KEY)
        records = Records(place, database)
        try:
            return _verdict(records, database, acknowledged)
        finally:
            records.shut()
    except StoreError:
        return "broken"


def _verdict(records: Records, database: Database, acknowledged: int) -> str:
    identifier = power_writer.IDENTIFIER
    if not records.holds(identifier):
        return "sound" if acknowledged < 0 else "lost"
    found = records.open(identifier).response
    last = max(int(str(given[0])) for given in found.answers.values())
    if last < acknowledged:
        return "lost"
    if found != power_writer.response_at(last):
        return "broken"
    records.save(power_writer.response_at(last + 1), "about")
    with database.reading() as connection:
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    raw = database._engine.raw_connection()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]  # the driver's own
    pages = raw.execute("PRAGMA cipher_integrity_check").fetchall()  # type: ignore[attr-defined]  # as above
    raw.close()
    return "sound" if sound and pages == [] else "broken"


def main(wanted: int, saves: int, synchronous: str, seed: int) -> None:
    """Record, cut, open, print."""
    fast = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 -- a folder of our own in it
    folder = Path(tempfile.mkdtemp(prefix="b12desk-cuts-", dir=fast))
    try:
        before, calls = recorded(folder / "recorded", saves, synchronous)
        Place(folder / "opened").make()
        total = {"states": 0, "unlike": 0, "lost": 0, "broken": 0}
        seen: set[bytes] = set()
        for acknowledged, files in states(before, calls, wanted, random.Random(seed)):
            total["states"] += 1
            mark = blake2b(b"".join([str(acknowledged).encode(), *files.values()])).digest()
            if mark not in seen:
                seen.add(mark)
                total["unlike"] += 1
                found = verdict(folder / "opened", acknowledged, files)
                if found != "sound":
                    total[found] += 1
        print(json.dumps(total))  # noqa: T201 -- its result
    finally:
        shutil.rmtree(folder)


def _bytes(text: str | None) -> bytes:
    return bytes.fromhex((text or "").replace("\\x", ""))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
