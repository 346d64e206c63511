"""What was answered or typed is on the disk before anything else happens, and comes back as it stood."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from b12desk.model.values import Coding, PartialDate, Quantity
from b12desk.ui.kit.dialogs import Message
from tests.store.made_records import new_records
from tests.ui.answering import Answering, Step, press, say
from tests.ui.conftest import Desk, settle
from tests.ui.conftest import kept as all_kept
from tests.ui.test_start import messages


def kept(home: Path) -> dict[str, object]:
    """What is on the disk of the one intake."""
    return next(iter(all_kept()), {})


def answers(home: Path) -> dict[str, object]:
    response = kept(home).get("response", {"answers": {}})
    assert isinstance(response, dict)
    found: dict[str, object] = response["answers"]
    return found


def typed(home: Path) -> dict[str, str]:
    """Text by linkId, with the unit behind it."""
    entries = kept(home).get("typed", [])
    assert isinstance(entries, list)
    return {each["linkId"]: f"{each['text']}|{each['unit'] or ''}" for each in entries}


def box(desk: Desk, name: str) -> QLineEdit:
    found = desk.hand.find(name)
    assert isinstance(found, QLineEdit)
    return found


def click_alone(desk: Desk, name: str) -> None:
    """A click, and nothing that Qt would do afterwards."""
    widget = desk.hand.find(name)
    middle = QPointF(widget.rect().center())
    where = QPointF(widget.mapToGlobal(middle.toPoint()))
    left = Qt.MouseButton.LeftButton
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(widget, QMouseEvent(kind, middle, where, left, left, Qt.KeyboardModifier.NoModifier))


def type_alone(widget: QWidget, text: str) -> None:
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key(0), Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(widget, event)


def error_of(desk: Desk, link_id: str) -> str:
    shown = [each.text() for each in desk.window.findChildren(QLabel, f"{link_id}:error") if each.isVisible()]
    return shown[0] if shown else ""


def again(desk: Desk, open_desk: Callable[..., Desk], *, crash: bool = False) -> Desk:
    """Close the program (or kill it), start it, and press Resume."""
    identifier = desk.session.response().identifier
    if crash:
        desk.crash()
    else:
        desk.window.close()
    made = open_desk()
    made.hand.press(f"resume:{identifier}")
    return made


def medicines(desk: Desk) -> None:
    """To the page with doses."""
    desk.to("about")
    desk.hand.answer("respondent", "helped")
    desk.hand.answer("birth_date", ["4", "3", "1961"])
    desk.hand.answer("sex", "male")
    desk.hand.press("next")
    desk.hand.press("b12_taken=own-b12")


# The same turn


@pytest.mark.parametrize("name", ["respondent=helped", "sex=male"])
def test_a_click_is_on_the_disk_when_its_handler_returns(desk: Desk, home: Path, name: str) -> None:
    desk.to("about")
    settle()
    click_alone(desk, name)
    link_id, _equals, code = name.partition("=")
    assert answers(home)[link_id] == [{"code": code}]


def test_a_tick_is_on_the_disk_when_its_handler_returns(desk: Desk, home: Path) -> None:
    desk.to("about")
    desk.hand.press("ethnicity=black")
    settle()
    click_alone(desk, "ethnicity=asian")
    assert len(answers(home)["ethnicity"]) == 2  # type: ignore[arg-type]


def test_a_typed_number_is_on_the_disk_before_the_page_turns(desk: Desk, home: Path) -> None:
    desk.to("about")
    desk.hand.answer("respondent", "helped")
    desk.hand.answer("sex", "male")
    desk.hand.press("age:text")
    desk.hand.type("61")
    at_turn: list[object] = []
    desk.intake.stack.currentChanged.connect(lambda _page: at_turn.append(answers(home).get("age")))
    click_alone(desk, "next")
    assert at_turn == [[61]]
    assert kept(home)["page"] == "diet"


def test_the_patient_line_is_kept_while_it_is_typed(desk: Desk, home: Path, qtbot: QtBot) -> None:
    desk.hand.press("patient:name")
    line = box(desk, "patient:name")

    def goes_on() -> bool:
        type_alone(line, "a ")
        return bool(kept(home))

    qtbot.waitUntil(goes_on, timeout=10_000)
    response = kept(home)["response"]
    assert isinstance(response, dict)
    assert response["subject"]["display"].startswith("a a")


# Typed text


def test_what_is_typed_without_a_pause_is_kept_all_the_same(
    desk: Desk, open_desk: Callable[..., Desk], home: Path, qtbot: QtBot
) -> None:
    desk.to("about")
    desk.hand.press("age:text")
    line = box(desk, "age:text")

    def goes_on() -> bool:
        type_alone(line, "x")
        return bool(typed(home))

    qtbot.waitUntil(goes_on, timeout=10_000)
    assert line.typing, "the pause has not come yet"  # type: ignore[attr-defined]
    written = typed(home)["age"].rstrip("|")
    assert len(line.text()) - len(written) <= 1
    assert not desk.session.state("age").draft, "and it is not judged yet"
    back = again(desk, open_desk, crash=True)
    assert box(back, "age:text").text() == written
    assert error_of(back, "age")


def test_text_that_is_no_value_comes_back_marked_with_the_last_value_named(
    desk: Desk, open_desk: Callable[..., Desk], home: Path
) -> None:
    medicines(desk)
    link_id = "b12_taken.dose"
    line = box(desk, f"{link_id}:text")
    desk.hand.click(line)
    desk.hand.type("1000")
    desk.hand.key(Qt.Key.Key_Tab)
    assert isinstance(desk.session.answers[link_id][0], Quantity)
    desk.hand.click(line)
    line.selectAll()
    desk.hand.type("about 500 mcg")
    back = again(desk, open_desk)
    assert box(back, f"{link_id}:text").text() == "about 500 mcg"
    assert "Before: 1,000" in error_of(back, link_id)
    assert answers(home)[link_id], "the last good value is not lost"
    assert link_id not in back.session.response().answers, "and does not count"
    back.hand.click(box(back, f"{link_id}:text"))
    box(back, f"{link_id}:text").selectAll()
    back.hand.type("500")
    back.hand.key(Qt.Key.Key_Tab)
    assert not error_of(back, link_id)
    assert typed(home) == {}


@pytest.mark.parametrize("crash", [False, True], ids=["closed", "killed"])
def test_a_number_without_its_unit_comes_back_and_asks_for_it(
    desk: Desk, open_desk: Callable[..., Desk], home: Path, crash: bool
) -> None:
    medicines(desk)
    desk.hand.press("next")
    desk.hand.press("medicines_common=metformin")
    desk.hand.press("med_metformin.duration:text")
    desk.hand.type("6")
    desk.hand.key(Qt.Key.Key_Tab)
    assert typed(home) == {"med_metformin.duration": "6|"}
    back = again(desk, open_desk, crash=crash)
    assert box(back, "med_metformin.duration:text").text() == "6"
    assert "unit" in error_of(back, "med_metformin.duration")
    back.hand.press("med_metformin.duration:unit=a")
    assert not error_of(back, "med_metformin.duration")


def test_a_unit_without_its_number_survives_the_page_and_a_kill(
    desk: Desk, open_desk: Callable[..., Desk], home: Path
) -> None:
    medicines(desk)
    desk.hand.press("next")
    desk.hand.press("medicines_common=metformin")
    desk.hand.press("med_metformin.duration:unit=a")
    assert typed(home) == {"med_metformin.duration": "|a"}
    desk.hand.press("back")
    settle()
    back = again(desk, open_desk, crash=True)
    back.hand.press("step:medicines")
    back.hand.press("med_metformin.duration:text")
    back.hand.type("6")
    back.hand.key(Qt.Key.Key_Tab)
    assert back.session.answers["med_metformin.duration"][0].unit == "a"  # type: ignore[union-attr]
    assert typed(home) == {}


def test_half_a_date_comes_back(desk: Desk, open_desk: Callable[..., Desk], home: Path) -> None:
    desk.to("about")
    desk.hand.press("birth_date:day")
    desk.hand.type("12")
    desk.hand.key(Qt.Key.Key_Tab)
    assert typed(home) == {"birth_date": "12..|"}
    back = again(desk, open_desk, crash=True)
    assert box(back, "birth_date:day").text() == "12"
    assert error_of(back, "birth_date")


def test_a_whole_date_that_was_just_typed_is_an_answer_after_a_kill(
    desk: Desk, open_desk: Callable[..., Desk], home: Path, qtbot: QtBot
) -> None:
    desk.to("about")
    desk.hand.answer("sex", "male")
    for part, text in (("day", "12"), ("month", "3"), ("year", "1956")):
        desk.hand.press(f"birth_date:{part}")
        desk.hand.type(text)
    qtbot.waitUntil(lambda: "birth_date" in typed(home) or "birth_date" in answers(home), timeout=10_000)
    back = again(desk, open_desk, crash=True)
    found = back.session.answers.get("birth_date", ()) or back.session.typed
    assert found == (PartialDate(date="1956-03-12"),) or "12" in str(found)


def test_words_are_kept_while_they_are_typed(desk: Desk, home: Path, qtbot: QtBot) -> None:
    medicines(desk)
    link_id = "b12_taken.product"
    desk.hand.press(f"{link_id}:text")
    line = box(desk, f"{link_id}:text")

    def goes_on() -> bool:
        type_alone(line, "word ")
        return link_id in typed(home)

    qtbot.waitUntil(goes_on, timeout=10_000)
    assert typed(home)[link_id].startswith("word word")


def test_typing_that_ended_as_it_began_leaves_nothing_typed(desk: Desk, home: Path, qtbot: QtBot) -> None:
    desk.to("about")
    desk.hand.press("age:text")
    desk.hand.type("61")
    desk.hand.key(Qt.Key.Key_Tab)
    desk.hand.press("age:text")
    line = box(desk, "age:text")
    line.end(False)
    type_alone(line, "5")
    qtbot.waitUntil(lambda: "age" in typed(home), timeout=10_000)
    desk.hand.key(Qt.Key.Key_Backspace)
    desk.hand.key(Qt.Key.Key_Tab)
    assert typed(home) == {}
    assert answers(home)["age"] == [61]


# Another day


def test_an_intake_of_another_day_takes_the_dates_of_today(
    desk: Desk, open_desk: Callable[..., Desk], home: Path
) -> None:
    medicines(desk)
    identifier = desk.session.response().identifier
    desk.window.close()
    records = new_records(home / "data")
    found = records.open(identifier)
    then = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    records.keep(replace(found, response=replace(found.response, authored=then), saved=then))
    records.shut()
    back = open_desk()
    back.hand.press(f"resume:{identifier}")
    back.hand.press("step:diet")
    back.hand.press("b12_taken=injections")
    yesterday = datetime.now().astimezone().date() - timedelta(days=1)
    link_id = "b12_taken.last_injection"
    back.hand.answer(link_id, [str(yesterday.day), str(yesterday.month), str(yesterday.year)])
    assert back.session.answers[link_id] == (PartialDate(date=yesterday.isoformat()),)
    back.hand.press("next")
    assert not error_of(back, link_id)
    response = back.session.response()
    assert response.authored_date == datetime.now().astimezone().date()
    assert response.begun is not None
    assert response.begun.date() == then.date()


# Two windows


def test_a_second_window_is_refused_with_who_and_since_when(desk: Desk, open_desk: Callable[..., Desk]) -> None:
    desk.hand.press("emergency_body=none-of-these")
    identifier = desk.session.response().identifier
    other = open_desk()
    refused = Step(Message, press("message:0"), say("open elsewhere"))
    for name in (f"resume:{identifier}", f"discard:{identifier}"):
        with Answering(refused) as answering:
            other.hand.press(name)
        assert f"(computer login {getpass.getuser()}@" in " ".join(answering.seen[-1])
        assert other.window.wizard is None
    desk.hand.press("emergency_nerves=none-of-these")
    assert desk.session.answers["emergency_nerves"] == (Coding(code="none-of-these"),)
    desk.hand.press("back")
    other.hand.press(f"resume:{identifier}")
    assert other.session.answers["emergency_nerves"] == (Coding(code="none-of-these"),)


def test_discard_says_whose(desk: Desk) -> None:
    desk.hand.press("patient:name")
    desk.hand.type("Maria Sample")
    desk.hand.answer("emergency_body", ["none-of-these"])
    identifier = desk.session.response().identifier
    desk.hand.press("back")
    said = messages(0)
    desk.hand.press(f"discard:{identifier}")
    told = " ".join(said)
    assert "M. S." in told
    assert "1 answered" in told
    assert "Begun" in told
    assert "Maria" not in told


def test_after_resuming_every_page_that_was_open_can_be_opened(desk: Desk, open_desk: Callable[..., Desk]) -> None:
    medicines(desk)
    desk.hand.press("next")
    desk.hand.press("step:now")
    desk.hand.press("back")
    identifier = desk.session.response().identifier if desk.window.wizard else ""
    assert not identifier
    desk.window.close()
    back = open_desk()
    name = next(each for each in back.names() if each.startswith("resume:"))
    back.hand.press(name)
    assert back.page.link_id == "now", "the first question that is open"
    assert all(back.hand.find(f"step:{each}").isEnabled() for each in ("about", "diet", "medicines"))
