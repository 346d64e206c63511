"""What staff see of the waiting room: the hand-over, the way back, the card held against the screen, the lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from b12desk.desk.staff import Staff
from b12desk.model.response import Subject
from b12desk.model.values import Coding, PartialDate
from b12desk.report.opening import _COMPANY
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit import style
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.settings_dialog import SettingsDialog
from b12desk.ui.waiting.card_dialog import CardDialog
from b12desk.ui.waiting.hand_over_dialog import HandOverDialog
from b12desk.ui.waiting.measure import CARD_MM, mm, scale_of, use_ruler
from b12desk.ui.waiting.proof_dialog import ProofDialog
from b12desk.voice.reading import Hearing
from tests.staff import ana
from tests.store.made_records import new_records
from tests.ui.answering import Answering, Step, escape, press
from tests.ui.conftest import Desk, settle
from tests.ui.reading import cut
from tests.ui.staffed import PINS, Staffed, staffed
from tests.ui.waiting.conftest import BORN, NAME, Patient

SIZES = [((1180, 820), 1.0), ((640, 480), 1.0), ((1024, 768), 2.0), ((800, 700), 2.5)]
HandOver = Callable[..., Patient]
__all__ = ["staffed"]


@pytest.fixture
def ground(show: Callable[[QWidget], QWidget]) -> QWidget:
    made = QWidget()
    made.resize(1024, 768)
    return show(made)


@pytest.mark.parametrize(("size", "scale"), SIZES)
@pytest.mark.parametrize("kind", ["hand-over", "card", "proof"])
def test_the_dialogs_are_whole(
    qapp: QApplication,
    ground: QWidget,
    show: Callable[[QWidget], QWidget],
    kind: str,
    size: tuple[int, int],
    scale: float,
    tmp_path: Path,
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    use_ruler(3.78)
    records = new_records(tmp_path / "data")
    staff = Staff(records)
    staff.add_first("Ana Reyes", "480259")
    dialog: QWidget = {
        "hand-over": lambda: HandOverDialog(ground, 2, birth_known=False),
        "card": lambda: CardDialog(ground, 3.78),
        "proof": lambda: ProofDialog(ground, staff),
    }[kind]()
    dialog.resize(*size)
    show(dialog)
    assert cut(dialog) == []
    records.shut()


def test_sound_is_offered_only_where_there_is_a_voice(ground: QWidget, show: Callable[[QWidget], QWidget]) -> None:
    dialog = HandOverDialog(ground, 2, birth_known=True)
    show(dialog)
    for offered in (False, True):
        dialog.offer_sound(offered)
        names = {each.objectName() for each in dialog.findChildren(QPushButton) if each.isVisible()}
        assert ("hand-over:sound=headset" in names) is offered
    assert dialog.hearing is Hearing.OFF


def test_what_is_chosen_holds(ground: QWidget, show: Callable[[QWidget], QWidget]) -> None:
    dialog = HandOverDialog(ground, 2, birth_known=True)
    show(dialog)
    dialog.offer_sound(True)
    hand = Driver(dialog)
    assert (dialog.size_chosen, dialog.asks_birth) == (2, True)
    for name in ("hand-over:size=6", "hand-over:sound=aloud", "hand-over:who=staff"):
        hand.press(name)
    assert (dialog.size_chosen, dialog.hearing, dialog.asks_birth) == (6, Hearing.ALOUD, False)


def test_nothing_happens_when_staff_think_better_of_it(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.hand.press("new")
    with Answering(Step(HandOverDialog, escape)):
        desk.hand.press("hand-over")
    assert not desk.window.with_patient
    assert desk.window.wizard is not None


@pytest.mark.parametrize("place", ["start", "all"])
def test_an_unfinished_intake_is_handed_over_from_a_list(open_desk: Callable[..., Desk], place: str) -> None:
    desk = open_desk(Settings(pixels_per_mm=3.78))
    desk.hand.press("new")
    desk.session.set_subject(Subject(display=NAME, birth_date=PartialDate(date=BORN)))
    identifier = desk.visit.identifier
    desk.hand.press("leave")
    settle()
    with Answering(Step(HandOverDialog, press("hand-over:begin"))):
        if place == "start":
            desk.hand.press(f"hand:{identifier}")
        else:
            desk.hand.press("all")
            page = desk.window.reception._listing.page  # type: ignore[union-attr]
            assert page is not None
            page.table.choose(0)
            desk.hand.press("intakes:hand")
    assert desk.window.with_patient
    side = desk.window.reception.waiting.side  # type: ignore[union-attr]
    assert side is not None
    assert side.guide is not None
    assert side.guide.sitting.intake.identifier == identifier
    side.end(None)
    side.returned.emit(None, None)
    settle()


# The way back


def test_a_pin_leads_back_and_a_wrong_one_does_not(
    ground: QWidget, show: Callable[[QWidget], QWidget], tmp_path: Path
) -> None:
    records = new_records(tmp_path / "data")
    staff = Staff(records)
    staff.add_first("Ana Reyes", "480259")
    dialog = ProofDialog(ground, staff)
    show(dialog)
    hand = Driver(dialog)
    box = dialog.findChild(LineBox, "desk:pin")
    assert box is not None
    hand.press("key:4")
    assert box.text() == "4", "our own keys type into it"
    hand.press("desk:enter")
    assert dialog.member is None
    assert box.text() == ""
    for digit in "480259":
        hand.press(f"key:{digit}")
    hand.press("desk:enter")
    assert dialog.member is not None
    assert dialog.member.name == "Ana Reyes"
    assert dialog.result() == 1
    assert box.text() == ""
    records.shut()


def test_who_signs_in_stays_locked_out_by_escape(
    ground: QWidget, show: Callable[[QWidget], QWidget], tmp_path: Path
) -> None:
    records = new_records(tmp_path / "data")
    staff = Staff(records)
    staff.add_first("Ana Reyes", "480259")
    dialog = ProofDialog(ground, staff)
    show(dialog)
    Driver(dialog).press("proof:cancel")
    assert dialog.member is None
    records.shut()


def test_in_try_it_the_button_says_that_nothing_is_asked(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    assert desk.window.sentry is None
    lock = desk.window._way_back()
    assert "no PIN in Try it" in lock.words
    assert lock.unlock(desk.window) is not None


# The card


def test_the_outline_is_made_as_wide_as_the_card_by_buttons_keys_or_dragging(
    ground: QWidget, show: Callable[[QWidget], QWidget]
) -> None:
    dialog = CardDialog(ground, 4.0)
    show(dialog)
    hand, outline = Driver(dialog), dialog._card
    assert outline.width() == round(4 * CARD_MM)
    hand.press("card:wider")
    hand.press("card:wider")
    hand.press("card:narrower")
    assert outline.width() == round(4 * CARD_MM) + 1
    outline.setFocus()
    hand.key(Qt.Key.Key_Right)
    assert outline.width() == round(4 * CARD_MM) + 2
    edge = QPoint(outline.width() - 2, 40)
    QTest.mousePress(outline, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(outline, edge + QPoint(50, 0))
    QTest.mouseRelease(outline, Qt.MouseButton.LeftButton, pos=edge + QPoint(50, 0))
    assert outline.width() == round(4 * CARD_MM) + 52
    assert dialog.per_mm == pytest.approx(outline.width() / CARD_MM, abs=0.001)
    for _step in range(5000):
        outline.step(-1)
    assert dialog.per_mm == 2.0


def test_the_measure_is_kept_in_the_settings(ground: QWidget, show: Callable[[QWidget], QWidget]) -> None:
    dialog = SettingsDialog(ground, Settings(pixels_per_mm=5.0))
    show(dialog)

    def widen(card: QWidget) -> None:
        assert isinstance(card, CardDialog)
        assert card.per_mm == pytest.approx(5, abs=0.01)
        Driver(card).press("card:wider")
        Driver(card).press("card:keep")

    with Answering(Step(CardDialog, widen)):
        Driver(dialog).press("settings:measure")
    assert dialog.chosen.pixels_per_mm == pytest.approx((428 + 1) / CARD_MM, abs=0.01)
    Driver(dialog).press("idle_warning=180")
    assert dialog.chosen.idle_warning == 180


@pytest.mark.parametrize("per_mm", [3.0, 3.78, 6.3])
def test_millimetres_are_true_on_every_screen(qapp: QApplication, per_mm: float) -> None:
    from PySide6.QtGui import QFontMetricsF

    use_ruler(per_mm)
    assert mm(15) / per_mm >= 15
    style.apply_style(qapp, Appearance("light", scale_of(6)))
    assert QFontMetricsF(style.font("hint")).capHeight() / per_mm >= 7.25
    use_ruler(3.78)


def test_only_a_pin_leads_back_and_who_came_back_is_at_the_desk(staffed: Callable[..., Staffed]) -> None:
    desk = staffed("Ana Reyes")
    desk.hand.press("new")
    desk.session.set_subject(Subject(display=NAME, birth_date=PartialDate(date=BORN)))
    with Answering(Step(HandOverDialog, press("hand-over:begin"))):
        desk.hand.press("hand-over")
    assert desk.window.reception is not None
    side = desk.window.reception.waiting.side
    assert side is not None
    side.end(None)
    settle()

    def wrong(dialog: QDialog) -> None:
        Driver(dialog).press(f"desk:person={desk.people['Ben Okafor'].id}")
        Driver(dialog).press("desk:pin")
        Driver(dialog).type("111222")
        Driver(dialog).press("desk:enter")
        Driver(dialog).press("proof:cancel")

    with Answering(Step(ProofDialog, wrong)):
        desk.hand.press("staff")
    assert desk.window.with_patient

    def right(dialog: QDialog) -> None:
        Driver(dialog).press(f"desk:person={desk.people['Ben Okafor'].id}")
        Driver(dialog).press("desk:pin")
        Driver(dialog).type(PINS["Ben Okafor"])
        Driver(dialog).press("desk:enter")

    with Answering(Step(ProofDialog, right)):
        desk.hand.press("staff")
    assert not desk.window.with_patient
    assert desk.staff.who().name == "Ben Okafor"
    assert ("Ben Okafor", "came back", "1") in desk.deeds() or ("Ben Okafor", "came back", "") in desk.deeds()


@pytest.mark.parametrize(
    ("company", "respondent", "told"),
    [
        ("alone", "self", "alone"),
        ("staff", "staff", "helped by staff"),
        ("relative", "helped", "helped by a relative or carer"),
        ("interpreter", "helped", "through an interpreter"),
    ],
)
def test_who_is_with_the_patient_is_asked_kept_with_each_answer_and_told_to_the_clinician(
    open_desk: Callable[..., Desk], company: str, respondent: str, told: str
) -> None:
    desk = open_desk(Settings(pixels_per_mm=3.78))
    desk.hand.press("new")
    desk.session.set_subject(Subject(display=NAME, birth_date=PartialDate(date=BORN)))
    identifier = desk.visit.identifier

    def choose(front: QDialog) -> None:
        titles = [
            each.text() for each in front.findChildren(QPushButton) if each.objectName().startswith("hand-over:comp")
        ]
        assert titles == ["Nobody", "One of the staff, who helps", "A relative or carer", "An interpreter"]
        assert front.findChild(QPushButton, "hand-over:company=alone").isChecked()
        press(f"hand-over:company={company}")(front)
        press("hand-over:begin")(front)

    with Answering(Step(HandOverDialog, choose)):
        desk.hand.press("hand-over")
    settle()
    patient = Patient(desk, [])
    sitting = patient.sitting
    assert sitting.terms.way == company
    sitting.confirm_birth("12", "3", "1951")
    sitting.begin()
    assert sitting.screen is not None
    asked = sitting.screen.question
    sitting.answer(asked, Coding(code="none-of-these"))
    came = desk.records.waiting.answers(identifier)[asked]
    assert (came.by, came.way) == ("patient", company)
    disclosed = desk.window.reception.desk.disclosures.disclosed(sitting.intake)  # type: ignore[union-attr]
    assert disclosed.ways == (company,)
    assert told in _COMPANY[disclosed.ways[0]]
    given = sitting.session.answers.get("respondent", ())
    assert [each.code for each in given] == [respondent]
    patient.side.end(None)
    patient.side.returned.emit(ana(), None)
    settle()
