"""The texts of a form, and of what was concluded with it, in another language.

Rules: nothing that decides reads a text, so codes, conditions, versions and the hash stay as they are; every text has
its linkId or the id of its rule as context. Titles of sources, codes and clinical reference numbers are not translated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from b12desk.i18n import Catalogue
from b12desk.model.amounts import UnitOption
from b12desk.model.assessment import Diet, PredictorPoints, SuggestedTest
from b12desk.model.evidence import Food, FoodPicture, FoodWords, ReferenceIntake
from b12desk.model.handout import Handout, HandoutSection
from b12desk.model.profile import Profile
from b12desk.model.questionnaire import AnswerOption, Item, Questionnaire
from b12desk.model.remark import Contradiction, Notice
from b12desk.model.rules import (
    CommonList,
    FindingRule,
    NoteRule,
    PretestRule,
    RecommendationRule,
    Rules,
    TagRule,
    TestRule,
    UrgencyRule,
)
from b12desk.model.score import Band, Card, Caution, Level, Predictor, ScoreRules
from b12desk.model.thresholds import Threshold, ThresholdHeads

_Value = TypeVar("_Value")
Say = Callable[[str, str], str]

_TEXTS: dict[type, tuple[str, ...]] = {
    Questionnaire: ("title", "summary_title", "summary_subtitle", "start_title", "start_text"),
    Item: ("text", "short_text", "help", "prefix"),
    AnswerOption: ("display", "help", "on_paper"),
    UnitOption: ("display",),
    Contradiction: ("text",),
    Notice: ("text",),
    Rules: ("title", "design_note", "threshold_note"),
    CommonList: ("words", "short", "footnote"),
    FindingRule: ("text", "remark"),
    TagRule: ("text",),
    RecommendationRule: ("title", "sentence", "guideline"),
    UrgencyRule: ("title", "sentence", "guideline"),
    NoteRule: ("text",),
    TestRule: ("text", "reason"),
    PretestRule: ("text",),
    ThresholdHeads: ("deficient", "indeterminate", "unlikely"),
    Threshold: ("test", "deficient", "indeterminate", "unlikely"),
    Handout: ("title", "footer"),
    HandoutSection: ("heading", "body", "bullet"),
    Food: ("serving",),
    FoodWords: ("screen", "screen_remark", "paper", "paper_remark", "command_line", "picture", "recommended"),
    FoodPicture: ("food", "serving", "amount", "much"),
    ReferenceIntake: ("label",),
    Profile: ("label", "emergency", "crisis"),
    ScoreRules: ("title", "outcome", "outcome_text", "population", "applies_text"),
    Band: ("text",),
    Predictor: ("text",),
    Level: ("text",),
    Caution: ("text",),
    Card: ("heading", "text"),
    SuggestedTest: ("reason",),
    Diet: ("reference_label",),
    PredictorPoints: ("text",),
}
"""What a person reads."""
_NAMED = ("link_id", "id", "code", "tag")
_FIXED: dict[type, str] = {
    Questionnaire: "questionnaire", CommonList: "commonList", FoodWords: "foodWords",
    Rules: "rules", Handout: "handout", ScoreRules: "score", Card: "score",
    FoodPicture: "picture", ReferenceIntake: "reference", Diet: "reference", Threshold: "threshold",
    ThresholdHeads: "thresholdHeads",
}  # fmt: skip


def translated(value: _Value, catalogue: Catalogue) -> _Value:
    """A form, a part of one or an assessment, as loaded or concluded, with its texts in the language of a catalogue."""
    return value if catalogue.is_english else in_words_of(value, catalogue.translations.pgettext)


def in_words_of(value: _Value, say: Say) -> _Value:
    """``value`` with each text as ``say(context, text)`` gives it."""
    told: _Value = _told(value, "", say)
    return told


def _told(value: Any, context: str, say: Say) -> Any:
    if isinstance(value, tuple):
        found = tuple(_told(each, context, say) for each in value)
        return value if all(map(_same, found, value)) else found
    if not is_dataclass(value) or isinstance(value, type):
        return value
    inside = _context(value, context)
    texts = _TEXTS.get(type(value), ())
    changes = {}
    for name in (each.name for each in fields(value)):
        old = getattr(value, name)
        new = _said(old, inside, say) if name in texts else _told(old, inside, say)
        if not _same(new, old):
            changes[name] = new
    return replace(value, **changes) if changes else value


def _same(one: object, other: object) -> bool:
    return one is other


def _said(text: Any, context: str, say: Say) -> Any:
    if isinstance(text, tuple):
        return tuple(say(context, each) for each in text)
    return say(context, text) if text else text


def _context(value: object, outer: str) -> str:
    """What names ``value`` for a translator: ``diet``, and ``diet=vegan`` for an option of it."""
    fixed = _FIXED.get(type(value))
    if fixed is not None:
        return fixed
    own = next((str(getattr(value, name)) for name in _NAMED if getattr(value, name, None)), "")
    if isinstance(value, AnswerOption | UnitOption | TagRule):
        return f"{outer}={own}"
    return own or outer
