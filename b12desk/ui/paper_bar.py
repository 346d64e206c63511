"""The buttons below the result, in as many ways as there is room for: in sight at every size of window and text.

All of them with a line of what was done; or the first, which makes both papers, and a menu of all the others; then
without the line, whose words the first button keeps for assistive technology and the pointer; then as icons.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.panel import Panel


class Offer(NamedTuple):
    """A button: its name, text and icon, and what it does."""

    name: str
    text: str
    icon: str
    call: Callable[[], object]


class Way(NamedTuple):
    """``few``: the first button and the menu; ``told``: with the line; ``short``: icons alone.

    ``share``: of the height of all, what it may take at most.
    """

    share: float
    few: bool = True
    told: bool = False
    short: bool = False


WAYS = (Way(0.3, few=False, told=True), Way(0.37, told=True), Way(0.37), Way(1, short=True))
"""In order of preference; there is always room for the last."""


class PaperBar(Panel):
    """``said``: what it says has changed, and may need other room."""

    said = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.sp(6))
        self._row = FlowLayout(style.sp(8))
        box.addLayout(self._row)
        self._line = label("", "hint")
        self._line.setObjectName("paper:done")
        box.addWidget(self._line)
        self.buttons: dict[str, Button] = {}

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Have these buttons, the most important first."""
        for each in offers:
            self.buttons[each.name] = self._button(each.name, each.text, each.icon)
            self.buttons[each.name].clicked.connect(lambda _checked=False, call=each.call: call())
        self.more = self._button("more", _("&More"), "more")
        self.more.setMenu(self._menu(offers[1:]))
        self._first, *self._others = self.buttons.values()
        self._line.raise_()  # behind them for assistive technology too
        self._take(WAYS[0])

    def say(self, text: str) -> None:
        """Say what was done."""
        self._line.setText(text)
        self._describe()
        self.said.emit()

    @property
    def words(self) -> str:
        """What was done."""
        return self._line.text()

    def focus_first(self) -> None:
        """On the first button."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self, beside: int, below: tuple[int, int], height: int) -> int:
        """Take the first way that has room in ``height`` pixels; return the width that it wants.

        It may stand in ``beside`` pixels, if these are as many as it wants, else in a line of its own: ``below`` is how
        many that has, and how far down it begins.
        """
        for way in WAYS:
            wanted = self._wanted(way)
            width, top = (beside, 0) if wanted <= beside else below
            if top + self._height(way, width) <= way.share * height:
                break
        if way != self._way:
            self._take(way)
        return wanted

    def _shown(self, way: Way) -> list[int]:
        """The widths of the buttons."""
        if way.short:
            return [self.more.sizeHint().height()] * 2
        return [each.full_width() for each in ((self._first, self.more) if way.few else self.buttons.values())]

    def _wanted(self, way: Way) -> int:
        """The few on one line, or any one of all."""
        widths = self._shown(way)
        return sum(widths) + self._row.spacing() * (len(widths) - 1) if way.few else max(widths)

    def _height(self, way: Way, width: int) -> int:
        gap, lines, left = self._row.spacing(), 1, width
        for each in self._shown(way):
            if left < each and left < width:
                lines, left = lines + 1, width
            left -= each + gap
        told = self._line.heightForWidth(width) + self._box.spacing() if way.told else 0
        return lines * (self.more.sizeHint().height() + gap) - gap + told

    def _take(self, way: Way) -> None:
        self._way = way
        come, go = ([self.more], self._others) if way.few else (self._others, [self.more])
        held = self.window().focusWidget() in go
        for each in come:
            each.show()
        if held:
            come[0].setFocus(Qt.FocusReason.OtherFocusReason)
        for each in go:
            each.hide()
        for each in (self._first, self.more):
            each.set_short(way.short)
        self._line.setVisible(way.told)
        self._describe()

    def _describe(self) -> None:
        words = "" if self._line.isVisibleTo(self) else self._line.text()
        self._first.setAccessibleDescription(words)
        self._first.setToolTip(words)

    def _button(self, name: str, text: str, icon: str) -> Button:
        made = Button(text, "secondary" if self.buttons else "primary", icon)
        made.setObjectName(f"paper:{name}")
        self._row.addWidget(made)
        return made

    def _menu(self, offers: Sequence[Offer]) -> QMenu:
        made = QMenu(self)
        made.setStyleSheet(style.sheet())
        for each in offers:
            action = QAction(each.text, made)
            action.setObjectName(f"more:{each.name}")
            action.triggered.connect(lambda _checked=False, call=each.call: call())
            made.addAction(action)
        return made
