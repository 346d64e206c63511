"""Made-up patients for the benchmarks: the fullest response a form can have, and a thousand different ones."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from b12desk.engine.enablement import enabled_items
from b12desk.model.questionnaire import AnswerOption, Item, ItemType, Questionnaire
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import UNKNOWN_CODES, Answer, Coding, PartialDate, Quantity

AUTHORED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ANA = Subject(display="Ana Example", identifier="12-345")
Choose = Callable[[Item, list[AnswerOption]], list[str]]
OPENERS = ("yes", "female", "small", "under-3-months", "4-plus-week")  # the codes that open the most questions


def fullest(questionnaire: Questionnaire) -> QuestionnaireResponse:
    """Everybody's every question: each gate open, each item answered, each list ticked as far as it goes."""
    return _answered(questionnaire, _opening)


def patient(questionnaire: Questionnaire, seed: int) -> QuestionnaireResponse:
    """One of many patients: mostly "no", some findings, a few open questions. Same seed, same patient."""
    chance = random.Random(seed)  # noqa: S311 -- made-up patients, no secret

    def choose(_item: Item, options: list[AnswerOption]) -> list[str]:
        codes = [option.code for option in options]
        plain = [code for code in codes if code in ("no", "never", "none-of-these")]
        return [plain[0] if plain and chance.random() < 0.75 else chance.choice(codes)] if codes else []

    return _answered(questionnaire, choose, subject=Subject(display=f"Patient {seed:04d}", identifier=f"{seed:06d}"))


def _answered(questionnaire: Questionnaire, choose: Choose, subject: Subject | None = None) -> QuestionnaireResponse:
    answers: dict[str, tuple[Answer, ...]] = {}
    response = QuestionnaireResponse(questionnaire=questionnaire.canonical, authored=AUTHORED, subject=subject or ANA)
    gates = {each.question for item in questionnaire.items.values() for each in item.enable_when}
    enabled = enabled_items(questionnaire, response)
    for link_id, item in questionnaire.items.items():
        if not item.is_question or link_id not in enabled:
            continue
        known = [each for each in questionnaire.options(link_id) if each.offered and each.code not in UNKNOWN_CODES]
        answers[link_id] = tuple(_value(item, choose(item, known)))
        if link_id in gates:
            response = replace(response, answers=dict(answers))
            enabled = enabled_items(questionnaire, response)
    return replace(response, answers=answers)


def _opening(item: Item, options: list[AnswerOption]) -> list[str]:
    codes = [option.code for option in options if not option.exclusive]
    if item.repeats:
        return codes
    return [next((code for code in OPENERS if code in codes), codes[0] if codes else "")]


def _value(item: Item, codes: list[str]) -> list[Answer]:
    middle = (Decimal(str(item.min_value or 0)) + Decimal(str(item.max_value or 40))) / 2
    unit = item.unit_option[0].code if item.unit_option else item.unit or ""
    by_type: dict[ItemType, Answer] = {
        ItemType.QUANTITY: Quantity(value=middle, unit=unit),
        ItemType.INTEGER: int(middle),
        ItemType.DECIMAL: middle,
        ItemType.DATE: PartialDate(date="1951-06-15" if "birth" in item.link_id else "2024-05"),
        ItemType.BOOLEAN: True,
    }
    if item.type in (ItemType.CHOICE, ItemType.OPEN_CHOICE):
        return [Coding(code=code) for code in codes]
    return [by_type.get(item.type, "As told by the patient")]
