"""The lines for a clinical record: what stands where, what is counted, and that they never grow beyond their number."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from b12desk.definitions import load
from b12desk.engine.reference_code import reference_code
from b12desk.engine.scoring import assess
from b12desk.i18n import ENGLISH
from b12desk.model.imprint import Imprint, Replaced
from b12desk.model.response import QuestionnaireResponse, new_response
from b12desk.model.values import Answer, Coding, Quantity
from b12desk.report.record_text import LINES, WIDTH, record_text
from tests.engine.random_answers import NOW, random_response
from tests.gallery import gallery
from tests.report import sample
from tests.seeds import seeds

FORM = gallery("full")
METFORMIN: dict[str, tuple[Answer, ...]] = {
    "age": (40,),
    "gate": (Coding(code="yes"),),
    "drug": (Coding(code="now"),),
    "drug.dose": (Quantity(value=2000, unit="mg"),),  # type: ignore[arg-type]  # a whole number is a Decimal's equal
    "drug.duration": (Quantity(value=6, unit="a"),),  # type: ignore[arg-type]
}
REST: dict[str, tuple[Answer, ...]] = {"gas": (Coding(code="no"),)}
"""What could still change it."""
YES, NO = (Coding(code="yes"),), (Coding(code="no"),)


def answered(**more: tuple[Answer, ...]) -> QuestionnaireResponse:
    return replace(new_response(FORM.questionnaire.canonical, NOW), answers=METFORMIN | more)


def lines_of(response: QuestionnaireResponse) -> list[str]:
    return record_text(FORM, response, assess(FORM, response), ENGLISH).split("\n")


def test_the_recommendation_its_reasons_with_dose_and_time_the_tests_and_whose_paper_it_is() -> None:
    given = answered(tired=YES, products=(Coding(code="tablet"),))
    given = replace(given, answers=given.answers | REST)
    code = reference_code(given, assess(FORM, given))
    assert lines_of(given) == [
        "Offer test",
        "Reasons: Metformin (2,000 mg, 6 years, Four months or more); Tired",
        "Tests: Total B12",
        "Heed: Take the blood before B12",
        f"Reference {code}, 22 November 2026. B12 Desk; not a diagnosis.",
        "",
    ]


def test_a_red_flag_stands_right_below_the_words_of_its_urgency() -> None:
    found = lines_of(answered(gas=YES, numb=(True,)))
    assert found[:3] == [
        "Seen today",
        "Without the red flags: Consider test",
        "Red flags: Laughing gas and numb feet (same day)",
    ]
    assert found[3].startswith("Reasons: Metformin")


def test_what_is_open_and_could_change_it_is_counted() -> None:
    given = replace(new_response(FORM.questionnaire.canonical, NOW), answers={"age": (40,)})
    count = len(assess(FORM, given).deciding)
    assert count > 1
    assert f"Not settled: {count} open questions could change this." in lines_of(given)
    assert not [each for each in lines_of(given) if each.startswith(("Reasons", "Tests", "Heed", "Red flags"))]


def test_answers_to_an_older_form_are_said_to_be() -> None:
    given = replace(answered(tired=YES), carried_from="urn:test:full|0.9", ask_again=("tired",))
    assert "Answers to form 0.9; 1 answer should be asked again." in lines_of(given)


def test_the_name_of_the_patient_is_not_in_it() -> None:
    given = answered(tired=YES)
    given = replace(given, subject=replace(given.subject, display="Maria Sample", identifier="4711"))
    said = "\n".join(lines_of(given))
    assert "Maria" not in said
    assert "4711" not in said


def test_many_reasons_are_counted_and_flags_tests_and_the_foot_stay() -> None:
    rule = FORM.rules.findings["metformin"]
    many = tuple(replace(rule, id=f"reason{each}", text=f"Reason number {each} in some words") for each in range(90))
    form = replace(FORM, rules=replace(FORM.rules, finding=(*FORM.rules.finding, *many)))
    given = answered(gas=YES, numb=(True,))
    found = record_text(form, given, assess(form, given), ENGLISH).splitlines()
    assert len(found) == LINES
    assert "Laughing gas and numb feet" in found[2]
    reasons = " ".join(each.strip() for each in found[3:-1])
    told = reasons.count("Reason number")
    assert told > 5
    assert reasons.endswith(f"; and {91 - told - 1} more")
    assert found[-1].endswith("not a diagnosis.")


def test_one_long_text_is_shortened_where_nothing_shorter_is_left() -> None:
    rules = FORM.rules
    long = replace(rules.recommendations["offer-test"], title=" ".join(["Offer a test"] * 200))
    form = replace(
        FORM,
        rules=replace(
            rules, recommendation=tuple(long if each.code == long.code else each for each in rules.recommendation)
        ),
    )
    given = answered(tired=YES)
    found = record_text(form, given, assess(form, given), ENGLISH).splitlines()
    assert len(found) == LINES
    assert found[0].startswith("Offer a test Offer a test")
    assert any(each.endswith("\N{HORIZONTAL ELLIPSIS}") for each in found)
    assert found[-1].endswith("not a diagnosis.")


@pytest.mark.parametrize("seed", seeds(12, 60))
def test_whatever_is_answered_it_is_twelve_lines_at_most(seed: int) -> None:
    form = load()
    given = random_response(form.questionnaire, Random(seed))
    assessed = assess(form, given)
    found = record_text(form, given, assessed, ENGLISH).splitlines()
    assert 2 <= len(found) <= LINES
    assert max(map(len, found)) <= WIDTH
    assert all(each.isprintable() and each == each.rstrip() for each in found)
    assert found[0] == form.rules.headline(assessed.recommendation, assessed.urgency).title
    if assessed.of_kind("red-flag"):
        place = next(at for at, each in enumerate(found) if each.startswith("Red flags: "))
        assert place <= 2
    assert found[-1].startswith(f"Reference {reference_code(given, assessed)}, ")


def test_what_nobody_is_to_use_says_so_first_and_an_amended_one_which_it_replaces() -> None:
    given, form = sample.response(), sample.definition()
    found = assess(form, given)
    plain = record_text(form, given, found, ENGLISH).splitlines()
    before = Replaced(number=1, finished=sample.AUTHORED, code="K7QM-3F9D")
    second = Imprint(by="ana", version=2, replaces=before)
    first, *rest = record_text(replace(form, imprint=second), given, found, ENGLISH).splitlines()
    assert first == "Version 2, replaces version 1 of 12 March 2026 (code K7QM-3F9D)."
    assert rest[0] == plain[0]
    void = record_text(replace(form, imprint=replace(second, voided=True)), given, found, ENGLISH).splitlines()
    assert void[0] == "ENTERED IN ERROR, do not use. Version 2."
    assert len(void) <= LINES
