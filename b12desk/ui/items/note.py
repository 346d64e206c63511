"""What an editor has to say about what was typed: beside its boxes where there is room, else below them.

One thing at a time, the weightiest: what is wrong, which of two numbers is meant, whether an unusual number is right,
the number in words. Below the boxes it takes room when it first speaks, and keeps it: it comes and goes once at most,
and destroys nothing while a press is on its way (what the pointer holds meanwhile stays in place, `ui.steady`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.labels import label, picture
from b12desk.ui.kit.speech import keep_private

_WIDTH = 280


class Choice(NamedTuple):
    """A link behind a question: its text, its object name, what it does."""

    text: str
    name: str
    call: Callable[[], None]


class Said(NamedTuple):
    """``tone`` is also the icon; ``wrong`` marks text that is the item's issue."""

    text: str = ""
    tone: str = ""
    wrong: bool = False
    choices: tuple[Choice, ...] = ()


class Note(QWidget):
    """``link_id`` names the error line."""

    def __init__(self, link_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        keep_private(self)
        self._said = Said()
        self._box = box = QHBoxLayout(self)
        box.setContentsMargins(style.sp(8), 0, 0, 0)
        box.setSpacing(style.sp(8))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(style.sp(24))
        self.hide()
        self._icons = {tone: picture(tone, tone, 20) for tone in ("error", "warning")}
        self._texts = {role: label("", role) for role in ("hint", "body", "error")}
        self._links = (Link(""), Link(""))
        for role, text in self._texts.items():
            text.setObjectName(f"{link_id}:{'error' if role == 'error' else 'note'}")
        for link, press in zip(self._links, (self._press_first, self._press_second), strict=True):
            link.clicked.connect(press)
        for each in (*self._icons.values(), *self._texts.values(), *self._links):
            box.addWidget(each)
            each.hide()
        box.addStretch(1)

    @property
    def links(self) -> list[Link]:
        """The links that can be pressed now."""
        return [each for each in self._links if not each.isHidden()]

    def sizeHint(self) -> QSize:
        """The same whatever it says; the line it stands on gives it more."""
        return QSize(style.sp(_WIDTH), self.minimumHeight())

    def say(self, said: Said) -> None:
        """Show ``said`` in place of what stood there."""
        before, self._said = self._said, said
        if bool(said.text) == self.isHidden():
            self.setVisible(bool(said.text))
            if said.text:
                kept = self.sizePolicy()
                kept.setRetainSizeWhenHidden(True)
                self.setSizePolicy(kept)
        if said._replace(choices=()) == before._replace(choices=()):
            return
        used = "error" if said.wrong else "body" if said.tone else "hint"
        for tone, icon in self._icons.items():
            icon.setVisible(tone == said.tone)
        for role, text in self._texts.items():
            text.setText(said.text if role == used else "")
            text.setVisible(role == used and bool(said.text))
            self._box.setStretchFactor(text, 0 if said.choices else 1)
        self._box.setStretch(self._box.count() - 1, 1 if said.choices else 0)
        for index, link in enumerate(self._links):
            if index < len(said.choices):
                choice = said.choices[index]
                link.set_text(choice.text)
                link.setObjectName(choice.name)
                link.setAccessibleName(f"{said.text} {choice.text}")
            link.setVisible(index < len(said.choices))

    def _press_first(self) -> None:
        self._said.choices[0].call()

    def _press_second(self) -> None:
        self._said.choices[1].call()
