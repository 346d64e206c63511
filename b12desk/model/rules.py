"""How answers are judged: data that a clinician can read, evaluated by ``engine.scoring`` in three-valued logic.

A condition is a tree with exactly one key a node; there is no expression language. Order matters twice: a named
condition refers only to earlier ones, and recommendations stand in the order of `RECOMMENDATION_CODES`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from b12desk.model.assessment import FindingKind, RecommendationCode, Strength
from b12desk.model.base import Frozen
from b12desk.model.questionnaire import Comparison

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

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
    recommendation: tuple[RecommendationCode, ...] | None = None

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


class NamedCondition(Frozen):
    """A condition used in several places, e.g. ``regular_b12``."""

    id: str
    when: Condition
    sources: tuple[str, ...] = ()


class TagRule(Frozen):
    """A tag that a present finding earns under a further condition, e.g. metformin over 4 months -> ``afp17``."""

    tag: str
    when: Condition
    text: str = ""
    sources: tuple[str, ...]


class FindingRule(Frozen):
    """Answers -> one finding. ``common`` = on NG239's list of common risk factors, symptoms or signs."""

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
    """One row of the recommendation table. ``when`` is absent for `insufficient` and `no-trigger`, which follow."""

    code: RecommendationCode
    when: Condition | None = None
    title: str
    """A few words, e.g. "Offer a B12 blood test"."""
    sentence: str
    """The recommendation in one sentence, for the physician."""
    guideline: str
    """Who says so, in a few words, e.g. "NICE NG239, section 1.2"."""
    sources: tuple[str, ...]


class NoteRule(Frozen):
    """A remark that goes with any recommendation. ``code`` is upper case, e.g. ``PREG``."""

    code: str
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
