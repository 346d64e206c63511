"""The line above everything: the program, whose intake is open, how to leave it, and the settings.

Whose intake it is stands between them, or in a line of its own where there is no room: a name is never cut.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.labels import label, line, picture
from b12desk.ui.kit.panel import Panel

_PATIENT = 220
"""The width in pixels, at the usual text size, from which a name may stand between the buttons."""


class Header(Panel):
    """``settings``: somebody wants to change them; ``left``: to save the open intake and go."""

    settings = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("header")
        column = QVBoxLayout(self)
        column.setContentsMargins(style.sp(16), 6, style.sp(12), 6)
        column.setSpacing(0)
        self._across = across = line(spacing=10)
        column.addLayout(across)
        self._below = line()
        column.addLayout(self._below)
        across.addWidget(picture("app", "primary", 28))
        self._product = label("B12 Desk", "product")
        self._product.setWordWrap(False)
        across.addWidget(self._product)
        across.addStretch(1)
        self._patient = label("")
        self._patient.setObjectName("patient")
        self._patient.setAlignment(Qt.AlignmentFlag.AlignCenter)
        across.insertWidget(2, self._patient, 1000)
        self._leave = Button(_("Save and lea&ve"), "secondary", "save")
        self._leave.setObjectName("leave")
        self._leave.clicked.connect(self.left)
        self._leave.hide()
        across.addWidget(self._leave)
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
        self._leave.setVisible(open_intake)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name finds its place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """The name between the buttons, or below them; the program's own name gives way to the buttons."""
        buttons = (self._leave, self._settings) if not self._leave.isHidden() else (self._settings,)
        room = self.width() - style.sp(28 + 28 + 10) - sum(each.sizeHint().width() + style.sp(10) for each in buttons)
        product = self._product.sizeHint().width() + style.sp(10)
        self._product.setVisible(room >= product)
        between = room - product >= style.sp(_PATIENT)
        if between == (self._across.indexOf(self._patient) >= 0):
            return
        old, new = (self._below, self._across) if between else (self._across, self._below)
        old.removeWidget(self._patient)
        new.insertWidget(2 if between else 0, self._patient, 1000)
