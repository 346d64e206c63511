"""A window on the screen (offscreen), and a hand to press what is on it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from b12desk import definitions
from b12desk.app import open_intakes, open_safe
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.papers import MakePdf
from b12desk.desk.safe import Opened
from b12desk.engine.session import REVIEW, Session
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.paths import data_dir
from b12desk.settings import Settings
from b12desk.store.intake_content import content_of
from b12desk.store.records import Records
from b12desk.theme import Appearance
from b12desk.ui.demo.driver import Driver
from b12desk.ui.form_page import FormPage
from b12desk.ui.kit import style
from b12desk.ui.window import MainWindow
from b12desk.ui.wizard import Wizard
from tests.gallery import gallery
from tests.staff import ANA
from tests.store.made_records import new_records

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Definition:
    """The form that is shipped, loaded once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("B12DESK_HOME", str(tmp_path_factory.mktemp("shipped")))
        return definitions.load()


@pytest.fixture(autouse=True)
def usual_look(qapp: QApplication) -> None:
    """Light, usual size."""
    style.apply_style(qapp, Appearance("light"))


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Callable[[QWidget], QWidget]]:
    """Show a widget for the length of a test."""
    shown: list[QWidget] = []

    def keep(widget: QWidget) -> QWidget:
        shown.append(widget)
        widget.show()
        settle()
        return widget

    yield keep
    for widget in shown:
        widget.close()
        widget.deleteLater()
    settle()


class Desk:
    """An open window with its hand."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.hand = Driver(window)

    @property
    def intake(self) -> Wizard:
        assert self.window.wizard is not None
        return self.window.wizard

    @property
    def visit(self) -> OpenIntake:
        return self.intake.intake

    @property
    def session(self) -> Session:
        return self.visit.session

    @property
    def page(self) -> FormPage:
        page = self.intake.page
        assert isinstance(page, FormPage)
        return page

    def to(self, link_id: str) -> None:
        """Press Next until this page of the form is on the screen."""
        while self.page.link_id != link_id:
            before = self.page
            self.hand.press("next")
            assert self.intake.page is not before, f"{before.link_id} does not let go"

    def answer_all(self, response: QuestionnaireResponse) -> None:
        """Have everything answered as ``response`` has it, at once, and Check open: how a hand does it is tested."""
        self.intake.commit()
        order = self.session.questionnaire.order
        for link_id in sorted(response.answers, key=order.__getitem__):
            self.session.answer(link_id, *response.answers[link_id])
        self.intake.go_to(REVIEW)
        self.intake.commit()

    @property
    def records(self) -> Records:
        """The open ones."""
        assert self.window._opened is not None
        return self.window._opened.records

    def crash(self) -> None:
        """What a kill does: the system lets go of the locks, and nothing is saved any more."""
        reception = self.window.reception
        assert reception is not None
        reception._saving.intake = None
        for each in self.records._writers._locks.values():
            os.close(each._descriptor)
        self.records._writers._locks.clear()

    def names(self) -> set[str]:
        """Object names of all that is on the screen."""
        return {each.objectName() for each in self.window.findChildren(QWidget) if each.isVisible()}


@pytest.fixture
def open_desk(show: Callable[[QWidget], QWidget], shipped: Definition) -> Callable[..., Desk]:
    """Open a window with the shipped form on the records of the test; ``size`` in pixels; ``make`` makes its papers."""

    def open_it(
        settings: Settings | None = None,
        size: tuple[int, int] = (1280, 800),
        make: MakePdf | None = None,
        load: Callable[[], Definition] = lambda: shipped,
    ) -> Desk:
        window = MainWindow(settings or Settings(), open_safe(), load, partial(open_intakes, make=make), trial=True)
        window.let_in(Opened(new_records(data_dir()), member=ANA))
        window.resize(*size)
        show(window)
        return Desk(window)

    return open_it


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """A window with a new intake."""
    made = open_desk()
    made.hand.press("new")
    return made


@pytest.fixture
def form_page(show: Callable[[QWidget], QWidget]) -> Callable[[str], tuple[FormPage, Session]]:
    """The first page of a gallery form, wired to a session of its own."""

    def make(name: str) -> tuple[FormPage, Session]:
        questionnaire = gallery(name).questionnaire
        session = Session(questionnaire, NOW)
        page = FormPage(session, questionnaire.items[session.page])
        page.answered.connect(lambda link_id, values: page.refresh(session.answer(link_id, *values).items))
        page.ticked.connect(lambda link_id, code: page.refresh(session.toggle(link_id, code).items))
        page.drafted.connect(lambda *given: page.refresh(session.draft(*given).items))
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.addWidget(page)
        box.addWidget(QPushButton("elsewhere"))
        holder.resize(900, 700)
        show(holder)
        return page, session

    return make


def kept() -> list[dict[str, Any]]:
    """What another window reads of all intakes that are not damaged, the newest first, as plain data."""
    records = new_records(data_dir())
    try:
        found = [records.load(each.identifier) for each in records.list() if each.problem is None]
    finally:
        records.shut()
    plain: list[dict[str, Any]] = json.loads(json.dumps([content_of(each) for each in found]))
    return plain


def wait_for(done: Callable[[], bool]) -> bool:
    """Let the program run until ``done``; whether it was in time."""
    patience = QDeadlineTimer(10_000)
    while not (found := done()) and not patience.hasExpired():
        QTest.qWait(5)
    return found


def settle() -> None:
    """Let timers run, layouts settle and deleted widgets go."""
    for _turn in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
