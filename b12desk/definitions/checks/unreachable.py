"""Items that nobody can ever meet, because the conditions on the way to them contradict each other.

For each item the conditions that must all hold are gathered: its own, its groups', and those of every question whose
answer they need. Each question's demands are narrowed to what is still possible (codes, a range, or "unanswered");
nothing left means that the item can never apply. Alternatives (``enableBehavior = "any"``) are tried one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from b12desk.definitions.form import Form, Placed
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.comparison import Comparison, Operator, Scalar
from b12desk.model.questionnaire import Item, ItemType

_COUNTED = (ItemType.INTEGER, ItemType.DECIMAL)


def check_reach(form: Form) -> Iterator[Problem]:
    """Problems of items that can never apply."""
    never: set[str] = set()
    for placed in form.placed:
        group = next((each for each in placed.ancestors if each.link_id in never), None)
        if group is not None:
            cause = _("it stands in '{link_id}', which can never apply.", link_id=group.link_id)
            yield form.of_item(placed, cause, _("Mend the group's enableWhen."))
        elif placed.item.enable_when and not _possible(form, placed):
            never.add(placed.item.link_id)
            fix = _("Its conditions, and those of the questions they look at, contradict each other.")
            yield form.of_item(placed, _("this item can never apply."), fix, "enableWhen")


@dataclass
class _Demand:
    """What one question's answer may still be."""

    item: Item
    codes: set[Scalar] | None = None
    low: float = float("-inf")
    high: float = float("inf")
    answered: bool | None = None
    open_low: bool = False
    open_high: bool = False

    def narrow(self, comparison: Comparison) -> None:
        """Take one more condition into account."""
        answers = comparison.wanted
        match comparison.operator:
            case Operator.EXISTS | Operator.KNOWN:
                self._presence(present=comparison.answer is True)
            case Operator.EQUAL:
                self._presence(present=True)
                self.codes = set(answers) if self.codes is None else self.codes & set(answers)
            case Operator.NOT_EQUAL:
                self._presence(present=True)
                self.codes = None if self.codes is None else self.codes - set(answers)
            case _:
                self._presence(present=True)
                if self.item.type in _COUNTED and isinstance(comparison.answer, int | float):
                    self._bound(comparison.operator, float(comparison.answer))

    def _presence(self, *, present: bool) -> None:
        if self.answered is not None and self.answered is not present:
            self.codes = set()
        self.answered = present

    def _bound(self, operator: Operator, value: float) -> None:
        if operator in (Operator.GREATER, Operator.GREATER_OR_EQUAL) and value >= self.low:
            self.low, self.open_low = value, operator is Operator.GREATER
        if operator in (Operator.LESS, Operator.LESS_OR_EQUAL) and value <= self.high:
            self.high, self.open_high = value, operator is Operator.LESS

    @property
    def possible(self) -> bool:
        """False when no answer is left."""
        low = self.low if self.item.min_value is None else max(self.low, self.item.min_value)
        high = self.high if self.item.max_value is None else min(self.high, self.item.max_value)
        if low > high or (low == high and (self.open_low or self.open_high)):
            return False
        if self.codes is not None and self.item.type in _COUNTED:
            return any(isinstance(each, int | float) and low <= each <= high for each in self.codes)
        return self.codes is None or bool(self.codes)


@dataclass
class _Route:
    """Everything that must hold for one item to apply."""

    form: Form
    demands: dict[str, _Demand] = field(default_factory=dict)
    choices: list[tuple[Comparison, ...]] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)

    def reach(self, placed: Placed) -> None:
        """Add what ``placed`` and its groups demand."""
        for item in (*placed.ancestors, placed.item):
            if item.link_id in self.visited:
                continue
            self.visited.add(item.link_id)
            if item.enable_behavior == "any" and len(item.enable_when) > 1:
                self.choices.append(item.enable_when)
            else:
                for comparison in item.enable_when:
                    self.require(comparison)

    def require(self, comparison: Comparison) -> None:
        """Add one condition, and what its question needs in order to be asked."""
        placed = self.form.first.get(comparison.question)
        if placed is None:
            return
        self.demands.setdefault(comparison.question, _Demand(placed.item)).narrow(comparison)
        if not (comparison.operator is Operator.EXISTS and comparison.answer is False):
            self.reach(placed)

    @property
    def possible(self) -> bool:
        """False when some question has no answer left."""
        return all(each.possible for each in self.demands.values())


def _possible(form: Form, placed: Placed) -> bool:
    route = _Route(form)
    route.reach(placed)
    if not route.possible:
        return False
    return all(any(_with(form, placed, choice) for choice in choices) for choices in route.choices)


def _with(form: Form, placed: Placed, choice: Comparison) -> bool:
    """True when the item can apply with ``choice`` taken from its alternatives."""
    route = _Route(form)
    route.reach(placed)
    route.require(choice)
    return route.possible
