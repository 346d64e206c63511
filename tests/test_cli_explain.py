"""``b12desk check --explain``: every rule in words, each condition as it is judged, with a line to sign."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from b12desk.__main__ import main
from b12desk.cli.condition_words import condition_lines
from b12desk.cli.explain import explained
from b12desk.cli.patient_words import finding_sentence
from b12desk.definitions import load
from b12desk.definitions.lint import inspect
from b12desk.model.definition import Definition
from tests.gallery import FORMS, gallery, gallery_files, write_form

SHIPPED = Path(__file__).parents[1] / "docs" / "rules.md"


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def forms(tmp_path: Path) -> str:
    folder = write_form(tmp_path / "forms", "full")
    (folder / "cases.toml").write_bytes((FORMS / "full" / "cases.toml").read_bytes())
    return str(folder)


def changed_rules(old: str, new: str) -> Definition:
    rules = gallery_files("full")["rules.toml"].decode()
    assert old in rules
    definition, problems = inspect(
        Path("form"), {**gallery_files("full"), "rules.toml": rules.replace(old, new, 1).encode()}
    )
    assert definition is not None, [str(each) for each in problems]
    return definition


def part(text: str, title: str) -> str:
    """One rule of the document, from its title to the next."""
    (found,) = [each for each in re.split(r"^(?=#+ )", text, flags=re.MULTILINE) if f"`{title}`" in each.split("\n")[0]]
    return found


# What is written


def test_the_document_of_the_shipped_form_is_in_step() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == explained(load()), "run: make rules"


@pytest.mark.parametrize("name", ["full", "iron", "boolean"])
def test_every_rule_stands_there_once_and_every_link_has_an_end(name: str) -> None:
    form = gallery(name)
    text = explained(form)
    ends = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(ends) == len(set(ends))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(ends)
    rules = form.rules
    told = [*rules.condition, *rules.finding]
    coded = [*rules.urgency, *rules.recommendation, *rules.note, *rules.test, *rules.pretest]
    for code in (*(each.id for each in told), *(each.code for each in coded)):
        assert part(text, code)
    for row in rules.threshold:
        assert f"### {row.test}\n" in text


def test_every_section_ends_in_a_line_to_sign_but_the_sources() -> None:
    sections = re.split(r"^## ", explained(gallery("full")), flags=re.MULTILINE)[1:]
    assert [each.split("\n")[0] for each in sections] == [
        "Conditions with a name", "Red flags", "Symptoms and signs", "Risk factors", "Also known", "Levels of urgency",
        "Recommendations, the highest first", "Notes", "First tests", "Before the blood is taken", "Reading the result",
        "Sources",
    ]  # fmt: skip
    signed = "**Read and agreed** (name, date, signature):"
    assert [each.rstrip().split("\n")[-1].startswith(signed) for each in sections] == [True] * 11 + [False]


def test_a_finding_tells_patient_and_clinician_what_it_rests_on_and_leads_to() -> None:
    assert part(explained(gallery("full")), "metformin") == (
        '### <a id="finding-metformin"></a>Metformin (`metformin`)\n\n'
        '**Patient:** If you answer "Now" to "Do you take metformin?", the clinician\'s page says: "Metformin".\n\n'
        "**Clinician:** risk factor; strength strong; confidence P: the issuing body's own text was read; on the list; "
        "tags: `drug`.\n\n"
        "**When:**\n\n- [takes](#condition-takes) holds\n\n"
        "**Printed beside it:**\n\n"
        '- tag `long`, "Four months or more", when:\n'
        "  - Do you take metformin?: For how long? is 4 months or more\n"
        "  - [S2](#source-s2): Another source for tests\n"
        "- answers: Do you take metformin?: How much a day?, Do you take metformin?: For how long?\n\n"
        "**Leads to** (what looks at it):\n\n"
        "- recommendations: [Offer test](#recommendation-offer-test), [Consider test](#recommendation-consider-test), "
        "[Risk only](#recommendation-risk-only)\n\n"
        "**Rests on:**\n\n- [S1](#source-s1): A source for tests\n\n"
    )


def test_what_changes_nothing_is_said_to_change_nothing() -> None:
    text = explained(replace(gallery("full"), score=None))
    assert "No rule looks at it: it is printed, and changes nothing." in part(text, "is_pregnant")
    assert "No rule looks at it" not in part(text, "fatigue")
    assert "**Leads to** (what looks at it):\n\n- tests: [B12](#test-b12)\n" in part(text, "offer-test")


def test_a_red_flag_names_its_level_and_the_level_its_flags() -> None:
    text = explained(gallery("full"))
    assert "[Seen today](#urgency-same-day); not related; never on anything a patient carries." in part(
        text, "gas_and_numb"
    )
    level = part(text, "same-day")
    assert "**When any of these is found:**\n\n- [Laughing gas and numb feet](#finding-gas_and_numb)\n" in level
    assert "The words on the page are those of the level of urgency." in part(text, "urgent")


def test_rows_that_follow_say_when_they_do() -> None:
    text = explained(gallery("full"))
    assert "**When** an open question could still lift the result above this line." in part(text, "insufficient")
    assert "**When** nothing above holds." in part(text, "no-trigger")


def test_a_note_that_is_always_printed_says_so() -> None:
    form = changed_rules('code = "MUI"', 'code = "MUI"\nessential = true\nunsettled = true')
    assert (
        "**Clinician:** never left out for want of room; only while an open question could change the result."
        in part(explained(form), "MUI")
    )


def test_what_all_tests_have_in_common_is_told_once() -> None:
    common = 'designNote = "Codes and order are the product\'s own."'
    form = changed_rules(common, f'{common}\ntestWhen = {{ otherwise = ["offer-test"] }}')
    text = explained(form)
    assert (
        "**When:**\n\n- the recommendation, red flags left aside, is [Offer test](#recommendation-offer-test)\n"
        in part(text, "testWhen")
    )
    assert "- tests: [all of them](#test-), [B12](#test-b12)\n" in part(text, "offer-test")


def test_what_is_on_the_list_at_times_says_when() -> None:
    form = changed_rules('id = "fatigue"', 'id = "fatigue"\ncommonWhen = { not = { condition = "takes" } }')
    text = explained(form)
    assert "- on the list, only when:\n  - [takes](#condition-takes) does not hold\n" in part(text, "fatigue")
    assert "- findings: [Metformin](#finding-metformin), [Tired](#finding-fatigue)\n" in part(text, "takes")


# Conditions in words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ('{ question = "tired", answer = "yes" }', ['- Are you tired? is "Yes"']),
        ('{ question = "drug", answer = ["now", "past"] }', ['- Do you take metformin? is "Now" or "Before"']),
        ('{ question = "drug", answer = "no" }', ['- Do you take metformin? is "No" (or is not asked)']),
        ('{ question = "drug", operator = "!=", answer = "now" }',
         ['- Do you take metformin? is answered, and not "Now" (or is not asked)']),
        ('{ question = "drug", operator = "!=", answer = "no" }',
         ['- Do you take metformin? is answered, and not "No"']),
        ('{ question = "products", answer = ["tablet", "spray"] }',
         ['- Which of these do you take? has "Tablets" or "Spray"']),
        ('{ question = "numb", answer = true }', ['- Are your feet numb? is "Yes"']),
        ('{ question = "age", operator = "<=", answer = 15 }', ["- How old are you? is 15 or less"]),
        ('{ question = "age", operator = "<", answer = 15 }', ["- How old are you? is less than 15"]),
        ('{ question = "drug.dose", operator = ">", answer = 1500, unit = "mg" }',
         ["- Do you take metformin?: How much a day? is more than 1,500 mg"]),
        ('{ question = "birth_date", operator = "<", answer = "1950-03" }',
         ["- When were you born? is less than March 1950"]),
        ('{ question = "drug.since", operator = "exists", answer = true }',
         ["- Do you take metformin?: Since when? is written down"]),
        ('{ question = "drug.since", operator = "exists", answer = false }',
         ["- Do you take metformin?: Since when? is left open"]),
        ('{ question = "tired", operator = "known", answer = true }', ["- Are you tired? has a definite answer"]),
        ('{ question = "tired", operator = "known", answer = false }', ["- Are you tired? has no definite answer"]),
        ('{ not = { condition = "takes" } }', ["- [takes](#condition-takes) does not hold"]),
        ('{ not = { finding = "fatigue" } }', ["- not found: [Tired](#finding-fatigue)"]),
        ('{ not = { question = "numb", answer = true } }', ['- not: Are your feet numb? is "Yes"']),
        ('{ anyFinding = { kind = "symptom" } }', ["- any symptom or sign"]),
        ('{ anyFinding = { common = false, tag = "long", related = true } }',
         ["- any finding that is not on the guideline's list and may be related and has the tag `long`"]),
        ('{ anyFinding = { kind = "red-flag", common = true, related = false } }',
         ["- any red flag that is on the guideline's list and is not related"]),
        ('{ recommendation = ["risk-only", "urgent"] }',
         ["- the recommendation is [Risk only](#recommendation-risk-only) or [Urgent](#recommendation-urgent)"]),
        ('{ all = [{ question = "tired", answer = "yes" }, { condition = "takes" }] }',
         ['- Are you tired? is "Yes" and [takes](#condition-takes) holds']),
        ('{ all = [{ condition = "takes" }, { any = [{ finding = "elderly" }, { finding = "fatigue" }] }] }',
         ["- all of:", "  - [takes](#condition-takes) holds",
          "  - found: [Older age](#finding-elderly) or found: [Tired](#finding-fatigue)"]),
        ('{ not = { any = [{ condition = "takes" }, { condition = "unwell" }] } }',
         ["- none of:", "  - [takes](#condition-takes) holds", "  - [unwell](#condition-unwell) holds"]),
        ('{ not = { all = [{ condition = "takes" }, { condition = "unwell" }] } }',
         ["- not all of:", "  - [takes](#condition-takes) holds", "  - [unwell](#condition-unwell) holds"]),
        ('{ not = { not = { condition = "takes" } } }', ["- not:", "  - [takes](#condition-takes) does not hold"]),
        ('{ any = [{ condition = "takes" }, { finding = "fatigue" }, { finding = "elderly" }, '
         '{ finding = "metformin" }] }',
         ["- any of:", "  - [takes](#condition-takes) holds", "  - found: [Tired](#finding-fatigue)",
          "  - found: [Older age](#finding-elderly)", "  - found: [Metformin](#finding-metformin)"]),
    ],
)  # fmt: skip
def test_a_condition_is_said_as_it_is_judged(condition: str, words: list[str]) -> None:
    old = 'when = { question = "drink.score", operator = ">=", answer = 5 }'
    form = changed_rules(old, f"when = {condition}")
    assert condition_lines(form, form.rules.note[1].when) == words


def test_signs_of_the_files_are_not_taken_for_layout() -> None:
    form = changed_rules('text = "Older age"', 'text = "Age <75> *or* more_so"')
    assert r"Age \<75\> \*or\* more\_so (`elderly`)" in explained(form)


# The patient's sentence


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ('{ question = "tired", answer = "yes" }',
         'If you answer "Yes" to "Are you tired?", the clinician\'s page says: "Tired".'),
        ('{ question = "products", answer = "spray" }',
         'If you tick "Spray" at "Which of these do you take?", the clinician\'s page says: "Tired".'),
        ('{ question = "age", operator = ">=", answer = 60 }',
         'If your answer to "How old are you?" is 60 or more, the clinician\'s page says: "Tired".'),
        ('{ question = "age_years", operator = ">", answer = 60 }',
         'If what is worked out from your answers (age\\_years) is more than 60, the clinician\'s page says: "Tired".'),
        ('{ question = "drug.since", operator = "exists", answer = true }',
         'If you answer "Since when?", the clinician\'s page says: "Tired".'),
        ('{ question = "drug.since", operator = "exists", answer = false }',
         'If you leave "Since when?" open, the clinician\'s page says: "Tired".'),
        ('{ condition = "takes" }',
         'If you answer "Now" to "Do you take metformin?", the clinician\'s page says: "Tired".'),
        ('{ any = [{ question = "tired", answer = "yes" }, { question = "numb", answer = true }] }',
         'If you answer "Yes" to "Are you tired?" or you answer "Yes" to "Are your feet numb?", '
         'the clinician\'s page says: '
         '"Tired".'),
        ('{ all = [{ question = "tired", answer = "yes" }, { not = { condition = "takes" } }] }',
         'If you answer "Yes" to "Are you tired?", the clinician\'s page can say: "Tired". '
         'It also looks at your answers '
         "about: Do you take metformin?."),
        ('{ not = { condition = "takes" } }',
         'The clinician\'s page says "Tired" or not by your answers about: Do you take metformin?.'),
    ],
)  # fmt: skip
def test_the_patient_reads_one_plain_sentence(condition: str, sentence: str) -> None:
    old = 'text = "Tired"\nwhen = { question = "tired", answer = "yes" }'
    form = changed_rules(old, f'text = "Tired"\nwhen = {condition}')
    assert finding_sentence(form, form.rules.findings["fatigue"]) == sentence


# The command


def test_without_a_file_it_is_printed(forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", forms, "--explain"]) == 0
    assert capsys.readouterr().out == explained(load(Path(forms)))


def test_a_file_takes_it_and_the_check_is_told(forms: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "rules.md"
    assert main(["check", forms, "--explain", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == explained(load(Path(forms)))
    assert capsys.readouterr().out.endswith(" cases: no problems.\n")


def test_a_form_with_a_problem_is_not_explained(forms: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = Path(forms) / "rules.toml"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace('finding = "elderly"', 'finding = "old"'), encoding="utf-8"
    )
    assert main(["check", forms, "--explain", str(tmp_path / "rules.md")]) == 2
    assert "there is no finding 'old'." in capsys.readouterr().out
    assert not (tmp_path / "rules.md").exists()


@pytest.mark.parametrize(("place", "cause"), [("", "folder"), ("none/rules.md", "there is no such folder. Create it.")])
def test_a_place_that_takes_no_file_is_named(
    forms: str, tmp_path: Path, place: str, cause: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert main(["check", forms, "--explain", str(tmp_path / place)]) == 2
    told = capsys.readouterr().err
    assert str(tmp_path / place) in told
    assert cause in told
    assert [each for each in sorted(tmp_path.rglob("*")) if "home" not in each.parts] == [
        each for each in before if "home" not in each.parts
    ]
