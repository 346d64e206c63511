"""Each system call of an intake made to fail once: a plain sentence, and nothing acknowledged that is not there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store import failing_calls

SCRIPT = Path(failing_calls.__file__)
CHECKOUT = SCRIPT.parents[2]
EVERY = 1 if os.environ.get("B12DESK_SOAK") == "full" else 23
NEEDED = ("openat", "write", "pwrite64", "fsync", "rename", "unlink", "ftruncate")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="makes system calls fail with strace")
def test_a_call_that_fails_is_told_in_words_and_loses_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(EVERY), str(tmp_path / "failing")],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert all(found["moments"][call] for call in NEEDED)
    assert found["refused"] > found["runs"] // 3, "failures that somebody notices"
    told = " ".join(found["words"])
    for words in ("the disk is full.", "the disk does not answer as it should", "you may not read and write there."):
        assert words in told
