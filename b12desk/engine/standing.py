"""How one intake stands: everything that a session can be asked. What changes it is in `session`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from b12desk.engine.boxes import Boxes
from b12desk.engine.constraints import check_item, unusual
from b12desk.engine.item_state import ItemState, Progress, Typed
from b12desk.engine.lifetime import lifetime, oldest_day
from b12desk.engine.remarks import Told
from b12desk.engine.steps_back import StepsBack
from b12desk.engine.tally import Tally, tally
from b12desk.engine.typed_date import Span
from b12desk.engine.view import REVIEW, View, look
from b12desk.model.issue import Issue, IssueCode
from b12desk.model.questionnaire import ItemType, Questionnaire
from b12desk.model.response import QuestionnaireResponse, Status, Subject
from b12desk.model.values import Answer, Coding

_TYPING_ERRORS = frozenset({IssueCode.WRONG_TYPE, IssueCode.NOT_AN_OPTION, IssueCode.TOO_MANY, IssueCode.EXCLUSIVE})
"""Issues no editor can cause: an answer that has one is an impossible call, not the respondent's mistake."""


class Standing:
    """``authored`` is the time of the intake; ``response`` resumes an earlier one.

    ``typed`` is what stood in its boxes, ``clock`` the time of day with its zone (None: it stands still); ``finished``
    that nothing was changed since it was completed; ``ending``: the status that it has then.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        authored: datetime,
        response: QuestionnaireResponse | None = None,
        *,
        typed: Iterable[Typed] = (),
        clock: Callable[[], datetime] | None = None,
        finished: bool = False,
        ending: Status = Status.COMPLETED,
    ) -> None:
        self.questionnaire = questionnaire
        self._base = response or QuestionnaireResponse(questionnaire=questionnaire.canonical, authored=authored)
        self._clock = clock
        self._finished = finished
        self._frozen = False
        self._ending = ending
        self._answers: dict[str, tuple[Answer, ...]] = {}
        self._boxes = Boxes()
        self._steps = StepsBack()
        self._confirmed: dict[str, tuple[Answer, ...]] = {}
        self._attempted: set[str] = set()
        self._left: set[str] = set()
        for link_id, given in self._base.answers.items():
            self._answers[link_id] = self._possible(link_id, tuple(given))
        for each in typed:
            item, before = questionnaire.items[each.link_id], self._answers.pop(each.link_id, ())
            stands = self._boxes.put_back(item, each, before, self._span(each.link_id))
            if self._possible(each.link_id, stands):
                self._answers[each.link_id] = stands
        self._base = replace(self._base, answers={})
        self._date()
        self._view = self._look()
        self._finished = finished and not self._view.issues
        self._page = self._furthest = self._view.pages[0]

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
    def furthest(self) -> str:
        """The last page that was opened so far."""
        return max(self._furthest, self._page, key=self._place)

    @property
    def finished(self) -> bool:
        """True from `finish` until something is changed."""
        return self._finished

    @property
    def frozen(self) -> bool:
        """True from `Session.freeze` on: nothing can be changed."""
        return self._frozen

    @property
    def answered_last(self) -> str | None:
        """The item whose answer `Session.take_back` would take back."""
        return self._steps.last

    @property
    def typed(self) -> tuple[Typed, ...]:
        """What stands in boxes and is no answer: drafts, and what is still being typed, in questionnaire order."""
        found = self._boxes.typed()
        return tuple(found[each] for each in self.questionnaire.items if each in found)

    @property
    def subject(self) -> Subject:
        """The patient line."""
        return self._base.subject

    @property
    def carried_version(self) -> str:
        """The older version of the form in which it was begun; "" when it was this one."""
        return self._base.carried_version

    @property
    def ask_again(self) -> tuple[str, ...]:
        """The questions that apply and were carried over from something less exact, in questionnaire order."""
        return tuple(each for each in self._base.ask_again if each in self._view.enabled)

    @property
    def contradictions(self) -> tuple[Told, ...]:
        """The answers that do not go together."""
        return tuple(each for each in self._view.remarks if each.asks)

    @property
    def progress(self) -> Progress:
        """How far the walk has come."""
        counted = self.tally
        return Progress(self.pages.index(self._page) + 1, len(self.pages), counted.answered, len(counted.asked))

    @property
    def tally(self) -> Tally:
        """Which questions are asked, and which of them are open."""
        return tally(self.questionnaire, self._view.enabled, self._answers)

    @property
    def pending(self) -> tuple[str, ...]:
        """The questions that are open, and those whose answer cannot stand, in questionnaire order."""
        wrong = {each.link_id for each in self.issues if each.code is not IssueCode.REQUIRED}
        left = {*self.tally.open, *wrong}
        return tuple(each for each in self.questionnaire.items if each in left)

    def state(self, link_id: str) -> ItemState:
        """All that is shown of one item. Raises KeyError for an unknown linkId."""
        item = self.questionnaire.items[link_id]
        draft = self._boxes.drafts.get(link_id)
        given = self._answers.get(link_id, ())
        options = self.questionnaire.options(link_id)
        return ItemState(
            item=item,
            options=tuple(each for each in options if each.offered or Coding(code=each.code) in given),
            enabled=link_id in self._view.enabled,
            answers=given,
            draft=draft.text if draft else None,
            draft_unit=self._boxes.unit(link_id),
            issue=self._shown_issue(link_id),
            doubt=unusual(item, given) if self._confirmed.get(link_id) != given else None,
            last=draft.last if draft else (),
            span=self._span(link_id),
            remarks=tuple(each for each in self._view.remarks if each.link_id == link_id),
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
            if each in self._view.enabled and self._answers.get(each) and each not in self._boxes.drafts
        }
        return replace(self._base, answers=answers, status=status)

    def kept(self) -> QuestionnaireResponse:
        """Everything as it stands: answers of disabled items included, and those that a draft was typed over."""
        status = self._ending if self._finished else Status.IN_PROGRESS
        return replace(self._base, answers=self._answers | self._boxes.last(), status=status)

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

    def _span(self, link_id: str) -> Span | None:
        """The days on which a date can lie; None for what is no date."""
        if self.questionnaire.items[link_id].type is not ItemType.DATE:
            return None
        today, roles = self._base.authored_date, self.questionnaire.roles
        lived = lifetime(roles, self._answers, today, self._base.subject.birth_date)
        return Span(oldest_day(today) if lived is None or link_id == roles.birth_date else lived.first_day, today)

    def _place(self, page: str) -> int:
        """Where a page stands; one that no longer applies stands before the first."""
        return self.pages.index(page) if page in self.pages else -1

    def _look(self) -> View:
        record = replace(self._base, answers=self._answers)
        return look(self.questionnaire, record, self._boxes.drafts)

    def _is_another_day(self) -> bool:
        """Whether the clock shows another day than the record; a finished one keeps its day."""
        return self._clock is not None and not self._finished and self._clock().date() != self._base.authored_date

    def _date(self) -> None:
        """The day of work is now."""
        if self._clock is not None and self._is_another_day():
            begun = self._base.begun or self._base.authored
            self._base = replace(self._base, authored=self._clock(), begun=begun)

    def _shown_issue(self, link_id: str) -> Issue | None:
        issue = self._view.issues.get(link_id)
        if issue is None:
            return None
        shown = link_id in self._left or self.questionnaire.page_of[link_id] in self._attempted
        return issue if shown else None
