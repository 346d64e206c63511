"""A pointer that knows nothing of widgets: it clicks at places of the window, as the window system sends it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCursor, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from b12desk.ui.form_page import FormPage
from b12desk.ui.kit import reflex
from tests.ui.conftest import settle

PACE = 0.75
"""Seconds from one click to the next of somebody who is not in a hurry."""
_NONE = Qt.KeyboardModifier.NoModifier


class Clock:
    """The time the program believes it is."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock that stands still until a test moves it."""
    made = Clock()
    reflex.use_clock(made)
    yield made
    from time import monotonic

    reflex.use_clock(monotonic)


class Pointer:
    """Clicks of the left button, with all that follows from the press done before the release."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    @property
    def _handle(self) -> QWindow:
        handle = self._window.windowHandle()
        assert handle is not None
        return handle

    def press(self, place: QPoint) -> None:
        QCursor.setPos(self._window.mapToGlobal(place))
        QTest.mousePress(self._handle, Qt.MouseButton.LeftButton, _NONE, place)
        settle()

    def release(self, place: QPoint) -> None:
        QTest.mouseRelease(self._handle, Qt.MouseButton.LeftButton, _NONE, place)
        settle()

    def click(self, place: QPoint) -> None:
        self.press(place)
        self.release(place)

    def double_click(self, place: QPoint) -> None:
        QTest.mouseDClick(self._handle, Qt.MouseButton.LeftButton, _NONE, place)
        settle()

    def middle(self, widget: QWidget) -> QPoint:
        """Where ``widget`` stands in the window."""
        return widget.mapTo(self._window, widget.rect().center())


class Aim(NamedTuple):
    """A tile that can be seen whole, and where it stood when it was aimed at."""

    link_id: str
    name: str
    place: QPoint


def aims(page: FormPage, pointer: Pointer) -> list[Aim]:
    """Every answer that can be seen whole on the screen."""
    seen = QRect(QPoint(), page.viewport().size())
    found = []
    for link_id, row in page.rows.items():
        for each in row.editor.inputs():
            area = QRect(each.mapTo(page.viewport(), QPoint()), each.size())
            if isinstance(each, QAbstractButton) and each.isVisible() and seen.contains(area):
                found.append(Aim(link_id, each.objectName(), pointer.middle(each)))
    return found
