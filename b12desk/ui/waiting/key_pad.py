"""Keys on the screen, so that no keyboard is needed: digits, months or letters, as the box in use wants them.

They never take the focus: what is typed goes where it is. A keyboard that is there types beside them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from b12desk.i18n import _, current, p_
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Plain
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.placed_layout import PlacedLayout, Places
from b12desk.ui.kit.shapes import rounded
from b12desk.ui.kit.speech import keep_unsaid
from b12desk.ui.kit.text_boxes import LineBox, Paragraph
from b12desk.ui.waiting.measure import TARGET, mm

Keys = Literal["digits", "number", "months", "letters", "signs"]
ERASE, SPACE, SIGNS, LETTERS = "erase", "space", "signs", "abc"
_GAP_MM, _LEAST_MM, _TEXT_MM = 2, 12, 3
_ICONS = ("erase", "space")
"""Keys that show a picture."""
_MONTHS = 12
TypeBox = LineBox | Paragraph


class Key(Plain):
    """One key: what stands on it (a picture for some), and ``types``, what it does."""

    def __init__(self, text: str, types: str, name: str = "") -> None:
        super().__init__(text)
        self.types = types
        self.setObjectName(f"key:{types}")
        self.setAccessibleName(name or text)
        self.setFont(style.font("strong"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """As wide as its text, and a finger."""
        picture = self.types in _ICONS
        text = style.sp(24) if picture else QFontMetrics(self.font()).size(0, self.text()).width()
        return QSize(max(mm(_LEAST_MM), text + mm(_TEXT_MM)), mm(TARGET))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, edge, text."""
        painter = QPainter(self)
        rounded(painter, self.rect(), style.sp(6), "primary_soft" if self.isDown() else "surface", ("edge", 2))
        if self.types in _ICONS:
            side = style.sp(24)
            drawn = style.pixmap(self.types, "text", side, self.devicePixelRatio())
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, drawn)
        else:
            painter.setPen(style.colour("text"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()


class _Grid(PlacedLayout):
    """Keys in rows of the same length, as few as the width allows; all as wide as the widest needs."""

    def places(self, width: int) -> Places:
        """Row by row."""
        items = self.items
        if not items:
            return []
        gap, least = mm(_GAP_MM), max(each.sizeHint().width() for each in items)
        fit = max(1, (width + gap) // (least + gap))
        rows = math.ceil(len(items) / fit)
        across = math.ceil(len(items) / rows)
        wide = min((width - gap * (across - 1)) // across, max(least, mm(2 * TARGET)))
        start = (width - across * wide - gap * (across - 1)) // 2
        tall = max(each.sizeHint().height() for each in items)
        return [
            (each, QRect(start + place % across * (wide + gap), place // across * (tall + gap), wide, tall))
            for place, each in enumerate(items)
        ]

    def usual_width(self) -> int:
        """All in one row."""
        return sum(each.sizeHint().width() + mm(_GAP_MM) for each in self.items)


class KeyPad(Panel):
    """``pressed``: a key was pressed. Shows the keys that `serve` asks for, and types into the box that it names."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__("footer")
        self.setObjectName("keys")
        self.setAccessibleName(_("Keys on the screen"))
        keep_unsaid(self)
        self._grid = _Grid(self)
        self._grid.setContentsMargins(mm(3), mm(_GAP_MM), mm(3), mm(_GAP_MM))
        self._box: TypeBox | None = None
        self._shown: Keys | None = None

    def serve(self, box: TypeBox, keys: Keys) -> None:
        """Type into ``box`` from now on."""
        self._box = box
        self._lay(keys)

    def forget(self) -> None:
        """Type into nothing."""
        self._box = None

    def _lay(self, keys: Keys) -> None:
        if keys == self._shown:
            return
        self._shown = keys
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text, types, name in _keys(keys):
            key = Key(text.replace("&", "&&"), types, name)
            key.clicked.connect(lambda _checked=False, types=types: self._press(types))
            self._grid.addWidget(key)
            key.show()
        self._grid.renew()

    def _press(self, types: str) -> None:
        box = self._box
        if box is None:
            return
        match types:
            case "signs":
                self._lay("signs")
            case "abc":
                self._lay("letters")
            case "erase":
                _erase(box)
            case "space":
                _insert(box, " ")
            case _ if self._shown == "months" and isinstance(box, LineBox):
                box.setText(types)
            case _:
                _insert(box, types)
        self.pressed.emit()


def _insert(box: TypeBox, text: str) -> None:
    if isinstance(box, LineBox):
        box.insert(text)
    else:
        box.insertPlainText(text)


def _erase(box: TypeBox) -> None:
    if isinstance(box, LineBox):
        box.backspace()
    else:
        box.textCursor().deletePreviousChar()


def _keys(keys: Keys) -> Sequence[tuple[str, str, str]]:
    """What stands on each key, what it does, and its name where that is another."""
    erase = (_("Erase"), ERASE, "")
    digits = [(each, each, "") for each in "1234567890"]
    mark = p_("decimal mark", ".")
    match keys:
        case "digits":
            return [*digits, erase]
        case "number":
            return [*digits, (mark, mark, _("Decimal point")), erase]
        case "months":
            from babel.dates import get_month_names  # noqa: PLC0415 -- 60 ms with its first locale

            names = get_month_names("abbreviated", locale=current().locale)
            whole = get_month_names("wide", locale=current().locale)
            months = [(names[each].strip("."), names[each].strip("."), whole[each]) for each in range(1, _MONTHS + 1)]
            return [*months, erase]
        case "letters":
            letters = p_("keys of a keyboard, in rows", "qwertyuiopasdfghjklzxcvbnm")
            rest = [(_("Space"), SPACE, ""), (p_("key", "123"), SIGNS, _("Digits and signs")), erase]
            return [*((each, each, "") for each in letters), *rest]
        case "signs":
            signs = [(each, each, "") for each in ".,-?'/"]
            return [*digits, *signs, (_("Space"), SPACE, ""), (p_("key", "abc"), LETTERS, _("Letters")), erase]


def keys_of(widget: QWidget | None) -> Keys | None:
    """The keys that a box wants, None for what is no box of ours."""
    wanted = widget.property("keys") if widget is not None else None
    return wanted if wanted in ("digits", "number", "months", "letters") else None
