"""Every question is read by something, or says why a clinician wants to know: in a form that asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12desk.definitions.lint import inspect
from b12desk.errors import Problem
from tests.gallery import gallery_files

HEAD = """
url = "urn:test:read"
version = "1"
status = "draft"
date = "2026-01-01"
title = "Read"
publisher = "Test"
purpose = "Test"
language = "en"
summaryTitle = "Read"
summarySubtitle = "Read"
[limits]
everyQuestionRead = true
[roles]
respondent = "who"

[[item]]
linkId = "page"
type = "group"
text = "Page"
{page}
"""
RULES = """
url = "urn:test:read-rules"
version = "1"
date = "2026-01-01"
title = "Rules"
designNote = "Note"

[[finding]]
id = "tired"
kind = "context"
text = "Tired"
strength = "weak"
confidence = "P"
sources = ["S1"]
detail = ["printed"]
when = {when}

[[recommendation]]
code = "see"
tone = "info"
icon = "info"
title = "See"
sentence = "See."
guideline = "Test"
sources = ["S1"]
unsettled = true

[[recommendation]]
code = "none"
tone = "neutral"
icon = "info"
title = "None"
sentence = "None."
guideline = "Test"
sources = ["S1"]
"""
TIRED = '{ question = "tired", answer = true }'
NOTHING = "no rule, score, calculated value, estimate, role or handout reads this question."


def question(link_id: str, more: str = "", kind: str = "boolean") -> str:
    return f'[[item.item]]\nlinkId = "{link_id}"\ntype = "{kind}"\ntext = "Text"\nsources = ["S1"]\n{more}\n'


WHO = question("who", 'answerOption = [{ code = "me", display = "Me" }]', "choice")
BASE = WHO + question("tired") + question("printed", 'clinician = "To see how bad it is."')


def problems(
    items: str = BASE, when: str = TIRED, head: str = HEAD, page: str = "", **others: str
) -> tuple[Problem, ...]:
    files = {
        "questionnaire.toml": (head.replace("{page}", page) + items).encode(),
        "rules.toml": RULES.replace("{when}", when).encode(),
        "sources.toml": gallery_files("boolean")["sources.toml"],
        **{f"{name}.toml": text.encode() for name, text in others.items()},
    }
    return inspect(Path("form"), files)[1]


def unread(*given: str, **more: str) -> list[str]:
    """The linkIds that nothing reads."""
    found = problems(*given, **more)
    assert {each.cause for each in found} <= {NOTHING}, [str(each) for each in found]
    return [each.where.rpartition(": ")[2] for each in found]


def test_a_question_that_nothing_reads_is_a_problem_with_a_fix() -> None:
    (problem,) = problems(BASE + question("idle"))
    assert problem.where.endswith(": idle")
    assert problem.cause == NOTHING
    assert problem.fix == 'Read it, remove it, or write clinician = "..." with the reason it is asked.'


def test_a_form_that_does_not_ask_for_it_may_ask_anything() -> None:
    assert unread(BASE + question("idle"), head=HEAD.replace("true", "false")) == []


def test_being_printed_beside_a_finding_is_not_being_read() -> None:
    assert unread(WHO + question("tired") + question("printed")) == ["printed"]


def test_what_opens_a_question_is_read_when_that_is() -> None:
    gate = 'enableWhen = [{ question = "gate", answer = true }]'
    options = 'answerOption = [{ code = "no", display = "No" }, { code = "yes", display = "Y" }]\nabsentMeans = "no"'
    opened = f"{options}\n{gate}"
    items = WHO + question("gate") + question("tired", opened, "choice") + question("printed", 'clinician = "Why."')
    when = '{ question = "tired", answer = "yes" }'
    assert unread(items, when) == []
    assert unread(WHO + question("gate") + question("printed", f'clinician = "Why."\n{gate}') + question("tired")) == []
    closed = WHO + question("gate") + question("tired") + question("printed", gate)
    assert unread(closed) == ["gate", "printed"]


def test_what_opens_the_group_of_a_question_is_read_when_that_is() -> None:
    gate = 'enableWhen = [{ question = "gate", answer = true }]'
    group = f'[[item.item]]\nlinkId = "more"\ntype = "group"\ntext = "More"\n{gate}\n'
    inside = question("printed", 'clinician = "Why."').replace("[[item.item]]", "[[item.item.item]]")
    assert unread(WHO + question("gate") + question("tired") + group + inside) == []


def test_what_a_calculated_value_is_made_of_is_read_when_the_value_is() -> None:
    points = 'answerOption = [{ code = "a", display = "A", value = 1 }]'
    made = (
        '[[item.item]]\nlinkId = "sum"\ntype = "decimal"\ntext = "Sum"\nsources = ["S1"]\n'
        'calculated = "points"\ncalculatedFrom = ["drink"]\n'
    )
    items = BASE + question("drink", points, "choice") + made
    assert unread(items) == ["drink"]
    assert unread(items, f'{{ any = [{TIRED}, {{ question = "sum", operator = ">", answer = 0 }}] }}') == []


def test_the_estimate_and_the_handout_read_too() -> None:
    values = 'answerOption = [{ code = "a", display = "A", value = 1 }]'
    items = BASE + question("milk", values, "choice") + question("expecting") + question("told")
    assert unread(items) == ["milk", "expecting", "told"]
    reference = "\n".join(
        f'[[reference]]\ncountry = "{each}"\nmcgPerDay = 2\nlabel = "L"\nconfidence = "P"\nsources = ["S1"]'
        for each in ("us", "uk", "efsa")
    )
    words = ("screen", "screenRemark", "paper", "paperRemark", "commandLine", "picture")
    foods = (
        'version = "1"\nroundTo = 0.5\nsources = ["S1"]\npicture = []\n[words]\n'
        + "".join(f'{each} = "w"\n' for each in words)
        + '[[food]]\nlinkId = "milk"\nmcgPerServing = 1\nserving = "cup"\nsources = ["S1"]\n'
        + reference
        + '\nwhen = { question = "expecting", answer = true }\n'
        + reference
    )
    handout = (
        'version = "1"\ntitle = "T"\nexcludedWords = []\nfooter = "F"\n'
        '[[section]]\nid = "s"\nheading = "H"\nwhen = { question = "told", answer = true }\n'
    )
    assert unread(items, foods=foods) == ["told"]
    assert unread(items, foods=foods, handout=handout) == []


@pytest.mark.parametrize(
    ("items", "page", "cause", "fix"),
    [
        (WHO + question("tired", 'clinician = "Why."'), "",
         "'clinician' is for a question that nothing reads, and a rule reads this one.", "Remove it."),
        (BASE, 'clinician = "Why."',
         "'clinician' says why a question is asked, and this is none.", "Remove it, or move it to the questions."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("head", [HEAD, HEAD.replace("everyQuestionRead = true", "")])
def test_a_reason_that_is_not_needed_is_a_problem(items: str, page: str, cause: str, fix: str, head: str) -> None:
    printed = "" if "printed" in items else question("printed", 'clinician = "Why."')
    (problem,) = problems(items + printed, page=page, head=head)
    assert (problem.cause, problem.fix) == (cause, fix)
