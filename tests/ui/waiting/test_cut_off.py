"""A program that was killed while a patient had the screen: the next one opens locked, and only staff lead on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from b12desk.desk.waiting_room import Stage
from b12desk.ui.intakes_page import IntakesPage
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.waiting.lock import Lock
from tests.staff import ana
from tests.ui.answering import Answering, Step, press, say
from tests.ui.conftest import Desk, settle
from tests.ui.waiting.conftest import NAME, NUMBER, Patient

AGAIN, BACK = "message:1", "message:0"


@pytest.fixture
def after_a_kill(hand_over: Callable[..., Patient], open_desk: Callable[..., Desk]) -> Iterator[Desk]:
    """A second window on the records of one that was killed at the second question."""
    first = hand_over()
    first.start()
    first.answer_screen()
    first.go_on()
    first.desk.crash()
    second = open_desk()
    second.window.showNormal()
    settle()
    yield second
    assert second.window.reception is not None
    second.window.reception.waiting._left = ()
    if second.window.with_patient:
        side(second).end(None)
        side(second).returned.emit(ana(), None)
    settle()


def side(desk: Desk):  # type: ignore[no-untyped-def]  # a PatientSide
    assert desk.window.reception is not None
    return desk.window.reception.waiting.side


def unlock(desk: Desk, answer: str) -> None:
    """Staff prove who they are, and say what becomes of it."""
    here = side(desk)
    here._lock = Lock(lambda _front: ana(), "For staff")
    with Answering(Step(Message, press(answer))):
        desk.hand.press("staff")
    settle()


def test_it_opens_locked_and_shows_nothing_of_the_patient(after_a_kill: Desk) -> None:
    desk = after_a_kill
    assert desk.window.with_patient
    assert side(desk).locked is not None
    assert side(desk).guide is None
    assert [each.objectName() for each in desk.window.findChildren(QPushButton) if each.isVisible()] == ["staff"]
    told = " ".join(Patient(desk, []).texts())
    assert "This screen is locked" in told
    for each in (NAME, NUMBER, "M. S.", "answered,", "Unfinished"):
        assert each not in told
    assert not desk.window.close()


def test_staff_take_it_back_and_the_next_start_is_open(after_a_kill: Desk, open_desk: Callable[..., Desk]) -> None:
    desk = after_a_kill
    assert desk.window.reception is not None
    identifier = desk.window.reception.desk.handing.left()[0].intake
    unlock(desk, BACK)
    assert not desk.window.with_patient
    assert f"resume:{identifier}" in desk.names()
    assert not desk.window.reception.desk.handing.left()
    third = open_desk()
    assert not third.window.with_patient


def test_it_goes_on_where_it_was_cut_off_after_the_birth_date(after_a_kill: Desk) -> None:
    desk = after_a_kill
    unlock(desk, AGAIN)
    patient = Patient(desk, [])
    assert patient.sitting.stage is Stage.CONFIRM_BIRTH
    desk.window.showNormal()
    desk.window.resize(1024, 768)
    settle()
    patient.start()
    assert len(patient.sitting.answered) == 2


def test_how_it_went_is_kept_and_the_hand_over_ends_at_the_pin(hand_over: Callable[..., Patient]) -> None:
    patient = hand_over()
    desk = patient.window.reception.desk  # type: ignore[union-attr]  # it is open
    patient.start()
    patient.answer_screen()
    patient.go_on()
    patient.side.end(None)
    assert [each.screen for each in patient.desk.records.waiting.screens() if each.abandoned]
    assert desk.handing.left(), "until staff are back"
    patient.press("staff")
    assert not desk.handing.left()


def test_what_another_living_window_shows_its_patient_locks_no_other_window(
    hand_over: Callable[..., Patient], open_desk: Callable[..., Desk]
) -> None:
    first = hand_over()
    first.start()
    second = open_desk()
    assert not second.window.with_patient
    assert "new" in second.names()
    assert not {f"{deed}:{first.identifier}" for deed in ("resume", "hand", "discard")} & second.names()
    card = second.hand.find(f"draft:{first.identifier}")
    assert [each.text() for each in card.findChildren(QLabel)][-1] == "A patient has this one at another screen"
    second.hand.press("all")
    settle()
    (page,) = second.window.findChildren(IntakesPage)
    assert [each.state for each in page.lines.lines] == ["A patient has this one at another screen"]
    page.table.choose(0)
    for deed in ("open", "hand", "move"):
        assert not second.hand.find(f"intakes:{deed}").isEnabled()
    page.table.opened.emit(0)
    with Answering(Step(Message, press("message:0"), say("This intake is open elsewhere"))):
        second.hand.press("intakes:discard")
    assert second.window.wizard is None
    assert second.records.holds(first.identifier)
    assert len(first.desk.records.waiting.handed_over()) == 1, "the other window ends nothing"
    first.answer_screen()
    first.go_on()
    assert len(first.sitting.answered) == 2, "and the patient goes on"
    first.desk.crash()
    third = open_desk()
    assert third.window.with_patient
    assert side(third).locked is not None
    side(third).end(None)
    third.window.reception.waiting._left = ()  # type: ignore[union-attr]  # it is open
    side(third).returned.emit(ana(), None)
    settle()
