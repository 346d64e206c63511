"""A hand quicker than the screen: which presses were aimed at what stands there now, and which at what stood before.

Rules
1. The second press of a double press does not act on a page that came with the first: for `TURN_MS` after a page was
   turned or jumped to, a press at the same place and the same key are not taken.
2. Where rows came or went, a press that had been aimed at one input never answers another: for `SHIFT_MS` a press at a
   place where another input stood is not taken. A press that is not taken can be made again; a wrong answer stays.
3. A key that is held down presses once.
4. A press belongs to what it began on, even if that moved away before the release.

Only presses of a person at this screen are judged: what the program itself or assistive technology sends has no aim.
One hand per process, as one look (`style`); tests give it a clock of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object  # Qt allows one Qt base; the other half is a button of Qt's own

TURN_MS, SHIFT_MS = 600, 800
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


def use_clock(clock: Callable[[], float]) -> None:
    """Take the time in seconds from ``clock``, and forget what was pressed."""
    _Hand.clock = staticmethod(clock)
    _Hand.place = _Hand.key = None
    _Hand.turned = _Hand.shifted = _LONG_AGO


def turned() -> None:
    """Another page, or another part of it, stands under the pointer and the focus."""
    _Hand.turned = _Hand.clock()
    _Hand.turned_by = _Hand.place, _Hand.key


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
    again = _Hand.clock() - _Hand.turned < TURN_MS / 1000 and _Hand.turned_by[1] == key
    if event.isAutoRepeat() or again:
        return False
    _Hand.place, _Hand.key = None, key
    return True


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
