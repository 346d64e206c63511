"""A hand quicker than the screen: which presses were aimed at what stands there now, and which at what stood before.

Rules
1. The second press of a double press does not act on a page that came with the first: for `TURN_MS` after a page was
   turned or jumped to, a press at the same place and the same key are not taken.
2. Where rows came or went, a press that had been aimed at one input never answers another: for `SHIFT_MS` a press at a
   place where another input stood is not taken. A press that is not taken can be made again; a wrong answer stays.
3. A key that is held down presses once.
4. A press belongs to what it began on, even if that moved away before the release.
5. What types quicker than a person is a bar-code scanner: a character less than `SCAN_MS` after another answers no
   choice, nor does the one before it, so a digit on a choice waits that long; an Enter that follows as quickly presses
   nothing and turns no page. When keys were pressed is the window system's word: the program may have been busy.

Only presses of a person at this screen are judged: what the program itself or assistive technology sends has no aim.
One hand per process, as one look (`style`); tests give it a clock of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object  # Qt allows one Qt base; the other half is a button of Qt's own

TURN_MS, SHIFT_MS, SCAN_MS = 600, 800, 35
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NO_TEXT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_NEAR = 12
_LONG_AGO = -1e9


class _Hand:
    """What the hand did last, and when the screen changed under it."""

    clock: Callable[[], float] = staticmethod(monotonic)
    place: QPoint | None = None
    key: int | None = None
    turned: float = _LONG_AGO
    turned_by: tuple[QPoint | None, int | None] = (None, None)
    shifted: float = _LONG_AGO
    before: Sequence[tuple[QRect, QWidget]] = ()
    typed: float = _LONG_AGO
    burst: str = ""
    waiting: tuple[QTimer, Callable[[], None]] | None = None


def use_clock(clock: Callable[[], float]) -> None:
    """Take the time in seconds from ``clock``, and forget what was pressed."""
    _Hand.clock = staticmethod(clock)
    _Hand.place = _Hand.key = None
    _Hand.turned = _Hand.shifted = _Hand.typed = _LONG_AGO
    _Hand.waiting = None


def turned() -> None:
    """Another page, or another part of it, stands under the pointer and the focus."""
    _Hand.turned = _Hand.clock()
    _Hand.turned_by = _Hand.place, _Hand.key


def repeatable() -> None:
    """What comes now was asked for by a key that is meant each time: no guard binds it."""
    _Hand.place = _Hand.key = None


def shifted(before: Sequence[tuple[QRect, QWidget]]) -> None:
    """Inputs moved; ``before`` is where they stood, in pixels of the screen."""
    _Hand.shifted = _Hand.clock()
    _Hand.before = before


def press_is_meant(event: QMouseEvent, widget: QWidget) -> bool:
    """Whether a press on ``widget`` was aimed at it."""
    if not event.spontaneous():
        _Hand.place = _Hand.key = None
        return True
    place, now = event.globalPosition().toPoint(), _Hand.clock()
    cause = _Hand.turned_by[0]
    if now - _Hand.turned < TURN_MS / 1000 and cause is not None and (place - cause).manhattanLength() < _NEAR:
        return False
    if now - _Hand.shifted < SHIFT_MS / 1000 and any(
        area.contains(place) and stood is not widget for area, stood in _Hand.before
    ):
        return False
    _Hand.place, _Hand.key = place, None
    return True


def key_is_meant(event: QKeyEvent) -> bool:
    """Whether a key that presses something was pressed for what has the focus now."""
    key = event.key()
    if scanned(event):
        return False
    again = _Hand.clock() - _Hand.turned < TURN_MS / 1000 and _Hand.turned_by[1] == key
    if event.isAutoRepeat() or again:
        return False
    _Hand.place, _Hand.key = None, key
    return True


# Scanners


def character(event: QKeyEvent) -> str:
    """The visible character that a key types; empty when it types none."""
    text = event.text()
    return text if text.isprintable() and not event.modifiers() & _NO_TEXT else ""


def typed(event: QKeyEvent) -> bool:
    """Take note of a character; whether a scanner typed it, and with it the one that still waits."""
    quick, now = _is_quick(event), _when(event)
    _Hand.burst = _Hand.burst + event.text() if quick else event.text()
    _Hand.typed = now
    if quick:
        _drop()
    return quick


def scanned(event: QKeyEvent) -> str:
    """What a scanner typed, if ``event`` is the last key of it; else nothing."""
    return _Hand.burst if _is_quick(event) else ""


def at_leisure() -> None:
    """The next key is no scanner's, however soon it comes: the program itself sends it."""
    _Hand.typed = _LONG_AGO


def when_quiet(owner: QWidget, call: Callable[[], None]) -> None:
    """Have ``call`` done as soon as it is clear that no scanner types; not at all when ``owner`` goes before."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(settle)
    timer.start(SCAN_MS)
    _Hand.waiting = timer, call


def settle(event: QKeyEvent | None = None) -> bool:
    """Do what waits now; with ``event`` only if that key comes late enough. Whether something was done."""
    if _Hand.waiting is None or (event is not None and _is_quick(event)):
        return False
    call = _Hand.waiting[1]
    if not _drop():
        return False
    call()
    return True


def _drop() -> bool:
    """What waits is not done; whether it could have been."""
    waiting, _Hand.waiting = _Hand.waiting, None
    if waiting is None or not isValid(waiting[0]):
        return False
    waiting[0].stop()
    waiting[0].deleteLater()
    return True


def _is_quick(event: QKeyEvent) -> bool:
    """Whether a key came sooner after a character than a person's would."""
    return 0 <= _when(event) - _Hand.typed < SCAN_MS / 1000


def _when(event: QKeyEvent) -> float:
    """When the key was pressed, in seconds; a test's clock knows better than the events that it makes."""
    return event.timestamp() / 1000 if _Hand.clock is monotonic and event.timestamp() else _Hand.clock()


class MeantPress(_Base):
    """What every button of ours does with the mouse, as the other half of one of Qt's own."""

    _pressed: QPointF | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press that was aimed at something else is not taken."""
        if press_is_meant(event, self):
            self._pressed = event.globalPosition()
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press belongs to what it began on, also when that moved, or lost the focus, in between."""
        pressed, self._pressed = self._pressed, None
        lost = not self.isDown() or not self.rect().contains(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if lost and _stayed(self, pressed, event):
            self.click()


def _stayed(widget: QWidget, pressed: QPointF | None, event: QMouseEvent) -> bool:
    """Whether a press on ``widget`` began at ``pressed`` and ended there, wherever the widget is by now."""
    if pressed is None or not widget.isVisible() or not widget.isEnabled():
        return False
    return (event.globalPosition() - pressed).manhattanLength() < _NEAR
