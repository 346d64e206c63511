"""Questions in rows: how many stand on a screen, that answers stand below each other, and that stacks remain."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from b12desk.engine.session import Session
from b12desk.model.values import UNKNOWN_CODES
from b12desk.ui.form_page import FormPage
from b12desk.ui.items.choice import ChoiceEditor, ManyEditor
from b12desk.ui.kit.option_tile import CheckTile
from b12desk.ui.question_row import QuestionRow
from tests.gallery import gallery
from tests.ui.conftest import NOW, Desk, settle
from tests.ui.everything import Everything
from tests.ui.maria import SAMPLE

LAPTOP = (1366, 740)
"""A screen of 1366 x 768 without the frame of the window."""


def plain_questions(page: FormPage) -> Iterator[QWidget]:
    """What was a question of its own before there were lists: a row, or a line of a list."""
    for row in page.rows.values():
        if row.isVisible() and isinstance(row.editor, ManyEditor):
            alone = {*UNKNOWN_CODES, getattr(row.editor._none, "code", "")}
            yield from (each for each in row.editor.inputs() if isinstance(each, CheckTile) and each.code not in alone)
        elif row.isVisible():
            yield row


def area(page: FormPage, widget: QWidget) -> QRect:
    """Where ``widget`` stands in the window that the page is seen through."""
    return QRect(widget.mapTo(page.viewport(), QPoint()), widget.size())


def whole(page: FormPage, widgets: list[QWidget]) -> list[QWidget]:
    seen = page.viewport().rect()
    return [each for each in widgets if seen.contains(area(page, each))]


def most_on_a_screen(page: FormPage) -> int:
    """The most plain questions that stand whole on one screen, wherever the page is scrolled to."""
    most = 0
    for row in [each for each in page.rows.values() if each.isVisible()]:
        bar = page.verticalScrollBar()
        bar.setValue(bar.value() + area(page, row).top())
        most = max(most, len(whole(page, list(plain_questions(page)))))
    return most


def too_high(page: FormPage) -> list[str]:
    """Rows of answers in tiles that are higher than a row, though their questions take two lines at most."""
    found = []
    for row in page.rows.values():
        texts = row._label.height() + (0 if row._item.help is None else 99)
        if (
            row.isVisible()
            and row.beside
            and isinstance(row.editor, ChoiceEditor)
            and texts <= 46
            and row.height() > 54
        ):
            found.append(f"{row.link_id}: {row.height()}")
    return found


def test_eight_plain_questions_stand_whole_on_the_first_screen_of_every_page(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(size=LAPTOP)
    desk.hand.press("new")
    counted: dict[str, int] = {}
    while isinstance(page := desk.intake.page, FormPage):
        settle()
        assert page.verticalScrollBar().value() == 0, "nobody has to scroll to the first question"
        counted[page.link_id] = len(whole(page, list(plain_questions(page))))
        desk.hand.fill_page(page, SAMPLE)
        desk.hand.press("next")
        assert desk.intake.page is not page
    assert len(counted) == 6
    assert {name: count for name, count in counted.items() if count < 8} == {}


def test_the_emergency_questions_stand_at_once_below_one_slim_line(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(size=LAPTOP)
    desk.hand.press("new")
    settle()
    page, first = desk.page, desk.hand.find("emergency_body=stroke")
    assert page.head is not None
    assert page.head.height() <= 60
    assert area(page, first).top() < 260


@pytest.mark.slow
def test_eleven_questions_a_screen_and_answers_below_each_other(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(size=LAPTOP)
    desk.hand.press("new")
    walker = Everything(desk)
    counted: dict[str, int] = {}
    while isinstance(page := desk.intake.page, FormPage):
        walker.open_all(page)
        settle()
        check_columns(page)
        assert too_high(page) == []
        counted[page.link_id] = most_on_a_screen(page)
        walker.answer_all(page)
        desk.hand.press("next")
    assert {name: count for name, count in counted.items() if count < 11} == {}


def check_columns(page: FormPage) -> None:
    """Yes stands below yes, no below no, in every row with the same answers."""
    places: dict[tuple[str, ...], set[tuple[int, ...]]] = {}
    for row in page.rows.values():
        if row.isVisible() and row.beside and isinstance(row.editor, ChoiceEditor):
            tiles = row.editor.inputs()
            codes = tuple(each.objectName().rpartition("=")[2] for each in tiles)
            if codes[:2] == ("yes", "no"):
                places.setdefault(codes[:2], set()).add(tuple(area(page, each).x() for each in tiles[:2]))
            elif "yes" in codes and "no" in codes:
                raise AssertionError(f"{row.link_id}: yes stands before no")
    assert all(len(each) == 1 for each in places.values()), places


def opened_form(show: Callable[[QWidget], QWidget], name: str, *, dense: bool) -> FormPage:
    questionnaire = gallery(name).questionnaire
    session = Session(questionnaire, NOW)
    page = FormPage(session, questionnaire.items[session.page], dense=dense)
    page.resize(1120, 700)
    show(page)
    return page


def lines(page: FormPage, row: QuestionRow) -> list[int]:
    """How many answers stand on each line, from above."""
    tops = [area(page, each).top() for each in row.editor.inputs()]
    return [tops.count(each) for each in sorted(set(tops))]


def test_a_single_choice_stands_in_a_row_for_staff_and_in_a_stack_for_patients(
    show: Callable[[QWidget], QWidget],
) -> None:
    staff, patient = (opened_form(show, "boolean", dense=each) for each in (True, False))
    row, stack = (next(iter(page.rows.values())) for page in (staff, patient))
    count = len(row.editor.inputs())
    assert row.beside
    assert lines(staff, row) == [count]
    assert len({each.width() for each in row.editor.inputs()}) == 1, "equal columns"
    assert not stack.beside
    assert lines(patient, stack) == [1] * count


def test_a_list_stands_in_two_columns_read_downwards_with_none_of_these_apart(desk: Desk) -> None:
    desk.window.resize(*LAPTOP)
    settle()
    row = desk.page.rows["emergency_body"]
    tiles = [each for each in row.editor.inputs() if isinstance(each, CheckTile)]
    assert lines(desk.page, row) == [2, 2, 2, 3]
    assert [each.x() == tiles[0].x() for each in tiles[:6]] == [True] * 3 + [False] * 3
    assert [each.y() for each in tiles[:3]] == [each.y() for each in tiles[3:6]]
    assert [each.key for each in tiles] == ["1", "2", "3", "4", "5", "6", "0", "7", "8"]
    assert tiles[6].code == "none-of-these"
    assert tiles[6].y() - tiles[2].y() > tiles[2].y() - tiles[1].y(), "set apart"


def test_a_digit_is_seen_and_not_part_of_what_is_heard(desk: Desk) -> None:
    tile = desk.hand.find("emergency_body=stroke")
    assert isinstance(tile, CheckTile)
    assert tile.key == "1"
    assert "1" not in tile.text() + tile.accessibleName()
    numbered = tile.grab().toImage()
    tile.set_key("")
    assert tile.grab().toImage() != numbered


def test_the_wheel_moves_two_rows_a_notch(desk: Desk) -> None:
    desk.window.resize(*LAPTOP)
    desk.to("about")
    settle()
    page = desk.page
    bar, middle = page.verticalScrollBar(), QPointF(page.viewport().rect().center())
    page.to_top()
    notch = QWheelEvent(
        middle,
        QPointF(page.viewport().mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.viewport(), notch)
    assert 96 <= bar.value() <= 112
