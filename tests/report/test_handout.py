"""The handout: easy to read, large, own lines only where they belong, and never a word of result or answer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from b12desk.definitions import load
from b12desk.engine.scoring import assess
from b12desk.model.assessment import Country
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.report.handout import handout_document, handout_pdf
from b12desk.report.typeset import type_sizes as layout
from b12desk.report.typeset.display_list import texts
from b12desk.report.typeset.pages import compose
from tests import reading_grade as reading
from tests.report import sample
from tests.report.papers import no_spaces, page_texts

MARKER = "Zyxomarker"


def _handout_words(definition: Definition) -> list[str]:
    handout = definition.handout
    found = [handout.title, handout.footer]
    for section in handout.section:
        found += [section.heading, *section.body, *section.bullet]
    return found


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("test", 1), ("blood", 1), ("asked", 1), ("needed", 2), ("stopped", 1), ("causes", 2), ("takes", 1),
        ("piece", 1), ("people", 2), ("vitamin", 3), ("medicine", 3), ("doctor", 2), ("being", 2), ("trying", 2),
        ("little", 2), ("table", 2), ("tingle", 2), ("sore", 1), ("diagnosis", 4), ("deficiency", 4),
        ("ambulance", 3), ("hospital", 3), ("nerves", 1), ("matches", 2), ("cheeses", 2), ("cereal", 3),
        ("micrograms", 3), ("pregnant", 2), ("breastfeeding", 3), ("guideline", 2), ("sudden", 2), ("you", 1),
        ("bowels", 2), ("confusion", 3), ("seeing", 2), ("without", 2), ("nurse", 1), ("easy", 2), ("shellfish", 2),
        ("sclerosis", 3), ("area", 3), ("diet", 2), ("experts", 2), ("various", 3), ("million", 2),
    ],
)  # fmt: skip
def test_the_syllable_counter_knows_ordinary_words(word: str, count: int) -> None:
    assert reading.syllables(word) == count


def test_the_formulas_give_known_grades() -> None:
    text = ["The cat sat on the mat. It was fat."]  # 9 words, 2 sentences, 9 syllables
    assert reading.flesch_kincaid(text) == pytest.approx(0.39 * 4.5 + 11.8 - 15.59)
    hard = ["Diagnosis requires laboratory investigation. The deficiency is reversible."]
    assert reading.smog(hard) == pytest.approx(1.0430 * (5 * 30 / 2) ** 0.5 + 3.1291)


def test_the_shipped_handout_reads_at_grade_6_or_below() -> None:
    definition = load()
    words = reading.without(_handout_words(definition), definition.handout.excluded_words)
    assert reading.flesch_kincaid(words) <= 6
    assert reading.smog(words) <= 6


def test_sentences_of_the_shipped_handout_are_short() -> None:
    longest = max(reading.sentences(_handout_words(load())), key=len)
    assert len(longest) <= 20, " ".join(longest)


def test_a_section_stands_there_only_if_its_condition_is_a_definite_yes() -> None:
    definition = sample.definition()
    for answer, there in (("yes", True), ("no", False), ("not-sure", False), ("prefer-not-to-say", False)):
        given = sample.response({"ms_diagnosis": sample.coded(answer), "pregnant": sample.coded(answer)})
        shown = no_spaces("".join(page_texts(handout_pdf(definition, given))))
        assert (no_spaces(sample.MS_PARAGRAPH) in shown) is there
        assert ("Youneed2.6mcgaday" in shown) is there


def _everything(definition: Definition, free: str) -> QuestionnaireResponse:
    """Every answer given, free text marked, so that a leak of any of them can be seen."""
    answers: dict[str, Any] = {}
    for link_id, item in definition.questionnaire.items.items():
        if item.type in ("string", "text", "open-choice"):
            answers[link_id] = (free,)
        elif item.is_question and (options := definition.questionnaire.options(link_id)):
            plain = [each.code for each in options if each.code not in ("no", "none")]
            answers[link_id] = sample.coded(plain[0])
    return sample.response(answers, display="Ada Byron", identifier=MARKER)


@pytest.mark.parametrize("large_print", [False, True])
def test_no_answer_and_no_result_is_ever_on_the_handout(large_print: bool) -> None:
    for definition in (sample.definition(), load()):
        given = _everything(definition, MARKER)
        shown = no_spaces(" ".join(page_texts(handout_pdf(definition, given, large_print=large_print))))
        assert MARKER not in shown
        for rule in definition.rules.recommendation:
            assert no_spaces(rule.title) not in shown
            assert no_spaces(rule.sentence) not in shown


def test_two_patients_with_quite_different_results_get_the_same_sheet() -> None:
    definition = load()
    context = {each: sample.coded("no") for each in ("pregnant", "breastfeeding", "ms_diagnosis")}
    nothing = sample.response(dict.fromkeys(sample.RICH), identifier="1")
    everything = _everything(definition, MARKER)
    everything = replace(everything, answers={**everything.answers, **sample.response(context).answers})
    assert assess(definition, nothing).recommendation != assess(definition, everything).recommendation
    assert handout_pdf(definition, nothing) == handout_pdf(definition, everything)


def test_sensitive_answers_change_nothing_on_the_handout() -> None:
    definition = load()
    sensitive = [item for item in definition.questionnaire.items.values() if item.sensitive and item.is_question]
    assert sensitive
    plain = sample.response({}, display="")
    told = _everything(definition, MARKER).answers
    private = {item.link_id: told[item.link_id] for item in sensitive if item.link_id in told}
    changed = replace(plain, answers={**plain.answers, **private})
    assert handout_pdf(definition, changed) == handout_pdf(definition, plain)


def test_the_name_is_there_only_if_it_was_given() -> None:
    definition = sample.definition()
    assert "ForAdaByron" in no_spaces("".join(page_texts(handout_pdf(definition, sample.response()))))
    assert "For" not in page_texts(handout_pdf(definition, sample.response({}, display="")))[0].split("\n")[1]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(("large_print", "smallest"), [(False, 14), (True, 18)])
def test_all_type_is_large_upright_and_inside_the_paper(
    paper: layout.Paper, large_print: bool, smallest: float
) -> None:
    document = handout_document(load(), sample.response(), paper=paper, large_print=large_print)
    pages = compose(document)
    for page in pages:
        for run in texts(page.marks):
            assert run.size >= smallest
            assert "Italic" not in run.face
            assert run.text != run.text.upper() or not any(
                word.isalpha() and len(word) > 4 for word in run.text.split()
            )
            assert 20 <= run.x <= page.width - 20
            assert 20 <= run.y <= page.height - 20


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for large_print in (False, True):
        document = handout_document(load(), sample.response(), large_print=large_print)
        headings = {section.heading for section in load().handout.section}
        for page in compose(document):
            runs = [run for run in texts(page.marks) if run.text not in document.footer]
            body = [run for run in runs if run.y < page.height - 90]
            lowest = max(body, key=lambda run: run.y)
            assert lowest.text not in headings


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("large_print", [False, True])
def test_what_needs_help_at_once_stands_whole_on_page_one(paper: layout.Paper, large_print: bool) -> None:
    definition = load()
    (section,) = (each for each in definition.handout.section if each.control == "urgent")
    first = compose(handout_document(definition, sample.response(), paper=paper, large_print=large_print))[0]
    shown = no_spaces("".join(run.text for run in texts(first.marks)))
    at = 0
    for words in (section.heading, *section.body, *section.bullet):
        at = shown.index(no_spaces(words), at)


@pytest.mark.parametrize(
    ("country", "told"),
    [
        ("us", ("2.4", "2.6", "2.8")),
        ("uk", ("1.5", "", "2")),
        ("efsa", ("4", "4.5", "5")),
    ],
)
def test_the_recommended_intake_is_that_of_the_clinics_country(country: Country, told: tuple[str, ...]) -> None:
    """Each figure is that of a row; no figure of another country is beside it."""
    definition = load()
    rows = {f"{each.mcg_per_day:g}" for each in definition.foods.reference if each.country == country}
    assert {each for each in told if each} <= rows
    answers = ("none-of-these", "pregnant", "breastfeeding")
    for answer, own in zip(answers, told, strict=True):
        given = sample.response(
            {"sex": sample.coded("female"), "birth_date": ({"date": "1990-01-01"},), "pregnancy": sample.coded(answer)}
        )
        lines = " ".join(page_texts(handout_pdf(definition, given, country=country)))
        found = re.findall(r"(?:should get|daily amount is) ([\d.]+) micrograms", " ".join(lines.split()))
        assert found == [told[0], *([own] if own and own != told[0] else [])]
        assert ("Do not eat liver" in lines) is (answer == "pregnant")


def test_everybody_reads_of_diets_without_animal_foods_of_shots_and_how_much_is_in_a_food() -> None:
    definition = load()
    shown = no_spaces(" ".join(page_texts(handout_pdf(definition, sample.response()))))
    for words in (
        "If you eat no animal foods",
        "You need B12 every day, from a tablet or from foods with B12 added.",
        "Keep having your B12 shots.",
        "A lot 17 micrograms or more",
        "Some 1 to 1.3 micrograms",
        "A little about 0.5 micrograms",
    ):
        assert no_spaces(words) in shown, words
