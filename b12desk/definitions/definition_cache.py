"""Which form files have passed the checks: a mark for each in the user's cache, so that they are not checked again.

Rules: a mark says only "this program has accepted the files with this hash"; it has no content and is never opened, so
nothing that anybody writes into the cache can change what is judged. The name holds the hash and a stamp of the program
that accepted the files; a mark that belongs to somebody else, or that others may write, is ignored, and so is what is
no ordinary file; no trouble with the cache is ever an error.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from pathlib import Path

from b12desk import __version__, paths
from b12desk.private_file import private_dir, write_whole

_MOST_KEPT = 8
_PACKAGE = Path(__file__).parent.parent


def has_passed(name: str) -> bool:
    """Whether this program has accepted the files with the hash ``name`` before."""
    try:
        state = _path(name).lstat()
    except OSError:
        return False
    foreign = os.name == "posix" and (state.st_uid != os.getuid() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    return stat.S_ISREG(state.st_mode) and not foreign


def remember(name: str) -> None:
    """Mark the files with the hash ``name`` as accepted; in silence when that is not possible."""
    with contextlib.suppress(OSError):
        path = _path(name)
        private_dir(path.parent)
        write_whole(path, b"")
        _prune(path.parent)


def _path(name: str) -> Path:
    return paths.cache_dir() / "forms" / f"{name}-{_stamp()}"


def _stamp() -> str:
    """What the program that checks looks like: its version, and in a checkout the state of its modules."""
    total = hashlib.sha256(__version__.encode())
    for part in ("model", "definitions", "definitions/checks"):
        with contextlib.suppress(OSError):
            for entry in sorted(os.scandir(_PACKAGE / part), key=lambda each: each.name):
                if entry.name.endswith(".py"):
                    state = entry.stat()
                    total.update(f"{entry.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return total.hexdigest()[:16]


def _prune(folder: Path) -> None:
    """Remove the oldest of more than a few files; what is no file is left alone."""
    states = [(each, each.lstat()) for each in folder.iterdir()]
    files = sorted((-state.st_mtime_ns, each) for each, state in states if stat.S_ISREG(state.st_mode))
    for _age, path in files[_MOST_KEPT:]:
        path.unlink(missing_ok=True)
