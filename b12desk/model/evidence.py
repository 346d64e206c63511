"""Sources, food constants and reference intakes."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from b12desk.model.assessment import Country
from b12desk.model.comparison import Comparison
from b12desk.model.frozen import frozen
from b12desk.model.rules import Confidence


@frozen
class Source:
    """One citation. ``confidence`` says how well it was read; ``locator`` the section cited."""

    key: str
    title: str
    publisher: str = ""
    year: int | None = None
    locator: str = ""
    url: str = ""
    confidence: Confidence
    remark: str = ""


@frozen
class Sources:
    """All citations, each once."""

    version: str
    source: tuple[Source, ...]

    @cached_property
    def by_key(self) -> dict[str, Source]:
        """Sources by key."""
        return {each.key: each for each in self.source}


@frozen
class Food:
    """One food question: micrograms per serving; ``cap`` limits its share of a day (mcg/day)."""

    link_id: str
    mcg_per_serving: float
    serving: str
    cap: float | None = None
    sources: tuple[str, ...]

    @cached_property
    def serving_mcg(self) -> Decimal:
        """``mcg_per_serving``, exact."""
        return Decimal(str(self.mcg_per_serving))

    @cached_property
    def most_mcg(self) -> Decimal | None:
        """``cap``, exact."""
        return None if self.cap is None else Decimal(str(self.cap))


ADULT = 30
"""Years that somebody counts whose age is not known."""


@frozen
class ReferenceIntake:
    """Recommended intake in micrograms a day; of a country's rows the first counts that fits the person.

    ``when`` is for a group such as the pregnant: only a definite yes fits.
    """

    country: Country
    when: Comparison | None = None
    min_age: int = 0
    max_age: int | None = None
    mcg_per_day: float
    label: str
    confidence: Confidence
    sources: tuple[str, ...]

    def fits(self, years: int) -> bool:
        """Whether it is for somebody of this age."""
        return self.min_age <= years and (self.max_age is None or years <= self.max_age)


@frozen
class FoodPicture:
    """A row of the handout's food table: ``icon`` names a file of ``resources/icons``."""

    food: str
    serving: str
    amount: str
    much: str = ""
    """The amount in a word or two, above it."""
    icon: str
    sources: tuple[str, ...]


@frozen
class FoodWords:
    """How the estimate is spoken of: on the screen, on paper, on the command line, and in the handout's table.

    ``recommended`` is the line of the recommended intake that every summary has, in the figures of the country
    ``recommended_of``; beside it stand those of the clinic's country, if that is another one.
    """

    screen: str
    screen_remark: str
    paper: str
    paper_remark: str
    command_line: str
    picture: str
    recommended: str = ""
    recommended_of: Country = "us"


@frozen
class Foods:
    """Constants of the rough intake estimate. ``times a week x mcg per serving / 7``, summed."""

    version: str
    words: FoodWords
    round_to: float
    sources: tuple[str, ...]
    food: tuple[Food, ...]
    reference: tuple[ReferenceIntake, ...]
    picture: tuple[FoodPicture, ...]
