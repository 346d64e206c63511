"""Definitions that have passed, kept as JSON in the user's cache: reading TOML and checking it again costs far more.

Rules: the name holds the hash of the form files and a stamp of the program that accepted them, so nothing stale is ever
found; the first line holds the SHA-256 of the rest, so nothing damaged is ever used; a file that belongs to somebody
else, or that others may write, is ignored; and no trouble with the cache is ever an error.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from b12desk import __version__, paths
from b12desk.private_file import private_dir, write_whole

if TYPE_CHECKING:
    from b12desk.model.definition import Definition

_MOST_KEPT = 8
_PACKAGE = Path(__file__).parent.parent


def recall(name: str) -> Definition | None:
    """The definition whose files have the hash ``name``, when this program has accepted them before."""
    try:
        content = _private_bytes(_path(name))
    except OSError:
        return None
    seal, _newline, body = content.partition(b"\n")
    if seal.decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
        return None

    from b12desk.model.border import read_model_json  # noqa: PLC0415 -- pydantic, only when there is something to read
    from b12desk.model.definition import Definition  # noqa: PLC0415 -- as above

    try:
        definition = read_model_json(Definition, body)
    except (ValueError, RecursionError):
        return None
    return definition if definition.hash == name else None


def keep(definition: Definition) -> None:
    """Write ``definition`` for the next start; in silence when that is not possible."""
    from b12desk.model.border import json_of  # noqa: PLC0415 -- as above

    body = json_of(definition)
    content = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
    with contextlib.suppress(OSError):
        path = _path(definition.hash)
        private_dir(path.parent)
        write_whole(path, content)
        _prune(path)


def _path(name: str) -> Path:
    return paths.cache_dir() / "forms" / f"{name[:32]}-{_stamp()}.json"


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


def _private_bytes(path: Path) -> bytes:
    """The bytes of a regular file that only its owner, who is the current user, can write; OSError otherwise."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(file.fileno())
        foreign = os.name == "posix" and (state.st_uid != os.getuid() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
        if not stat.S_ISREG(state.st_mode) or foreign:
            raise PermissionError(path)
        return file.read()


def _prune(newest: Path) -> None:
    """Remove the oldest of more than a few."""
    others = sorted(newest.parent.glob("*.json"), key=lambda each: each.stat().st_mtime, reverse=True)
    for path in others[_MOST_KEPT:]:
        path.unlink(missing_ok=True)
