"""What scoring concludes: one immutable object that the page, the paper and the command line all print."""

from __future__ import annotations

from typing import Literal, get_args

from b12desk.model.base import Frozen

RecommendationCode = Literal[
    "urgent",
    "out-of-scope",
    "already-treated",
    "offer-test",
    "consider-test",
    "clinical-judgement",
    "insufficient",
    "risk-only",
    "no-trigger",
]
RECOMMENDATION_CODES: tuple[RecommendationCode, ...] = get_args(RecommendationCode)
"""Highest first. The codes and their order are the product's design, not a guideline's."""

FindingKind = Literal["risk-factor", "symptom", "red-flag", "context"]
Strength = Literal["strong", "moderate", "weak"]


class Finding(Frozen):
    """One conclusion. ``id`` names its rule; ``link_ids`` the answers it rests on; ``marks`` the tags it earned."""

    id: str
    kind: FindingKind
    common: bool
    strength: Strength
    link_ids: tuple[str, ...]
    sources: tuple[str, ...]
    marks: tuple[str, ...] = ()


class SuggestedTest(Frozen):
    """A first test and the code of the reason for it."""

    code: str
    reason: str
    sources: tuple[str, ...]


class Intake(Frozen):
    """Estimated dietary B12, micrograms a day, rounded to 0.5: always a rough estimate.

    ``at_least`` is true when some food questions are open, so that the sum is a lower bound.
    ``reference`` is this person's recommended intake (mcg/day) and ``reference_label`` names whose figure it is.
    """

    mcg_per_day: float
    reference: float
    reference_label: str
    reference_sources: tuple[str, ...]
    at_least: bool
    open_items: tuple[str, ...] = ()


class Assessment(Frozen):
    """Everything that is concluded from one response. Codes only: words are looked up in the rules."""

    recommendation: RecommendationCode
    could_be: tuple[RecommendationCode, RecommendationCode]
    """(lowest, highest) recommendation still possible if the open items were answered."""
    deciding: tuple[str, ...]
    """linkIds of open items that could change the recommendation, in questionnaire order."""
    open_items: tuple[str, ...]
    """linkIds of all applicable items that are unanswered, "not sure" or "prefer not to say"."""
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    tests: tuple[SuggestedTest, ...]
    pretest: tuple[str, ...]
    intake: Intake | None
    questionnaire: str
    rules: str
    hash: str
    """SHA-256 of questionnaire, rules, foods and sources together."""

    @property
    def settled(self) -> bool:
        """True when no open item could change the recommendation."""
        return self.could_be[0] == self.could_be[1]

    def of_kind(self, kind: FindingKind) -> tuple[Finding, ...]:
        """The findings of one kind, in rule order."""
        return tuple(each for each in self.findings if each.kind == kind)
