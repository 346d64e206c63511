"""The evaluator of rule conditions: the same three-valued logic as `facts`, over trees instead of single comparisons.

A verdict about findings is worked out when first asked for and kept; rules cannot refer to themselves (linted).
Every condition can also be asked *why*: `support` names the answers a yes rests on, `open_items` the open questions
that keep it unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from b12desk.engine.facts import Facts, Truth, calculated_from, every, some
from b12desk.model.rules import AnyFinding, Condition, FindingRule, Mark, Rules


class Judge:
    """Evaluates the conditions of one rule file against the facts of one response."""

    def __init__(self, rules: Rules, facts: Facts) -> None:
        self._rules = rules
        self._facts = facts
        self._named = {each.id: each.when for each in rules.condition}
        self._findings: dict[str, Truth] = {}
        self._conditions: dict[str, Truth] = {}
        self.recommendation: str | None = None
        """Set once it is known; a condition on it is unknown before."""

    def finding(self, rule: FindingRule) -> Truth:
        """Say whether a finding is present."""
        if rule.id not in self._findings:
            self._findings[rule.id] = self.truth(rule.when)
        return self._findings[rule.id]

    def truth(self, condition: Condition) -> Truth:  # noqa: PLR0911 -- one return for each form of a condition
        """Evaluate a condition: yes, no or unknown."""
        if condition.compare is not None:
            return self._facts.compare(condition.compare)
        if condition.all is not None:
            return every(self.truth(each) for each in condition.all)
        if condition.any is not None:
            return some(self.truth(each) for each in condition.any)
        if condition.negate is not None:
            inner = self.truth(condition.negate)
            return None if inner is None else not inner
        if condition.condition is not None:
            name = condition.condition
            if name not in self._conditions:
                self._conditions[name] = self.truth(self._named[name])
            return self._conditions[name]
        if condition.finding is not None:
            return self.finding(self._rules.findings[condition.finding])
        if condition.any_finding is not None:
            return some(self._tagged(rule, mark) for rule, mark in self._matching(condition.any_finding))
        return None if self.recommendation is None else self.recommendation in (condition.recommendation or ())

    def support(self, condition: Condition) -> frozenset[str]:
        """The linkIds of the answers on which a condition that holds rests. What merely is not so is not named."""
        if condition.compare is not None:
            question = condition.compare.question
            return frozenset(calculated_from(self._facts.questionnaire, question) or (question,))
        if condition.condition is not None:
            return self.support(self._named[condition.condition])
        if condition.finding is not None:
            return self.support(self._rules.findings[condition.finding].when)
        if condition.any_finding is not None:
            matching = self._matching(condition.any_finding)
            return frozenset().union(*(self.support(rule.when) for rule, mark in matching if self._tagged(rule, mark)))
        children = condition.all or condition.any or ()
        return frozenset().union(*(self.support(each) for each in children if self.truth(each)))

    def open_items(self, condition: Condition) -> frozenset[str]:
        """The linkIds of the open questions that could still settle a condition; empty when it is settled."""
        if self.truth(condition) is not None:
            return frozenset()
        if condition.compare is not None:
            return self._facts.blame(condition.compare.question)
        if condition.condition is not None:
            return self.open_items(self._named[condition.condition])
        if condition.finding is not None:
            return self.open_items(self._rules.findings[condition.finding].when)
        if condition.any_finding is not None:
            matching = self._matching(condition.any_finding)
            return frozenset().union(*(self._open_tagged(rule, mark) for rule, mark in matching))
        children = condition.all or condition.any or ((condition.negate,) if condition.negate else ())
        return frozenset().union(*(self.open_items(each) for each in children))

    def _matching(self, wanted: AnyFinding) -> Iterator[tuple[FindingRule, Mark | None]]:
        """Findings that fit the filters, each with the mark that gives it the tag (None: it has the tag anyway)."""
        for rule in self._rules.finding:
            if wanted.kind not in (None, rule.kind) or wanted.common not in (None, rule.common):
                continue
            if wanted.tag is None or wanted.tag in rule.tags:
                yield rule, None
                continue
            yield from ((rule, mark) for mark in rule.mark if mark.tag == wanted.tag)

    def _tagged(self, rule: FindingRule, mark: Mark | None) -> Truth:
        present = self.finding(rule)
        return present if mark is None or present is False else every((present, self.truth(mark.when)))

    def _open_tagged(self, rule: FindingRule, mark: Mark | None) -> frozenset[str]:
        if self._tagged(rule, mark) is not None:
            return frozenset()
        found = self.open_items(rule.when)
        return found if mark is None else found | self.open_items(mark.when)
