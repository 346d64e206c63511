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


def killed(script: Path, rounds: int, folder: Path, *seeds: int) -> dict[str, int]:
    """The sums of what runs with these seeds found, side by side, each with its share of the rounds."""
    running = [
        subprocess.Popen(
            [sys.executable, str(script), str(rounds // len(seeds)), str(folder / str(seed)), str(seed)],
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stdout=subprocess.PIPE,
        )
        for seed in seeds
    ]
    found = [json.loads(each.communicate()[0]) for each in running]
    assert not any(each.returncode for each in running)
    return {name: sum(each[name] for each in found) for name in found[0]}


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
    result = killed(WINDOW, KILLS, tmp_path, 1, 2)
    assert result["acknowledged"] >= KILLS // 2, "fewer where the machine is busy"
    assert result["typed"] >= KILLS // 2, "texts old enough to count"
    assert (result["lost"], result["typed_lost"], result["damaged"]) == (0, 0, 0)
