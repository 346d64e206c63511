"""How large the window was when it was closed: one line of plain text beside the settings, read before the first paint.

Rules: it is worth no question and no message. What cannot be read, or says nothing sensible, is as if it were missing;
where the disk refuses, the next start has the usual size.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from b12desk.paths import config_dir
from b12desk.private_file import made_dir, open_ordinary, write_whole
from b12desk.settings import WindowSize

_LEAST, _MOST = 200, 20_000
_LONGEST_LINE = 100


def size_path() -> Path:
    """The file that holds it."""
    return config_dir() / "window.txt"


def load_size(path: Path | None = None) -> WindowSize | None:
    """The size that was kept, or None."""
    with contextlib.suppress(OSError, ValueError), os.fdopen(open_ordinary(path or size_path()), "rb") as file:
        width, height, *rest = file.read(_LONGEST_LINE).decode("ascii").split()
        found = WindowSize(int(width), int(height), rest == ["maximised"])
        if rest in ([], ["maximised"]) and all(_LEAST <= each <= _MOST for each in found[:2]):
            return found
    return None


def save_size(size: WindowSize, path: Path | None = None) -> None:
    """Keep ``size``, if the disk takes it."""
    path = path or size_path()
    words = f"{size.width} {size.height}{' maximised' if size.maximised else ''}\n"
    with contextlib.suppress(OSError):
        made_dir(path.parent)
        write_whole(path, words.encode("ascii"))
