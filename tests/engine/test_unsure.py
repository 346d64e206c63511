"""Red flags that somebody is not sure of: "not sure" counts where a yes alone would raise the flag, nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from b12desk.engine.unsure import flags_unsure
from b12desk.model.border import read_model
from b12desk.model.conditions import AllOf, AnyOf, Condition, Named, Not
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.rules import NamedCondition
from b12desk.model.values import Coding
from tests.gallery import gallery

IRON = gallery("iron")
FLAG = IRON.rules.findings["melaena"]
STOOLS, PALE = FLAG.when, IRON.rules.findings["pallor"].when


def told(definition: Definition, **codes: str) -> tuple[str, ...]:
    response = read_model(
        QuestionnaireResponse,
        {"questionnaire": definition.questionnaire.canonical, "authored": "2026-11-22T09:00:00+00:00"},
    )
    return flags_unsure(definition, replace(response, answers={key: (Coding(code=codes[key]),) for key in codes}))


def with_flag(when: Condition) -> Definition:
    """The form with another condition of its red flag, and one named condition."""
    named = NamedCondition(id="either", when=AnyOf(any=(PALE, STOOLS)))
    rules = replace(IRON.rules, condition=(named,), finding=(replace(FLAG, when=when),))
    return replace(IRON, rules=rules)


@pytest.mark.parametrize(
    ("answer", "flags"), [("not-sure", ("melaena",)), ("prefer-not-to-say", ()), ("yes", ()), ("no", ())]
)
def test_only_not_sure_about_a_red_flag_is_named(answer: str, flags: tuple[str, ...]) -> None:
    assert told(IRON, black_stools=answer) == flags


def test_a_question_left_open_and_a_finding_that_is_no_red_flag_are_not_named() -> None:
    assert told(IRON) == ()
    assert told(IRON, pale="not-sure", black_stools="no") == ()


@pytest.mark.parametrize("when", [AnyOf(any=(PALE, STOOLS)), Named(condition="either")], ids=["any", "named"])
def test_one_of_several_answers_that_are_each_enough_is_named(when: Condition) -> None:
    assert told(with_flag(when), pale="no", black_stools="not-sure") == ("melaena",)
    assert told(with_flag(when), pale="yes", black_stools="not-sure") == (), "it is there already"


@pytest.mark.parametrize("when", [AllOf(all=(PALE, STOOLS)), Not(not_=STOOLS)], ids=["all", "not"])
def test_a_part_of_a_flag_and_its_contrary_are_not_named(when: Condition) -> None:
    assert told(with_flag(when), pale="yes", black_stools="not-sure") == ()
