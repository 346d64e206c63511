"""What scoring concludes: one immutable object that the page, the paper and the command line all print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from b12desk.model.frozen import frozen

FindingKind = Literal["risk-factor", "symptom", "red-flag", "context"]
Strength = Literal["strong", "moderate", "weak"]
"""The strongest first."""
Urgency = Literal["emergency-now", "same-day"]
"""How soon a red flag wants somebody seen, the soonest first."""
Country = Literal["us", "uk", "efsa"]
"""Whose recommended intakes are shown."""


@frozen
class Finding:
    """One conclusion. ``id`` names its rule; ``link_ids`` the answers it rests on; ``marks`` the tags it earned.

    ``urgency`` is a red flag's; ``related`` says that it may come from what the form looks for.
    """

    id: str
    kind: FindingKind
    common: bool
    strength: Strength
    link_ids: tuple[str, ...]
    sources: tuple[str, ...]
    marks: tuple[str, ...] = ()
    urgency: Urgency | None = None
    related: bool = False


@frozen
class SuggestedTest:
    """A first test and the code of the reason for it."""

    code: str
    reason: str
    sources: tuple[str, ...]


@frozen
class Diet:
    """What the diet gives by estimate, micrograms a day, rounded to 0.5: always a rough estimate.

    ``at_least`` is true when some food questions are open, so that the sum is a lower bound.
    ``reference`` is this person's recommended intake (mcg/day) and ``reference_label`` names whose figure it is.
    """

    mcg_per_day: float
    reference: float
    reference_label: str
    reference_sources: tuple[str, ...]
    at_least: bool
    open_items: tuple[str, ...] = ()


@frozen
class PredictorPoints:
    """The points of one predictor: from ``low`` to ``high``, equal when nothing that is open could change them.

    ``text`` is what earned them (empty: no points, or still open), ``link_ids`` the answers that rests on, and
    ``open_items`` the questions that keep it open.
    """

    id: str
    low: int
    high: int
    text: str = ""
    link_ids: tuple[str, ...] = ()
    open_items: tuple[str, ...] = ()


@frozen
class SurveyScore:
    """The measured points of one response, (lowest, highest) still possible: a missing answer is a range, no guess.

    ``band_low`` and ``band_high`` are the ids of the bands of the two ends. ``applies`` says whether this is a person
    of the survey's population: False, and no frequency may be shown; None, it is not known. ``unmeasured`` names the
    findings that are strong reasons without points, ``cautions`` the ids of the cautions that hold. Staff only.
    """

    points: tuple[int, int]
    points_max: int
    predictors: tuple[PredictorPoints, ...]
    band_low: str
    band_high: str
    applies: bool | None
    unmeasured: tuple[str, ...]
    open_items: tuple[str, ...]
    """linkIds of the open questions that keep it a range, in questionnaire order."""
    score: str
    """``url|version`` of the score."""
    cautions: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """True when no open item could change the points."""
        return self.points[0] == self.points[1]


@frozen
class Assessment:
    """Everything that is concluded from one response. Codes only: words are looked up in the rules."""

    recommendation: str
    """The code of a recommendation of the rules."""
    could_be: tuple[str, str]
    """(lowest, highest) recommendation still possible if the open items were answered."""
    deciding: tuple[str, ...]
    """linkIds of open items that could change the recommendation or its urgency, in questionnaire order."""
    open_items: tuple[str, ...]
    """linkIds of all applicable items that are unanswered, "not sure" or "prefer not to say"."""
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    tests: tuple[SuggestedTest, ...]
    pretest: tuple[str, ...]
    diet: Diet | None
    questionnaire: str
    rules: str
    hash: str
    """SHA-256 of all files of the form together."""
    score: SurveyScore | None = None
    """None when the form has no score."""
    urgency: Urgency | None = None
    """The most urgent level among the red flags; None without any."""
    otherwise: str = ""
    """The code that these answers would have without their red flags; that of `recommendation` when they have none."""
    country: Country = "us"
    """Whose recommended intakes stand beside it."""

    @property
    def flagged(self) -> bool:
        """True when there is a red flag."""
        return self.urgency is not None

    @property
    def only_unrelated(self) -> bool:
        """True when there are red flags and none may come from what the form looks for."""
        return self.flagged and not any(each.related for each in self.of_kind("red-flag"))

    @property
    def settled(self) -> bool:
        """True when no open item could change the recommendation, or how urgent it is."""
        return self.could_be[0] == self.could_be[1] and not self.deciding

    def by_level(self, levels: Iterable[Urgency]) -> Iterator[tuple[Urgency, tuple[Finding, ...]]]:
        """The red flags of each of the ``levels`` that has any, in rule order."""
        for level in levels:
            flags = tuple(each for each in self.of_kind("red-flag") if each.urgency == level)
            if flags:
                yield level, flags

    @property
    def suggested(self) -> tuple[SuggestedTest, ...]:
        """The tests to suggest: none while an emergency of another kind comes first."""
        return () if self.only_unrelated else self.tests

    def of_kind(self, kind: FindingKind) -> tuple[Finding, ...]:
        """The findings of one kind, in rule order."""
        return tuple(each for each in self.findings if each.kind == kind)

    def ranked(self, *kinds: FindingKind) -> tuple[Finding, ...]:
        """The findings of some kinds: the soonest first, those on the guideline's list, then the stronger ones."""
        levels, order = (*get_args(Urgency), None), get_args(Strength)
        return tuple(
            sorted(
                [each for each in self.findings if each.kind in kinds],
                key=lambda each: (levels.index(each.urgency), not each.common, order.index(each.strength)),
            )
        )
