"""Finished intakes that are older than the settings say, looked for at the start and every hour.

Rule: many at once go only when somebody has seen which; that is asked where no intake is open, once for each opening.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from b12desk.desk.intakes import Intakes
from b12desk.settings import Keep
from b12desk.ui.questions import MOST_UNASKED, may_remove

_HOUR_MS = 3_600_000


class Expiring:
    """``keep`` says how long they stay, ``free`` whether somebody may be asked now; ``done`` follows each look."""

    def __init__(
        self,
        window: QWidget,
        desk: Intakes,
        keep: Callable[[], Keep],
        *,
        free: Callable[[], bool],
        done: Callable[[], None],
    ) -> None:
        self._window, self._desk, self._keep = window, desk, keep
        self._free, self._done = free, done
        self._spared: set[Keep] = set()
        hourly = QTimer(window)
        hourly.timeout.connect(self.look)
        hourly.start(_HOUR_MS)

    def look(self) -> None:
        """Those that are older than the settings say go."""
        keep = self._keep()
        if len(self._desk.overdue(keep)) <= MOST_UNASKED:
            self._desk.remove_expired(keep)
        elif self._free() and keep not in self._spared:
            self._spared.add(keep)
            QTimer.singleShot(0, self._window, lambda: self._ask(keep))
        self._done()

    def remove(self) -> None:
        """Somebody has seen which are older than the settings say: they go."""
        self._desk.remove_expired(self._keep())
        self._done()

    def _ask(self, keep: Keep) -> None:
        if self._free() and may_remove(self._window, self._desk.expiring(keep)):
            self._desk.remove_expired(keep)
            self._done()
