"""The card of codes: those of the findings that are there, in their order, never without the words that warn."""

from __future__ import annotations

from dataclasses import replace

from b12desk.definitions import load
from b12desk.engine.scoring import assess
from b12desk.i18n import ENGLISH
from b12desk.model.assessment import Assessment
from b12desk.model.response import new_response
from b12desk.model.values import Answer, Coding
from b12desk.report.code_card import CodeRow, code_rows, code_text
from tests.engine.random_answers import NOW
from tests.gallery import gallery

FORM = gallery("full")
WARNING = "Codes for what was answered, not for a diagnosis. Verify each in your release."


def judged(**answers: Answer) -> Assessment:
    given = {name: (each,) for name, each in answers.items()}
    return assess(FORM, replace(new_response(FORM.questionnaire.canonical, NOW), answers=given))


def test_every_code_of_a_finding_stands_beside_its_words_and_where_it_was_read() -> None:
    titles = {each.key: each.title for each in FORM.sources.source}
    found = judged(numb=True, tired=Coding(code="no"))
    assert code_rows(FORM, found) == (
        CodeRow("Numb feet", "SNOMED CT", "44077006", "Numbness", titles["S1"]),
        CodeRow("Numb feet", "ICD-10-CM", "R20.0", "Anesthesia of skin", titles["S2"]),
    )
    assert code_text(FORM, found, ENGLISH).split("\n") == [
        WARNING,
        f"SNOMED CT 44077006 |Numbness|: Numb feet [{titles['S1']}]",
        f"ICD-10-CM R20.0 |Anesthesia of skin|: Numb feet [{titles['S2']}]",
        "",
    ]


def test_what_was_not_found_has_no_code() -> None:
    found = judged(numb=False, tired=Coding(code="no"))
    assert code_rows(FORM, found) == ()
    assert code_text(FORM, found, ENGLISH) == "The form has no code for any of these findings.\n"
    assert code_rows(replace(FORM, codes=None), judged(tired=Coding(code="yes"))) == ()


def test_no_code_of_the_shipped_form_is_a_diagnosis() -> None:
    form = load()
    assert form.codes is not None
    kinds = {form.rules.findings[each.finding].kind for each in form.codes.code}
    assert kinds <= {"risk-factor", "symptom"}
    assert not [
        each for each in form.codes.code if "deficien" in each.display.lower() or "anaemia" in each.display.lower()
    ]
