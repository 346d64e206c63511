"""How often the survey found it, word for word: for one span of points, for a range, and for nobody of the survey."""

from __future__ import annotations

from dataclasses import replace

import pytest

from b12desk.engine.frequency import (
    about,
    brief,
    cautions,
    figures_of,
    frequency,
    points_text,
    sentences,
    shown,
    why_not,
)
from b12desk.engine.scoring import assess
from b12desk.model.assessment import Assessment, SurveyScore
from b12desk.model.conditions import Named
from b12desk.model.response import new_response
from b12desk.model.score import Caution, ScoreRules
from b12desk.model.values import Coding
from tests.engine.random_answers import NOW
from tests.gallery import gallery

NOT_A_RISK = "It says how often this was found in a survey, not how likely it is here; it is no reason against a test."
SHORTLY = "How often it was found, not how likely it is here; no reason against a test; not validated in a clinic."
UNSURE = "Whether this person belongs to them is not known."


def rules() -> ScoreRules:
    """The score of the gallery with figures that show rounding, thousands and few."""
    found = gallery("full").score
    assert found is not None
    first, *others = found.band
    last = others.pop()
    band = (replace(first, people=1234, per_100=0.4), *others, replace(last, people=56, per_100=10.7))
    return replace(found, band=band, overall=replace(found.overall, per_100=3.6))


def score(**changes: object) -> SurveyScore:
    low, high = rules().band[0], rules().band[-1]
    made = SurveyScore(
        points=(0, 2),
        points_max=8,
        predictors=(),
        band_low=low.id,
        band_high=high.id,
        applies=True,
        unmeasured=(),
        open_items=(),
        score="urn:score|1",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("share", "words", "figures"),
    [
        (0.0, "none", 0),
        (0.2, "fewer than 1", 1),
        (0.99, "fewer than 1", 1),
        (1.0, "about 1", 1),
        (2.5, "about 2", 2),
        (10.7, "about 11", 11),
    ],
)
def test_a_share_in_words_and_in_figures(share: float, words: str, figures: int) -> None:
    assert (about(share), figures_of(share)) == (words, figures)


def test_points_are_a_number_or_a_range() -> None:
    assert points_text(score(points=(3, 3))) == "3 of 8 points"
    assert points_text(score()) == "0 to 2 of 8 points"


@pytest.mark.parametrize("applies", [True, None])
def test_a_range_is_told_with_both_its_ends(applies: bool | None) -> None:
    form, low, high = rules(), rules().band[0], rules().band[-1]
    unsure = [] if applies else [UNSURE]
    told = sentences(form, score(applies=applies))
    assert told == (
        f"Of 100 people with {low.text} in the survey ({form.population}), fewer than 1 had {form.outcome};"
        f" of 100 with {high.text}, about 11; about 4 of 100 overall.",
        "This rests on 1,234 and 56 people.",
        *unsure,
        NOT_A_RISK,
    )
    assert brief(form, score(applies=applies)) == " ".join(
        [
            f"Of 100 people with {low.text} in a survey ({form.population}; 1,234 with so many), fewer than 1 had"
            f" {form.outcome}; of 100 with {high.text} (56), about 11; about 4 of 100 overall.",
            *unsure,
            SHORTLY,
        ]
    )
    assert frequency(form, score(applies=applies)) == (low, high, form.overall)


@pytest.mark.parametrize("applies", [True, None])
def test_one_span_is_told_once(applies: bool | None) -> None:
    form, high = rules(), rules().band[-1]
    one = score(band_low=high.id, applies=applies)
    unsure = [] if applies else [UNSURE]
    assert sentences(form, one) == (
        f"Of 100 people with these points in the survey ({form.population}), about 11 had {form.outcome};"
        " about 4 of 100 overall.",
        f"This rests on 56 people with {high.text}.",
        *unsure,
        NOT_A_RISK,
    )
    assert brief(form, one) == " ".join(
        [
            f"Of 100 people with {high.text} in a survey ({form.population}; 56 with so many), about 11 had"
            f" {form.outcome}; about 4 of 100 overall.",
            *unsure,
            SHORTLY,
        ]
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"applies": False}, "No frequency is shown for this person: the survey's figures are for {who}."),
        ({"unmeasured": ("x",)}, "No frequency is shown: a strong reason was found that the survey could not judge."),
    ],
)
def test_a_person_of_whom_the_survey_cannot_speak_is_told_why(changes: dict[str, object], words: str) -> None:
    form, found = rules(), score(**changes)
    told = words.format(who=form.applies_text)
    assert frequency(form, found) is None
    assert (sentences(form, found), brief(form, found), why_not(form, found)) == ((told,), told, told)
    assert why_not(form, score()) == ""


def test_what_to_heed_stands_wherever_the_points_are_told() -> None:
    form = replace(
        rules(), caution=(*rules().caution, Caution(id="old", when=Named(condition="unwell"), text="Nor the old."))
    )
    heed = ("It hardly sorted tired people.", "Nor the old.")
    tired = score(cautions=("old", "tired"))
    told = sentences(form, tired)
    assert told[2:4] == heed
    assert " ".join(heed) in brief(form, tired)
    strong = score(cautions=("old", "tired"), unmeasured=("x",))
    assert sentences(form, strong) == (why_not(form, strong), *heed)
    assert brief(form, strong) == " ".join(sentences(form, strong))
    assert cautions(form, score()) == ()
    assert cautions(form, score(cautions=("tired",), applies=False)) == (), "no points are told, so nothing is to heed"


def judged(**changes: object) -> Assessment:
    response = new_response(gallery("full").questionnaire.canonical, NOW)
    return replace(assess(gallery("full"), response), **changes)  # type: ignore[arg-type]


def test_it_is_shown_beside_the_recommendations_that_leave_room_and_never_with_a_red_flag() -> None:
    form = gallery("full")
    assert form.score is not None
    for code in form.rules.ranks:
        found = judged(recommendation=code)
        assert shown(form, found) == ((form.score, found.score) if code in form.score.beside else None), code
        assert shown(form, replace(found, urgency="same-day")) is None
    assert shown(replace(form, score=None), judged(recommendation="no-trigger")) is None
    assert shown(form, judged(recommendation="no-trigger", score=None)) is None


def test_cautions_are_those_whose_condition_is_known_to_hold() -> None:
    form = gallery("full")
    for answer, expected in (("yes", ("tired",)), ("no", ()), ("not-sure", ())):
        response = new_response(form.questionnaire.canonical, NOW)
        found = assess(form, replace(response, answers={"tired": (Coding(code=answer),)})).score
        assert found is not None
        assert found.cautions == expected
