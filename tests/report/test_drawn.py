"""The papers of a small form, mark by mark: every place, size, face and colour is as it was last looked at.

The contract tests say what must stand on a page and in which order; these see that nothing moves unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from b12desk import __version__
from b12desk.definitions import load
from b12desk.engine.scoring import assess
from b12desk.model.response import new_response
from b12desk.report.handout import handout_document
from b12desk.report.summary import WHOLE, summary_pages
from b12desk.report.typeset.content_stream import Ink
from b12desk.report.typeset.display_list import Bookmark, Box, Group, Line, Mark, Page, Shape, Text
from b12desk.report.typeset.document import Gauge, ScoreBand, ScoreChart
from b12desk.report.typeset.figures import gauge
from b12desk.report.typeset.pages import compose
from b12desk.report.typeset.score_chart import score_chart
from tests.drawn import check_drawn
from tests.report import sample
from tests.report.test_score import KNOWN

KEPT = Path(__file__).with_name("drawn")
UNTESTED = {each: sample.coded("no") for each in ("vision", "fatigue", "paraesthesia")}
"""No symptom, so no test is suggested: remarks stand beside the diet."""
URGENT = {
    "vision": sample.coded("yes"),
    "nitrous_oxide": sample.coded("yes"),
    "nitrous_oxide.last": ({"date": "2026-01"},),
    "paraesthesia": None,
    "med_metformin.duration": None,
}
BANDS = tuple(ScoreBand(*each) for each in ((0, 3, "1.4"), (4, 4, "3.0"), (5, 5, "5.2"), (6, 8, "10.7")))


def digest(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:8]


def lines(marks: Iterable[Mark], x: float = 0, y: float = 0) -> Iterator[str]:
    """One line a mark, where it really stands."""
    for mark in marks:
        match mark:
            case Group():
                yield from lines(mark.marks, x + mark.x, y + mark.y)
            case Text():
                shaped = f" {digest(mark.glyphs)}" if mark.glyphs else ""
                words = mark.text.replace(__version__, "VERSION")
                yield f"{x + mark.x:.2f} {y + mark.y:.2f} {mark.face} {mark.size:g} {mark.colour}{shaped} {words}"
            case Line():
                ends = f"{x + mark.x:.2f} {y + mark.y:.2f} to {x + mark.to_x:.2f} {y + mark.to_y:.2f}"
                yield f"{ends} line {mark.width:g} {mark.colour} {' '.join(f'{each:g}' for each in mark.dash)}"
            case Box():
                look = f"{mark.fill} {mark.stroke} {mark.line_width:g} {mark.radius:g}"
                yield f"{x + mark.x:.2f} {y + mark.y:.2f} box {mark.width:.2f} by {mark.height:.2f} {look}"
            case Shape():
                look = f"{mark.fill} {mark.stroke} {mark.line_width:g} {mark.scale:.4f} {mark.kept}"
                yield f"{x + mark.x:.2f} {y + mark.y:.2f} outline {digest(mark.commands)} {look}"
            case Bookmark():
                yield f"{y + mark.y:.2f} bookmark {mark.level} {mark.title}"


def of_pages(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        yield f"page {page.width:.2f} by {page.height:.2f}, {page.filled:.3f} filled"
        yield from lines(page.marks)


def summary(answers: dict[str, Any] | None = None, paper: Any = "a4", **subject: Any) -> list[str]:
    """With the shipped survey score and 7 points, so that all parts of the page are there."""
    shipped = load()
    known = replace(new_response(shipped.questionnaire.canonical, sample.AUTHORED), answers=KNOWN)
    given = sample.response(answers, **subject)
    found = replace(sample.assess(given), score=assess(shipped, known).score)
    assert shipped.score is not None
    beside = tuple(each.code for each in sample.definition().rules.recommendation)
    form = replace(sample.definition(), score=replace(shipped.score, sources=("NICE",), beside=beside))
    return list(of_pages(summary_pages(form, given, found, paper=paper)[1]))


def test_the_summary_is_drawn_as_it_was() -> None:
    check_drawn(KEPT / "summary.txt", summary())


def test_the_summary_with_a_red_flag_and_open_questions_is_drawn_as_it_was() -> None:
    check_drawn(KEPT / "urgent.txt", summary(URGENT, "letter", display="", identifier=""))


@pytest.mark.parametrize("which", range(1, len(WHOLE)))
def test_every_way_to_set_the_summary_is_drawn_as_it_was(which: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("b12desk.report.summary.TRIES", ((which, 9),))
    check_drawn(KEPT / f"summary-{which}.txt", summary(URGENT))


@pytest.mark.parametrize("which", [0, len(WHOLE) - 1])
def test_the_summary_without_a_test_is_drawn_as_it_was(which: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("b12desk.report.summary.TRIES", ((which, 9),))
    check_drawn(KEPT / f"untested-{which}.txt", summary(UNTESTED))


@pytest.mark.parametrize("large", [False, True])
def test_the_handout_is_drawn_as_it_was(large: bool) -> None:
    given = sample.response({"pregnant": sample.coded("yes")})
    pages = compose(handout_document(sample.definition(), given, large_print=large))
    check_drawn(KEPT / f"handout{'-large' if large else ''}.txt", of_pages(pages))


def test_names_and_numbers_are_drawn_as_they_were() -> None:
    """The heads of both papers: a name that can be printed, in part, or not at all, with a number and without."""
    found = []
    for name, number in (
        ("", ""),
        ("", "12"),
        ("\u738b", ""),
        ("\u738b", "12"),
        ("Ali \u738b", "\u533b 12"),
        ("Ali \u0639\u0644\u064a", ""),
    ):
        given = sample.response(display=name, identifier=number)
        handout = compose(handout_document(sample.definition(), given))
        summary = summary_pages(sample.definition(), given, sample.assess(given))[1]
        for page in (handout[0], summary[0]):
            top = [
                line for line in lines(page.marks) if float(line.split()[1 if " bookmark " not in line else 0]) < 150
            ]
            found += [f"-- {name} {number}", *top]
    check_drawn(KEPT / "names.txt", found)


def test_the_pictures_are_drawn_as_they_were() -> None:
    sheet = WHOLE[0].sheet
    found = []
    for points, strip, width in (((4, 4), False, 190.0), ((0, 8), False, 190.0), ((3, 6), True, 540.0)):
        label = f"{points[0]} to {points[1]} of 8 points"
        piece = score_chart(
            ScoreChart(BANDS, points, 8, label, 2, 11, "of 100 people, as it was found in the survey", strip=strip),
            width,
            sheet,
        )
        found += [f"score {piece.height:.2f}", *lines(piece.marks)]
    for amount, at_least in ((0.0, False), (2.0, True), (12.5, False), (30.0, False)):
        piece = gauge(Gauge(amount, 2.4, f"{amount:g} mcg", "US RDA 2.4", at_least), 250.0, sheet)
        found += [f"gauge {piece.height:.2f}", *lines(piece.marks)]
    check_drawn(KEPT / "pictures.txt", found)


def test_marks_are_written_as_they_were() -> None:
    """Every kind of mark in the operators of the file; the letters of a text stand for its glyphs here."""
    marks = (
        Group(10, 20, (Text(1, 2, "ab", "F", 9.5, "#ff8000"), Text(1, 12, "c", "F", 9.5, "#ff8000"))),
        Line(0, 5, 30, 6, 0.5, "#000000"),
        Line(0, 7, 30, 7, 0.5, "#000000", (2, 1)),
        Box(5, 10, 20, 8, "#ffffff"),
        Box(5, 30, 20, 8, None, "#00ff00", 0.75),
        Box(5, 50, 20, 20, "#0000ff", "#00ff00", radius=10),
        Shape(3, 4, 0.5, (("M", 0, 0), ("L", 10, 0.25), ("C", 1, 2, 3, 4, 5, 6), ("Z",)), stroke="#102030"),
        Shape(3, 4, 2, (("M", 0, 0), ("L", 1, 1), ("Z",)), fill="#102030", kept=False),
        Text(1, 90, "d", "F", 7, "#102030"),
        Group(0, 40, (Bookmark(5, "Title", 1),)),
    )
    ink = Ink(100, lambda mark: [("F1", mark.text.encode())])
    written = ink.operators(marks).splitlines()
    check_drawn(KEPT / "operators.txt", [*written, repr(ink.bookmarks)])
