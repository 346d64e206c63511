"""Rule-read items that can be switched off: each must say what its absence means.

A detail (``medicine.dose``) needs no absentMeans when every rule that reads it also requires its parent, or the
question that makes it apply: then that answer already settles the rule. Nor does one that the rule asks to be known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from b12desk.definitions.checks.condition_walk import Rooted, rooted
from b12desk.definitions.form import Form, Placed
from b12desk.definitions.positions import Path
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.comparison import Comparison, Operator
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
from b12desk.model.questionnaire import Item


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
            if guards.guarded(root, placed.item):
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

    def guarded(self, root: Rooted, item: Item) -> bool:
        """True when the rule can hold only with a definite answer to the item's parent, its gate, or itself."""
        key = (root.path, root.table.path.name, item.link_id)
        if key not in self._guarded:
            self._guarded[key] = False
            self._guarded[key] = self._requires(root.when, item) or self._from_outside(root, item)
        return self._guarded[key]

    def _from_outside(self, root: Rooted, item: Item) -> bool:
        """True when what the rule belongs to, or every rule that uses it, requires what guards the item."""
        if root.kind == "mark":
            return self._requires(self._form.rules.model.finding[root.index].when, item)
        users = self._users.get(root.name, []) if root.kind == "condition" else []
        return bool(users) and all(self.guarded(each, item) for each in users)

    def _requires(self, when: Condition, item: Item) -> bool:
        match when:
            case Comparison(operator=Operator.KNOWN):
                return when.question == item.link_id and when.answer is True
            case Comparison():
                return when.question in _guards_of(item)
            case AllOf():
                return any(self._requires(each, item) for each in when.all)
            case AnyOf():
                branches = [each for each in when.any if _mentions(each, item)]
                return bool(branches) and all(self._requires(each, item) for each in branches)
            case Named() | Present():
                return self._behind_requires(when, item)
            case Not() | AnyPresent() | Recommended() | Otherwise():
                return False
            case _:
                assert_never(when)

    def _behind_requires(self, node: Named | Present, item: Item) -> bool:
        behind = self._form.rules.model.behind(node)
        key = (node, item.link_id)
        if key not in self._required:
            self._required[key] = False
            self._required[key] = behind is not None and self._requires(behind, item)
        return self._required[key]


def _guards_of(item: Item) -> frozenset[str]:
    """The questions whose answer makes the item apply: its parent by name, and those of its enableWhen."""
    return frozenset({item.link_id.rpartition(".")[0], *(each.question for each in item.enable_when)}) - {""}


def _mentions(when: Condition, item: Item) -> bool:
    """True when ``when`` looks at the item, at what guards it, or at a detail of its parent."""
    parent = item.link_id.rpartition(".")[0]
    asked = [node.question for _path, node in walk(when) if isinstance(node, Comparison)]
    seen = _guards_of(item) | {item.link_id}
    return any(each in seen or (parent and each.startswith(f"{parent}.")) for each in asked)
