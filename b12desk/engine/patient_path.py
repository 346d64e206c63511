"""Which screen a patient alone sees next: emergency questions, gates, then what can still change an outcome.

Rules: a screen is one question and, below it, those of its details that apply and could still change one of the four
outcomes (`settled`), one at a time as the one before is answered, so that what an answer makes idle is never asked; a
detail that found no room there heads the next screen. Short questions that the form calls ``together`` share a screen,
the second below the first and its details. What could change nothing is not asked; no answer is ever written
by silence; what was shown is not asked again by itself. The walk ends when the emergency questions, the gates and what
is required were shown, and nothing is outstanding that was not. The form says which these are, in which order, and
what is left to staff (`model.patient_walk`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from b12desk.engine.calculated import calculated_from
from b12desk.engine.enablement import enabled_items
from b12desk.engine.settled import outstanding
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Item
from b12desk.model.response import QuestionnaireResponse


class Screen(NamedTuple):
    """What one screen asks: the first is the question, its heading; the others are its details."""

    link_ids: tuple[str, ...]

    @property
    def question(self) -> str:
        """The heading."""
        return self.link_ids[0]


class _Look:
    """What applies and what of it is unanswered; what could still change an outcome is judged when it is asked."""

    def __init__(
        self, response: QuestionnaireResponse, enabled: frozenset[str], open_: tuple[str, ...], definition: Definition
    ) -> None:
        self.response, self.enabled, self.open = response, enabled, open_
        self._definition = definition

    @cached_property
    def outstanding(self) -> frozenset[str]:
        """The unanswered questions that still count."""
        return frozenset(outstanding(self._definition, self.response))


class PatientPath:
    """The walk through one form. It remembers no answers but the last it was asked about."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        questionnaire = self._questionnaire = definition.questionnaire
        said = self._said = questionnaire.patient
        required = (each for each, item in questionnaire.items.items() if item.required and not item.alternative_to)
        self._first = tuple(dict.fromkeys((*said.emergency, *said.gates, *required)))
        self._place = {each: place for place, each in enumerate(dict.fromkeys((*self._first, *said.order)))}
        self._behind = {
            each: self._gates_of(item)
            for each, item in questionnaire.items.items()
            if item.is_question and each not in said.staff
        }
        self._together = {each: group for group in said.together for each in group}
        self._looked: _Look | None = None

    def ahead(self, response: QuestionnaireResponse, shown: Collection[str]) -> Screen | None:
        """The next screen after those on which the questions ``shown`` stood; None: nothing is left to ask."""
        look = self._look(response)
        open_ = sorted((each for each in look.open if each not in shown), key=lambda each: self._rank(each, shown))
        for each in open_:
            if each in self._first or each in look.outstanding:
                return self.screen(each, response, shown=shown)
        return None

    def screen(
        self, question: str, response: QuestionnaireResponse, kept: Collection[str] = (), shown: Collection[str] = ()
    ) -> Screen:
        """What stands on the screen of ``question`` as the answers are now.

        ``kept``: what stood on it before; it stays as long as it applies. ``shown``: what stands on other screens.
        """
        look = self._look(response)
        beside = dict.fromkeys((self._questionnaire.alternatives.get(question, question), *kept))
        found = [each for each in beside if each in look.enabled and each != question]
        answered = all(each not in look.open for each in (question, *found))
        if answered and len(found) < self._said.details:
            hangs_on = {question, *found} | self._behind[question]
            mine = [each for each in look.open if self._behind[each] & hangs_on and each not in shown]
            mine.sort(key=lambda each: self._rank(each, shown))
            near = (each for each in self._together.get(question, ()) if each in look.open and each not in shown)
            found += [each for each in (*mine, *near) if each in look.outstanding][:1]
        return Screen((question, *found))

    def met(self, response: QuestionnaireResponse, own: Collection[str], shown: Collection[str]) -> list[Screen]:
        """The screens on which somebody gave the answers to ``own``, the others being known before.

        The last is the last without an open question: there a walk goes on that was cut off. ``shown`` as in `ahead`.
        """
        known = {each: given for each, given in response.answers.items() if each not in own}
        walk: list[Screen] = []
        while own:
            seen = {*shown, *(each for screen in walk for each in screen.link_ids)}
            so_far = replace(response, answers=known)
            screen = self.ahead(so_far, seen)
            if screen is None:
                break
            grown: Screen | None = None
            while grown != screen:
                screen = grown or screen
                known = known | {each: response.answers[each] for each in screen.link_ids if each in response.answers}
                so_far = replace(response, answers=known)
                grown = self.screen(screen.question, so_far, screen.link_ids, seen)
            if not set(self._look(so_far).open).isdisjoint(screen.link_ids):
                break
            walk.append(screen)
        return walk

    def at_most(self, response: QuestionnaireResponse, shown: Collection[str]) -> int:
        """How many questions may still be asked, as far as can be seen from here: what they open is not counted."""
        look = self._look(response)
        return sum(each not in shown and (each in self._first or each in look.outstanding) for each in look.open)

    def _rank(self, link_id: str, shown: Collection[str]) -> tuple[bool, bool, int, int]:
        """Emergency questions, what was left over from a screen, gates, then by yield, then as the form has it."""
        left_over = bool(self._behind[link_id].intersection(shown))
        place = self._place.get(link_id, len(self._place))
        return link_id not in self._said.emergency, not left_over, place, self._questionnaire.order[link_id]

    def _look(self, response: QuestionnaireResponse) -> _Look:
        """The same answers are judged once."""
        if self._looked is None or self._looked.response != response:
            enabled = enabled_items(self._questionnaire, response)
            open_ = tuple(each for each in self._behind if each in enabled and not self._is_answered(each, response))
            self._looked = _Look(response, enabled, open_, self._definition)
        return self._looked

    def _is_answered(self, link_id: str, response: QuestionnaireResponse) -> bool:
        """Whether it has an answer, or one instead, or stands beside another question and is not asked by itself."""
        roles, item = self._questionnaire.roles, self._questionnaire.items[link_id]
        instead = self._questionnaire.alternatives.get(link_id, "")
        on_record = link_id == roles.birth_date and response.subject.birth_date is not None
        return bool(on_record or item.alternative_to or response.answers.get(link_id) or response.answers.get(instead))

    def _gates_of(self, item: Item) -> frozenset[str]:
        """The questions whose answers say whether this one applies."""
        questionnaire = self._questionnaire
        asked = list(item.enable_when)
        parent = questionnaire.parents[item.link_id]
        while parent is not None:
            asked += questionnaire.items[parent].enable_when
            parent = questionnaire.parents[parent]
        names = (each.question for each in asked)
        return frozenset(each for name in names for each in calculated_from(questionnaire, name) or (name,))
