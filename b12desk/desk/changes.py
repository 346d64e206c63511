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
    """One question, or part of the patient's line, in words; ``before`` and ``now`` are empty for no answer."""

    question: str
    before: str
    now: str


def changes(
    questionnaire: Questionnaire, before: QuestionnaireResponse, now: QuestionnaireResponse
) -> tuple[Changed, ...]:
    """What differs, in the order of the questions; both answer ``questionnaire``."""
    lines = [
        Changed(_("Name"), before.subject.display, now.subject.display),
        Changed(_("Record number"), before.subject.identifier, now.subject.identifier),
    ]
    said = [_said(questionnaire, each) for each in (before, now)]
    for link_id in questionnaire.items:
        old, new = (each.get(link_id, "") for each in said)
        lines.append(Changed(question_words(questionnaire, link_id), old, new))
    return tuple(each for each in lines if each.before != each.now)


def _said(questionnaire: Questionnaire, response: QuestionnaireResponse) -> dict[str, str]:
    """The answers that apply, in words."""
    enabled = enabled_in(Facts(questionnaire, response))
    return {
        link_id: answers_words(questionnaire, link_id, given)
        for link_id, given in response.answers.items()
        if given and link_id in enabled
    }
