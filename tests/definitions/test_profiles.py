"""Country profiles: mistakes in the file are told, and a clinic's own words stand in the place of the country's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from b12desk.definitions import load
from b12desk.definitions.lint import inspect
from b12desk.engine.scoring import assess
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse, new_response
from b12desk.model.values import Answer, Coding
from b12desk.settings import HelpWords
from tests.gallery import gallery_files

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FILE = """
version = "1"
crisisFor = ["is_pregnant"]
[[profile]]
code = "us"
label = "US"
emergency = "Call 1."
crisis = "Talk to 2."
sources = ["S1"]
[[profile]]
code = "uk"
label = "UK"
emergency = "Call 3."
crisis = "Talk to 4."
sources = ["S1"]
[[profile]]
code = "other"
label = "Other"
emergency = "Call somebody."
crisis = "Talk to somebody."
"""


URGENT = """
[[section]]
id = "urgent"
heading = "Get help at once"
control = "urgent"
body = ["Tell us."]
bullet = ["You are ill."]
"""


def files(profiles: str = FILE) -> dict[str, bytes]:
    """The ``full`` form with profiles, its red flag an emergency and its handout with an urgent section."""
    given = gallery_files("full")
    rules = given["rules.toml"].decode().replace("same-day", "emergency-now")
    handout = given["handout.toml"] + URGENT.encode()
    return {**given, "rules.toml": rules.encode(), "handout.toml": handout, "profiles.toml": profiles.encode()}


def form() -> Definition:
    definition, problems = inspect(Path("form"), files())
    assert definition is not None, [str(each) for each in problems]
    assert not problems
    return definition


def answered(definition: Definition, answers: dict[str, tuple[Answer, ...]]) -> QuestionnaireResponse:
    return replace(new_response(definition.questionnaire.canonical, NOW), answers=answers)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('code = "us"', 'code = "uk"', "uk: this profile stands here twice. Remove one."),
        ('code = "us"', 'code = "uk"', "there is no profile 'us'. Add [[profile]] with this code."),
        ('code = "us"', 'code = "fr"', "fr: 'code' must be 'us', 'uk' or 'other'."),
        ('emergency = "Call 3."', 'emergency = " "', "uk: 'emergency' is empty. Write the words."),
        ('crisis = "Talk to 4."', 'crisis = ""', "uk: 'crisis' is empty."),
        ('label = "Other"', 'label = ""', "other: 'label' is empty."),
        ('sources = ["S1"]', "", "us: it has no source."),
        ('sources = ["S1"]', 'sources = ["S9"]', "us: unknown source 'S9'."),
        ("is_pregnant", "pregnant", "there is no finding 'pregnant'."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_profiles_is_told(old: str, new: str, message: str) -> None:
    assert old in FILE
    found = [str(each) for each in inspect(Path("form"), files(FILE.replace(old, new, 1)))[1]]
    assert any(message in each for each in found), found


@pytest.mark.parametrize(
    ("answers", "words", "told"),
    [
        ({}, HelpWords("uk"), ()),
        ({"gas": (Coding(code="yes"),), "numb": (True,)}, HelpWords("uk"), ("Call 3.",)),
        ({"pregnant": (Coding(code="yes"),)}, HelpWords("us"), ("Talk to 2.",)),
        ({"gas": (Coding(code="yes"),), "numb": (True,), "pregnant": (Coding(code="yes"),)}, HelpWords(),
         ("Call somebody.", "Talk to somebody.")),
        ({"gas": (Coding(code="yes"),), "numb": (True,), "pregnant": (Coding(code="yes"),)},
         HelpWords("uk", emergency="Call 2222."), ("Call 2222.", "Talk to 4.")),
        ({"pregnant": (Coding(code="yes"),)}, HelpWords("uk", crisis="Ask Ana."), ("Ask Ana.",)),
    ],
)  # fmt: skip
def test_help_is_told_beside_an_emergency_and_a_crisis(
    answers: dict[str, tuple[Answer, ...]], words: HelpWords, told: tuple[str, ...]
) -> None:
    definition = form()
    found = assess(definition, answered(definition, answers))
    assert definition.at_clinic(words).help_for(found) == told
    assert definition.help_for(found) == ()
    assert assess(definition.at_clinic(words), answered(definition, answers)) == found


def test_a_form_without_profiles_tells_none() -> None:
    definition, _problems = inspect(Path("form"), gallery_files("full"))
    assert definition is not None
    assert definition.at_clinic(HelpWords("uk", "Call 2222.")) is definition


def test_the_shipped_form_knows_the_numbers_of_its_countries() -> None:
    definition = load()
    told = {each: definition.at_clinic(HelpWords(each)).local for each in ("us", "uk", "other")}
    assert "911" in told["us"].emergency
    assert "988" in told["us"].crisis
    assert "999" in told["uk"].emergency
    assert "116 123" in told["uk"].crisis
    assert not any(each.isdigit() for each in told["other"].emergency + told["other"].crisis)
