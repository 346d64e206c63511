"""The shipped form reads at US grade 6 or below: each page taken together, by two formulas, as its handout does.

Names are left out, as the form's ``excludedWords`` say. A single question has no SMOG grade, which is made for many
sentences: it has 20 words at most, and grade 8 by Flesch-Kincaid.
"""

from __future__ import annotations

import pytest

from b12desk.definitions import load
from b12desk.model.questionnaire import Item
from tests.reading_grade import flesch_kincaid, sentences, smog, without

QUESTIONNAIRE = load().questionnaire
PAGES = [page.link_id for page in QUESTIONNAIRE.item]


def words_of(item: Item) -> list[str]:
    """What a patient reads of one item: text, hint and the options that are offered."""
    if item.calculated:
        return []
    options = [
        text for each in QUESTIONNAIRE.options(item.link_id) if each.offered for text in (each.display, each.help or "")
    ]
    return [text for text in (item.text, item.help or "", *options) if text]


def plain(texts: list[str]) -> list[str]:
    return without(texts, QUESTIONNAIRE.excluded_words)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_at_grade_6_or_below(page: str) -> None:
    """As it stands there; what several questions share, such as "Not sure", counts once a page."""
    texts = list(dict.fromkeys(text for item in QUESTIONNAIRE.items[page].walk() for text in words_of(item)))
    assert flesch_kincaid(plain(texts)) <= 6
    assert smog(plain(texts)) <= 6


def test_no_question_is_long_or_above_grade_8() -> None:
    questions = [each for each in QUESTIONNAIRE.items.values() if each.is_question]
    long = [each.link_id for each in questions if len(each.text.split()) > 20]
    hard = [
        each.link_id for each in questions if sentences(plain([each.text])) and flesch_kincaid(plain([each.text])) > 8
    ]
    assert (long, hard) == ([], [])
