"""How long questions, hints and lists may be, in a form that asks for it and in no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12desk.definitions.checks.wordiness import sentences
from b12desk.definitions.lint import inspect
from tests.gallery import gallery_files

FORM = """
url = "urn:test:words"
version = "1"
status = "draft"
date = "2026-01-01"
title = "Words"
publisher = "Test"
purpose = "Test"
language = "en"
summaryTitle = "Words"
summarySubtitle = "Words"
{limits}

[[item]]
linkId = "page"
type = "group"
text = "A page whose name has many words"
help = "One. Two. Three."

[[item.item]]
linkId = "tired"
type = "choice"
repeats = true
text = "{text}"
{help}
answerOption = [
{options}
  {{ code = "none", display = "None", exclusive = true }},
]
unknown = ["not-sure"]
sources = ["S1"]
"""
ASKED = "[limits]\nhintWords = 4\nhintSentences = 1\nquestionWords = 5\noptions = 2"
TWO = '  { code = "a", display = "A" },\n  { code = "b", display = "B" },'
THREE = TWO + '\n  { code = "c", display = "C" },'
OLD = TWO + '\n  { code = "c", display = "C", offered = false },'


def found(limits: str = ASKED, text: str = "Are you very tired now?", hint: str = "", options: str = TWO) -> list[str]:
    given = FORM.format(limits=limits, text=text, help=f'help = "{hint}"' if hint else "", options=options)
    files = {**gallery_files("boolean"), "questionnaire.toml": given.encode()}
    return [str(each) for each in inspect(Path("form"), files)[1]]


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        ({"text": "Are you very tired just now?"}, "tired",
         "the question has 6 words, and at most 5 are allowed. Ask it in fewer words"),
        ({"hint": "Count all of your days"}, "tired",
         "the hint has 5 words, and at most 4 are allowed. Put what must be read"),
        ({"hint": "Count days. Not nights."}, "tired", "the hint has 2 sentences, and at most 1 are allowed."),
        ({"options": THREE}, "tired", "the list has 3 options, and at most 2 are allowed. Make two questions of it"),
    ],
)  # fmt: skip
def test_what_is_longer_than_the_form_allows_is_a_problem(changes: dict[str, str], place: str, message: str) -> None:
    (problem,) = found(**changes)
    assert f": {place}: {message}" in problem
    assert not [each for each in found(**{"limits": "", **changes}) if message in each]


@pytest.mark.parametrize(
    "changes",
    [
        {}, {"hint": "Count all your days."}, {"options": OLD},
        {"limits": "[limits]\noptions = 2", "hint": "Aa bb cc. Dd ee ff."},
    ],
)  # fmt: skip
def test_what_is_within_the_limits_is_left_in_peace(changes: dict[str, str]) -> None:
    assert found(**changes) == []


def test_a_limit_is_a_whole_number_above_0() -> None:
    (problem,) = found(limits="[limits]\noptions = 0")
    assert "options" in problem


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("One", 1), ("One.", 1), ("One. Two", 2), ("Is it? Yes!", 2), ("E.g. Nexium or H. pylori.", 1),
     ("About 2.4 micrograms a day", 1), ("A dose (in mg). 3 is enough.", 2)],
)  # fmt: skip
def test_sentences_are_counted_as_people_do(text: str, count: int) -> None:
    assert sentences(text) == count
