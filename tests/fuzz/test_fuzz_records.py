"""Whatever happens to a file of the records or to a backup: told in words, and kept as it was or aside.

Each seed is one damaged file beside sound ones; the soak takes ten thousand in all, two thousand of each kind.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyrage
import pytest

from b12desk.__main__ import main
from b12desk.desk.safe import NewKeys, Safe, Standing
from b12desk.errors import StoreError
from b12desk.model.values import Coding
from b12desk.store.audit_chain import Act
from b12desk.store.finding import Query
from b12desk.store.intake_store import HeldElsewhereError
from b12desk.store.json_file import DAMAGED
from b12desk.store.keys import Cost
from b12desk.store.lock import take
from b12desk.store.one_writer import Writers
from b12desk.store.place import Place
from b12desk.store.records import Records
from b12desk.store.recovery_key import identity_of
from b12desk.store.window_size import load_size
from tests.fuzz.damage import bits, cut, damaged, json_shape, spliced
from tests.fuzz.test_fuzz import survivors
from tests.set_up_desk import PASSPHRASE
from tests.store.test_former_files import IDENTIFIER, intake

FULL = os.environ.get("B12DESK_SOAK") == "full"
OTHER_PASSPHRASE = "amber ladder quince trumpet"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
TODAY = NOW.date()
CHEAP = Cost(64, 1, 1)
TRIES = json.dumps({"format": "b12desk-tries", "version": 1, "wrong": 2, "last": 1e9}).encode()


class Desk(NamedTuple):
    """Files by name of a desk as a kill left it, its recovery key, and the plain database of its backup."""

    files: dict[str, bytes]
    keys: NewKeys
    public: str
    plain: bytes


def safe_in(folder: Path) -> Safe:
    return Safe(folder, form="b12", cost=CHEAP)


@cache
def desk() -> Desk:
    """Made once: some answers are in the database, the last ones in its log alone."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "data"
        safe = safe_in(folder)
        keys = safe.begin_set_up(PASSPHRASE)
        safe.confirm(*keys).records.shut()
        records = safe.unlock(PASSPHRASE).records
        for age in ("60", "61"):
            records.save(intake(age=(Coding(code=age),)), "about")
        files = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}
        safe.back_up(Path(name) / "all.age")
        records.shut()
        content = (Path(name) / "all.age").read_bytes()
    identity = pyrage.x25519.Identity.from_str(identity_of(*keys))
    return Desk(files, keys, str(identity.to_public()), pyrage.decrypt(content, [identity]))


def laid_out(folder: Path, **changed: bytes) -> Path:
    """A folder of records with the files of `desk`; those in ``changed`` are others, empty ones are not there."""
    place = folder / "data"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    for name, content in (desk().files | changed).items():
        if content:
            (place / name).write_bytes(content)
    return place


def on_bytes(sample: bytes, random: Random) -> bytes:
    """Bytes that are no text, damaged: anywhere, or in the first hundred, or in one page."""
    way = random.choice((bits, cut, spliced))
    start = random.choice((0, 0, random.randrange(max(1, len(sample) // 4096)) * 4096))
    length = random.choice((100, 4096, len(sample)))
    part = sample[start : start + length]
    return sample[:start] + (way(part, random) if part else b"") + sample[start + length :]


def used(records: Records) -> None:
    """All that a window does with records; each may be refused in words."""
    for do in (
        records.check,
        lambda: records.find(Query(today=TODAY, text="x")),
        lambda: [records.load(each.identifier) for each in records.list() if each.identifier],
        lambda: records.note(Act(NOW, "ana", "begun")),
        lambda: records.log.fault(None),
        records.head,
        lambda: records.delete(IDENTIFIER),
    ):
        with suppress(StoreError):
            do()


def databases(random: Random, folder: Path) -> bool:
    """The database, its log, or what SQLite takes for its shared memory: opened, looked through, written to."""
    name = random.choice(("records.db", "records.db", "records.db-wal", "records.db-shm"))
    content = on_bytes(desk().files[name], random)
    place = laid_out(folder, **{name: content})
    try:
        records = safe_in(place).unlock(PASSPHRASE).records
    except StoreError as error:
        assert error.problems
        if name == "records.db" and content:
            assert (place / name).stat().st_size > 0, "it is still there"
        return False
    used(records)
    records.shut()
    return True


def key_files(random: Random, folder: Path) -> bool:
    """The key file, its copy or the count of tries: the other one opens the records, and the damaged one is kept."""
    name = random.choice(("keys.json", "keys.json", "recovery.age", "tries.json"))
    sample = desk().files.get(name, TRIES)
    content = damaged(sample, random, json_shape) if name.endswith("json") else on_bytes(sample, random)
    place = laid_out(folder, **{name: content})
    safe = safe_in(place)
    try:
        standing = safe.standing()
        assert standing in (Standing.LOCKED, Standing.NO_KEYS)
        safe.unlock(PASSPHRASE).records.shut()
        opened = True
    except StoreError:
        opened = False
    assert (place / name).exists() or not content or name == "tries.json"
    if name != "keys.json":
        return opened
    try:
        records = safe_in(place).unlock_with_recovery(" ".join(desk().keys), OTHER_PASSPHRASE).records
    except StoreError as error:  # of a newer program, another form's, no file
        assert (place / name).read_bytes() == content, error
        return opened
    assert records.load(IDENTIFIER).response == intake(age=(Coding(code="61"),))
    records.shut()
    safe_in(place).unlock(OTHER_PASSPHRASE).records.shut()
    if not opened and content:
        kept = [each.read_bytes() for each in place.glob(f"{name}{DAMAGED}*")]
        assert kept in ([], [content])
    return opened


def backups(random: Random, folder: Path) -> bool:
    """A backup, damaged as it lies or before it was encrypted, restored on the command line."""
    path = folder / "all.age"
    sound = pyrage.encrypt(desk().plain, [pyrage.x25519.Recipient.from_str(desk().public)])
    if random.random() < 0.3:
        content = on_bytes(sound, random)
    else:
        plain = on_bytes(desk().plain, random)
        content = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(desk().public)])
    path.write_bytes(content)
    home = folder / "restored"
    shutil.rmtree(home, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("B12DESK_HOME", str(home))
        patch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in (*desk().keys, *[PASSPHRASE] * 2))))
        patch.setattr(Safe.__init__, "__kwdefaults__", {**(Safe.__init__.__kwdefaults__ or {}), "cost": CHEAP})
        status = main(["restore", str(path)])
    assert status in (0, 2)
    assert path.read_bytes() == content
    place = home / "data"
    if status == 2:
        assert not (place / "records.db").exists(), "nothing was made"
        assert safe_in(place).standing() is Standing.NEW
        return False
    records = safe_in(place).unlock(PASSPHRASE).records
    used(records)
    records.shut()
    return True


def locks(random: Random, folder: Path) -> bool:
    """The text of a lock that another window has."""
    place = Place(folder / "locked")
    shutil.rmtree(place.folder, ignore_errors=True)
    place.make()
    path = place.locks / f"{IDENTIFIER}.lock"
    held = take(path, NOW)
    content = damaged(path.read_bytes(), random, json_shape)
    path.write_bytes(content)
    (place.folder / "records.db").write_bytes(b"")
    try:
        Writers(place).take(IDENTIFIER)
    except HeldElsewhereError as error:
        assert error.problems[0].cause.isprintable()
        return bool(error.problems[0].where)
    finally:
        held.release()
    raise AssertionError("two have it")


def sizes(random: Random, folder: Path) -> bool:
    """The size of the window."""
    path = folder / "window.txt"
    sample = random.choice((b"1366 700\n", b"1920 1080 maximised\n"))
    path.write_bytes(random.choice((bits, cut, spliced))(sample, random))
    return load_size(path) is not None


KINDS: tuple[Callable[[Random, Path], bool], ...] = (databases, key_files, backups, locks, sizes)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_15_damaged_files(kind: Callable[[Random, Path], bool], tmp_path: Path) -> None:
    survivors(kind, tmp_path, range(15))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("start", range(0, 2_000 if FULL else 500, 500))
def test_damaged_files_of_the_records(kind: Callable[[Random, Path], bool], start: int, tmp_path: Path) -> None:
    assert 0 < survivors(kind, tmp_path, range(start, start + 500)) < 500
