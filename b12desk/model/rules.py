"""How answers are judged: data that a clinician can read, evaluated by ``engine.scoring`` in three-valued logic.

A condition is a tree with exactly one key a node; there is no expression language. Order matters twice: a named
condition refers only to earlier ones, and recommendations stand in order, the highest first.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from b12desk.model.assessment import FindingKind, Strength
from b12desk.model.base import Frozen, Limit
from b12desk.model.questionnaire import Comparison

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

Tone = Literal["error", "warning", "info", "neutral", "success"]
"""The colours of a recommendation on the screen."""

Confidence = Literal["P", "S", "S-", "M"]
"""How well the source was read: issuing body's own text, second hand, weak second hand, from memory."""


class AnyFinding(Frozen):
    """True when a finding that fits all given filters is present."""

    kind: FindingKind | None = None
    common: bool | None = None
    tag: str | None = None


class Condition(Frozen):
    """One node; exactly one of the seven forms is set."""

    compare: Comparison | None = None
    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None
    negate: Condition | None = None
    condition: str | None = None
    finding: str | None = None
    any_finding: AnyFinding | None = None
    recommendation: tuple[str, ...] | None = None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema  # noqa: PLC0415 -- asked for by pydantic itself

        whole: Any = handler(source)
        fields = core_schema.no_info_before_validator_function(
            lambda data: cls.long_form(data) if isinstance(data, dict) else data, whole["schema"]
        )
        return {**whole, "schema": fields}

    @staticmethod
    def long_form(data: dict[str, object]) -> dict[str, object]:
        """``data`` without its short form: ``{question=...}`` for a comparison, ``{not={...}}`` for a negation.

        Strict reading takes what this returns as Python values, where a list is no tuple: hence the conversion.
        """
        found = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
        if "question" in found:
            return {"compare": found}
        if "not" in found:
            found["negate"] = found.pop("not")
        return found

    def __post_init__(self) -> None:
        if sum(each is not None for each in vars(self).values()) != 1:
            raise ValueError(
                "a condition has exactly one of: "
                "question, all, any, not, condition, finding, anyFinding, recommendation"
            )


class CommonList(Frozen):
    """How the guideline's list is spoken of, on which findings with ``common`` stand."""

    words: str
    """Beside a finding on the screen and the command line, e.g. "on the guideline's list"."""
    short: str
    """The same on paper, with an asterisk when there is a footnote."""
    footnote: str


class NamedCondition(Frozen):
    """A condition used in several places."""

    id: str
    when: Condition
    sources: tuple[str, ...] = ()


class TagRule(Frozen):
    """A tag that a present finding earns under a further condition, e.g. after 4 months of a medicine."""

    tag: str
    when: Condition
    text: str = ""
    sources: tuple[str, ...]


class FindingRule(Frozen):
    """Answers -> one finding. ``common`` = on the guideline's list (see `CommonList`)."""

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


class RecommendationRule(Frozen):
    """One row of the recommendation table; the first that is definitely met counts.

    ``unsettled``: instead of a row below it, while an open question could still lift the result. It has no ``when``,
    and neither has the last row, which is left when nothing is met.
    """

    code: Annotated[str, Limit(pattern=r"^[a-z][a-z0-9-]*$")]
    unsettled: bool = False
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


class NoteRule(Frozen):
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


class TestRule(Frozen):
    """A suggested first test; every rule whose condition is met is listed, in file order."""

    __test__ = False

    code: str
    when: Condition
    text: str
    reason: str
    sources: tuple[str, ...]


class PretestRule(Frozen):
    """A warning to heed before the blood is taken."""

    code: str
    when: Condition
    text: str
    sources: tuple[str, ...]


class Threshold(Frozen):
    """A row of the result-reading table: text with units in each cell."""

    test: str
    deficient: str
    indeterminate: str
    unlikely: str
    sources: tuple[str, ...]


class Rules(Frozen):
    """The whole rule file."""

    url: str
    version: str
    date: str
    title: str
    design_note: str
    common_list: CommonList | None = None
    condition: tuple[NamedCondition, ...] = ()
    finding: tuple[FindingRule, ...]
    recommendation: tuple[RecommendationRule, ...]
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
    def findings(self) -> dict[str, FindingRule]:
        """Finding rules by id."""
        return {each.id: each for each in self.finding}

    @cached_property
    def recommendations(self) -> dict[str, RecommendationRule]:
        """Recommendation rules by code."""
        return {each.code: each for each in self.recommendation}

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The place of each recommendation, 0 the highest."""
        return {each.code: place for place, each in enumerate(self.recommendation)}
