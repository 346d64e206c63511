"""Answers that are not counted, because their question did not apply: which, why, and whether a red flag hangs on one.

Rules: each is named with the question that rules it out, the first one in the chain; an answer that its gate implies
anyway is not worth a word; an answer on which a red flag would rest comes first, because a gate answered "no" over a
warning sign is either a slip or a danger. Codes are shown, never what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Collection

from b12desk.engine.calculated import calculated_from
from b12desk.engine.facts import Facts
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Comparison, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Coding


def not_counted(
    questionnaire: Questionnaire, response: QuestionnaireResponse, name: str, warning_signs: Collection[str]
) -> tuple[list[Problem], list[Problem]]:
    """Two lists of warnings about the file ``name``: those that touch ``warning_signs``, and the others."""
    facts = Facts(questionnaire, response)
    urgent: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for link_id in sorted(response.answers, key=questionnaire.order.__getitem__):
        implied = (Coding(code=questionnaire.items[link_id].absent_means or "-"),)
        if not facts.applies[link_id] and response.answers[link_id] != implied:
            group = urgent if link_id in warning_signs else others
            group.setdefault(_ruled_out_by(facts, link_id), []).append(link_id)
    return (
        [
            Problem(
                f"{name}: {ruling}",
                _("contradicts a warning sign: check with the patient."),
                f"{', '.join(link_ids)}: {_reason(facts, ruling)}",
            )
            for ruling, link_ids in urgent.items()
        ],
        [
            Problem(f"{name}: {', '.join(link_ids)}", _reason(facts, ruling))
            for ruling, link_ids in others.items()
        ],
    )  # fmt: skip


def warning_signs(definition: Definition) -> frozenset[str]:
    """The linkIds of the questions on which a red flag can rest."""
    rules = definition.rules
    flags = [rule.when for rule in rules.finding if rule.kind == "red-flag"]
    asked = {node.question for when in flags for node in rules.opened(when) if isinstance(node, Comparison)}
    return frozenset().union(*(calculated_from(definition.questionnaire, each) or (each,) for each in asked))


def _ruled_out_by(facts: Facts, link_id: str) -> str:
    """The linkId of the first question, itself applying, that keeps an item from applying."""
    parent = facts.questionnaire.parents[link_id]
    if parent is not None and not facts.applies[parent]:
        return _ruled_out_by(facts, parent)
    failed = [each for each in facts.questionnaire.items[link_id].enable_when if not facts.compare(each)]
    question = next((each.question for each in failed if facts.compare(each) is False), failed[0].question)
    return question if facts.applies[question] else _ruled_out_by(facts, question)


def _reason(facts: Facts, ruling: str) -> str:
    given = facts.answers_of(ruling)
    if not given and not facts.questionnaire.items[ruling].calculated:
        return _("not counted, because {link_id} is not answered.", link_id=ruling)
    codes = [each.code for each in given if isinstance(each, Coding)]
    if not codes:
        return _("not counted, because of {link_id}.", link_id=ruling)
    return _("not counted, because {link_id} is {code}.", link_id=ruling, code=", ".join(codes))
