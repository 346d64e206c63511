"""The judge of one response: the same three-valued logic as `facts`, over the conditions of a rule file.

A verdict about a finding or a named condition is worked out when first asked for and kept; rules cannot refer to
themselves (linted). Every condition can also be asked *why*: `support` names the answers a yes rests on, `open_items`
the open questions that keep it unknown.

Notes, tests and warnings come after the recommendation and speak of what was found: from then on a finding or a
named condition that is not known counts as not found, so that "the ordinary test unless pregnant" still says something
when nobody knows.
"""

from __future__ import annotations

from typing import assert_never

from b12desk.engine.calculated import calculated_from
from b12desk.engine.facts import Facts, Truth, every, some
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import (
    AllOf,
    AnyOf,
    AnyPresent,
    Condition,
    Filter,
    Named,
    Not,
    Otherwise,
    Present,
    Recommended,
    inner,
)
from b12desk.model.rules import FindingRule, Rules, TagRule

_NOTHING: frozenset[str] = frozenset()


class Judge:
    """Evaluates the conditions of one rule file against the facts of one response."""

    def __init__(self, rules: Rules, facts: Facts) -> None:
        self.rules = rules
        self.facts = facts
        self.recommendation: str | None = None
        """Unknown until `settle`, and so is a condition on it."""
        self.otherwise: str | None = None
        """The recommendation without the red flags."""
        self._closed = False
        self._findings: dict[str, Truth] = {}
        self._named: dict[str, Truth] = {}
        self._any: dict[Filter, Truth] = {}
        self._open: dict[Condition, frozenset[str]] = {}

    def settle(self, recommendation: str, otherwise: str) -> None:
        """Tell the recommendation, with and without red flags: from now on what is not known counts as not found."""
        self.suppose(recommendation, otherwise)
        self._closed = True

    def suppose(self, recommendation: str | None, otherwise: str | None) -> None:
        """Tell as much of the recommendation as is known; what is not known stays unknown."""
        self.recommendation, self.otherwise = recommendation, otherwise
        self._any, self._open = {}, {}

    def truth(self, condition: Condition) -> Truth:  # noqa: PLR0911 -- one return for each form of a condition
        """Evaluate a condition: yes, no or unknown."""
        match condition:
            case Comparison():
                return self.facts.compare(condition)
            case Named():
                return self._told(self.named(condition.condition))
            case Present():
                return self._told(self.finding(self.rules.findings[condition.finding]))
            case AllOf():
                return every(map(self.truth, condition.all))
            case AnyOf():
                return some(map(self.truth, condition.any))
            case Not():
                truth = self.truth(condition.not_)
                return None if truth is None else not truth
            case AnyPresent():
                return self._any_present(condition.any_finding)
            case Recommended():
                return None if self.recommendation is None else self.recommendation in condition.recommendation
            case Otherwise():
                return None if self.otherwise is None else self.otherwise in condition.otherwise
            case _:
                assert_never(condition)

    def finding(self, rule: FindingRule) -> Truth:
        """Say whether a finding is present."""
        if rule.id not in self._findings:
            self._findings[rule.id] = self.truth(rule.when)
        return self._findings[rule.id]

    def named(self, name: str) -> Truth:
        """Say whether a named condition holds."""
        if name not in self._named:
            self._named[name] = self.truth(self.rules.conditions[name])
        return self._named[name]

    def _any_present(self, wanted: Filter) -> Truth:
        if wanted not in self._any:
            self._any[wanted] = some(
                self._tagged(rule, mark, wanted.common) for rule, mark in self.rules.matching(wanted)
            )
        return self._any[wanted]

    def support(self, condition: Condition) -> frozenset[str]:
        """The linkIds of the answers on which a condition that holds rests. What merely is not so is not named."""
        match condition:
            case Comparison():
                asked = calculated_from(self.facts.questionnaire, condition.question)
                return frozenset(asked or (condition.question,))
            case Named():
                return self.support(self.rules.conditions[condition.condition])
            case Present():
                return self.support(self.rules.findings[condition.finding].when)
            case AnyPresent():
                wanted = condition.any_finding
                matching = self.rules.matching(wanted)
                found = [rule.when for rule, mark in matching if self._tagged(rule, mark, wanted.common)]
                return _NOTHING.union(*map(self.support, found))
            case AllOf() | AnyOf():
                return _NOTHING.union(*[self.support(each) for _path, each in inner(condition) if self.truth(each)])
            case Not() | Recommended() | Otherwise():
                return _NOTHING
            case _:
                assert_never(condition)

    def open_items(self, condition: Condition) -> frozenset[str]:
        """The linkIds of the open questions that could still settle a condition; empty when it is settled."""
        if self.truth(condition) is not None:
            return _NOTHING
        if condition not in self._open:
            self._open[condition] = self._still_open(condition)
        return self._open[condition]

    def _still_open(self, condition: Condition) -> frozenset[str]:
        match condition:
            case Comparison():
                return self.facts.blame(condition.question)
            case Named():
                return self.open_items(self.rules.conditions[condition.condition])
            case Present():
                return self.open_items(self.rules.findings[condition.finding].when)
            case AnyPresent():
                wanted = condition.any_finding
                matching = self.rules.matching(wanted)
                return _NOTHING.union(*[self._open_tagged(rule, mark, wanted.common) for rule, mark in matching])
            case AllOf() | AnyOf() | Not() | Recommended() | Otherwise():
                return _NOTHING.union(*[self.open_items(each) for _path, each in inner(condition)])
            case _:
                assert_never(condition)

    def _told(self, truth: Truth) -> Truth:
        """A finding or a named condition as it counts now."""
        return truth is True if self._closed else truth

    def common(self, rule: FindingRule) -> Truth:
        """Say whether a finding that is present stands on the guideline's list."""
        return rule.common and (rule.common_when is None or self.truth(rule.common_when))

    def _tagged(self, rule: FindingRule, mark: TagRule | None, common: bool | None) -> Truth:
        present = self._told(self.finding(rule))
        if present is False:
            return False
        return every((present, *(self.truth(each) for each in _further(rule, mark, common))))

    def _open_tagged(self, rule: FindingRule, mark: TagRule | None, common: bool | None) -> frozenset[str]:
        if self._tagged(rule, mark, common) is not None:
            return _NOTHING
        return _NOTHING.union(*map(self.open_items, (rule.when, *_further(rule, mark, common))))


def _further(rule: FindingRule, mark: TagRule | None, common: bool | None) -> tuple[Condition, ...]:
    """What must hold besides for a finding to fit a filter: the mark that gives the tag, and its place on the list."""
    wanted = (mark.when if mark else None, rule.common_when if common else None)
    return tuple(each for each in wanted if each is not None)
