"""The one way in which the program writes a file: private, whole or not at all, on the disk when the call returns.

For the window, the command line, the store and the caches alike. Rules: readable and writable by the current user only,
whatever the umask; a write that is cut short, by a kill or a power loss, leaves the former file as it was; what has a
name that is no ordinary file (a link, a folder, a device) keeps its place; nothing is left behind.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from b12desk.i18n import _

SCRATCH = ".tmp"
"""Ending of the file that is being written; one that a kill left behind can be removed."""
_MOST_OF_NAME = 40
"""Characters of a name that its scratch file bears, so that this is never too long where the name is not."""


def made_dir(path: Path) -> Path:
    """``path``; it and every folder above it that is missing are created private. What is there stays as it is.

    Raises OSError when it cannot be, also when something else has the name.
    """
    for folder in reversed([each for each in (path, *path.parents) if not each.is_dir()]):
        folder.mkdir(mode=0o700, exist_ok=True)
        if os.name == "posix":
            folder.chmod(0o700)
    return path


def private_dir(path: Path) -> Path:
    """``path``, created if need be, readable by the current user only. Raises OSError when it cannot be."""
    made_dir(path)
    if os.name == "posix":
        path.chmod(0o700)
    return path


def may_replace(path: Path) -> bool:
    """Whether nothing has the name ``path``, or an ordinary file: no link, no folder, no device. Raises OSError."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of ``path`` when all went well. Its folder must be there.

    Raises OSError, also when a link, a folder or a device has the name by then.
    """
    scratch = path.with_name(f".{path.name[:_MOST_OF_NAME]}.{os.getpid()}{SCRATCH}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    scratch.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(scratch, flags, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _replace(scratch, path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` into ``path``, as `whole_file` does. Raises OSError."""
    with whole_file(path) as file:
        file.write(content)


def reason_of(error: Exception) -> str:
    """Why the system refused, in its own words and without any path."""
    return (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__


def _replace(scratch: Path, path: Path) -> None:
    if not may_replace(path):
        raise FileExistsError(errno.EEXIST, _("a link, a folder or a device has this name"))
    scratch.replace(path)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows has no handle on a folder; the rename itself is journalled there
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
