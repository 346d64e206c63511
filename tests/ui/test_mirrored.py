"""Where one reads from right to left everything stands on the other side, and nothing is clipped or covered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from b12desk.model.assessment import Diet
from b12desk.ui.form_page import FormPage
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button, Link
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.option_tile import CheckTile, RadioTile
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.step_list import Step, StepList
from b12desk.ui.result.intake_gauge import IntakeGauge
from tests.ui.conftest import Desk
from tests.ui.maria import SAMPLE
from tests.ui.test_looks import check

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture
def from_the_right(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(RIGHT)
    yield
    qapp.setLayoutDirection(LEFT)


def drawn(widget: QWidget, direction: Qt.LayoutDirection) -> QImage:
    widget.setLayoutDirection(direction)
    widget.resize(200, 44)
    return widget.grab().toImage()


def columns(image: QImage, colour: str) -> list[int]:
    """Where across ``image`` a colour of the palette stands."""
    wanted = style.colour(colour).rgb()
    return [x for x in range(image.width()) if any(image.pixel(x, y) == wanted for y in range(8, image.height() - 8))]


@pytest.mark.parametrize(
    ("made", "colour"),
    [
        (lambda: RadioTile("a", ""), "edge"),
        (lambda: CheckTile("a", ""), "edge"),
        (lambda: Panel("detail"), "line"),
        (lambda: Panel("side"), "line"),
        (lambda: Panel("error"), "error"),
    ],
    ids=["radio", "check", "detail", "side", "error"],
)
def test_marks_stand_where_one_begins_to_read(qapp: QApplication, made: Callable[[], QWidget], colour: str) -> None:
    widget = made()
    left, right = columns(drawn(widget, LEFT), colour), columns(drawn(widget, RIGHT), colour)
    inner = [x for x in left if 4 < x < 195 or isinstance(widget, Panel)]
    assert inner
    assert [199 - x for x in reversed(inner)] == [x for x in right if 4 < x < 195 or isinstance(widget, Panel)]


def test_the_gauge_is_filled_from_where_one_begins_to_read(qapp: QApplication) -> None:
    gauge = IntakeGauge(Diet(mcg_per_day=1.2, reference=2.4, reference_label="", reference_sources=(), at_least=False))
    gauge.resize(400, gauge.sizeHint().height())
    places = []
    for direction in (LEFT, RIGHT):
        gauge.setLayoutDirection(direction)
        places.append(columns(gauge.grab().toImage(), "primary"))
    assert places[0][0] < 5
    assert len(places[0]) > 90
    assert [399 - x for x in reversed(places[0])] == places[1]


def test_an_arrow_points_the_way_one_reads(qapp: QApplication) -> None:
    button = Button("", "primary", "next")
    middle = QRect(60, 8, 80, 28)
    forth, back = (drawn(button, each).copy(middle) for each in (LEFT, RIGHT))
    assert forth != back
    assert forth.flipped(Qt.Orientation.Horizontal) == back


def test_the_circle_of_a_step_stands_at_the_right(qapp: QApplication, from_the_right: None) -> None:
    steps = StepList()
    steps.show_steps([Step("a", "One", "begun", 1, current=True, reachable=False)], "")
    image = drawn(steps.buttons[0], RIGHT)
    assert min(columns(image, "primary")) > 150


def test_a_flow_begins_at_the_right(show: Callable[[QWidget], QWidget], from_the_right: None) -> None:
    ground = QWidget()
    flow = FlowLayout(10, ground)
    first, second = QWidget(), QWidget()
    for each in (first, second):
        each.setFixedSize(50, 20)
        flow.addWidget(each)
    ground.resize(300, 60)
    show(ground)
    assert (first.x(), second.x()) == (250, 190)


@pytest.mark.parametrize(("key", "step"), [(Qt.Key.Key_Left, 1), (Qt.Key.Key_Right, -1), (Qt.Key.Key_Down, 1)])
def test_arrow_keys_go_where_they_point(
    show: Callable[[QWidget], QWidget], from_the_right: None, key: Qt.Key, step: int
) -> None:
    from PySide6.QtTest import QTest

    tile = RadioTile("a", "A")
    seen: list[int] = []
    tile.stepped.connect(seen.append)
    show(tile)
    QTest.keyClick(tile, key)
    assert seen == [step]


def covered(window: QWidget) -> list[str]:
    """Links that take an answer back and stand over the words of their question."""
    found = []
    for link in window.findChildren(Link):
        question = window.findChild(QLabel, link.objectName().removesuffix("clear") + "label")
        if not link.isVisible() or not link.objectName().endswith(":clear") or question is None:
            continue
        room = QRect(link.mapTo(window, link.rect().topLeft()), link.size())
        if room.intersects(QRect(question.mapTo(window, question.rect().topLeft()), question.size())):
            found.append(link.objectName())
    return found


def test_no_page_is_clipped_or_covered_from_right_to_left(from_the_right: None, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    check(desk)
    desk.hand.press("new")
    while isinstance(page := desk.intake.page, FormPage):
        desk.hand.fill_page(page, SAMPLE)
        check(desk)
        assert covered(desk.window) == []
        desk.hand.press("next")
    desk.intake.pages.review.complete()  # type: ignore[union-attr]  # it is open
    check(desk)
    desk.hand.press("next")
    check(desk)
