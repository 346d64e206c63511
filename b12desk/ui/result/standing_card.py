"""How the finished intake stands, at the top of its result, and what can be done with it: amend, void, look back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.standing_words import standing_told
from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button, Link
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import empty, label, panel, remark_box

AMEND, GO_ON, DROP, VOID, TAKE_BACK, VERSION = "amend", "go on", "drop", "void", "take back", "version"


class StandingCard(QWidget):
    """``asked`` carries what is wanted, and the number of a version for `VERSION`, else 0."""

    asked = Signal(str, int)

    def __init__(self, intake: OpenIntake) -> None:
        super().__init__()
        self._intake = intake
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.draw()

    def draw(self) -> None:
        """Say how it stands now."""
        empty(self._outer)
        told = standing_told(self._intake)
        if told.tone == "error":
            made, box = remark_box("error", "alert", "", told.heading)
        else:
            made, box = panel("card", (20, 12, 20, 14), 4)
            box.addWidget(label(told.heading, "strong"))
        made.setObjectName("standing")
        for each in told.lines:
            box.addWidget(label(each, "small"))
        for version in self._intake.history.earlier:
            link = Link(_("Version {number}: read it, see what was changed", number=version.number), "text")
            link.setObjectName(f"standing:version:{version.number}")
            link.clicked.connect(partial(self.asked.emit, VERSION, version.number))
            box.addWidget(link)
        if self._intake.frozen:
            row = FlowLayout(style.sp(8))
            for name, text in self._deeds():
                button = Button(text, "secondary")
                button.setObjectName(f"standing:{name}")
                button.clicked.connect(partial(self.asked.emit, name, 0))
                row.addWidget(button)
            box.addLayout(row)
        self._outer.addWidget(made)

    def _deeds(self) -> tuple[tuple[str, str], ...]:
        past = self._intake.history
        if past.voided is not None:
            return ((TAKE_BACK, _("It was n&o error ...")),)
        if past.amendment is not None:
            return (GO_ON, _("&Go on amending")), (DROP, _("D&rop this amendment"))
        return (AMEND, _("A&mend ...")), (VOID, _("Entered in err&or ..."))
