"""A paper taken in a second time: the same pages, empty; then what differs, question by question.

Rules: the second entry is on the disk beside the first until both were compared; what was taken in first changes only
where somebody chose the second; nothing is chosen beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.desk.paper_entry import Difference
from b12desk.engine.session import REVIEW
from b12desk.i18n import _, n_
from b12desk.model.questionnaire import AnswerOption
from b12desk.ui.items.base import RadioSet
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label, panel, remark
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.wizard import Wizard
from b12desk.ui.wizard_page import WizardPage

FIRST, SECOND = "first", "second"


class SecondWizard(Wizard):
    """``compared``: all that stands on the paper was taken in again. It has no result."""

    compared = Signal()

    def name_next(self) -> None:
        """The last button compares."""
        super().name_next()
        if self.intake.shown == REVIEW and not self.intake.changing:
            self.show_next(_("&Compare"))

    def _show_result(self) -> None:
        self.compared.emit()


class ComparePage(QWidget):
    """Every difference with both answers. ``settled`` carries the differences of which the second is right."""

    settled = Signal(object)
    left = Signal()

    def __init__(self, found: Sequence[Difference]) -> None:
        super().__init__()
        self.setObjectName("compare")
        self._found = found
        self._chosen: dict[str, str] = {}
        self._sets: dict[str, RadioSet] = {}
        count = len(found)
        title = n_("{count} answer differs", "{count} answers differ", count) if count else _("Both entries are alike")
        hint = _("Look at the paper, and choose what stands there.") if count else _("Nothing has to be chosen.")
        self._page = WizardPage("compare", title, hint, dense=True)
        self._missing = remark("error", "error", _("Choose one of both answers for each question."))
        self._missing.setObjectName("compare:missing")
        self._missing.hide()
        self._page.body.addWidget(self._missing)
        for each in found:
            self._page.body.addWidget(self._card(each))
        self._page.body.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._page, 1)
        box.addWidget(self._footer())
        self.setAccessibleName(title)

    def focus_first(self) -> None:
        """On the first choice, or on the button that goes on."""
        first = next(iter(self._sets.values()), None)
        (first.tiles[0] if first is not None else self._done).setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, each: Difference) -> Panel:
        made, box = panel("card", (18, 10, 18, 12), 6)
        made.setObjectName(f"differs:{each.link_id}")
        box.addWidget(label(_("{number}. {question}", number=each.number, question=each.question), "strong"))
        options = (
            AnswerOption(code=FIRST, display=_("First time: {answer}", answer=each.first_words)),
            AnswerOption(code=SECOND, display=_("Second time: {answer}", answer=each.second_words)),
        )
        holder = QWidget()
        holder.setAccessibleName(each.question)
        chosen = RadioSet(holder, options, partial(self._choose, each.link_id), f"differs:{each.link_id}")
        self._sets[each.link_id] = chosen
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(style.sp(6))
        for tile in chosen.tiles:
            inner.addWidget(tile)
        box.addWidget(holder)
        return made

    def _choose(self, link_id: str, which: str | None) -> None:
        self._chosen.pop(link_id, None)
        if which is not None:
            self._chosen[link_id] = which
        self._sets[link_id].show(which)

    def _footer(self) -> Panel:
        made = Panel("footer")
        line = FlowLayout(style.sp(12), made)
        line.setContentsMargins(style.sp(14), 6, style.sp(14), 6)
        back = Button(_("&Back to the second entry"), "secondary", "back")
        back.setObjectName("compare:back")
        back.clicked.connect(self.left)
        self._done = Button(_("Take these &over"), "primary", "check")
        self._done.setObjectName("compare:done")
        self._done.clicked.connect(self._finish)
        line.addWidget(back)
        line.addWidget(self._done)
        return made

    def _finish(self) -> None:
        """Hand over what was chosen; or say what was not, and go there."""
        open_ones = [each.link_id for each in self._found if each.link_id not in self._chosen]
        self._missing.setVisible(bool(open_ones))
        if open_ones:
            tile = self._sets[open_ones[0]].tiles[0]
            tile.setFocus(Qt.FocusReason.OtherFocusReason)
            self._page.bring(tile)
            announce_text(self, _("Choose one of both answers for each question."))
            return
        self.settled.emit(tuple(each for each in self._found if self._chosen[each.link_id] == SECOND))
