"""One setting on a page: a group of radio tiles, or a line of own words; for the settings and the set-up of a desk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGroupBox, QVBoxLayout

from b12desk.i18n import N_, _
from b12desk.settings import LONGEST_WORDS
from b12desk.ui.kit import style
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.option_tile import RadioTile
from b12desk.ui.kit.text_boxes import LineBox

PAPERS = (("auto", N_("By region")), ("a4", N_("A4")), ("letter", N_("US Letter")))
COUNTRIES = (("us", N_("United States")), ("uk", N_("United Kingdom")), ("other", N_("Another country")))
LOCKS = (
    ("2", N_("2 minutes")),
    ("5", N_("5 minutes")),
    ("10", N_("10 minutes")),
    ("15", N_("15 minutes")),
)
KEEPS = (
    ("always", N_("Until they are discarded")),
    ("day", N_("1 day")),
    ("month", N_("30 days")),
    ("year", N_("1 year")),
)
CLINIC = (
    ("clinic", N_("Name of the clinic (optional)")),
    ("clinic_address", N_("Address for the letterhead (optional)")),
    ("clinic_contact", N_("Telephone or e-mail for the letterhead (optional)")),
)
"""Name and title of each line of a clinic's own."""


class _Group(QGroupBox):
    """A group with a heading, which is its name for assistive technology."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setFlat(True)
        self.setAccessibleName(title)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(style.sp(6))
        self.box.addWidget(label(title, "question"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """No frame: the heading says what belongs together."""


class TileGroup(_Group):
    """A setting called ``name`` with its ``choices``, a code and a text each. ``chosen`` carries the code."""

    chosen = Signal(str)

    def __init__(self, name: str, title: str, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__(title)
        flow = FlowLayout(style.sp(8))
        self._tiles = [RadioTile(code, text) for code, text in choices]
        for index, tile in enumerate(self._tiles):
            tile.setObjectName(f"{name}={tile.code}")
            tile.setAccessibleDescription(title)
            tile.toggled.connect(partial(self._choose, tile.code))
            tile.stepped.connect(partial(self._step, index))
            flow.addWidget(tile)
        self.box.addLayout(flow)
        self._check(chosen)

    def focus_first(self) -> None:
        """On the tile that is chosen, or the first."""
        reached = [each for each in self._tiles if each.focusPolicy() is Qt.FocusPolicy.StrongFocus]
        for each in reached[:1]:
            each.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, code: str, checked: bool) -> None:
        if checked:
            self._check(code)
            self.chosen.emit(code)

    def _step(self, index: int, step: int) -> None:
        tile = self._tiles[(index + step) % len(self._tiles)]
        tile.setFocus(Qt.FocusReason.TabFocusReason)
        tile.click()

    def _check(self, code: str) -> None:
        reached = code if any(tile.code == code for tile in self._tiles) else self._tiles[0].code
        for tile in self._tiles:
            tile.set_checked(tile.code == code)
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile.code == reached else Qt.FocusPolicy.ClickFocus)


class LineGroup(_Group):
    """A setting called ``name`` of one line. ``written`` carries what stands there, as it is kept."""

    written = Signal(str)

    def __init__(self, name: str, title: str, text: str) -> None:
        super().__init__(title)
        self.line = LineBox(longest=LONGEST_WORDS)
        self.line.setObjectName(name)
        self.line.setAccessibleName(title)
        self.line.show_text(text)
        self.line.textChanged.connect(self._write)
        self.box.addWidget(self.line)

    def _write(self, text: str) -> None:
        self.written.emit("".join(each for each in text if each.isprintable()).strip())


def choices(texts: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """``texts`` in the language in use."""
    return tuple((code, _(text)) for code, text in texts)
