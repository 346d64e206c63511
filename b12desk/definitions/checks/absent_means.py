"""Rule-read items that can be switched off: each must say what its absence means.

A detail (``medicine.dose``) needs no absentMeans when every rule that reads it also requires its parent: then the
parent's own answer already settles the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from b12desk.definitions.checks.condition_walk import Rooted, rooted
from b12desk.definitions.form import Form, Placed
from b12desk.definitions.positions import Path
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import (
    AllOf,
    AnyOf,
    AnyPresent,
    Condition,
    Named,
    Not,
    Otherwise,
    Present,
    Recommended,
    walk,
)


def check_reads(form: Form) -> Iterator[Problem]:
    """Problems of items that a rule reads."""
    guards = _Guards(form)
    told: set[str] = set()
    for root in guards.roots:
        for _path, node in walk(root.when):
            placed = form.first.get(node.question) if isinstance(node, Comparison) else None
            if placed is None or not _silent(placed) or placed.item.link_id in told:
                continue
            link_id = placed.item.link_id
            parent = link_id.rpartition(".")[0]
            if parent and guards.guarded(root, parent):
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


class _Guards:
    """Which rules can hold only with a definite answer to a parent.

    Every question is answered once: a condition that is named a hundred times is looked into once, and one that names
    itself, which is told elsewhere, guards nothing.
    """

    def __init__(self, form: Form) -> None:
        self.roots = tuple(rooted(form))
        self._form = form
        self._users: dict[str, list[Rooted]] = {}
        for root in self.roots:
            names = {node.condition for _path, node in walk(root.when) if isinstance(node, Named)}
            for name in names:
                self._users.setdefault(name, []).append(root)
        self._guarded: dict[tuple[Path, str, str], bool] = {}
        self._required: dict[tuple[Condition, str], bool] = {}

    def guarded(self, root: Rooted, parent: str) -> bool:
        """True when the rule can hold only with a definite answer to ``parent``."""
        key = (root.path, root.table.path.name, parent)
        if key not in self._guarded:
            self._guarded[key] = False
            self._guarded[key] = self._requires(root.when, parent) or self._from_outside(root, parent)
        return self._guarded[key]

    def _from_outside(self, root: Rooted, parent: str) -> bool:
        """True when what the rule belongs to, or every rule that uses it, requires ``parent``."""
        if root.kind == "mark":
            return self._requires(self._form.rules.model.finding[root.index].when, parent)
        users = self._users.get(root.name, []) if root.kind == "condition" else []
        return bool(users) and all(self.guarded(each, parent) for each in users)

    def _requires(self, when: Condition, parent: str) -> bool:
        match when:
            case Comparison():
                return when.question == parent
            case AllOf():
                return any(self._requires(each, parent) for each in when.all)
            case AnyOf():
                branches = [each for each in when.any if _mentions(each, parent)]
                return bool(branches) and all(self._requires(each, parent) for each in branches)
            case Named() | Present():
                return self._behind_requires(when, parent)
            case Not() | AnyPresent() | Recommended() | Otherwise():
                return False
            case _:
                assert_never(when)

    def _behind_requires(self, node: Named | Present, parent: str) -> bool:
        behind = self._form.rules.model.behind(node)
        if (node, parent) not in self._required:
            self._required[node, parent] = False
            self._required[node, parent] = behind is not None and self._requires(behind, parent)
        return self._required[node, parent]


def _mentions(when: Condition, parent: str) -> bool:
    """True when ``when`` looks at ``parent`` or one of its details."""
    asked = [node.question for _path, node in walk(when) if isinstance(node, Comparison)]
    return any(each == parent or each.startswith(f"{parent}.") for each in asked)
