"""Ending an intake before its last question: what the footer offers, where it stands, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from b12desk.desk.open_intake import RESULT
from b12desk.engine.session import REVIEW
from b12desk.model.border import read_model
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Item
from b12desk.model.values import Coding, PartialDate
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui import notice
from b12desk.ui.kit import style
from tests.gallery import gallery
from tests.ui.conftest import Desk, settle

SETTLED = "Nothing left can change the result; {} would add detail."
OPTIONS = [{"code": code, "display": code.title()} for code in ("yes", "no")]
MORE = [
    {"linkId": name, "type": "choice", "text": f"More: {name}?", "shortText": name.title(), "answerOption": OPTIONS}
    for name in ("hair", "nails", "sleep")
]


def longer(**changes: object) -> Definition:
    """The iron form with a last page that no rule reads."""
    iron = gallery("iron")
    page = read_model(Item, {"linkId": "more", "type": "group", "text": "More", "item": [dict(each) for each in MORE]})
    items = (*iron.questionnaire.item, replace(page, item=tuple(replace(each, **changes) for each in page.item)))  # type: ignore[arg-type]  # changes are fields of an Item
    return replace(iron, questionnaire=replace(iron.questionnaire, item=items))


@pytest.fixture
def begin(open_desk: Callable[..., Desk]) -> Callable[..., Desk]:
    def make(definition: Definition | None = None, size: tuple[int, int] = (1180, 820), **settings: object) -> Desk:
        form = definition or longer()
        desk = open_desk(Settings(**settings), size, load=lambda: form)  # type: ignore[arg-type]  # fields of Settings
        desk.hand.press("new")
        return desk

    return make


def say(desk: Desk, **answers: str) -> None:
    for link_id, code in answers.items():
        value = PartialDate(date=code) if link_id == "dob" else Coding(code=code)
        desk.intake._draw(desk.session.answer(link_id, value))
    settle()


def well(desk: Desk) -> None:
    say(desk, dob="1980-05-01", sex_at_birth="male", pale="no", black_stools="no")


def text_of(bar: QWidget) -> list[str]:
    return [each.text() for each in bar.findChildren(QLabel) if each.text()]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(notice, "announce_text", lambda _source, text: said.append(text))
    return said


def test_it_is_said_once_when_nothing_left_can_change_the_result(begin: Callable[..., Desk], heard: list[str]) -> None:
    desk = begin()
    say(desk, dob="1980-05-01", sex_at_birth="male", pale="no")
    assert not {"settled", "red-flags", "finish-now"} & desk.names()
    say(desk, black_stools="no")
    assert {"settled", "finish-now", "next"} <= desk.names()
    assert text_of(desk.hand.find("settled")) == [SETTLED.format("3 questions")]
    say(desk, hair="no")
    assert text_of(desk.hand.find("settled")) == [SETTLED.format("2 questions")]
    say(desk, nails="no")
    assert text_of(desk.hand.find("settled")) == [SETTLED.format("1 question")]
    assert heard == [SETTLED.format("3 questions")]
    say(desk, sleep="no")
    assert not {"settled", "red-flags"} & desk.names()


def test_finish_now_shows_the_result_and_how_many_were_not_asked(begin: Callable[..., Desk]) -> None:
    desk = begin()
    well(desk)
    desk.hand.press("finish-now")
    assert desk.visit.shown == RESULT
    assert text_of(desk.hand.find("early")) == ["Finished when settled: 3 questions were not asked."]
    assert not {"settled", "finish-now"} & desk.names()
    desk.hand.press("back")
    assert desk.visit.shown == REVIEW
    assert "settled" not in desk.names()
    desk.hand.press("next")
    assert desk.visit.shown == RESULT


def test_next_still_goes_on_and_the_offer_stays(begin: Callable[..., Desk]) -> None:
    desk = begin()
    well(desk)
    desk.hand.press("next")
    settle()
    assert desk.page.link_id == "feeling"
    assert "finish-now" in desk.names()
    for _page in range(2):
        desk.hand.press("next")
    settle()
    assert desk.visit.shown == REVIEW
    assert "settled" not in desk.names()


def test_at_a_red_flag_staff_may_stop_or_go_on(begin: Callable[..., Desk], heard: list[str]) -> None:
    desk = begin()
    say(desk, black_stools="yes")
    assert {"red-flags", "stop-here", "go-on"} <= desk.names()
    assert not {"settled", "finish-now"} & desk.names()
    assert text_of(desk.hand.find("red-flags")) == ["Tell a member of staff now"]
    desk.hand.press("go-on")
    settle()
    assert "red-flags" in desk.names()
    assert not {"stop-here", "go-on"} & desk.names()
    assert desk.hand.find("next").hasFocus()
    say(desk, pale="no")
    assert "stop-here" not in desk.names()
    say(desk, dob="1980-05-01", sex_at_birth="male")
    assert {"red-flags", "stop-here", "go-on"} <= desk.names()
    assert heard == ["Tell a member of staff now"]


def test_stop_here_shows_the_result_and_says_that_somebody_stopped(begin: Callable[..., Desk]) -> None:
    desk = begin()
    say(desk, black_stools="yes")
    desk.hand.press("stop-here")
    assert desk.visit.shown == RESULT
    assert text_of(desk.hand.find("early")) == ["Stopped at a red flag: 3 questions were not asked."]


def test_what_is_required_stays_required(begin: Callable[..., Desk]) -> None:
    desk = begin(longer(required=True))
    well(desk)
    assert "settled" not in desk.names()
    say(desk, black_stools="yes")
    desk.hand.press("stop-here")
    settle()
    assert desk.page.link_id == "more"
    assert "problem:hair" in desk.names()
    assert not desk.session.finished


@pytest.mark.parametrize(("size", "scale"), [((1180, 820), 1.0), ((640, 820), 1.0), ((1024, 700), 2.0)])
def test_nothing_moves_when_it_comes_and_nothing_is_cut(
    qapp: QApplication, begin: Callable[..., Desk], size: tuple[int, int], scale: float
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = begin(size=size, text_scale=scale)
    say(desk, dob="1980-05-01", sex_at_birth="male", pale="no")
    before = [desk.hand.find(name).mapTo(desk.window, QPoint()) for name in ("back", "help", "next")]
    page = desk.page.geometry()
    say(desk, black_stools="no")
    bar, button = desk.hand.find("settled"), desk.hand.find("finish-now")
    assert bar.rect().contains(button.geometry())
    (words,) = [each for each in bar.findChildren(QLabel) if each.text()]
    assert words.heightForWidth(words.width()) <= words.height()
    say(desk, black_stools="yes")
    flags = desk.hand.find("red-flags")
    assert all(flags.rect().contains(desk.hand.find(name).geometry()) for name in ("stop-here", "go-on"))
    assert [desk.hand.find(name).mapTo(desk.window, QPoint()) for name in ("back", "help", "next")] == before
    assert desk.page.geometry() == page


@pytest.mark.parametrize("width", [1180, 640])
def test_tab_reaches_the_offer_in_the_order_of_the_screen(begin: Callable[..., Desk], width: int) -> None:
    desk = begin(size=(width, 820))
    well(desk)
    wanted = ["back", "help", "finish-now", "next"] if width > 1000 else ["finish-now", "back", "help", "next"]
    desk.hand.find(wanted[0]).setFocus()
    found = [desk.window.focusWidget().objectName()]
    for _step in wanted[1:]:
        desk.intake.focusNextChild()
        found.append(desk.window.focusWidget().objectName())
    assert found == wanted


def test_assistive_technology_reads_the_offer(begin: Callable[..., Desk]) -> None:
    desk = begin()
    well(desk)
    bar = QAccessible.queryAccessibleInterface(desk.hand.find("settled"))
    assert bar is not None
    assert bar.text(QAccessible.Text.Name) == SETTLED.format("3 questions")
    button = QAccessible.queryAccessibleInterface(desk.hand.find("finish-now"))
    assert button is not None
    assert button.text(QAccessible.Text.Name) == "Finish now"
