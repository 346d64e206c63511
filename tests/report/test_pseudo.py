"""Paper in a made-up language, longer and accented: nothing is forgotten, nothing is clipped.

Words are read on pages from left to right, where drawing order is reading order; room is looked at in both directions.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import replace

import pytest

from b12desk.engine.reference_code import reference_code
from b12desk.engine.scoring import assess
from b12desk.i18n import ENGLISH, Catalogue
from b12desk.report.handout import handout_document
from b12desk.report.summary import PAGES, WHOLE, summary_pages
from b12desk.report.typeset.display_list import Box, Group, Line, Page, Text
from b12desk.report.typeset.document import Gauge, Ruled, ScoreBand, ScoreChart, Span
from b12desk.report.typeset.figures import gauge, ruled
from b12desk.report.typeset.pages import compose
from b12desk.report.typeset.score_chart import score_chart
from b12desk.report.typeset.shaping import shape
from b12desk.report.typeset.type_sizes import SUMMARY, Paper
from tests.pseudo import PSEUDO, PSEUDO_LEFT, PseudoTranslations, kept_of, pseudo, untranslated
from tests.report import sample
from tests.report.page_faults import (
    drawn,
    lost,
    marks_of,
    missing_glyphs,
    narrow_lines,
    outside,
    overlaps,
    shortened,
    text_of,
    texts_of,
    words_of,
)
from tests.report.pseudo_papers import CATALOGUES, HEBREW, PAPERS, RICH, faults, handout, in_hebrew, summary
from tests.report.test_summary import _all_yes
from tests.sample_cases import covering, definition, judged, vignettes

QUICK = covering()[:2]
_SHORT_TITLE = 42


def chosen() -> list[object]:
    """Every case, and each kind on both papers; a few are quick."""
    return [
        pytest.param(case, paper, marks=() if case in QUICK and paper == "a4" else pytest.mark.slow)
        for case in vignettes()
        for paper in PAPERS
        if paper == "a4" or case in covering()
    ]


def kept_on_paper(case: str) -> set[str]:
    """What stands on a page as it was typed or published: answers, sources and their short forms, codes."""
    form, response = definition(), vignettes()[case].response
    titles = [each.title for each in form.sources.source]
    numbers = [found[1] for each in titles if (found := re.search(r"\(([A-Z]{2}\d+)", each))]
    cut = [f"{each[:_SHORT_TITLE].rstrip()}\u2026" for each in titles]
    typed = [each for answers in response.answers.values() for each in answers if isinstance(each, str)]
    codes = [reference_code(response, judged(case)), form.hash[:8]]
    return {*kept_of(form), *numbers, *cut, *typed, *codes}


# words and room


@pytest.mark.parametrize(("case", "paper"), chosen())
def test_the_summary_is_whole_in_another_language(case: str, paper: Paper) -> None:
    check_words(case, paper)
    check_room(case, paper, PSEUDO)
    check_room(case, paper, PSEUDO_LEFT)
    check_first(case, paper)


def check_words(case: str, paper: Paper) -> None:
    """No text was forgotten."""
    _document, pages = summary(case, PSEUDO_LEFT, paper)
    assert untranslated(text_of(pages), kept_on_paper(case)) == []


def check_room(case: str, paper: Paper, catalogue: Catalogue) -> None:
    """No text is clipped, lost or shortened, and there are not more pages than the summary may have."""
    laid = summary(case, catalogue, paper)
    assert faults(laid) == []
    assert shortened(laid[0]) == shortened(summary(case, ENGLISH, paper)[0])
    assert len(laid[1]) <= PAGES


def check_first(case: str, paper: Paper) -> None:
    """Headline, sentence, guideline and red flags, in this order, on the first page and above the findings."""
    _document, pages = summary(case, PSEUDO_LEFT, paper)
    found, rules = judged(case), definition().rules
    rule = rules.headline(found.recommendation, found.urgency)
    flags = [rules.findings[each.id].text for _level, group in found.by_level(rules.urgencies) for each in group]
    first = "".join(text_of(pages[:1]).split())
    place = 0
    for words in ("Patient", rule.title, rule.sentence, rule.guideline, *flags, "What was found"):
        told = "".join(pseudo(words).split())
        place = first.find(told, place)
        assert place >= 0, words
        place += len(told)


@CATALOGUES
@pytest.mark.parametrize("large_print", [False, True])
def test_the_handout_is_whole_in_another_language(catalogue: Catalogue, *, large_print: bool) -> None:
    """Every section that any case has; the small paper is the narrow one as well."""
    conditions = ("pregnant", "breastfeeding", "ms_diagnosis")
    everything = sample.response({each: sample.coded("yes") for each in conditions}, display="")
    for paper in PAPERS:
        laid = handout(everything, catalogue, paper, large_print=large_print)
        assert faults(laid) == []
        assert shortened(laid[0]) == shortened(handout(everything, ENGLISH, paper, large_print=large_print)[0])
        if not laid[0].right_to_left:
            assert untranslated(text_of(laid[1]), kept_of(definition())) == []


@pytest.mark.slow
@CATALOGUES
@pytest.mark.parametrize("case", covering())
def test_the_handout_of_every_kind_of_case_is_whole(case: str, catalogue: Catalogue) -> None:
    for paper in PAPERS:
        for large_print in (False, True):
            laid = handout(vignettes()[case].response, catalogue, paper, large_print=large_print)
            assert faults(laid) == []
            assert laid[0].right_to_left or untranslated(text_of(laid[1]), kept_of(definition())) == []


NAMES = ("שרה כהן (Sarah), 12", "Anna " * 60, "محمد علي, Ali", "王芳 Fang", "प्रिया", "Ada Byron.")


@CATALOGUES
@pytest.mark.parametrize(
    "typed", [pytest.param(each, marks=() if at < 2 else pytest.mark.slow, id=str(at)) for at, each in enumerate(NAMES)]
)
def test_names_and_answers_of_any_script_stand_on_such_a_page(typed: str, catalogue: Catalogue) -> None:
    """In the head, in the foot beside the page number, among the findings and in the patient's words."""
    answers = {"diet_vegan.note": (f"{typed} שלום a (b).",), "diet_vegan.product": (typed,)}
    given = sample.response(answers, display=typed, identifier=f"٤٥ {typed[:40]}")
    laid = summary_pages(sample.definition(), given, sample.assess(given), catalogue=catalogue)
    assert faults(laid) == []


@pytest.mark.parametrize(
    "which", [pytest.param(each, marks=() if each in {0, 4} else pytest.mark.slow) for each in range(len(WHOLE))]
)
def test_letters_that_run_to_the_left_fit_every_way_to_set_the_summary(
    which: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hebrew is shaped and has no bold here: the densest setting, where bold is a sign, names the list instead."""
    monkeypatch.setattr("b12desk.report.summary.TRIES", ((which, 9),))
    response, found = vignettes()[RICH].response, judged(RICH)
    laid = summary_pages(definition(), response, found, catalogue=HEBREW)
    assert faults(laid) == []
    assert laid[0].blocks[0].title == in_hebrew(definition().questionnaire.summary_title)
    on_list = [each for each in found.findings if each.common and each.kind != "red-flag"]
    assert on_list
    named = definition().rules.common_list
    assert named is not None
    said = "\n".join(texts_of(laid[0].blocks))
    assert said.count(in_hebrew(named.short)) == len(on_list)


def test_numbers_are_those_of_the_language() -> None:
    diet, score = judged(RICH).diet, definition().score
    assert diet is not None
    assert score is not None
    said = text_of(summary(RICH, PSEUDO_LEFT)[1])
    assert f"{pseudo(diet.reference_label)} {diet.reference:g}".replace(".", ",") in said
    for each in score.band:
        assert f"{each.per_100:.1f}".replace(".", ",") in said


@pytest.mark.slow
@CATALOGUES
def test_a_patient_who_has_everything_is_told_of_whole_words(catalogue: Catalogue) -> None:
    """Shortened as far as in English; what then still takes more room takes a third page.

    Page one runs over by 0.12 to 0.18 of a page, since its place to decide and sign is never left out, and page two by
    0.22 to 0.29: one after the other they fill 2.3 to 2.4.
    """
    response = _all_yes()
    found = assess(definition(), response)
    for paper in PAPERS:
        laid = summary_pages(definition(), response, found, catalogue=catalogue, paper=paper)
        assert faults(laid) == []
        assert shortened(laid[0]) == shortened(summary_pages(definition(), response, found, paper=paper)[0])
        assert len(laid[1]) <= PAGES + 1
    said = text_of(laid[1])
    if laid[0].right_to_left:
        return
    assert pseudo("Left out for want of room:") in said
    kept = {*kept_on_paper(RICH), reference_code(response, found), *(each.code for each in definition().rules.note)}
    assert set(untranslated(said, kept)) <= {"W" * count for count in range(100)}  # one long typed word, in pieces


@pytest.mark.parametrize("width", [190, 260])
def test_pictures_grow_with_their_words(width: float) -> None:
    """All of a long label stands over gauge and points, and on nothing else; a gauge may be narrower than points."""
    label = "recommended intake of a person who is breastfeeding 2.8"
    chart = ScoreChart((ScoreBand(0, 3, "1.4"), ScoreBand(4, 8, "9.9")), (2, 5), 8, label, 1, 10, "of 100")
    for piece in (gauge(Gauge(2, 2.8, label, label), width - 50, SUMMARY), score_chart(chart, width, SUMMARY)):
        page = Page(width + 40, piece.height + 40, (Group(20, 20, piece.marks),))
        assert "".join(label.split()) in "".join(text_of([page]).split())
        assert overlaps(page) + outside(page, 20) == []
        bar = min(each.top for each in drawn(page, Box))
        assert all(each.bottom <= bar for each in words_of(page) if each.text.isalpha() and each.text in label)


def test_fields_to_write_in_keep_their_line_whatever_they_are_called() -> None:
    label = "a long name for what somebody should write here:"
    item = Ruled((((label, 0.4), ("short", 0.6)), ((label, 1.0),)), ((label, 0.3), (label, 0.3), ("Date", 0.4)))
    piece = ruled(item, 420, SUMMARY)
    page = Page(460, piece.height + 40, (Group(20, 20, piece.marks),))
    assert overlaps(page) + outside(page, 20) + narrow_lines(page) == []
    assert "".join(text_of([page]).split()).count("".join(label.split())) == 4
    ticks = list(drawn(page, Box))
    assert len(ticks) == 3
    lines = sorted({each.bottom for each in drawn(page, Line)})
    assert all(0 < lines[at] - tick.bottom < 4 for at, tick in zip((0, 0, 1), ticks, strict=True))


class Wordy(gettext.NullTranslations):
    """A language with a long word for a page."""

    def gettext(self, message: str) -> str:
        return message.replace("Page", "Consultation sheet number")


def test_the_page_number_has_room_whatever_a_page_is_called() -> None:
    with Catalogue("de", Wordy()).used():
        document = handout_document(sample.definition(), sample.response())
        pages = compose(replace(document, footer=((Span("a " * 30, "label"),),)))
    assert "Consultation sheet number 1" in text_of(pages)
    assert [each for page in pages for each in overlaps(page)] == []


# what finds the faults


class Forgetful(PseudoTranslations):
    """Leaves one text of the program and one of the form as they are."""

    def gettext(self, message: str) -> str:
        return message if message == "What was found" else super().gettext(message)

    def pgettext(self, context: str, message: str) -> str:
        return message if message == "Total B12" else super().pgettext(context, message)


def test_a_forgotten_text_is_found() -> None:
    for translations in (Forgetful(), gettext.NullTranslations()):
        _document, pages = summary(RICH, Catalogue("ru", translations))
        found = untranslated(text_of(pages), kept_on_paper(RICH))
        assert {"What", "was", "found", "Total", "B"} <= set(found)
        assert (len(found) == 5) is isinstance(translations, Forgetful)


def put(page: Page, mark: Text | Box | Line) -> Page:
    return replace(page, marks=(*page.marks, Group(0, 0, (mark,))))


def test_overlapping_clipped_lost_and_missing_text_is_found() -> None:
    document, pages = summary(RICH, PSEUDO_LEFT)
    page, margin = pages[0], document.sheet.margin
    assert faults((document, pages)) == []
    run = next(mark for mark in marks_of(page) if isinstance(mark, Text) and len(mark.text) > 20)
    again = run._replace(x=run.x + 3, y=run.y + 2)
    assert f"{run.text!r} meets {run.text!r}" in overlaps(put(page, again))
    assert any(
        "meets a Line" in each
        for each in overlaps(put(page, Line(run.x, run.y - 2, run.x + 9, run.y - 2, 1, "#000000")))
    )
    assert any("meets a Box" in each for each in overlaps(put(page, Box(run.x + 9, run.y - 9, 99, 20, "#ffffff"))))
    assert outside(put(page, run._replace(x=page.width - margin - 20)), margin)
    assert outside(put(page, run._replace(x=margin - 5)), margin)
    assert narrow_lines(put(page, Line(60, 60, 70, 60, 0.5, "#000000")))
    assert missing_glyphs(put(page, run._replace(text="\u738b"))) == ["\u738b"]
    notdef = shape("\u738b", "NotoSans-Regular")
    assert missing_glyphs(put(page, run._replace(text="\u738b", glyphs=notdef))) == ["\u738b"]
    without = replace(page, marks=tuple(_dropped(each, run.text) for each in page.marks))
    gone = lost(document, (without, *pages[1:]))
    assert len(gone) > 5
    assert set(gone) <= set(run.text)


def _dropped(mark: object, text: str) -> object:
    if not isinstance(mark, Group):
        return mark
    left = [each for each in mark.marks if not (isinstance(each, Text) and each.text == text)]
    return mark._replace(marks=tuple(_dropped(each, text) for each in left))
