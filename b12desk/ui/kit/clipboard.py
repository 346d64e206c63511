"""What lies on the clipboard, and how it goes."""

from __future__ import annotations

from PySide6.QtGui import QClipboard, QGuiApplication


def empty_clipboard() -> None:
    """Nothing of whatever program is left to paste: for a screen that the next person sits down at."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def wipe_clipboard() -> None:
    """What was copied or marked of one patient, or of a key, must not be pasted into the next one's, or anywhere."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.ownsSelection():  # on X11 what was marked is pasted with the middle button
        clipboard.clear(QClipboard.Mode.Selection)
