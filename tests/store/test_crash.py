"""A kill at any moment loses no answer that was acknowledged and leaves no damaged draft."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("crash_rounds.py")
CHECKOUT = SCRIPT.parents[2]


def killed(rounds: int, folder: Path, seed: int) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(rounds), str(folder), str(seed)],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, int] = json.loads(done.stdout)
    return result


@pytest.mark.skipif(os.name != "posix", reason="uses fork and SIGKILL")
@pytest.mark.parametrize(
    ("rounds", "seed"),
    [(20, 1), pytest.param(200, 2, marks=pytest.mark.slow)],
    ids=["20 kills", "200 kills"],
)
def test_no_acknowledged_answer_is_lost(tmp_path: Path, rounds: int, seed: int) -> None:
    result = killed(rounds, tmp_path / "drafts", seed)
    assert result["acknowledged"] >= rounds
    assert result["lost"] == 0
    assert result["damaged"] == 0
