"""A place to try the program in: a private temporary folder, with a key that is in memory alone.

Rules: it goes when the records are shut; one that a crash left, which nobody can read any more, goes the next time;
one that another window has stays.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from b12desk.store.lock import HeldError, take
from b12desk.store.place import Place

_PREFIX = "b12desk-try-"
_LOCK = "held.lock"
_FRESH_SECONDS = 60
"""A folder so young may be about to get its lock."""


def new_place() -> tuple[Place, Callable[[], None]]:
    """An empty place, and what removes it. Raises OSError."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        lock = take(folder / _LOCK, _now())
        place = Place(folder)
        place.make()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise

    def gone() -> None:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)

    return place, gone


def sweep() -> None:
    """Remove what a crash left; raises nothing."""
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(HeldError, OSError):
                if _is_left(folder):
                    take(folder / _LOCK, _now()).release()
                    shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Whether it is a folder of this login, and not just being made. Raises OSError."""
    about = folder.lstat()
    ours = os.name != "posix" or about.st_uid == os.geteuid()
    made = (folder / _LOCK).exists() or time.time() - about.st_mtime > _FRESH_SECONDS
    return ours and folder.is_dir() and not folder.is_symlink() and made


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
