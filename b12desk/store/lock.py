"""One intake, one writer: a lock file beside the intake, held by the system's own lock for as long as its window lives.

Rules: the system lets go of the lock when a process ends, however it ends, so that one left behind by a crash, a power
cut or another process of the same number is simply taken over; the file says, for people, who has it and since when; a
token in it tells the holder whether it still has it, also on a network drive that knows no locks (there the last one to
open an intake has it, and the former one is told at its next answer).
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from b12desk.private_file import open_ordinary

_TRIES = 100
_LONGEST = 2_000
_ELSEWHERE = 1 << 30
"""The byte that Windows locks lies far behind the text, which others may then read."""


class Holder(NamedTuple):
    """Who has a lock, as far as the file says; ``name`` is that of who was signed in, if anybody was."""

    login: str = ""
    host: str = ""
    since: datetime | None = None
    name: str = ""


class HeldError(Exception):
    """Another window has the lock."""

    def __init__(self, holder: Holder) -> None:
        self.holder = holder
        super().__init__(holder.login)


class Lock:
    """A lock that was taken (`take`)."""

    def __init__(self, path: Path, descriptor: int, token: str) -> None:
        self._path, self._descriptor, self._token = path, descriptor, token

    def is_held(self) -> bool:
        """Whether it is still ours: the file is there and names us. Raises OSError."""
        try:
            descriptor = open_ordinary(self._path)
        except FileNotFoundError:
            return False
        try:
            return _content(descriptor).get("token") == self._token
        finally:
            os.close(descriptor)

    def is_in_place(self) -> bool:
        """Whether the file of that name is the one we hold: enough, and 0.05 ms less, where the store counts revisions.

        Raises OSError.
        """
        try:
            return os.path.samestat(os.fstat(self._descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go of it, and leave no file behind."""
        ours = False
        with contextlib.suppress(OSError):
            ours = self.is_held()
        if os.name != "posix":
            os.close(self._descriptor)  # Windows removes no file that is open
        if ours:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        if os.name == "posix":
            os.close(self._descriptor)  # not before, or the file removed might be another's by then


def take(path: Path, now: datetime, name: str = "") -> Lock:
    """Take the lock ``path``, whose folder must be there, for the staff member called ``name``.

    Raises HeldError, or OSError when the disk refuses.
    """
    descriptor = _locked(path)
    token = os.urandom(8).hex()
    content: dict[str, object] = {"login": login(), "host": _host(), "pid": os.getpid(), "since": now.isoformat()}
    content |= {"token": token, "name": name}
    try:
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(content).encode("ascii"))
    except OSError:
        os.close(descriptor)
        raise
    return Lock(path, descriptor, token)


def _locked(path: Path) -> int:
    """A descriptor that has the system's lock, of the file that now has the name: it may just have been removed."""
    for _try in range(_TRIES):
        descriptor = open_ordinary(path, os.O_RDWR | os.O_CREAT)
        try:
            if not _lock(descriptor):
                raise HeldError(_holder(descriptor))  # noqa: TRY301 -- the descriptor is closed below
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except FileNotFoundError:
            pass  # removed by the one who had it, between opening and locking
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _ELSEWHERE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    _NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL})

    def _lock(descriptor: int) -> bool:
        """False when another has it; True also on a disk without locks, where the token alone decides."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True


def _holder(descriptor: int) -> Holder:
    content = _content(descriptor)
    since = None
    with contextlib.suppress(TypeError, ValueError):
        since = datetime.fromisoformat(content.get("since", ""))
    login, host, name = (_visible(str(content.get(each, ""))[:100]) for each in ("login", "host", "name"))
    return Holder(login, host, since, name)


def _content(descriptor: int) -> dict[str, str]:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        content = json.loads(os.read(descriptor, _LONGEST))
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _visible(text: str) -> str:
    return "".join(each for each in text if each.isprintable())


def login() -> str:
    """The name of the computer account; empty when the system does not know it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _host() -> str:
    return platform.node()
