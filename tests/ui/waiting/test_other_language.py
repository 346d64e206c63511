"""The waiting room in a made-up language, longer and from right to left: no word forgotten, no text cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication

from b12desk import app
from b12desk.desk.waiting_room import Stage
from b12desk.i18n import Catalogue
from b12desk.model.definition import Definition
from tests.pseudo import PSEUDO_LEFT, PSEUDO_WINDOW, kept_of
from tests.ui.conftest import settle
from tests.ui.reading import cut, forgotten
from tests.ui.waiting.conftest import NAME, NUMBER, Patient

HandOver = Callable[..., Patient]
KEYS = set("abcdefghijklmnopqrstuvwxyz0123456789.,-?'/") | {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"}


@pytest.fixture(params=[PSEUDO_WINDOW, PSEUDO_LEFT], ids=["from-the-right", "from-the-left"])
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Catalogue]:
    with request.param.used():
        app.speak(qapp, request.param)
        yield request.param
    for each in qapp.findChildren(QTranslator):
        qapp.removeTranslator(each)
        each.deleteLater()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize(("size", "room"), [(2, (1024, 768)), (6, (768, 1024))])
def test_every_page_is_whole_in_another_language(
    spoken: Catalogue, hand_over: HandOver, shipped: Definition, size: int, room: tuple[int, int]
) -> None:
    patient = hand_over(size=size, room=room)
    kept, found = kept_of(shipped) | {NAME, NUMBER, "For staff", *KEYS}, []

    def look() -> None:
        settle()
        place = patient.side.guide.page.objectName() if patient.side.guide is not None else "locked"
        found.extend(f"{place}: {each}" for each in (*forgotten(patient.window, kept), *cut(patient.window)))

    look()
    patient.sitting.confirm_birth("12", "3", "1951")
    patient.guide.look()
    look()
    patient.go_on()
    patient.guide._show_problems()
    for _screen in range(3):
        look()
        patient.answer_screen()
        patient.go_on()
    patient.press("call")
    look()
    patient.press("back")
    while patient.sitting.stage is Stage.QUESTION:
        patient.answer_screen()
        patient.go_on()
    look()
    patient.go_on()
    look()
    patient.go_on()
    look()
    assert list(dict.fromkeys(found)) == []
