"""Somebody who answers dialogs one after the other, as a person would, while the program waits in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QDeadlineTimer, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE

_PATIENCE_MS = 20_000


class Step(NamedTuple):
    """Which dialog is expected, what is to be seen before anything is done, and what is done."""

    kind: type[QDialog]
    act: Callable[[QDialog], None]
    ready: Callable[[QDialog], bool] = lambda _dialog: True


class Answering:
    """``seen`` holds the texts of each dialog in turn. Every step must have been taken when the block ends."""

    def __init__(self, *steps: Step) -> None:
        self.seen: list[list[str]] = []
        self._steps = list(steps)
        self._busy = False
        self._patience = QDeadlineTimer(_PATIENCE_MS)
        self._timer = QTimer(QApplication.instance())
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._look)

    def __enter__(self) -> Answering:
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.stop()
        self._timer.deleteLater()
        assert not self._steps, f"not asked: {self._steps}; seen: {self.seen}"

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if self._busy or not isinstance(dialog, QDialog):
            return
        if self._patience.hasExpired() or not self._steps:
            self.seen.append(["not expected, or not as expected", *texts(dialog)])
            dialog.reject()
        elif isinstance(dialog, self._steps[0].kind) and self._steps[0].ready(dialog):
            step = self._steps.pop(0)
            self.seen.append(texts(dialog))
            self._busy = True
            try:
                step.act(dialog)
            except BaseException:
                dialog.reject()
                raise
            finally:
                self._busy = False


def texts(dialog: QWidget) -> list[str]:
    """The title and what is to be read."""
    labels = (each.text().replace(ZERO_WIDTH_SPACE, "") for each in dialog.findChildren(QLabel))
    return [dialog.windowTitle(), *filter(None, labels)]


def press(name: str) -> Callable[[QDialog], None]:
    """Click the button called ``name``."""
    return lambda dialog: Driver(dialog).press(name)


def press_text(text: str) -> Callable[[QDialog], None]:
    """Click a button of Qt's own dialogs, which has no name."""

    def click(dialog: QDialog) -> None:
        wanted = [each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == text]
        Driver(dialog).click(wanted[0])

    return click


def escape(dialog: QDialog) -> None:
    """Close it without an answer."""
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def say(words: str) -> Callable[[QDialog], bool]:
    """Whether ``words`` are to be read."""
    return lambda dialog: words in " ".join(texts(dialog))
