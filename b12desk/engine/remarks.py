"""What is said beside an answer at once: see `model.remark`. It decides nothing.

Rules: only what was answered can contradict itself: what merely counts as something, because its question does not
apply, is never held against anybody; a remark stands where it is complete in the order of the form, and a further
answer that says the same does not move it. An answer that is kept, but no longer counts because of a newer one, is
asked about there too, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from b12desk.engine.calculated import calculated_from
from b12desk.engine.facts import Facts
from b12desk.model.comparison import Comparison
from b12desk.model.values import Coding


class Told(NamedTuple):
    """``link_id``: the question at which it stands; ``asks``: two answers contradict each other, and both count."""

    id: str
    link_id: str
    text: str
    asks: bool = False
    kept: bool = False
    """As ``asks``, but one of the two counts no more."""


def remarks(facts: Facts) -> tuple[Told, ...]:
    """Every remark on the answers, in the order of the form file, contradictions first."""
    return (*_contradictions(facts), *_notices(facts))


def contradictions(facts: Facts) -> tuple[Told, ...]:
    """The answers that do not go together."""
    return tuple(each for each in _contradictions(facts) if each.asks)


def _contradictions(facts: Facts) -> Iterator[Told]:
    for each in facts.questionnaire.contradiction:
        one, other = _held(facts, each.one), _held(facts, each.other)
        if one and other:
            yield Told(each.id, _complete_at(facts, (one, other)), each.text, asks=True)
        elif (one or other) and _kept(facts, each.other if one else each.one):
            yield Told(each.id, _complete_at(facts, (one or other,)), each.text, kept=True)


def _notices(facts: Facts) -> Iterator[Told]:
    for each in facts.questionnaire.notice:
        held = [_answered(facts, one) for one in each.when if facts.compare(one)]
        if all(held) and len(held) == len(each.when):
            yield Told(each.id, _complete_at(facts, held), each.text)


def _held(facts: Facts, comparisons: Iterable[Comparison]) -> list[str]:
    """The answered questions on which those comparisons rest that hold."""
    return [link_id for each in comparisons if facts.compare(each) for link_id in _answered(facts, each)]


def _kept(facts: Facts, comparisons: Iterable[Comparison]) -> bool:
    """Whether one of them holds of an answer whose question does not apply any more."""
    for each in comparisons:
        codes = {given.code for given in facts.written(each.question) if isinstance(given, Coding)}
        if facts.applies[each.question] is False and not each.codes.isdisjoint(codes):
            return True
    return False


def _answered(facts: Facts, comparison: Comparison) -> list[str]:
    """The question of a comparison, or those that its value is worked out from, as far as they were answered."""
    form, link_id = facts.questionnaire, comparison.question
    asked = calculated_from(form, link_id) or (link_id,)
    instead = [form.alternatives[each] for each in asked if each in form.alternatives]
    return [each for each in (*asked, *instead) if facts.answers_of(each)]


def _complete_at(facts: Facts, sides: Iterable[Iterable[str]]) -> str:
    """The question at which, in the order of the form, each side has its first answer."""
    place = facts.questionnaire.order.__getitem__
    return max((min(each, key=place) for each in sides), key=place)
