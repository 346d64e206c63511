"""Answers that do not count: each with the question that rules it out, word for word, a warning sign first."""

from __future__ import annotations

import pytest

from b12desk.engine.uncounted import not_counted, warning_signs
from b12desk.errors import Problem
from tests.engine.small import DEFINITION, QUESTIONNAIRE, respond


def told(signs: tuple[str, ...] = (), /, **answers: object) -> list[list[str]]:
    """The warning signs and the others."""
    return [[str(each) for each in group] for group in not_counted(QUESTIONNAIRE, respond(**answers), "f", signs)]


@pytest.mark.parametrize(
    ("answers", "warning"),
    [
        ({"gate": "no", "metformin": "yes"}, "f: metformin: not counted, because gate is no."),
        ({"metformin": "yes"}, "f: metformin: not counted, because gate is not answered."),
        (
            {"gate": "yes", "metformin": "no", "metformin__dose": (500, "mg"), "metformin__duration": (6, "mo")},
            "f: metformin.dose, metformin.duration: not counted, because metformin is no.",
        ),
        ({"birth_date": "@1980", "age": 46}, "f: age: not counted, because of birth_date."),
        ({"tingling": "yes", "worse": "no", "why": "=x"}, "f: why: not counted, because worse is no."),
        ({"tingling": "no", "flag": False, "why": "=x"}, "f: why: not counted, because of flag."),
        ({"gate": "no", "metformin": "no"}, None),
        ({"gate": "no", "metformin": "not-sure"}, "f: metformin: not counted, because gate is no."),
        ({"gate": "yes", "metformin": "yes"}, None),
    ],
)
def test_an_answer_that_does_not_apply_is_named_with_what_rules_it_out(
    answers: dict[str, object], warning: str | None
) -> None:
    assert told(**answers) == [[], [] if warning is None else [warning]]


def test_a_warning_sign_comes_first_under_the_question_that_contradicts_it() -> None:
    signs, others = not_counted(
        QUESTIONNAIRE,
        respond(gate="no", metformin="yes", metformin__dose=(500, "mg"), tingling="no", worse="yes"),
        "f",
        {"metformin.dose", "metformin", "worse"},
    )
    cause = "contradicts a warning sign: check with the patient."
    assert signs == [
        Problem("f: gate", cause, "metformin, metformin.dose: not counted, because gate is no."),
        Problem("f: tingling", cause, "worse: not counted, because tingling is no."),
    ]
    assert others == []


def test_signs_and_others_of_one_question_are_told_apart() -> None:
    found = told(("metformin",), gate="no", metformin="yes", metformin__dose=(500, "mg"))
    assert found == [
        [
            "f: gate: contradicts a warning sign: check with the patient. metformin: not counted, because gate is no.",
        ],
        ["f: metformin.dose: not counted, because gate is no."],
    ]


def test_the_signs_are_what_red_flags_rest_on() -> None:
    assert warning_signs(DEFINITION) == {"tingling", "worse"}
