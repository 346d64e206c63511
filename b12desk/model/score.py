"""A points score whose discrimination was measured in a survey: data in ``score.toml``, beside the guideline's rules.

Rules: points are whole and never negative; the first level of a predictor whose condition holds gives its points, so
levels stand from most points to fewest; bands cover every sum of points once. Shares are of the people of the survey,
weighted to its population: never a person's probability. The score is shown beside the recommendations of ``beside``
alone, and never with a red flag.
"""

from __future__ import annotations

from functools import cached_property

from b12desk.model.conditions import Condition
from b12desk.model.frozen import frozen


@frozen
class Provenance:
    """Where the points and the figures come from: years, people and cases, and what repeats them."""

    derived_on: str
    derived_people: int
    derived_cases: int
    reported_on: str
    reported_people: int
    reported_cases: int
    script: str
    script_hash: str
    data_hashes: tuple[str, ...]
    report: str
    reviewed: str
    """Day of the last review, ``YYYY-MM-DD``."""


@frozen
class Overall:
    """All people of the report: how many, how many had the outcome, and the weighted share with its 95 % interval."""

    people: int
    cases: int
    per_100: float
    low: float
    high: float


@frozen
class Band:
    """A span of points, both ends included, with the people who had so many: figures as in `Overall`."""

    id: str
    text: str
    from_: int
    to: int
    people: int
    cases: int
    per_100: float
    low: float
    high: float


@frozen
class Level:
    """Points, the words for what earns them, and when it is so."""

    points: int
    text: str
    when: Condition


@frozen
class Predictor:
    """One reason for points. No level holds: no points."""

    id: str
    text: str
    level: tuple[Level, ...]

    @property
    def most(self) -> int:
        """The points of the highest level; 0 without any."""
        return max((each.points for each in self.level), default=0)


@frozen
class Unmeasured:
    """A strong reason that the survey could not judge: shown beside the score when its finding is there, no points."""

    finding: str


@frozen
class Caution:
    """Words for people whom the points sort badly: they stand beside the score when the condition holds."""

    id: str
    when: Condition
    text: str


@frozen
class Card:
    """A paragraph of the evidence card: when to use the score, what it is not, pitfalls, last review."""

    heading: str
    text: str


@frozen
class ScoreRules:
    """The whole score file. ``applies`` says to whom the survey's figures speak."""

    url: str
    version: str
    title: str
    outcome: str
    outcome_text: str
    population: str
    applies: Condition
    applies_text: str
    """To whom they speak, in words."""
    beside: tuple[str, ...]
    """Codes of the recommendations that leave room for it."""
    sources: tuple[str, ...]
    provenance: Provenance
    overall: Overall
    predictor: tuple[Predictor, ...]
    band: tuple[Band, ...]
    unmeasured: tuple[Unmeasured, ...] = ()
    caution: tuple[Caution, ...] = ()
    card: tuple[Card, ...] = ()

    @property
    def canonical(self) -> str:
        """``url|version``."""
        return f"{self.url}|{self.version}"

    @cached_property
    def points_max(self) -> int:
        """The most points that anybody can have."""
        return sum(each.most for each in self.predictor)

    @cached_property
    def predictors(self) -> dict[str, Predictor]:
        """Predictors by id."""
        return {each.id: each for each in self.predictor}

    @cached_property
    def bands(self) -> dict[str, Band]:
        """Bands by id."""
        return {each.id: each for each in self.band}

    @cached_property
    def band_at(self) -> tuple[str, ...]:
        """The id of the band of each sum, from 0 to `points_max`."""
        return tuple(
            next(each.id for each in self.band if each.from_ <= points <= each.to)
            for points in range(self.points_max + 1)
        )
