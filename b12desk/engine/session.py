"""One patient's walk through a questionnaire: the only presenter. The window and the command line print what it says.

Rules
1. Everything that changes answers once an intake is open is in this file, and goes through one door, `_apply`: check
   first, then change, then work out anew. Turning a page changes none. An impossible call raises (KeyError, ValueError)
   and leaves the session as it was.
2. Enabled items, issues, pages and progress are worked out from definition and answers, never kept as truth.
3. A condition refers only to earlier items (linted), so one pass settles what applies and a loop cannot exist.
4. A disabled item's answer is kept, so that changing one's mind loses nothing, but it counts as absent for conditions,
   issues and scoring, and is left out of `response()`.
5. A draft (typed, not yet an answer) replaces the answer, is never an answer itself, and blocks completion. The answer
   before it is remembered, so that it can be named; what is still being typed is kept and changes nothing yet.
6. "Not sure" and "prefer not to say" are coded answers; unanswered is none. None of the three is ever "no".
7. An item's issue shows only after its page was attempted or the item was left.
8. The day of work is the clock's: ages and dates are judged by it at every change. A finished intake keeps its day
   until an answer is changed.
9. A frozen intake takes no change at all: every call that would make one is an impossible one.
10. The last answer of this sitting can be taken back, and then the one before it: the item has again what it had.

Theory of one write: ``answers, drafts, page -> (change) -> answers', drafts', page'``; then
``view = f(questionnaire, answers', drafts')``; the returned `Change` names the items whose view differs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from b12desk.engine.item_state import Change, Draft, ItemState, Progress, Typed
from b12desk.engine.standing import Standing
from b12desk.engine.steps_back import Former
from b12desk.engine.view import REVIEW
from b12desk.model.issue import IssueCode
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import UNKNOWN_CODES, Answer, Coding

__all__ = ["REVIEW", "Change", "ItemState", "Progress", "Session", "Typed"]


class Session(Standing):
    """See the head of this file; what can be asked of it is in `Standing`."""

    def answer(self, link_id: str, *values: Answer) -> Change:
        """Answer an item (no value: clear it). Raises KeyError, or ValueError for what no editor could send."""
        self._changeable()
        given = self._possible(link_id, values)
        former = self._former(link_id)
        if former[1:] != (given, None):
            self._steps.note(former, given)
        return self._write(lambda: self._put(link_id, given))

    def take_back(self) -> Change:
        """Give the item that was answered last what it had before; where it is asked, the focus is on it.

        With nothing to take back nothing changes.
        """
        if self._steps.last is None:
            return self._turn(self._place(self._page))
        former = self._steps.pop()

        def change() -> None:
            self._put(former.link_id, former.answers)
            if former.draft is not None:
                self._boxes.drafts[former.link_id] = former.draft

        done = self._write(change)
        return done._replace(focus=former.link_id if former.link_id in self._view.enabled else None)

    def asked_again(self) -> Change:
        """All that was to be asked again was asked, and is right as it stands."""
        return self._write(lambda: self._no_more_to_ask(lambda _each: True))

    def toggle(self, link_id: str, code: str) -> Change:
        """Tick or untick one option of a repeating choice; an exclusive option and the others clear each other."""
        item = self.questionnaire.items[link_id]
        if not item.repeats:
            raise ValueError(f"{link_id} takes one answer")
        options = {each.code: each for each in self.questionnaire.options(link_id)}
        if code not in options:
            raise ValueError(f"{code} is not an option of {link_id}")
        ticked = [each.code for each in self._answers.get(link_id, ()) if isinstance(each, Coding)]
        if code in ticked:
            ticked.remove(code)
        elif options[code].exclusive or code in UNKNOWN_CODES:
            ticked = [code]
        else:
            alone = {each.code for each in options.values() if each.exclusive} | UNKNOWN_CODES
            ticked = [each for each in ticked if each not in alone] + [code]
        return self.answer(link_id, *(Coding(code=each) for each in options if each in ticked))

    def draft(self, link_id: str, text: str, code: IssueCode = IssueCode.DRAFT, unit: str | None = None) -> Change:
        """Keep text that is not an answer; the item's last answer is remembered. Blank text clears the item."""
        if not self.questionnaire.items[link_id].is_question:
            raise ValueError(f"{link_id} takes no answer")
        if not text.strip():
            return self.answer(link_id)
        self._changeable()
        self._steps.note(self._former(link_id))

        def change() -> None:
            item, before = self.questionnaire.items[link_id], self._answers.pop(link_id, ())
            self._boxes.draft(item, before, Draft(text, code, unit), self._span(link_id))

        return self._write(change)

    def typing(self, link_id: str, text: str, unit: str | None = None) -> None:
        """Keep what stands in the boxes of an item while it is typed. It changes nothing that is shown."""
        if not self.questionnaire.items[link_id].is_question:
            raise ValueError(f"{link_id} takes no answer")
        self._changeable()
        self._boxes.type(link_id, text, unit)

    def clear(self, link_id: str) -> Change:
        """Take an answer back: the item is unanswered again."""
        return self.answer(link_id)

    def confirm(self, link_id: str) -> Change:
        """Take an unusual answer as meant: nobody is asked again until it changes."""
        self._changeable()
        given = self._answers[link_id]

        def change() -> None:
            self._confirmed[link_id] = given

        return self._apply(change)

    def leave(self, link_id: str) -> Change:
        """Show the item's issue from now on: its editor was left."""
        _ = self.questionnaire.items[link_id]
        if self._answers.get(link_id):
            self._boxes.leave(link_id)
        return self._apply(lambda: self._left.add(link_id))

    def set_subject(self, subject: Subject) -> Change:
        """Set the patient line."""

        def change() -> None:
            self._base = replace(self._base, subject=subject)

        return self._write(change)

    def renew(self) -> Change:
        """Judge everything by today: the day may have changed since the last write."""
        return self._apply(lambda: None) if self._is_another_day() else self._turn(self._place(self._page))

    def finish(self) -> QuestionnaireResponse:
        """The completed record, dated today. Raises ValueError with issues open."""
        self.renew()
        response = self.response(self._ending)
        self._finished = True
        return response

    def freeze(self) -> None:
        """From now on nothing can be changed, nor taken back. Raises ValueError while it is not finished."""
        if not self._finished:
            raise ValueError("only what is finished is frozen")
        self._frozen = True
        self._steps.forget()

    def go_next(self) -> Change:
        """Move on, or show every issue of the page and name the first. On `REVIEW` there is nowhere to move."""
        problems = self.page_issues(self._page)
        if problems:
            first = problems[0].link_id
            attempted = set(self.pages) if self._page == REVIEW else {self._page}

            def change() -> None:
                self._attempted |= attempted
                self._page = self.questionnaire.page_of[first]

            return self._apply(change, focus=first)
        return self._turn(self.pages.index(self._page) + 1)

    def go_back(self) -> Change:
        """Move one page back; on the first page nothing happens."""
        return self._turn(self.pages.index(self._page) - 1)

    def go_to(self, link_id: str) -> Change:
        """Open a page, or the page of an enabled item with the focus on it. Raises ValueError if it does not apply."""
        if link_id in self.pages:
            return self._turn(self.pages.index(link_id))
        if link_id not in self._view.enabled:
            raise ValueError(f"{link_id} does not apply")
        return self._turn(self.pages.index(self.questionnaire.page_of[link_id]), focus=link_id)

    # Internals

    def _changeable(self) -> None:
        if self._frozen:
            raise ValueError("a frozen intake takes no change")

    def _former(self, link_id: str) -> Former:
        """What the item has now."""
        return Former(link_id, self._answers.get(link_id, ()), self._boxes.drafts.get(link_id))

    def _put(self, link_id: str, given: tuple[Answer, ...]) -> None:
        self._boxes.answer(link_id, self._answers.pop(link_id, ()), given)
        if given:
            self._answers[link_id] = given
        self._told_anew(link_id)

    def _no_more_to_ask(self, asked: Callable[[str], bool]) -> None:
        """What was ``asked`` need not be asked again."""
        left = tuple(each for each in self._base.ask_again if not asked(each))
        self._base = replace(self._base, ask_again=left)

    def _told_anew(self, link_id: str) -> None:
        """What an older form ruled out counts no more, and nothing is to be asked again."""
        self._no_more_to_ask(lambda each: each == link_id)
        left = {each: out for each, out in self._base.ruled_out.items() if each != link_id}
        self._base = replace(self._base, ruled_out=left)

    def _write(self, change: Callable[[], None]) -> Change:
        """A change of answers: a finished intake is so no more."""
        self._changeable()

        def reopened() -> None:
            change()
            self._finished = False

        return self._apply(reopened)

    def _apply(self, change: Callable[[], None], focus: str | None = None) -> Change:
        """The one door: do a checked change, work everything out anew, say what differs."""
        page, before = self._page, self._view
        seen = {each: self.state(each) for each in self.questionnaire.items}
        change()
        self._date()
        self._view = self._look()
        if self._page not in self._view.pages:
            self._page = self._nearest(before.pages)
        differs = frozenset(each for each, state in seen.items() if state != self.state(each))
        return Change(differs, before.pages != self._view.pages, self._page, page != self._page, focus)

    def _turn(self, index: int, focus: str | None = None) -> Change:
        """Open another page. No answer changes, so nothing has to be worked out anew."""
        page = self._page
        self._page = self.pages[max(0, min(index, len(self.pages) - 1))]
        self._furthest = self.furthest
        return Change(frozenset(), False, self._page, page != self._page, focus)

    def _nearest(self, pages: tuple[str, ...]) -> str:
        """The last page before the vanished one that still applies."""
        earlier = pages[: pages.index(self._page)]
        return next((each for each in reversed(earlier) if each in self._view.pages), self._view.pages[0])
