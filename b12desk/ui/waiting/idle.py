"""How long nobody has touched the screen: first a warning that one touch ends, any number of times, then the lock.

Counted from the last touch, or from the end of what was read aloud (`touched`). The clock is given: tests turn it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

_TICK_MS = 500


class Idle(QObject):
    """``warned`` carries the seconds that are left, at each of them; ``calmed``: a touch ended the warning."""

    warned = Signal(int)
    calmed = Signal()
    ran_out = Signal()

    def __init__(
        self, owner: QObject, warn_after: float, lock_after: float, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(owner)
        self._warn_after, self._lock_after, self._clock = warn_after, lock_after, clock
        self._since = clock()
        self._told: int | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    @property
    def warning(self) -> bool:
        """Whether the warning stands on the screen."""
        return self._told is not None

    def touched(self) -> None:
        """Somebody is there."""
        self._since = self._clock()
        if self._told is not None:
            self._told = None
            self.calmed.emit()

    def stop(self) -> None:
        """Nobody is waited for any more."""
        self._timer.stop()
        self._told = None

    def tick(self) -> None:
        """See how late it is."""
        late = self._clock() - self._since - self._warn_after
        if late >= self._lock_after:
            self.stop()
            self.ran_out.emit()
        elif late >= 0:
            left = math.ceil(self._lock_after - late)
            if left != self._told:
                self._told = left
                self.warned.emit(left)
