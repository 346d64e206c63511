"""Who hears it is asked once, at the beginning; beside a page that is read aloud stand the buttons for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import column, label
from b12desk.ui.kit.option_tile import RadioTile
from b12desk.ui.waiting.read_aloud import ReadAloud
from b12desk.voice.reading import Hearing


class HearingQuestion(QWidget):
    """Headset or aloud? Nothing is chosen before; ``answered``: something is. Shown only where there is a voice.

    ``make`` makes its tiles: larger ones for a finger.
    """

    answered = Signal()

    def __init__(self, aloud: ReadAloud, make: type[RadioTile] = RadioTile) -> None:
        super().__init__()
        self.setObjectName("hearing")
        self._aloud = aloud
        box = column(self, spacing=12)
        title = _("Shall this computer read the questions to you?")
        box.addWidget(label(title, "title"))
        box.addWidget(label(_("You can stop it at any time: touch the screen or press any key."), "hint"))
        self.setAccessibleName(title)
        self.tiles = {
            hearing: make(hearing.name.lower(), text, hint, self)
            for hearing, text, hint in (
                (Hearing.OFF, _("No, I read them myself"), ""),
                (Hearing.HEADSET, _("Yes, into a headset"), _("Only you hear it. Please plug it in first.")),
                (
                    Hearing.ALOUD,
                    _("Yes, aloud, but not my answers"),
                    _("Others can hear the questions. What you choose or write is not said."),
                ),
                (
                    Hearing.ALOUD_WITH_ANSWERS,
                    _("Yes, aloud, and my answers too"),
                    _("Others can hear the questions and what you answer."),
                ),
            )
        }
        for hearing, tile in self.tiles.items():
            tile.setObjectName(f"hearing={tile.code}")
            tile.toggled.connect(partial(self._choose, hearing))
            tile.stepped.connect(partial(self._step, hearing))
            box.addWidget(tile)

    def _choose(self, hearing: Hearing, chosen: bool) -> None:
        if chosen:
            for each, tile in self.tiles.items():
                tile.set_checked(each is hearing)
            self._aloud.choose(hearing)
            self.answered.emit()

    def _step(self, hearing: Hearing, step: int) -> None:
        order = list(self.tiles)
        tile = self.tiles[order[(order.index(hearing) + step) % len(order)]]
        tile.setFocus()


class HearingBar(QWidget):
    """Again, stop, louder and softer, faster and slower; hidden while nothing is read aloud. ``make``: its buttons."""

    def __init__(self, aloud: ReadAloud, make: type[Button] = Button) -> None:
        super().__init__()
        self.setObjectName("hearing-bar")
        self.setAccessibleName(_("Reading aloud"))
        self._aloud = aloud
        box = FlowLayout(style.sp(4), self)
        for name, text, press in (
            ("again", _("Read again"), aloud.repeat),
            ("silent", _("Stop reading"), aloud.stop),
            ("softer", _("Quieter"), partial(aloud.change, louder=-1)),
            ("louder", _("Louder"), partial(aloud.change, louder=1)),
            ("slower", _("Slower"), partial(aloud.change, faster=-1)),
            ("faster", _("Faster"), partial(aloud.change, faster=1)),
        ):
            button = make(text)
            button.setObjectName(f"hearing:{name}")
            button.clicked.connect(lambda _checked, press=press: press())
            box.addWidget(button)
        aloud.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.setVisible(self._aloud.hearing is not Hearing.OFF)
