"""The buttons for paper stay in sight below the result at every size and scale: all, or the first and a menu."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.paper_bar import PaperBar
from tests.report.pseudo_papers import RICH
from tests.sample_cases import vignettes
from tests.ui.conftest import Desk, settle
from tests.ui.reading import cut

SIZES = [(1366, 768), (1024, 700), (800, 1280), (1920, 1080), (640, 320)]
SCALES = (1.0, 1.5, 2.0, 2.5)
NAMES = {"both", "preview", "print", "save", "handout", "large", "copy", "again"}


def at_result(open_desk: Callable[..., Desk], size: tuple[int, int] = (1366, 768), scale: float = 1.0) -> Desk:
    style.apply_style(QApplication.instance(), Appearance("light", scale))  # type: ignore[arg-type]  # there is one
    desk = open_desk(Settings(text_scale=scale), size)
    desk.hand.press("new")
    desk.answer_all(vignettes()[RICH].response)
    desk.hand.press("next")
    settle()
    return desk


def bar(desk: Desk) -> PaperBar:
    papers = desk.intake.page.papers
    assert papers is not None
    return papers


def in_sight(desk: Desk) -> set[str]:
    """The names of the buttons that are whole on the screen, below the page."""
    window, page = desk.window, desk.intake.page
    bottom = page.mapTo(window, QPoint(0, page.height())).y()
    found = set()
    for each in bar(desk).findChildren(Button):
        place = QRect(each.mapTo(window, QPoint()), each.size())
        if each.isVisible() and window.rect().contains(place) and bottom <= place.top():
            found.add(each.objectName().removeprefix("paper:"))
    return found


def actions(desk: Desk) -> dict[str, QAction]:
    return {each.objectName().removeprefix("more:"): each for each in bar(desk).more.menu().actions()}


@pytest.mark.parametrize(
    "scale", [pytest.param(each, marks=() if each in {1.0, 2.5} else pytest.mark.slow) for each in SCALES]
)
def test_every_button_is_in_sight_or_one_press_away(open_desk: Callable[..., Desk], scale: float) -> None:
    desk = at_result(open_desk, scale=scale)
    for size in SIZES:
        desk.window.resize(*size)
        settle()
        seen = in_sight(desk)
        few = {"both", "more"}
        assert seen in (NAMES, few), size
        assert set(actions(desk)) == NAMES - {"both"}
        assert seen == NAMES or size != (1366, 768) or scale > 1
        assert desk.intake.page.viewport().height() > 0.5 * desk.window.height() or size != (1366, 768), size
        assert [each for each in cut(desk.window) if "paper:" in each or "'back'" in each or "'help'" in each] == []
        assert desk.intake.page.findChildren(Button) == []


def few(open_desk: Callable[..., Desk]) -> Desk:
    desk = at_result(open_desk, (1024, 700), 2.0)
    assert in_sight(desk) == {"both", "more"}
    return desk


POPUP = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")
"""Without a screen there is nothing to raise and no keyboard to grab."""


@POPUP
def test_the_others_are_in_a_menu_that_the_keyboard_opens(open_desk: Callable[..., Desk]) -> None:
    desk = few(open_desk)
    focused = desk.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "paper:both"
    desk.hand.key(Qt.Key.Key_Tab)
    more = bar(desk).more
    assert desk.window.focusWidget() is more
    assert QAccessible.queryAccessibleInterface(more).role() == QAccessible.Role.ButtonMenu
    menu = more.menu()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        desk.hand.key(key)
        settle()
        assert menu.isVisible(), key
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        settle()
        assert not menu.isVisible()
        assert desk.window.focusWidget() is more


@POPUP
def test_a_press_opens_the_menu_and_its_letters_choose(open_desk: Callable[..., Desk]) -> None:
    desk = few(open_desk)
    desk.hand.press("paper:more")
    menu = bar(desk).more.menu()
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_C)
    settle()
    assert not menu.isVisible()
    assert QApplication.clipboard().text()
    assert bar(desk).words.startswith("Copied.")


def test_menu_and_buttons_say_the_same(open_desk: Callable[..., Desk]) -> None:
    desk = at_result(open_desk)
    buttons, menu = bar(desk).buttons, actions(desk)
    assert {name: each.text() for name, each in buttons.items() if name != "both"} == {
        name: each.text() for name, each in menu.items()
    }
    letters = [each.text()[each.text().index("&") + 1].casefold() for each in (*buttons.values(), bar(desk).more)]
    assert len(set(letters)) == len(letters)


def test_what_was_done_is_said_of_the_first_button_where_its_line_has_no_room(open_desk: Callable[..., Desk]) -> None:
    desk = at_result(open_desk, (1920, 1080), 2.5)
    first, words = bar(desk).buttons["both"], "The summary has not been printed or saved yet."
    assert "paper:done" in desk.names()
    assert first.accessibleDescription() == ""
    desk.window.resize(1024, 700)
    settle()
    assert "paper:done" not in desk.names()
    assert first.accessibleDescription() == words
    bar(desk).say("Saved.")
    assert first.accessibleDescription() == "Saved."
    desk.window.resize(1920, 1080)
    settle()
    assert "paper:done" in desk.names()


def test_the_focus_stays_with_the_buttons_when_they_become_few(open_desk: Callable[..., Desk]) -> None:
    desk = at_result(open_desk)
    bar(desk).buttons["copy"].setFocus()
    desk.window.resize(640, 320)
    settle()
    assert desk.window.focusWidget() is bar(desk).more
    desk.window.resize(1366, 768)
    settle()
    focused = desk.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "paper:preview"
    assert in_sight(desk) == NAMES


def test_in_the_smallest_window_icons_keep_their_names(open_desk: Callable[..., Desk]) -> None:
    desk = at_result(open_desk, (640, 320), 2.5)
    for name, text in (("paper:both", "Save both PDFs"), ("back", "Back"), ("leave", "Save and leave")):
        button = desk.hand.find(name)
        assert button.width() == button.height()
        assert button.toolTip().startswith(text) or name == "paper:both"
        told = QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
        assert told.replace("&", "") == text
    desk.window.resize(1366, 768)
    settle()
    assert desk.hand.find("back").width() > desk.hand.find("back").height()
    assert desk.hand.find("back").toolTip() == ""
