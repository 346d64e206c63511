"""The start page reads settings and lists drafts before the first paint, so neither may bring the models along.

An intake is walked and saved without pydantic, which is imported when something from outside has to be validated.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
CODE = """
import sys
from b12desk.paths import data_dir
from b12desk.store.unfinished_intakes import UnfinishedIntakes
from b12desk.store.settings import load_settings
load_settings()
assert len(UnfinishedIntakes(data_dir() / "drafts").list()) == 1
heavy = ("pydantic", "PySide6", "b12desk.model")
print(*(name for name in sys.modules if name.startswith(heavy)))
"""


def test_listing_drafts_and_reading_settings_imports_no_models(tmp_path: Path) -> None:
    (tmp_path / "data/drafts").mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "fixtures/draft-1.json", tmp_path / "data/drafts/kept.json")
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "B12DESK_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []
