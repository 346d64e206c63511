"""The first administrator of a desk: a name, and a PIN typed twice. A step of the set-up, or a page where nobody is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.desk.staff import LONGEST_NAME
from b12desk.i18n import _
from b12desk.ui.door.door_page import DoorPage, button
from b12desk.ui.kit import style
from b12desk.ui.setting_groups import LineGroup
from b12desk.ui.staff.new_pin import NewPin


class NewPerson(QWidget):
    """Name and new PIN. ``entered``: Enter in the last box."""

    entered = Signal()

    def __init__(self, name: str, text: str = "", *, pin_wanted: bool = True, pin_title: str = "") -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.sp(14))
        self._name = LineGroup(f"{name}:name", _("Name, as log and papers say it"), text)
        self._name.line.setMaxLength(LONGEST_NAME)
        self.pin = NewPin(name, lambda: (self.name,), wanted=pin_wanted, title=pin_title)
        self._name.line.returnPressed.connect(lambda: self.pin.first.line.setFocus(Qt.FocusReason.TabFocusReason))
        self.pin.entered.connect(self.entered)
        box.addWidget(self._name)
        box.addWidget(self.pin)

    @property
    def name(self) -> str:
        """What was typed."""
        return self._name.line.text().strip()

    def fill(self, name: str, pin: str) -> None:
        """Show what was typed before."""
        self._name.line.show_text(name)
        self.pin.fill(pin)

    def focus_first(self) -> None:
        """In the name."""
        self._name.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def fault(self) -> str:
        """What is missing, in one sentence; the focus goes there. Empty when one may go on."""
        if not self.name:
            self.focus_first()
            return _("Type the name that log and papers are to say.")
        return self.pin.fault()


class FirstPage(DoorPage):
    """``named`` carries name and PIN."""

    named = Signal(str, str)

    def __init__(self) -> None:
        text = _(
            "From now on everybody signs in by name, so that the records say who did what. You are the first "
            "administrator of this desk, and can add the others in the settings."
        )
        super().__init__("first", _("Who looks after this desk?"), text, "person")
        self._person = NewPerson("first")
        self._person.entered.connect(self._try)
        self.card.addWidget(self._person)
        go_on = button("first:done", _("&Go on"), "primary")
        go_on.clicked.connect(self._try)
        self.finish([go_on])

    def focus_first(self) -> None:
        """In the name."""
        self._person.focus_first()

    def forget(self) -> None:
        """Nothing of the PIN stays here."""
        self._person.pin.wipe()

    def _try(self) -> None:
        if fault := self._person.fault():
            self.say(fault)
        else:
            self.named.emit(self._person.name, self._person.pin.text)
