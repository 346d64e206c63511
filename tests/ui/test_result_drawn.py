"""The result of a small form, drawn: every place, size, letter and colour is as it was last looked at.

The contract tests say what must stand on the page and in which order; these see that nothing moves unnoticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QCursor
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

from b12desk.definitions import load
from b12desk.desk.intakes import local_time
from b12desk.desk.open_intake import Choices, OpenIntake, Result
from b12desk.desk.papers import Papers, make_pdf
from b12desk.engine.scoring import assess
from b12desk.engine.session import Session
from b12desk.model.response import new_response
from b12desk.ui.kit.buttons import Link
from b12desk.ui.result.preview import Preview
from b12desk.ui.result.result_page import ResultPage
from tests.drawn import check_drawn
from tests.report import sample
from tests.report.papers import coloured_pdf
from tests.report.test_drawn import URGENT
from tests.report.test_score import KNOWN
from tests.staff import ana
from tests.ui.conftest import settle

Show = Callable[[QWidget], QWidget]
KEPT = Path(__file__).with_name("drawn")


@pytest.fixture(autouse=True)
def pointer_elsewhere(qapp: QApplication) -> None:
    """No button is drawn as one with the pointer on it, wherever another test left that."""
    QCursor.setPos(qapp.primaryScreen().geometry().bottomRight())


def drawn(widget: QWidget, scratch: Path) -> Iterator[str]:
    """What is painted, one line each with its look and place; then what a screen reader is told."""
    svg = QSvgGenerator()
    svg.setFileName(str(scratch / "page.svg"))
    svg.setSize(QSize(widget.width(), widget.height()))
    widget.render(svg)
    root = ElementTree.fromstring((scratch / "page.svg").read_bytes())  # noqa: S314 -- written by Qt just now
    yield f"{widget.width()} by {widget.height()}"
    yield from painted(root, {})
    for each in (widget, *widget.findChildren(QWidget)):
        if each.isVisibleTo(widget) and (each.accessibleName() or each.objectName()) and each.isEnabled():
            told = f"{each.objectName()} | {each.accessibleName()} | {each.accessibleDescription()} | {each.toolTip()}"
            yield f"{type(each).__name__} {told.replace(chr(10), ' / ')}"


def painted(element: ElementTree.Element, above: dict[str, str]) -> Iterator[str]:
    """One line for each thing: where its origin is, what it is, its ink, where it stands from there, its words."""
    look = {**above, **element.attrib}
    kind = element.tag.rpartition("}")[2]
    if kind in ("path", "rect", "polyline", "circle", "ellipse", "text", "image"):
        origin = look["transform"].removeprefix("matrix(1,0,0,1,").removesuffix(")")
        ink = ("fill", "font-size", "font-weight") if kind == "text" else ("fill", "stroke", "stroke-width")
        place = ("x", "y", "width", "height", "points", "d", "{http://www.w3.org/1999/xlink}href")
        told = [look[name] for name in ink] + [element.attrib[name] for name in place if name in element.attrib]
        yield " ".join([origin, kind, *map(short, told), (element.text or "").strip()])
    for child in element:
        yield from painted(child, look)


def short(value: str) -> str:
    """A long outline or a picture by its digest."""
    value = " ".join(value.split())
    return value if len(value) < 40 else sha256(value.encode()).hexdigest()[:8]


def result_page(show: Show, answers: dict[str, Any] | None = None) -> QWidget:
    """What scrolls of `result`."""
    inside = result(show, answers).widget()
    assert inside is not None
    return inside


def result(show: Show, answers: dict[str, Any] | None = None) -> ResultPage:
    """The page of the small form of the papers, with the shipped survey score and 7 points."""
    shipped = load()
    known = replace(new_response(shipped.questionnaire.canonical, sample.AUTHORED), answers=KNOWN)
    assert shipped.score is not None
    sources = (*sample.definition().sources.source, *shipped.sources.source)
    beside = tuple(each.code for each in sample.definition().rules.recommendation)
    form = replace(
        sample.definition(),
        score=replace(shipped.score, beside=beside),
        sources=replace(sample.definition().sources, source=sources),
    )
    given = sample.response(answers)
    found = replace(sample.assess(given), score=assess(shipped, known).score)
    intake = OpenIntake(form, Session(form.questionnaire, sample.AUTHORED), make_pdf, local_time, ana)
    page = ResultPage(intake, Result(given, found, Choices(), Papers(form, given, found, "a4")), lambda: None)
    page.resize(900, 700)
    show(page)
    return page


@pytest.mark.parametrize(("name", "height"), [("papers", 700), ("papers-few", 300)])
def test_the_buttons_for_paper_are_drawn_as_they_were(show: Show, tmp_path: Path, name: str, height: int) -> None:
    papers = result(show).documents
    papers.setParent(None)
    papers.fit(900, (900, 0), height)
    papers.resize(900, papers.heightForWidth(900))
    show(papers)
    check_drawn(KEPT / f"{name}.txt", drawn(papers, tmp_path))


def test_the_result_is_drawn_as_it_was(show: Show, tmp_path: Path) -> None:
    check_drawn(KEPT / "result.txt", drawn(result_page(show), tmp_path))


def test_the_result_with_a_red_flag_and_its_sources_is_drawn_as_it_was(show: Show, tmp_path: Path) -> None:
    page = result_page(show, URGENT)
    link = page.findChild(Link, "sources")
    assert link is not None
    link.click()
    assert page.findChild(Link, "score:about") is None
    settle()
    check_drawn(KEPT / "urgent.txt", drawn(page, tmp_path))


def test_what_was_opened_and_closed_again_leaves_the_page_as_it_was(show: Show, tmp_path: Path) -> None:
    page = result_page(show)
    for name in ("sources", "score:about"):
        link = page.findChild(Link, name)
        assert link is not None
        link.click()
        link.click()
    settle()
    check_drawn(KEPT / "result.txt", drawn(page, tmp_path))


def test_the_preview_is_drawn_as_it_was(show: Show, tmp_path: Path) -> None:
    window = show(QWidget())
    preview = Preview(window, "Summary", coloured_pdf())
    show(preview)
    check_drawn(KEPT / "preview.txt", drawn(preview, tmp_path))
