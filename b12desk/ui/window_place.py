"""Where a window stands on its screen: as it was last closed, else in its usual size. Qt alone: before the paint."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from b12desk.settings import WindowSize

_USUAL = WindowSize(1180, 820)


def show_placed(window: QWidget, last: WindowSize | None) -> None:
    """Show it as it was last closed; maximised on a screen that has no room for the usual size."""
    room, wanted = window.screen().availableGeometry(), last or _USUAL
    window.resize(min(wanted.width, room.width()), min(wanted.height, room.height()))
    small = room.width() < _USUAL.width + 60 or room.height() < _USUAL.height + 60
    if wanted.maximised or (last is None and small):
        window.showMaximized()
    else:
        window.show()


def size_of(window: QWidget) -> WindowSize | None:
    """How large it is, for the next time; None when it never was shown."""
    usual = window.normalGeometry() if window.isMaximized() else window.geometry()
    return None if usual.isEmpty() else WindowSize(usual.width(), usual.height(), window.isMaximized())
