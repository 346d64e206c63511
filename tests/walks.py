"""Made-up walks of patients who answered alone, as the records keep them."""

from __future__ import annotations

from random import Random

from b12desk.model.questionnaire import Questionnaire
from b12desk.store.waiting import Screen

FACES = ("good", "good", "good", "middling", "bad")


def walks(questionnaire: Questionnaire, count: int = 60, questions: int = 12) -> list[Screen]:
    """``count`` of them over the first ``questions``; one in six stops on the way. The same at every call."""
    chance = Random(3)
    asked = [each.link_id for each in questionnaire.items.values() if each.is_question][:questions]
    way = ["confirm_birth", "welcome", *asked, "review", "ease"]
    kept = []
    for number in range(count):
        stops = number % 6 == 5
        whole = way[: 4 + number % 7] if stops else way
        band = ("40-59", "60-74", "75+")[number % 3]
        for place, screen in enumerate(whole):
            last = place == len(whole) - 1
            kept.append(
                Screen(
                    f"walk-{number}",
                    "2026-11-02",
                    band,
                    False,
                    screen,
                    round(chance.uniform(6, 12) + 2 * place, 1),
                    int(chance.random() < 0.25),
                    int(chance.random() < 0.3),
                    int(chance.random() < 0.15),
                    stops and last,
                    None if stops or not last else FACES[number % 5],
                )
            )
    return kept
