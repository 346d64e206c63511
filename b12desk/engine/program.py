"""Rule conditions compiled once per rule file: a tree of data becomes a tree of closures.

The closed set of forms is spelled out in `Program._compile`, one branch a form; there is no expression language and
nothing is ever evaluated from text. Compiled checks ask a `Run` (one response) and answer in three values.

Notes, tests and warnings come after the recommendation and speak of what was found: from then on a finding or a
named condition that is not known counts as not found, so that "the ordinary test unless pregnant" still says something
when nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from b12desk.engine.facts import Facts, Truth, Value
from b12desk.model.assessment import Finding, FindingKind
from b12desk.model.questionnaire import Comparison
from b12desk.model.rules import AnyFinding, Condition, FindingRule, Rules, TagRule
from b12desk.model.values import Coding


class Run(Protocol):
    """What a check may ask about one response."""

    facts: Facts
    recommendation: str | None

    @property
    def values(self) -> Mapping[str, Value]:
        """Every item's value."""

    def finding(self, rule: FindingRule) -> Truth:
        """Say whether a finding is present."""

    def named(self, name: str) -> Truth:
        """Say whether a named condition holds."""


Check = Callable[[Run], Truth]


class Program:
    """The compiled form of one rule file; conditions are compiled when first asked for and kept."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.conditions = {each.id: each.when for each in rules.condition}
        self.kept: dict[tuple[str, frozenset[str], tuple[str, ...], tuple[str, ...]], Finding] = {}
        """Findings made before, by rule, answers, details told and tags."""
        self._checks: dict[int, tuple[Condition, Check]] = {}
        self._questions: dict[int, tuple[Condition, frozenset[str] | None]] = {}
        self._matching: dict[tuple[object, ...], tuple[tuple[FindingRule, TagRule | None], ...]] = {}

    def check(self, condition: Condition) -> Check:
        """Compile ``condition``; it is kept beside its check, so that its id names it for good."""
        found = self._checks.get(id(condition))
        if found is None:
            found = self._checks[id(condition)] = (condition, self._compile(condition))
        return found[1]

    def questions(self, condition: Condition) -> frozenset[str] | None:
        """The linkIds named by a condition that can hold in one way only (no "any" in it); None for all others."""
        found = self._questions.get(id(condition))
        if found is None:
            found = self._questions[id(condition)] = (condition, self._fixed(condition))
        return found[1]

    def _fixed(self, condition: Condition) -> frozenset[str] | None:
        if condition.compare is not None:
            return frozenset({condition.compare.question})
        if condition.negate is not None:
            return frozenset()
        parts = [self.questions(each) for each in condition.all or ()]
        return frozenset().union(*(part for part in parts if part)) if parts and None not in parts else None

    def matching(self, wanted: AnyFinding) -> tuple[tuple[FindingRule, TagRule | None], ...]:
        """Findings that fit the filters, each with the mark that gives it the tag (None: it has the tag anyway)."""
        key = (wanted.kind, wanted.common, wanted.tag)
        if key not in self._matching:
            self._matching[key] = tuple(self._fitting(*key))
        return self._matching[key]

    def _compile(self, condition: Condition) -> Check:  # noqa: PLR0911 -- one return for each form of a condition
        if condition.compare is not None:
            return _comparison(condition.compare)
        if condition.all is not None:
            return every_of([self.check(each) for each in condition.all])
        if condition.any is not None:
            return some_of([self.check(each) for each in condition.any])
        if condition.negate is not None:
            return _negation(self.check(condition.negate))
        if condition.condition is not None:
            name = condition.condition

            def named(run: Run) -> Truth:
                truth = run.named(name)
                return truth if run.recommendation is None else truth is True

            return named
        if condition.finding is not None:
            return self._present(self.rules.findings[condition.finding], None)
        if condition.any_finding is not None:
            return some_of([self._present(rule, mark) for rule, mark in self.matching(condition.any_finding)])
        codes = condition.recommendation or ()
        return lambda run: None if run.recommendation is None else run.recommendation in codes

    def _present(self, rule: FindingRule, mark: TagRule | None) -> Check:
        def present(run: Run) -> Truth:
            truth = run.finding(rule)
            return truth if run.recommendation is None else truth is True

        return present if mark is None else every_of([present, self.check(mark.when)])

    def _fitting(
        self, kind: FindingKind | None, common: bool | None, tag: str | None
    ) -> Iterator[tuple[FindingRule, TagRule | None]]:
        for rule in self.rules.finding:
            if kind not in (None, rule.kind) or common not in (None, rule.common):
                continue
            if tag is None or tag in rule.tags:
                yield rule, None
                continue
            yield from ((rule, mark) for mark in rule.mark if mark.tag == tag)


_KEPT = 4
_programs: dict[int, Program] = {}


def program_of(rules: Rules) -> Program:
    """The program of ``rules``; those of the last few rule files are kept."""
    program = _programs.get(id(rules))
    if program is None or program.rules is not rules:
        program = _programs[id(rules)] = Program(rules)
        for oldest in list(_programs)[:-_KEPT]:
            del _programs[oldest]
    return program


def _comparison(comparison: Comparison) -> Check:
    """A comparison of codes is done here, by far the most frequent; every other one by the facts."""
    question, codes = comparison.question, comparison.codes
    if codes is None:
        return lambda run: run.facts.compare(comparison)

    def coded(run: Run) -> Truth:
        value = run.values[question]
        if value is None:
            return None
        for each in value:
            if type(each) is not Coding:
                return run.facts.compare(comparison)
            if each.code in codes:
                return True
        return False

    return coded


def every_of(checks: list[Check]) -> Check:
    """Kleene's *and* of checks, asked one after the other until one says no."""

    def check(run: Run) -> Truth:
        result: Truth = True
        for each in checks:
            truth = each(run)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return check


def some_of(checks: list[Check]) -> Check:
    """Kleene's *or* of checks, asked one after the other until one says yes."""

    def check(run: Run) -> Truth:
        result: Truth = False
        for each in checks:
            truth = each(run)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    return check


def _negation(inner: Check) -> Check:
    def check(run: Run) -> Truth:
        truth = inner(run)
        return None if truth is None else not truth

    return check
