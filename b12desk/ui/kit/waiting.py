"""Dialogs that wait for an answer: `run` is the one way to show one, so that a lock can hide and bring back them all.

Rules: `QDialog.hide` ends `exec`, so a dialog that was hidden without an answer waits here and is shown again as it
was; one that comes up while all are hidden waits before it was ever shown; Escape answers those that are dismissed; a
system's own, which nobody can hide, counts as dismissed where somebody answers it while all others are hidden.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid


class _Call:
    """A dialog that somebody waits for."""

    def __init__(self, dialog: QDialog) -> None:
        self.dialog = dialog
        self.hidden = self.answered = False
        self.pause: QEventLoop | None = None
        dialog.finished.connect(self._answer)

    def run(self) -> int:
        while True:
            if _Stack.hidden and not self.answered:
                self.pause = QEventLoop()
                self.pause.exec()
                self.pause = None
            if self.answered or not isValid(self.dialog):
                return QDialog.DialogCode.Rejected.value
            self.hidden = False
            result = self.dialog.exec()
            if self.answered or not self.hidden:
                return QDialog.DialogCode.Rejected.value if _Stack.hidden else result

    def hide(self) -> None:
        """Out of sight, also for assistive technology, which is told of every window that there is."""
        if self.dialog.isVisible():
            self.hidden = True
            self.dialog.hide()
            self.dialog.destroy()

    def show(self) -> None:
        if self.pause is not None:
            self.pause.quit()
        elif self.hidden and not self.answered:
            self.dialog.show()
            self.dialog.activateWindow()

    def dismiss(self) -> None:
        self.dialog.reject()
        self.answered = True  # also one that did not take it
        if self.pause is not None:
            self.pause.quit()

    def _answer(self) -> None:
        self.answered = True


class _Stack:
    """Those that wait, the innermost last; one stack per process, as one look."""

    calls: list[_Call] = []  # noqa: RUF012 -- as it says
    hidden = False
    then: Callable[[], None] | None = None


def run(dialog: QDialog) -> int:
    """Show it and wait; what `QDialog.exec` returns."""
    call = _Call(dialog)
    _Stack.calls.append(call)
    try:
        return call.run()
    finally:
        _Stack.calls.remove(call)
        if isValid(dialog):
            with suppress(RuntimeError):
                dialog.finished.disconnect(call._answer)
        QTimer.singleShot(0, _settle)


def waiting() -> bool:
    """Whether a dialog waits for an answer."""
    return bool(_Stack.calls)


def hide_all() -> None:
    """Hide them, and whatever comes, until `show_all` or `dismiss_all`."""
    _Stack.hidden = True
    for each in reversed(_Stack.calls):
        each.hide()


def show_all() -> None:
    """Show them, in their state."""
    _Stack.hidden = False
    for each in tuple(_Stack.calls):
        each.show()


def dismiss_all(then: Callable[[], None]) -> None:
    """Answer all by Escape, and call ``then`` when whoever waited has gone on; what comes stays hidden."""
    _Stack.then = then
    for each in reversed(_Stack.calls):
        each.dismiss()
    _settle()


def _settle() -> None:
    then = _Stack.then
    if then is not None and not _Stack.calls:
        _Stack.then = None
        then()
    elif then is not None:
        for each in reversed(_Stack.calls):  # what came meanwhile
            if not each.answered:
                each.dismiss()
