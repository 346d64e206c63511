"""An intake that was begun with an older version of the form, as one of today's: what is kept of it, and what is named.

Rule: nothing is written here; the file stays as it is until the intake is saved whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from b12desk.definitions.published import Published
from b12desk.engine.carrying import Carrier
from b12desk.i18n import _
from b12desk.model.questionnaire import Questionnaire
from b12desk.report.words import amid, answers_words
from b12desk.store.intake_content import UnfinishedIntake


class CarriedIntake(NamedTuple):
    """``left``: what was answered or typed and has no place in the form of today, in words."""

    draft: UnfinishedIntake
    left: tuple[str, ...] = ()


def carried_over(draft: UnfinishedIntake, published: Published) -> CarriedIntake | None:
    """``draft`` for the form of today, on its first page; as it is when it was begun with that one.

    None when it was begun with a form that nothing leads from. Raises DefinitionError when the older version cannot be
    used, KeyError when the answers are none to its questions.
    """
    questionnaire, response = published.definition.questionnaire, draft.response
    if response.questionnaire == questionnaire.canonical:
        return CarriedIntake(draft)
    earlier = published.find(response.questionnaire)
    if earlier is None:
        return None
    carrier = Carrier(earlier, questionnaire)
    carried = carrier(response)
    old = earlier.questionnaire
    left = {
        each: _left(old, each, answers_words(old, each, response.answers[each]))
        for each in (*carried.not_carried, *carried.uncounted)
    }
    boxes = {each.from_ for each in carrier.copies}
    left |= {each.link_id: _left(old, each.link_id, each.text) for each in draft.typed if each.link_id not in boxes}
    page = questionnaire.item[0].link_id
    made = replace(
        draft, response=carried.response, page=page, furthest=page, typed=carrier.typed(draft.typed), paper=None
    )
    return CarriedIntake(made, tuple(left[each] for each in old.items if each in left))


def question_words(questionnaire: Questionnaire, link_id: str) -> str:
    """What a question is called; a detail names its stem."""
    items = questionnaire.items
    stem, label = items.get(link_id.rpartition(".")[0]), items[link_id].label
    return _("{question}, {detail}", question=stem.label, detail=amid(label)) if stem else label


def _left(old: Questionnaire, link_id: str, said: str) -> str:
    """An old question with what was said to it."""
    return _("{question}: {answer}", question=question_words(old, link_id), answer=said)
