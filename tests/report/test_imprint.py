"""What a paper says of itself, above everything on every page: its version, who printed it, that it is void."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from b12desk.engine.scoring import assess
from b12desk.model.imprint import Imprint, Replaced
from b12desk.report.handout import handout_document
from b12desk.report.imprint import banner
from b12desk.report.summary import summary_pages, summary_pdf
from b12desk.report.typeset.display_list import Box, Page
from b12desk.report.typeset.document import Document, Span
from b12desk.report.typeset.pages import compose
from b12desk.report.typeset.type_sizes import Paper
from b12desk.theme import LIGHT, contrast
from tests.report import sample
from tests.report.page_faults import lines_of, text_in
from tests.sample_cases import definition, judged, vignettes

AT = datetime(2026, 11, 27, 10, 32, tzinfo=UTC)
FIRST = Replaced(number=1, finished=datetime(2026, 3, 12, 9, tzinfo=UTC), code="K7QM-3F9D")
ANA = Imprint(by="Ana Ferreira", at=AT)
PRINTED = "Printed by Ana Ferreira, 27 November 2026, 10:32."
SECOND = replace(ANA, version=2, replaces=FIRST)


def heads(imprint: Imprint) -> list[str]:
    """The first line of each page, without the spaces, which are none of its marks."""
    form = replace(definition(), imprint=imprint)
    response = vignettes()[CASE].response
    _document, pages = summary_pages(form, response, judged(CASE))
    assert len(pages) == 2
    return [text_in(min(lines_of(page), key=lambda line: line.top)).replace(" ", "") for page in pages]


CASE = next(iter(vignettes()))


@pytest.mark.parametrize(
    ("imprint", "said"),
    [
        (ANA, PRINTED),
        (SECOND, f"Version 2, replaces version 1 of 12 March 2026 (code K7QM-3F9D). {PRINTED}"),
        (replace(SECOND, voided=True), f"ENTERED IN ERROR, do not use. Version 2. {PRINTED}"),
        (replace(ANA, replaced_by=2), f"REPLACED by version 2, do not use. Version 1. {PRINTED}"),
        (Imprint(by="ana"), "Made by ana."),
    ],
    ids=["first", "second", "void", "replaced", "command line"],
)
def test_it_stands_above_everything_on_every_page(imprint: Imprint, said: str) -> None:
    assert heads(imprint) == [said.replace(" ", "")] * 2


def test_whose_page_it_is_and_which_of_how_many_stand_on_every_page() -> None:
    given = sample.response()
    _document, pages = summary_pages(sample.definition(), given, assess(sample.definition(), given))
    for number, page in enumerate(pages, 1):
        foot = " ".join(map(text_in, [*lines_of(page)][-4:]))
        assert given.subject.display in foot
        assert f"Page {number} of {len(pages)}" in foot


def test_it_moves_nothing_and_no_page_grows() -> None:
    given = sample.response()
    plain = sample.definition()
    found = []
    for form in (plain, replace(plain, imprint=SECOND), replace(plain, imprint=replace(SECOND, voided=True))):
        _document, pages = summary_pages(form, given, assess(form, given))
        found.append([(text_in(each), each.left, each.top) for page in pages for each in lines_of(page)])
    for marked in found[1:]:
        assert [each for each in found[0] if each not in marked] == []
        assert min(top for _text, _left, top in marked) > 8, "a printer reaches no nearer to the edge"


def test_the_same_imprint_makes_the_same_bytes_and_another_moment_others() -> None:
    given = sample.response()
    plain = sample.definition()

    def made(imprint: Imprint) -> bytes:
        return summary_pdf(replace(plain, imprint=imprint), given, assess(plain, given))

    assert made(SECOND) == made(SECOND)
    assert made(SECOND) != made(replace(SECOND, at=AT.replace(minute=33)))


@pytest.mark.parametrize("large_print", [False, True])
def test_each_page_of_the_handout_says_whose_it_is_which_version_by_whom_and_which_page(*, large_print: bool) -> None:
    given, plain = sample.response(), sample.definition()

    def handout(imprint: Imprint) -> Document:
        return handout_document(replace(plain, imprint=imprint), given, large_print=large_print)

    pages = compose(handout(SECOND))
    for number, page in enumerate(pages, 1):
        lines = sorted(lines_of(page), key=lambda line: line.top)
        head, foot = (text_in(lines[0]), "".join(text_in(each) for each in lines if each.top > page.height * 0.7))
        assert head.replace(" ", "") == "Version2.PrintedbyAnaFerreira,27November2026."
        assert lines[0].top > 0
        name, told, at = (
            foot.replace(" ", "").index(each) for each in ("AdaByron.", "Thissheetisnotadiagnosis.", f"Page{number}of")
        )
        assert name < told < at
    void = handout(replace(ANA, voided=True)).banner[0]
    assert (void.text, void.role) == ("ENTERED IN ERROR, do not use.", "void")
    for page in compose(handout(replace(SECOND, voided=True))):
        assert_barred(page)


@pytest.mark.parametrize("forbidden", [replace(SECOND, voided=True), replace(ANA, replaced_by=2)])
@pytest.mark.parametrize("case", [*vignettes()][::24])
def test_what_forbids_its_use_comes_first_large_and_white_on_a_red_band(forbidden: Imprint, case: str) -> None:
    assert [each.role for each in banner(forbidden) if isinstance(each, Span)] == ["void", "void-small"]
    form = replace(definition(), imprint=forbidden)
    document, pages = summary_pages(form, vignettes()[case].response, judged(case))
    for page in pages:
        assert_barred(page)
    strong, void = document.sheet.style("strong"), document.sheet.style("void")
    assert void.size >= 13.5
    assert void.size > strong.size
    assert contrast(void.colour, LIGHT.error) >= 4.5


def assert_barred(page: Page) -> None:
    """A red band from edge to edge holds the first line, which is one, and touches no other."""
    (band,) = [each for each in page.marks if isinstance(each, Box)]
    first, second = sorted(lines_of(page), key=lambda line: line.top)[:2]
    assert (band.x, band.width, band.fill) == (0, page.width, LIGHT.error)
    assert band.y <= first.top
    assert first.bottom <= band.y + band.height
    assert second.top >= band.y + band.height
    assert band.y > 8, "a printer reaches no nearer to the edge"


@pytest.mark.parametrize("imprint", [ANA, SECOND])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("case", [*vignettes()][::24])
def test_a_paper_that_holds_has_no_band_and_its_version_is_as_large_as_what_is_strong(
    imprint: Imprint, paper: Paper, case: str
) -> None:
    form = replace(definition(), imprint=imprint)
    _document, pages = summary_pages(form, vignettes()[case].response, judged(case), paper=paper)
    for page in pages:
        assert [each for each in page.marks if isinstance(each, Box)] == []
        assert min(each.top for each in lines_of(page)) > 8
    assert [each.role for each in banner(imprint) if isinstance(each, Span)] == (
        ["strong", "label"] if imprint is SECOND else ["label"]
    )
