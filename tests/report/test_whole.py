"""What a tester found: nothing is left out while there is room, and the page never says more or less than is known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from b12desk.definitions import load
from b12desk.definitions.cases import read_cases
from b12desk.engine.facts import Facts
from b12desk.engine.scoring import assess
from b12desk.model.border import plain_data, read_model
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.paths import forms_dir
from b12desk.report.identity import LONGEST_NAME
from b12desk.report.opening import uncounted_answers
from b12desk.report.shortening import MARK
from b12desk.report.summary import summary_pages
from b12desk.report.typeset.display_list import Page, texts
from tests.report import sample
from tests.report.papers import no_spaces
from tests.report.test_summary import _all_yes

FOOTNOTE = "* NICE NG239's list as reproduced in summaries; its full text was not read for these rules."
REAL: dict[str, Any] = {
    "sex": "female", "birth_date": {"date": "1946-02-03"}, "medicines_common": ["metformin", "ppi"],
    "med_metformin.dose": {"value": 2000, "unit": "mg"}, "med_metformin.duration": {"value": 8, "unit": "a"},
    "med_ppi.duration": {"value": 5, "unit": "a"}, "medicines_other": ["biotin", "folic-high"],
    "conditions": ["thyroid", "kidney"], "thyroid_cause": "hashimotos", "diet_pattern": ["hard-to-get"],
    "diet_access": "often", "diet_cost": "no", "family": ["b12"], "b12_taken": ["multivitamin"],
    "b12_taken.frequency": "less", "gut": ["ibd"], "ibd_no_resection": "crohns", "ibd_no_resection.ileum": "yes",
    "nerves": ["tingling", "unsteady", "restless-legs"], "paraesthesia.duration": {"value": 2, "unit": "a"},
    "paraesthesia.change": "same", "paraesthesia.site": ["feet", "legs"], "paraesthesia.sides": "both",
    "balance_falls.duration": {"value": 1, "unit": "a"}, "balance_falls.change": "same",
    "general": ["tired", "memory", "low-mood"], "fatigue_unexplained.duration": {"value": 1, "unit": "a"},
    "cognition.duration": {"value": 1, "unit": "a"}, "cognition.change": "same", "head_mouth": ["tongue", "dizzy"],
    "last_tests": ["b12", "count"], "last_b12.when": {"date": "2024-05"}, "last_b12.result": "low-normal",
    "blood_count.when": {"date": "2026-10-01"}, "blood_count.shown": ["anaemia", "large-cells"],
    "blood_count.hb": {"value": 92, "unit": "g/L"}, "blood_count.mcv": {"value": 108, "unit": "fL"},
    "own_words": "My feet feel as if I walk on wool.",
}  # fmt: skip
"""An old person with many findings, as there are many."""


@cache
def _nobody() -> QuestionnaireResponse:
    """A response in which nothing is found, without answers that do not apply."""
    questionnaire = load().questionnaire
    vignettes, _problems = read_cases(forms_dir(), questionnaire)
    given = next(
        each.response
        for each in vignettes
        if (judged := assess(load(), each.response)).recommendation == "no-trigger" and not judged.findings
    )
    stale = uncounted_answers(Facts(questionnaire, given), given)
    return replace(given, answers={key: val for key, val in given.answers.items() if key not in stale})


def _patient(display: str = "Test Person", **answers: Any) -> QuestionnaireResponse:
    def one(value: Any) -> Any:
        return {"code": value} if isinstance(value, str) else value

    chosen = {key: tuple(map(one, value if isinstance(value, list) else [value])) for key, value in answers.items()}
    given = plain_data(_nobody())
    return read_model(
        QuestionnaireResponse, {**given, "answers": {**given["answers"], **chosen}, "subject": Subject(display=display)}
    )


def _pages(given: QuestionnaireResponse) -> tuple[Page, ...]:
    return summary_pages(load(), given, assess(load(), given))[1]


def _text(pages: tuple[Page, ...]) -> str:
    return no_spaces("".join(run.text for page in pages for run in texts(page.marks)))


def test_a_patient_with_many_findings_is_told_whole_on_two_pages() -> None:
    given = _patient(**REAL)
    judged = assess(load(), given)
    pages = _pages(given)
    shown = _text(pages)
    rules = load().rules
    assert len(judged.findings) > 15
    assert len(pages) == 2
    assert pages[0].filled > 2 / 3
    assert no_spaces("Left out") not in shown
    assert MARK not in shown
    for code in judged.notes:
        assert no_spaces(next(each.text for each in rules.note if each.code == code)) in shown, code
    for finding in judged.findings:
        rule = rules.findings[finding.id]
        for words in (rule.text, rule.remark, *(mark.text for mark in rule.mark if mark.tag in finding.marks)):
            assert no_spaces(words) in shown, words
    for words in (
        "2,000 mg a day; 8 years",
        "1 year; Change: About the same",
        "Site: Feet, Legs; Sides: Both sides",
        "When: May 2024",
        "Hb 92 g/L; MCV 108 fL",
        "My feet feel as if I walk on wool.",
    ):
        assert no_spaces(words) in shown, words


def test_what_two_pages_cannot_hold_is_named_and_safety_is_not_among_it() -> None:
    given = _all_yes()
    judged = assess(load(), given)
    pages = _pages(given)
    shown = _text(pages)
    rules = load().rules
    assert len(pages) == 2
    assert no_spaces("Left out for want of room: remarks:") in shown
    assert no_spaces(f"findings marked {MARK}") in shown
    assert no_spaces("b12desk score") in shown
    for each in rules.note:
        if each.code in judged.notes:
            assert no_spaces(each.text) in shown or each.code in shown, each.code
        if each.code in {"FOLATE", "PREG", "N2O", "METFORMIN-MONITOR", "NEURO-PROMPT"} & set(judged.notes):
            assert no_spaces(each.text) in shown, each.code
    for code in judged.pretest:
        assert no_spaces(next(each.text for each in rules.pretest if each.code == code)) in shown, code
    for finding in judged.findings:
        rule = rules.findings[finding.id]
        assert no_spaces(rule.text) in shown, finding.id
        for mark in rule.mark:
            assert mark.tag not in finding.marks or no_spaces(mark.text) in shown, mark.text
    for words in ("5,000 mg a day; 1,200 months", "36,525 days; Change: Worse"):
        assert no_spaces(words) in shown, words


def test_nothing_is_left_out_before_both_pages_are_full() -> None:
    first, second = _pages(_all_yes())
    assert first.filled > 0.8
    assert second.filled > 0.8


def test_every_page_before_the_last_is_used() -> None:
    vignettes, _problems = read_cases(forms_dir(), load().questionnaire)
    for each in vignettes[::28]:
        for page in _pages(each.response)[:-1]:
            assert page.filled > 1 / 2, each.case.id


def test_an_answer_that_does_not_count_is_named_near_the_top() -> None:
    shown = _text(_pages(_patient(emergency_thoughts="none-of-these", suicidal_intent="yes")))
    named = no_spaces(
        "Answered, but not counted because an earlier answer rules the question out: "
        "Intent to act on the thoughts (yes). Check these with the patient."
    )
    assert shown.index(named) < shown.index(no_spaces("What was found"))
    assert no_spaces("Every question was answered.") not in shown
    assert no_spaces("No risk factor and no symptom was reported.") not in shown
    silent = _text(_pages(_patient(food_liver="never", suicidal_intent="not-sure")))
    assert "butnotcounted" not in silent
    assert no_spaces("No risk factor and no symptom was reported.") in silent


def test_an_answer_behind_an_open_question_is_named_too() -> None:
    shown = _text(_pages(_patient(emergency_thoughts="not-sure", suicidal_intent="yes")))
    assert no_spaces("not counted because an earlier question is open: Intent to act on the thoughts (yes).") in shown


def test_with_a_red_flag_the_page_does_not_say_that_nothing_was_reported() -> None:
    answers = {each: sample.coded("no") for each in ("diet_vegan", "med_metformin", "fatigue", "paraesthesia")}
    given = sample.response({**answers, "vision": sample.coded("yes"), "diet_vegan.product": None})
    judged = sample.assess(given)
    assert [each.kind for each in judged.findings if each.kind != "context"] == ["red-flag"]
    shown = _text(summary_pages(sample.definition(), given, judged)[1])
    assert no_spaces("No other risk factor or symptom was reported.") in shown
    assert no_spaces("No risk factor and no symptom was reported.") not in shown


@pytest.mark.parametrize("answers", [{"general": ["tired"]}, REAL])
def test_the_guidelines_list_always_has_its_asterisk_and_its_footnote(answers: dict[str, Any]) -> None:
    pages = _pages(_patient(**answers))
    shown = _text(pages)
    assert shown.count("NICElist*") == shown.count("NICElist") > 0
    assert shown.count(no_spaces(FOOTNOTE)) == sum("NICElist*" in _text((page,)) for page in pages)


def test_the_densest_setting_has_the_asterisk_too_and_no_list_means_no_footnote() -> None:
    dense = _text(_pages(_all_yes()))
    assert dense.count("NICElist*") == dense.count("NICElist") > 0
    assert no_spaces(FOOTNOTE) in dense
    assert no_spaces(FOOTNOTE) not in _text(_pages(_patient()))


def test_the_usage_index_of_metformin_stands_beside_dose_and_duration() -> None:
    medicine: dict[str, Any] = {
        "medicines_common": ["metformin"],
        "med_metformin.dose": {"value": 2000, "unit": "mg"},
    }
    known = {**medicine, "med_metformin.duration": {"value": 6, "unit": "a"}}
    assert no_spaces("2,000 mg a day; 6 years; usage index 12") in _text(_pages(_patient(**known)))
    unknown = {**medicine, "med_metformin.duration": "not-sure"}
    assert no_spaces("usage index 12") not in _text(_pages(_patient(**unknown)))
    odd = {**known, "med_metformin.duration": {"value": 7, "unit": "mo"}}
    assert no_spaces("usage index 1.17") in _text(_pages(_patient(**odd)))


def test_a_long_name_is_wrapped_and_cut_only_at_its_limit() -> None:
    long = "Maria-Luisa van der Zeeland-O\u2019Connor n\u00e9e \u0141ukasiewicz y Garc\u00eda de la Vega"
    for answers in ({}, REAL):
        pages = _pages(_patient(long, **answers))
        assert no_spaces(long) in _text(pages[:1])
        for run in texts(pages[0].marks):
            assert run.x < pages[0].width - 25
    longer = ("Anna " * 60).strip()
    shown = _text(_pages(_patient(longer)))
    assert len(longer) > LONGEST_NAME
    assert "Anna" * 40 + "\u2026(shortened;299characters,infullattheend)" in shown
    assert "Nameinfull:" + "Anna" * 60 + "Sources" in shown


def test_answers_that_do_not_go_together_are_asked_back_near_the_top() -> None:
    asked = "Vegan and vegetarian are both ticked. Which one is right?"
    both = _patient(diet_pattern=["vegan", "vegetarian"])
    shown = _text(_pages(both))
    named = no_spaces(f"These answers do not go together: {asked} Check these with the patient.")
    assert shown.index(named) < shown.index(no_spaces("What was found"))
    assert no_spaces(asked) not in _text(_pages(_patient(diet_pattern="vegan")))
