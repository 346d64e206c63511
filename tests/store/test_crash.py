"""A kill at any moment loses no answer that was acknowledged and leaves nothing damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STORE, WINDOW = (Path(__file__).with_name(name) for name in ("crash_rounds.py", "crash_window.py"))
CHECKOUT = STORE.parents[2]
KILLS = 500 if os.environ.get("B12DESK_SOAK") == "full" else 100


def killed(script: Path, rounds: int, folder: Path, seed: int) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, str(script), str(rounds), str(folder), str(seed)],
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
    [(8, 1), pytest.param(KILLS, 2, marks=pytest.mark.slow)],
    ids=["a few kills", "many kills"],
)
def test_no_acknowledged_answer_is_lost(tmp_path: Path, rounds: int, seed: int) -> None:
    result = killed(STORE, rounds, tmp_path / "data", seed)
    assert result["acknowledged"] >= rounds
    assert result["lost"] == 0
    assert result["damaged"] == 0


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="uses fork and SIGKILL")
def test_the_window_loses_no_answer_and_no_second_of_typing(tmp_path: Path) -> None:
    result = killed(WINDOW, KILLS, tmp_path / "drafts", 1)
    assert result["acknowledged"] >= KILLS
    assert result["typed"] >= KILLS // 2, "texts old enough to count: fewer where the machine is busy"
    assert (result["lost"], result["typed_lost"], result["damaged"]) == (0, 0, 0)
