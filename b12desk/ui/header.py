"""The line above everything: the program, whose intake is open, how to leave it, and the settings.

Whose intake it is stands between them, or in a line of its own where there is no room: a name is never cut.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.bar_layout import BarLayout
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.labels import label, picture
from b12desk.ui.kit.panel import Panel

_PATIENT = 220
"""The width in pixels, at the usual text size, from which a name may stand between the buttons."""


class Header(Panel):
    """``settings``: somebody wants to change them; ``left``: to save the open intake and go; ``locked``: to lock."""

    settings = Signal()
    locked = Signal()
    left = Signal()

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
        self._patient = label("")
        self._patient.setObjectName("patient")
        self._patient.setAlignment(Qt.AlignmentFlag.AlignCenter)
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

    def show_patient(self, name: str, number: str = "", *, open_intake: bool) -> None:
        """Show whose intake is open, if one is."""
        if name and number:
            shown = _("Patient: {name}, record {number}", name=name, number=number)
        elif name:
            shown = _("Patient: {name}", name=name)
        elif number:
            shown = _("Patient: record {number}", number=number)
        else:
            shown = _("Patient: no name given") if open_intake else ""
        self._patient.setText(shown)
        self._patient.setToolTip(shown)
        self._leave.setVisible(open_intake)
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
        metrics, shown = self._patient.fontMetrics(), self._patient.text()
        words = max(map(metrics.horizontalAdvance, shown.split()), default=0) + 2
        self._across.want(words if self._short else min(metrics.size(0, shown).width(), style.sp(_PATIENT)))
        wide = sum(each.full_width() for each in (self._leave, self._lock, self._settings) if not each.isHidden())
        self._lock.set_short(self._short or wide + style.sp(28 + 28 + 40) > self.width())  # rather than a second row
        buttons = [each for each in (self._leave, self._lock, self._settings) if not each.isHidden()]
        room = self.width() - style.sp(28 + 28 + 10) - sum(each.sizeHint().width() + style.sp(10) for each in buttons)
        self._product.setVisible(not self._short and room >= self._product.sizeHint().width() + style.sp(10))
