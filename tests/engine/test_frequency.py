"""How often the survey found it, word for word: for one span of points, for a range, and for nobody of the survey."""

from __future__ import annotations

from dataclasses import replace

import pytest

from b12desk.engine.frequency import about, brief, figures_of, frequency, points_text, sentences, why_not
from b12desk.model.assessment import SurveyScore
from b12desk.model.score import ScoreRules
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
