"""How answers to an older published version of a questionnaire become answers to the one of today: one declared map.

Theory: what both versions ask in the same way carries over by itself. Everything else is declared: a value that stands
elsewhere now (`Copied`), a code that follows from old answers (`CarriedAnswer`), what is asked no more (`Dropped`),
what was never asked (`NotAsked`). Nothing is judged here; `engine.carrying` does that with the one interpreter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Annotated

from pydantic import Field

from b12desk.model.comparison import Comparison
from b12desk.model.conditions import Condition, walk
from b12desk.model.frozen import frozen
from b12desk.model.questionnaire import Item, ItemType, Questionnaire

_SINCE = "since_then"
"""The linkId of the page that holds the values of `Since`."""


@frozen
class Since:
    """A value worked out from an old date, for the conditions of the map: the months to the day of the intake."""

    link_id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
    from_: str


@frozen
class Copied:
    """What was answered to the old question ``from`` is the answer to the new one ``to``.

    ``codes`` renames codes; one that becomes "" says nothing.
    """

    from_: str
    to: str
    codes: Mapping[str, str] = field(default_factory=dict)


@frozen
class CarriedAnswer:
    """The new question is answered with ``code`` when the old answers meet ``when``.

    ``ask_again``: the old question became several, and this is the most urgent reading of it. Without a code nothing
    is answered, and the new question is asked again.
    """

    link_id: str
    code: str = ""
    when: Condition
    ask_again: bool = False

    @cached_property
    def looks_at(self) -> frozenset[str]:
        """The old questions that ``when`` compares."""
        return frozenset(node.question for _path, node in walk(self.when) if isinstance(node, Comparison))


@frozen
class Dropped:
    """An old question, or only these codes of it, that nothing is made of, and why."""

    link_id: str
    codes: tuple[str, ...] = ()
    because: str


@frozen
class NotAsked:
    """Options of a new list that the old version did not ask for, and why they count as not ticked.

    ``unknown``: they do not count as anything, so the list is not known as long as only old answers tell of it.
    """

    link_id: str
    codes: tuple[str, ...]
    unknown: bool = False
    because: str


@frozen
class CarryMap:
    """The whole map. ``from`` and ``to`` are canonicals, ``url|version``.

    For a new single choice the first row that holds counts. In a new list every row that holds ticks its option.
    """

    from_: str
    to: str
    since: tuple[Since, ...] = ()
    copy: tuple[Copied, ...] = ()
    answer: tuple[CarriedAnswer, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    not_asked: tuple[NotAsked, ...] = ()


@frozen
class Earlier:
    """A questionnaire as it was published, and the map that leads from it to the one of today."""

    questionnaire: Questionnaire
    carry: CarryMap

    @cached_property
    def judged(self) -> Questionnaire:
        """The questionnaire with the values that the map works out besides."""
        values = tuple(
            Item(
                link_id=each.link_id,
                type=ItemType.DECIMAL,
                calculated="months-since",
                calculated_from=(each.from_,),
            )
            for each in self.carry.since
        )
        page = Item(link_id=_SINCE, type=ItemType.GROUP, item=values)
        pages = self.questionnaire.item
        return replace(self.questionnaire, item=(*pages, page) if values else pages)

    def copies(self, new: Questionnaire) -> tuple[Copied, ...]:
        """What is copied to ``new``: as the map says, and by itself what both versions ask in the same way."""
        carry, old = self.carry, self.questionnaire
        told = {each.to for each in carry.copy} | {each.link_id for each in carry.answer}
        told |= {each.link_id for each in carry.dropped if not each.codes}
        both = [each for each in old.items if each in new.items and each not in told]
        alone = [each for each in both if fits(old, old.items[each], new, new.items[each])]
        return (*carry.copy, *(Copied(from_=each, to=each) for each in alone))


def fits(
    old: Questionnaire, before: Item, new: Questionnaire, now: Item, codes: Mapping[str, str] | None = None
) -> bool:
    """Whether answers to ``before`` can be answers to ``now``, its codes renamed by ``codes``."""
    if not (before.is_question and now.is_question and before.type is now.type) or (before.repeats and not now.repeats):
        return False
    named = codes or {}
    given = {named.get(each.code, each.code) for each in old.options(before.link_id)} - {""}
    return given <= {each.code for each in new.options(now.link_id)}
