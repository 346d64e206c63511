"""The survey score on paper: on the clinician's summary in every fit, inside its margins, and never on the handout."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from b12desk.definitions import load
from b12desk.engine.scoring import assess
from b12desk.model.definition import Definition
from b12desk.model.response import new_response
from b12desk.model.values import Answer, Coding
from b12desk.report.handout import handout_pdf
from b12desk.report.summary import WHOLE, summary_pages, summary_pdf
from b12desk.report.typeset import type_sizes as layout
from b12desk.report.typeset.display_list import Group, Mark, Shape, texts
from b12desk.report.typeset.document import ScoreBand, ScoreChart
from b12desk.report.typeset.score_chart import score_chart
from b12desk.theme import LIGHT
from tests.report.papers import no_spaces, page_texts

KNOWN: dict[str, tuple[Answer, ...]] = {
    "age": (72,),
    "b12_taken": (Coding(code="none-of-these"),),
    "diet_pattern": (Coding(code="none-of-these"),),
    "food_milk": (Coding(code="never"),),
    "medicines_common": (Coding(code="none-of-these"),),
}
BANDS = tuple(ScoreBand(*each) for each in ((0, 3, "1.4"), (4, 4, "3.0"), (5, 5, "5.2"), (6, 8, "10.7")))


def roomy() -> Definition:
    """The shipped form, with the score beside everything that is no red flag."""
    found = load()
    assert found.score is not None
    codes = tuple(each.code for each in found.rules.recommendation if not each.urgent)
    return replace(found, score=replace(found.score, beside=codes))


def printed(**changes: tuple[Answer, ...]) -> str:
    """The text of the summary; every recommendation leaves room for the score."""
    definition = roomy()
    given = new_response(definition.questionnaire.canonical, datetime(2026, 3, 2, 9, tzinfo=UTC))
    given = replace(given, answers=KNOWN | changes)
    return no_spaces("".join(page_texts(summary_pdf(definition, given, assess(definition, given)))))


def chart(points: tuple[int, int], fewest: int, most: int, *, strip: bool) -> ScoreChart:
    label = f"{points[0]} to {points[1]} of 8 points"
    return ScoreChart(BANDS, points, 8, label, fewest, most, "of 100", strip=strip)


def test_the_summary_says_how_often_it_was_found_among_how_many_and_what_that_is_not() -> None:
    said = printed()
    for words in (
        "Survey score: 7 of 8 points",
        "Of 100 people with 6 to 8 points in a survey",
        "(US adults of 20 or more without prescribed B12, NHANES 2011-2014, weighted; 1,481 with so many)",
        "about 11 had probable deficiency; about 4 of 100 overall",
        "not how likely it is here",
        "not validated in a clinic",
        "3 for \u201cno regular B12 in the past month\u201d",
        "10.7",
    ):
        assert no_spaces(words) in said, words


def test_an_open_answer_is_printed_as_a_range() -> None:
    said = printed(food_milk=())
    assert no_spaces("Survey score: 5 to 7 of 8 points") in said
    assert no_spaces("0 to 2 for little milk, still open") in said
    assert no_spaces("of 100 with 6 to 8 points (1,481), about 11") in said


def test_strong_reasons_without_points_are_named_beside_it() -> None:
    said = printed(nitrous_oxide=(Coding(code="under-3-months"),))
    reason = "Survey score: 7 of 8 points. Strong reasons not measured by it: Recreational nitrous oxide"
    assert no_spaces(reason) in said
    assert no_spaces("No frequency is shown: a strong reason was found that the survey could not judge.") in said
    assert no_spaces("Of 100 people") not in said


def test_what_to_heed_and_a_capital_in_the_middle_of_a_sentence_are_printed() -> None:
    said = printed(ethnicity=(Coding(code="asian"),), b12_taken=())
    heed = (
        "In 2005-06 it hardly sorted people who are not White. Few points are false comfort in people of Asian descent."
    )
    assert no_spaces(heed) in said
    assert no_spaces("0 to 3 for little or no B12 from supplements, still open") in said
    assert no_spaces("hardly sorted people") not in printed(ethnicity=(Coding(code="white"),))


def test_beside_a_red_flag_or_where_no_room_is_left_nothing_of_it_is_printed() -> None:
    definition = load()
    given = new_response(definition.questionnaire.canonical, datetime(2026, 3, 2, 9, tzinfo=UTC))
    given = replace(given, answers=KNOWN)
    found = assess(definition, given)
    for judged in (
        replace(found, recommendation="consider-test", urgency="same-day"),
        replace(found, recommendation="offer-test"),
    ):
        assert no_spaces("Survey score") not in no_spaces("".join(page_texts(summary_pdf(definition, given, judged))))
    beside = summary_pdf(definition, given, replace(found, recommendation="consider-test"))
    assert no_spaces("Survey score: 7 of 8 points") in no_spaces("".join(page_texts(beside)))


def test_somebody_the_survey_does_not_speak_of_has_no_score_on_paper() -> None:
    assert no_spaces("Survey score") not in printed(age=(19,))


def test_the_handout_says_nothing_of_it() -> None:
    definition = load()
    given = new_response(definition.questionnaire.canonical, datetime(2026, 3, 2, 9, tzinfo=UTC))
    said = "".join(page_texts(handout_pdf(definition, replace(given, answers=KNOWN)))).lower()
    assert "score" not in said
    assert "of 100" not in said


@pytest.mark.parametrize("sheet", [fit.sheet for fit in WHOLE], ids=range(len(WHOLE)))
def test_the_picture_stays_inside_its_room(sheet: layout.Sheet) -> None:
    everybody = itertools.combinations_with_replacement(range(9), 2)
    for points, (width, strip) in itertools.product(everybody, ((190.0, False), (540.0, True))):
        piece = score_chart(chart(points, 1, 11, strip=strip), width, sheet)
        assert piece.height < 90
        for run in texts(piece.marks):
            assert run.text
        for mark in piece.marks:
            if isinstance(mark, Shape):
                assert 0 <= mark.x <= width
                assert 0 <= mark.y <= piece.height


@pytest.mark.parametrize(("fewest", "most", "shapes"), [(0, 0, 1), (5, 5, 2), (1, 11, 3), (100, 100, 1)])
def test_a_hundred_figures_are_drawn_whatever_is_filled(fewest: int, most: int, shapes: int) -> None:
    piece = score_chart(chart((4, 4), fewest, most, strip=False), 240, WHOLE[0].sheet)
    crowds = [mark for mark in piece.marks if isinstance(mark, Shape) and len(mark.commands) > 4]
    assert len(crowds) == shapes
    heads = sum(1 for mark in crowds for command in mark.commands if command[0] == "Z") // 2
    assert heads == 100


@pytest.mark.parametrize("which", range(len(WHOLE)))
def test_every_fit_of_the_summary_shows_the_picture(which: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the page itself: every band with its share, and one marker."""
    monkeypatch.setattr("b12desk.report.summary.TRIES", ((which, 9),))
    definition = roomy()
    given = new_response(definition.questionnaire.canonical, datetime(2026, 3, 2, 9, tzinfo=UTC))
    given = replace(given, answers=KNOWN)
    _document, pages = summary_pages(definition, given, assess(definition, given))
    assert definition.score is not None
    runs = [run.text for page in pages for run in texts(page.marks)]
    shares = [f"{each.per_100:.1f}" for each in definition.score.band]
    assert [text.rpartition(" ")[2] for text in runs if text.rpartition(" ")[2] in shares] == shares
    drawn = [mark for page in pages for mark in flat(page.marks) if isinstance(mark, Shape)]
    assert len([mark for mark in drawn if mark.fill == LIGHT.text]) == 1


def flat(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from flat(mark.marks)
        else:
            yield mark
