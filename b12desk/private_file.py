"""The one way in which the program writes a file: private, whole or not at all, on the disk when the call returns.

For the window, the command line, the store and the caches alike. Rules: readable and writable by the current user only,
whatever the umask; a write that is cut short, by a kill or a power loss, leaves the former file as it was; what has a
name that is no ordinary file (a link, a folder, a device) keeps its place, is never opened, and so can neither be
waited for nor followed; nothing is left behind; why a disk refuses is one plain sentence, with what to do about it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from b12desk.errors import Problem
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

    Raises OSError, also when a link, a folder or a device has the name by then; where nothing was, nothing is.
    """
    is_new = not os.path.lexists(path)
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
    try:
        sync_folder(path.parent)
    except OSError:
        if is_new:  # who is told that it was not written would find it in the way
            path.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` into ``path``, as `whole_file` does. Raises OSError."""
    with whole_file(path) as file:
        file.write(content)


class NotOrdinaryError(OSError):
    """A link, a folder, a device, a pipe or a socket stands where a file should be. ``strerror`` says which."""


def open_ordinary(path: Path, flags: int = os.O_RDONLY) -> int:
    """The descriptor of an ordinary file (0600 if it is made). Never waits and never follows a link.

    Raises NotOrdinaryError for anything else of that name, OSError when the system refuses.
    """
    try:
        _refuse_odd(path.lstat().st_mode)
    except FileNotFoundError:
        if not flags & os.O_CREAT:
            raise
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_BINARY"):  # it may have become something else since
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        _refuse_odd(os.fstat(descriptor).st_mode)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def refusal(error: OSError, path: Path) -> Problem:
    """Why the system refused ``path``: one plain sentence, and what to do about it."""
    number = _WINDOWS.get(getattr(error, "winerror", None) or 0, error.errno or 0)
    if isinstance(error, NotOrdinaryError):
        cause, fix = reason_of(error), _("Move it out of the way.")
    elif number in (errno.ENOTDIR, errno.EEXIST, errno.ENOENT) and (file := _file_in_the_way(path)) is not None:
        cause = _("a file stands where a folder should be: {file}", file=file)
        fix = _("Move or rename that file.")
    elif number in (errno.EACCES, errno.EPERM):
        cause, fix = _forbidden(path)
    else:
        cause, fix = next(
            (each() for numbers, each in _REFUSALS if number in numbers),
            (reason_of(error), _("Check that the disk has room and that you may write there.")),
        )
    return Problem(str(path), cause if cause.endswith(".") else f"{cause}.", fix)


def reason_of(error: Exception) -> str:
    """Why the system refused, in its own words and without any path."""
    return (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__


def _replace(scratch: Path, path: Path) -> None:
    if not may_replace(path):
        raise FileExistsError(errno.EEXIST, _("a link, a folder or a device has this name"))
    scratch.replace(path)


def sync_folder(folder: Path) -> None:
    """See that what was made, renamed or removed in ``folder`` is so on the disk. Raises OSError."""
    if os.name != "posix":
        return  # Windows has no handle on a folder; the rename itself is journalled there
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_odd(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kinds = {
            stat.S_IFLNK: _("this is a link, not a file"),
            stat.S_IFDIR: _("this is a folder, not a file"),
            stat.S_IFIFO: _("this is a pipe, not a file"),
            stat.S_IFSOCK: _("this is a socket, not a file"),
        }
        raise NotOrdinaryError(errno.EINVAL, kinds.get(stat.S_IFMT(mode), _("this is a device, not a file")))


# Why a disk refuses

_NETWORK = ("ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ETIMEDOUT", "EREMOTEIO")
_WINDOWS = {
    19: errno.EROFS,
    32: errno.EBUSY,
    33: errno.EBUSY,
    39: errno.ENOSPC,
    112: errno.ENOSPC,
    206: errno.ENAMETOOLONG,
}
_WINDOWS |= dict.fromkeys((51, 53, 55, 59, 64, 67, 121, 1231), errno.ETIMEDOUT) | {
    1295: errno.EDQUOT,
    1816: errno.EDQUOT,
}
"""Windows' own numbers that Python folds into "permission denied" or "not found"."""


def _numbers(*names: str) -> frozenset[int]:
    """The error numbers of ``names`` on this system; not every system has them all."""
    return frozenset(getattr(errno, each) for each in names if hasattr(errno, each))


_REFUSALS: tuple[tuple[frozenset[int], Callable[[], tuple[str, str]]], ...] = (
    (
        _numbers("ENOSPC"),
        lambda: (_("the disk is full."), _("Make room on it: empty the trash, or move large files away.")),
    ),
    (
        _numbers("EDQUOT"),
        lambda: (
            _("your share of this disk is used up."),
            _("Delete files of your own on it, or ask whoever looks after this computer for more room."),
        ),
    ),
    (
        _numbers("EROFS"),
        lambda: (
            _("this disk can only be read, not written."),
            _("Unlock the stick or card, or ask whoever looks after this computer to make it writable."),
        ),
    ),
    (
        _numbers("ENAMETOOLONG"),
        lambda: (_("this path is too long for the disk."), _("Choose a folder with a shorter name.")),
    ),
    (
        _numbers(*_NETWORK),
        lambda: (_("the network drive does not answer."), _("Check the network, or ask whoever looks after it.")),
    ),
    (
        _numbers("EIO", "ENXIO", "ENODEV"),
        lambda: (
            _("the disk does not answer as it should: it may be unplugged or failing."),
            _("Check that it is plugged in; do not trust it with the only copy of anything."),
        ),
    ),
    (
        _numbers("EMFILE", "ENFILE"),
        lambda: (_("too many files are open on this computer."), _("Close other programs.")),
    ),
    (_numbers("ENOMEM"), lambda: (_("the computer's memory is full."), _("Close other programs."))),
    (_numbers("EBUSY", "ETXTBSY"), lambda: (_("another program is using this file."), _("Close that program."))),
    (_numbers("EFBIG"), lambda: (_("this disk takes no file so large."), _("Choose another disk."))),
    (
        _numbers("EEXIST"),
        lambda: (_("a link, a folder or a device has this name."), _("Move it out of the way.")),
    ),
    (
        _numbers("ENOENT", "ENOTDIR", "ELOOP"),
        lambda: (_("this folder is not there."), _("Put it back, or plug in the disk it lies on.")),
    ),
)


def _file_in_the_way(path: Path) -> Path | None:
    """The part of a path that is a file although something lies below it."""
    for each in reversed(path.parents):
        try:
            if not stat.S_ISDIR(each.stat().st_mode):
                return each
        except OSError:
            return None
    return None


def _forbidden(path: Path) -> tuple[str, str]:
    """Why it is not allowed: it is somebody else's (as after a start with sudo), or the permissions are wrong."""
    for each in (path, *path.parents):
        try:
            owner = each.stat().st_uid
        except OSError:
            continue
        if os.name == "posix" and os.geteuid() not in (0, owner):
            cause = _("{place} belongs to another login of this computer.", place=each)
            return cause, _("Was the program started with sudo once? Ask whoever looks after this computer.")
        break
    cause = _("you may not read and write there.")
    return cause, _("Ask whoever looks after this computer for permission to use this folder.")
