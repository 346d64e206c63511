"""Random but possible answers to any questionnaire, for properties that must hold whatever somebody answers."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from random import Random

from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer, Coding, PartialDate, Quantity

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def random_answer(questionnaire: Questionnaire, item: Item, random: Random) -> tuple[Answer, ...]:
    """One possible answer to ``item``: often a code, "not sure" included."""
    options = questionnaire.options(item.link_id)
    low, high = item.min_value or 0, item.max_value or 200
    if options and (item.type in (ItemType.CHOICE, ItemType.OPEN_CHOICE) or random.random() < 0.2):
        if item.repeats and random.random() < 0.5:
            plain = [each.code for each in options if not each.exclusive]
            return tuple(Coding(code=code) for code in random.sample(plain, min(2, len(plain))))
        return (Coding(code=random.choice(options).code),)
    match item.type:
        case ItemType.BOOLEAN:
            return (random.random() < 0.5,)
        case ItemType.INTEGER:
            return (random.randint(int(low), int(high)),)
        case ItemType.DECIMAL:
            return (Decimal(random.randint(int(low) * 10, int(high) * 10)) / 10,)
        case ItemType.QUANTITY:
            units = [each.code for each in item.unit_option] or [item.unit or "1"]
            return (
                Quantity(
                    value=Decimal(random.randint(max(1, int(low)), int(min(high, 3000)))), unit=random.choice(units)
                ),
            )
        case ItemType.DATE:
            year = random.randint(1930, 2025)
            return (PartialDate(date=random.choice([f"{year}", f"{year}-06", f"{year}-06-15"])),)
        case _:
            return ("some words",)


def random_response(questionnaire: Questionnaire, random: Random) -> QuestionnaireResponse:
    """A response that answers each question, enabled or not, with a probability of its own."""
    share = random.choice([0.0, 0.3, 0.7, 1.0])
    negative = random.random()
    answers: dict[str, tuple[Answer, ...]] = {}
    for link_id, item in questionnaire.items.items():
        if not item.is_question or random.random() > share:
            continue
        codes = {each.code for each in questionnaire.options(link_id)}
        no = next((code for code in ("no", "none", "never", "none-of-these") if code in codes), None)
        if no and random.random() < negative:
            answers[link_id] = (Coding(code=no),)
        else:
            answers[link_id] = random_answer(questionnaire, item, random)
    return QuestionnaireResponse(questionnaire=questionnaire.canonical, authored=NOW, answers=answers)
