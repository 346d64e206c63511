"""What one summary is made from: the inputs, the numbering of its sources, and how much room there is."""

from __future__ import annotations

from dataclasses import dataclass

from b12desk.engine.facts import Facts
from b12desk.engine.settled import EarlyEnd
from b12desk.i18n import _, current
from b12desk.model.assessment import Assessment
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.report.citations import Citations, Style
from b12desk.report.words import amid, answers_words, listed, name_parts


@dataclass(frozen=True, slots=True)
class Room:
    """How much is told, and how. All the defaults together tell everything.

    ``first``: how many essential remarks and reasons, counted together, stand on page one; the others stand overleaf.
    ``answer``: characters of one answer. ``names``: questions by name, in any one list. ``tables``: what stands
    overleaf is in tables and lists, not run on. ``inline``: small print goes on in the line of its
    finding, that of page one stands overleaf, and many red flags run on.
    ``sources``: see `citations`.
    What is left out, for `shortening` alone to choose: ``notes``, codes of remarks; ``bare``, ids of findings told
    without answers and small print, if ``plain`` without strength and sources too; ``remarks`` False takes the small
    print from all the others, but never a mark; ``essential`` leaves them only amounts, times and changes; ``reading``
    False takes how to read a result.
    """

    first: int = 10_000
    answer: int = 2000
    names: int = 40
    tables: bool = True
    inline: bool = False
    sources: Style = "columns"
    notes: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    remarks: bool = True
    essential: bool = False
    plain: bool = False
    reading: bool = True


@dataclass(frozen=True, slots=True)
class Content:
    """The inputs of one summary in one fit. `citations` collects numbers in reading order."""

    definition: Definition
    response: QuestionnaireResponse
    assessment: Assessment
    facts: Facts
    citations: Citations
    room: Room
    uncounted: tuple[str, ...] = ()
    """linkIds that carry an answer which counts for nothing, because the item does not apply; see `opening`."""
    early: EarlyEnd | None = None
    """How the intake was finished before its last question, if it was."""

    def said(self, link_id: str) -> str:
        """What was answered to an item, in words; empty when the form has no such item or nothing was answered."""
        if link_id not in self.facts.applies:
            return ""
        return answers_words(self.definition.questionnaire, link_id, self.facts.answers_of(link_id))

    def names(self, link_ids: tuple[str, ...]) -> str:
        """Short names of questions, as many as there is room for; the details of one question stand together."""
        items = self.definition.questionnaire.items
        grouped: dict[str, list[str]] = {}
        for link_id in link_ids:
            stem, (whole, own) = link_id.rpartition(".")[0], name_parts(items[link_id].label)
            if stem in items or own:
                grouped.setdefault(items[stem].label if stem in items else whole, []).append(amid(own or whole))
            else:
                grouped.setdefault(whole, [])
        named = [
            _("{question} ({detail})", question=each, detail=current().listed(details)) if details else each
            for each, details in grouped.items()
        ]
        return listed(named, self.room.names)
