"""What leads out of the waiting room, and what does not: the one place where keys, buttons and drops are let through.

Rules: a key is taken when it types a character, moves, erases or presses; all that is held together with Ctrl, Alt or
the system's key, and every function key, is not; of the pointer the left button alone; nothing is dropped in; no menu
opens. It sees what the window system sends before any widget does. It locks this program, never the computer
(docs/kiosk.md).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

_KEYS = frozenset(
    {
        *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space),
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
        *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Backspace, Qt.Key.Key_Delete),
        *(Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock),
    }
)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_KEY_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut)
_POINTER = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
_TOUCHES = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel)
_NEVER = frozenset(
    {
        *(QEvent.Type.Close, QEvent.Type.ContextMenu, QEvent.Type.ToolTip, QEvent.Type.WhatsThis),
        *(QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop, QEvent.Type.EnterWhatsThisMode),
    }
)


class Closed(QObject):
    """An event filter for the window. ``touched`` is called at each touch, and returns whether it ended a warning.

    Such a touch does nothing else, nor does what follows it until the finger is lifted.
    """

    def __init__(self, owner: QObject, touched: Callable[[], bool]) -> None:
        super().__init__(owner)
        self._touched = touched
        self._swallow = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True keeps an event from the window."""
        kind = event.type()
        if kind in _NEVER:
            event.ignore()
            return True
        if kind in _KEY_EVENTS and (not isinstance(event, QKeyEvent) or not harmless(event)):
            return True
        if kind in _POINTER and isinstance(event, QMouseEvent) and event.button() is not Qt.MouseButton.LeftButton:
            return True
        if kind in _TOUCHES:
            self._swallow = self._touched()
            if self._swallow:
                event.accept()  # else a touch would come again, as that of a mouse
            return self._swallow
        if self._swallow and kind in (QEvent.Type.KeyRelease, QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd):
            self._swallow = False
            return True
        return False


def harmless(event: QKeyEvent) -> bool:
    """Whether a key may reach a page."""
    held = event.modifiers() & _HELD
    text = event.text()
    types = bool(text) and text.isprintable()
    if held:  # a character of the third level is typed with both on some systems
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        return held == both and types
    key = Qt.Key(event.key())
    if key is Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return False  # cuts, on some systems
    return types or key in _KEYS
