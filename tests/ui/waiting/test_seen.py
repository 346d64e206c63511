"""What a patient said alone: staff see it before the intake is ended, and the start page says who called for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.desk.open_intake import OpenIntake
from b12desk.model.values import Coding
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
