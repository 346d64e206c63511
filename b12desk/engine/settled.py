"""When an intake is settled: which unanswered questions could still change what somebody is told.

Four outcomes count: the recommendation (with and without red flags), the first tests, the cautions before the blood is
taken, and the red flags. "Not sure" and "prefer not to say" are final: nobody is asked twice, and what they alone keep
open stays open.

Why it is sound: every condition is judged by the one interpreter, in Kleene's logic, with all that may still be written
as unknown. There an answer only ever turns an unknown into a yes or a no and never changes either, so a condition that
is known stays what it is. One that is not known rests on what its open parts are blamed on; if each of those was
answered with "not sure", no other answer reaches it. Hence, when nothing is outstanding, each condition behind the four
outcomes will read at the end as it reads now. Four things are not of that kind by themselves, and are made so here:

- ``exists`` and ``known`` look at what is written down: of what may yet be answered they are unknown (`Awaiting`);
- a sum of points of which no part surely applies is unknown, for it may be no number in the end;
- a question with an alternative (age for the birth date) is done when either is answered;
- after `Judge.settle` the unknown counts as not found, which a later answer may undo: tests and cautions are judged
  with the recommendation told and the unknown left unknown (`Judge.suppose`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from b12desk.engine.conditions import Judge
from b12desk.engine.facts import Facts, Truth, Value
from b12desk.engine.scoring import bracket, open_triggers, others, without_flags
from b12desk.i18n import n_
from b12desk.model.assessment import Assessment
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse, Status

_NOTHING: frozenset[str] = frozenset()
_WRITTEN = (Operator.EXISTS, Operator.KNOWN)


class Awaiting(Facts):
    """Facts in which what may still be answered is unknown, its existence too."""

    def compare(self, comparison: Comparison) -> Truth:
        """Judge one comparison."""
        if comparison.operator in _WRITTEN and self.awaited(comparison.question):
            return None
        return super().compare(comparison)

    def _points(self, inputs: Iterable[str]) -> Value:
        """A sum of which no part surely applies may come to nothing, which is no number."""
        asked = tuple(inputs)
        if not any(self.applies[each] for each in asked) and any(self.applies[each] is None for each in asked):
            return None
        return super()._points(asked)

    def awaited(self, link_id: str) -> frozenset[str]:
        """The unanswered questions through which ``link_id`` may still get an answer or a value; empty: it is final."""
        if self.values[link_id] is not None:
            return _NOTHING
        return self.unanswered(self.blame(link_id))

    def unanswered(self, blamed: frozenset[str]) -> frozenset[str]:
        """Of the items that a condition is blamed on, those not answered yet, or what may be said instead of them."""
        asked = frozenset(each for each in blamed if not self._given(each))
        instead = [self.questionnaire.alternatives.get(each, "") for each in blamed - asked]
        return asked.union(*(self.awaited(each) for each in instead if each in self.values))

    def _given(self, link_id: str) -> bool:
        """Whether it is answered, or was answered by its alternative."""
        alternative = self.questionnaire.alternatives.get(link_id)
        return bool(self._answers.get(link_id) or (alternative and self._answers.get(alternative)))


def outstanding(definition: Definition, response: QuestionnaireResponse) -> tuple[str, ...]:
    """The linkIds of the unanswered questions that could still change an outcome, in questionnaire order.

    Empty: whatever is answered from now on, all four outcomes stay as they are. A question that does not apply yet
    counts through the question that decides whether it will.
    """
    rules = definition.rules
    facts = Awaiting(definition.questionnaire, response)
    judge = Judge(rules, facts)
    found = _recommendation(judge, facts)
    for flag in rules.finding:
        if flag.kind == "red-flag":
            found |= facts.unanswered(judge.open_items(flag.when))
    found |= facts.unanswered(_tests(judge))
    return tuple(sorted(found, key=definition.questionnaire.order.__getitem__))


class EarlyEnd(NamedTuple):
    """An intake finished before its last question: which were ``not_asked``, and whether it was ``settled`` by then.

    If it was not, somebody stopped at a red flag, or a patient was asked in the ``short`` way.
    """

    not_asked: tuple[str, ...]
    settled: bool
    short: bool = False

    @property
    def words(self) -> str:
        """A sentence for the page, the paper and the command line."""
        count = len(self.not_asked)
        if self.short:
            return n_(
                "Short form for the patient: {count} question was not asked.",
                "Short form for the patient: {count} questions were not asked.",
                count,
            )
        if self.settled:
            return n_(
                "Finished when settled: {count} question was not asked.",
                "Finished when settled: {count} questions were not asked.",
                count,
            )
        return n_(
            "Stopped at a red flag: {count} question was not asked.",
            "Stopped at a red flag: {count} questions were not asked.",
            count,
        )


def early_end(definition: Definition, response: QuestionnaireResponse, assessment: Assessment) -> EarlyEnd | None:
    """How an intake was finished early; None when it was not, or was made with an older form.

    It is read off the answers: the questions that apply and stand open behind the last one answered were not asked.
    What the short way of a patient left out is known (`Disclosed`).
    """
    if response.status is Status.IN_PROGRESS or response.carried_from:
        return None
    short = tuple(each for each in definition.disclosed.not_asked if each in assessment.open_items)
    if short:
        return EarlyEnd(short, not outstanding(definition, response), short=True)
    order = definition.questionnaire.order
    last = max((order[each] for each, given in response.answers.items() if given and each in order), default=-1)
    not_asked = tuple(each for each in assessment.open_items if order[each] > last)
    if not not_asked:
        return None
    settled = not outstanding(definition, response)
    return EarlyEnd(not_asked, settled) if settled or assessment.of_kind("red-flag") else None


def _tests(judge: Judge) -> frozenset[str]:
    """What keeps open whether some test or caution will be given: nothing, once no test is in question."""
    common = judge.rules.test_when
    if common is not None and judge.truth(common) is False:
        return _NOTHING
    conditions = [each.when for each in judge.rules.test] + [each.when for each in judge.rules.pretest]
    possible = [when for when in conditions if judge.truth(when) is not False]
    if common is not None and possible:
        possible.append(common)
    return _NOTHING.union(*map(judge.open_items, possible))


def _recommendation(judge: Judge, facts: Awaiting) -> frozenset[str]:
    """What could still change the recommendation; from then on ``judge`` knows as much of it as is settled."""
    rules = judge.rules
    triggers = {rule.code: judge.truth(rule.when) for rule in rules.recommendation if rule.when is not None}
    recommendation = bracket(rules, triggers)[0]
    found = _waiting(judge, facts, triggers)
    beneath = _waiting(judge, facts, others(rules, triggers)) if rules.recommendations[recommendation].urgent else found
    otherwise = without_flags(rules, triggers, recommendation)
    judge.suppose(None if found else recommendation, None if found | beneath else otherwise)
    return found | beneath


def _waiting(judge: Judge, facts: Awaiting, triggers: Mapping[str, Truth]) -> frozenset[str]:
    """What a recommendation from these triggers waits for.

    While one above the unsettled row can never be known, none below that row can come through.
    """
    rules, low = judge.rules, bracket(judge.rules, triggers)[1]
    unsettled = next(each.code for each in rules.recommendation if each.unsettled)
    above = [each for each in rules.recommendation if rules.ranks[each.code] < rules.ranks[unsettled]]
    never = (
        each.when is not None
        and triggers.get(each.code, False) is None
        and not facts.unanswered(judge.open_items(each.when))
        for each in above
    )
    if rules.ranks[low] > rules.ranks[unsettled] and any(never):
        low = unsettled
    return facts.unanswered(open_triggers(judge, triggers, low))
