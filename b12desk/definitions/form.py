"""What the checks look at: the parts of a form that have the right shape, and how to name a place in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from b12desk.definitions.error_words import Suggester
from b12desk.definitions.positions import Path
from b12desk.definitions.toml_file import Loaded
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.codes import Codes
from b12desk.model.evidence import Foods, Sources
from b12desk.model.handout import Handout
from b12desk.model.profile import Profiles
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.rules import Rules
from b12desk.model.score import ScoreRules


@dataclass(frozen=True)
class Placed:
    """An item with its place in the file and its position in the order of the questionnaire."""

    item: Item
    path: Path
    position: int
    ancestors: tuple[Item, ...]

    @property
    def conditional(self) -> bool:
        """True when the item, or a group it stands in, has an enableWhen."""
        return any(each.enable_when for each in (self.item, *self.ancestors))


@dataclass(frozen=True)
class Form:
    """A form directory under inspection: all parts have the right shape."""

    questionnaire: Loaded[Questionnaire]
    rules: Loaded[Rules]
    sources: Loaded[Sources]
    foods: Loaded[Foods] | None = None
    handout: Loaded[Handout] | None = None
    score: Loaded[ScoreRules] | None = None
    profiles: Loaded[Profiles] | None = None
    code_card: Loaded[Codes] | None = None
    suggest: Suggester = field(default_factory=Suggester)

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every item in the order of the questionnaire, duplicates included."""
        found: list[Placed] = []

        def walk(items: tuple[Item, ...], path: Path, ancestors: tuple[Item, ...]) -> None:
            for index, item in enumerate(items):
                here = (*path, "item", index)
                found.append(Placed(item, here, len(found), ancestors))
                walk(item.item, here, (*ancestors, item))

        walk(self.questionnaire.model.item, (), ())
        return tuple(found)

    @cached_property
    def first(self) -> dict[str, Placed]:
        """The first item of each linkId."""
        found: dict[str, Placed] = {}
        for each in self.placed:
            found.setdefault(each.item.link_id, each)
        return found

    @cached_property
    def codes(self) -> dict[str, dict[str, None]]:
        """The codes of the options of each item, in their order."""
        options = self.questionnaire.model.options
        return {name: dict.fromkeys(each.code for each in options(name)) for name in self.first}

    @cached_property
    def conditions(self) -> dict[str, int]:
        """The place of each named condition in rules.toml, the first of each name."""
        return first_places(each.id for each in self.rules.model.condition)

    @cached_property
    def findings(self) -> dict[str, int]:
        """The place of each finding in rules.toml, the first of each id."""
        return first_places(each.id for each in self.rules.model.finding)

    @cached_property
    def tags(self) -> dict[str, None]:
        """Every tag that a finding can have, in the order of the file."""
        rules = self.rules.model.finding
        return dict.fromkeys(tag for each in rules for tag in (*each.tags, *(mark.tag for mark in each.mark)))

    @cached_property
    def questions(self) -> dict[str, None]:
        """LinkIds that have an answer or a calculated value, in the order of the questionnaire."""
        answered = (name for name, each in self.first.items() if each.item.is_question or each.item.calculated)
        return dict.fromkeys(answered)

    def of_item(self, placed: Placed, cause: str, fix: str = "", *below: str | int) -> Problem:
        """A problem of an item, at the key ``below`` it when given."""
        return self.questionnaire.table.problem((*placed.path, *below), placed.item.link_id, cause, fix)

    def unknown_item(self, link_id: str) -> tuple[str, str]:
        """Cause and fix for a linkId that no item has."""
        return _("there is no item '{link_id}'.", link_id=link_id), self.suggest(link_id, self.questions)

    def unknown_sources(self, keys: tuple[str, ...], *, needed: bool) -> Iterator[tuple[str, str]]:
        """Causes and fixes for a list of source keys."""
        if needed and not keys:
            yield _("it has no source."), _("Add sources = [...] with a key of sources.toml.")
        for key in keys:
            if key not in self.sources.model.by_key:
                yield _("unknown source '{key}'.", key=key), self.suggest(key, self.sources.model.by_key)


def first_places(names: Iterable[str]) -> dict[str, int]:
    """Where each name stands first."""
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        found.setdefault(name, place)
    return found


def repeated(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Place and name of all that have stood before."""
    first = first_places(names)
    return ((place, name) for place, name in enumerate(names) if first[name] != place)
