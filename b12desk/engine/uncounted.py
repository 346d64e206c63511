"""Answers that are not counted, because their question did not apply: which, why, and whether a red flag hangs on one.

Rules: each is named with the question that rules it out, the item's own before its group's, and the first in the chain;
an answer that its gate implies anyway is not worth a word; an answer on which a red flag would rest comes first: a gate
answered "no" over a warning sign is either a slip or a danger. Codes are shown, never what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from b12desk.engine.calculated import calculated_from
from b12desk.engine.facts import Facts, Truth, every, some
from b12desk.errors import Problem
from b12desk.i18n import _, current
from b12desk.model.carry import Earlier
from b12desk.model.comparison import Comparison
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import UNKNOWN_CODES, Answer, Coding


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
                _("{questions}: {reason}", questions=current().listed(link_ids), reason=_reason(facts, ruling)),
            )
            for ruling, link_ids in urgent.items()
        ],
        [
            Problem(f"{name}: {current().listed(link_ids)}", _reason(facts, ruling))
            for ruling, link_ids in others.items()
        ],
    )  # fmt: skip


def tells(item: Item, given: Iterable[Answer]) -> bool:
    """Whether an answer says more than its absence would: not "not sure" and the like, and not its ``absentMeans``."""
    silent = {*UNKNOWN_CODES, item.absent_means}
    return any(not isinstance(each, Coding) or each.code not in silent for each in given)


def warning_signs(definition: Definition) -> frozenset[str]:
    """The linkIds of the questions on which a red flag can rest."""
    return _asked({each.question for each in _flags(definition)}, definition.questionnaire)


def warning_signs_before(definition: Definition, earlier: Earlier) -> frozenset[str]:
    """As `warning_signs`, of an older version: the questions whose answers become those on which a red flag rests."""
    flags = list(_flags(definition))
    signs = _asked({each.question for each in flags}, definition.questionnaire)
    codes = {(each.question, code) for each in flags for code in each.codes}
    found = {each.from_ for each in earlier.copies(definition.questionnaire) if each.to in signs}
    found = found.union(*(row.looks_at for row in earlier.carry.answer if (row.link_id, row.code) in codes))
    return _asked(found, earlier.judged)


def _flags(definition: Definition) -> Iterator[Comparison]:
    """Every comparison on which a red flag can rest."""
    for rule in definition.rules.finding:
        if rule.kind == "red-flag":
            yield from (each for each in definition.rules.opened(rule.when) if isinstance(each, Comparison))


def _asked(link_ids: Collection[str], questionnaire: Questionnaire) -> frozenset[str]:
    """What calculated values are worked out from, in their place."""
    return frozenset().union(*(calculated_from(questionnaire, each) or (each,) for each in link_ids))


def _ruled_out_by(facts: Facts, link_id: str) -> str:
    """The linkId of the question, itself applying, that keeps an item from applying.

    An item's own condition comes before that of its group, which often only sums up those of what it holds.
    """
    parent = facts.questionnaire.parents[link_id]
    holds, question = _own_condition(facts, link_id)
    if parent is not None and (holds or (holds is None and facts.applies[parent] is False)):
        return _ruled_out_by(facts, parent)
    return question if facts.applies[question] else _ruled_out_by(facts, question)


def _own_condition(facts: Facts, link_id: str) -> tuple[Truth, str]:
    """Whether an item's own conditions hold, and if not, the question that keeps them from it.

    One that is known not to hold comes before one that is open, and one about a question that applies before others.
    """
    item = facts.questionnaire.items[link_id]
    truths = [(facts.compare(each), each.question) for each in item.enable_when]
    joined = some if item.enable_behavior == "any" and truths else every
    failed = [question for wanted in (False, None) for truth, question in truths if truth is wanted]
    first = next((each for each in failed if facts.applies[each]), failed[0] if failed else link_id)
    return joined(truth for truth, _question in truths), first


def _reason(facts: Facts, ruling: str) -> str:
    asked = calculated_from(facts.questionnaire, ruling)
    if asked:
        given = [each for each in (*asked, *_instead(facts, asked)) if facts.answers_of(each)]
        if not given:
            return _("not counted, because {link_id} is not answered.", link_id=current().listed(asked))
        return _("not counted, because of {link_id} ({sources}).", link_id=ruling, sources=current().listed(given))
    given_to = facts.answers_of(ruling)
    codes = [each.code for each in given_to if isinstance(each, Coding)]
    if not given_to:
        return _("not counted, because {link_id} is not answered.", link_id=ruling)
    if not codes:
        return _("not counted, because of {link_id}.", link_id=ruling)
    return _("not counted, because {link_id} is {code}.", link_id=ruling, code=current().listed(codes))


def _instead(facts: Facts, asked: tuple[str, ...]) -> list[str]:
    """The questions that may be answered instead of those: the age for the birth date."""
    return [facts.questionnaire.alternatives[each] for each in asked if each in facts.questionnaire.alternatives]
