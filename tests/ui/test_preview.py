"""The preview: every page in its size, larger and smaller by steps, and what its buttons and keys do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QWidget

from b12desk.report.summary import summary_pages
from b12desk.report.typeset.display_list import Box, Page
from b12desk.report.typeset.pdf import draw
from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit import style
from b12desk.ui.result.preview import Preview
from tests.report import sample

PAGE = (794, 1123)
"""A4 at 96 dots an inch."""
CONTROL = Qt.KeyboardModifier.ControlModifier

Show = Callable[[QWidget], QWidget]


def pdf(pages: int) -> bytes:
    given = sample.response()
    document, _pages = summary_pages(sample.definition(), given, sample.assess(given))
    return draw(document, [Page(595.276, 841.89, (Box(40, 40, 80, 80, "#c80000"),))] * pages)


@pytest.fixture
def preview(show: Show) -> Preview:
    window = QWidget()
    window.resize(1000, 900)
    show(window)
    made = Preview(window, "Summary", pdf(2))
    show(made)
    return made


def sizes(preview: Preview) -> list[tuple[int, int]]:
    """Of the pages, from the top; what is seen of each fills it."""
    pages = [each for each in preview.findChildren(QLabel) if each.accessibleName().startswith("Page ")]
    assert [each.accessibleName() for each in pages] == [f"Page {number + 1}" for number in range(len(pages))]
    assert all(each.pixmap().deviceIndependentSize().toSize() == each.size() for each in pages)
    return [(each.width(), each.height()) for each in pages]


def said(preview: Preview) -> str:
    return preview.findChildren(QLabel)[0].text()


def test_every_page_is_there_in_its_size(preview: Preview) -> None:
    assert sizes(preview) == [PAGE] * 2
    assert preview.pages == 2
    assert said(preview) == "Summary: 2 pages, 100%"
    assert preview.windowTitle() == "Summary"


def test_one_page_is_one(show: Show) -> None:
    made = Preview(show(QWidget()), "Handout", pdf(1))
    show(made)
    assert said(made) == "Handout: 1 page, 100%"


@pytest.mark.parametrize("by", ["button", "key"])
def test_it_grows_and_shrinks_by_steps_and_ends(preview: Preview, by: str) -> None:
    def step(name: str, key: Qt.Key) -> str:
        if by == "button":
            Driver(preview).press(f"preview:{name}")
        else:
            QTest.keyClick(preview, key, CONTROL)
        zoom = said(preview).rpartition(", ")[2]
        percent = int(zoom.rstrip("%")) / 100
        assert sizes(preview) == [tuple(pytest.approx(side * percent, abs=1.5) for side in PAGE)] * 2
        return zoom

    up = [step("larger", Qt.Key.Key_Plus) for _press in range(5)]
    assert up == ["125%", "150%", "200%", "300%", "300%"]
    down = [step("smaller", Qt.Key.Key_Minus) for _press in range(7)]
    assert down == ["200%", "150%", "125%", "100%", "75%", "50%", "50%"]


def test_print_and_save_are_wanted_and_close_closes(preview: Preview) -> None:
    wanted: list[str] = []
    preview.printed.connect(lambda: wanted.append("print"))
    preview.saved.connect(lambda: wanted.append("save"))
    hand = Driver(preview)
    hand.press("preview:print")
    hand.press("preview:save")
    assert wanted == ["print", "save"]
    assert preview.isVisible()
    hand.press("preview:close")
    assert preview.result() == QDialog.DialogCode.Accepted
    assert not preview.isVisible()


def test_it_is_as_wide_as_a_page_and_covers_the_height_of_the_window(show: Show) -> None:
    for width, height, wanted in (
        (1000, 900, (PAGE[0] + style.sp(64), 900 - style.sp(40))),
        (700, 900, (700, 900 - style.sp(40))),
        (1000, 300, (PAGE[0] + style.sp(64), style.sp(480))),
    ):
        window = QWidget()
        window.resize(width, height)
        made = Preview(window, "Summary", pdf(1))
        assert (made.width(), made.height()) == wanted
        window.deleteLater()


def test_the_pages_can_be_scrolled_with_the_keyboard(preview: Preview) -> None:
    (area,) = preview.findChildren(QScrollArea)
    assert area.accessibleName() == "Summary"
    assert area.focusPolicy() == Qt.FocusPolicy.StrongFocus
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0
