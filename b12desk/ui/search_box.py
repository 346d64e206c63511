"""The box in which staff look for an intake."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QResizeEvent

from b12desk.i18n import _
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.text_boxes import LineBox

_LONGEST, _TEXT_SIDE = 200, 14


class SearchBox(LineBox):
    """Says what may be typed, in as many words as it has room for; what a scanner typed stands alone."""

    def __init__(self, text: str) -> None:
        super().__init__(longest=_LONGEST)
        self.setObjectName("intakes:search")
        self.setAccessibleName(_("Search by name, birth date, record number or reference code"))
        self.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other words."""
        super().resizeEvent(event)
        room = self.contentsRect().width() - style.sp(2 * _TEXT_SIDE)
        texts = (_("Name, birth date, number or code"), _("Search"), "")
        self.setPlaceholderText(next(each for each in texts if self.fontMetrics().size(0, each).width() <= room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """At the Enter of a scanner, what stood there before goes."""
        if event.key() in reflex.ENTER and (scanned := reflex.scanned(event)):
            self.setText(scanned)
        super().keyPressEvent(event)
