"""Settings are read before the first paint, so that may not bring the models along."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from b12desk.settings import Settings
from b12desk.store.settings import save_settings

CHECKOUT = Path(__file__).parents[2]
CODE = """
import sys
from b12desk.store.settings import load_settings
assert load_settings().theme == "dark"
heavy = ("pydantic", "PySide6", "b12desk.model")
print(*(name for name in sys.modules if name.startswith(heavy)))
"""


def test_reading_settings_imports_no_models(tmp_path: Path) -> None:
    save_settings(Settings(theme="dark"), tmp_path / "config" / "settings.json")
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "B12DESK_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []
