"""Each system call on the records made to fail once: a plain sentence, and nothing acknowledged that is not there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from b12desk.store.database import Database
from b12desk.store.place import Place
from b12desk.store.records import Records
from tests.store import failing_writer
from tests.store.made_records import DATA_KEY, new_records
from tests.store.power_writer import IDENTIFIER, response_at

SCRIPT = Path(failing_writer.__file__)
CHECKOUT = SCRIPT.parents[2]
FULL = os.environ.get("B12DESK_SOAK") == "full"
SAVES = 4
CALLS = ("openat", "pwrite64", "fsync", "ftruncate")
ERRORS = ("ENOSPC", "EIO", "EACCES")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="makes system calls fail with strace"),
]


def traced(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A writer whose calls on the records are seen, and on nothing else."""
    files = [option for name in ("", "-wal", "-shm") for option in ("-P", str(folder / f"records.db{name}"))]
    tracing = ["strace", "-f", "-o", str(folder.with_name("log")), *files, *options]
    return subprocess.run(
        [*tracing, sys.executable, str(SCRIPT), str(folder), str(SAVES)],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )


def counted(tmp_path: Path, call: str) -> int:
    """How often it is made when nothing fails."""
    new_records(tmp_path / "counted" / "data").shut()
    done = traced(tmp_path / "counted" / "data", "-e", f"trace={call}")
    assert done.stdout.split() == " ".join(f"ACK {number}" for number in range(SAVES)).split()
    return len(re.findall(rf"^\d+ +{call}\(", (tmp_path / "counted" / "log").read_text(), re.MULTILINE))


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_fails_is_told_in_words_and_loses_nothing(tmp_path: Path, call: str) -> None:
    made = counted(tmp_path, call)
    if call == "ftruncate":
        assert made >= 1, "the shared memory is made longer"
    moments = range(1, made + 1) if FULL else sorted({1, made // 2 + 1, made})
    refused = 0
    for when in moments:
        error = ERRORS[when % len(ERRORS)]
        for each in ERRORS if FULL else (error,):
            folder = tmp_path / f"{when}-{each}" / "data"
            new_records(folder).shut()
            done = traced(folder, "-e", f"inject={call}:error={each}:when={when}")
            assert (done.returncode, done.stderr) == (0, ""), (call, each, when)
            refused += done.stdout.count("REFUSED")
            said = re.findall(r"^ACK (\d+)$", done.stdout, re.MULTILINE)
            acknowledged = int(said[-1]) if said else -1
            records = Records(Place(folder), Database(folder / "records.db", DATA_KEY))
            last = -1
            if records.holds(IDENTIFIER):
                found = records.load(IDENTIFIER).response
                last = max(int(str(given[0])) for given in found.answers.values())
                assert found == response_at(last)
            records.shut()
            assert last >= acknowledged, (call, each, when, done.stdout)
            shutil.rmtree(folder.parent)
    assert refused or call == "ftruncate", "some of them were seen"
