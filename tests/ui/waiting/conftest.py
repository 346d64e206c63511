"""A window that was handed over to a patient, and the patient's finger, keys and patience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from b12desk.desk.waiting_room import Sitting, Stage
from b12desk.model.questionnaire import ItemType
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import Coding, PartialDate
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from b12desk.ui.waiting.guide import Guide
from b12desk.ui.waiting.hand_over_dialog import HandOverDialog
from b12desk.ui.waiting.lock import Lock
from b12desk.ui.waiting.lock_page import LockPage
from b12desk.ui.waiting.measure import use_ruler
from b12desk.ui.waiting.patient_side import PatientSide
from tests.staff import ana
from tests.ui.answering import Answering, Step, press
from tests.ui.conftest import Desk, settle

NAME, NUMBER, BORN = "Maria Sample", "485 777 3456", "1951-03-12"
PER_MM = 3.78
"""Of a screen of 96 dots to an inch."""
NO = ("none-of-these", "no", "never", "male", "none", "not-sure", "prefer-not-to-say")


class Hours:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Patient:
    """Who sits before the window now, and what is to be seen of it."""

    def __init__(self, desk: Desk, staff: list[QWidget]) -> None:
        self.desk, self.window, self.hand = desk, desk.window, desk.hand
        self.staff = staff
        self.identifier = ""
        self.full = False
        self.hours = Hours()
        self._sitting: Sitting | None = None

    @property
    def side(self) -> PatientSide:
        assert self.window.reception is not None
        side = self.window.reception.waiting.side
        assert side is not None
        return side

    @property
    def guide(self) -> Guide:
        assert self.side.guide is not None
        return self.side.guide

    @property
    def sitting(self) -> Sitting:
        if self.side.guide is not None:
            self._sitting = self.side.guide.sitting
        assert self._sitting is not None
        return self._sitting

    @property
    def locked(self) -> LockPage | None:
        return self.side.locked

    @property
    def handle(self) -> QWindow:
        handle = self.window.windowHandle()
        assert handle is not None
        return handle

    def tap(self, widget: QWidget) -> None:
        """A finger on the middle of ``widget``, as the window system sends it; it is brought into sight first."""
        if self.side.guide is not None and self.guide.frame.area.isAncestorOf(widget):
            self.guide.frame.bring(widget)
        QTest.mouseClick(self.handle, Qt.MouseButton.LeftButton, pos=widget.mapTo(self.window, widget.rect().center()))
        settle()

    def press(self, name: str) -> None:
        """The same on what is called ``name``."""
        self.tap(self.hand.find(name))

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, as the window system sends it."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.handle, QKeyEvent(kind, key, held))
        settle()

    def type(self, text: str) -> None:
        """Keys one after another."""
        for each in text:
            QTest.keyClick(self.handle, each)
        settle()

    def go_on(self) -> None:
        """Continue, until the page has turned or says why not."""
        for _press in range(12):
            before = self.guide.frame.area.verticalScrollBar().value()
            self.hand.press("continue")
            settle()
            if self.side.guide is None or self.guide.frame.area.verticalScrollBar().value() <= before:
                return

    def confirm_birth(self, day: str = "12", month: str = "Mar", year: str = "1951") -> None:
        for part, text in (("day", day), ("month", month), ("year", year)):
            self.press(f"birth:{part}")
            for each in [text] if part == "month" else text:
                self.press(f"key:{each}")
        self.go_on()

    def start(self) -> None:
        """To the first question."""
        self.confirm_birth()
        self.go_on()
        assert self.sitting.stage is Stage.QUESTION

    def answer_screen(self, answers: QuestionnaireResponse | None = None) -> None:
        """Answer what is asked, as ``answers`` has it, else with no: at once, how a hand does it is tested."""
        session = self.sitting.session
        for _round in range(6):
            screen = self.sitting.screen
            assert screen is not None
            left = [each for each in screen.link_ids if self.sitting.holds(each)]
            if answers is not None:
                left = [
                    each
                    for each in screen.link_ids
                    if self.sitting.holds(each)
                    or session.answers.get(each, ()) != answers.answers.get(each, session.answers.get(each, ()))
                ]
            if not left:
                return
            for link_id in left:
                given = answers.answers.get(link_id, ()) if answers is not None else ()
                self.guide._answered(link_id, given or self.no_to(link_id))
        settle()

    def no_to(self, link_id: str) -> tuple[object, ...]:
        """The answer that opens least."""
        state = self.sitting.session.state(link_id)
        codes = [each.code for each in state.options]
        wanted = next((each for each in NO if each in codes), codes[-1] if codes else "")
        if wanted:
            return (Coding(code=wanted),)
        return (
            (False,)
            if state.item.type is ItemType.BOOLEAN
            else (PartialDate(date=BORN),)
            if state.item.type is ItemType.DATE
            else (40,)
        )

    def walk(self, look: Callable[[], None], answers: QuestionnaireResponse | None = None) -> None:
        """From the first question to the lock, with ``look`` on every screen."""
        while self.sitting.stage is Stage.QUESTION:
            look()
            self.answer_screen(answers)
            look()
            self.go_on()
        assert self.sitting.stage is Stage.REVIEW
        look()
        self.go_on()
        look()
        self.go_on()
        look()

    def texts(self) -> list[str]:
        """Everything in the window that can be read or heard, shown or not."""
        found: list[str] = []
        for each in [self.window, *self.window.findChildren(QWidget)]:
            found += [each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.whatsThis()]
            found += [each.statusTip(), each.windowTitle()]
            text = getattr(each, "text", None)
            found.append(str(text()) if callable(text) else "")
            plain = getattr(each, "toPlainText", None)
            found.append(str(plain()) if callable(plain) else "")
        return [each.replace(ZERO_WIDTH_SPACE, "") for each in dict.fromkeys(found) if each]


@pytest.fixture
def hand_over(open_desk: Callable[..., Desk], qapp: QApplication) -> Iterator[Callable[..., Patient]]:
    """Begin an intake and hand it over, by hand. ``size`` of text 1 to 6, ``room`` of the window in pixels."""
    hours = Hours()
    made: list[Patient] = []

    def give(
        size: int = 2,
        room: tuple[int, int] = (1024, 768),
        born: str = BORN,
        find: Callable[[str], object] = lambda _language: None,
        **settings: object,
    ) -> Patient:
        chosen = Settings(patient_size=size, **{"pixels_per_mm": PER_MM, "theme": "light", **settings})
        desk = open_desk(chosen, room)
        desk.hand.press("new")
        desk.session.set_subject(
            Subject(display=NAME, identifier=NUMBER, birth_date=PartialDate(date=born) if born else None)
        )
        desk.intake.pages.patient._subject = desk.session.subject
        staff: list[QWidget] = []
        patient = Patient(desk, staff)
        patient.identifier = desk.visit.identifier

        def unlock(front: QWidget) -> object:
            staff.append(front)
            return ana()

        assert desk.window.reception is not None
        waiting = desk.window.reception.waiting
        waiting._lock = lambda: Lock(unlock, "For staff")
        waiting._clock = hours
        waiting._find = find
        with Answering(Step(HandOverDialog, press("hand-over:begin"))):
            desk.hand.press("hand-over")
        settle()
        patient.full = desk.window.isFullScreen()
        desk.window.showNormal()  # the screen of these tests is 800 x 800
        desk.window.resize(*room)
        settle()
        patient.hours = hours
        made.append(patient)
        return patient

    yield give
    for each in made:
        if each.window.with_patient:
            each.side.end(None)
            each.side.returned.emit(ana(), None)
        settle()
    use_ruler(PER_MM)
    style.apply_style(qapp, Appearance("light"))


@pytest.fixture(autouse=True)
def _quick_hand(qapp: QApplication) -> Iterator[None]:
    """Presses of a test are as quick as they like."""
    from itertools import count
    from time import monotonic

    ticks, interval = count(1000), qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(0)
    reflex.use_clock(lambda: float(next(ticks)))
    yield
    reflex.use_clock(monotonic)
    qapp.setDoubleClickInterval(interval)


def buttons(window: QWidget) -> list[QPushButton]:
    """What can be pressed now."""
    return [each for each in window.findChildren(QPushButton) if each.isVisible()]


HOUR = timedelta(hours=1)
