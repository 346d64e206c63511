"""The survey score on the result page: staff see points, picture and natural frequencies, and what is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from b12desk.desk.open_intake import RESULT
from b12desk.engine.frequency import sentences
from b12desk.engine.scoring import assess
from b12desk.model.assessment import SurveyScore
from b12desk.model.definition import Definition
from b12desk.model.response import new_response
from b12desk.model.score import ScoreRules
from b12desk.model.values import Answer, Coding
from b12desk.ui.demo.driver import given_by
from b12desk.ui.kit import style
from b12desk.ui.result.score_card import ScoreCard
from b12desk.ui.result.score_picture import ScorePicture
from tests.sample_cases import definition, judged, vignettes
from tests.ui.conftest import NOW, Desk

Show = Callable[[QWidget], QWidget]
KNOWN: dict[str, tuple[Answer, ...]] = {
    "age": (72,),
    "b12_taken": (Coding(code="none-of-these"),),
    "diet_pattern": (Coding(code="none-of-these"),),
    "food_milk": (Coding(code="never"),),
    "medicines_common": (Coding(code="none-of-these"),),
}


def scored(definition: Definition, **changes: tuple[Answer, ...]) -> tuple[ScoreRules, SurveyScore]:
    given = replace(new_response(definition.questionnaire.canonical, NOW), answers=KNOWN | changes)
    found = assess(definition, given).score
    assert definition.score is not None
    assert found is not None
    return definition.score, found


def card_of(
    definition: Definition, jump: Callable[[str], None] = print, **changes: tuple[Answer, ...]
) -> tuple[ScoreCard, SurveyScore]:
    rules, score = scored(definition, **changes)
    return ScoreCard(definition, rules, score, jump), score


def texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def inked(picture: QWidget, name: str) -> int:
    """How many pixels of the lower half, where the figures stand, have a colour of the palette."""
    whole = picture.grab()
    half = whole.copy(0, whole.height() // 2, whole.width(), whole.height())
    image = half.toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = style.colour(name).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_the_card_says_points_frequency_people_and_where_the_points_come_from(shipped: Definition, show: Show) -> None:
    card, score = card_of(shipped)
    show(card)
    said = texts(card)
    assert score.points == (7, 7)
    assert "Survey score: 7 of 8 points" in said
    assert "about 11 had probable deficiency; about 4 of 100 overall" in said
    assert "1,481 people" in said
    assert "not how likely it is here; it is no reason against a test" in said
    assert "never in its place" in said
    for each in (
        "3 points: no regular B12 in the past month",
        "2 points: aged 70 or over",
        "2 points: milk less than once a week",
    ):
        assert each in said
    assert "%" not in said
    assert "Not validated in a clinic population" not in said, "the evidence card opens on request"


def test_the_evidence_card_opens_and_closes(shipped: Definition, show: Show) -> None:
    card, _score = card_of(shipped)
    show(card)
    switch = card.findChild(QPushButton, "score:about")
    assert isinstance(switch, QPushButton)
    switch.click()
    said = texts(card)
    for each in ("When to use it", "What it is not", "Pitfalls", "Last review", "Not validated in a clinic population"):
        assert each in said
    assert "B12 below 148 pmol/L" in said
    switch.click()
    assert "Pitfalls" not in texts(card)


def test_an_open_answer_is_a_range_with_a_way_to_the_question(shipped: Definition, show: Show) -> None:
    asked: list[str] = []
    card, score = card_of(shipped, asked.append, food_milk=(), b12_taken=(Coding(code="not-sure"),))
    show(card)
    said = texts(card)
    assert score.points == (2, 7)
    assert "2 to 7 of 8 points" in said
    assert "0 to 2 points: Little milk, still open" in said
    for link_id in ("food_milk", "b12_taken"):
        link = card.findChild(QPushButton, f"score:{link_id}")
        assert isinstance(link, QPushButton)
        link.click()
    assert asked == ["food_milk", "b12_taken"]


@pytest.mark.parametrize(
    "changes",
    [
        {"age": (19,)},
        {"b12_taken": (Coding(code="prescribed-tablets"),)},
        {"age": (30,), "sex": (Coding(code="female"),), "pregnancy": (Coding(code="pregnant"),)},
    ],
    ids=["too young", "treated", "pregnant"],
)
def test_nobody_the_survey_does_not_speak_of_is_shown_a_figure(
    shipped: Definition, show: Show, changes: dict[str, tuple[Answer, ...]]
) -> None:
    card, score = card_of(shipped, **changes)
    show(card)
    assert score.applies is False
    assert "No frequency is shown for this person" in texts(card)
    assert "points" not in texts(card)
    assert not card.findChildren(ScorePicture)


def test_strong_reasons_without_points_stand_beside_it(shipped: Definition, show: Show) -> None:
    card, score = card_of(shipped, nitrous_oxide=(Coding(code="under-3-months"),))
    show(card)
    assert score.unmeasured == ("nitrous_oxide",)
    said = texts(card)
    assert "Strong reasons not measured by this score: Recreational nitrous oxide" in said
    assert "No frequency is shown: a strong reason was found" in said
    assert not card.findChildren(ScorePicture)


def test_the_picture_fills_more_figures_for_more_points_and_says_the_same_in_words(
    shipped: Definition, show: Show
) -> None:
    filled = []
    for age, milk in ((30, "daily"), (72, "daily"), (72, "never")):
        rules, score = scored(shipped, age=(age,), food_milk=(Coding(code=milk),))
        picture = show(ScorePicture(rules, score))
        picture.resize(600, picture.sizeHint().height())
        assert picture.accessibleDescription() == " ".join(sentences(rules, score))
        filled.append(inked(picture, "primary"))
    assert all(one < other for one, other in pairwise(filled))


def beside(*, flagged: bool) -> dict[str, Any]:
    """What a hand answers as the first sample patient with or without a red flag, whose recommendation leaves room."""
    score = definition().score
    assert score is not None
    case = next(
        each
        for each in vignettes()
        if judged(each).flagged is flagged
        and (flagged or (judged(each).recommendation in score.beside and judged(each).settled))
        and "food_milk" in vignettes()[each].response.answers
    )
    given = given_by(vignettes()[case].response, definition().questionnaire) | {"respondent": "staff"}
    order = definition().questionnaire.order
    return {key: given[key] for key in sorted(given, key=order.__getitem__) if key != "food_milk"}


def test_what_to_heed_is_said_to_whom_it_concerns(shipped: Definition, show: Show) -> None:
    everybody = "In 2005-06 it hardly sorted people who are not White."
    asian = "Few points are false comfort in people of Asian descent."
    for codes, expected in (
        (("white",), []),
        (("not-sure",), []),
        (("black",), [everybody]),
        (("white", "hispanic"), [everybody]),
        (("asian",), [everybody, asian]),
    ):
        card, _score = card_of(shipped, ethnicity=tuple(Coding(code=each) for each in codes))
        show(card)
        said = texts(card).split("\n")
        assert [each for each in said if each in (everybody, asian)] == expected, codes
        at = next(place for place, each in enumerate(said) if each.startswith("This rests on"))
        assert said[at + 1 : at + 1 + len(expected)] == expected


def test_the_card_keeps_capitals_and_says_where_the_area_was_found(shipped: Definition, show: Show) -> None:
    card, _score = card_of(shipped, b12_taken=())
    show(card)
    switch = card.findChild(QPushButton, "score:about")
    assert isinstance(switch, QPushButton)
    switch.click()
    said = texts(card)
    assert "0 to 3 points: Little or no B12 from supplements, still open" in said
    assert "0.70 (0.68 to 0.73) for probable deficiency in 2011-14, 0.66 for B12 below 221 pmol/L" in said
    assert "Probable deficiency: B12 below 148 pmol/L" in said
    assert "b12" not in said


@pytest.mark.slow
def test_no_score_stands_on_the_page_with_a_red_flag(desk: Desk) -> None:
    desk.hand.fill(desk.intake, beside(flagged=True))
    desk.hand.press("next")
    assert desk.visit.shown == RESULT
    assert desk.intake.page.findChild(QWidget, "recommendation") is not None
    assert desk.intake.page.findChild(QWidget, "score") is None


def test_the_result_page_shows_it_to_staff_and_jumps_to_what_is_open(desk: Desk) -> None:
    desk.hand.fill(desk.intake, beside(flagged=False))
    desk.hand.press("next")
    assert desk.visit.shown == RESULT
    assert isinstance(desk.intake.page.findChild(QWidget, "score"), ScoreCard)
    desk.hand.press("score:food_milk")
    assert desk.session.page == "diet"
