"""The page that opens the records with the recovery key and sets a new passphrase.

Reached when the passphrase is lost; the first page when the key file is missing or damaged.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from b12desk.i18n import _
from b12desk.ui.door.door_page import button
from b12desk.ui.door.key_boxes import KeyBoxes
from b12desk.ui.door.key_page import KeyPage
from b12desk.ui.door.new_passphrase import NewPassphrase
from b12desk.ui.kit.labels import label


class RecoveryPage(KeyPage):
    """``recovered`` carries both halves of the key and the new passphrase; ``backed``: to the passphrase after all.

    ``damaged``: there is no key file that a passphrase could open.
    """

    recovered = Signal(str, str, str)
    backed = Signal()

    def __init__(self, *, damaged: bool) -> None:
        heading = _("The key file of this desk is missing or damaged") if damaged else _("Lost passphrase")
        text = _(
            "The recovery key opens the records. It stands on two sheets that were printed or saved when this desk was "
            "set up. Nothing is lost as long as you have both."
        )
        super().__init__("recovery", heading, text, "warning" if damaged else "help")
        self._key = KeyBoxes("recovery")
        self.card.addWidget(self._key)
        self.card.addWidget(label(_("Choose a new passphrase for the staff of this desk."), "question"))
        self._new = NewPassphrase("recovery")
        self._key.entered.connect(lambda: self._new.first.line.setFocus(Qt.FocusReason.TabFocusReason))
        self._new.entered.connect(self._try)
        self.card.addWidget(self._new)
        opened = button("recovery:open", _("&Open with the recovery key"), "primary")
        opened.clicked.connect(self._try)
        back = button("recovery:back", _("&Back"), "secondary", "back")
        back.clicked.connect(lambda: None if self.busy else self.backed.emit())
        self.finish([opened] if damaged else [opened, back])

    def focus_first(self) -> None:
        """In the box of the first half."""
        self._key.focus_first()

    def _try(self) -> None:
        if self.busy:
            return
        fault = self._key.fault() or self._new.fault()
        if fault:
            self.say(fault)
        else:
            self.recovered.emit(*self._key.halves, self._new.text)
