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


class _Look(NamedTuple):
    """What applies, what of it is unanswered, and what could still change an outcome."""

    enabled: frozenset[str]
    open: tuple[str, ...]
    outstanding: frozenset[str]


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
        self._looked: tuple[QuestionnaireResponse, _Look] | None = None

    def ahead(self, response: QuestionnaireResponse, shown: Collection[str]) -> Screen | None:
        """The next screen after those on which the questions ``shown`` stood; None: nothing is left to ask."""
        look = self._look(response)
        open_ = [each for each in look.open if each not in shown]
        first = next((each for each in self._first if each in open_), None)
        if first is None:
            left = (each for each in open_ if each in look.outstanding)
            first = min(left, key=lambda each: self._rank(each, shown), default=None)
        return None if first is None else self.screen(first, response, shown=shown)

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
            left = [each for each in look.open if each in look.outstanding and each not in shown]
            mine = [each for each in left if self._behind[each] & hangs_on]
            near = [each for each in self._together.get(question, ()) if each in left]
            found += sorted(mine, key=lambda each: self._rank(each, shown))[:1] or near[:1]
        return Screen((question, *found))

    def at_most(self, response: QuestionnaireResponse, shown: Collection[str]) -> int:
        """How many questions may still be asked, as far as can be seen from here: what they open is not counted."""
        look = self._look(response)
        return sum(each not in shown and (each in self._first or each in look.outstanding) for each in look.open)

    def _rank(self, link_id: str, shown: Collection[str]) -> tuple[bool, int, int]:
        """What was left over from a screen comes first, then by yield, then as the form has it."""
        left_over = bool(self._behind[link_id].intersection(shown))
        place = self._place.get(link_id, len(self._place))
        return not left_over, place, self._questionnaire.order[link_id]

    def _look(self, response: QuestionnaireResponse) -> _Look:
        """The same answers are judged once."""
        if self._looked is None or self._looked[0] != response:
            enabled = enabled_items(self._questionnaire, response)
            open_ = tuple(each for each in self._behind if each in enabled and not self._is_answered(each, response))
            self._looked = response, _Look(enabled, open_, frozenset(outstanding(self._definition, response)))
        return self._looked[1]

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
