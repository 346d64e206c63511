"""What an editor has to say about what was typed, beside or below its boxes, in room that is always there.

One thing at a time, the weightiest: what is wrong, which of two numbers is meant, whether an unusual number is right,
the number in words. It comes and goes without moving anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from b12desk.ui import style
from b12desk.ui.buttons import Link
from b12desk.ui.parts import empty, label, picture

_WIDTH = 280


class Choice(NamedTuple):
    """A link behind a question: its text, its object name, what it does."""

    text: str
    name: str
    call: Callable[[], None]


class Said(NamedTuple):
    """``icon`` is also the tone; ``wrong`` marks text that is the item's issue."""

    text: str = ""
    icon: str = ""
    wrong: bool = False
    choices: tuple[Choice, ...] = ()


class Note(QWidget):
    """``link_id`` names the error line; ``height`` is the room kept, in pixels."""

    def __init__(self, link_id: str, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._link_id = link_id
        self._said: tuple[object, ...] = ()
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(style.sp(8), 0, 0, 0)
        self._box.setSpacing(style.sp(8))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(height)
        self.links: Sequence[Link] = ()

    def sizeHint(self) -> QSize:
        """The same whatever it says; the line it stands on gives it more."""
        return QSize(style.sp(_WIDTH), self.minimumHeight())

    def say(self, said: Said) -> None:
        """Show ``said`` in place of what stood there."""
        shown = (said.text, said.icon, said.wrong, *(each.name for each in said.choices))
        if shown == self._said:
            return
        self._said = shown
        empty(self._box)
        links = []
        if said.icon:
            self._add(picture(said.icon, said.icon, 20))
        if said.text:
            text = label(said.text, "error" if said.wrong else "body" if said.icon else "hint")
            text.setObjectName(f"{self._link_id}:{'error' if said.wrong else 'note'}")
            self._add(text, 0 if said.choices else 1)
        for each in said.choices:
            link = Link(each.text)
            link.setObjectName(each.name)
            link.setAccessibleName(f"{said.text} {each.text}")
            link.clicked.connect(each.call)
            self._add(link)
            links.append(link)
        if said.choices:
            self._box.addStretch(1)
        self.links = links

    def _add(self, widget: QWidget, stretch: int = 0) -> None:
        self._box.addWidget(widget, stretch)
        widget.show()  # now: Qt would do so after the paint
