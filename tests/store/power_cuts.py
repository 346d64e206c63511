"""Cut the power at any moment of an intake, and see what the records hold afterwards.

Run as ``python power_cuts.py STATES SAVES SYNCHRONOUS SEED``. The system calls of `power_writer` are recorded with
``strace``; from them come states in which a disk may be left. For every prefix of the calls, of the writes that no
fsync had made durable yet: all, none, each one missing, each one torn at a sector of 512 and at a page of 4,096 bytes,
in another order, and some by chance, also ending in rubbish. Where these are more than STATES, as many are drawn. Each
state that is unlike the others is opened. Prints one JSON line: states, those unlike, those in which an acknowledged
answer was lost, those that could not be opened or were not sound, and the seconds of processor time that it took.
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
import time
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
BY_CHANCE = ("some", "torn", "reordered", "rubbish")

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


class Way(NamedTuple):
    """One way in which a cut leaves what was not synced; ``call``: number of the one that is missing or torn."""

    name: str
    call: int = 0
    unit: int = 0


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
    pending_at: list[int] = []
    pending: list[Write | Cut] = []
    for call in calls:
        pending = _still_pending(pending, call)
        pending_at.append(len(pending))
    every = [(at, way) for at, count in enumerate(pending_at) for way in each_way(count)]
    more = -(-max(0, wanted - len(every)) // len(calls))
    every += [(at, Way(chance.choice(BY_CHANCE))) for at in range(len(calls)) for _each in range(more)]
    drawn: dict[int, list[Way]] = {}
    for at, way in chance.sample(every, min(wanted, len(every))):
        drawn.setdefault(at, []).append(way)
    durable, pending, acknowledged = {name: bytearray(content) for name, content in before.items()}, [], -1
    for at, call in enumerate(calls):
        if isinstance(call, Acknowledged):
            acknowledged = call.number
        if isinstance(call, Sync):
            for each in pending:
                if each.file == call.file:
                    apply(durable, each)
        pending = _still_pending(pending, call)
        for way in drawn.get(at, ()):
            yield acknowledged, cut(durable, pending, way, chance)


def _still_pending(pending: list[Write | Cut], call: Call) -> list[Write | Cut]:
    """What no sync has made durable after ``call``."""
    if isinstance(call, Sync):
        return [each for each in pending if each.file != call.file]
    return [*pending, call] if isinstance(call, Write | Cut) else pending


def each_way(count: int) -> Iterator[Way]:
    """Every way that is not left to chance, of ``count`` calls that were not synced, and two that are."""
    yield Way("all")
    if count:
        yield from (Way("none"), Way("reordered"), Way("rubbish"))
        for index in range(count):
            yield from (Way("missing", index), Way("torn at", index, 512), Way("torn at", index, 4096))


def cut(durable: Files, pending: list[Write | Cut], way: Way, chance: random.Random) -> dict[str, bytes]:
    """The files as this cut leaves them."""
    match way.name:
        case "all" | "torn at":
            kept = list(pending)
        case "none":
            kept = []
        case "missing":
            kept = [*pending[: way.call], *pending[way.call + 1 :]]
        case _:
            kept = [each for each in pending if chance.random() < 0.6]
    if way.name == "reordered":
        kept = list(pending) if chance.random() < 0.5 else kept
        chance.shuffle(kept)
    files = {name: bytearray(content) for name, content in durable.items()}
    for index, each in enumerate(kept):
        if not isinstance(each, Write):
            apply(files, each)
        elif way.name == "torn at":
            apply(files, torn(each, way.unit, chance) if index == way.call else each)
        elif way.name in ("torn", "rubbish") and chance.random() < 0.5:
            apply(files, torn(each, chance.choice((512, 4096)), chance, rubbish=way.name == "rubbish"))
        else:
            apply(files, each)
    return {name: bytes(content) for name, content in files.items()}


def torn(write: Write, unit: int, chance: random.Random, *, rubbish: bool = False) -> Write:
    """A write of which only the first sectors or pages came to the disk, the rest left or rubbish."""
    length = chance.randrange(len(write.content) // unit + 1) * unit
    rest = chance.randbytes(len(write.content) - length) if rubbish else b""
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


class Opener:
    """Opens one state after the other as a new program does; but the words of the SQL are made once for all."""

    def __init__(self, folder: Path) -> None:
        self._place = Place(folder)
        new_records(folder).shut()
        self._database = Database(self._place.records, DATA_KEY)

    def verdict(self, acknowledged: int, files: dict[str, bytes]) -> str:
        """``sound``, ``lost`` when an acknowledged answer is not there, ``broken`` when they cannot be opened."""
        for name in (*KEPT, "records.db-shm"):
            (self._place.folder / name).unlink(missing_ok=True)
        for name, content in files.items():
            (self._place.folder / name).write_bytes(content)
        database = self._database
        try:
            database._format()
            database._opened = self._place.records.stat()
            records = Records(self._place, database)
            try:
                return _verdict(records, database, acknowledged)
            finally:
                for identifier in records._writers:
                    records.close(identifier)
                database._engine.dispose()
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
        opener = Opener(folder / "opened")
        total = {"states": 0, "unlike": 0, "lost": 0, "broken": 0}
        seen: set[bytes] = set()
        for acknowledged, files in states(before, calls, wanted, random.Random(seed)):
            total["states"] += 1
            mark = blake2b(b"".join([str(acknowledged).encode(), *files.values()])).digest()
            if mark not in seen:
                seen.add(mark)
                total["unlike"] += 1
                found = opener.verdict(acknowledged, files)
                if found != "sound":
                    total[found] += 1
        total["seconds"] = round(time.process_time())
        print(json.dumps(total))  # noqa: T201 -- its result
    finally:
        shutil.rmtree(folder)


def _bytes(text: str | None) -> bytes:
    return bytes.fromhex((text or "").replace("\\x", ""))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
