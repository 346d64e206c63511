"""The measured points: ranges instead of guesses, what they rest on, and never fewer for a more severe answer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from b12desk.definitions.loader import load
from b12desk.engine.enablement import enabled_items
from b12desk.engine.frequency import about, brief, figures_of, frequency, points_text, sentences
from b12desk.engine.scoring import assess
from b12desk.model.assessment import SurveyScore
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.score import Predictor, ScoreRules
from b12desk.model.values import Answer, Coding, Quantity
from tests.engine.random_answers import NOW, random_answer, random_response
from tests.gallery import gallery

SEEDS = st.integers(0, 2**32)
THOROUGH = settings(max_examples=100, deadline=None)


@cache
def form() -> Definition:
    return load()


def rules() -> ScoreRules:
    found = gallery("full").score
    assert found is not None
    return found


def scored(**answers: Answer) -> SurveyScore:
    """The points in the ``full`` form; ``__`` in a name stands for the dot of a detail."""
    given_answers = {name.replace("__", "."): (answer,) for name, answer in answers.items()}
    response = QuestionnaireResponse(
        questionnaire=gallery("full").questionnaire.canonical, authored=NOW, answers=given_answers
    )
    found = assess(gallery("full"), response).score
    assert found is not None
    return found


def code(text: str) -> Coding:
    return Coding(code=text)


def years(count: int) -> Quantity:
    return Quantity(value=count, unit="a")  # type: ignore[arg-type]  # a whole number is a Decimal's equal


def test_nothing_answered_is_the_full_range() -> None:
    found = scored()
    assert found.points == (0, 6)
    assert (found.band_low, found.band_high) == ("low", "high")
    assert found.applies is None
    assert not found.settled
    assert found.open_items == ("birth_date", "gate", "tired", "numb")
    assert [each.open_items for each in found.predictors] == [("birth_date",), ("gate",), ("tired", "numb")]
    assert not any(each.text or each.link_ids for each in found.predictors)


def test_the_shipped_points_of_nobody_are_the_full_range() -> None:
    blank = QuestionnaireResponse(questionnaire=form().questionnaire.canonical, authored=NOW)
    found = assess(form(), blank).score
    assert found is not None
    assert found.points == (0, found.points_max)


def test_the_first_level_that_holds_gives_the_points_and_names_its_answers() -> None:
    found = scored(age=80, gate=code("yes"), drug=code("now"), drug__duration=years(9), tired=code("yes"))
    assert found.points == (6, 6)
    assert found.settled
    assert [(each.id, each.low, each.text, each.link_ids) for each in found.predictors] == [
        ("age", 2, "75 or over", ("birth_date",)),
        ("drug", 3, "for 4 years or more", ("drug", "drug.duration")),
        ("tired", 1, "tired or numb", ("tired",)),
    ]
    assert found.score == "urn:test:full-score|1"
    assert found.open_items == ()


def test_no_level_no_points() -> None:
    found = scored(age=30, gate=code("no"), tired=code("no"), numb=False)
    assert found.points == (0, 0)
    assert found.applies is True
    assert not any(each.text or each.link_ids or each.open_items for each in found.predictors)


@pytest.mark.parametrize(
    ("drug", "duration", "points"),
    [
        ("now", None, (1, 3)),
        ("now", years(2), (1, 1)),
        ("now", years(4), (3, 3)),
        ("not-sure", None, (0, 3)),
        ("past", years(9), (0, 0)),
        ("no", None, (0, 0)),
    ],
)
def test_what_is_open_lies_between_the_level_that_holds_and_those_that_may(
    drug: str, duration: Quantity | None, points: tuple[int, int]
) -> None:
    more: dict[str, Answer] = {} if duration is None else {"drug__duration": duration}
    found = scored(age=30, gate=code("yes"), drug=code(drug), tired=code("no"), numb=False, **more)
    assert found.points == points


def test_levels_below_the_one_that_holds_leave_nothing_open() -> None:
    found = scored(age=80).predictors[0]
    assert (found.low, found.high, found.open_items) == (2, 2, ())


def test_strong_reasons_without_points_are_named_when_found() -> None:
    strong = scored(gas=code("yes"), numb=True)
    assert strong.unmeasured == ("gas_and_numb",)
    assert frequency(rules(), strong) is None
    assert sentences(rules(), strong) == (
        "No frequency is shown: a strong reason was found that the survey could not judge.",
    )
    assert scored(gas=code("yes")).unmeasured == ()


def test_the_survey_does_not_speak_of_everybody() -> None:
    child = scored(age=12, gate=code("no"), tired=code("no"), numb=False)
    assert child.applies is False
    assert child.points == (0, 0)
    assert frequency(rules(), child) is None
    assert sentences(rules(), child) == (
        "No frequency is shown for this person: the survey's figures are for people of 18 or more.",
    )
    whole = frequency(rules(), scored())
    assert whole is not None
    assert (whole.low.id, whole.high.id, whole.overall.people) == ("low", "high", 200)


def test_words_of_a_share() -> None:
    assert [about(each) for each in (0, 0.4, 1.0, 7.6, 100)] == [
        "none",
        "fewer than 1",
        "about 1",
        "about 8",
        "about 100",
    ]
    assert [figures_of(each) for each in (0, 0.2, 1.4, 7.6)] == [0, 1, 1, 8]
    assert points_text(scored()) == "0 to 6 of 6 points"
    assert points_text(scored(age=30, gate=code("no"), tired=code("no"), numb=False)) == "0 of 6 points"


def test_a_range_of_points_in_one_band_is_told_once() -> None:
    told = sentences(rules(), scored(age=80, gate=code("yes"), drug=code("now"), tired=code("yes")))
    assert told == (
        "Of 100 people with these points in the survey (people made up for tests), about 40 had a low value;"
        " about 8 of 100 overall.",
        "This rests on 10 people with 4 to 6 points.",
        "It hardly sorted tired people.",
        "It says how often this was found in a survey, not how likely it is here; it is no reason against a test.",
    )


def test_the_brief_words_say_the_same_as_the_sentences() -> None:
    child, one, range_ = scored(age=10), scored(age=80, gate=code("no"), tired=code("yes")), scored(age=80)
    assert (brief(rules(), child),) == sentences(rules(), child)
    for found in (one, range_):
        told = frequency(rules(), found)
        assert told is not None
        words = brief(rules(), found)
        for band in {told.low, told.high}:
            assert band.text in words
            assert f"{band.people:,}" in words
            assert about(band.per_100) in words
        assert rules().population in words
        assert "not how likely it is here" in words
        assert "no reason against a test" in words
    assert one.settled
    assert not range_.settled
    unsure = " ".join(sentences(rules(), scored()))
    assert ("not known" in unsure) == ("not known" in brief(rules(), scored()))


def test_no_sentence_speaks_of_a_chance() -> None:
    for found in (scored(), scored(age=80), scored(age=12)):
        text = " ".join(sentences(rules(), found)).casefold()
        assert not [word for word in ("probability", "chance", "risk of", "your") if word in text]


def test_a_predictor_without_levels_is_worth_nothing() -> None:
    assert Predictor(id="x", text="x", level=()).most == 0


def test_lookups_of_the_score() -> None:
    found = rules()
    assert found.canonical == "urn:test:full-score|1"
    assert found.points_max == 6
    assert found.band_at == ("low", "low", "middle", "middle", "high", "high", "high")
    assert found.predictors["drug"].most == 3
    assert found.bands["high"].to == 6


@THOROUGH
@given(SEEDS)
def test_answering_an_open_item_never_leaves_the_range(seed: int) -> None:
    random, questionnaire = Random(seed), form().questionnaire
    response = random_response(questionnaire, random)
    found = assess(form(), response)
    before = found.score
    assert before is not None
    unanswered = [each for each in before.open_items if each in found.open_items]  # a vague birth date is an answer
    assume(unanswered)
    asked = random.choice(unanswered)
    kept = {name: each for name, each in response.answers.items() if name in enabled_items(questionnaire, response)}
    answer = random_answer(questionnaire, questionnaire.items[asked], random)
    after = assess(form(), replace(response, answers={**kept, asked: answer})).score
    assert after is not None
    assert before.points[0] <= after.points[0] <= after.points[1] <= before.points[1]


@THOROUGH
@given(SEEDS)
def test_bands_and_sums_agree_with_the_predictors(seed: int) -> None:
    found = assess(form(), random_response(form().questionnaire, Random(seed))).score
    score = form().score
    assert found is not None
    assert score is not None
    assert found.points == (sum(each.low for each in found.predictors), sum(each.high for each in found.predictors))
    assert bool(found.open_items) is not found.settled
    for points, band in zip(found.points, (found.band_low, found.band_high), strict=True):
        assert score.bands[band].from_ <= points <= score.bands[band].to


SEVERITY: dict[str, list[Answer]] = {
    "age": [20, 35, 49, 50, 60, 69, 70, 74, 75, 90, 120],
    "b12_taken": [code("own-b12"), code("none-of-these")],
    "b12_taken.dose": [Quantity(value=each, unit="ug") for each in (500, 20, 12, 5, 1)],  # type: ignore[arg-type]
    "b12_taken.frequency": [code(each) for each in ("daily", "most-days", "weekly", "less")],
    "food_milk": [code(each) for each in ("daily", "5-6-week", "2-4-week", "1-week", "1-3-month", "never")],
    "medicines_common": [code("none-of-these"), code("metformin")],
    "med_metformin.duration": [years(each) for each in (0, 1, 3, 4, 10, 40)],
}
"""Answers from the mildest to the most severe, of every question that may earn points."""


@THOROUGH
@given(SEEDS)
def test_a_more_severe_answer_never_has_fewer_points(seed: int) -> None:
    random = Random(seed)
    response = random_response(form().questionnaire, random)
    assert SEVERITY.keys() <= form().questionnaire.items.keys()
    gates: dict[str, tuple[Answer, ...]] = {"diet_pattern": (code("none-of-these"),)}
    chosen = {name: (random.choice(each),) for name, each in SEVERITY.items() if random.random() < 0.7}
    asked = random.choice(list(SEVERITY))
    kept = {name: each for name, each in response.answers.items() if name != "birth_date"}
    low, high = sorted(random.choices(range(len(SEVERITY[asked])), k=2))
    mild, severe = (
        assess(
            form(),
            replace(response, answers={**kept, **gates, **chosen, asked: (SEVERITY[asked][place],)}),
        ).score
        for place in (low, high)
    )
    assert mild is not None
    assert severe is not None
    assert mild.points[0] <= severe.points[0]
    assert mild.points[1] <= severe.points[1]
