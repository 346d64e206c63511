"""A PIN that nobody knows: another administrator sets a new one, or the recovery key of the desk does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from b12desk.desk.staff import Person
from b12desk.i18n import _, current
from b12desk.ui.door.door_page import button
from b12desk.ui.door.key_boxes import KeyBoxes
from b12desk.ui.door.key_page import KeyPage
from b12desk.ui.kit.labels import label
from b12desk.ui.setting_groups import TileGroup
from b12desk.ui.staff.new_pin import NewPin


class ForgottenPage(KeyPage):
    """``recovered`` carries the administrator's identifier, both halves of the key, and the new PIN."""

    recovered = Signal(str, str, str, str)
    backed = Signal()

    def __init__(self, administrators: Sequence[Person]) -> None:
        names = current().listed([each.name for each in administrators])
        text = _("An administrator sets a new PIN for you, in the settings under Staff: {names}.", names=names)
        super().__init__("forgotten", _("Forgotten PIN"), text, "help")
        only = _("Where no administrator knows theirs, the recovery key of this desk sets one anew.")
        self.card.addWidget(label(only, "question"))
        self.chosen = administrators[0].id if len(administrators) == 1 else ""
        people = [(each.id, each.name) for each in administrators]
        who = TileGroup("forgotten:person", _("Whose PIN"), people, self.chosen)
        who.chosen.connect(self._choose)
        self.card.addWidget(who)
        self._key = KeyBoxes("forgotten")
        self._new = NewPin("forgotten", title=_("New PIN or passphrase"))
        self._key.entered.connect(lambda: self._new.first.line.setFocus(Qt.FocusReason.TabFocusReason))
        self.card.addWidget(self._key)
        self._new.entered.connect(self._try)
        self.card.addWidget(self._new)
        change = button("forgotten:set", _("&Set it"), "primary")
        change.clicked.connect(self._try)
        back = button("forgotten:back", _("&Back"), "secondary", "back")
        back.clicked.connect(self.backed)
        self.finish([change, back])

    def focus_first(self) -> None:
        """In the box of the first half."""
        self._key.focus_first()

    def _choose(self, identifier: str) -> None:
        self.chosen = identifier

    def _try(self) -> None:
        fault = "" if self.chosen else _("Choose whose PIN it is.")
        if fault := fault or self._key.fault() or self._new.fault():
            self.say(fault)
        else:
            self.recovered.emit(self.chosen, *self._key.halves, self._new.text)
