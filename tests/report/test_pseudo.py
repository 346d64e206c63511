"""Paper in a made-up language, longer and accented: nothing is forgotten or clipped, and from right to left mirrored.

Words are read on pages from left to right, where drawing order is reading order; places on pages of both directions.
"""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from b12desk.engine.reference_code import reference_code
from b12desk.engine.scoring import assess
from b12desk.i18n import ENGLISH, Catalogue
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.translated import translated
from b12desk.report.handout import handout_document, handout_pdf
from b12desk.report.summary import PAGES, WHOLE, summary_pages, summary_pdf
from b12desk.report.typeset.display_list import Box, Group, Line, Page, Shape, Text
from b12desk.report.typeset.document import Document, Gauge, ScoreBand, ScoreChart, Span
from b12desk.report.typeset.figures import gauge
from b12desk.report.typeset.fonts import REGULAR
from b12desk.report.typeset.line_breaking import wrap
from b12desk.report.typeset.pages import compose
from b12desk.report.typeset.pdf import draw
from b12desk.report.typeset.score_chart import score_chart
from b12desk.report.typeset.shaping import shape
from b12desk.report.typeset.type_sizes import SUMMARY, Paper, leftwards
from b12desk.theme import LIGHT
from tests.pseudo import PSEUDO, PSEUDO_LEFT, PseudoTranslations, kept_of, pseudo, untranslated
from tests.report import sample
from tests.report.page_faults import (
    Area,
    area_of,
    lines_of,
    lost,
    marks_of,
    missing_glyphs,
    narrow_lines,
    outside,
    overlaps,
    shortened,
    text_of,
    texts_of,
    width_of,
    words_of,
)
from tests.report.papers import reader
from tests.report.test_summary import _all_yes
from tests.sample_cases import covering, definition, judged, vignettes

Laid = tuple[Document, tuple[Page, ...]]
CATALOGUES = pytest.mark.parametrize("catalogue", [PSEUDO, PSEUDO_LEFT], ids=["leftwards", "rightwards"])
PAPERS: tuple[Paper, ...] = ("a4", "letter")
QUICK = covering()[:2]
RICH = next(each for each in covering() if judged(each).diet and judged(each).tests and judged(each).score)
"""A case with a gauge, a picture of the score and tests."""
_SHORT_TITLE = 42


def chosen() -> list[object]:
    """Every case and paper; a few are quick."""
    return [
        pytest.param(case, paper, marks=() if case in QUICK and paper == "a4" else pytest.mark.slow)
        for case in vignettes()
        for paper in PAPERS
    ]


@cache
def summary(case: str, catalogue: Catalogue, paper: Paper = "a4") -> Laid:
    return summary_pages(definition(), vignettes()[case].response, judged(case), paper=paper, catalogue=catalogue)


def handout(response: QuestionnaireResponse, catalogue: Catalogue, paper: Paper, *, large_print: bool) -> Laid:
    with catalogue.used():
        form = translated(definition(), catalogue)
        document = handout_document(form, response, paper=paper, large_print=large_print)
        return document, compose(document)


def kept_on_paper(case: str) -> set[str]:
    """What stands on a page as it was typed or published: answers, sources and their short forms, codes."""
    form, response = definition(), vignettes()[case].response
    titles = [each.title for each in form.sources.source]
    numbers = [found[1] for each in titles if (found := re.search(r"\(([A-Z]{2}\d+)", each))]
    cut = [f"{each[:_SHORT_TITLE].rstrip()}\u2026" for each in titles]
    typed = [each for answers in response.answers.values() for each in answers if isinstance(each, str)]
    codes = [reference_code(response, judged(case)), form.hash[:8]]
    return {*kept_of(form), *numbers, *cut, *typed, *codes}


def in_hebrew(text: str) -> str:
    """Hebrew letters for small ones; capitals stay, as many names and numbers of guidelines do."""
    parts = re.split(r"(\{[^{}]*\})", text)
    told = (
        "".join(chr(0x5D0 + (ord(each) - 97) % 26) if "a" <= each <= "z" else each for each in part) for part in parts
    )
    return "".join(part if at % 2 else hebrew for at, (part, hebrew) in enumerate(zip(parts, told, strict=True)))


class Hebrew(gettext.NullTranslations):
    """Words of another script, as short as the English ones."""

    def gettext(self, message: str) -> str:
        return in_hebrew(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return in_hebrew(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return in_hebrew(message)


HEBREW = Catalogue("he", Hebrew())


def faults(laid: Laid) -> list[str]:
    """Everything that a reader would see go wrong."""
    document, pages = laid
    found = [f"lost: {''.join(missing)}"] if (missing := lost(document, pages)) else []
    for page in pages:
        found += overlaps(page) + outside(page, document.sheet.margin) + narrow_lines(page) + missing_glyphs(page)
    return found


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
    """Recommendation, sentence and red flags, in this order, on the first page and above the findings."""
    _document, pages = summary(case, PSEUDO_LEFT, paper)
    found, rules = judged(case), definition().rules
    rule = rules.recommendations[found.recommendation]
    flags = (rules.findings[each.id].text for each in found.of_kind("red-flag"))
    first = "".join(text_of(pages[:1]).split())
    places = [
        first.find("".join(pseudo(words).split()))
        for words in ("Patient", rule.title, rule.sentence, *flags, rule.guideline, "What was found")
    ]
    assert -1 not in places
    assert places == sorted(places)


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
@pytest.mark.parametrize("case", vignettes())
def test_the_handout_of_every_case_is_whole(case: str, catalogue: Catalogue) -> None:
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
    """Shortened as far as in English; what then still takes more room takes a third page."""
    response = _all_yes()
    found = assess(definition(), response)
    laid = summary_pages(definition(), response, found, catalogue=catalogue)
    assert faults(laid) == []
    assert shortened(laid[0]) == shortened(summary_pages(definition(), response, found)[0])
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


# places


def text_in(line: Area) -> str:
    """A line of one direction."""
    assert isinstance(line.mark, Group)
    return "".join(run.text for run in line.mark.marks if isinstance(run, Text))


def find(pages: tuple[Page, ...], words: str) -> tuple[Page, Area]:
    """The first line that says ``words``."""
    lines = ((page, each) for page in pages for each in lines_of(page))
    return next((page, each) for page, each in lines if pseudo(words) in text_in(each))


def drawn(page: Page, kind: type[Box | Line | Shape]) -> Iterator[Area]:
    return (area_of(mark) for mark in marks_of(page) if isinstance(mark, kind))


def places(page: Page, *, turned: bool) -> Counter[tuple[float, ...]]:
    """Where everything is drawn and every line of text begins and ends, to a tenth of a point."""
    areas = [*lines_of(page), *drawn(page, Box), *drawn(page, Line), *drawn(page, Shape)]
    edges = ((page.width - each.right, page.width - each.left) if turned else (each.left, each.right) for each in areas)
    return Counter(
        (round(left, 1) + 0, round(right, 1) + 0, round(each.top, 1), round(each.bottom, 1))
        for (left, right), each in zip(edges, areas, strict=True)
    )


@pytest.mark.parametrize("case", QUICK)
def test_a_page_from_right_to_left_is_the_other_one_in_a_mirror(case: str) -> None:
    document, pages = summary(case, PSEUDO)
    assert document.right_to_left
    with PSEUDO.used():
        others = compose(replace(document, right_to_left=False))
    assert len(pages) == len(others)
    for page, other in zip(pages, others, strict=True):
        assert places(page, turned=True) == places(other, turned=False)


def test_a_line_runs_to_the_left_from_span_to_span_and_to_its_full_stop() -> None:
    spans = (Span("Open:", "strong"), Span("Sex (now) at birth."), Span("[1, 4]", "cite"))
    (line,) = wrap(spans, 500, leftwards(SUMMARY))
    words = sorted((run for run in line.runs if run.text.strip()), key=lambda run: run.x)
    assert "|".join(run.text.strip() for run in words) == "]|4|,|1|[|.|Sex|(now)|at|birth|:|Open"
    assert max(run.x + width_of(run) for run in words) == pytest.approx(line.width)
    drawn_as = {each.text: each.glyphs[0].number for run in words for each in run.glyphs if each.text in set("[]")}
    assert drawn_as == {each: shape(other, REGULAR)[0].glyphs[0].number for each, other in ("[]", "][")}
    (plain,) = wrap(spans, 500, SUMMARY)
    assert "".join(run.text for run in plain.runs) == "Open:Sex (now) at birth.[1, 4]"
    assert plain.width == pytest.approx(line.width)


def test_headings_paragraphs_and_page_numbers_begin_on_the_right() -> None:
    document, pages = summary(RICH, PSEUDO)
    right = pages[0].width - document.sheet.margin
    for words in ("What was found", "Bear in mind", "Reading the result"):
        assert find(pages, words)[1].right == pytest.approx(right)
    number = next(each for each in lines_of(pages[0]) if text_in(each).startswith(pseudo("Page")))
    assert number.left == pytest.approx(document.sheet.margin)
    footer = [each for each in lines_of(replace(pages[0], marks=pages[0].marks[1:])) if each.left != number.left]
    assert len(footer) > 2
    assert {round(each.right, 3) for each in footer} == {round(right, 3)}


def test_columns_stand_from_right_to_left_and_each_is_even_at_its_right() -> None:
    _document, pages = summary(RICH, PSEUDO)
    for heads in (
        ("Details", "Strength", "Sources"),
        ("Test", "Deficiency confirmed", "Indeterminate", "Deficiency unlikely"),
        ("Patient", "Identifier", "Born (age)"),
    ):
        edges = [find(pages, each)[1].right for each in heads]
        assert edges == sorted(edges, reverse=True)
    row = definition().rules.threshold[1]
    for head, cell in (
        ("Test", row.test),
        ("Deficiency confirmed", row.deficient),
        ("Deficiency unlikely", row.unlikely),
    ):
        page, above = find(pages, head)
        below = [each for each in lines_of(page) if each.top > above.top and text_in(each).endswith(pseudo(cell))]
        assert [each.right for each in below] == [pytest.approx(above.right)]


def test_bars_bullets_and_codes_are_on_the_other_side() -> None:
    document, pages = summary(RICH, PSEUDO)
    page, margin = pages[0], document.sheet.margin
    bars = [
        each
        for each in drawn(page, Box)
        if each.mark.fill in {LIGHT.primary, LIGHT.error} and each.right - each.left <= 5
    ]
    assert bars[0].right == pytest.approx(page.width - margin)
    code = next(each for each in drawn(page, Shape) if each.mark.fill == "#000000")
    assert code.left == pytest.approx(margin, abs=0.5)
    english = next(each for each in drawn(summary(RICH, ENGLISH)[1][0], Shape) if each.mark.fill == "#000000")
    assert code.mark.commands == english.mark.commands  # a mirrored code cannot be read
    dots = [each for each in drawn(page, Box) if each.mark.radius]
    assert dots
    for dot in dots:
        beside = [each for each in lines_of(page) if each.top <= dot.top <= each.top + 15 and each.right < dot.left]
        assert min(dot.left - each.right for each in beside) < 12


def test_the_scale_of_the_gauge_runs_to_the_left_with_its_numbers() -> None:
    diet = judged(RICH).diet
    assert diet is not None
    page = next(each for each in summary(RICH, PSEUDO)[1] if any(mark.mark.dash for mark in drawn(each, Line)))
    mark = next(each for each in drawn(page, Line) if each.mark.dash)
    frame = next(
        each
        for each in drawn(page, Box)
        if each.mark.fill == LIGHT.raised and each.top < mark.bottom and each.bottom > mark.top
    )
    numbers = {
        int(text_in(each)): (each.left + each.right) / 2
        for each in lines_of(page)
        if text_in(each).isdigit() and frame.bottom <= each.top < frame.bottom + 5
    }
    unit = numbers[0] - numbers[1]
    assert unit > 0
    assert frame.right == pytest.approx(numbers[0], abs=3)  # the nought is kept inside the picture
    scale = (frame.right - frame.left) / max(numbers)
    assert (mark.left + mark.right) / 2 == pytest.approx(frame.right - diet.reference * scale)
    filled = [each for each in drawn(page, Box) if each.mark.fill == LIGHT.primary and each.top == frame.top]
    assert [(each.right, each.left) for each in filled] == [
        (pytest.approx(frame.right), pytest.approx(frame.right - amount * scale))
        for amount in [diet.mcg_per_day]
        if amount
    ]


def test_the_marker_stands_over_the_points_counted_from_the_right() -> None:
    found, rules = judged(RICH).score, definition().score
    assert found is not None
    assert rules is not None
    page = next(
        each for each in summary(RICH, PSEUDO)[1] if any(mark.mark.fill == LIGHT.text for mark in drawn(each, Shape))
    )
    markers = sorted(
        (each for each in drawn(page, Shape) if each.mark.fill == LIGHT.text), key=lambda each: -each.right
    )
    bands = sorted(
        (
            each
            for each in drawn(page, Box)
            if each.mark.fill in {LIGHT.raised, LIGHT.primary_soft} and 0 < each.top - markers[0].top < 20
        ),
        key=lambda each: -each.right,
    )
    assert len(bands) == len(rules.band)
    step = (bands[0].right - bands[-1].left + 2) / (found.points_max + 1)
    assert [(each.left + each.right) / 2 for each in markers] == [
        pytest.approx(bands[0].right - (points + 0.5) * step) for points in sorted(set(found.points))
    ]
    assert [each.mark.fill == LIGHT.primary_soft for each in bands] == [
        band.from_ <= found.points[1] and found.points[0] <= band.to for band in rules.band
    ]


def test_pictures_of_the_handout_stand_at_the_right_and_look_as_ever() -> None:
    given = vignettes()[RICH].response
    document, pages = handout(given, PSEUDO, "a4", large_print=False)
    _other, english = handout(given, ENGLISH, "a4", large_print=False)
    icons = [each for page in pages for each in drawn(page, Shape)]
    assert all(each.left > pages[0].width - document.sheet.margin - 60 for each in icons)
    same = [mark.commands for page in english for mark in marks_of(page) if isinstance(mark, Shape)]
    assert [each.mark.commands for each in icons] == same


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


# the file


@pytest.mark.parametrize(
    ("catalogue", "language", "direction"), [(ENGLISH, "en", None), (PSEUDO, "he", "/R2L"), (PSEUDO_LEFT, "ru", None)]
)
def test_the_file_says_its_language_and_its_direction(
    catalogue: Catalogue, language: str, direction: str | None
) -> None:
    given = sample.response()
    for pdf in (
        summary_pdf(sample.definition(), given, sample.assess(given), catalogue=catalogue),
        handout_pdf(sample.definition(), given, catalogue=catalogue),
    ):
        root = reader(pdf).trailer["/Root"]
        assert root["/Lang"] == language
        assert root["/ViewerPreferences"].get("/Direction") == direction


def test_the_page_says_the_same_to_a_reader_program() -> None:
    """The text layer of the file holds every letter that the pages were laid out with."""
    given = sample.response()
    document, pages = summary_pages(sample.definition(), given, sample.assess(given), catalogue=PSEUDO)
    pdf = draw(document, pages)
    layer = Counter("".join(page.extract_text() for page in reader(pdf).pages))
    assert {each for each in Counter(text_of(pages)) - layer if not each.isspace()} == set()
    assert reader(pdf).metadata.title == document.title


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
