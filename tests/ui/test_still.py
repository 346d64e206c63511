"""Nothing moves under the pointer: a click at the place where an answer stood finds that answer, or no other."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from b12desk.engine.session import REVIEW
from b12desk.model.values import Answer, Coding, Quantity
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.form_page import FormPage
from b12desk.ui.items.choice import ChoiceEditor, ManyEditor
from b12desk.ui.kit import style
from b12desk.ui.kit.reflex import SHIFT_MS, TURN_MS
from tests.ui.conftest import Desk, settle
from tests.ui.maria import SAMPLE
from tests.ui.pointer import PACE, Aim, Clock, Pointer, aims, clock
from tests.ui.test_keyboard import opened

__all__ = ["clock"]
Answers = Mapping[str, tuple[Answer, ...]]


@pytest.fixture
def small(open_desk: Callable[..., Desk]) -> Desk:
    """A new intake on a laptop's screen."""
    made = open_desk(size=(1366, 740))
    made.hand.press("new")
    return made


def tile(page: FormPage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def scroll_to(page: FormPage, widget: QWidget, part: float) -> None:
    """Bring ``widget`` to ``part`` of the height."""
    ground = page.widget()
    assert ground is not None
    page.verticalScrollBar().setValue(int(widget.mapTo(ground, QPoint()).y() - page.viewport().height() * part))
    settle()


def act_and_aim(desk: Desk, clock: Clock, name: str, aim: Aim) -> str:
    """Click ``name``; three quarters of a second later click where ``aim`` stood. Says what went wrong, or nothing."""
    pointer, page = Pointer(desk.window), desk.page
    clock.now += 5
    acted = name.partition("=")[0].removesuffix(":unit")
    place = pointer.middle(tile(page, name))
    pointer.click(place)
    if pointer.middle(tile(page, name)) != place:
        return f"{name} moved under the pointer"
    after: Answers = dict(desk.session.answers)
    clock.now += PACE
    pointer.click(aim.place)
    code = aim.name.rpartition("=")[2]
    changed = {each for each in {*after, *desk.session.answers} if after.get(each) != desk.session.answers.get(each)}
    chosen = Coding(code=code) in desk.session.answers.get(aim.link_id, ())
    if chosen and changed <= {aim.link_id}:
        return ""
    order = desk.session.questionnaire.order
    stayed = tile(page, aim.name).isVisible() and pointer.middle(tile(page, aim.name)) == aim.place
    if not changed and not stayed and order[aim.link_id] > order[acted]:
        return ""  # pushed down by what was opened above it: the click is not taken, and can be made again
    many = isinstance(page.rows[aim.link_id].editor, ManyEditor)
    if many and changed <= {aim.link_id}:
        return ""  # unticked
    if ":unit=" in aim.name and not changed:
        return ""  # a unit without its number is no answer yet
    return f"{name}, then {aim.name}: {sorted(changed)} changed, stayed: {stayed}"


def opening(desk: Desk, link_id: str) -> list[str]:
    """The code of each option once, one that opens questions last."""
    items, codes = desk.session.questionnaire.items, [each.code for each in desk.session.state(link_id).options]
    openers = {
        code for item in items.values() for each in item.enable_when if each.question == link_id for code in each.codes
    }
    return sorted(codes, key=openers.__contains__)


def walk(desk: Desk, clock: Clock, chance: random.Random, pages: set[str], most: int) -> int:
    """On every page, choose every option of every question, and each time click where something else stood."""
    done = 0
    while desk.visit.shown != REVIEW:
        page = desk.page
        tried: set[str] = set()
        while page.link_id in pages:
            waiting = [each for each in page.rows if page.rows[each].isVisible() and each not in tried]
            if not waiting:
                break
            link_id = min(waiting, key=lambda each: desk.session.questionnaire.order[each])
            tried.add(link_id)
            row = page.rows[link_id]
            if not isinstance(row.editor, ChoiceEditor | ManyEditor):
                continue
            for code in opening(desk, link_id)[-most:]:
                name = f"{link_id}={code}"
                scroll_to(page, tile(page, name), chance.choice((0.15, 0.5, 0.8)))
                targets = [each for each in aims(page, Pointer(desk.window)) if each.name != name]
                if not targets or not tile(page, name).visibleRegion().contains(tile(page, name).rect().center()):
                    continue
                assert act_and_aim(desk, clock, name, chance.choice(targets)) == ""
                done += 1
        desk.hand.fill_page(page, {key: SAMPLE[key] for key in ("respondent", "age", "sex") if key in SAMPLE})
        if page.link_id == "about":
            if page.rows["age"].isVisible():
                desk.hand.answer("age", ["34"])
            desk.hand.press("respondent=staff")
            desk.hand.press("sex=female")
        desk.hand.turn(desk.intake)
        assert desk.intake.page is not page, [each.link_id for each in desk.session.issues]
    return done


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_on_the_page_of_symptoms_a_click_finds_what_it_was_aimed_at(small: Desk, clock: Clock, seed: int) -> None:
    assert walk(small, clock, random.Random(seed), {"symptoms"}, 3) > 10


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_over_the_whole_form_a_click_finds_what_it_was_aimed_at(
    qapp: QApplication, open_desk: Callable[..., Desk], clock: Clock, scale: float
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = open_desk(Settings(text_scale=scale), (1366, 740))
    desk.hand.press("new")
    everything = {each.link_id for each in desk.session.questionnaire.item}
    assert walk(desk, clock, random.Random(7), everything, 9) > 150


# The reports themselves, and their siblings


def answered(desk: Desk, link_id: str) -> list[str]:
    return [each.code for each in desk.session.answers.get(link_id, ()) if isinstance(each, Coding)]


def to_diet(desk: Desk) -> None:
    desk.to("about")
    desk.hand.fill_page(desk.page, {"respondent": "staff", "age": ["70"], "sex": "male"})
    desk.to("diet")


def to_symptoms(desk: Desk) -> None:
    to_diet(desk)
    desk.to("symptoms")


def test_the_bar_of_red_flags_moves_no_row(small: Desk, clock: Clock) -> None:
    pointer, page = Pointer(small.window), small.page
    scroll_to(page, tile(page, "emergency_nerves=sight-worse"), 0.05)
    second = pointer.middle(tile(page, "emergency_thoughts=personality"))
    where = pointer.middle(page)
    pointer.click(pointer.middle(tile(page, "emergency_nerves=sight-worse")))
    assert "red-flags" in small.names()
    assert pointer.middle(page) == where
    clock.now += PACE
    pointer.click(second)
    assert answered(small, "emergency_nerves") == ["sight-worse"]
    assert answered(small, "emergency_thoughts") == ["personality"]
    assert "red-flags" in small.names()
    clock.now += PACE
    pointer.click(pointer.middle(tile(page, "emergency_nerves=none-of-these")))
    assert "red-flags" not in small.names()
    assert pointer.middle(page) == where


def test_a_date_of_birth_and_the_click_after_it(small: Desk, clock: Clock) -> None:
    small.to("about")
    clock.now += 5
    pointer, page = Pointer(small.window), small.page
    scroll_to(page, page.rows["birth_date"], 0.1)
    aim = pointer.middle(tile(page, "sex=female"))
    small.hand.press("birth_date:day")
    for text in ("12", "3", "1956"):
        small.hand.type(text)
        small.hand.key(Qt.Key.Key_Tab)
    assert not small.page.rows["age"].isVisible()
    told = tile(page, "age:not-asked")
    assert isinstance(told, QLabel)
    assert told.isVisible()
    assert told.text().startswith("Age: 70, worked out from")
    assert pointer.middle(tile(page, "sex=female")) == aim
    pointer.click(aim)
    assert answered(small, "sex") == ["female"]


def test_typing_is_taken_over_by_the_press_and_the_release_still_finds_its_tile(small: Desk, clock: Clock) -> None:
    small.to("about")
    clock.now += 5
    pointer, page = Pointer(small.window), small.page
    scroll_to(page, page.rows["birth_date"], 0.1)
    aim = pointer.middle(tile(page, "sex=female"))
    small.hand.press("birth_date:year")
    small.hand.type("1956")
    pointer.click(aim)
    assert answered(small, "sex") == ["female"]
    assert "birth_date" in small.session.answers


@pytest.mark.parametrize("typed", ["3", "abc", "9999", "2.000"])
def test_what_is_wrong_with_a_number_is_said_without_moving_the_next_answer(
    small: Desk, clock: Clock, typed: str
) -> None:
    to_diet(small)
    small.to("medicines")
    for each in ("medicines_common=ppi", "medicines_common=colchicine"):
        small.hand.press(each)
    pointer, page = Pointer(small.window), small.page
    scroll_to(page, page.rows["med_ppi.duration"], 0.1)
    aim = pointer.middle(tile(page, "med_colchicine=occasional"))
    small.hand.press("med_ppi.duration:text")
    small.hand.type(typed)
    pointer.click(aim)
    assert answered(small, "med_colchicine") == ["occasional"]
    assert small.window.focusWidget() is tile(page, "med_colchicine=occasional")
    assert pointer.middle(tile(page, "med_colchicine=occasional")) == aim
    error = tile(page, "med_ppi.duration:error")
    assert error.isVisible()
    assert tile(page, "med_ppi.duration:text").y() <= error.mapTo(page.rows["med_ppi.duration"].editor, QPoint()).y()


def test_problems_go_one_by_one_and_no_answer_moves(small: Desk, clock: Clock) -> None:
    small.to("about")
    clock.now += 5
    small.hand.press("next")
    pointer, page = Pointer(small.window), small.page
    for name in ("sex=male", "respondent=proxy"):
        clock.now += 5
        scroll_to(page, tile(page, name), 0.5)
        place = pointer.middle(tile(page, name))
        pointer.click(place)
        assert answered(small, name.partition("=")[0]) == [name.partition("=")[2]]
        assert pointer.middle(tile(page, name)) == place
        assert f"problem:{name.partition('=')[0]}" not in small.names()
    small.hand.press("age:text")
    place = pointer.middle(tile(page, "age:text"))
    small.hand.type("40")
    page.commit()
    settle()
    assert "problems" not in small.names()
    assert pointer.middle(tile(page, "age:text")) == place


def test_what_a_press_pushed_down_takes_no_press_that_came_too_soon(small: Desk, clock: Clock) -> None:
    to_symptoms(small)
    pointer, page = Pointer(small.window), small.page
    page.to_top()
    scroll_to(page, tile(page, "nerves=lhermitte"), 0.05)
    old = pointer.middle(tile(page, "general=tired"))
    pointer.click(pointer.middle(tile(page, "nerves=lhermitte")))
    opened = page.window().childAt(old)
    assert opened is not None
    assert not answered(small, "general")
    before = dict(small.session.answers)
    clock.now += SHIFT_MS / 1000 - 0.01
    pointer.click(old)
    assert dict(small.session.answers) == before
    clock.now += 0.02
    scroll_to(page, tile(page, "lhermitte.change=same"), 0.5)
    pointer.click(pointer.middle(tile(page, "lhermitte.change=same")))
    assert answered(small, "lhermitte.change") == ["same"]


def test_the_pages_room_is_given_back_when_it_is_left(small: Desk, clock: Clock) -> None:
    small.to("about")
    clock.now += 5
    small.hand.press("next")
    pointer, page = Pointer(small.window), small.page
    scroll_to(page, tile(page, "sex=male"), 0.8)
    for name in ("sex=male", "respondent=proxy"):
        clock.now += 5
        small.hand.press(name)
    small.hand.answer("age", ["40"])
    small.hand.press("next")
    small.hand.press("back")
    title = small.page.title
    assert title.mapTo(small.page.viewport(), QPoint()).y() < 60
    assert pointer.middle(title).y() > 0


# Twice is once


def test_a_chosen_answer_stays_chosen(small: Desk, clock: Clock) -> None:
    small.to("about")
    clock.now += 5
    pointer, page = Pointer(small.window), small.page
    scroll_to(page, tile(page, "sex=male"), 0.5)
    place = pointer.middle(tile(page, "sex=male"))
    for press in (pointer.click, pointer.click, pointer.double_click, pointer.click):
        press(place)
        clock.now += 2
        assert answered(small, "sex") == ["male"]
    for key, text in ((Qt.Key.Key_Space, " "), (Qt.Key.Key_Space, " "), (Qt.Key.Key_Backspace, "")):
        small.hand.key(key, text)
        assert answered(small, "sex") == ["male"]
    small.hand.key(Qt.Key.Key_Delete)
    assert not answered(small, "sex")


def test_a_cell_of_a_grid_can_be_taken_back_with_the_pointer(small: Desk, clock: Clock) -> None:
    to_diet(small)
    small.hand.press("diet_pattern=none-of-these")
    small.hand.press("food_estimate=yes")
    small.hand.press("food_liver=daily")
    assert answered(small, "food_liver") == ["daily"]
    small.hand.press("food_liver:clear")
    assert not answered(small, "food_liver")


def test_a_double_click_ticks_a_box_and_a_second_press_unticks_it(small: Desk, clock: Clock) -> None:
    small.to("about")
    clock.now += 5
    pointer, page = Pointer(small.window), small.page
    scroll_to(page, tile(page, "ethnicity=asian"), 0.5)
    place = pointer.middle(tile(page, "ethnicity=asian"))
    pointer.double_click(place)
    assert answered(small, "ethnicity") == ["asian"]
    clock.now += 2
    pointer.click(place)
    assert not answered(small, "ethnicity")


@pytest.mark.parametrize("pause", [0.1, 0.5])
def test_a_second_press_of_next_turns_no_second_page(small: Desk, clock: Clock, pause: float) -> None:
    small.to("about")
    clock.now += 5
    small.hand.fill_page(small.page, {"respondent": "staff", "age": ["70"], "sex": "male"})
    pointer = Pointer(small.window)
    place = pointer.middle(small.hand.find("next"))
    pointer.click(place)
    clock.now += pause
    pointer.click(place)
    assert small.page.link_id == "diet"
    clock.now += TURN_MS / 1000
    pointer.click(place)
    assert small.page.link_id == "medicines"


def test_a_double_click_turns_one_page(small: Desk, clock: Clock) -> None:
    small.to("about")
    clock.now += 5
    small.hand.fill_page(small.page, {"respondent": "staff", "age": ["70"], "sex": "male"})
    pointer = Pointer(small.window)
    pointer.double_click(pointer.middle(small.hand.find("next")))
    assert small.page.link_id == "diet"


def test_a_double_click_on_new_intake_or_on_change_answers_nothing(
    open_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = open_desk(size=(1366, 740))
    pointer = Pointer(desk.window)
    pointer.double_click(pointer.middle(desk.hand.find("new")))
    assert not desk.session.answers
    desk.hand.fill(desk.intake, {"respondent": "staff", "age": ["70"], "sex": "male"})
    before = dict(desk.session.answers)
    settle()
    clock.now += 5
    for name in ("change:sex", "change:respondent"):
        desk.intake.page.ensureWidgetVisible(desk.hand.find(name))
        pointer.double_click(pointer.middle(desk.hand.find(name)))
        assert dict(desk.session.answers) == before
        assert desk.page.link_id == "about"
        desk.hand.press("step:review")
        clock.now += 5


def test_holding_enter_or_space_presses_once(small: Desk, clock: Clock) -> None:
    small.to("about")
    clock.now += 5
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    def hold(key: Qt.Key, text: str) -> None:
        kinds = [(QEvent.Type.KeyPress, False)]
        kinds += [(kind, True) for _again in range(30) for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress)]
        for kind, repeated in (*kinds, (QEvent.Type.KeyRelease, False)):
            target = small.window.focusWidget() or small.window
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, repeated))
            clock.now += 0.03
            settle()

    small.hand.fill_page(small.page, {"respondent": "staff", "age": ["70"], "sex": "male"})
    small.hand.find("sex=male").setFocus()
    hold(Qt.Key.Key_Return, "\r")
    assert small.window.focusWidget() is tile(small.page, "ethnicity=asian")
    hold(Qt.Key.Key_Return, "\r")
    assert small.page.link_id == "diet"
    clock.now += 5
    small.hand.find("next").setFocus()
    hold(Qt.Key.Key_Enter, "\r")
    assert small.page.link_id == "medicines"
    clock.now += 5
    small.hand.find("next").setFocus()
    hold(Qt.Key.Key_Space, " ")
    assert small.page.link_id == "history"
    assert not any(each for each in small.session.answers if small.session.questionnaire.page_of[each] == "history")


def test_enter_twice_in_a_moment_is_once(small: Desk, clock: Clock) -> None:
    small.to("about")
    clock.now += 5
    small.hand.fill_page(small.page, {"respondent": "staff", "age": ["70"], "sex": "male"})
    held = Qt.KeyboardModifier.ControlModifier
    small.hand.key(Qt.Key.Key_Return, held=held)
    clock.now += 0.3
    first = small.window.focusWidget()
    for each in (held, Qt.KeyboardModifier.NoModifier):
        small.hand.key(Qt.Key.Key_Return, held=each)
        assert small.page.link_id == "diet"
        assert small.window.focusWidget() is first
    clock.now += 1
    small.hand.key(Qt.Key.Key_Return, held=held)
    assert small.page.link_id == "medicines"


# Numbers at the window


def dose(desk: Desk, typed: str) -> tuple[Answer, ...]:
    to_diet(desk)
    desk.to("medicines")
    desk.hand.press("medicines_common=metformin")
    desk.hand.answer("med_metformin.dose", [typed])
    return desk.session.answers.get("med_metformin.dose", ())


def said(desk: Desk) -> str:
    names = ("med_metformin.dose:note", "med_metformin.dose:error")
    return " ".join(each.text() for name in names for each in desk.page.findChildren(QLabel, name) if each.isVisible())


@pytest.mark.parametrize(("pick", "value"), [("2", 2), ("2000", 2000)])
def test_a_dose_that_can_be_read_in_two_ways_is_asked_back(small: Desk, pick: str, value: int) -> None:
    assert dose(small, "2.000") == ()
    assert said(small) == "Do you mean 2 or 2000?"
    small.hand.press(f"med_metformin.dose:meant={pick}")
    given = small.session.answers["med_metformin.dose"][0]
    assert isinstance(given, Quantity)
    assert given.value == value
    box = small.hand.find("med_metformin.dose:text")
    assert isinstance(box, QLineEdit)
    assert box.text() == pick
    assert small.window.focusWidget() is box


def test_a_number_that_can_be_read_in_two_ways_stops_next_and_can_be_picked_by_keys(small: Desk) -> None:
    dose(small, "1,000")
    small.hand.press("next")
    assert small.page.link_id == "medicines"
    assert "Do you mean 1 or 1000?" in small.hand.find("problems").accessibleName()
    small.hand.press("med_metformin.dose:text")
    for _stop in ("not sure", "1", "1000"):
        small.hand.key(Qt.Key.Key_Tab)
    focused = small.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "med_metformin.dose:meant=1000"
    small.hand.key(Qt.Key.Key_Return)
    assert said(small) == "one thousand mg a day"
    small.hand.press("next")
    assert small.page.link_id == "history"


def test_what_is_said_beside_a_box_stands_at_its_middle_and_moves_nothing(small: Desk) -> None:
    small.window.resize(1366, 768)
    dose(small, "")
    line, row = small.hand.find("med_metformin.dose:text"), small.page.rows["med_metformin.dose"]
    before = line.mapTo(small.window, line.rect().center()), row.height()
    for typed, told in (("2000", "two thousand"), ("20", "Usually it is"), ("2.000", "Do you mean")):
        row.editor.forget()
        small.hand.answer("med_metformin.dose", [typed])
        settle()
        words = next(each for each in row.findChildren(QLabel, "med_metformin.dose:note") if each.isVisible())
        assert words.text().startswith(told)
        middle = words.mapTo(small.window, words.rect().center()).y()
        assert abs(middle - before[0].y()) <= 1
        assert before == (line.mapTo(small.window, line.rect().center()), row.height())


def test_an_unusual_dose_is_asked_about_once_and_stops_nobody(small: Desk) -> None:
    assert dose(small, "20")
    assert said(small) == "Usually it is 250 to 3000 mg a day. Is this right?"
    assert not small.session.issues
    small.hand.press("step:about")
    small.hand.press("next")
    small.hand.press("next")
    assert said(small) == "Usually it is 250 to 3000 mg a day. Is this right?"
    small.hand.press("med_metformin.dose:confirm")
    assert said(small) == "twenty mg a day"
    assert small.session.answers["med_metformin.dose"]
    small.hand.press("next")
    assert small.page.link_id == "history"


def test_the_review_names_an_unusual_number_until_it_is_confirmed(small: Desk, qtbot: QtBot) -> None:
    dose(small, "20")
    small.page.bring(small.page.rows["med_metformin.dose"])
    qtbot.waitUntil(lambda: bool(small.visit.seen))
    for page in ("history", "symptoms", REVIEW):
        small.hand.press("next")
        assert small.visit.shown == page
    small.intake.pages.review.complete()  # type: ignore[union-attr]  # it was opened
    assert "Is this right?" in small.hand.find("change:med_metformin.dose").accessibleDescription()
    small.hand.press("change:med_metformin.dose")
    small.hand.press("med_metformin.dose:confirm")
    small.hand.press("step:review")
    small.intake.pages.review.complete()  # type: ignore[union-attr]  # as above
    assert "20 mg" in small.hand.find("change:med_metformin.dose").accessibleDescription()
    assert "right?" not in small.hand.find("change:med_metformin.dose").accessibleDescription()


# Who sits before it


def test_nobody_is_offered_to_answer_alone_and_old_answers_still_read(small: Desk) -> None:
    small.to("about")
    assert "respondent=self" not in small.names()
    assert "respondent=helped" in small.names()
    small.session.answer("respondent", Coding(code="self"))
    assert "self" in [each.code for each in small.session.state("respondent").options]


def test_the_bar_never_says_why(small: Desk, clock: Clock) -> None:
    small.hand.press("emergency_thoughts=end-life")
    settle()
    bar = small.hand.find("red-flags")
    assert [each.text() for each in bar.findChildren(QLabel) if each.text()] == ["Tell a member of staff now"]
    assert bar.accessibleName() == "Tell a member of staff now"


# A small screen


@pytest.mark.parametrize(("size", "scale"), [((683, 384), 1.0), ((683, 354), 1.0), ((1366, 740), 2.0)])
def test_buttons_and_the_first_answer_are_on_a_small_screen(
    qapp: QApplication, open_desk: Callable[..., Desk], size: tuple[int, int], scale: float
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = open_desk(Settings(text_scale=scale), size)
    assert desk.window.size().toTuple() == size
    desk.hand.press("new")
    while desk.visit.shown != REVIEW:
        page = desk.page
        for name in ("back", "help", "next"):
            button = desk.hand.find(name)
            assert desk.window.rect().contains(
                button.geometry().translated(button.mapTo(desk.window, QPoint()) - button.pos())
            )
        first = desk.window.focusWidget()
        assert first is not None
        assert first.visibleRegion().boundingRect().size() == first.size(), first.objectName()
        desk.hand.fill_page(page, {"respondent": "staff", "age": ["70"], "sex": "male"})
        desk.hand.press("next")


# Every box: what is wrong, asked back, unusual or worked out from it is said, and the next click finds its answer

TYPED = ("abc", "3", "2.000", "9999999", "1956", "w" * 150)


def type_and_aim(desk: Desk, clock: Clock, box: QLineEdit, text: str, chance: random.Random) -> str:
    """Type into ``box``, then press at once where another answer stands. Says what went wrong, or nothing."""
    page, pointer = desk.page, Pointer(desk.window)
    scroll_to(page, box, chance.choice((0.15, 0.5, 0.8)))
    row = page.row_of(box)
    targets = [each for each in aims(page, pointer) if row is not None and each.link_id != row.link_id]
    if not targets or not box.visibleRegion().contains(box.rect().center()):
        return "passed over"
    aim = chance.choice(targets)
    clock.now += 5
    pointer.click(pointer.middle(box))
    box.selectAll()
    desk.hand.type(text)
    before = desk.session.answers.get(aim.link_id)
    pointer.click(aim.place)
    code = aim.name.rpartition("=")[2]
    if Coding(code=code) in desk.session.answers.get(aim.link_id, ()):
        return ""
    unticked = isinstance(page.rows[aim.link_id].editor, ManyEditor) and Coding(code=code) in (before or ())
    unit = ":unit=" in aim.name
    closed = aim.link_id not in desk.session.enabled  # by what was typed: it cannot be answered any more
    return "" if unticked or unit or closed else f"{box.objectName()} <- {text[:9]}, then {aim.name}: not found"


def walk_boxes(desk: Desk, clock: Clock, chance: random.Random, most: int) -> int:
    """Every box of every page, with every gate open, and each kind of text in it."""
    done = 0
    for page in opened(desk):
        boxes = [each for row in page.rows.values() if row.isVisible() for each in row.editor.inputs()]
        for box in [each for each in boxes if isinstance(each, QLineEdit)]:
            row = page.row_of(box)
            for text in chance.sample(TYPED, most):
                if not box.isVisible():
                    break
                said = type_and_aim(desk, clock, box, text, chance)
                assert said in ("", "passed over")
                done += not said
            if row is not None and row.isVisible():
                row.editor.forget()
                page.answered.emit(row.link_id, ())
        for link_id in [each.link_id for each in desk.session.page_issues(page.link_id)]:
            page.answered.emit(link_id, ())
        if page.link_id == "about":
            page.answered.emit("birth_date", ())
            page.answered.emit("age", (34,))
    return done


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_after_typing_into_any_box_a_click_finds_what_it_was_aimed_at(
    qapp: QApplication, open_desk: Callable[..., Desk], clock: Clock, scale: float
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = open_desk(Settings(text_scale=scale), (1366, 740))
    desk.hand.press("new")
    assert walk_boxes(desk, clock, random.Random(3), 2) > 30


def test_a_double_click_on_a_problem_answers_nothing(small: Desk, clock: Clock) -> None:
    small.to("about")
    clock.now += 5
    small.hand.press("next")
    pointer, page = Pointer(small.window), small.page
    page.to_top()
    settle()
    clock.now += 5
    for name in ("problem:sex", "problem:respondent"):
        page.to_top()
        settle()
        pointer.double_click(pointer.middle(small.hand.find(name)))
        assert not small.session.answers
        clock.now += 5
