"""One patient's walk through a questionnaire: the only presenter. The window and the command line print what it says.

Rules
1. Everything that changes answers is in this file, and goes through one door, `_apply`: check first, then change, then
   work out anew. Turning a page changes none. An impossible call raises (KeyError, ValueError)
   and leaves the session as it was.
2. Enabled items, issues, pages and progress are worked out from definition and answers, never kept as truth.
3. A condition refers only to earlier items (linted), so one pass settles what applies and a loop cannot exist.
4. A disabled item's answer is kept, so that changing one's mind loses nothing, but it counts as absent for conditions,
   issues and scoring, and is left out of `response()`.
5. A draft (typed, not yet an answer) replaces the answer, is never an answer itself, and blocks completion.
6. "Not sure" and "prefer not to say" are coded answers; unanswered is none. None of the three is ever "no".
7. An item's issue shows only after its page was attempted or the item was left.

Theory of one write: ``answers, drafts, page -> (change) -> answers', drafts', page'``; then
``view = f(questionnaire, answers', drafts')``; the returned `Change` names the items whose view differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from b12desk.engine.constraints import check, check_item
from b12desk.engine.enablement import enabled_in
from b12desk.engine.facts import Facts
from b12desk.engine.states import Change, Draft, ItemState, Progress
from b12desk.model.issue import Issue, IssueCode
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.response import QuestionnaireResponse, Status, Subject
from b12desk.model.values import UNKNOWN_CODES, Answer, Coding

__all__ = ["REVIEW", "Change", "ItemState", "Progress", "Session"]

REVIEW = "review"
"""The page after the last one of the form: check your answers."""

_TYPING_ERRORS = frozenset({IssueCode.WRONG_TYPE, IssueCode.NOT_AN_OPTION, IssueCode.TOO_MANY, IssueCode.EXCLUSIVE})
"""Issues no editor can cause: an answer that has one is an impossible call, not the respondent's mistake."""


class _View(NamedTuple):
    enabled: frozenset[str]
    issues: Mapping[str, Issue]
    pages: tuple[str, ...]


class Session:
    """See the head of this file. ``authored`` is the time of the intake; ``response`` resumes an earlier draft."""

    def __init__(
        self, questionnaire: Questionnaire, authored: datetime, response: QuestionnaireResponse | None = None
    ) -> None:
        self.questionnaire = questionnaire
        self._base = response or QuestionnaireResponse(questionnaire=questionnaire.canonical, authored=authored)
        self._answers: dict[str, tuple[Answer, ...]] = {}
        self._drafts: dict[str, Draft] = {}
        self._attempted: set[str] = set()
        self._left: set[str] = set()
        for link_id, given in self._base.answers.items():
            self._answers[link_id] = self._possible(link_id, tuple(given))
        self._base = replace(self._base, answers={})
        self._view = self._look()
        self._page = self._view.pages[0]

    # Reads

    @property
    def answers(self) -> Mapping[str, tuple[Answer, ...]]:
        """All answers given, those of disabled items included."""
        return MappingProxyType(self._answers)

    @property
    def enabled(self) -> frozenset[str]:
        """The linkIds of the items that apply."""
        return self._view.enabled

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Every issue of the enabled items in questionnaire order, shown or not."""
        return tuple(self._view.issues.values())

    @property
    def pages(self) -> tuple[str, ...]:
        """The linkIds of the pages that apply; the last is `REVIEW`."""
        return self._view.pages

    @property
    def page(self) -> str:
        """The page now open."""
        return self._page

    @property
    def subject(self) -> Subject:
        """The patient line."""
        return self._base.subject

    @property
    def progress(self) -> Progress:
        """How far the walk has come."""
        questions = [each for each in self._view.enabled if self.questionnaire.items[each].is_question]
        answered = sum(1 for each in questions if self._answers.get(each))
        return Progress(self.pages.index(self._page) + 1, len(self.pages), answered, len(questions))

    def state(self, link_id: str) -> ItemState:
        """All that is shown of one item. Raises KeyError for an unknown linkId."""
        item = self.questionnaire.items[link_id]
        draft = self._drafts.get(link_id)
        return ItemState(
            item=item,
            options=self.questionnaire.options(link_id),
            enabled=link_id in self._view.enabled,
            answers=self._answers.get(link_id, ()),
            draft=draft.text if draft else None,
            draft_unit=draft.unit if draft else None,
            issue=self._shown_issue(link_id),
        )

    def page_issues(self, page: str) -> tuple[Issue, ...]:
        """The issues of one page, in order; on `REVIEW` those of all pages."""
        issues = self._view.issues.values()
        return tuple(each for each in issues if page in (REVIEW, self.questionnaire.page_of[each.link_id]))

    def response(self, status: Status = Status.IN_PROGRESS) -> QuestionnaireResponse:
        """The record: enabled answers only, in questionnaire order. Raises ValueError to complete with issues open."""
        if status is not Status.IN_PROGRESS and self._view.issues:
            raise ValueError("an intake with open issues cannot be completed")
        answers = {
            each: self._answers[each]
            for each in self.questionnaire.items
            if each in self._view.enabled and self._answers.get(each) and each not in self._drafts
        }
        return replace(self._base, answers=answers, status=status)

    def kept(self) -> QuestionnaireResponse:
        """Everything as it stands, answers of disabled items included: what a saved draft holds."""
        return replace(self._base, answers=dict(self._answers), status=Status.IN_PROGRESS)

    # Writes

    def answer(self, link_id: str, *values: Answer) -> Change:
        """Answer an item (no value: clear it). Raises KeyError, or ValueError for what no editor could send."""
        given = self._possible(link_id, values)

        def change() -> None:
            self._drafts.pop(link_id, None)
            self._answers.pop(link_id, None)
            if given:
                self._answers[link_id] = given

        return self._apply(change)

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
        """Keep text that is not an answer; the item's earlier answer is gone. Blank text clears the item."""
        if not self.questionnaire.items[link_id].is_question:
            raise ValueError(f"{link_id} takes no answer")
        if not text.strip():
            return self.answer(link_id)

        def change() -> None:
            self._answers.pop(link_id, None)
            self._drafts[link_id] = Draft(text, code, unit)

        return self._apply(change)

    def clear(self, link_id: str) -> Change:
        """Take an answer back: the item is unanswered again."""
        return self.answer(link_id)

    def leave(self, link_id: str) -> Change:
        """Show the item's issue from now on: its editor was left."""
        _ = self.questionnaire.items[link_id]
        return self._apply(lambda: self._left.add(link_id))

    def set_subject(self, subject: Subject) -> Change:
        """Set the patient line."""

        def change() -> None:
            self._base = replace(self._base, subject=subject)

        return self._apply(change)

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

    def _possible(self, link_id: str, values: tuple[Answer, ...]) -> tuple[Answer, ...]:
        item = self.questionnaire.items[link_id]
        if not item.is_question:
            raise ValueError(f"{link_id} takes no answer")
        wrong = [
            each for each in check_item(self.questionnaire, item, values, self._base) if each.code in _TYPING_ERRORS
        ]
        if wrong:
            raise ValueError(f"{link_id}: {wrong[0].code}")
        return values

    def _apply(self, change: Callable[[], None], focus: str | None = None) -> Change:
        """The one door: do a checked change, work everything out anew, say what differs."""
        page, before = self._page, self._view
        seen = {each: self.state(each) for each in self.questionnaire.items}
        change()
        self._view = self._look()
        if self._page not in self._view.pages:
            self._page = self._nearest(before.pages)
        differs = frozenset(each for each, state in seen.items() if state != self.state(each))
        return Change(differs, before.pages != self._view.pages, self._page, page != self._page, focus)

    def _turn(self, index: int, focus: str | None = None) -> Change:
        """Open another page. No answer changes, so nothing has to be worked out anew."""
        page = self._page
        self._page = self.pages[max(0, min(index, len(self.pages) - 1))]
        return Change(frozenset(), False, self._page, page != self._page, focus)

    def _nearest(self, pages: tuple[str, ...]) -> str:
        """The last page before the vanished one that still applies."""
        earlier = pages[: pages.index(self._page)]
        return next((each for each in reversed(earlier) if each in self._view.pages), self._view.pages[0])

    def _look(self) -> _View:
        record = replace(self._base, answers=self._answers)
        enabled = enabled_in(Facts(self.questionnaire, record))
        found = {each.link_id: each for each in reversed(check(self.questionnaire, record, enabled, required=True))}
        for link_id, draft in self._drafts.items():
            if link_id in enabled:
                found[link_id] = Issue(link_id=link_id, code=draft.code)
        issues = {each: found[each] for each in self.questionnaire.items if each in found}
        pages = tuple(each.link_id for each in self.questionnaire.item if self._asks(each, enabled))
        return _View(enabled, issues, (*pages, REVIEW))

    @staticmethod
    def _asks(page: Item, enabled: frozenset[str]) -> bool:
        return any(each.is_question and each.link_id in enabled for each in page.walk())

    def _shown_issue(self, link_id: str) -> Issue | None:
        issue = self._view.issues.get(link_id)
        if issue is None:
            return None
        shown = link_id in self._left or self.questionnaire.page_of[link_id] in self._attempted
        return issue if shown else None
