"""The place of a question that another one answers as well: it stays, whether it is asked or not.

Age beside the date of birth: were its row to go as soon as the date is there, everything below would move up under the
pointer, which is already on its way to the next answer.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from b12desk.engine.calculated import calculated_from
from b12desk.engine.facts import Facts
from b12desk.engine.ordering import Interval
from b12desk.engine.session import Session
from b12desk.i18n import _, current
from b12desk.model.questionnaire import Item
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.speech import keep_private
from b12desk.ui.question_row import GUTTER, QuestionRow


class StandIn(QWidget):
    """Shows ``row`` of ``item``, or in its room why it is not asked: ``instead`` was answered."""

    def __init__(self, row: QuestionRow, item: Item, instead: Item) -> None:
        super().__init__()
        self.row = row
        kept = row.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        row.setSizePolicy(kept)
        self._item, self._instead = item, instead
        self._why = label("", "hint")
        self._why.setObjectName(f"{row.link_id}:not-asked")
        self._why.setIndent(style.sp(GUTTER))
        self._why.hide()
        keep_private(self._why)
        box = QGridLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(row, 0, 0)
        box.addWidget(self._why, 0, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_asked(self, asked: bool, session: Session) -> None:
        """Show the question, or what the other answer makes of it."""
        if not asked:
            names = {"question": self._item.label, "other": self._instead.label}
            found = _worked_out(session, self._instead.link_id)
            self._why.setText(
                _("{question}: {found}, worked out from \u201c{other}\u201d.", found=found, **names)
                if found
                else _("{question}: not needed beside \u201c{other}\u201d.", **names)
            )
        if self.row.isHidden() == asked:
            self.row.setVisible(asked)
        if self._why.isHidden() != asked:
            self._why.setVisible(not asked)


def _worked_out(session: Session, link_id: str) -> str:
    """The number that is calculated from ``link_id``, or its two bounds; empty when there is none."""
    questionnaire = session.questionnaire
    facts = Facts(questionnaire, session.response())
    for each in questionnaire.calculated:
        value = facts.values[each] if link_id in calculated_from(questionnaire, each) else None
        if value and isinstance(value[0], Interval):
            low, high = map(current().number, value[0])
            return low if low == high else _("{low} to {high}", low=low, high=high)
    return ""
