"""The page after a hand-over: what happened, without a name or an answer, and the one button that asks for staff."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b12desk.desk.waiting_room import Stage
from b12desk.i18n import _
from b12desk.ui.kit.labels import label, picture, scroller
from b12desk.ui.waiting.big_tiles import WideButton
from b12desk.ui.waiting.measure import APART, mm


class LockPage(QWidget):
    """``asked``: somebody says that they are staff. ``stage``: how it ended; None: nobody touched the screen."""

    asked = Signal()

    def __init__(self, stage: Stage | None, staff_words: str) -> None:
        super().__init__()
        self.setObjectName("locked")
        title, *texts = locked_words(stage)
        self.setAccessibleName(title)
        ground = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller(ground))
        box = QVBoxLayout(ground)
        box.setContentsMargins(mm(6), mm(6), mm(6), mm(6))
        box.setSpacing(mm(APART))
        box.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(mm(3))
        icon = "success" if stage in (Stage.DONE, Stage.DECLINED) else "info"
        head.addWidget(picture(icon, "primary", 40), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(title, "title"), 1)
        box.addLayout(head)
        for each in texts:
            box.addWidget(label(each, "section"))
        box.addStretch(1)
        self.staff = WideButton(staff_words)
        self.staff.setObjectName("staff")
        self.staff.clicked.connect(self.asked)
        box.addWidget(self.staff)

    def focus_first(self) -> None:
        """On the page: its button is for staff."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """All there is."""
        return QSize(800, 600)


def locked_words(stage: Stage | None) -> tuple[str, ...]:
    """The heading of the page, and what it says below."""
    back = _("Please hand this device back to the staff.")
    match stage:
        case Stage.DONE:
            return (_("Thank you"), back)
        case Stage.DECLINED:
            return (_("That is fine"), _("No answers were needed. The staff will talk with you."), back)
        case Stage.ASK_STAFF:
            return (_("Please ask the staff"),)
        case Stage.EXPIRED:
            return (_("The time for these questions is over"), _("Your answers are safe."), back)
        case _:
            return (_("This screen is locked"), _("Answers that were given are safe."), _("Please ask the staff."))


def told_words(stage: Stage | None) -> str:
    """What staff read when they are back."""
    match stage:
        case Stage.DONE:
            return _("The patient has finished answering. The intake is below.")
        case Stage.DECLINED:
            return _("The patient would rather not answer the questions.")
        case Stage.ASK_STAFF:
            return _("The date of birth did not fit three times. Is this the right patient?")
        case Stage.EXPIRED:
            return _("The time of the hand-over ran out. What was answered is below.")
        case _:
            return _("Saved. What the patient answered so far is below.")
