"""The shipped form asks nobody about food they do not eat, counts it as none, and asks back what contradicts itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from b12desk import definitions
from b12desk.engine.scoring import assess
from b12desk.engine.session import Session
from b12desk.model.definition import Definition
from b12desk.model.values import Answer, Coding, PartialDate

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MEAT = {f"food_{each}" for each in ("liver", "shellfish", "oily_fish", "white_fish", "red_meat", "poultry")}
MILK = {f"food_{each}" for each in ("milk", "yogurt", "cheese", "egg")}
ADDED = {f"food_{each}" for each in ("cereal", "plant_milk", "yeast")}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Definition:
    """The form that is shipped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("B12DESK_HOME", str(tmp_path_factory.mktemp("sense")))
        return definitions.load()


def walk(shipped: Definition, *ticked: str, **answers: Answer) -> Session:
    made = Session(shipped.questionnaire, NOW)
    made.answer("diet_pattern", *(Coding(code=each) for each in ticked))
    for link_id, answer in answers.items():
        made.answer(link_id, answer)
    return made


def foods(made: Session) -> set[str]:
    return {each for each in made.enabled if each in MEAT | MILK | ADDED}


@pytest.mark.parametrize(
    ("ticked", "asked"),
    [
        (["vegan"], ADDED),
        (["vegetarian"], MILK | ADDED),
        (["few-animal"], MEAT | MILK | ADDED),
        (["vegan", "hard-to-get"], ADDED),
        (["vegan", "allergy"], ADDED),
        (["vegetarian", "few-animal"], MILK | ADDED),
        (["vegetarian", "hard-to-get", "allergy"], MILK | ADDED),
        (["none-of-these"], {"food_milk"}),
        (["not-sure"], set()),
    ],
)
def test_nobody_is_asked_about_food_they_do_not_eat(shipped: Definition, ticked: list[str], asked: set[str]) -> None:
    assert foods(walk(shipped, *ticked)) == asked


def test_an_estimate_that_is_wanted_asks_for_everything_that_is_eaten(shipped: Definition) -> None:
    yes = Coding(code="yes")
    assert foods(walk(shipped, "none-of-these", food_estimate=yes)) == MEAT | MILK | ADDED
    assert foods(walk(shipped, "vegetarian", "allergy", food_estimate=yes)) == MILK | ADDED
    assert foods(walk(shipped, "vegan", "allergy", food_estimate=yes)) == ADDED


@pytest.mark.parametrize(("ticked", "left_out"), [(["vegan"], MEAT | MILK), (["vegetarian"], MEAT)])
def test_food_that_is_not_asked_counts_as_none_in_the_estimate(
    shipped: Definition, ticked: list[str], left_out: set[str]
) -> None:
    daily, never = Coding(code="daily"), Coding(code="never")
    asked = (MEAT | MILK | ADDED) - left_out
    made = walk(shipped, *ticked, **{each: daily if each == "food_cereal" else never for each in asked})
    plain = assess(shipped, made.response()).diet
    assert plain is not None
    assert plain.mcg_per_day > 0
    assert not plain.at_least
    assert not left_out.intersection(plain.open_items)
    before = walk(shipped, "few-animal", **dict.fromkeys(left_out, daily))
    for link_id in asked:
        before.answer(link_id, daily if link_id == "food_cereal" else never)
    before.answer("diet_pattern", *(Coding(code=each) for each in ticked))
    assert assess(shipped, before.response()).diet == plain


def test_meat_that_was_answered_before_vegetarian_is_asked_back_at_the_diet(shipped: Definition) -> None:
    made = walk(shipped, "few-animal", food_red_meat=Coding(code="daily"))
    assert made.contradictions == ()
    made.answer("diet_pattern", Coding(code="vegetarian"))
    assert [each.id for each in made.state("diet_pattern").remarks] == ["no_meat_and_meat"]
    assert "food_red_meat" not in made.response().answers
    assert made.contradictions == ()


@pytest.mark.parametrize(
    ("ticked", "answers", "where"),
    [
        (["vegan", "vegetarian"], {}, "diet_pattern"),
        (["vegetarian", "raw-fish"], {}, "diet_pattern"),
        (["few-animal"], {"diet_few.days": "0-days", "food_egg": "daily"}, "food_egg"),
        (["vegetarian"], {"diet_vegetarian.dairy": "few-times-week", "food_cheese": "daily"}, "food_cheese"),
        (["vegan"], {"diet_no_fortified": "never", "food_yeast": "daily"}, "food_yeast"),
        (["allergy"], {"diet_food_allergy": "milk", "food_milk": "daily"}, "food_milk"),
        (
            ["none-of-these"],
            {"b12_taken": "injections", "b12_taken.last_injection": "@2020"},
            "b12_taken.last_injection",
        ),
        (
            ["none-of-these"],
            {"b12_taken": "own-b12", "b12_taken.frequency": "daily", "b12_taken.last_dose": "@2026-01"},
            "b12_taken.last_dose",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_asked_back_at_the_later_question(
    shipped: Definition, ticked: list[str], answers: dict[str, str], where: str
) -> None:
    given = {
        each: PartialDate(date=text[1:]) if text[0] == "@" else Coding(code=text) for each, text in answers.items()
    }
    made = walk(shipped, *ticked, **given)
    assert [each.link_id for each in made.contradictions] == [where]
    assert where not in {each.link_id for each in made.issues}


def test_the_first_page_tells_exactly_the_ages_that_the_rules_leave_out(shipped: Definition) -> None:
    told, judged = [], []
    for age in range(25):
        made = Session(shipped.questionnaire, NOW)
        made.answer("age", age)
        told.append([each.id for each in made.state("age").remarks] == ["under_16"])
        judged.append(assess(shipped, made.response()).recommendation == "out-of-scope")
    assert told == judged
    assert any(told)
    assert not all(told)
