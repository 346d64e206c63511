"""The line above everything: the program, whose intake is open, how to leave it, and the settings.

Whose intake it is stands between them, or in a line of its own where there is no room: it wraps, and a name is never
cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent

from b12desk.i18n import _
from b12desk.ui.identity_bar import IdentityBar
from b12desk.ui.kit import style
from b12desk.ui.kit.bar_layout import BarLayout
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.labels import label, picture
from b12desk.ui.kit.panel import Panel

if TYPE_CHECKING:
    from b12desk.desk.identity import Identity


class Header(Panel):
    """``settings``: somebody wants to change them; ``left``: to save the open intake and go; ``locked``: to lock.

    ``visits``: to see all visits of its patient.
    """

    settings = Signal()
    locked = Signal()
    left = Signal()
    visits = Signal()

    def __init__(self) -> None:
        super().__init__("header")
        self._across = across = BarLayout(self, style.sp(10))
        across.setContentsMargins(style.sp(16), 6, style.sp(12), 6)
        self._short = False
        self._mark = picture("app", "primary", 28)
        across.addWidget(self._mark)
        self._product = label("B12 Desk", "product")
        self._product.setWordWrap(False)
        across.addWidget(self._product)
        self._patient = IdentityBar()
        self._patient.visits.connect(self.visits)
        across.add_middle(self._patient)
        self._leave = Button(_("Save and lea&ve"), "secondary", "save")
        self._leave.setObjectName("leave")
        self._leave.clicked.connect(self.left)
        self._leave.hide()
        across.addWidget(self._leave)
        self._lock = Button(_("Loc&k"), "secondary", "lock")
        self._lock.setObjectName("lock")
        self._lock.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # as below
        self._lock.clicked.connect(self.locked)
        self._lock.hide()
        across.addWidget(self._lock)
        self._settings = Button(_("Se&ttings"), "secondary", "settings")
        self._settings.setObjectName("settings-button")
        self._settings.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # by the pointer, the focus stays on the question
        self._settings.clicked.connect(self.settings)
        across.addWidget(self._settings)

    def show_patient(self, who: Identity | None) -> None:
        """Show whose intake is open, if one is."""
        self._patient.show_identity(who)
        self._leave.setVisible(who is not None)
        self._make_room()

    def show_visits(self, count: int) -> None:
        """How many visits there are of that patient."""
        self._patient.show_visits(count)
        self._make_room()

    def offer_lock(self, name: str) -> None:
        """Offer to lock the desk, at which ``name`` is signed in; nobody is where it is empty."""
        told = _("{name} is signed in. Lock the desk, or change places (Ctrl+L)", name=name)
        self._lock.setAccessibleName(told)
        self._lock.setVisible(bool(name))
        self._make_room()
        self._lock.setToolTip(told)

    def set_short(self, short: bool) -> None:
        """In a very low window: the buttons as icons, and the patient's name beside them if its words have room."""
        self._short = short
        self._mark.setVisible(not short)
        for each in (self._leave, self._settings):
            each.set_short(short)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The program's own name gives way to the buttons."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        wide = sum(each.full_width() for each in (self._leave, self._lock, self._settings) if not each.isHidden())
        self._lock.set_short(self._short or wide + style.sp(28 + 28 + 40) > self.width())  # rather than a second row
        buttons = [each for each in (self._leave, self._lock, self._settings) if not each.isHidden()]
        taken = sum(each.sizeHint().width() + style.sp(10) for each in buttons)
        self._across.want(self._patient.wanted(self.width() - style.sp(28 + 10) - taken if self._short else None))
        room = self.width() - style.sp(28 + 28 + 10) - taken
        self._product.setVisible(not self._short and room >= self._product.sizeHint().width() + style.sp(10))
