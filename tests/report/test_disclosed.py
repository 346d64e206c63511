"""The summary's first line: what the patient answered alone and nobody has discussed yet; and who answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from b12desk.model.disclosed import Disclosed
from b12desk.model.patient_walk import Way
from b12desk.model.values import Coding
from b12desk.report.summary import summary_pages
from b12desk.report.typeset.display_list import Page
from tests.report import page_faults
from tests.report.papers import no_spaces
from tests.sample_cases import definition, judged, vignettes

ALONE = Disclosed(alone=19, undiscussed=19, private=("emergency_thoughts", "nitrous_oxide"), ways=("alone",))


def laid_out(told: Disclosed, case: str | None = None) -> tuple[Page, ...]:
    case = case or next(iter(vignettes()))
    return summary_pages(replace(definition(), disclosed=told), vignettes()[case].response, judged(case))[1]


def lines(page: Page) -> list[tuple[float, str]]:
    """What stands on each line of the page, from the top."""
    found: dict[float, list[page_faults.Area]] = {}
    for each in page_faults.lines_of(page):
        found.setdefault(round(each.top), []).append(each)
    return [
        (top, no_spaces("".join(page_faults.text_in(each) for each in sorted(row, key=lambda each: each.left))))
        for top, row in sorted(found.items())
    ]


def first_line(page: Page) -> str:
    """What stands below whose page it is and above the box."""
    rows = lines(page)
    top = next(place for place, (_top, words) in enumerate(rows) if words.startswith(no_spaces("Sex at birth")))
    return "".join(words for _top, words in rows[top + 2 : top + 5])


def test_it_names_what_is_private_and_counts_the_rest() -> None:
    said = first_line(laid_out(ALONE)[0])
    assert said.startswith(
        no_spaces(
            "The patient answered 19 questions alone. 19 answers have not been discussed with anybody yet. Among them: "
            "Emergency signs (thoughts), Recreational nitrous oxide."
        )
    )


def test_one_is_one_and_what_was_discussed_is_said_to_be() -> None:
    one = replace(ALONE, alone=1, undiscussed=1, private=())
    assert first_line(laid_out(one)[0]).startswith(
        no_spaces("The patient answered 1 question alone. 1 answer has not been discussed with anybody yet.")
    )
    done = replace(ALONE, undiscussed=0, private=())
    said = first_line(laid_out(done)[0])
    assert said.startswith(no_spaces("The patient answered 19 questions alone. The answers were discussed since."))


@pytest.mark.parametrize("told", [Disclosed(), Disclosed(ways=("staff",), undiscussed=4)])
def test_it_stands_only_where_somebody_was_alone(told: Disclosed) -> None:
    assert no_spaces("The patient answered") not in first_line(laid_out(told)[0])


@pytest.mark.parametrize(
    ("ways", "words"),
    [
        (("alone",), "the patient, alone"),
        (("staff",), "the patient, helped by staff"),
        (("relative",), "the patient, helped by a relative or carer"),
        (("interpreter",), "the patient, through an interpreter"),
        (("alone", "staff"), "the patient, alone, helped by staff"),
        (("alone", "paper"), "the patient, alone, on paper, typed in by staff"),
    ],
)
def test_who_answered_stands_under_answered_by(ways: tuple[Way, ...], words: str) -> None:
    assert answered_by(laid_out(Disclosed(ways=ways))[0]).startswith(no_spaces(words))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("self", "the patient, on paper, typed in by staff"),
        ("proxy", "somebody else for the patient, on paper, typed in by staff"),
        ("", "on paper, typed in by staff"),
    ],
)
def test_who_answered_on_paper_is_as_the_paper_says(code: str, words: str) -> None:
    case = next(iter(vignettes()))
    given = {"respondent": (Coding(code=code),)} if code else {}
    answers = {each: said for each, said in vignettes()[case].response.answers.items() if each != "respondent"}
    response = replace(vignettes()[case].response, answers=answers | given)
    form = replace(definition(), disclosed=Disclosed(ways=("paper",)))
    page = summary_pages(form, response, judged(case))[1][0]
    assert answered_by(page).startswith(no_spaces(words))
    assert page_faults.overlaps(page) == []


def answered_by(page: Page) -> str:
    """What stands below its head."""
    areas = [each for each in page_faults.lines_of(page) if page_faults.text_in(each) == "Answered by"]
    (head,) = areas
    below = [
        page_faults.text_in(each)
        for each in sorted(page_faults.lines_of(page), key=lambda each: each.top)
        if abs(each.left - head.left) < 1 and 0 < each.top - head.top < 40
    ]
    return no_spaces("".join(below))


@pytest.mark.parametrize(
    "told",
    [
        replace(ALONE, private=("emergency_body", "emergency_thoughts", "nitrous_oxide", "general", "own_words")),
        Disclosed(ways=("paper",)),
    ],
)
def test_no_page_needs_a_third_for_it_and_what_decides_stays_on_the_first(told: Disclosed) -> None:
    for case in [*vignettes()][::6]:
        laid = laid_out(told, case)
        assert len(laid) <= 2, case
        whole = "".join(words for _top, words in lines(laid[0]))
        assert no_spaces("Clinician's decision") in whole, case
        assert [each for page in laid for each in page_faults.overlaps(page)] == [], case
