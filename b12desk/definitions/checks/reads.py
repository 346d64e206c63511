"""Rule-read items that can be switched off: each must say what its absence means.

A detail (``med_metformin.dose``) needs no absentMeans when every rule that reads it also requires its parent: then the
parent's own answer already settles the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from b12desk.definitions.checks.nodes import Rooted, rooted
from b12desk.definitions.form import Form, Placed
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.questionnaire import Comparison
from b12desk.model.rules import AllOf, AnyOf, AnyPresent, Condition, Named, Not, Present, Recommended, walk


def check_reads(form: Form) -> Iterator[Problem]:
    """Problems of items that a rule reads."""
    told: set[str] = set()
    for root in rooted(form):
        for _path, node in walk(root.when):
            placed = form.first.get(node.question) if isinstance(node, Comparison) else None
            if placed is None or not _silent(placed) or placed.item.link_id in told:
                continue
            link_id = placed.item.link_id
            parent = link_id.rpartition(".")[0]
            if parent and _guarded(form, root, parent):
                continue
            told.add(link_id)
            cause = _("the rule '{rule}' reads this item, which can be switched off.", rule=root.name)
            fix = _("Add absentMeans.")
            if parent:
                fix = _("Add absentMeans, or let the rule require '{parent}' as well.", parent=parent)
            yield form.of_item(placed, cause, fix)


def _silent(placed: Placed) -> bool:
    item = placed.item
    return placed.conditional and item.absent_means is None and item.alternative_to is None


def _guarded(form: Form, root: Rooted, parent: str) -> bool:
    """True when the rule can hold only with a definite answer to ``parent``."""
    if root.kind == "mark" and _requires(form, form.rules.model.finding[root.index].when, parent):
        return True
    if root.kind == "condition":
        named = Named(condition=root.name)
        users = [each for each in rooted(form) if named in (node for _path, node in walk(each.when))]
        return _requires(form, root.when, parent) or (bool(users) and all(_guarded(form, u, parent) for u in users))
    return _requires(form, root.when, parent)


def _requires(form: Form, when: Condition, parent: str) -> bool:
    rules = form.rules.model
    match when:
        case Comparison():
            return when.question == parent
        case AllOf():
            return any(_requires(form, each, parent) for each in when.all)
        case AnyOf():
            branches = [each for each in when.any if _mentions(each, parent)]
            return bool(branches) and all(_requires(form, each, parent) for each in branches)
        case Named(condition=name):
            return name in rules.conditions and _requires(form, rules.conditions[name], parent)
        case Present(finding=name):
            return name in rules.findings and _requires(form, rules.findings[name].when, parent)
        case Not() | AnyPresent() | Recommended():
            return False
        case _:
            assert_never(when)


def _mentions(when: Condition, parent: str) -> bool:
    """True when ``when`` looks at ``parent`` or one of its details."""
    asked = [node.question for _path, node in walk(when) if isinstance(node, Comparison)]
    return any(each == parent or each.startswith(f"{parent}.") for each in asked)
