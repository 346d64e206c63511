"""A whole session, in which nothing may reach for a network; in the program itself: ``python -m`` this, with OUT.

The desk is set up, staff hand an intake over, a patient answers all of it alone, staff take the screen back by PIN, end
the intake, save its summary and export the person's data into OUT, and the program is closed.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLineEdit

from b12desk import app
from b12desk.desk.waiting_room import Stage
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.intakes_page import IntakesPage
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.person_dialog import PersonDialog
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.waiting.hand_over_dialog import HandOverDialog
from b12desk.ui.waiting.proof_dialog import ProofDialog
from tests.set_up_desk import PIN, set_up_desk
from tests.ui.answering import Answering, Step, press
from tests.ui.by_hand import run
from tests.ui.conftest import Desk, settle
from tests.ui.maria import MARIA
from tests.ui.marker_tour import SUMMARY, Tour
from tests.ui.waiting.conftest import NAME, NUMBER, Patient
from tests.ui.x11_clipboard import save_as

EXPORT = "person.zip"


def prove(dialog: QDialog) -> None:
    """Type the PIN."""
    line = dialog.findChild(QLineEdit, "desk:pin")
    assert line is not None
    line.setText(PIN)
    press("desk:enter")(dialog)


def go_through(patient: Patient) -> None:
    """All that is asked, up to the locked screen."""
    if patient.sitting.stage is Stage.CONFIRM_BIRTH:
        patient.confirm_birth()
    patient.go_on()
    patient.walk(lambda: None, MARIA)
    assert patient.locked is not None
    assert patient.sitting.stage is Stage.DONE


def finish(desk: Desk, identifier: str, out: Path) -> None:
    """What staff do with an intake that came back: end it, save its summary, export the person's data."""
    desk.window.resize(1180, 820)
    desk.hand.press(f"resume:{identifier}")
    desk.intake.end_here()
    settle()
    assert isinstance(desk.intake.page, ResultPage)
    with Answering(save_as(out / SUMMARY), Step(Message, press("message:0"))):
        desk.hand.press("paper:save")
    desk.hand.press("leave")
    settle()
    assert desk.window.wizard is None
    desk.hand.press("all")
    settle()
    (page,) = desk.window.room.stack.findChildren(IntakesPage)
    page.table.choose(0)

    def reason(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit, "person:reason")
        assert line is not None
        line.setText("Asked for by letter")
        QTimer.singleShot(0, dialog, lambda: press("person:export")(dialog))

    with Answering(
        Step(PersonDialog, reason),
        save_as(out / EXPORT),
        Step(PersonDialog, press("person:close"), lambda _dialog: (out / EXPORT).exists()),
    ):
        desk.hand.press("intakes:person")


def session(out: Path) -> None:
    """See the head."""
    tour = Tour(out)
    tour.unlock()
    tour.someone(NAME, NUMBER)
    desk = Desk(tour.window)
    patient = Patient(desk, [])
    identifier = desk.visit.identifier
    with Answering(Step(HandOverDialog, press("hand-over:begin")), Step(ProofDialog, prove)):
        desk.hand.press("hand-over")
    settle()
    go_through(patient)
    with Answering(Step(ProofDialog, prove)):
        patient.press("staff")
    settle()
    finish(desk, identifier, out)
    tour.window.close()


def main(out: Path) -> int:
    """See the head."""
    set_up_desk()
    application = app.make_application()
    style.apply_style(application, Appearance(Settings().theme))
    application.setDoubleClickInterval(0)
    ticks = count(1000)
    reflex.use_clock(lambda: float(next(ticks)))
    return run(application, lambda: session(out))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
