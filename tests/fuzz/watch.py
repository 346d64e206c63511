"""What every damaged file is held to: it ends in time and in memory, and with an answer."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

LONGEST_SECONDS = 5
MOST_BYTES = 1 << 30


class HangError(BaseException):
    """One file took too long. No ordinary error, so that nothing takes it for one."""


@contextmanager
def watched() -> Iterator[None]:
    """Inside, `LONGEST_SECONDS` of work raise HangError and `MOST_BYTES` more of memory raise MemoryError.

    Counted are seconds in which this process works: a busy machine is no hang.
    """
    if os.name != "posix" or threading.current_thread() is not threading.main_thread():
        yield
        return
    import resource

    def hang(_number: int, _frame: FrameType | None) -> None:
        raise HangError

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    before = signal.signal(signal.SIGPROF, hang)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_SECONDS)
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MOST_BYTES, hard))
    except FileNotFoundError:
        pass  # no Linux: time alone is watched
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
