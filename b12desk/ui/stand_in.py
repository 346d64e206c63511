"""The place of a question that another one answers as well: it stays, whether it is asked or not.

Age beside the date of birth: were its row to go as soon as the date is there, everything below would move up under the
pointer, which is already on its way to the next answer.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from b12desk.i18n import _
from b12desk.model.questionnaire import Item
from b12desk.ui import style
from b12desk.ui.parts import label
from b12desk.ui.row import GUTTER, ItemRow


class StandIn(QWidget):
    """Shows ``row`` of ``item``, or in its room why it is not asked: ``instead`` was answered."""

    def __init__(self, row: ItemRow, item: Item, instead: Item) -> None:
        super().__init__()
        self.row = row
        kept = row.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        row.setSizePolicy(kept)
        given = _("{question}: worked out from \u201c{other}\u201d.", question=item.label, other=instead.label)
        self._why = label(given, "hint")
        self._why.setObjectName(f"{row.link_id}:not-asked")
        self._why.setContentsMargins(style.sp(GUTTER), 0, 0, 0)
        box = QGridLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(row, 0, 0)
        box.addWidget(self._why, 0, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_asked(self, asked: bool) -> None:
        """Show the question, or that it is not needed."""
        if self.row.isHidden() == asked:
            self.row.setVisible(asked)
        if self._why.isHidden() != asked:
            self._why.setVisible(not asked)
