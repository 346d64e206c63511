"""What a patient said alone: staff see it before the intake is ended, and the start page says who called for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.desk.open_intake import OpenIntake
from b12desk.model.values import Coding
from b12desk.ui import reception as reception_module
from b12desk.ui.intakes_page import IntakesPage
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
    monkeypatch.setattr(reception_module, "is_seen", lambda *_all: True)
    with Answering(
        Step(Message, press("message:1"), say("The summary was not printed or saved")),
        Step(Message, press("message:0"), say("This intake cannot be closed yet.")),
    ):
        desk.window.reception.leave()
    assert desk.window.wizard is not None
    assert desk.window.wizard.intake is intake


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


def test_by_schedule_no_intake_goes_whose_alarm_nobody_acknowledged(finished: tuple[Desk, OpenIntake]) -> None:
    desk, intake = finished
    reception = desk.window.reception
    assert reception is not None
    reception.keep()
    reception.desk.close(intake)
    reception.desk._clock = lambda: datetime.now(UTC) + timedelta(days=400)
    assert reception.desk.overdue("year") == ()
    desk.records.waiting.acknowledge(intake.identifier, ANA.name, datetime.now(UTC))
    assert reception.desk.overdue("year") == (intake.identifier,)
