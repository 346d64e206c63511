"""The judge of one response: the same three-valued logic as `facts`, over the conditions of a rule file.

A verdict about a finding or a named condition is worked out when first asked for and kept; rules cannot refer to
themselves (linted). Every condition can also be asked *why*: `support` names the answers a yes rests on, `open_items`
the open questions that keep it unknown.
"""

from __future__ import annotations

from b12desk.engine.calculated import calculated_from
from b12desk.engine.facts import Facts, Truth, every
from b12desk.engine.program import program_of
from b12desk.model.rules import Condition, FindingRule, Rules, TagRule


class Judge:
    """Evaluates the conditions of one rule file against the facts of one response (a `program.Run`)."""

    def __init__(self, rules: Rules, facts: Facts) -> None:
        self.rules = rules
        self.facts = facts
        self.values = facts.values
        self.recommendation: str | None = None
        """Set once it is known; a condition on it is unknown before."""
        self._program = program_of(rules)
        self.kept = self._program.kept
        self._findings: dict[str, Truth] = {}
        self._named: dict[str, Truth] = {}
        self._open: dict[int, frozenset[str]] = {}

    def truth(self, condition: Condition) -> Truth:
        """Evaluate a condition: yes, no or unknown."""
        return self._program.check(condition)(self)

    def finding(self, rule: FindingRule) -> Truth:
        """Say whether a finding is present."""
        findings, name = self._findings, rule.id
        if name in findings:
            return findings[name]
        found = findings[name] = self._program.check(rule.when)(self)
        return found

    def named(self, name: str) -> Truth:
        """Say whether a named condition holds."""
        if name not in self._named:
            self._named[name] = self.truth(self._program.conditions[name])
        return self._named[name]

    def support(self, condition: Condition) -> frozenset[str]:
        """The linkIds of the answers on which a condition that holds rests. What merely is not so is not named."""
        fixed = self._program.questions(condition)
        if fixed is not None:
            asked = self.facts.questionnaire.calculated
            return fixed if fixed.isdisjoint(asked) else frozenset().union(*(self._asked(each) for each in fixed))
        if condition.condition is not None:
            return self.support(self._program.conditions[condition.condition])
        if condition.finding is not None:
            return self.support(self._program.rules.findings[condition.finding].when)
        if condition.any_finding is not None:
            matching = self._program.matching(condition.any_finding)
            return frozenset().union(*(self.support(rule.when) for rule, mark in matching if self._tagged(rule, mark)))
        children = condition.all or condition.any or ()
        return frozenset().union(*(self.support(each) for each in children if self.truth(each)))

    def open_items(self, condition: Condition) -> frozenset[str]:
        """The linkIds of the open questions that could still settle a condition; empty when it is settled."""
        if self.truth(condition) is not None:
            return frozenset()
        key = id(condition)  # the program keeps the condition, so the id names it for good
        if key not in self._open:
            self._open[key] = self._still_open(condition)
        return self._open[key]

    def _still_open(self, condition: Condition) -> frozenset[str]:
        if condition.compare is not None:
            return self.facts.blame(condition.compare.question)
        if condition.condition is not None:
            return self.open_items(self._program.conditions[condition.condition])
        if condition.finding is not None:
            return self.open_items(self._program.rules.findings[condition.finding].when)
        if condition.any_finding is not None:
            matching = self._program.matching(condition.any_finding)
            return frozenset().union(*[self._open_tagged(rule, mark) for rule, mark in matching])
        children = condition.all or condition.any or ((condition.negate,) if condition.negate else ())
        return frozenset().union(*[self.open_items(each) for each in children])

    def _asked(self, link_id: str) -> tuple[str, ...]:
        return calculated_from(self.facts.questionnaire, link_id) or (link_id,)

    def _tagged(self, rule: FindingRule, mark: TagRule | None) -> Truth:
        present = self.finding(rule)
        return present if mark is None or present is False else every((present, self.truth(mark.when)))

    def _open_tagged(self, rule: FindingRule, mark: TagRule | None) -> frozenset[str]:
        if self._tagged(rule, mark) is not None:
            return frozenset()
        found = self.open_items(rule.when)
        return found if mark is None else found | self.open_items(mark.when)
