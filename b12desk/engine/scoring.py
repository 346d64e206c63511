"""The rule module: one response in, one assessment out. Pure, no clock, no files.

How the recommendation is found (the codes and their order are the form's):
1. every rule is judged in three values;
2. the recommendation is the first whose trigger is a definite yes, if it stands above the ``unsettled`` one;
3. else it is the ``unsettled`` one if a trigger further up is unknown, or the first below that is a definite yes;
4. ``could_be`` brackets what the open items allow. Highest: the first trigger that is not a definite no. Lowest: the
   first that is a definite yes. Kleene's logic never calls a thing certain that an answer could overturn, so every
   way of answering the open items lands inside.
"""

from __future__ import annotations

from collections.abc import Mapping

from b12desk.engine.conditions import Judge
from b12desk.engine.diet import Reference, estimate
from b12desk.engine.facts import Facts, Truth
from b12desk.engine.survey_score import score_of
from b12desk.model.assessment import Assessment, Finding, SuggestedTest
from b12desk.model.conditions import Condition
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.rules import FindingRule, Rules


def assess(definition: Definition, response: QuestionnaireResponse, *, reference: Reference = "us") -> Assessment:
    """Judge one response. ``reference`` chooses whose recommended intake stands beside the estimate.

    Ages are reckoned at ``response.authored``, so the same response always gives the same assessment.
    """
    rules = definition.rules
    facts = Facts(definition.questionnaire, response)
    judge = Judge(rules, facts)
    triggers = {rule.code: judge.truth(rule.when) for rule in rules.recommendation if rule.when is not None}
    recommendation, low, high = bracket(rules, triggers)
    score = None if definition.score is None else score_of(definition.score, judge)
    deciding = _ordered(definition, open_triggers(judge, triggers, low) | _open_urgency(judge))
    otherwise = without_flags(rules, triggers, recommendation)
    judge.settle(recommendation, otherwise)
    findings = tuple(_finding(judge, rule) for rule in rules.finding if judge.finding(rule))
    levels = {each.urgency for each in findings}
    testing = rules.test_when is None or judge.truth(rules.test_when)
    notes = [each for each in rules.note if judge.truth(each.when)]
    return Assessment(
        recommendation=recommendation,
        could_be=(low, high),
        deciding=deciding,
        open_items=open_items(facts),
        findings=findings,
        notes=tuple(each.code for each in notes if not each.unsettled or deciding),
        tests=tuple(
            SuggestedTest(code=each.code, reason=each.reason, sources=each.sources)
            for each in rules.test
            if testing and judge.truth(each.when)
        ),
        pretest=tuple(each.code for each in rules.pretest if testing and judge.truth(each.when)),
        diet=None if definition.foods is None else estimate(definition.foods, facts, reference),
        questionnaire=definition.questionnaire.canonical,
        rules=rules.canonical,
        hash=definition.hash,
        score=score,
        urgency=next((each for each in rules.urgencies if each in levels), None),
        otherwise=otherwise,
        country=reference,
    )


def open_items(facts: Facts) -> tuple[str, ...]:
    """The linkIds of every question that applies and has no definite answer, in questionnaire order.

    Free text is never open: nobody owes us words. Two questions that answer each other are open as one (`tally`).
    """
    applies, values, alternatives = facts.applies, facts.values, facts.questionnaire.alternatives
    waiting = {second for first, second in alternatives.items() if applies[first] and not facts.answers_of(first)}
    return tuple(
        link_id
        for link_id in facts.questionnaire.askable
        if values[link_id] is None
        and applies[link_id]
        and link_id not in waiting
        and (link_id not in alternatives or values[alternatives[link_id]] is None)
    )


def condition_holds(definition: Definition, response: QuestionnaireResponse, condition: Condition) -> Truth:
    """Judge a single condition, e.g. of a handout section."""
    return Judge(definition.rules, Facts(definition.questionnaire, response)).truth(condition)


def bracket(rules: Rules, triggers: Mapping[str, Truth]) -> tuple[str, str, str]:
    """(recommendation, lowest, highest) from the triggers; of those below a definite yes none is needed."""
    fallback = rules.recommendation[-1].code
    ordered = [each.code for each in rules.recommendation if each.code in triggers]
    low = next((code for code in ordered if triggers[code]), fallback)
    high = next((code for code in ordered if triggers[code] is not False), fallback)
    unsettled = next(each.code for each in rules.recommendation if each.unsettled)
    return (unsettled if high != low and rules.ranks[low] > rules.ranks[unsettled] else low), low, high


def without_flags(rules: Rules, triggers: Mapping[str, Truth], recommendation: str) -> str:
    """The recommendation as it would be if no red flag was there."""
    if not rules.recommendations[recommendation].urgent:
        return recommendation
    return bracket(rules, others(rules, triggers))[0]


def others(rules: Rules, triggers: Mapping[str, Truth]) -> dict[str, Truth]:
    """The triggers that no red flag reaches."""
    return {code: truth for code, truth in triggers.items() if not rules.recommendations[code].urgent}


def open_triggers(judge: Judge, triggers: Mapping[str, Truth], low: str) -> frozenset[str]:
    """Open items behind every unknown trigger that would take precedence over the outcome ``low``."""
    ranks = judge.rules.ranks
    return frozenset().union(
        *(
            judge.open_items(rule.when)
            for rule in judge.rules.recommendation
            if rule.when is not None and triggers.get(rule.code, False) is None and ranks[rule.code] < ranks[low]
        )
    )


def _open_urgency(judge: Judge) -> frozenset[str]:
    """Open items behind every red flag that could make it more urgent than those that are there; none without any."""
    flags = [rule for rule in judge.rules.finding if rule.kind == "red-flag"]
    levels = tuple(judge.rules.urgencies)
    there = [levels.index(rule.urgency) for rule in flags if rule.urgency in levels and judge.truth(rule.when)]
    if not there:
        return frozenset()
    more = [rule.when for rule in flags if rule.urgency in levels[: min(there)] and judge.truth(rule.when) is None]
    return frozenset().union(*map(judge.open_items, more))


def _ordered(definition: Definition, link_ids: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(link_ids, key=definition.questionnaire.order.__getitem__))


def _finding(judge: Judge, rule: FindingRule) -> Finding:
    """A finding that is present: the answers it rests on and tells, the tags it earned, its sources."""
    facts = judge.facts
    marks = [mark for mark in rule.mark if judge.truth(mark.when)]
    rests_on = judge.support(rule.when).union([each for each in rule.detail if facts.answers_of(each)])
    sources = [*rule.sources]
    for mark in marks:
        sources += mark.sources
    return Finding(
        id=rule.id,
        kind=rule.kind,
        common=judge.common(rule) is True,
        strength=rule.strength,
        link_ids=tuple(sorted(rests_on, key=facts.questionnaire.order.__getitem__)),
        sources=tuple(dict.fromkeys(sources)),
        marks=tuple([mark.tag for mark in marks]),
        urgency=rule.urgency,
        related=rule.related,
    )
