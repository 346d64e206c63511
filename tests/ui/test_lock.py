"""The lock: everything is out of sight at once, and the same person finds it as it was; another one finds a closed desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer, Qt
from PySide6.QtGui import QAccessible, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from b12desk.ui.demo.driver import Driver
from b12desk.ui.help import show_help
from b12desk.ui.kit import dialogs
from b12desk.ui.kit.dialogs import Message
from tests.ui.conftest import settle, wait_for
from tests.ui.staffed import PINS, Staffed, staffed

__all__ = ["staffed"]
PATIENT, NUMBER = "Maria Sample", "48577"


def said_by(interface: object, depth: int = 0) -> list[str]:
    """All names, descriptions and values of an accessibility tree."""
    if interface is None or depth > 60:
        return []
    told = [interface.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)]  # type: ignore[attr-defined]
    for place in range(interface.childCount()):  # type: ignore[attr-defined]
        told += said_by(interface.child(place), depth + 1)  # type: ignore[attr-defined]
    return told


def told_outside() -> str:
    """What anybody could see, or have read out, of the program."""
    told = []
    for window in QGuiApplication.topLevelWindows():
        told.append(window.title())
        told += said_by(QAccessible.queryAccessibleInterface(window))
    for each in QApplication.allWidgets():
        if each.isVisible():
            told += [each.windowTitle(), each.toolTip(), each.accessibleName(), each.accessibleDescription()]
            text = getattr(each, "text", None)
            told.append(text() if callable(text) else "")
    return "\n".join(filter(None, told))


def with_patient(desk: Staffed) -> None:
    """An intake of somebody, at the second question."""
    desk.hand.press("new")
    desk.hand.press("patient:name")
    desk.hand.type(PATIENT)
    desk.hand.press("patient:number")
    desk.hand.type(NUMBER)


def test_nothing_of_the_patient_is_to_be_seen_or_heard_and_all_of_it_is_back(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    with_patient(desk)
    wizard, title = desk.intake, desk.window.windowTitle()
    assert PATIENT in told_outside()
    desk.lock()
    told = told_outside()
    assert PATIENT not in told
    assert NUMBER not in told
    assert desk.window.windowTitle() == "This desk is locked"
    assert "Ana Reyes was at the desk." in told
    assert {"page:desk", "desk:pin", "desk:enter"} <= desk.names()
    assert not {"patient", "next", "settings-button"} & desk.names()
    desk.sign_in("Ana Reyes")
    assert desk.intake is wizard
    assert desk.window.windowTitle() == title
    assert PATIENT in told_outside()
    assert desk.window.focusWidget().objectName() == "patient:number"
    assert [each[:2] for each in desk.deeds()[-3:]] == [
        ("Ana Reyes", "begun"), ("Ana Reyes", "locked"), ("Ana Reyes", "came back"),
    ]  # fmt: skip
