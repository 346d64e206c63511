"""The rough estimate: the worked checks of the evidence base, the cap, and whose recommended intake is shown."""

from __future__ import annotations

import pytest

from b12desk.engine.diet import Reference, estimate
from b12desk.engine.facts import Facts
from b12desk.model.assessment import Diet
from tests.engine.small import FOODS, QUESTIONNAIRE, respond


def intake(reference: Reference = "us", **answers: object) -> Diet | None:
    return estimate(FOODS, Facts(QUESTIONNAIRE, respond(answers)), reference)


def test_nothing_answered_is_no_estimate() -> None:
    assert intake() is None


@pytest.mark.parametrize(
    ("milk", "clams", "expected"), [("never", "never", 0), ("daily", "never", 1), ("daily", "daily", 6)]
)
def test_servings_add_up_are_capped_and_rounded_to_a_half(milk: str, clams: str, expected: float) -> None:
    found = intake(milk=milk, clams=clams)
    assert found is not None
    assert (found.mcg_per_day, found.at_least) == (expected, False)


def test_an_open_food_question_makes_it_a_lower_bound() -> None:
    found = intake(milk="daily")
    assert found is not None
    assert (found.mcg_per_day, found.at_least, found.open_items) == (1, True, ("clams",))


@pytest.mark.parametrize(
    ("answers", "reference", "expected"),
    [
        ({"age": 40}, "us", 2.4),
        ({}, "us", 2.4),
        ({"age": 40, "pregnant": "yes"}, "us", 2.6),
        ({"age": 40, "breastfeeding": "yes", "pregnant": "yes"}, "us", 2.8),
        ({"age": 12}, "us", 1.8),
        ({"age": 40}, "uk", 1.5),
        ({"age": 40}, "efsa", 4.0),
        ({"age": 12}, "uk", 1.5),
        ({"age": 5}, "us", 2.4),
    ],
)
def test_the_reference_is_this_persons_own(answers: dict[str, object], reference: Reference, expected: float) -> None:
    found = intake(reference, milk="daily", clams="never", **answers)
    assert found is not None
    assert found.reference == expected
