"""A condition taken apart by who settles it: everybody alike, one cluster of answers, or several together.

What one cluster settles is a *slot* of it: a check that is asked with that cluster's answers alone. A condition that
several clusters decide becomes a tree that joins the truths of their slots, in Kleene's logic, so the order of joining
does not matter and children that belong to one cluster become a single slot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from b12desk.engine.conditions import Judge
from b12desk.engine.facts import Truth, every, some
from b12desk.engine.program import Check, Program, every_of, some_of
from b12desk.engine.spread import Cluster, questions
from b12desk.model.rules import Condition, FindingRule, TagRule

Parts = tuple[tuple[Truth, ...], ...]
"""The truths of every slot, by cluster."""


@dataclass(frozen=True)
class Slot:
    """Where the truth that one cluster settles stands."""

    place: int
    number: int


@dataclass(frozen=True)
class _Ask:
    """A check for one cluster, before it is known which of them stay."""

    place: int
    check: Check


@dataclass(frozen=True)
class Join:
    """Kleene's *or* of the branches when a yes ``ends`` it, *and* when a no does; turned round by ``negated``."""

    branches: tuple[Tree, ...]
    ends: bool
    negated: bool = False


Tree = Slot | _Ask | Join | bool | None
"""A truth for all responses, or how to find it."""


def truth_of(tree: Tree, parts: Parts) -> Truth:
    """The truth of a condition that `Shares.plan` took apart, from the truths that the clusters have settled."""
    if isinstance(tree, Slot):
        return parts[tree.place][tree.number]
    if isinstance(tree, Join):
        found = (some if tree.ends else every)([truth_of(each, parts) for each in tree.branches])
        return (None if found is None else not found) if tree.negated else found
    assert not isinstance(tree, _Ask)  # noqa: S101 -- plans hold none
    return tree


class Shares:
    """Takes conditions apart; ``slots`` collects what each cluster is to be asked."""

    def __init__(self, program: Program, judge: Judge, clusters: tuple[Cluster, ...]) -> None:
        """``judge`` knows what all responses share."""
        self.slots: list[list[Check]] = [[] for _cluster in clusters]
        self._program = program
        self._judge = judge
        self._clusters = clusters

    def plan(self, condition: Condition) -> Tree:
        """How to find the truth of ``condition``."""
        return self._numbered(self._tree(condition))

    def _numbered(self, tree: Tree) -> Tree:
        if isinstance(tree, Join):
            return replace(tree, branches=tuple(map(self._numbered, tree.branches)))
        if not isinstance(tree, _Ask):
            return tree
        slots = self.slots[tree.place]
        if tree.check not in slots:
            slots.append(tree.check)
        return Slot(tree.place, slots.index(tree.check))

    def _tree(self, condition: Condition) -> Tree:
        asked = frozenset(questions(self._program, condition))
        met = [place for place, each in enumerate(self._clusters) if not each.items.isdisjoint(asked)]
        if not met:
            return self._judge.truth(condition)
        if len(met) == 1:
            return _Ask(met[0], self._program.check(condition))
        if condition.negate is not None:
            return Join((self._tree(condition.negate),), ends=True, negated=True)
        ends, branches = self._opened(condition)
        return _joined(branches, ends=ends)

    def _opened(self, condition: Condition) -> tuple[bool, list[Tree]]:
        """Whether a yes ends it, and the branches of a condition that several clusters decide."""
        if condition.condition is not None:
            return True, [self._tree(self._program.conditions[condition.condition])]
        if condition.finding is not None:
            return True, [self._tree(self._program.rules.findings[condition.finding].when)]
        if condition.any_finding is not None:
            matching = self._program.matching(condition.any_finding)
            return True, [self._present(rule, mark) for rule, mark in matching]
        if condition.any is not None:
            return True, [self._tree(each) for each in condition.any]
        return False, [self._tree(each) for each in condition.all or ()]

    def _present(self, rule: FindingRule, mark: TagRule | None) -> Tree:
        found = self._tree(rule.when)
        return found if mark is None else _joined([found, self._tree(mark.when)], ends=False)


def _joined(branches: list[Tree], *, ends: bool) -> Tree:
    """The branches as one tree: settled ones judged now, those of one cluster as one check."""
    if ends in [each for each in branches if isinstance(each, bool)]:
        return ends
    rest: list[Tree] = [each for each in branches if isinstance(each, Join)]
    by_place: dict[int, list[Check]] = {}
    for each in branches:
        if isinstance(each, _Ask):
            by_place.setdefault(each.place, []).append(each.check)
    for place, checks in by_place.items():
        rest.append(_Ask(place, checks[0] if len(checks) == 1 else (some_of if ends else every_of)(checks)))
    if None in branches:
        rest.append(None)
    return rest[0] if len(rest) == 1 else Join(tuple(rest), ends=ends)
