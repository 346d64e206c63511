"""What assistive technology is told beyond what Qt's own widgets say: headings, and words that are spoken at once.

Qt knows the role of a heading and gives it to no widget. So a label that is one is known to Qt by an interface of ours.
It keeps nothing of its own, and what it points to lives as long as the program: Qt deletes it with its label.

Imported after the first paint: what Qt says of accessibility takes the binding 20 ms.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleAttributesInterface,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import Shiboken, VoidPtr

from b12desk.ui.kit.labels import Heading

_PRIVATE, _UNSAID = "private", "unsaid"


def announce_text(source: QWidget, text: str) -> None:
    """Have assistive technology say ``text``, as soon as the focus stands: its own words would cut these off."""
    QTimer.singleShot(0, source, lambda: QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, text)))


def keep_private(widget: QWidget) -> None:
    """What ``widget`` says, and all inside it, tells an answer: read aloud, not everybody may hear it."""
    widget.setProperty(_PRIVATE, True)


def keep_unsaid(widget: QWidget) -> None:
    """Nothing inside ``widget`` is read aloud with its page: keys to type with, letter after letter."""
    widget.setProperty(_UNSAID, True)


def is_unsaid(widget: QWidget) -> bool:
    """Whether it is left out when its page is read aloud."""
    return bool(widget.property(_UNSAID))


def is_private(widget: QWidget) -> bool:
    """Whether it tells an answer, itself or by what holds it."""
    held: QWidget | None = widget
    while held is not None and not held.property(_PRIVATE):
        held = held.parentWidget()
    return held is not None


class _Level(QAccessibleAttributesInterface):
    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> int | None:
        return self._level if key is QAccessible.Attribute.Level else None


@cache
def _level(level: int) -> _Level:
    return _Level(level)


class _HeadingInterface(QAccessibleWidget):
    def interface_cast(self, kind: QAccessible.InterfaceType) -> VoidPtr:  # type: ignore[override]  # what Qt calls void*
        heading = self.object()
        if kind is QAccessible.InterfaceType.AttributesInterface and isinstance(heading, Heading):
            return VoidPtr(Shiboken.getCppPointer(_level(heading.level))[0])
        return super().interface_cast(kind) or VoidPtr(0)  # type: ignore[return-value]  # None would crash the binding


def _interface(name: str, thing: QObject) -> QAccessibleInterface | None:
    if name == Heading.__name__ and isinstance(thing, Heading):
        return _HeadingInterface(thing, QAccessible.Role.Heading)
    return None


@cache
def teach_headings() -> None:
    """Have Qt know every `Heading` that nobody has asked for yet."""
    QAccessible.installFactory(_interface)
