"""What a page looked like when somebody last looked at it: kept as text, one line for each thing that is drawn.

A change of looks is seen here whether it is meant or not. When it is meant: look at the page, then write the texts anew
with ``B12DESK_DRAWN=write make test PYTEST_ARGS=-kdrawn`` and read what has changed in them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path


def check_drawn(kept: Path, lines: Iterable[str]) -> None:
    """Compare with the text that is kept, or write it anew when that is wanted."""
    found = [line.rstrip() for line in lines]
    if os.environ.get("B12DESK_DRAWN") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text("\n".join(found) + "\n", encoding="utf-8")
    before = kept.read_text(encoding="utf-8").splitlines()
    moved = list(unified_diff(before, found, "kept", "drawn now", n=0, lineterm=""))
    assert not moved, "\n".join(["drawn otherwise (tests/drawn.py says what to do):", *moved[:40]])
