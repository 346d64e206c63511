"""Where am I, how much is open, and how do I stop: steps, check page, leaving, resuming, and the paper at the end."""

from __future__ import annotations

import errno
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from b12desk.desk.open_intake import RESULT
from b12desk.engine.session import REVIEW
from b12desk.ui.demo.driver import Given
from b12desk.ui.kit import style
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.kit.review_row import ReviewRow
from b12desk.ui.review_page import ReviewPage
from tests.gallery import gallery
from tests.store.disk import Disk
from tests.ui.answering import Answering, Step, press, say
from tests.ui.conftest import Desk, kept, settle

ANSWERS: dict[str, Given] = {"dob": ["1", "5", "1980"], "sex_at_birth": "male", "pale": "no", "black_stools": "no"}


@pytest.fixture
def iron(open_desk: Callable[..., Desk]) -> Callable[..., Desk]:
    """A window with a small form of another disease, and a new intake in it."""

    def make(size: tuple[int, int] = (1366, 768), form: str = "iron") -> Desk:
        desk = open_desk(size=size, load=lambda: gallery(form))
        desk.hand.press("new")
        return desk

    return make


def at_check(desk: Desk, *left_out: str) -> ReviewPage:
    """All answered but what is ``left_out``, up to the check page."""
    desk.hand.fill(desk.intake, {key: value for key, value in ANSWERS.items() if key not in left_out})
    page = desk.intake.page
    assert isinstance(page, ReviewPage)
    page.complete()
    settle()
    return page


def read(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible() and each.text())


def step(desk: Desk, name: str) -> QWidget:
    return desk.hand.find(f"step:{name}")


def said_of(desk: Desk, name: str) -> str:
    return step(desk, name).accessibleName().partition(": ")[2]


def focus(desk: Desk) -> str:
    found = desk.window.focusWidget()
    return found.objectName() if found is not None else ""


def on(desk: Desk) -> str:
    """What the button that goes on says."""
    found = desk.hand.find("next")
    assert isinstance(found, QPushButton)
    return found.text()


def title(desk: Desk, page: str) -> str:
    return desk.session.questionnaire.items[page].text


# Leaving


def test_save_and_leave_keeps_what_is_being_typed_and_says_so_on_the_start_page(desk: Desk) -> None:
    desk.to("about")
    desk.hand.press("age:text")
    desk.hand.type("61")
    button = desk.hand.find("leave")
    assert isinstance(button, QPushButton)
    assert button.shortcut() == QKeySequence("Alt+V")
    desk.hand.press("leave")
    assert desk.window.wizard is None
    assert read(desk.hand.find("told")) == "Saved. Resume it below."
    assert "leave" not in desk.names(), "nothing to leave"
    (found,) = kept()
    assert found["response"]["answers"] == {"age": [61]}
    told, line = desk.hand.find("told"), desk.hand.find(f"draft:{found['response']['identifier']}")
    assert told.mapToGlobal(QPoint()).y() < line.mapToGlobal(QPoint()).y(), "above the list"
    desk.hand.press("new")
    desk.hand.press("leave")
    assert read(desk.hand.find("told")) == "Nothing was answered, so nothing was kept."


def test_what_cannot_be_saved_is_not_left_without_a_question(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.hand.press("emergency_body=none-of-these")
    disk = Disk(monkeypatch, errno.ENOSPC)
    desk.hand.press("emergency_nerves=none-of-these")
    with Answering(Step(Message, press("message:0"), say("These answers are not saved"))):
        desk.hand.press("leave")
    assert desk.window.wizard is not None
    with Answering(Step(Message, press("message:1"), say("These answers are not saved"))):
        desk.hand.press("leave")
    assert desk.window.wizard is None
    assert "told" not in desk.names(), "nothing was saved, and nothing says so"
    disk.number = 0


def test_resume_opens_at_the_first_open_question_and_leaving_again_changes_nothing(desk: Desk) -> None:
    for name in ("body", "thoughts"):
        desk.hand.press(f"emergency_{name}=none-of-these")
    desk.hand.press("next")
    desk.hand.press("sex=male")
    identifier = desk.visit.identifier
    desk.hand.press("leave")
    before = read(desk.hand.find(f"draft:{identifier}"))
    before_it = kept()
    desk.hand.press(f"resume:{identifier}")
    assert desk.page.link_id == "now"
    assert focus(desk) == "emergency_nerves=weakness-4-weeks"
    tile = desk.hand.find("emergency_nerves=weakness-4-weeks")
    assert not tile.visibleRegion().isEmpty()
    assert step(desk, "about").isEnabled()
    assert not step(desk, "diet").isEnabled()
    desk.hand.press("leave")
    assert kept() == before_it, "looking is not changing"
    assert read(desk.hand.find(f"draft:{identifier}")) == before


def test_resume_opens_the_page_behind_when_nothing_is_open_before_it(iron: Callable[..., Desk]) -> None:
    desk = iron()
    desk.hand.fill_page(desk.page, {"dob": ["1", "5", "1980"], "sex_at_birth": "male"})
    first, identifier = desk.page.link_id, desk.visit.identifier
    desk.hand.press("leave")
    desk.hand.press(f"resume:{identifier}")
    assert desk.page.link_id != first
    assert focus(desk).partition("=")[0] == desk.session.pending[0]


# Steps


def test_a_step_is_ticked_when_it_is_complete_and_says_how_much_is_open(iron: Callable[..., Desk]) -> None:
    desk = iron()
    assert said_of(desk, "person") == f"{title(desk, 'person')}, current step, 2 open"
    assert said_of(desk, "feeling") == f"{title(desk, 'feeling')}, to come"
    desk.hand.press("sex_at_birth=female")
    assert said_of(desk, "person").endswith("current step, 2 open"), "one answered, one opened"
    desk.hand.press("sex_at_birth=male")
    desk.hand.press("next")
    assert said_of(desk, "person") == f"{title(desk, 'person')}, 1 open", "seen is not complete"
    desk.hand.press("step:person")
    desk.hand.answer("dob", ["1", "5", "2090"])
    assert said_of(desk, "person").endswith("current step, 1 open"), "an answer that cannot stand is no tick"
    assert "2 of 4 questions answered" in read(desk.window)
    desk.hand.press("dob:year")
    box = desk.hand.find("dob:year")
    assert isinstance(box, QLineEdit)
    box.clear()
    desk.hand.type("1980")
    desk.hand.key(Qt.Key.Key_Tab)
    assert said_of(desk, "person").endswith("current step, done")
    assert said_of(desk, "feeling").endswith(", 2 open")
    desk.hand.press("step:feeling")
    assert said_of(desk, "person") == f"{title(desk, 'person')}, done"
    desk.hand.press("next")
    assert said_of(desk, REVIEW) == "Check answers, current step, 2 open"
    assert "2 of 4 questions answered" in read(desk.window)


def test_the_three_states_are_drawn(iron: Callable[..., Desk]) -> None:
    desk = iron()
    desk.hand.answer("dob", ["1", "5", "1980"])
    desk.hand.press("sex_at_birth=male")
    desk.hand.press("next")
    desk.hand.press("next")
    primary, edge = QColor(style.colour("primary")), QColor(style.colour("edge"))
    rings = {}
    for name in ("person", "feeling", RESULT):
        widget = step(desk, name)
        image = widget.grab().toImage()
        row = image.height() // 2
        rings[name] = next(
            colour for x in range(image.width() // 4) if (colour := image.pixelColor(x, row)) in (primary, edge)
        )
    assert rings == {"person": primary, "feeling": primary, RESULT: edge}
    heights = {step(desk, name).height() for name in ("feeling", RESULT)}
    assert len(heights) == 1, "room for how much is open is always kept"


# The check page


def test_the_check_page_begins_with_whose_answers_they_are(iron: Callable[..., Desk]) -> None:
    desk = iron()
    desk.hand.press("patient:name")
    desk.hand.type("Ana Example")
    page = at_check(desk)
    lines = [each.objectName() for each in page.findChildren(ReviewRow)]
    assert lines[:3] == ["change:patient:name", "change:patient:given", "change:patient:number"]
    told = [desk.hand.find(each).accessibleDescription() for each in lines[:3]]
    assert told == ["Ana Example", "Not given", "Not given"]
    first = desk.hand.find("review:patient").mapTo(page, QPoint()).y()
    assert first < desk.hand.find("review:open").mapTo(page, QPoint()).y()
    desk.hand.press("change:patient:number")
    assert focus(desk) == "patient:number"
    desk.hand.type("AB-12")
    desk.hand.press("next")
    assert desk.visit.shown == REVIEW
    assert focus(desk) == "change:patient:number"
    assert desk.hand.find("change:patient:number").accessibleDescription() == "AB-12"
    shown = read(desk.hand.find("patient").parentWidget()).splitlines()
    assert (shown[-3], shown[-1]) == ("Ana Example", "Record number AB-12")


def test_change_comes_back_to_the_line_it_left_by_every_way(iron: Callable[..., Desk]) -> None:
    desk = iron()
    at_check(desk)
    for way, code in (("next", "female"), ("enter", "male"), ("back", "female"), ("other look", "male")):
        desk.hand.press("change:sex_at_birth")
        assert on(desk) == "Back to &check"
        desk.hand.press(f"sex_at_birth={code}")
        if way == "enter":
            desk.hand.find("next").setFocus()
            desk.hand.key(Qt.Key.Key_Return)
        elif way == "other look":
            desk.window.restyle(system_dark=True)
            settle()
            desk.hand.press("next")
        else:
            desk.hand.press(way)
        assert desk.visit.shown == REVIEW, way
        assert focus(desk) == "change:sex_at_birth"
        line = desk.hand.find("change:sex_at_birth")
        assert not line.visibleRegion().isEmpty()
        assert line.accessibleDescription().lower() == code
        assert on(desk) == "&Finish"
        opened = [each for each in desk.names() if each == "change:heavy_periods"]
        assert bool(opened) is (code == "female"), "what the change opened is on the check page"


def test_what_is_wrong_is_said_before_one_comes_back_and_a_step_ends_the_way_back(iron: Callable[..., Desk]) -> None:
    desk = iron()
    at_check(desk)
    desk.hand.press("change:dob")
    desk.hand.press("dob:year")
    desk.hand.key(Qt.Key.Key_End)
    desk.hand.type("1")
    desk.hand.press("next")
    assert desk.page.link_id == "person"
    assert "problem:dob" in desk.names()
    desk.hand.press("back")
    assert desk.visit.shown == REVIEW
    assert "problem:dob" in desk.names(), "it stands there too"
    desk.hand.press("problem:dob")
    assert on(desk) == "Back to &check"
    desk.hand.press("step:feeling")
    assert on(desk) == "&Next"


def test_the_counts_agree_when_the_age_is_given_instead_of_the_birth_date(iron: Callable[..., Desk]) -> None:
    desk = iron(form="alternative_to")
    assert "0 of 1 questions answered" in read(desk.window)
    desk.hand.press("next")
    link = desk.hand.find("open:birth_date")
    assert isinstance(link, QPushButton)
    assert link.text() == "Open questions that cannot change the result: 1"
    desk.hand.press("open:birth_date")
    assert focus(desk).startswith("birth_date:")
    desk.hand.answer("age", ["40"])
    assert said_of(desk, "page").endswith("current step, done")
    desk.hand.press("next")
    assert "1 of 1 questions answered" in read(desk.window)
    assert read(desk.hand.find("review:open")) == "Every question is answered."
    told = desk.hand.find("change:birth_date").accessibleDescription()
    assert told == "Not needed beside \u201cHow old are you?\u201d"


def test_a_sure_answer_is_asked_for_where_not_sure_keeps_it_open(iron: Callable[..., Desk]) -> None:
    desk = iron()
    desk.hand.fill(desk.intake, {**ANSWERS, "pale": "not-sure"})
    assert desk.visit.assessment().deciding == ("pale",)
    box = read(desk.hand.find("review:open"))
    assert "A sure answer to these could change the result" in box
    assert "Every question is answered." in box
    assert "open questions" not in box.lower()


# The result


def test_the_buttons_for_paper_stay_in_sight_below_the_result(iron: Callable[..., Desk]) -> None:
    desk = iron((1366, 480))
    at_check(desk)
    desk.hand.press("next")
    bar = desk.intake.page.verticalScrollBar()
    buttons = desk.intake.page.documents.buttons  # type: ignore[attr-defined]
    before = {name: each.mapTo(desk.window, QPoint()) for name, each in buttons.items()}
    bottom = desk.intake.page.mapTo(desk.window, QPoint(0, desk.intake.page.height())).y()
    assert all(bottom <= each.y() < desk.window.height() for each in before.values())
    first = min(before, key=lambda name: (before[name].y(), before[name].x()))
    assert buttons[first]._primary, "the one to begin with stands first"
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    settle()
    assert {name: each.mapTo(desk.window, QPoint()) for name, each in buttons.items()} == before
    desk.hand.press("back")
    assert not any(each.startswith("paper:") for each in desk.names())
    desk.hand.press("next")
    assert "paper:print" in desk.names()


def test_the_result_that_is_there_is_one_press_away_until_an_answer_changes(iron: Callable[..., Desk]) -> None:
    desk = iron()
    at_check(desk)
    assert not step(desk, RESULT).isEnabled()
    desk.hand.press("next")
    found = desk.visit.result
    desk.hand.press("step:person")
    assert said_of(desk, RESULT) == "Result, done"
    desk.hand.press(f"step:{RESULT}")
    assert desk.visit.shown == RESULT
    assert desk.visit.result is found
    assert "paper:print" in desk.names()
    desk.hand.press("step:person")
    desk.hand.press("sex_at_birth=female")
    assert said_of(desk, RESULT) == "Result, to come"
    assert not step(desk, RESULT).isEnabled()


def test_another_look_keeps_the_place_on_the_page(iron: Callable[..., Desk]) -> None:
    desk = iron((1000, 330))
    at_check(desk)
    desk.hand.press("next")
    for link_id in (RESULT, REVIEW, "person"):
        if link_id != RESULT:
            desk.intake.go_to(link_id)
        settle()
        desk.intake.page.scroll_to(0.5)
        before = desk.intake.page.verticalScrollBar().value()
        desk.window.restyle(system_dark=link_id == REVIEW)
        settle()
        assert desk.visit.shown == link_id
        assert desk.intake.page.verticalScrollBar().value() == before > 0


def test_end_asks_about_a_summary_that_nobody_has_seen(iron: Callable[..., Desk]) -> None:
    desk = iron()
    at_check(desk)
    desk.hand.press("next")
    end = desk.hand.find("paper:again")
    assert isinstance(end, QPushButton)
    assert end.text() == "&End"
    desk.visit.was_sent("summary", "WARD")
    for way in ("paper:again", "leave"):
        with Answering(Step(Message, press("message:0"), say("It was sent to WARD."))) as answering:
            desk.hand.press(way)
        assert answering.seen[0][0] == "Nobody has said that the summary came out"
    desk.visit.came_out("summary", "WARD")
    desk.hand.press("paper:again")
    assert desk.window.wizard is None
    assert read(desk.hand.find("told")) == "Finished. It can be opened again below, and later under All intakes."
    assert focus(desk) == "new"
