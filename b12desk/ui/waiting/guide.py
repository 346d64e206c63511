"""Leads a patient through a hand-over: shows the page of the stage that it has reached, and tells it what was done.

Rules: nothing here says what an answer means; every answer is on the disk before the next page is shown; the page that
was left is destroyed; what calls for staff shows the clinic's own words, without the reason, and they stay.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from b12desk.desk.waiting_room import OVER, Sitting, Stage
from b12desk.desk.walk_diary import Face
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.report.words import answers_words
from b12desk.ui.kit.speech import announce_text, teach_headings
from b12desk.ui.waiting.asked import block_of, wording_of
from b12desk.ui.waiting.big_tiles import BigButton, BigRadio
from b12desk.ui.waiting.blocks import Block
from b12desk.ui.waiting.frame import Frame
from b12desk.ui.waiting.hearing import HearingBar, HearingQuestion
from b12desk.ui.waiting.pages import BirthPage, CallPage, EasePage, Page, QuestionPage, ReviewPage, WelcomePage
from b12desk.ui.waiting.read_aloud import ReadAloud
from b12desk.ui.waiting.wishes import Wishes
from b12desk.ui.waiting.words import kept_words, not_the_date, please_words
from b12desk.ui.wording import issue_text

_LOOK_MS = 1000


class Guide(QWidget):
    """``over`` carries the `Stage` from which only staff lead on. ``sized`` asks for another size of text.

    ``staffed``: staff who were called want to go on; ``for_staff``: what stands on that button.
    """

    over = Signal(object)
    sized = Signal(int)
    staffed = Signal()

    def __init__(self, sitting: Sitting, wishes: Wishes, aloud: ReadAloud, for_staff: str = "") -> None:
        super().__init__()
        teach_headings()
        self.setObjectName("guide")
        self.sitting, self.wishes = sitting, wishes
        self._for_staff, self._aloud = for_staff, aloud
        self._shown: tuple[Stage, str] | None = None
        self._calling = False
        self._changed = ""
        self._alerted = False
        self._over = False
        self._lost = ""
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.frame = self._framed()
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        self.look()

    @property
    def page(self) -> Page:
        """What is on the screen."""
        page = self.frame.page
        assert isinstance(page, Page)  # noqa: S101 -- shown from the first look on
        return page

    def look(self) -> None:
        """Show the page of the stage as it is now, if another one is shown."""
        stage = self.sitting.stage
        if stage in OVER:
            if not self._over:
                self._over = True
                self.over.emit(stage)
            return
        if self._calling:
            return
        screen = self.sitting.screen
        at = stage, screen.question if screen is not None else ""
        if at != self._shown:
            self._shown = at
            self._show(stage)

    def restyle(self, wishes: Wishes) -> None:
        """In text of another size, at the same place."""
        self.commit()
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        old, self.wishes = self.frame, wishes
        self.frame = self._framed()
        old.hide()
        old.deleteLater()
        if self._calling:
            self._show_call()
        else:
            self._show(self.sitting.stage)
        for each in self.frame.findChildren(QWidget, name)[:1] if name else []:
            each.setFocus()

    def commit(self) -> None:
        """Report what was typed and not yet reported."""
        for block in self._blocks():
            block.commit()

    def leave(self) -> None:
        """Look no more: the page goes."""
        self._clock.stop()
        self._over = True

    # What is pressed

    def _go_on(self) -> None:
        if self._calling:
            self._come_back()
            return
        self.commit()
        sitting = self.sitting
        match sitting.stage:
            case Stage.CONFIRM_BIRTH:
                self._confirm_birth()
            case Stage.WELCOME:
                self._keep(sitting.begin)
            case Stage.QUESTION:
                if sitting.can_continue:
                    self._keep(sitting.next)
                else:
                    self._show_problems()
            case Stage.REVIEW:
                last = sitting.last_box
                if last and sitting.session.state(last).draft is not None:
                    self._show_problems()
                else:
                    self._keep(sitting.confirm)
            case Stage.EASE:
                self._ease(None)
            case _:
                pass
        self.look()

    def _back(self) -> None:
        if self._calling:
            self._come_back()
            return
        self.commit()
        self._keep(self.sitting.back)
        self.look()

    def _call(self) -> None:
        self.commit()
        self._keep(self.sitting.call_staff)
        if self.wishes.alert:
            QApplication.beep()
        self._calling = True
        self._show_call()

    def _show_call(self) -> None:
        page = CallPage(self._for_staff)
        page.staffed.connect(self.staffed)
        self.frame.show_page(page, back=True, go_on=_("Continue"))
        self.frame.bars.call.hide()
        self._say()
        page.focus_first()
        self._tell(page)

    def _come_back(self) -> None:
        """From the page that says so to where one was."""
        self._calling, self._shown = False, None
        self.frame.bars.call.show()
        self.look()

    def _confirm_birth(self) -> None:
        page = self.page
        if not isinstance(page, BirthPage):
            return
        parts = [each.text().strip(" .") for each in page.dates.lines]
        fits: list[bool] = []
        if not all(parts):
            page.say_wrong(_("Please fill in day, month and year."))
            next(line for line in page.dates.lines if not line.text().strip(" .")).setFocus()
            self._tell_birth(page)
            return
        self._keep(lambda: fits.append(self.sitting.confirm_birth(*parts)))
        if not any(fits) and self.sitting.tries:
            page.say_wrong(not_the_date(self.sitting.tries))
            page.dates.wipe()
            page.focus_first()
            self._tell_birth(page)

    def _tell_birth(self, page: BirthPage) -> None:
        """Have it seen and heard what is wrong with the date of birth."""
        told = page.dates.lines[0].accessibleDescription()
        self.frame.bring(page.dates)
        announce_text(self, told)
        self._aloud.tell(told)

    def _decline(self) -> None:
        self._keep(self.sitting.decline)
        self.look()

    def _change(self, link_id: str) -> None:
        self.commit()
        self._changed = link_id
        self.sitting.change(link_id)
        self.look()

    def _ease(self, face: Face | None) -> None:
        self._keep(lambda: self.sitting.ease(face))
        self.look()

    # Answers

    def _answered(self, link_id: str, values: tuple[object, ...]) -> None:
        self._keep(lambda: self.sitting.answer(link_id, *values))  # type: ignore[arg-type]  # answers of a block
        self._drawn(link_id)

    def _ticked(self, link_id: str, code: str) -> None:
        self._keep(lambda: self.sitting.toggle(link_id, code))
        self._drawn(link_id)

    def _drafted(self, link_id: str, text: str, code: object, unit: str | None) -> None:
        self._keep(lambda: self.sitting.draft(link_id, text, code, unit))  # type: ignore[arg-type]  # an IssueCode
        self._drawn(link_id)

    def _keep(self, write: object) -> None:
        """Do what is to be on the disk when it is done; say so when the disk refuses."""
        try:
            write()  # type: ignore[operator]  # a call without arguments
            self._lost = ""
        except UserError:
            self._lost = _("Your last answer could not be saved. Please call the staff.")
        self._say()

    def _drawn(self, link_id: str) -> None:
        """Draw what an answer changed: states, and the details that it opens or takes away."""
        session = self.sitting.session
        blocks = {each.link_id: each for each in self._blocks()}
        if link_id in blocks:
            blocks[link_id].say_wrong("")
        page, screen = self.frame.page, self.sitting.screen
        if isinstance(page, QuestionPage) and screen is not None:
            for each in [each for each in page.blocks if each.link_id not in screen.link_ids]:
                page.drop(each)
            for place, each_id in enumerate(screen.link_ids):
                if each_id not in blocks:
                    page.add(place, self._block(each_id, main=False))
        for each in self._blocks():
            each.show_state(session.state(each.link_id))
        self.frame.fit()
        self._say()

    def _say(self) -> None:
        """The clinic's words, once an answer calls for staff, and as long as answers cannot be saved."""
        if not self._alerted and self.sitting.stage is not Stage.CONFIRM_BIRTH and self.sitting.alarm:
            self._alerted = True
            if self.wishes.alert:
                QApplication.beep()
        staff = (self.wishes.staff_words or _("Please tell the staff now.")) if self._alerted else ""
        words = " ".join(filter(None, (staff, self._lost)))
        if words and words != self.frame.notice.words:
            self._aloud.tell(words)
        self.frame.notice.say(words)

    def _show_problems(self) -> None:
        """Say beside each question what holds, go to the first."""
        session, first = self.sitting.session, None
        for block in self._blocks():
            state = session.state(block.link_id)
            if not self.sitting.holds(block.link_id):
                block.say_wrong("")
                continue
            if state.answers or state.draft is not None:
                session.leave(block.link_id)
            state = session.state(block.link_id)
            told = issue_text(state.issue, state.item) if state.issue is not None else please_words(block)
            block.say_wrong(told)
            first = first or block
        if first is not None:
            first.take_focus()
            self.frame.bring(first)
            told = _("There is a problem: {text}", text=first.wrong)
            announce_text(self, told)
            self._aloud.tell(told)

    # Pages

    def _show(self, stage: Stage) -> None:
        go_on = _("Continue")
        match stage:
            case Stage.CONFIRM_BIRTH:
                page: Page = BirthPage()
            case Stage.WELCOME:
                page = self._welcome()
                go_on = _("Start")
            case Stage.QUESTION:
                page = self._question()
            case Stage.REVIEW:
                page = self._review()
                go_on = _("Confirm")
            case _:
                page = self._end()
                go_on = _("Finish")
        self.frame.show_page(page, back=self.sitting.can_go_back, go_on=go_on)
        self._say()
        page.focus_first()
        if isinstance(page, ReviewPage) and self._changed:
            page.focus_row(self._changed)
            self._changed = ""
        self._tell(page)

    def _tell(self, page: Page) -> None:
        """Have the page heard: its heading by assistive technology, all of it by our own voice where that is wanted."""
        announce_text(self, page.title)
        QTimer.singleShot(0, page, lambda: self._aloud.read(page))

    def _welcome(self) -> WelcomePage:
        page = WelcomePage(kept_words(self.wishes), self.sitting.minutes_left())
        page.declined.connect(self._decline)
        if self._aloud.is_there():
            asked = HearingQuestion(self._aloud, BigRadio)
            asked.answered.connect(lambda: self._aloud.read(page))
            page.offer(asked)
        return page

    def _question(self) -> QuestionPage:
        screen = self.sitting.screen
        names = screen.link_ids if screen is not None else ()
        blocks = [self._block(each, main=place == 0) for place, each in enumerate(names)]
        return QuestionPage(blocks, self.sitting.minutes_left())

    def _review(self) -> ReviewPage:
        session, lines = self.sitting.session, []
        for link_id in (each for screen in self.sitting.answered for each in screen.link_ids):
            item = session.questionnaire.items[link_id]
            words = wording_of(session.questionnaire, item)
            answer = answers_words(session.questionnaire, link_id, session.answers.get(link_id, ()))
            lines.append((link_id, words.question, answer))
        last = self.sitting.last_box
        page = ReviewPage(lines, self._block(last, main=False) if last else None)
        page.changed.connect(self._change)
        return page

    def _end(self) -> EasePage:
        page = EasePage()
        page.eased.connect(self._ease)
        return page

    def _block(self, link_id: str, *, main: bool) -> Block:
        session = self.sitting.session
        made = block_of(session.questionnaire, session.state(link_id), main=main)
        made.answered.connect(self._answered)
        made.ticked.connect(self._ticked)
        made.drafted.connect(self._drafted)
        return made

    def _blocks(self) -> list[Block]:
        page = self.frame.page
        if isinstance(page, QuestionPage):
            return list(page.blocks)
        return [page.last] if isinstance(page, ReviewPage) and page.last is not None else []

    def _framed(self) -> Frame:
        made = Frame(HearingBar(self._aloud, BigButton))
        made.backed.connect(self._back)
        made.called.connect(self._call)
        made.resized_text.connect(self.sized)
        made.continued.connect(self._go_on)
        made.pad.pressed.connect(self.commit)
        self._box.addWidget(made)
        return made
