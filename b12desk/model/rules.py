"""How answers are judged: data that a clinician can read, evaluated by ``engine.scoring`` in three-valued logic.

Order matters twice: a named condition refers only to earlier ones, and recommendations stand in order, the highest
first. What a condition is made of stands in `conditions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from b12desk.model.assessment import FindingKind, Strength, Urgency
from b12desk.model.conditions import Condition, Filter, Named, Present, walk
from b12desk.model.frozen import frozen
from b12desk.model.thresholds import Threshold, ThresholdHeads

Tone = Literal["error", "warning", "info", "neutral", "success"]
"""The colours of a recommendation on the screen."""

Confidence = Literal["P", "S", "S-", "M"]
"""How well the source was read: issuing body's own text, second hand, weak second hand, from memory."""


@frozen
class CommonList:
    """How the guideline's list is spoken of, on which findings with ``common`` stand."""

    words: str
    """Beside a finding on the screen and the command line, e.g. "on the guideline's list"."""
    short: str
    """The same on paper, with an asterisk when there is a footnote."""
    footnote: str


@frozen
class NamedCondition:
    """A condition used in several places."""

    id: str
    when: Condition
    sources: tuple[str, ...] = ()


@frozen
class TagRule:
    """A tag that a present finding earns under a further condition, e.g. after 4 months of a medicine."""

    tag: str
    when: Condition
    text: str = ""
    sources: tuple[str, ...]


@frozen
class FindingRule:
    """Answers -> one finding. ``common`` = on the guideline's list (see `CommonList`).

    A red flag has an ``urgency``; it is ``related`` when it may come from what the form looks for.
    """

    id: str
    kind: FindingKind
    common: bool = False
    text: str
    """What the physician reads."""
    when: Condition
    strength: Strength
    confidence: Confidence
    sources: tuple[str, ...]
    tags: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    """linkIds whose answers are printed beside the finding (dose, duration...)."""
    remark: str = ""
    """Caution or context printed in small type."""
    mark: tuple[TagRule, ...] = ()
    sensitive: bool = False
    urgency: Urgency | None = None
    related: bool = False
    common_when: Condition | None = None
    """Only then is it on the guideline's list, e.g. while nothing makes up for a diet; None: always."""


@frozen
class RecommendationRule:
    """One row of the recommendation table; the first that is definitely met counts.

    ``unsettled``: instead of a row below it, while an open question could still lift the result. It has no ``when``,
    and neither has the last row, which is left when nothing is met.
    """

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    unsettled: bool = False
    urgent: bool = False
    """The row of the red flags, and the only one that they reach: its words are those of the level (`UrgencyRule`)."""
    tone: Tone
    icon: str
    when: Condition | None = None
    title: str
    """A few words, e.g. "Offer a blood test"."""
    sentence: str
    """The recommendation in one sentence, for the physician."""
    guideline: str
    """Who says so, in a few words, with the section."""
    sources: tuple[str, ...]


@frozen
class UrgencyRule:
    """The words of one level of urgency, which stand in the place of the recommendation's."""

    code: Urgency
    title: str
    sentence: str
    guideline: str
    sources: tuple[str, ...]


@frozen
class NoteRule:
    """A remark that goes with any recommendation. ``code`` is upper case.

    ``essential``: safety rests on it, it is never left out for want of room. ``unsettled``: only while an open item
    could change the recommendation.
    """

    code: str
    essential: bool = False
    unsettled: bool = False
    when: Condition
    text: str
    sources: tuple[str, ...]


@frozen
class TestRule:
    """A suggested first test; every rule whose condition is met is listed, in file order."""

    __test__ = False

    code: str
    when: Condition
    text: str
    reason: str
    sources: tuple[str, ...]


@frozen
class PretestRule:
    """A warning to heed before the blood is taken."""

    code: str
    when: Condition
    text: str
    sources: tuple[str, ...]


@frozen
class Rules:
    """The whole rule file."""

    url: str
    version: str
    date: str
    title: str
    design_note: str
    common_list: CommonList | None = None
    threshold_heads: ThresholdHeads | None = None
    condition: tuple[NamedCondition, ...] = ()
    finding: tuple[FindingRule, ...]
    urgency: tuple[UrgencyRule, ...] = ()
    """The levels, the soonest first."""
    recommendation: tuple[RecommendationRule, ...]
    test_when: Condition | None = None
    """When a test is in question at all: what tests and pre-test warnings have in common."""
    note: tuple[NoteRule, ...] = ()
    test: tuple[TestRule, ...] = ()
    pretest: tuple[PretestRule, ...] = ()
    threshold: tuple[Threshold, ...] = ()
    threshold_note: str = ""
    threshold_sources: tuple[str, ...] = ()

    @property
    def canonical(self) -> str:
        """``url|version``."""
        return f"{self.url}|{self.version}"

    @cached_property
    def conditions(self) -> dict[str, Condition]:
        """Named conditions by id."""
        return {each.id: each.when for each in self.condition}

    @cached_property
    def findings(self) -> dict[str, FindingRule]:
        """Finding rules by id."""
        return {each.id: each for each in self.finding}

    def matching(self, wanted: Filter) -> tuple[tuple[FindingRule, TagRule | None], ...]:
        """Findings that fit the filter, each with the mark that gives it the tag (None: it has the tag anyway)."""
        if wanted not in self._matching:
            self._matching[wanted] = tuple(self._fitting(wanted))
        return self._matching[wanted]

    @cached_property
    def _matching(self) -> dict[Filter, tuple[tuple[FindingRule, TagRule | None], ...]]:
        return {}

    def _fitting(self, wanted: Filter) -> Iterator[tuple[FindingRule, TagRule | None]]:
        for rule in self.finding:
            if wanted.kind not in (None, rule.kind) or wanted.common not in (None, rule.common):
                continue
            if wanted.related not in (None, rule.related):
                continue
            if wanted.tag is None or wanted.tag in rule.tags:
                yield rule, None
            else:
                yield from ((rule, mark) for mark in rule.mark if mark.tag == wanted.tag)

    def judged(self) -> Iterator[tuple[str, str, Condition]]:
        """Every condition, with the kind and the name of what it belongs to; what all tests share has no name."""
        yield from (("condition", each.id, each.when) for each in self.condition)
        for rule in self.finding:
            further = (rule.common_when, *(mark.when for mark in rule.mark))
            yield from (("finding", rule.id, when) for when in (rule.when, *further) if when is not None)
        yield from (("recommendation", row.code, row.when) for row in self.recommendation if row.when is not None)
        yield from (("note", each.code, each.when) for each in self.note)
        if self.test_when is not None:
            yield "test", "", self.test_when
        yield from (("test", each.code, each.when) for each in self.test)
        yield from (("pretest", each.code, each.when) for each in self.pretest)

    def behind(self, node: Condition) -> Condition | None:
        """The condition behind the name of a condition or a finding; None for other nodes and unknown names."""
        match node:
            case Named(condition=name):
                return self.conditions.get(name)
            case Present(finding=name) if name in self.findings:
                return self.findings[name].when
            case _:
                return None

    def opened(self, condition: Condition) -> Iterator[Condition]:
        """A node and all below it, with the conditions and findings that it names opened up, each once."""
        waiting, seen = [condition], set[Condition]()
        while waiting:
            for _path, node in walk(waiting.pop()):
                yield node
                if isinstance(node, Named | Present) and node not in seen:
                    seen.add(node)
                    waiting += [named] if (named := self.behind(node)) is not None else []

    @cached_property
    def urgencies(self) -> dict[Urgency, UrgencyRule]:
        """The words of the levels of urgency by code, the soonest first."""
        return {each.code: each for each in self.urgency}

    def headline(self, recommendation: str, urgency: Urgency | None) -> RecommendationRule:
        """The words at the top: those of the level of urgency when there is one, else of the recommendation."""
        rule = self.recommendations[recommendation]
        level = self.urgencies.get(urgency) if urgency else None
        if level is None:
            return rule
        return replace(
            rule, title=level.title, sentence=level.sentence, guideline=level.guideline, sources=level.sources
        )

    @cached_property
    def recommendations(self) -> dict[str, RecommendationRule]:
        """Recommendation rules by code."""
        return {each.code: each for each in self.recommendation}

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The place of each recommendation, 0 the highest."""
        return {each.code: place for place, each in enumerate(self.recommendation)}
