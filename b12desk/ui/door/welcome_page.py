"""The first page of the first start: three doors, and what each means in a sentence. Painted first (`b12desk.app`)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from b12desk.i18n import _
from b12desk.ui.door.door_page import DoorPage, button
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.labels import label, panel, picture
from b12desk.ui.start import INTENDED_USE


class WelcomePage(DoorPage):
    """``set_up``: this desk is to keep records; ``restored``: those of a backup; ``tried``: to see what it is."""

    set_up = Signal()
    restored = Signal()
    tried = Signal()

    def __init__(self) -> None:
        super().__init__("welcome", _("Welcome to B12 Desk"), _("What would you like to do on this computer?"), "app")
        self._set_up = self._door(
            "settings",
            _("Set up this desk"),
            _(
                "For work with patients: intakes are kept, encrypted, and only staff with the passphrase can open "
                "them. It takes about five minutes, and paper for the recovery key."
            ),
            button("door:set-up", _("&Set up this desk"), "primary"),
            self.set_up,
        )
        self._door(
            "save",
            _("Restore a backup"),
            _("When a computer was lost or replaced: with the backup file and both halves of its recovery key."),
            button("door:restore", _("&Restore a backup"), "secondary"),
            self.restored,
        )
        self._door(
            "preview",
            _("Try it"),
            _("To look around with made-up answers: nothing is asked, and nothing is kept when the window closes."),
            button("door:try", _("&Try it"), "secondary"),
            self.tried,
        )
        self.finish()
        self.body.addWidget(label(_(INTENDED_USE), "small"))

    def focus_first(self) -> None:
        """On the door for work."""
        self._set_up.setFocus(Qt.FocusReason.OtherFocusReason)

    def _door(self, icon: str, title: str, text: str, door: Button, told: SignalInstance) -> Button:
        made, box = panel("plain", (0, 4, 0, 8), 8)
        across = QHBoxLayout()
        across.setSpacing(style.sp(14))
        across.addWidget(picture(icon, "primary", 34), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(style.sp(4))
        texts.addWidget(label(title, "heading"))
        texts.addWidget(label(text))
        across.addLayout(texts, 1)
        box.addLayout(across)
        box.addWidget(door)
        door.setAccessibleDescription(text)
        door.clicked.connect(lambda: None if self.busy else told.emit())
        self.card.addWidget(made)
        return door
