"""A user who presses whatever is on the screen. Whatever happens, these stay true."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from b12desk.desk.open_intake import RESULT
from b12desk.engine.session import REVIEW
from b12desk.ui.form_page import FormPage
from tests.seeds import seeds
from tests.ui.conftest import Desk, settle

TEXTS = ("12", "0", "1957", "2,5", "abc", "-3", "999999", "31", "2", "", "12345678901234567890")
STEPS = 120


def check(desk: Desk) -> None:
    """The screen shows what the session says."""
    intake, session = desk.intake, desk.session
    assert intake.intake.shown in (session.page, RESULT)
    page = intake.page
    if isinstance(page, FormPage):
        asked = {each.link_id for each in session.questionnaire.items[page.link_id].walk() if each.is_question}
        visible = {link_id for link_id, row in page.rows.items() if row.isVisible()}
        assert visible == session.enabled & asked
        for link_id in visible:
            state = session.state(link_id)
            error = page.findChild(QWidget, f"{link_id}:error")
            assert (error is not None and error.isVisible()) == (state.issue is not None), link_id


def press_next(desk: Desk) -> None:
    """Next moves, or the focus stands on a problem that is worded on the screen."""
    before = desk.visit.shown
    desk.hand.press("next")
    if desk.visit.shown == before:
        focused = desk.page.row_of(desk.window.focusWidget())
        assert focused is not None
        assert desk.session.state(focused.link_id).issue is not None
        assert desk.hand.find("problems").isVisible()


def act(desk: Desk, chance: random.Random) -> None:
    widgets = [each for each in desk.intake.findChildren(QWidget) if each.isVisible() and each.isEnabled()]
    tiles = [each for each in widgets if isinstance(each, QAbstractButton) and "=" in each.objectName()]
    boxes = [each for each in widgets if isinstance(each, QLineEdit)]
    ways = [each for each in widgets if each.objectName().startswith(("step:", "change:", "open:", "deciding:"))]
    clears = [each for each in widgets if each.objectName().endswith(":clear")]
    turn = chance.random()
    if turn < 0.5 and tiles:
        desk.hand.click(chance.choice(tiles))
    elif turn < 0.65 and boxes:
        desk.hand.click(chance.choice(boxes))
        desk.hand.type(chance.choice(TEXTS))
        if chance.random() < 0.7:
            desk.hand.key(Qt.Key.Key_Tab)
    elif turn < 0.7 and clears:
        desk.hand.click(chance.choice(clears))
    elif turn < 0.78 and ways:
        desk.hand.click(chance.choice(ways))
    elif turn < 0.82:
        desk.hand.key(chance.choice((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space, Qt.Key.Key_Delete)))
    elif turn < 0.88 and desk.session.page != desk.session.pages[0]:
        desk.hand.press("back")
    elif desk.visit.shown != RESULT:
        press_next(desk)


@pytest.mark.parametrize("seed", seeds(1, 4))
def test_a_random_user_finds_nothing_broken(open_desk: Callable[..., Desk], seed: int) -> None:
    chance = random.Random(seed)
    desk = open_desk()
    desk.hand.press("new")
    for _step in range(STEPS):
        act(desk, chance)
        settle()
        check(desk)
    desk.intake.commit()
    kept = {key: value for key, value in desk.session.answers.items() if value}
    desk.crash()
    identifier = desk.session.response().identifier
    again = open_desk()
    again.window.resume(identifier)
    assert dict(again.session.answers) == kept
    assert desk.session.pages[-1] == REVIEW
