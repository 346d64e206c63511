"""What somebody with paper and pen may leave out: which answer leads past the questions that follow.

Rules: an answer leads past a question only if this one can surely not be asked then, whatever is answered elsewhere;
where several answers may be ticked, only one that excludes the others leads anywhere. Words are found elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from b12desk.engine.numbering import numbers, options_in_order
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.values import UNKNOWN_CODES

_LEAST = 2
"""Questions that an answer leads past, for it to be worth words."""


class Clause(NamedTuple):
    """Comparisons of which all must hold, or (``either``) one."""

    parts: tuple[Comparison, ...]
    either: bool


class Skip(NamedTuple):
    """Whoever answers one of ``codes`` goes on at the question ``to``; None: at the end."""

    codes: tuple[str, ...]
    to: str | None


def clauses(questionnaire: Questionnaire, link_id: str) -> tuple[Clause, ...]:
    """What must hold for a question to be asked: its own condition and those of its groups, each once.

    One is left out where another says as much, or where it must hold for the question that another looks at.
    """
    found: list[Clause] = []
    for item in _lineage(questionnaire, link_id):
        if not item.enable_when:
            continue
        clause = Clause(item.enable_when, item.enable_behavior == "any" and len(item.enable_when) > 1)
        if not any(_implies(each, clause) for each in (*found, *_behind(questionnaire, found))):
            found = [*(each for each in found if not _implies(clause, each)), clause]
    return tuple(reversed(found))


def skips(questionnaire: Questionnaire, link_id: str) -> tuple[Skip, ...]:
    """Where the answers of a choice lead, those that lead to one place together, in the order of the options."""
    item = questionnaire.items[link_id]
    if item.type is not ItemType.CHOICE:
        return ()
    order = list(numbers(questionnaire))
    later = order[order.index(link_id) + 1 :]
    found: dict[str | None, list[str]] = {}
    for option in options_in_order(questionnaire, link_id):
        if item.repeats and not option.exclusive and option.code not in UNKNOWN_CODES:
            continue
        left_out = _left_out(questionnaire, link_id, option.code, later)
        passed = next((place for place, each in enumerate(later) if each not in left_out), len(later))
        if passed >= _LEAST:
            found.setdefault(later[passed] if passed < len(later) else None, []).append(option.code)
    return tuple(Skip(tuple(codes), to) for to, codes in found.items())


def _lineage(questionnaire: Questionnaire, link_id: str) -> Iterator[Item]:
    """A question and its groups, from the inside out."""
    at: str | None = link_id
    while at is not None:
        yield questionnaire.items[at]
        at = questionnaire.parents[at]


def _behind(questionnaire: Questionnaire, found: Sequence[Clause]) -> Iterator[Clause]:
    """What must hold for the questions whose answers ``found`` wants."""
    for part in (part for clause in found if not clause.either for part in clause.parts):
        gate = questionnaire.items[part.question]
        if part.operator is Operator.EQUAL and gate.is_question and gate.absent_means not in part.codes:
            yield from clauses(questionnaire, part.question)


def _implies(inner: Clause, outer: Clause) -> bool:
    """Whether ``outer`` holds wherever ``inner`` does, as far as that is plain."""
    if inner == outer:
        return True
    if inner.either or (outer.either and len(outer.parts) > 1):
        return False
    return all(any(_narrower(one, part) for one in inner.parts) for part in outer.parts)


def _narrower(one: Comparison, other: Comparison) -> bool:
    if one == other:
        return True
    same = one.question == other.question and one.operator is Operator.EQUAL
    if same and other.operator is Operator.EQUAL:
        return one.codes <= other.codes
    return same and other.operator is Operator.NOT_EQUAL and not one.codes & other.codes


def _left_out(questionnaire: Questionnaire, gate: str, code: str, later: Collection[str]) -> frozenset[str]:
    """The questions of ``later`` that are surely not asked when the answer to ``gate`` is ``code``."""
    found: set[str] = set()
    for each in later:
        lineage = list(_lineage(questionnaire, each))
        if any(_surely_not(questionnaire.items, item, gate, code, found) for item in lineage):
            found.add(each)
    return frozenset(found)


def _surely_not(items: Mapping[str, Item], item: Item, gate: str, code: str, left_out: Collection[str]) -> bool:
    false = [_surely_false(items, each, gate, code, left_out) for each in item.enable_when]
    if not false:
        return False
    return all(false) if item.enable_behavior == "any" else any(false)


def _surely_false(items: Mapping[str, Item], part: Comparison, gate: str, code: str, left_out: Collection[str]) -> bool:
    """Whether a comparison cannot hold. Who is not sure has not said that something is not so."""
    if part.question == gate:
        if part.operator is Operator.EQUAL:
            return code not in part.codes
        if part.operator is Operator.NOT_EQUAL:
            return code in part.codes or code in UNKNOWN_CODES
        return part.operator is Operator.EXISTS and part.answer is False
    if part.question not in left_out:
        return False
    counts_as = items[part.question].absent_means
    if part.operator is Operator.EQUAL:
        return counts_as not in part.codes
    return part.operator is Operator.NOT_EQUAL and (counts_as is None or counts_as in part.codes)
