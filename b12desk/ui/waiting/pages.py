"""The pages of the waiting room that ask nothing of the form: birth date, welcome, review, the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b12desk.i18n import N_, _, n_
from b12desk.ui.kit.labels import label, picture, remark
from b12desk.ui.kit.review_row import Shown
from b12desk.ui.waiting.big_tiles import BigRow, BigTile, WideButton
from b12desk.ui.waiting.blocks import Block
from b12desk.ui.waiting.measure import APART, mm
from b12desk.ui.waiting.typed_blocks import DateBoxes

FACES = (("good", N_("Yes, easy")), ("middling", N_("In between")), ("bad", N_("No, hard")))


class Page(QWidget):
    """``title`` is its heading, which is announced."""

    def __init__(self, name: str, title: str, icon: str = "") -> None:
        super().__init__()
        self.setObjectName(f"page:{name}")
        self.title = title
        self.setAccessibleName(title)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(mm(APART))
        if title:
            head = QHBoxLayout()
            head.setSpacing(mm(3))
            if icon:
                head.addWidget(picture(icon, "primary", 34), 0, Qt.AlignmentFlag.AlignTop)
            heading = label(title, "page")
            heading.setObjectName(f"page:{name}:title")
            head.addWidget(heading, 1)
            self.box.addLayout(head)

    def say(self, *texts: str) -> None:
        """Add paragraphs."""
        for each in texts:
            self.box.addWidget(label(each))

    def focus_first(self) -> None:
        """On the page itself: a ring around the first answer would look like a choice. Tab goes to what is on it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class QuestionPage(Page):
    """The blocks of one screen; ``minutes`` are left, None says nothing."""

    def __init__(self, blocks: Sequence[Block], minutes: int | None) -> None:
        super().__init__("question", "")
        self.blocks = list(blocks)
        self._minutes = label("", "hint")
        self._minutes.setObjectName("minutes")
        self.box.addWidget(self._minutes)
        self.show_minutes(minutes)
        for each in self.blocks:
            self.box.addWidget(each)
        self.box.addStretch(1)
        self.title = self.blocks[0].accessibleName()
        self.setAccessibleName(self.title)

    def show_minutes(self, minutes: int | None) -> None:
        """Say how long it takes from here, in whole minutes."""
        told = n_("About {count} minute left", "About {count} minutes left", minutes) if minutes else ""
        self._minutes.setText(told)
        self._minutes.setVisible(bool(told))

    def add(self, place: int, block: Block) -> None:
        """A question that an answer has opened."""
        self.blocks.insert(place, block)
        self.box.insertWidget(1 + place, block)
        block.show()

    def drop(self, block: Block) -> None:
        """A question that does not apply any more."""
        self.blocks.remove(block)
        self.box.removeWidget(block)
        block.hide()
        block.deleteLater()

    def focus_first(self) -> None:
        """In the box of a question that is typed; else as the base."""
        if self.blocks[0].tiles()[:1] == list(self.blocks[0].inputs())[:1]:
            super().focus_first()
        else:
            self.blocks[0].take_focus()


class BirthPage(Page):
    """``dates`` holds the three boxes."""

    def __init__(self) -> None:
        super().__init__("birth", _("What is your date of birth?"), "person")
        self.say(_("So that we know these questions are yours. For example: 12 March 1958."))
        self._wrong = QVBoxLayout()
        self.box.addLayout(self._wrong)
        self.dates = DateBoxes("birth", self.title)
        self.box.addWidget(self.dates)
        self.box.addStretch(1)

    def say_wrong(self, text: str) -> None:
        """Say what is wrong, in place of what was said before."""
        while (item := self._wrong.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        made = remark("error", "error", text)
        made.setObjectName("birth:error")
        made.setAccessibleName(_("Error: {text}", text=text))
        self._wrong.addWidget(made)
        for line in self.dates.lines:
            line.setAccessibleDescription(_("Error: {text}", text=text))

    def focus_first(self) -> None:
        """In the box of the day."""
        self.dates.lines[0].setFocus(Qt.FocusReason.OtherFocusReason)


class WelcomePage(Page):
    """What is kept, how long, who reads it. ``declined``: rather not."""

    declined = Signal()

    def __init__(self, kept: str, minutes: int | None) -> None:
        super().__init__("welcome", _("A few questions about your health"), "app")
        self.say(
            _("Your answers go to the staff who look after you here, and to nobody else."),
            kept,
            _("Nothing leaves this computer, and there are no adverts."),
        )
        if minutes:
            self.say(n_("It takes about {count} minute.", "It takes about {count} minutes.", minutes))
        self.say(_("You can stop or ask for help at any time: press Call staff."))
        rather_not = WideButton(_("I'd rather not"))
        rather_not.setObjectName("decline")
        rather_not.clicked.connect(self.declined)
        self._offered = QVBoxLayout()
        self.box.addLayout(self._offered)
        self.box.addSpacing(mm(APART))
        self.box.addWidget(rather_not)
        self.box.addStretch(1)

    def offer(self, widget: QWidget) -> None:
        """Stand above that button."""
        self._offered.addWidget(widget)


class ReviewPage(Page):
    """One's own answers. ``changed`` carries the linkId of the one to change; ``last`` is the box for own words."""

    changed = Signal(str)

    def __init__(self, lines: Iterable[tuple[str, str, str]], last: Block | None) -> None:
        super().__init__("review", _("Are these your answers?"), "review")
        self.say(_("Press one to change it. Press Continue when all are right."))
        self.rows: list[BigRow] = []
        for link_id, question, answer in lines:
            shown = Shown(answer or _("Not answered"), given=bool(answer))
            row = BigRow(question, question, shown)
            row.setObjectName(f"change:{link_id}")
            row.clicked.connect(lambda _checked=False, link_id=link_id: self.changed.emit(link_id))
            self.box.addWidget(row)
            self.rows.append(row)
        self.last = last
        if last is not None:
            self.box.addSpacing(mm(APART))
            self.box.addWidget(last)
        self.box.addStretch(1)

    def focus_row(self, link_id: str) -> None:
        """On the line that was changed."""
        for row in self.rows:
            if row.objectName() == f"change:{link_id}":
                row.setFocus(Qt.FocusReason.OtherFocusReason)


class CallPage(Page):
    """Staff are called. ``staffed``: they have come, and want to go on."""

    staffed = Signal()

    def __init__(self, for_staff: str) -> None:
        super().__init__("call", _("The staff are called"), "alert")
        self.say(_("They will come to you. Please stay here, or hold up your hand."))
        self.say(_("Press Continue to go on with the questions meanwhile."))
        self.box.addSpacing(mm(APART))
        staff = WideButton(for_staff)
        staff.setObjectName("staff")
        staff.clicked.connect(self.staffed)
        self.box.addWidget(staff)
        self.box.addStretch(1)


class EasePage(Page):
    """Thanks, what happens next, and one question with three faces. ``eased`` carries the face."""

    eased = Signal(str)

    def __init__(self) -> None:
        super().__init__("ease", _("Thank you"), "success")
        self.say(_("Your answers are ready for the staff. Nothing was sent anywhere."))
        self.say(_("They will talk with you about them. You can ask them anything then."))
        self.box.addSpacing(mm(APART))
        self.box.addWidget(label(_("One last question: was this easy?"), "heading"))
        self.box.addWidget(label(_("You need not answer it."), "hint"))
        self.tiles: list[BigTile] = []
        for code, text in FACES:
            button = WideButton(_(text), "secondary", f"face-{code}")
            button.setObjectName(f"ease={code}")
            button.clicked.connect(lambda _checked=False, code=code: self.eased.emit(code))
            self.box.addWidget(button)
        self.box.addStretch(1)
