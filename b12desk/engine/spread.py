"""How far a varying answer reaches: which items, and which conditions, may come out differently because of it.

A superset, from the form alone: through gates, groups, calculated values, named conditions and findings. Items that
hang together form a *cluster*: no answer in one has any effect on an item of another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from b12desk.engine.calculated import calculated_from
from b12desk.engine.program import Program
from b12desk.model.questionnaire import Questionnaire, Step
from b12desk.model.rules import Condition


class Cluster(NamedTuple):
    """Items that hang together: their steps in order, and the questions among them whose answers vary."""

    items: frozenset[str]
    steps: tuple[Step, ...]
    varying: tuple[str, ...]
    dated: bool
    """True when the day of the intake matters to one of them."""


def clusters(questionnaire: Questionnaire, varying: Collection[str], *, dated: bool) -> tuple[Cluster, ...]:
    """All items that the answers to ``varying``, and the day if it is ``dated``, may reach."""
    group: dict[str, set[str]] = {link_id: {link_id} for link_id in varying}
    moving: set[str] = set()
    for step in questionnaire.steps:  # conditions look back only: one pass
        joined = [group[each] for each in _looked_at(questionnaire, step) if each in group]
        if dated and questionnaire.items[step.link_id].calculated in ("age-years", "months-since"):
            moving.add(step.link_id)
            joined.append(set())
        if not joined and step.link_id not in group:
            continue
        whole = {step.link_id}.union(*joined)
        for link_id in whole:
            group[link_id] = whole
    found = {id(each): each for each in group.values()}
    return tuple(
        Cluster(
            frozenset(items),
            tuple(step for step in questionnaire.steps if step.link_id in items),
            tuple(sorted(items.intersection(varying), key=questionnaire.order.__getitem__)),
            not moving.isdisjoint(items),
        )
        for items in found.values()
    )


def _looked_at(questionnaire: Questionnaire, step: Step) -> set[str]:
    """The items that settle an item: itself, its group, its gates and what it is worked out from."""
    found = {step.link_id, *(each.question for each in step.conditions)}
    if step.parent is not None:
        found.add(step.parent)
    item = questionnaire.items[step.link_id]
    found.update(calculated_from(questionnaire, step.link_id))
    if item.calculated == "age-years":
        found.add(questionnaire.roles.age)
    return found


def questions(program: Program, condition: Condition) -> Iterator[str]:
    """Every linkId that a condition looks at, through named conditions, findings and marks."""
    if condition.compare is not None:
        yield condition.compare.question
    if condition.condition is not None:
        yield from questions(program, program.conditions[condition.condition])
    if condition.finding is not None:
        yield from questions(program, program.rules.findings[condition.finding].when)
    if condition.any_finding is not None:
        for rule, mark in program.matching(condition.any_finding):
            yield from questions(program, rule.when)
            if mark is not None:
                yield from questions(program, mark.when)
    for each in (*(condition.all or ()), *(condition.any or ())):
        yield from questions(program, each)
    if condition.negate is not None:
        yield from questions(program, condition.negate)
