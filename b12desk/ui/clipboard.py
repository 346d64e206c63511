"""What was copied out of one patient's answers must not be pasted into the next one's."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def wipe_clipboard() -> None:
    """Empty the clipboard, if what it holds is ours."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
