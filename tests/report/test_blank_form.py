"""The questionnaire on paper: every question with all that it offers, skips that lose nobody, and no result."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from b12desk.engine.enablement import enabled_items
from b12desk.engine.numbering import answered_on_paper, box_numbers, numbers, options_in_order
from b12desk.engine.skipping import clauses, skips
from b12desk.i18n import ENGLISH, Catalogue
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.translated import translated
from b12desk.model.values import UNKNOWN_CODES, Coding
from b12desk.report.blank_form import blank_form, blank_form_pdf
from b12desk.report.skip_words import SkipWords
from b12desk.report.typeset.document import Asked, Document, Letterhead, Panel, Ruled, Tick, TickGrid
from b12desk.report.typeset.pages import compose
from b12desk.report.typeset.type_sizes import Paper
from tests.gallery import NAMES, gallery
from tests.pseudo import PSEUDO_LEFT, kept_of, untranslated
from tests.report.page_faults import text_of
from tests.report.papers import no_spaces, page_texts
from tests.report.pseudo_papers import CATALOGUES, PAPERS, Laid, faults
from tests.sample_cases import definition, vignettes

CLINIC = ("Greenfield Surgery", "1 High Street, Sampletown", "01632 960 000")
MOST_PAGES = {False: 14, True: 36}
"""In English, by large print: what a stapler and a patient can bear."""


@cache
def laid(catalogue: Catalogue, paper: Paper, *, large_print: bool) -> Laid:
    with catalogue.used():
        form = translated(replace(definition(), letterhead=CLINIC), catalogue)
        document = blank_form(form, paper=paper, large_print=large_print)
        return document, compose(document)


def to_read(document: Document) -> Document:
    """Without what a scanner reads."""
    head, *rest = document.blocks
    assert isinstance(head, Letterhead)
    return replace(document, blocks=(replace(head, scanned=""), *rest))


def questionnaire() -> Questionnaire:
    return definition().questionnaire


def asked_of(document: Document) -> Iterator[tuple[int, str, list[str], bool]]:
    """Number, text, boxes and whether there is something to write on, question by question."""
    for block in document.blocks:
        if isinstance(block, Asked):
            replies = [each for each in block.replies if not hasattr(each, "count")]
            ticks = [one for each in replies for one in (*each.entries, *each.apart)]  # type: ignore[union-attr]  # above
            boxes = [each.text for each in ticks if isinstance(each, Tick)]
            yield int(block.number), block.text, boxes, len(boxes) < len(ticks) or len(replies) < len(block.replies)
        elif isinstance(block, TickGrid):
            for number, text in block.rows:
                yield int(number), text, list(block.heads), False


def test_every_question_stands_there_once_in_order_with_all_that_it_offers() -> None:
    document, _pages = laid(ENGLISH, "a4", large_print=False)
    found = {number: (text, boxes, written) for number, text, boxes, written in asked_of(document)}
    on_paper = answered_on_paper(questionnaire())
    wanted = numbers(on_paper)
    assert list(found) == list(wanted.values()) == list(range(1, len(wanted) + 1))
    for link_id, number in wanted.items():
        item = on_paper.items[link_id]
        units = [each.display for each in item.unit_option] if len(item.unit_option) > 1 else []
        text, boxes, written = found[number]
        assert text == item.text
        assert boxes == [*units, *(each.display for each in options_in_order(on_paper, link_id))]
        assert written is (item.type not in ("choice", "boolean"))


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("paper", PAPERS)
def test_the_pages_say_it_all_and_are_few(paper: Paper, large_print: bool) -> None:
    form = replace(definition(), letterhead=CLINIC)
    pages = page_texts(blank_form_pdf(form, paper=paper, large_print=large_print))
    assert len(pages) <= MOST_PAGES[large_print]
    whole = no_spaces("".join(pages))
    for item in questionnaire().items.values():
        if item.calculated is None:
            assert no_spaces(item.text) in whole, item.link_id
            assert no_spaces(item.help or "") in whole, item.link_id
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Name or record number, on every sheet:" in page
        assert "Greenfield Surgery" in page
        assert "version 2.0.0" in page


def test_no_result_no_rule_and_no_point_stands_on_it() -> None:
    rules = definition().rules
    items = questionnaire().items
    options = [one.display for each in items for one in questionnaire().options(each)]
    asked = no_spaces(" ".join([*(each.text for each in items.values()), *options]))
    said = no_spaces(text_of(laid(ENGLISH, "a4", large_print=False)[1]))
    told = [
        *(each.title for each in rules.recommendation),
        *(each.sentence for each in rules.recommendation),
        *(each.text for each in rules.finding if no_spaces(each.text) not in asked and len(each.text) > 25),
        *(each.text for each in rules.note),
        *(each.text for each in rules.pretest),
    ]
    assert len(told) > 40
    assert [each for each in told if no_spaces(each) in said] == []
    assert "point" not in said.lower()


def test_who_it_is_and_who_took_it_in_have_their_lines() -> None:
    document, _pages = laid(ENGLISH, "a4", large_print=False)
    named = [name for block in document.blocks if isinstance(block, Ruled) for name, _share in block.fields]
    assert named == ["Name", "Record number", "Today's date"]
    last = document.blocks[-1]
    assert isinstance(last, Panel)
    staff = [name for block in last.blocks if isinstance(block, Ruled) for name, _share in block.fields]
    assert staff == ["Taken in by", "on", "Second time by"]


def test_somebody_alone_may_say_so() -> None:
    """On the screen of staff nobody answers alone."""
    on_paper = answered_on_paper(questionnaire())
    assert "self" not in [each.code for each in options_in_order(questionnaire(), "respondent")]
    assert "self" in [each.code for each in options_in_order(on_paper, "respondent")]


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="NOT TRIED: zbarimg is missing on this machine")
@pytest.mark.parametrize("large_print", [False, True])
def test_a_scanner_reads_form_and_version(tmp_path: Path, large_print: bool) -> None:
    (tmp_path / "blank.pdf").write_bytes(blank_form_pdf(definition(), large_print=large_print))
    subprocess.run(["pdftoppm", "-r", "200", "-l", "1", "-png", "blank.pdf", "page"], cwd=tmp_path, check=True)
    (picture,) = tmp_path.glob("*.png")
    read = subprocess.run(["zbarimg", "-q", "--raw", str(picture)], capture_output=True, text=True, check=True)
    assert read.stdout.strip() == questionnaire().canonical


# where one goes on


def test_an_answer_leads_past_what_is_not_for_one() -> None:
    found = numbers(questionnaire())
    words = SkipWords(questionnaire(), found)
    (skip,) = skips(questionnaire(), "b12_taken")
    assert words.onward("b12_taken", skip) == (
        "If \u201cNone of these\u201d, \u201cNot sure\u201d or \u201cPrefer not to say\u201d: "
        f"go to question {found['diet_pattern']}."
    )
    assert skips(questionnaire(), "diet_pattern") == (
        (("none-of-these",), "food_milk"),
        (("not-sure", "prefer-not-to-say"), "medicines_common"),
    )
    assert skips(questionnaire(), "sex") == ((("male", "prefer-not-to-say"), "ethnicity"),)


@pytest.mark.parametrize(
    ("link_ids", "words"),
    [
        (["b12_taken.last_injection"], "Only if you ticked box 4 in question 13:"),
        (
            ["b12_taken.dose", "b12_taken.product"],
            "Questions 16 to 20, only if you ticked box 1, 2 or 3 in question 13:",
        ),
        (["age"], "Only if you left question 7 open:"),
        (
            ["pregnancy"],
            "Only if you ticked box 1 or 3 in question 9, and you are 11 or older, and you are 59 or younger:",
        ),
        (
            ["food_liver"],
            "Only if you ticked box 3 or 4 in question 21, or box 1 in question 33, "
            "and you did not tick box 1, 2, 8 or 9 in question 21:",
        ),
        (
            ["b12_taken.whole_time"],
            "Only if you ticked box 1, 2 or 3 in question 21, and you ticked box 1, 2 or 3 in question 13, "
            "and your answer to question 18 is less than 24 months:",
        ),
        (["bladder_bowel"], "Only if you ticked box 1, 2, 4, 5 or 6 in question 86:"),
        (["emergency_body"], ""),
    ],
)
def test_for_whom_a_question_is(link_ids: list[str], words: str) -> None:
    found = clauses(questionnaire(), link_ids[0])
    assert SkipWords(questionnaire(), numbers(questionnaire())).only(found, link_ids) == words


@pytest.mark.parametrize("case", vignettes())
def test_who_follows_the_paper_answers_what_the_screen_would_ask(case: str) -> None:
    """No skip leads past a question that is asked, and what stands beside it says so for whom it is."""
    response = vignettes()[case].response
    asked, order = enabled_items(questionnaire(), response), list(numbers(questionnaire()))
    for link_id in order:
        for skip in skips(questionnaire(), link_id):
            given = codes_of(response, link_id)
            if link_id in asked and given and given <= set(skip.codes):
                end = len(order) if skip.to is None else order.index(skip.to)
                assert [each for each in order[order.index(link_id) + 1 : end] if each in asked] == []
    for link_id in order:
        held = [holds(response, clause.parts, either=clause.either) for clause in clauses(questionnaire(), link_id)]
        if link_id in asked:
            assert False not in held, link_id
        else:
            assert False in held or None in held, link_id


def codes_of(response: QuestionnaireResponse, link_id: str) -> set[str]:
    return {each.code for each in response.answers.get(link_id, ()) if isinstance(each, Coding)}


def holds(response: QuestionnaireResponse, parts: tuple[Comparison, ...], *, either: bool) -> bool | None:
    """As somebody with the paper judges it; None for what is not about ticked boxes."""
    found = [ticked(response, each) for each in parts]
    if either:
        return True if True in found else None if None in found else False
    return False if False in found else None if None in found else True


def ticked(response: QuestionnaireResponse, part: Comparison) -> bool | None:
    if part.operator not in (Operator.EQUAL, Operator.NOT_EQUAL):
        return None
    given = codes_of(response, part.question)
    if part.operator is Operator.EQUAL:
        return bool(given & part.codes)
    return bool(given) and not given & (part.codes | UNKNOWN_CODES)


def test_boxes_have_digits_where_the_screen_has_keys() -> None:
    digits = list(box_numbers(questionnaire(), "emergency_nerves.leaking_with").values())
    assert digits == ["1", "2", "3", "4", "0"]  # "None of these" is 0
    assert box_numbers(questionnaire(), "birth_date") == {}


# other languages, other forms


@CATALOGUES
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_whole_in_another_language(catalogue: Catalogue, paper: Paper, large_print: bool) -> None:
    document, pages = laid(catalogue, paper, large_print=large_print)
    assert faults((to_read(document), pages)) == []
    if not document.right_to_left:
        assert untranslated(text_of(pages), {*kept_of(definition()), *CLINIC, "2.0.0"}) == []


def test_numbers_and_boxes_are_the_same_in_another_language() -> None:
    digits = [re.findall(r"\d+", each.only) for each in asked_blocks(ENGLISH)]
    assert digits == [re.findall(r"\d+", each.only) for each in asked_blocks(PSEUDO_LEFT)]


def asked_blocks(catalogue: Catalogue) -> list[Asked]:
    return [each for each in laid(catalogue, "a4", large_print=False)[0].blocks if isinstance(each, Asked)]


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_any_form_can_stand_on_paper(name: str, large_print: bool) -> None:
    document = blank_form(gallery(name), large_print=large_print)
    assert faults((to_read(document), compose(document))) == []
