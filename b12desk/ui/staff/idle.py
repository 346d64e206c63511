"""Whether anybody is there: calls when no key, pointer or finger came for some minutes, and when somebody wants it.

Rules: it looks at what the window system sends to our windows, and at nothing inside them, so that nothing is slower;
the key that locks (Ctrl+L) is taken there too, where no dialog stands in its way.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget

_LOOK_MS = 5000
_SIGNS = frozenset(
    {
        *(QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel),
        *(QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletPress, QEvent.Type.TabletMove),
    }
)


class Idle(QObject):
    """``lock`` is called with whether nobody was there for ``minutes``. ``clock``: seconds that only grow."""

    def __init__(
        self,
        window: QWidget,
        minutes: Callable[[], int],
        lock: Callable[[bool], None],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(window)
        self._minutes, self._lock, self._clock = minutes, lock, clock
        self._last = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
        self._watch(window.windowHandle())

    def start(self) -> None:
        """Somebody is there from now on."""
        self._last = self._clock()
        self._timer.start()

    def stop(self) -> None:
        """Nobody is waited for."""
        self._timer.stop()

    def look(self) -> None:
        """Lock, if nobody was there for so long."""
        if self._timer.isActive() and self._clock() - self._last >= 60 * self._minutes():
            self._lock(True)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """A sign of somebody; the key that locks goes no further."""
        if event.type() in _SIGNS:
            self._last = self._clock()
            if isinstance(event, QKeyEvent) and self._timer.isActive() and _locks(event):
                self._lock(False)
                return True
        return False

    def _watch(self, window: QWindow | None) -> None:
        """Look at another of our windows; one that is looked at already is not looked at twice."""
        if window is not None:
            self._last = self._clock()
            window.installEventFilter(self)


def _locks(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
