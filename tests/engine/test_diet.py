"""The rough estimate: the worked checks of the evidence base, the cap, and whose recommended intake is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from b12desk.engine.diet import Reference, estimate, recommended
from b12desk.engine.facts import Facts
from b12desk.model.assessment import Diet
from b12desk.model.border import read_model
from b12desk.model.evidence import ADULT
from b12desk.model.questionnaire import Item, Roles
from tests.engine.small import FOODS, QUESTIONNAIRE, YES_NO, respond, when, yes_no


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


@pytest.mark.parametrize(("offer", "absent", "expected"), [
    ("yes", None, 1), ("no", None, None), (None, None, None), ("no", "never", 1),
])  # fmt: skip
def test_a_food_that_was_not_asked_and_that_nothing_speaks_for_leaves_no_estimate(
    offer: str | None, absent: str | None, expected: float | None
) -> None:
    often = {"type": "choice", "text": "How often?", "answerValueSet": "often"}
    offered = {"linkId": "offer", "type": "choice", "text": "Shall we?", "answerOption": YES_NO}
    clams = {"linkId": "clams", **often, "enableWhen": [when("offer")], "absentMeans": absent}
    asked = [{"linkId": "milk", **often}, offered, clams, yes_no("pregnant"), yes_no("breastfeeding")]
    page = read_model(Item, {"linkId": "page", "type": "group", "text": "Food", "item": asked})
    form = replace(QUESTIONNAIRE, roles=Roles(), item=(page,))
    answers: dict[str, object] = {"milk": "daily", "clams": "never"}
    if offer is not None:
        answers["offer"] = offer
    found = estimate(FOODS, Facts(form, respond(answers)), "us")
    assert (found and found.mcg_per_day) == expected


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


WORDS = replace(FOODS.words, recommended="2.4 mcg a day (US adults)", recommended_of="us")
ROWS = replace(FOODS, words=WORDS)


def test_the_recommended_intake_is_told_without_any_answer_in_the_forms_own_words() -> None:
    own = tuple(dict.fromkeys(key for row in FOODS.reference if row.country == "us" for key in row.sources))
    words, sources = recommended(ROWS, "us")
    assert words == "2.4 mcg a day (US adults)."
    assert set(sources) <= set(own)
    assert sources


def test_beside_it_stand_the_figures_for_adults_of_the_clinics_country_everybodys_first() -> None:
    rows = [row for row in FOODS.reference if row.country == "uk" and row.fits(ADULT)]
    rows.sort(key=lambda row: row.when is not None)
    beside = "; ".join(f"{row.label} {row.mcg_per_day:g} mcg a day" for row in rows)
    assert recommended(ROWS, "uk")[0] == f"2.4 mcg a day (US adults). {beside}."


def test_a_form_without_foods_or_without_the_words_tells_none() -> None:
    assert recommended(None, "us") == ("", ())
    assert recommended(replace(FOODS, words=replace(FOODS.words, recommended="")), "uk") == ("", ())
