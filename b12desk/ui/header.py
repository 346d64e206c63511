"""The line above everything: the program, whose intake is open, how to leave it, and the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.labels import label, line, picture
from b12desk.ui.kit.panel import Panel


class Header(Panel):
    """``settings``: somebody wants to change them; ``left``: to save the open intake and go."""

    settings = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("header")
        across = line(self, (16, 0, 12, 0), 10)
        across.setContentsMargins(style.sp(16), 6, style.sp(12), 6)
        across.addWidget(picture("app", "primary", 28))
        product = label("B12 Desk", "product")
        product.setWordWrap(False)
        across.addWidget(product)
        self._patient = label("")
        self._patient.setObjectName("patient")
        self._patient.setAlignment(Qt.AlignmentFlag.AlignCenter)
        across.addWidget(self._patient, 1)
        self._leave = Button(_("Save and lea&ve"), "secondary", "save")
        self._leave.setObjectName("leave")
        self._leave.clicked.connect(self.left)
        self._leave.hide()
        across.addWidget(self._leave)
        settings = Button(_("Se&ttings"), "secondary", "settings")
        settings.setObjectName("settings-button")
        settings.clicked.connect(self.settings)
        across.addWidget(settings)

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
