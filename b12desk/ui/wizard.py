"""One intake in the window: steps, pages, Back and Next, driven by the session.

Rules: signals come up from the pages, one session call follows, and what it changed is drawn; Next is never dead: it
moves, or it shows what is in the way and says why; every answer is on the disk before anything is drawn, and
so before the page turns; the next page is built while the person reads this one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from b12desk.desk.identity import born_of
from b12desk.desk.open_intake import RESULT, Audience, OpenIntake
from b12desk.desk.standing_words import amending_words
from b12desk.engine.session import REVIEW, Change
from b12desk.i18n import _
from b12desk.model.response import Subject
from b12desk.model.values import PartialDate
from b12desk.ui.asked_back import AskedBack
from b12desk.ui.form_page import FormPage
from b12desk.ui.jump_bar import JumpBar
from b12desk.ui.keys import Keys
from b12desk.ui.pages import Pages
from b12desk.ui.patient import PatientCard
from b12desk.ui.review_page import ReviewPage
from b12desk.ui.stepper import named_steps
from b12desk.ui.way_back import WayBack
from b12desk.ui.wizard_frame import Services, WizardFrame
from b12desk.ui.wizard_page import WizardPage

_AFTER_TURN_MS = 50
_PREBUILD_MS = 120


class Wizard(WizardFrame):
    """The wizard of one patient. ``titled``: the patient has another name, number or birth date now.

    ``ended``: the result is done with; ``moved``: it is another patient's. ``asked``: what is wanted of a finished
    intake (`StandingCard`). ``amended``: an amendment is to be finished. ``dropped``: it is to be dropped.
    ``again``: what is taken in from paper is to be taken in a second time. ``handed``: the screen is to go to the
    patient.
    """

    titled = Signal()
    moved = Signal()
    ended = Signal()
    asked = Signal(str, int)
    amended = Signal()
    dropped = Signal()
    again = Signal()
    handed = Signal()

    def __init__(self, intake: OpenIntake, services: Services) -> None:
        super().__init__()
        self.chosen.connect(self.go_to)
        self.backed.connect(self.go_back)
        self.helped.connect(services.help)
        self.nexted.connect(self.go_next)
        self.notice.ended.connect(self.end_here)
        self.notice.went_on.connect(self.go_on)
        self.intake = intake
        self.session = session = intake.session
        self._services = services
        self.pages = Pages(self.stack, self._make)
        self._turning = False
        self._named = self._named_now()
        self._after = self._timer(0, self._settle)
        self._ahead = self._timer(_PREBUILD_MS, self._prebuild)
        self._keys = Keys(self, self._draw)
        self._way_back = WayBack(self, self._draw)
        self._asked_back = AskedBack(self)
        if intake.from_paper:
            bar = JumpBar(session, second=intake.second)
            bar.jumped.connect(self.go_to)
            bar.again.connect(self.again)
            self.put_on_top(bar)
            self.name_again()
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]  # there is one
        at_result = intake.shown == RESULT
        intake.shown = session.page
        self._open(session.page)
        if at_result:
            self._show_result()
        # Counted from the paint on, not from here: what comes between may take as long as that, and would wait for it.
        QTimer.singleShot(0, self._after, lambda: self._after.start(_AFTER_TURN_MS))

    @property
    def page(self) -> WizardPage:
        """The page on the screen."""
        return self.pages.at(self.intake.shown)

    def go_next(self) -> None:
        """Move on, or go to the first problem and say why."""
        self._commit()
        self._draw(self.session.renew())
        if not self.session.page_issues(self.session.page) and self._asked_back.holds():
            return
        if self.intake.changing and not self.session.page_issues(self.session.page):
            self._way_back.go()
            return
        if self.session.page == REVIEW and not self.session.page_issues(REVIEW):
            if self.intake.shown != RESULT:
                self._show_result()
            return
        change = self.session.go_next()
        self._draw(change)
        if change.focus and isinstance(self.page, FormPage):
            self.page.show_problems(announce=True)
            self.page.focus_item(change.focus)

    def go_back(self) -> None:
        """Move one page back, or to where one came from; on the first one, to the start page. Nothing is lost."""
        self._commit()
        if self.intake.frozen and self.intake.shown == REVIEW:
            self._services.leave()
        elif self.intake.changing:
            self._way_back.go()
        elif self.intake.shown == RESULT:
            self._open(REVIEW)
        elif self.session.page == self.session.pages[0]:
            self._services.leave()
        else:
            self._draw(self.session.go_back())

    def go_to(self, link_id: str) -> None:
        """Open a page or a question (a step, a "Change" link, a deciding item), or the result that is there.

        Of a frozen intake the answers are read where they stand together: there is no page to change one on.
        """
        self._commit()
        if link_id == RESULT:
            self._draw(self.session.go_to(REVIEW))
            if self.session.finished:
                self._show_result()
            return
        if self.intake.frozen:
            self._look_at(link_id)
            return
        change = self.session.go_to(link_id)
        self._draw(change)
        if self.intake.shown != change.page:
            self._open(change.page)
        if change.focus and isinstance(self.page, FormPage):
            self.page.focus_item(change.focus)

    def take_focus(self) -> None:
        """Where work goes on: at the question at which the intake was opened again, else at the first of the page."""
        page, at = self.page, self.intake.at
        self.intake.at = ""
        if at and isinstance(page, FormPage):
            page.focus_item(at)
        else:
            page.focus_first()

    def end_here(self) -> None:
        """Finish before the last question; or, with a mistake open, go there and say why."""
        self._commit()
        self._draw(self.session.renew())
        if self.session.issues:
            problem = self.session.issues[0].link_id
            self._draw(self.session.leave(problem))
            self.go_to(problem)
            if isinstance(self.page, FormPage):
                self.page.show_problems(announce=True)
        else:
            self._draw(self.session.go_to(REVIEW))
            self._show_result()

    def go_on(self) -> None:
        """Ask on in spite of a red flag."""
        self.intake.go_on()
        self._show_notice()
        self.focus_next()

    def commit(self) -> None:
        """Take over what was typed and save it (the window closes)."""
        self._commit()
        self._services.save()

    def name_again(self) -> None:
        """Say whether a second entry of the paper was begun."""
        if self.jump_bar is not None:
            self.jump_bar.name_again(begun=self.intake.second_entry is not None)

    def take_over(self, change: Change) -> None:
        """Draw what was changed elsewhere."""
        self._draw(change)

    def _asked_again(self) -> None:
        self._draw(self.session.asked_again())
        self._show_review()

    def _typing(self, link_id: str, text: str, unit: str | None) -> None:
        self.session.typing(link_id, text, unit)
        self._services.save()

    def _renamed(self, subject: Subject) -> None:
        self._draw(self.session.set_subject(subject))

    def _named_now(self) -> tuple[Subject, PartialDate | None]:
        return self.session.subject, born_of(self.session)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """An item that was left shows its issue; a window that lost the focus has not left anything."""
        page = self.pages.get(self.intake.shown)
        if page is None or old is None or new is None or self._turning:
            return
        page.show_entered(old, new)
        if not isinstance(page, FormPage):
            return
        left = page.row_of(old)
        if left is not None and left is not page.row_of(new) and left.link_id in self.session.enabled:
            left.editor.commit()
            if self.session.answers.get(left.link_id) or self.session.state(left.link_id).draft:
                self._draw(self.session.leave(left.link_id))

    def _draw(self, change: Change) -> None:
        """Save, then draw what a session call changed: the one door behind every write."""
        self._services.save()
        if self._named != (named := self._named_now()):
            self._named = named
            self.titled.emit()
        page_of = self.session.questionnaire.page_of
        for page in self.pages.forms():
            changed = [each for each in change.items if page_of[each] == page.link_id]
            if changed:
                page.refresh(changed)
        if change.moved:
            self._open(change.page)
        else:
            self._show_steps()
        self._after.start(_AFTER_TURN_MS if change.moved else 0)  # a turned page is painted first: it changed no answer

    def _settle(self) -> None:
        """Off the way of the paint: look for red flags, and whether anything is left to ask."""
        self._show_notice()
        self._asked_back.moved()
        self._ahead.start()

    def _show_notice(self) -> None:
        if self.intake.shown == RESULT:
            self.notice.show_nothing()
        else:
            offer = None if self.intake.shown == REVIEW else self.intake.offer()
            self.notice.show_standing(self.intake.flags(), offer)

    # Pages

    def _open(self, link_id: str) -> None:
        page = self.pages.at(link_id)
        if link_id == REVIEW:
            self._show_review()
        moved = self.intake.shown != link_id
        self.intake.shown = link_id
        self._turning = True  # what loses the focus with its page was judged when Next was pressed
        if self.stack.currentWidget() not in (None, page) and self.stack.isAncestorOf(self.focusWidget()):
            self.stack.setFocus()  # with its page it would go through whatever comes next, and a screen reader says so
        self.stack.setCurrentWidget(page)
        self.show_papers(page.papers)
        page.to_top()
        if link_id in (REVIEW, RESULT):
            self._show_notice()
        self._way_back.arrived(link_id)
        self.name_next()
        self._show_steps()
        if moved:
            page.focus_first()
        self._turning = False
        self._ahead.start()

    def name_next(self) -> None:
        """Say where the button that goes on leads."""
        if self.intake.changing:
            self.show_next(_("Back to &check"))
        else:
            shown = self.intake.shown
            last = _("&Result") if self.intake.frozen else _("&Finish")
            self.show_next(last if shown == REVIEW else _("&Next") if shown != RESULT else "")

    def _show_review(self) -> None:
        if (review := self.pages.review) is not None:
            review.show_session(self.intake.assessment())

    def _make(self, link_id: str) -> WizardPage:
        return self._check() if link_id == REVIEW else self._result() if link_id == RESULT else self._form(link_id)

    def _form(self, link_id: str) -> FormPage:
        head, warning = None, amending_words(self.intake)
        if link_id == self.session.pages[0]:
            head = PatientCard(self.session.subject, nhs=self.intake.choices.nhs)
            warning = warning or self.intake.clock_note()
            head.changed.connect(self._renamed)
            head.handed.connect(self.handed)
        group, staff = self.session.questionnaire.items[link_id], self.intake.audience is Audience.STAFF
        page = FormPage(self.session, group, head, warning, dense=staff)
        page.answered.connect(lambda link_id, values: self._draw(self.session.answer(link_id, *values)))
        page.ticked.connect(lambda link_id, code: self._draw(self.session.toggle(link_id, code)))
        page.drafted.connect(lambda *given: self._draw(self.session.draft(*given)))
        page.confirmed.connect(lambda link_id: self._draw(self.session.confirm(link_id)))
        page.typing.connect(self._typing)
        page.ended.connect(self.focus_next)
        page.verticalScrollBar().valueChanged.connect(self._asked_back.moved)
        return page

    def _look_at(self, link_id: str) -> None:
        """Read an answer, or the first one of a page, on the check page."""
        if self.intake.shown != REVIEW:
            self._open(REVIEW)
        items = self.session.questionnaire.items
        inside = items[link_id].walk() if link_id in items else ()
        first = next((each.link_id for each in inside if each.is_question and each.link_id in self.session.enabled), "")
        if self.pages.review is not None:
            self.pages.review.focus_line(first or link_id)

    def _froze(self) -> None:
        """No answer can be changed any more: no page on which one could be is left."""
        self.pages.keep((RESULT,))
        self._show_steps()

    def _check(self) -> ReviewPage:
        page = ReviewPage(self.session, self.intake.left_behind, amending_words(self.intake))
        page.asked.connect(self._asked_again)
        page.dropped.connect(self.dropped)
        page.jumped.connect(self._way_back.change)
        return page

    def _show_result(self) -> None:
        if self.intake.amends is not None:
            self.amended.emit()
            return
        self.show_papers(None)  # they go with their page
        self.pages.drop(RESULT)
        self._open(RESULT)

    def _result(self) -> WizardPage:
        result = self.intake.finish()
        self._services.save()
        from b12desk.ui.result.result_page import ResultPage  # noqa: PLC0415 -- PDFium and printing, 50 ms: not for the first question

        page = ResultPage(self.intake, result, self._services.save)
        page.jumped.connect(self._way_back.change)
        page.ended.connect(self.ended)
        page.asked.connect(self.asked)
        page.frozen.connect(self._froze)
        page.moved.connect(self.moved)
        return page

    def _prebuild(self) -> None:
        """Let go of the pages behind, then make the next one ready: built, styled, laid out at its size."""
        order = (*self.session.pages, RESULT)
        place = order.index(self.intake.shown) if self.intake.shown in order else 0
        near = order[place : place + 2]
        self.pages.keep(near)
        ahead = order[place + 1] if place + 1 < len(order) else RESULT
        if ahead == REVIEW or (ahead != RESULT and self.pages.get(ahead) is None):
            page = self.pages.at(ahead)
            page.resize(self.stack.size())
            if isinstance(page, ReviewPage):
                self._show_review()
                page.complete()
            page.make_ready()

    def _commit(self) -> None:
        if (patient := self.pages.patient) is not None:
            patient.commit()
        page = self.pages.get(self.intake.shown)
        if isinstance(page, FormPage):
            page.commit()

    def _show_steps(self) -> None:
        self.show_steps(*named_steps(self.session, self.intake.shown))

    def _timer(self, pause: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(call)
        return timer
