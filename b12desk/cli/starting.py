"""Starting worker processes without being torn away in the middle of it.

A process that is cut short while it starts another leaves that one without its orders, which it then complains about on
standard error. So whoever wants this process to end waits for the moment that the start takes.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Inside, SIGTERM and SIGHUP wait; processes that start inside never hear Ctrl-C.

    That is this process's to hear, which then ends them; it waits as well.
    """
    with _deaf(), _patient():
        yield


@contextmanager
def _deaf() -> Iterator[None]:
    """SIGINT is blocked, also in the processes that start meanwhile, for good."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _patient() -> Iterator[None]:
    """SIGTERM and SIGHUP wait, and are not blocked: the processes that start meanwhile must hear them."""
    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    handled = [each for each in names if callable(signal.getsignal(each))]
    if threading.current_thread() is not threading.main_thread() or not handled:
        yield
        return
    heard: list[int] = []
    before = {each: signal.signal(each, lambda number, _frame: heard.append(number)) for each in handled}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        if heard:
            signal.raise_signal(heard[0])
