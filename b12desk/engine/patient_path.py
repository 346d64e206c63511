"""Which screen a patient alone sees next: emergency questions, gates, then what can still change an outcome.

Rules: a screen is one question and those of its details that apply and could still change one of the four outcomes
(`settled`); what could not is not asked; no answer is ever written by silence; nothing is asked twice by itself. The
walk ends when the emergency questions and the gates were shown and nothing is outstanding that was not. What is an
emergency question or a gate, and the order, the form says (`model.patient_walk`); what is required is a gate too.
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


class PatientPath:
    """The walk through one form."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        questionnaire = self._questionnaire = definition.questionnaire
        said = self.said = questionnaire.patient
        required = (each for each, item in questionnaire.items.items() if item.required and not item.alternative_to)
        self._first = tuple(dict.fromkeys((*said.emergency, *said.gates, *required)))
        self._place = {each: place for place, each in enumerate(dict.fromkeys((*self._first, *said.order)))}
        self._behind = {each: self._gates_of(item) for each, item in questionnaire.items.items() if item.is_question}

    def ahead(self, response: QuestionnaireResponse, shown: Collection[str]) -> Screen | None:
        """The next screen after those of which the questions were ``shown``; None: nothing is left to ask."""
        enabled = enabled_items(self._questionnaire, response)
        open_ = tuple(each for each in self._unanswered(response, enabled) if each not in shown)
        first = next((each for each in self._first if each in open_), None)
        if first is None:
            left = set(outstanding(self.definition, response)).intersection(open_)
            first = min(left, key=lambda each: self._rank(each, shown), default=None)
        return None if first is None else self.screen(first, response, shown=shown)

    def screen(
        self, question: str, response: QuestionnaireResponse, kept: Collection[str] = (), shown: Collection[str] = ()
    ) -> Screen:
        """What stands on the screen of ``question`` as the answers are now.

        ``kept``: what stood on it before: it stays as long as it applies. ``shown``: what stood on other screens.
        """
        questionnaire = self._questionnaire
        enabled = enabled_items(questionnaire, response)
        wanted = set(outstanding(self.definition, response)) - set(shown)
        found, hangs_on = [question], {question} | self._behind[question]
        instead = questionnaire.alternatives.get(question)
        if instead in enabled:
            found.append(instead)
        room = self.said.details
        for each in questionnaire.items:
            if each in found or each not in enabled or each not in self._behind or not self._behind[each] & hangs_on:
                continue
            if each in kept or (each in wanted and room > len(set(found[1:]) - set(kept))):
                found.append(each)
                hangs_on.add(each)
        return Screen(tuple(found))

    def _rank(self, link_id: str, shown: Collection[str]) -> tuple[bool, int, int]:
        """What was left over from a screen comes first, then by yield, then as the form has it."""
        detail = bool(self._behind[link_id].intersection(shown))
        place = self._place.get(link_id, len(self._place))
        return not detail, place, self._questionnaire.order[link_id]

    def _unanswered(self, response: QuestionnaireResponse, enabled: Collection[str]) -> tuple[str, ...]:
        """The questions that apply and have no answer, nor one instead."""
        alternatives = self._questionnaire.alternatives
        born = self._questionnaire.roles.birth_date if response.subject.birth_date else ""
        return tuple(
            each
            for each in self._behind
            if each in enabled
            and not response.answers.get(each)
            and not response.answers.get(alternatives.get(each, ""))
            and each != born
            and not self._questionnaire.items[each].alternative_to
        )

    def _gates_of(self, item: Item) -> frozenset[str]:
        """The questions whose answers say whether this one applies."""
        questionnaire = self._questionnaire
        asked = list(item.enable_when)
        parent = questionnaire.parents[item.link_id]
        while parent is not None:
            asked += questionnaire.items[parent].enable_when
            parent = questionnaire.parents[parent]
        names = (each.question for each in asked)
        return frozenset(
            found
            for name in names
            for found in (calculated_from(questionnaire, name) or (name,))
            if found != item.link_id
        )
