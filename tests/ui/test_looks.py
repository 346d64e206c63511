"""Contrast, room and order: nothing is clipped at 1024 x 700 or at twice the text size, in either colour scheme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from b12desk.settings import Settings, ThemeChoice
from b12desk.theme import CONTRAST, DARK, EDGE_PAIRS, LIGHT, TEXT_PAIRS, Appearance, Palette, contrast
from b12desk.ui.form_page import FormPage
from b12desk.ui.kit import style
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.settings_dialog import SettingsDialog
from tests.ui.conftest import Desk, settle
from tests.ui.maria import SAMPLE


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST], ids=lambda each: each.name)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_stands_out_from_its_ground(palette: Palette, text: str, ground: str) -> None:
    colours = palette._asdict()
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST], ids=lambda each: each.name)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_that_mean_something_stand_out(palette: Palette, edge: str, ground: str) -> None:
    colours = palette._asdict()
    assert contrast(colours[edge], colours[ground]) >= 3


def test_contrast_knows_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    from b12desk.paths import resources_dir

    text = (resources_dir() / "style" / "b12desk.qss").read_text(encoding="utf-8")
    assert "#" not in text
    assert "rgb" not in text


def clipped(window: QWidget) -> list[str]:
    """Visible texts that have less room than they need."""
    found = []
    for each in window.findChildren(QWidget):
        if not each.isVisible():
            continue
        if isinstance(each, QLabel) and each.text() and not each.pixmap().width():
            need = each.heightForWidth(each.width()) if each.wordWrap() else each.sizeHint().height()
            word = max((each.fontMetrics().horizontalAdvance(part) for part in each.text().split()), default=0)
            if each.height() < need or each.width() < word:
                found.append(
                    f"label {each.text()[:40]!r} has {each.size().toTuple()}, needs height {need}, width {word}"
                )
        elif isinstance(each, QAbstractButton) and each.objectName():
            need = each.heightForWidth(each.width()) if each.hasHeightForWidth() else each.sizeHint().height()
            least = each.minimumSizeHint().width()
            if each.height() < need or each.width() < least:
                found.append(
                    f"button {each.objectName()} has {each.size().toTuple()}, needs height {need}, width {least}"
                )
        elif isinstance(each, QLineEdit) and each.height() < each.sizeHint().height():
            found.append(f"line {each.objectName()} is {each.height()} high")
    return found


def small_targets(window: QWidget) -> list[str]:
    tiles = [each for each in window.findChildren(QAbstractButton) if "=" in each.objectName() and each.isVisible()]
    return [each.objectName() for each in tiles if each.height() < 44 or each.width() < 44]


def check(desk: Desk) -> None:
    settle()
    assert not clipped(desk.window)
    assert not small_targets(desk.window)
    for area in desk.window.findChildren(QScrollArea):
        if area.isVisible():
            inner = area.widget()
            assert inner is not None
            assert inner.width() <= area.viewport().width(), "wider than the window"


COVERING = [
    (1.0, (1024, 700), "light"),
    (2.0, (1024, 700), "light"),
    (2.5, (800, 1280), "dark"),
]
SIZES = [(1024, 700), (1366, 768), (800, 1280), (1920, 1080)]
ALL = [
    pytest.param(scale, size, theme, marks=pytest.mark.slow)
    for scale in (1.0, 1.5, 2.0, 2.5)
    for size in SIZES
    for theme in ("light", "dark")
    if (scale, size, theme) not in COVERING
]
NAME = "Margaret Anne Hollis-Featherstonehaugh"


@pytest.mark.parametrize(("scale", "size", "theme"), [*COVERING, *ALL])
def test_no_page_is_clipped_or_wider_than_the_window(
    qapp: QApplication, open_desk: Callable[..., Desk], scale: float, size: tuple[int, int], theme: ThemeChoice
) -> None:
    style.apply_style(qapp, Appearance(theme, scale))
    desk = open_desk(Settings(text_scale=scale, theme=theme), size)
    check(desk)
    desk.hand.press("new")
    check_focus(desk)
    desk.hand.press("patient:name")
    desk.hand.type(NAME)
    desk.hand.key(Qt.Key.Key_Tab)
    desk.to("about")
    desk.hand.press("next")
    assert "problems" in desk.names()
    check(desk)
    desk.hand.press("back")
    while isinstance(page := desk.intake.page, FormPage):
        desk.hand.fill_page(page, SAMPLE)
        check(desk)
        desk.hand.press("next")
        check_focus(desk)
    desk.intake.pages.review.complete()  # type: ignore[union-attr]  # it is open
    check(desk)
    desk.hand.press("next")
    check(desk)
    desk.hand.press("sources")
    check(desk)


def check_focus(desk: Desk) -> None:
    """After a page turn what has the focus is whole in sight, and the name of the patient is."""
    settle()
    focused = desk.window.focusWidget()
    assert focused is not None
    if not isinstance(focused, QScrollArea):
        assert focused.visibleRegion().boundingRect().size() == focused.size(), focused.objectName()
    named = desk.hand.find("patient")
    assert desk.window.rect().contains(QRect(named.mapTo(desk.window, QPoint()), named.size()))
    for each in filter(QWidget.isVisible, named.findChildren(QLabel)):
        assert named.rect().contains(QRect(each.mapTo(named, QPoint()), each.size())), each.text()
        assert each.heightForWidth(each.width()) <= each.height(), each.text()
        assert max(map(each.fontMetrics().horizontalAdvance, each.text().split())) <= each.width(), each.text()


@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_the_settings_fit(qapp: QApplication, show: Callable[[QWidget], QWidget], scale: float) -> None:
    style.apply_style(qapp, Appearance("dark", scale))
    dialog = SettingsDialog(None, Settings())
    dialog.resize(1000, 660)
    show(dialog)
    assert not clipped(dialog)


def test_a_wide_window_names_the_steps_beside_the_page_and_a_narrow_one_above(desk: Desk) -> None:
    desk.to("about")
    beside = desk.hand.find("step:now")
    desk.window.resize(900, 700)
    settle()
    above = desk.hand.find("step:now")
    assert above is not beside
    assert above.accessibleName() == beside.accessibleName()
    assert desk.intake.page.width() == desk.window.width()
    told = [each.text() for each in desk.window.findChildren(QLabel) if each.isVisible()]
    assert "Step 2 of 8: About you" in told
    assert any(each.endswith("questions answered") for each in told)
    desk.hand.press("step:now")
    assert desk.page.link_id == "now"


def test_settings_change_the_look_at_once_and_keep_the_intake(desk: Desk, home: object) -> None:
    desk.to("about")
    desk.hand.answer("respondent", "helped")
    desk.window._settings = desk.window._settings.changed(theme="dark", text_scale=1.5)
    desk.window.restyle()
    settle()
    assert style.palette() is DARK
    assert style.scale() == 1.5
    assert desk.session.answers["respondent"]
    assert desk.page.link_id == "about"
    assert desk.hand.find("respondent=helped").isChecked()  # type: ignore[attr-defined]


def test_settings_by_hand(show: Callable[[QWidget], QWidget]) -> None:
    from b12desk.ui.demo.driver import Driver

    dialog = SettingsDialog(None, Settings())
    show(dialog)
    hand = Driver(dialog)
    hand.press("reference=efsa")
    hand.press("text_scale=1.5")
    hand.key(Qt.Key.Key_Right)
    assert dialog.chosen == Settings(reference="efsa", text_scale=1.75)
    hand.press("settings:keep")
    assert dialog.result() == 1


@pytest.mark.parametrize(("scale", "size"), [(2.0, (800, 1280)), (2.5, (800, 1280)), (2.5, (1024, 700))])
def test_what_can_be_resumed_stands_whole_in_a_narrow_window(
    open_desk: Callable[..., Desk], qapp: QApplication, scale: float, size: tuple[int, int]
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = open_desk(Settings(text_scale=scale), size=size)
    desk.hand.press("new")
    desk.hand.press("patient:name")
    desk.hand.type("Margaret Featherstonehaugh")
    desk.hand.press("leave")
    settle()
    page = desk.window.room.start
    buttons = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    assert len(buttons) == 6
    for each in buttons:
        left = each.mapTo(page, each.rect().topLeft()).x()
        assert 0 <= left < left + each.width() <= page.viewport().width(), each.objectName()


def test_a_message_is_no_larger_than_the_screen(qapp: QApplication, show: Callable[[QWidget], QWidget]) -> None:
    style.apply_style(qapp, Appearance("light", 2.5))
    message = Message(None, "info", "Help", ["Many words that go on for a long while. " * 6] * 7, ["&Close"])
    show(message)
    settle()
    room = message.screen().availableGeometry()
    button = message.findChild(QPushButton, "message:0")
    assert button is not None
    assert message.width() <= room.width()
    assert message.height() <= room.height()
    assert message.rect().contains(button.geometry())


def test_the_focus_is_in_sight_where_it_enters_a_page_by_a_key(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(size=(1024, 700))
    desk.hand.press("new")
    page = desk.page
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    desk.hand.find("settings-button").setFocus(Qt.FocusReason.TabFocusReason)
    first = page.stops()[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    top = first.mapTo(page.viewport(), first.rect().topLeft()).y()
    assert 0 <= top < top + first.height() <= page.viewport().height()
