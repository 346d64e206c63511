"""Keys that answer, go on and take back; a scanner that answers nothing; one key for both papers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from b12desk.desk.open_intake import RESULT
from b12desk.engine.session import REVIEW
from b12desk.errors import StoreError
from b12desk.model.values import Answer, Coding, Quantity
from b12desk.settings import Settings
from b12desk.ui.items.choice import ManyEditor
from b12desk.ui.kit import reflex
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.result import printing
from b12desk.ui.result.preview import Preview
from b12desk.ui.settings_dialog import SettingsDialog
from tests.ui.answering import Answering, Step, escape, press, press_text
from tests.ui.conftest import Desk, settle
from tests.ui.pointer import Clock, clock

__all__ = ["clock"]
ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
PERSON, SCANNER = 0.3, 0.012
"""Seconds from key to key."""


class Typist:
    """Keys as the window system sends them, at the pace of a person or of a scanner."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    @property
    def at(self) -> str:
        """The name of what has the focus."""
        focus = self._desk.window.focusWidget()
        return focus.objectName() if focus is not None else ""

    def keys(
        self, *keys: str | Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, pace: float = PERSON
    ) -> None:
        """Press one after the other; then nothing for a while."""
        for each in keys:
            focus = self._desk.window.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, each, held)  # type: ignore[call-overload]  # it takes both
            self._clock.now += pace
            if pace >= reflex.SCAN_MS / 1000:
                reflex.settle()
        self._clock.now += 1
        reflex.settle()
        settle()

    def scan(self, text: str) -> None:
        """What a bar-code scanner types: the characters and Enter."""
        self.keys(*text, ENTER, pace=SCANNER)

    def focus(self, name: str) -> None:
        """As Tab would, in many steps."""
        self._desk.hand.find(name).setFocus(Qt.FocusReason.TabFocusReason)


@pytest.fixture
def typist(desk: Desk, clock: Clock) -> Typist:
    clock.now += 5
    return Typist(desk, clock)


def coded(desk: Desk, link_id: str) -> list[str]:
    return [each.code for each in desk.session.answers.get(link_id, ()) if isinstance(each, Coding)]


def about(desk: Desk) -> None:
    desk.to("about")
    desk.hand.fill_page(desk.page, {"respondent": "staff", "age": ["40"], "sex": "male"})


def medicines(desk: Desk) -> None:
    about(desk)
    desk.to("medicines")


# Digits


def test_an_intake_begins_in_the_name_and_enter_leads_to_the_first_question(desk: Desk, typist: Typist) -> None:
    assert typist.at == "patient:name"
    typist.keys("A", "d", "a", ENTER)
    assert typist.at == "patient:given"
    typist.keys(ENTER)
    assert typist.at == "patient:number"
    typist.keys("7", ENTER)
    assert typist.at == "emergency_body=stroke"
    assert (desk.session.subject.display, desk.session.subject.identifier) == ("Ada", "7")


def test_a_digit_chooses_and_goes_on_and_at_the_end_of_the_page_next_has_the_focus(desk: Desk, typist: Typist) -> None:
    typist.focus("emergency_body=stroke")
    typist.keys("0")
    assert (coded(desk, "emergency_body"), typist.at) == (["none-of-these"], "emergency_nerves=weakness-4-weeks")
    typist.keys("0", "0")
    assert typist.at == "next"
    typist.keys(ENTER)
    assert desk.page.link_id == "about"
    typist.keys("2")
    assert (coded(desk, "respondent"), typist.at) == (["staff"], "birth_date:day")


def test_digits_follow_the_screen_and_none_of_these_is_0(desk: Desk) -> None:
    editor = desk.page.rows["emergency_body"].editor
    assert isinstance(editor, ManyEditor)
    shown = {tile.text(): digit for tile, digit in editor.number_keys().items()}
    names = [each.text() for each in editor.inputs()]  # type: ignore[attr-defined]  # they are tiles
    assert [shown[each] for each in names] == ["1", "2", "3", "4", "5", "6", "0", "7", "8"]
    assert names[6] == "None of these"
    desk.to("about")
    keys = desk.page.rows["respondent"].editor.number_keys()
    assert list(keys.values()) == ["1", "2", "3"]
    assert not desk.page.rows["age"].editor.number_keys()
    assert not desk.page.rows["birth_date"].editor.number_keys()


def test_in_a_list_digits_tick_and_untick_and_enter_goes_on_to_what_they_opened(desk: Desk, typist: Typist) -> None:
    medicines(desk)
    typist.focus("medicines_common=metformin")
    typist.keys("1", "2", "5", "5")
    assert coded(desk, "medicines_common") == ["metformin", "ppi"]
    assert typist.at == "medicines_common=colchicine"
    typist.keys(ENTER)
    assert typist.at == "med_metformin.dose:text"
    typist.focus("medicines_common=ppi")
    typist.keys("0")
    assert coded(desk, "medicines_common") == ["none-of-these"]
    assert typist.at == "medicines_other=barbiturate"
    typist.focus("medicines_common=none-of-these")
    typist.keys("0")
    assert coded(desk, "medicines_common") == ["none-of-these"], "0 unticks nothing"
    editor = desk.page.rows["medicines_other"].editor
    assert [*editor.number_keys().values()] == ["0", *"123456789"]
    assert len(editor.inputs()) == 11, "what comes after 9 is left to arrows"


@pytest.mark.slow
def test_in_a_grid_a_digit_chooses_the_column(desk: Desk, typist: Typist) -> None:
    about(desk)
    desk.to("diet")
    for each in ("diet_pattern=none-of-these", "food_estimate=yes"):
        desk.hand.press(each)
    typist.focus("food_liver=never")
    typist.keys("1", "6")
    assert (coded(desk, "food_liver"), coded(desk, "food_shellfish")) == (["never"], ["daily"])


def test_a_digit_with_another_key_held_answers_nothing_and_enter_scrolls(desk: Desk, typist: Typist) -> None:
    typist.focus("emergency_body=stroke")
    for held in (CONTROL, Qt.KeyboardModifier.AltModifier):
        typist.keys("1", held=held)
        assert not desk.session.answers
    for _row in range(2):
        typist.keys(ENTER)
        row = desk.page.focused_row()
        assert row is not None
        assert row.visibleRegion().boundingRect().size() == row.size(), "scrolled into view"


def test_a_digit_without_an_answer_and_one_that_is_held_down_do_nothing(
    desk: Desk, typist: Typist, clock: Clock
) -> None:
    desk.to("about")
    typist.focus("respondent=helped")
    typist.keys("9", "0")
    assert not desk.session.answers
    focus = desk.window.focusWidget()
    assert focus is not None
    for again in range(5):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, "2", again > 0)
        QApplication.sendEvent(desk.window.focusWidget() or focus, event)
        clock.now += 0.1
        reflex.settle()
    assert coded(desk, "respondent") == ["staff"]
    assert typist.at == "birth_date:day"


# Enter


def test_enter_asks_for_the_unit_and_a_unit_for_its_number_and_both_are_taken_back(desk: Desk, typist: Typist) -> None:
    medicines(desk)
    desk.hand.press("medicines_common=ppi")
    typist.focus("med_ppi.duration:text")
    typist.keys("6", ENTER)
    assert typist.at == "med_ppi.duration:unit=mo"
    typist.keys("2")
    (given,) = desk.session.answers["med_ppi.duration"]
    assert isinstance(given, Quantity)
    assert (given.value, given.unit) == (6, "a")
    assert typist.at == "medicines_other=barbiturate"
    typist.keys("Z", held=CONTROL)
    assert "med_ppi.duration" not in desk.session.answers
    units = [each for each in desk.page.rows["med_ppi.duration"].editor.inputs() if ":unit=" in each.objectName()]
    assert not any(each.isChecked() for each in units)  # type: ignore[attr-defined]  # they are tiles
    typist.focus("med_ppi.duration:unit=mo")
    typist.keys("1")
    assert typist.at == "med_ppi.duration:text"
    typist.keys("8", ENTER)
    assert typist.at == "medicines_other=barbiturate"
    assert "med_ppi.duration" in desk.session.answers


def test_enter_goes_through_a_date_and_is_held_once_by_what_is_no_answer(desk: Desk, typist: Typist) -> None:
    desk.to("about")
    typist.focus("age:text")
    typist.keys(*"old", ENTER)
    assert typist.at == "age:text"
    assert desk.hand.find("age:error").isVisible()
    typist.keys(ENTER)
    assert typist.at == "sex=female"
    typist.focus("birth_date:day")
    typist.keys("1", "2", ENTER)
    assert typist.at == "birth_date:month"
    typist.keys("3", ENTER)
    assert typist.at == "birth_date:year"
    typist.keys(*"1958", ENTER)
    assert typist.at == "sex=female"
    assert "birth_date" in desk.session.answers


@pytest.mark.slow
def test_several_lines_keep_enter_and_control_enter_turns_the_page(desk: Desk, typist: Typist) -> None:
    about(desk)
    desk.to("symptoms")
    box = desk.hand.find("own_words:text")
    assert isinstance(box, QPlainTextEdit)
    box.setFocus()
    typist.keys("a", ENTER, "b")
    assert box.toPlainText() == "a\nb"
    typist.keys(ENTER, held=CONTROL)
    assert desk.visit.shown == REVIEW
    assert desk.session.answers["own_words"] == ("a\nb",)


def test_control_enter_turns_the_page_wherever_the_focus_is(desk: Desk, typist: Typist, clock: Clock) -> None:
    for name in ("patient:name", "emergency_body=stroke", "back", "step:about"):
        typist.focus(name)
        typist.keys(ENTER, held=CONTROL)
        assert desk.page.link_id == "about"
        desk.hand.press("back")
        clock.now += 1


def test_the_pause_after_a_turned_page_binds_the_same_key_alone(desk: Desk, clock: Clock) -> None:
    clock.now += 5
    typist = Typist(desk, clock)
    desk.hand.find("next").setFocus()
    QTest.keyClick(desk.hand.find("next"), ENTER)
    settle()
    assert desk.page.link_id == "about"
    clock.now += 0.1
    focus = desk.window.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, ENTER)
    assert desk.window.focusWidget() is focus, "the same key, too soon"
    typist.keys("2")
    assert coded(desk, "respondent") == ["staff"]


# Take back


def test_control_z_takes_back_one_answer_after_the_other_and_goes_there(desk: Desk, typist: Typist) -> None:
    typist.focus("emergency_body=stroke")
    typist.keys("0", "0", "0", ENTER)
    typist.keys("1")
    typist.keys("Z", held=CONTROL)
    assert not coded(desk, "respondent")
    assert typist.at == "respondent=helped"
    typist.keys("Z", held=CONTROL)
    assert desk.page.link_id == "now"
    assert typist.at == "emergency_thoughts=end-life"
    assert set(desk.session.answers) == {"emergency_body", "emergency_nerves"}
    for _more in range(4):
        typist.keys("Z", held=CONTROL)
    assert not desk.session.answers


def test_control_z_in_a_box_undoes_what_was_typed_there_before_it_takes_back_answers(
    desk: Desk, typist: Typist
) -> None:
    desk.to("about")
    desk.hand.press("respondent=staff")
    typist.focus("age:text")
    typist.keys("4", "0")
    typist.keys("Z", held=CONTROL)
    box = desk.hand.find("age:text")
    assert isinstance(box, QLineEdit)
    assert box.text() == ""
    assert coded(desk, "respondent") == ["staff"]
    typist.focus("birth_date:day")
    typist.keys("Z", held=CONTROL)
    assert not desk.session.answers
    for each in ("sex=male", "sex=female"):
        desk.hand.press(each)
    typist.focus("ethnicity=asian")
    typist.keys("Z", held=CONTROL)
    assert (coded(desk, "sex"), typist.at) == (["male"], "sex=male"), "what was there before"


# Scanners

NUMBER = "4711000"


def test_a_scan_on_the_first_page_is_the_record_number_and_nothing_else(desk: Desk, typist: Typist) -> None:
    box = desk.hand.find("patient:number")
    assert isinstance(box, QLineEdit)
    for name in ("patient:number", "patient:name", "emergency_body=stroke", "next", "back", "help"):
        box.clear()
        typist.focus(name)
        typist.scan(NUMBER)
        assert (desk.session.subject.display, desk.session.subject.identifier) == ("", NUMBER)
        assert desk.page.link_id == "now"
        assert not desk.session.answers
        assert typist.at == ("emergency_body=stroke" if name.startswith("patient") else name)
    typist.focus("emergency_body=stroke")
    typist.keys("1", "2", pace=SCANNER)
    assert not desk.session.answers, "without Enter, too"


def test_a_scan_keeps_the_name_replaces_no_number_and_is_nothing_on_a_later_page(desk: Desk, typist: Typist) -> None:
    typist.keys(*"Ada")
    typist.scan(f"A{NUMBER}")
    assert (desk.session.subject.display, desk.session.subject.identifier) == ("Ada", f"A{NUMBER}")
    typist.focus("emergency_body=stroke")
    typist.scan("999999")
    assert desk.session.subject.identifier == f"A{NUMBER}"
    assert not desk.session.answers
    desk.to("about")
    typist.focus("respondent=helped")
    typist.scan(NUMBER)
    assert (desk.page.link_id, typist.at) == ("about", "respondent=helped")
    assert not desk.session.answers


def test_a_digit_waits_until_no_scanner_can_follow_and_goes_with_its_page(
    desk: Desk, clock: Clock, qtbot: QtBot
) -> None:
    tile = desk.hand.find("emergency_body=stroke")
    tile.setFocus()
    QTest.keyClick(tile, "0")
    assert not desk.session.answers
    qtbot.waitUntil(lambda: coded(desk, "emergency_body") == ["none-of-these"])
    clock.now += 5
    tile.setFocus()
    QTest.keyClick(tile, "1")
    desk.hand.press("back")
    settle()
    clock.now += 1
    assert not reflex.settle()


@pytest.mark.slow
def test_two_digits_of_a_person_that_a_busy_program_sees_at_once_both_count(desk: Desk, clock: Clock) -> None:
    tile = desk.hand.find("emergency_body=stroke")
    tile.setFocus()
    QTest.keyClick(tile, "0")
    clock.now += 0.2
    QTest.keyClick(tile, "0")  # the program was busy: the focus has not moved yet
    clock.now += 0.2
    reflex.settle()
    assert coded(desk, "emergency_body") == ["none-of-these"]
    assert coded(desk, "emergency_nerves") == ["none-of-these"]


# Who gives the answers


def begun_again(desk: Desk) -> None:
    while desk.window.wizard is not None:
        desk.hand.press("back")
    desk.hand.press("new")


def test_who_gives_the_answers_is_there_in_the_next_intake_and_can_be_changed(desk: Desk, home: Path) -> None:
    desk.to("about")
    desk.hand.press("respondent=proxy")
    begun_again(desk)
    assert coded(desk, "respondent") == ["proxy"]
    desk.to("about")
    assert desk.hand.find("respondent=proxy").isChecked()  # type: ignore[attr-defined]  # a tile
    focus = desk.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "birth_date:day", "the first open question"
    desk.hand.press("respondent=staff")
    begun_again(desk)
    assert coded(desk, "respondent") == ["staff"]
    desk.hand.press("back")
    shown = [each for each in desk.names() if each.startswith("resume:")]
    assert len(shown) == 2, "what an intake begins with is no reason to keep it"


@pytest.mark.slow
def test_a_disk_that_refuses_settings_is_asked_again_next_time(desk: Desk) -> None:
    def refuse(_settings: Settings) -> None:
        raise StoreError("refused", [])

    desk.window._keep = refuse
    desk.to("about")
    desk.hand.press("respondent=proxy")
    begun_again(desk)
    assert coded(desk, "respondent") == ["proxy"]


# Focus


def test_a_turned_page_takes_the_focus_past_nothing_else(desk: Desk, typist: Typist) -> None:
    passed: list[str] = []
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    def note(_old: QWidget | None, new: QWidget | None) -> None:
        passed.append(new.objectName() if new is not None else "")

    app.focusChanged.connect(note)
    try:
        for _page in range(3):
            typist.keys(ENTER, held=CONTROL)
            desk.hand.fill_page(desk.page, {"respondent": "staff", "age": ["40"], "sex": "male"})
    finally:
        app.focusChanged.disconnect(note)
    assert desk.page.link_id == "medicines"
    assert not {"settings-button", "back", "help"} & set(passed), passed


def test_help_and_settings_leave_the_focus_where_it_was_also_in_another_look(desk: Desk, typist: Typist) -> None:
    typist.focus("emergency_body=fainting")
    with Answering(Step(Message, escape)) as person:
        typist.keys(Qt.Key.Key_F1)
    assert person.seen[0][0] == "Help"
    assert any("0 is None of these" in each for each in person.seen[0])
    assert typist.at == "emergency_body=fainting"
    with Answering(Step(SettingsDialog, escape)):
        desk.hand.press("settings-button")
    assert typist.at == "emergency_body=fainting"

    def dark(dialog: QDialog) -> None:
        for name in ("theme=dark", "settings:keep"):
            press(name)(dialog)

    with Answering(Step(SettingsDialog, dark)):
        desk.hand.press("settings-button")
    settle()
    assert typist.at == "emergency_body=fainting"


def test_after_discarding_the_focus_is_on_new_intake(desk: Desk, typist: Typist) -> None:
    typist.keys(*"Ada")
    desk.hand.press("back")
    (line,) = [each for each in desk.names() if each.startswith("discard:")]
    desk.hand.find(line).setFocus()
    with Answering(Step(Message, press_text("Discard it"))):
        desk.hand.press(line)
    settle()
    assert typist.at == "new"


# Buttons


def letters(desk: Desk) -> dict[str, str]:
    """The letter of each button that can be seen; "" for one without."""
    shown = [each for each in desk.window.findChildren(Button) if each.isVisible() and each.isEnabled()]
    found = {each.objectName(): re.search("&([^&])", each.text()) for each in shown}
    return {name: letter[1].lower() if letter else "" for name, letter in found.items()}


def different(found: dict[str, str]) -> bool:
    return "" not in found.values() and len(set(found.values())) == len(found)


def test_every_button_of_every_page_has_a_letter_of_its_own(desk: Desk) -> None:
    desk.hand.press("emergency_body=stroke")
    settle()
    assert {"stop-here", "go-on"} <= letters(desk).keys()
    about(desk)
    while desk.visit.shown != RESULT:
        assert different(letters(desk)), letters(desk)
        desk.hand.press("next")
    assert "paper:both" in letters(desk)
    assert different(letters(desk)), letters(desk)


# Both papers


@pytest.fixture
def result(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The result is shown on a machine without a printer; the folder in which papers are saved."""
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    monkeypatch.setenv("HOME", str(tmp_path))
    about(desk)
    while desk.visit.shown != RESULT:
        desk.hand.press("next")
    return tmp_path


def enter(dialog: QDialog) -> None:
    """Enter where the focus is."""
    QTest.keyClick(dialog.focusWidget() or dialog, ENTER)


def test_on_the_result_one_key_has_both_papers_and_the_focus_comes_back(
    desk: Desk, typist: Typist, result: Path
) -> None:
    assert typist.at == "paper:both"
    assert desk.hand.find("paper:both").text().replace("&", "") == "Save both PDFs"  # type: ignore[attr-defined]
    with Answering(Step(Message, press_text("Close"))) as person:
        typist.keys("P", held=CONTROL)
    assert person.seen[0][0] == "No printer found"
    assert typist.at == "paper:both"
    names = {desk.visit.finish().papers.file_name(kind) for kind in ("summary", "handout")}
    for each in names:
        (result / each).write_bytes(b"before")
    with Answering(Step(QFileDialog, enter), Step(Message, press_text("Keep it"))) as person:
        typist.keys(ENTER)
    assert all(name in " ".join(person.seen[1]) for name in names)
    with Answering(Step(QFileDialog, escape)):
        typist.keys(ENTER)
    assert {each.read_bytes() for each in result.glob("*.pdf")} == {b"before"}
    assert desk.visit.paper is None
    for each in names:
        (result / each).unlink()
    with Answering(Step(QFileDialog, enter), Step(Message, enter)) as person:
        typist.keys(ENTER)
    assert {each.name for each in result.glob("*.pdf")} == names
    assert names <= set(person.seen[1])
    assert desk.visit.paper is not None
    assert typist.at == "paper:both"
    typist.focus("paper:preview")
    with Answering(Step(Preview, press("preview:close"))):
        typist.keys(ENTER)
    assert typist.at == "paper:preview"
    before: dict[str, tuple[Answer, ...]] = dict(desk.session.answers)
    typist.keys("Z", held=CONTROL)
    assert desk.visit.shown == RESULT
    assert dict(desk.session.answers) == before, "papers may be out"


def test_a_scan_into_the_box_of_the_number_takes_the_place_of_what_stood_there(desk: Desk, typist: Typist) -> None:
    typist.focus("patient:number")
    for number in (NUMBER, "999999"):
        desk.hand.press("patient:number")
        typist.scan(number)
        settle()
        assert desk.session.subject.identifier == number


def test_a_scan_beside_a_known_number_does_not_stay_in_the_name(desk: Desk, typist: Typist) -> None:
    typist.scan(NUMBER)
    typist.focus("patient:name")
    typist.keys(*"Ann Lee")
    typist.scan("999999")
    settle()
    assert (desk.session.subject.display, desk.session.subject.identifier) == ("Ann Lee", NUMBER)


@pytest.mark.parametrize("name", ["leave", "settings-button"])
def test_a_scan_presses_no_button_of_the_header(desk: Desk, typist: Typist, name: str) -> None:
    typist.focus(name)
    typist.scan(NUMBER)
    settle()
    assert desk.window.wizard is not None
    assert QApplication.activeModalWidget() is None


def test_a_scan_on_the_start_page_begins_nothing(open_desk: Callable[..., Desk], clock: Clock) -> None:
    desk = open_desk()
    clock.now += 5
    Typist(desk, clock).scan(NUMBER)
    settle()
    assert desk.window.wizard is None
