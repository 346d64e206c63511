"""No acknowledged answer is lost by a power cut, at whatever moment; with weaker settings the same states do lose."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store import power_cuts
from tests.store.power_cuts import Cut, Sync, Write, states

SCRIPT = Path(power_cuts.__file__)
CHECKOUT = SCRIPT.parents[2]
FULL = os.environ.get("B12DESK_SOAK") == "full"
NEEDS_STRACE = pytest.mark.skipif(shutil.which("strace") is None, reason="records system calls with strace")


def cuts(wanted: int, saves: int, synchronous: str, seeds: tuple[int, ...]) -> dict[str, int]:
    """The sums of what runs with these seeds found, side by side."""
    running = [
        subprocess.Popen(
            [sys.executable, str(SCRIPT), str(wanted), str(saves), synchronous, str(seed)],
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stdout=subprocess.PIPE,
        )
        for seed in seeds
    ]
    found = [json.loads(each.communicate()[0]) for each in running]
    return {name: sum(each[name] for each in found) for name in found[0]}


@pytest.mark.slow
@NEEDS_STRACE
def test_no_acknowledged_answer_is_lost_whenever_the_power_is_cut() -> None:
    found = cuts(16_000, 150, "FULL", (1, 2)) if FULL else cuts(600, 30, "FULL", (1, 2))
    assert (found["lost"], found["broken"]) == (0, 0)
    assert found["unlike"] >= (10_000 if FULL else 700)


@pytest.mark.slow
@NEEDS_STRACE
def test_the_same_cuts_do_lose_where_commits_are_not_synced() -> None:
    found = cuts(200, 30, "NORMAL", (3,))
    assert found["lost"] > found["unlike"] // 4


def test_the_cuts_are_what_a_disk_can_leave() -> None:
    """What was synced is in every state; of the rest any part may be, each call alone among them."""
    calls: list[power_cuts.Call] = [
        Write("records.db", 0, b"synced"),
        Sync("records.db"),
        Write("records.db-wal", 0, b"a" * 1024),
        Write("records.db-wal", 1024, b"b" * 1024),
        Cut("records.db-wal", 512),
    ]
    seen = [files for _acknowledged, files in states({}, calls, 3_000, random.Random(1))]
    after = seen[len(seen) * 2 // 5 :]
    assert {each["records.db"] for each in after} == {b"synced"}
    logs = {each.get("records.db-wal", b"") for each in after}
    whole = {
        b"",
        b"a" * 1024,
        b"a" * 512,
        b"\0" * 1024 + b"b" * 1024,
        b"\0" * 512,
        b"a" * 1024 + b"b" * 1024,
    }
    assert whole <= logs
    assert b"a" * 512 + b"\0" * 512 + b"b" * 1024 in logs, "torn at a sector"
    assert len(logs) > 60, "rubbish of many kinds"


def test_every_way_that_is_no_chance_is_taken() -> None:
    calls: list[power_cuts.Call] = [Write("records.db-wal", 4096 * each, bytes([each]) * 4096) for each in range(1, 4)]
    logs = {files.get("records.db-wal", b"") for _acknowledged, files in states({}, calls, 30, random.Random(1))}
    one, two, three = (bytes([each]) * 4096 for each in range(1, 4))
    gap = b"\0" * 4096
    prefixes = {gap + one, gap + one + two, gap + one + two + three}
    assert prefixes | {b"", gap + gap + two + three, gap + one + gap + three} <= logs
    assert len(list(power_cuts.each_way(3))) == 4 + 3 * 3


def test_the_calls_are_read_as_strace_writes_them() -> None:
    name = "".join(f"\\x{each:02x}" for each in b"/tmp/x/records.db-wal")
    log = "\n".join(
        [
            f'7 openat(AT_FDCWD, "{name}", O_RDWR|O_CREAT, 0644) = 5<{name}>',
            f'7 pwrite64(5<{name}>, "\\x61\\x62", 2, 4096) = 2',
            f"7 fsync(5<{name}>) = 0",
            f"7 ftruncate(5<{name}>, 12) = 0",
            f'7 pwrite64(5<{name}>, "\\x61", 1, 0) = -1 ENOSPC (No space left on device)',
            '7 write(1<\\x2f>, "\\x41\\x43\\x4b\\x20\\x33\\x0a", 6) = 6',
        ]
    )
    wal = "records.db-wal"
    expected = [Write(wal, 4096, b"ab"), Sync(wal), Cut(wal, 12), power_cuts.Acknowledged(3)]
    assert list(power_cuts.calls_in(log)) == expected
