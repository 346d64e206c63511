"""What an amendment changed: each question with what was said before and what is said now."""

from __future__ import annotations

from typing import NamedTuple

from b12desk.desk.carried_intake import question_words
from b12desk.engine.enablement import enabled_in
from b12desk.engine.facts import Facts
from b12desk.i18n import _
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.report.words import answers_words


class Changed(NamedTuple):
    """One question, or part of the patient's line, with what was said to it, in words."""

    question: str
    before: str
    now: str


def changes(
    questionnaire: Questionnaire, before: QuestionnaireResponse, now: QuestionnaireResponse
) -> tuple[Changed, ...]:
    """What differs, in the order of the questions; both answer ``questionnaire``."""
    lines = [
        Changed(_("Name"), *(each.subject.name or _("not given") for each in (before, now))),
        Changed(_("Record number"), *(each.subject.identifier or _("not given") for each in (before, now))),
    ]
    said = [_said(questionnaire, each) for each in (before, now)]
    for link_id in questionnaire.items:
        old, new = (each[link_id] for each in said)
        if {old, new} == {_("not answered"), _("not asked")}:
            continue
        lines.append(Changed(question_words(questionnaire, link_id), old, new))
    return tuple(each for each in lines if each.before != each.now)


def _said(questionnaire: Questionnaire, response: QuestionnaireResponse) -> dict[str, str]:
    """What was said to each question, in words; an answer to one that does not apply counts for nothing."""
    enabled = enabled_in(Facts(questionnaire, response))
    none, unasked, given = _("not answered"), _("not asked"), response.answers
    return {
        each: (answers_words(questionnaire, each, given[each]) if given.get(each) else none)
        if each in enabled
        else unasked
        for each in questionnaire.items
    }
