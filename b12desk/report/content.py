"""What one summary is made from: the inputs, the numbering of its sources, and how much room there is."""

from __future__ import annotations

from dataclasses import dataclass

from b12desk.engine.facts import Facts
from b12desk.i18n import _
from b12desk.model.assessment import Assessment
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.report.citations import Citations, Style
from b12desk.report.words import answers_words, listed


@dataclass(frozen=True, slots=True)
class Room:
    """How much is told.

    ``answer``: characters of one answer. ``others``: findings off the guideline's list. ``names``: open questions by
    name. ``notes``: remarks that go with the recommendation. ``remarks``: small print at findings. ``details``: answers
    beside a finding. ``tables``: findings in tables, not run on. ``sources``: see `citations`.
    """

    answer: int = 2000
    others: int = 99
    names: int = 16
    notes: int = 99
    remarks: bool = True
    details: int = 99
    tables: bool = True
    sources: Style = "columns"


@dataclass(frozen=True, slots=True)
class Content:
    """The inputs of one summary in one fit. `citations` collects numbers in reading order."""

    definition: Definition
    response: QuestionnaireResponse
    assessment: Assessment
    facts: Facts
    citations: Citations
    room: Room

    def said(self, link_id: str) -> str:
        """What was answered to an item, in words; empty when the form has no such item or nothing was answered."""
        if link_id not in self.facts.applies:
            return ""
        return answers_words(self.definition.questionnaire, link_id, self.facts.answers_of(link_id))

    def names(self, link_ids: tuple[str, ...]) -> str:
        """Short names of questions, as many as there is room for; a detail comes with the question it belongs to."""
        return listed([self._name(each) for each in link_ids], self.room.names)

    def _name(self, link_id: str) -> str:
        items = self.definition.questionnaire.items
        label, above = items[link_id].label, items.get(link_id.rpartition(".")[0])
        return _("{question} ({detail})", question=above.label, detail=label.lower()) if above else label
