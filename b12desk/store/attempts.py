"""Wrong passphrases are slowed down: after five, each try waits longer, also after a restart; nothing is destroyed.

Rules: a try counts before it is made, so that a program that is killed in the middle has tried; a clock that was set
back makes nobody wait longer than the delay itself; a disk that takes no count stops nobody who knows the passphrase.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from math import ceil

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _, n_
from b12desk.store import json_file
from b12desk.store.place import Place

FORMAT = "b12desk-tries"
VERSION = 1
_FREE = 5
"""Tries without a wait."""
_DELAYS = 30, 120, 600
"""Seconds after the fifth wrong passphrase, the sixth, and each further one."""


def delay_after(wrong: int) -> int:
    """Seconds from the last of so many wrong tries to the next."""
    return 0 if wrong < _FREE else _DELAYS[min(wrong - _FREE, len(_DELAYS) - 1)]


class WrongPassphraseError(StoreError):
    """The passphrase was wrong, or came too soon. ``wait``: seconds until the next try is taken."""

    def __init__(self, wait: int, *, too_soon: bool = False) -> None:
        self.wait = wait
        title = _("This is not the passphrase.")
        if too_soon:
            title = _("Too many passphrases were wrong.")
        fix = n_("Wait {count} second, then try again.", "Wait {count} seconds, then try again.", wait)
        super().__init__(title, [Problem(_("Passphrase"), title, fix if wait else _("Try again."))])


class Attempts:
    """The count of one place. ``clock``: seconds since 1970."""

    def __init__(self, place: Place, clock: Callable[[], float] = time.time) -> None:
        self._place, self._clock = place, clock
        self._wrong, self._last = self._read()

    @property
    def wrong(self) -> int:
        """How many passphrases were wrong since the last right one."""
        return self._wrong

    def wait(self) -> int:
        """Seconds until a try is taken."""
        delay = delay_after(self._wrong)
        if not delay or self._last is None:
            return 0
        passed = self._clock() - self._last
        if passed < 0:
            self._last, passed = self._clock(), 0
        return max(0, ceil(delay - passed))

    def begin(self) -> None:
        """Count a try, before it is made. Raises WrongPassphraseError when it comes too soon."""
        wait = self.wait()
        if wait:
            raise WrongPassphraseError(wait, too_soon=True)
        self._wrong, self._last = self._wrong + 1, self._clock()
        content = {"format": FORMAT, "version": VERSION, "wrong": self._wrong, "last": self._last}
        with suppress(StoreError, OSError):
            json_file.put(self._place.tries, content)
            self._place.share(self._place.tries)

    def succeeded(self) -> None:
        """The passphrase was right: the count begins anew."""
        self._wrong, self._last = 0, None
        with suppress(OSError):
            self._place.tries.unlink(missing_ok=True)

    def _read(self) -> tuple[int, float | None]:
        """What the file says; nothing, when it is missing or damaged."""
        if not os.path.lexists(self._place.tries):
            return 0, None
        try:
            content = json_file.understood(self._place.tries, FORMAT, VERSION)
            wrong, last = content.get("wrong"), content.get("last")
        except (StoreError, ValueError):
            return 0, None
        if not isinstance(wrong, int) or isinstance(wrong, bool) or not isinstance(last, float):
            return 0, None
        return wrong, last
