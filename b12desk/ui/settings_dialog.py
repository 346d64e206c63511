"""Settings: whose reference intake and emergency number, which paper, which colours, how large the text.

Radio tiles, as everywhere else; and two lines for a clinic's own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QDialog, QGroupBox, QHBoxLayout, QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.settings import LONGEST_WORDS, Settings
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label, scroller
from b12desk.ui.kit.option_tile import RadioTile
from b12desk.ui.kit.text_boxes import LineBox

_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5)


class SettingsDialog(QDialog):
    """``chosen`` holds the settings as they stand on the screen."""

    def __init__(self, parent: QWidget | None, settings: Settings) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle(_("Settings"))
        self.chosen = settings
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.sp(each) for each in (24, 20, 24, 16)))
        outer.setSpacing(style.sp(14))
        outer.addWidget(label(_("Settings"), "title"))
        inner = QWidget()
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(0, 0, style.sp(8), 0)
        self._box.setSpacing(style.sp(18))
        self._add(
            "reference",
            _("Recommended intake to compare with"),
            (
                ("auto", _("As the country")),
                ("us", _("United States")),
                ("uk", _("United Kingdom")),
                ("efsa", _("European Union (EFSA)")),
            ),
        )
        self._add("paper", _("Paper"), (("auto", _("By region")), ("a4", _("A4")), ("letter", _("US Letter"))))
        self._add("theme", _("Colours"), (("auto", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))))
        self._add("text_scale", _("Size of text"), tuple((str(each), _("{share:.0%}", share=each)) for each in _SCALES))
        self._add(
            "profile",
            _("Emergency number and crisis line"),
            (("us", _("United States")), ("uk", _("United Kingdom")), ("other", _("Another country"))),
        )
        self._add_line("emergency_words", _("Your own words for an emergency (optional)"))
        self._add_line("crisis_words", _("Your own words for a crisis (optional)"))
        self._box.addStretch(1)
        outer.addWidget(scroller(inner), 1)
        row = QHBoxLayout()
        row.setSpacing(style.sp(10))
        row.addStretch(1)
        for name, text, kind, call in (
            ("keep", _("&Keep"), "primary", self.accept),
            ("cancel", _("&Cancel"), "secondary", self.reject),
        ):
            button = Button(text, kind)
            button.setObjectName(f"settings:{name}")
            button.clicked.connect(call)
            row.addWidget(button)
        outer.addLayout(row)
        room = parent.size() if parent is not None else self.sizeHint()
        self.resize(min(style.sp(680), room.width()), min(style.sp(640), max(room.height() - 40, 400)))

    def _add(self, name: str, title: str, choices: Sequence[tuple[str, str]]) -> None:
        group = _Group(title)
        box = QVBoxLayout(group)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.sp(6))
        box.addWidget(label(title, "question"))
        flow = FlowLayout(style.sp(8))
        tiles = [RadioTile(code, text) for code, text in choices]
        for index, tile in enumerate(tiles):
            tile.setObjectName(f"{name}={tile.code}")
            tile.setAccessibleDescription(title)
            tile.toggled.connect(partial(self._choose, name, tiles, tile))
            tile.stepped.connect(lambda step, tiles=tiles, index=index: self._step(tiles, index, step))
            flow.addWidget(tile)
        box.addLayout(flow)
        self._box.addWidget(group)
        _check(tiles, str(getattr(self.chosen, name)))

    def _add_line(self, name: str, title: str) -> None:
        group = _Group(title)
        box = QVBoxLayout(group)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.sp(6))
        box.addWidget(label(title, "question"))
        line = LineBox(longest=LONGEST_WORDS)
        line.setObjectName(name)
        line.setAccessibleName(title)
        line.show_text(str(getattr(self.chosen, name)))
        line.textChanged.connect(partial(self._write, name))
        box.addWidget(line)
        self._box.addWidget(group)

    def _write(self, name: str, text: str) -> None:
        words = "".join(each for each in text if each.isprintable()).strip()
        self.chosen = self.chosen.changed(**{name: words})

    def _choose(self, name: str, tiles: list[RadioTile], tile: RadioTile, checked: bool) -> None:
        if not checked:
            return
        _check(tiles, tile.code)
        self.chosen = self.chosen.changed(**{name: float(tile.code) if name == "text_scale" else tile.code})

    @staticmethod
    def _step(tiles: list[RadioTile], index: int, step: int) -> None:
        tile = tiles[(index + step) % len(tiles)]
        tile.setFocus(Qt.FocusReason.TabFocusReason)
        tile.click()


class _Group(QGroupBox):
    """A group with a name for assistive technology."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setFlat(True)
        self.setAccessibleName(title)

    def paintEvent(self, event: QPaintEvent) -> None:
        """No frame: the heading says what belongs together."""


def _check(tiles: Sequence[RadioTile], code: str) -> None:
    for tile in tiles:
        tile.set_checked(tile.code == code)
        tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile.code == code else Qt.FocusPolicy.ClickFocus)
