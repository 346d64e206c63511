"""Paper from right to left: every part of a page at its mirrored place, lines read from the right, the file says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from b12desk.i18n import ENGLISH, Catalogue
from b12desk.report.handout import handout_pdf
from b12desk.report.summary import summary_pages, summary_pdf
from b12desk.report.typeset.display_list import Box, Line, Page, Shape
from b12desk.report.typeset.document import Span
from b12desk.report.typeset.fonts import REGULAR
from b12desk.report.typeset.line_breaking import wrap
from b12desk.report.typeset.pages import compose
from b12desk.report.typeset.pdf import draw
from b12desk.report.typeset.shaping import shape
from b12desk.report.typeset.type_sizes import SUMMARY, leftwards
from b12desk.theme import LIGHT
from tests.pseudo import PSEUDO, PSEUDO_LEFT, pseudo
from tests.report import sample
from tests.report.page_faults import (
    Area,
    drawn,
    lines_of,
    marks_of,
    text_in,
    text_of,
    width_of,
)
from tests.report.papers import reader
from tests.report.pseudo_papers import RICH, handout, summary
from tests.sample_cases import covering, definition, judged, vignettes


def find(pages: tuple[Page, ...], words: str) -> tuple[Page, Area]:
    """The first line that says ``words``."""
    lines = ((page, each) for page in pages for each in lines_of(page))
    return next((page, each) for page, each in lines if pseudo(words) in text_in(each))


def places(page: Page, *, turned: bool) -> list[tuple[float, ...]]:
    """Where everything is drawn and every line of text begins and ends, in drawing order."""
    areas = [*lines_of(page), *drawn(page, Box), *drawn(page, Line), *drawn(page, Shape)]
    edges = ((page.width - each.right, page.width - each.left) if turned else (each.left, each.right) for each in areas)
    return [(*edge, each.top, each.bottom) for edge, each in zip(edges, areas, strict=True)]


@pytest.mark.parametrize("case", covering()[:2])
def test_a_page_from_right_to_left_is_the_other_one_in_a_mirror(case: str) -> None:
    document, pages = summary(case, PSEUDO)
    assert document.right_to_left
    with PSEUDO.used():
        others = compose(replace(document, right_to_left=False))
    assert len(pages) == len(others)
    for page, other in zip(pages, others, strict=True):
        assert places(page, turned=True) == [pytest.approx(each, abs=0.01) for each in places(other, turned=False)]


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
        ("Patient", "Born (age)", "Answered on"),
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
    if len({round(each.right - each.left) for each in bands}) == 1:  # all in one row: each band as wide as the others
        wanted = [(each.left + each.right) / 2 for each in bands if each.mark.fill == LIGHT.primary_soft]
    else:
        step = (bands[0].right - bands[-1].left + 2) / (found.points_max + 1)
        wanted = [bands[0].right - (points + 0.5) * step for points in sorted(set(found.points))]
    assert [(each.left + each.right) / 2 for each in markers] == [pytest.approx(each) for each in wanted]
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
