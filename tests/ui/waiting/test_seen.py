"""What a patient said alone: staff see it before the intake is ended, and the start page says who called for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.desk.disclosures import NotSeenError
from b12desk.desk.intake_lines import called_words
from b12desk.desk.open_intake import OpenIntake
from b12desk.engine.session import REVIEW
from b12desk.errors import Problem, StoreError
from b12desk.model.values import Coding
from b12desk.store import tables
from b12desk.store.waiting import put_alarms
from b12desk.ui import ending as ending_module
from b12desk.ui.following import EVERY_MS
from b12desk.ui.intakes_page import IntakesPage
from b12desk.ui.kit import style
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.kit.labels import Picture, picture
from tests.staff import ANA
from tests.ui.answering import Answering, Step, press, say
from tests.ui.conftest import Desk, settle
from tests.ui.maria import MARIA
from tests.ui.waiting.conftest import Patient

HandOver = Callable[..., Patient]
BACK, SEEN, DISCUSSED = "message:0", "message:1", "message:2"


@pytest.fixture
def finished(hand_over: HandOver) -> tuple[Desk, OpenIntake]:
    """A patient told of chest pain alone; staff have the screen again, and are at the result."""
    patient = hand_over()
    patient.start()
    sitting = patient.sitting
    sitting.answer("emergency_body", Coding(code="chest-pain"))
    settle()
    identifier = sitting.intake.identifier
    patient.side.end(None)
    patient.side.returned.emit(ANA, None)
    settle()
    desk = patient.desk
    called = desk.hand.find(f"alarm:{identifier}")
    assert isinstance(called, QLabel)
    assert called.text() == called_words(alarm=True) == "Called for staff"
    assert called.palette().color(called.foregroundRole()) == style.colour("error")
    resume = desk.hand.find(f"resume:{identifier}")
    assert resume.accessibleName().startswith("Resume: Called for staff; ")
    card = desk.hand.find(f"draft:{identifier}")
    texts = [each for each in card.findChildren(QLabel) if each.isVisible()]
    assert min(texts, key=lambda each: each.mapTo(card, each.rect().topLeft()).y()) is called, "above all else of it"
    (icon,) = card.findChildren(Picture)
    wanted = picture("alert", "error", 26)
    assert icon._drawn.toImage() == wanted._drawn.toImage()
    desk.hand.press(f"resume:{identifier}")
    wizard = desk.window.wizard
    assert wizard is not None
    for link_id in wizard.session.questionnaire.items:
        given = MARIA.answers.get(link_id, ())
        if given and link_id != "emergency_body" and link_id in wizard.session.enabled:
            wizard.session.answer(link_id, *given)
    wizard.end_here()
    settle()
    return desk, wizard.intake


@pytest.mark.parametrize(("way", "discussed"), [(SEEN, False), (DISCUSSED, True)])
def test_it_is_seen_by_name_before_it_is_ended(finished: tuple[Desk, OpenIntake], way: str, discussed: bool) -> None:
    desk, intake = finished
    reception = desk.window.reception
    assert reception is not None
    disclosures = reception.desk.disclosures
    (red, *_others) = disclosures.to_see(intake)
    assert (red.link_id, red.red) == ("emergency_body", True)
    with Answering(Step(Message, press(BACK), say("The patient answered this alone"))) as asked:
        reception.leave()
    assert desk.window.wizard is not None, "nobody has seen it"
    told = " ".join(asked.seen[0])
    assert told.index("Called for staff") < told.index("Chest pain"), "the alarm first, then each answer"
    assert disclosures.alarming() == {intake.identifier}
    with Answering(Step(Message, press(way)), Step(Message, press("message:1"))):
        reception.leave()
    settle()
    assert disclosures.alarming() == frozenset()
    assert desk.window.findChild(QWidget, f"alarm:{intake.identifier}") is None
    came = desk.records.waiting.answers(intake.identifier)["emergency_body"]
    assert (came.seen_by, bool(came.discussed_by)) == (ANA.name, discussed)


def test_the_desk_itself_closes_nothing_for_good_that_nobody_has_seen(
    finished: tuple[Desk, OpenIntake], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, intake = finished
    with monkeypatch.context() as patch:
        patch.setattr(ending_module, "is_seen", lambda *_all: True)
        with Answering(
            Step(Message, press("message:1"), say("The summary was not printed or saved")),
            Step(Message, press("message:0"), say("This intake cannot be closed yet.")),
        ):
            desk.window.reception.leave()
    assert desk.window.wizard is not None
    assert desk.window.wizard.intake is intake
    see(desk, intake.identifier)


def see(desk: Desk, identifier: str) -> None:
    """Somebody sees all of it."""
    assert desk.window.reception is not None
    disclosures = desk.window.reception.desk.disclosures
    disclosures.acknowledge(identifier)
    desk.records.waiting.saw(identifier, desk.records.waiting.answers(identifier), ANA.name)


@pytest.mark.parametrize("way", ["review", "close", "visits", "next"])
def test_by_no_way_is_a_finished_one_left_before_it_is_seen(finished: tuple[Desk, OpenIntake], way: str) -> None:
    desk, intake = finished
    reception, wizard = desk.window.reception, desk.window.wizard
    assert reception is not None
    assert wizard is not None
    if way == "review":
        wizard.go_back()
        assert intake.shown == REVIEW
    ways = {
        "review": reception.leave,
        "close": desk.window.close,
        "visits": reception._to_visits,
        "next": wizard.ended.emit,
    }
    with Answering(Step(Message, press(BACK), say("The patient answered this alone"))):
        ways[way]()
    settle()
    assert desk.window.isVisible()
    assert desk.window.wizard is wizard
    assert reception.desk.disclosures.alarming() == {intake.identifier}
    see(desk, intake.identifier)


def test_somebody_else_at_the_desk_finds_the_alarm_first_and_is_asked(finished: tuple[Desk, OpenIntake]) -> None:
    desk, intake = finished
    reception = desk.window.reception
    assert reception is not None
    reception.hand_over()
    settle()
    assert desk.window.wizard is None, "nobody can be asked"
    assert reception.desk.finished()[0].called == called_words(alarm=True)
    desk.hand.press(f"resume:{intake.identifier}")
    with Answering(Step(Message, press(BACK), say("The patient answered this alone"))):
        reception.leave()
    assert desk.window.wizard is not None
    see(desk, intake.identifier)


@pytest.fixture
def left(hand_over: HandOver) -> tuple[Desk, str]:
    """A patient told of chest pain alone; staff have the screen again, and the intake is among the unfinished."""
    patient = hand_over()
    patient.start()
    patient.sitting.answer("emergency_body", Coding(code="chest-pain"))
    identifier = patient.sitting.intake.identifier
    patient.side.end(None)
    patient.side.returned.emit(ANA, None)
    settle()
    return patient.desk, identifier


@pytest.mark.parametrize("where", ["start", "all"])
def test_it_is_seen_before_it_is_discarded(left: tuple[Desk, str], where: str) -> None:
    desk, identifier = left
    reception = desk.window.reception
    assert reception is not None
    button = f"discard:{identifier}"
    if where == "all":
        desk.hand.press("all")
        settle()
        page = reception._listing.page
        assert isinstance(page, IntakesPage)
        page.table.choose(0)
        button = "intakes:discard"
    with Answering(Step(Message, press(BACK), say("The patient answered this alone"))) as asked:
        desk.hand.press(button)
    told = " ".join(asked.seen[0])
    assert told.index("Called for staff") < told.index("Chest pain")
    assert desk.records.holds(identifier)
    assert reception.desk.disclosures.alarming() == {identifier}
    if where == "all":
        page.table.choose(0)
    with Answering(
        Step(Message, press(SEEN), say("The patient answered this alone")),
        Step(Message, press("message:0"), say("Discard this intake?")),
    ):
        desk.hand.press(button)
    settle()
    assert desk.records.holds(identifier), "it was only seen"
    assert reception.desk.disclosures.alarming() == frozenset()
    if where == "all":
        assert not page.lines.lines[0].alarm, "the list follows"
        page.table.choose(0)
    with Answering(Step(Message, press("message:1"), say("Discard this intake?"))):
        desk.hand.press(button)
    settle()
    assert not desk.records.holds(identifier)
    deeds = [each.act.deed for each in desk.records.log.entries() if each.act.intake == identifier]
    assert [each for each in deeds if each in ("acknowledged", "seen", "discarded")] == [
        "acknowledged", "seen", "discarded",
    ]  # fmt: skip
    assert desk.window.wizard is None


def test_by_schedule_no_intake_goes_whose_alarm_nobody_acknowledged(
    finished: tuple[Desk, OpenIntake], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, intake = finished
    reception = desk.window.reception
    assert reception is not None
    reception.hand_over()
    reception.desk._clock = lambda: datetime.now(UTC) + timedelta(days=400)
    assert reception.desk.overdue("year") == ()
    reception.desk.remove_expired("year")
    assert desk.records.holds(intake.identifier)
    desk.records.waiting.acknowledge(intake.identifier, ANA.name, datetime.now(UTC))
    assert reception.desk.overdue("year") == (intake.identifier,)

    def refuse() -> frozenset[str]:
        raise StoreError("No", [Problem("records", "the disk refuses.", "Try again.")])

    monkeypatch.setattr(desk.records.waiting, "alarming", refuse)
    assert reception.desk.overdue("year") == (), "nobody knows which have an alarm"


def test_no_unfinished_intake_goes_by_schedule(left: tuple[Desk, str]) -> None:
    desk, identifier = left
    reception = desk.window.reception
    assert reception is not None
    reception.desk._clock = lambda: datetime.now(UTC) + timedelta(days=4000)
    desk.records.waiting.acknowledge(identifier, ANA.name, datetime.now(UTC))
    assert reception.desk.overdue("day") == ()


def test_what_cannot_be_opened_is_discarded_only_when_its_alarm_is_acknowledged(left: tuple[Desk, str]) -> None:
    desk, identifier = left
    reception = desk.window.reception
    assert reception is not None
    with desk.records._database.writing() as connection:
        connection.execute(sa.update(tables.intakes).values(authored="never"))
    with pytest.raises(NotSeenError, match="cannot be discarded yet"):
        reception.desk.discard(identifier)
    with Answering(Step(Message, press(BACK), say("The patient answered this alone"))) as asked:
        reception.discard(identifier)
    told = " ".join(asked.seen[0])
    assert told.index("Called for staff") < told.index("its answers cannot be shown")
    assert "Chest pain" not in told
    assert desk.records.holds(identifier)
    with Answering(
        Step(Message, press(SEEN), say("The patient answered this alone")),
        Step(Message, press("message:1"), say("Discard this intake?")),
    ):
        reception.discard(identifier)
    assert not desk.records.holds(identifier)
    deeds = [each.act.deed for each in desk.records.log.entries() if each.act.intake == identifier]
    assert deeds[-2:] == ["acknowledged", "discarded"]


def test_lists_follow_an_alarm_that_another_window_raises_and_acknowledges(
    left: tuple[Desk, str], open_desk: Callable[..., Desk]
) -> None:
    desk, identifier = left
    other = open_desk()
    reception = desk.window.reception
    assert reception is not None
    other.records.waiting.acknowledge(identifier, ANA.name, datetime.now(UTC))
    desk.hand.find(f"resume:{identifier}").setFocus()
    reception.following.look()
    settle()
    assert desk.window.findChild(QWidget, f"alarm:{identifier}") is None
    assert desk.window.focusWidget() is desk.hand.find(f"resume:{identifier}"), "where it was"
    desk.hand.press("all")
    settle()
    page = reception._listing.page
    assert isinstance(page, IntakesPage)
    page.table.choose(0)
    assert not page.lines.lines[0].called
    with other.records._database.writing() as connection:
        put_alarms(connection, identifier, datetime.now(UTC).isoformat(), ["another"])
    (timer,) = (each for each in desk.window.findChildren(QTimer) if each.isActive() and each.interval() == EVERY_MS)
    timer.timeout.emit()
    assert page.lines.lines[0].called == "Called for staff"
    assert page.table.row() == 0, "the chosen line stays chosen"
    assert desk.hand.find("intakes:open").isEnabled()
