"""The summary: what must stand on it, in what order, and that it never needs a third page."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any, get_args

import pytest

from b12desk.definitions import load
from b12desk.engine.reference_code import reference_code
from b12desk.engine.scoring import assess
from b12desk.model.border import plain_data, read_model
from b12desk.model.response import QuestionnaireResponse
from b12desk.report.summary import CROWDED, TRIES, WHOLE, summary_pages, summary_pdf
from b12desk.report.typeset import type_sizes as layout
from b12desk.report.typeset.display_list import Page, texts
from b12desk.report.words import INTENDED_USE
from tests import sample_cases
from tests.engine.random_answers import random_response
from tests.report import sample
from tests.report.papers import no_spaces, page_texts
from tests.seeds import seeds


def _text(pages: tuple[Page, ...]) -> str:
    """All text of laid-out pages in drawing order, without spaces."""
    return no_spaces("".join(run.text for page in pages for run in texts(page.marks)))


def _shown(answers: dict[str, Any] | None = None, **changes: Any) -> str:
    given = sample.response(answers)
    return _text(summary_pages(sample.definition(), given, sample.assess(given, **changes))[1])


def test_the_rich_case_fits_one_page_and_tells_everything() -> None:
    given = sample.response()
    judged = sample.assess(given)
    document, pages = summary_pages(sample.definition(), given, judged)
    shown = _text(pages)
    assert len(pages) == 1
    code = reference_code(given, judged)
    for words in (
        code, "Ada Byron", "943 476 5919", "2 November 1957 (68 years)", "Female", "12 March 2026",
        "somebody else for the patient", "Offer a B12 blood test", "NICE NG239, section 1.2", "Metformin",
        "2,000 mg a day; 6 years", "Strong", "NICE list", "Unexplained fatigue", "Product: Greenfield B12 spray",
        "No meat since school.", "Total or active B12", "Take the blood before B12 is started.", "MS: no rule to test.",
        "Rough estimate: about 1.5 mcg a day", "US RDA 2.4", "below 180 ng/L (133 pmol/L)",
        "Local laboratory ranges come first.", "Signature", "Date", "[1]", "[3]", "Read second hand: [3].",
        "RDA 2.4 mcg a day (US adults)", "Form 1.0.0",
        "rules 1.0.0", "(01234567)", "Page 1 of 1", INTENDED_USE, sample.definition().rules.design_note,
    ):  # fmt: skip
        assert no_spaces(words) in shown, words
    assert code in document.title


def test_red_flags_come_first_and_in_words() -> None:
    shown = _shown({"vision": sample.coded("yes")})
    flag = shown.index(no_spaces("New or worsening loss of sight"))
    assert shown.index(no_spaces("Red flags: act today")) < flag < shown.index(no_spaces("What was found"))
    assert "Redflags" not in _shown()


def test_what_is_open_is_named_with_its_weight() -> None:
    settled = _shown()
    assert no_spaces("Tingling or numbness. None of these could change the recommendation.") in settled
    unsettled = _shown({"fatigue": None, "diet_vegan": None, "med_metformin": None})
    assert no_spaces("Still open: more answers could move this between") in unsettled
    assert no_spaces("Would decide it: ") in unsettled
    everything = {
        key: sample.coded("no")
        for key in ("paraesthesia", "nitrous_oxide", "pregnant", "vision", "ms_diagnosis", "diet_vegan")
    }
    closed = {**everything, "med_metformin": sample.coded("no"), "nitrous_oxide.last": ({"date": "2020"},)}
    assert no_spaces("Every question was answered.") in _shown(closed)


def test_an_intake_of_which_some_is_unknown_is_at_least() -> None:
    intake = {
        "mcgPerDay": 0.5, "reference": 2.6, "referenceLabel": "US RDA in pregnancy", "referenceSources": ["ODS"],
        "atLeast": True,
    }  # fmt: skip
    shown = _shown(diet=intake)
    assert no_spaces("Rough estimate: at least 0.5 mcg a day") in shown
    assert no_spaces("US RDA in pregnancy 2.6") in shown
    assert "Roughestimate" not in _shown(diet=None)


@pytest.mark.parametrize("value", [0.0, 2.4, 11.0, 75.0])
def test_the_gauge_stays_inside_its_scale(value: float) -> None:
    intake = {"mcgPerDay": value, "reference": 2.4, "referenceLabel": "US RDA", "referenceSources": [], "atLeast": True}
    given = sample.response()
    pages = summary_pages(sample.definition(), given, sample.assess(given, diet=intake))[1]
    for run in texts(pages[0].marks):
        assert 0 < run.x < pages[0].width


def test_sources_are_numbered_in_the_order_in_which_they_are_cited() -> None:
    shown = _shown()
    listing = shown[shown.rindex("Sources") :]
    assert listing.index("[1]NICENG239") < listing.index("[2]NICENG220") < listing.index("[3]NIH")


def test_a_patient_without_name_or_number_gets_a_page_that_says_so() -> None:
    given = sample.response({"birth_date": None, "sex": None, "respondent": None}, display="", identifier="")
    shown = _text(summary_pages(sample.definition(), given, sample.assess(given))[1])
    assert "Patientnotgiven" in shown
    assert "Born(age)notgiven" in shown


@pytest.mark.parametrize("case", sample_cases.cases())
def test_every_case_takes_one_or_two_pages_with_its_red_flags_and_common_findings(case: str) -> None:
    definition, given = sample_cases.definition(), sample_cases.vignettes()[case]
    judged = assess(definition, given.response, reference=given.case.reference)
    for paper in get_args(layout.Paper):
        document, pages = summary_pages(definition, given.response, judged, paper=paper)
        assert document.paper == paper
        assert len(pages) <= 2
        shown = _text(pages)
        for finding in judged.findings:
            if finding.kind == "red-flag" or finding.common:
                assert no_spaces(definition.rules.findings[finding.id].text) in shown, finding.id
        for page in pages:
            for run in texts(page.marks):
                assert run.size >= layout.SMALLEST
                assert 25 <= run.x <= page.width - 25, run.text
                assert 25 <= run.y <= page.height - 15, run.text


def _all_yes() -> QuestionnaireResponse:
    """Everything that can be found is found, every text is as long and as wide as it may be."""
    questionnaire = load().questionnaire
    answers: dict[str, Any] = {}
    for link_id, item in questionnaire.items.items():
        codes = [each.code for each in questionnaire.options(link_id) if not each.exclusive and each.code != "no"]
        if item.type == "choice" and codes:
            answers[link_id] = tuple({"code": code} for code in (codes if item.repeats else codes[-1:]))
        elif item.type == "quantity":
            unit = item.unit_option[0].code if item.unit_option else item.unit or "1"
            answers[link_id] = ({"value": item.max_value or 999, "unit": unit},)
        elif item.type == "string":
            answers[link_id] = ("W" * 100,)
        elif item.type == "date":
            answers[link_id] = ({"date": "1976-09-30"},)
    answers["sex"] = sample.coded("female")
    given = sample.response({}, display="\U0001f62a" * 200, identifier="W" * 30)
    validated = read_model(QuestionnaireResponse, {**plain_data(given), "answers": answers})
    return replace(validated, questionnaire=questionnaire.canonical)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_even_everything_at_once_takes_two_pages_and_hides_no_flag(paper: layout.Paper) -> None:
    definition = load()
    given = _all_yes()
    judged = assess(definition, given)
    assert len(judged.findings) > 50
    pages = summary_pages(definition, given, judged, paper=paper)[1]
    shown = _text(pages)
    assert len(pages) <= 2
    for finding in judged.findings:
        if finding.kind == "red-flag" or finding.common:
            assert no_spaces(definition.rules.findings[finding.id].text) in shown, finding.id
    assert no_spaces("Left out for want of room: remarks: ") in shown


@pytest.mark.parametrize("seed", seeds(10, 40))
def test_random_answers_never_need_a_third_page(seed: int) -> None:
    definition = load()
    given = random_response(definition.questionnaire, Random(seed))
    pages = summary_pages(definition, given, assess(definition, given), paper="letter")[1]
    assert len(pages) <= 2


def test_the_last_way_to_set_it_is_the_tightest() -> None:
    assert CROWDED[-1] == len(WHOLE) - 1
    assert {which for which, _pages in TRIES} | set(CROWDED) == set(range(len(WHOLE)))


def test_the_page_count_in_the_footer_is_real() -> None:
    definition = load()
    first = next(iter(sample_cases.vignettes().values()))
    given, reference = first.response, first.case.reference
    pages = page_texts(summary_pdf(definition, given, assess(definition, given, reference=reference)))
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
