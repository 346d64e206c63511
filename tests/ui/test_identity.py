"""Whose intake is open, on every view: the identity bar, NHS numbers, and who is asked or warned about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from b12desk.app import sample_patient
from b12desk.engine.session import REVIEW
from b12desk.model.definition import Definition
from b12desk.model.response import Subject
from b12desk.model.values import PartialDate
from b12desk.settings import Settings
from b12desk.store.intake_content import UnfinishedIntake
from b12desk.theme import Appearance
from b12desk.ui.identity_bar import IdentityBar
from b12desk.ui.kit import style
from tests.store.made_records import new_records
from tests.ui.conftest import Desk, settle, wait_for
from tests.ui.test_start import messages

NHS = Settings(profile="uk")
ANNA = Subject(family="Kowalska", given="Anna", identifier="9434765919")
ASKED = "Same person as KOWALSKA, Anna; Born 12 March 1958 (68); NHS number 943 476 5919, 1 visit?"


def bar(desk: Desk) -> str:
    found = desk.hand.find("patient")
    assert isinstance(found, IdentityBar)
    return found.text()


def shown(desk: Desk) -> list[str]:
    """What is seen of the bar, in its order from left to right and from the top."""
    found = desk.hand.find("patient")
    parts = [each for each in found.findChildren(QLabel) if each.isVisible()]
    parts.sort(key=lambda each: (each.mapTo(found, QPoint()).y(), each.mapTo(found, QPoint()).x()))
    return [each.text() for each in parts]


def text_of(desk: Desk, name: str) -> str:
    found = desk.hand.find(name)
    assert isinstance(found, QLabel | QLineEdit)
    return found.text()


def type_into(desk: Desk, part: str, text: str) -> None:
    desk.hand.press(f"patient:{part}")
    desk.hand.type(text)
    desk.hand.key(Qt.Key.Key_Tab)


def begun(open_desk: Callable[..., Desk], settings: Settings = NHS, size: tuple[int, int] = (1280, 800)) -> Desk:
    desk = open_desk(settings, size)
    desk.hand.press("new")
    return desk


def known(home: Path, shipped: Definition, *subjects: Subject, born: str = "1958-03-12", finished: bool = True) -> None:
    """Earlier intakes, a month apart."""
    records = new_records(home / "data")
    whole = sample_patient(shipped.questionnaire)
    for number, subject in enumerate(subjects):
        when = datetime.now(UTC) - timedelta(days=30 * (len(subjects) - number))
        answers = {**whole.answers, "birth_date": (PartialDate(date=born),)}
        response = replace(
            whole, authored=when, begun=None, identifier=f"intake-{number}", subject=subject, answers=answers
        )
        draft = UnfinishedIntake(response, "now", when, finished=when if finished else None)
        records.keep(draft, None, PartialDate(date=born))
    records.shut()


def test_surname_first_name_and_number_stand_on_every_view(open_desk: Callable[..., Desk], shipped: Definition) -> None:
    desk = begun(open_desk)
    assert bar(desk) == "Patient: no name given"
    type_into(desk, "name", "Kowalska")
    assert shown(desk) == ["Kowalska"], "in one piece until a first name is given"
    type_into(desk, "given", "Anna")
    type_into(desk, "number", "943-476 5919")
    assert desk.session.subject == ANNA
    assert shown(desk) == ["KOWALSKA,", "Anna", "NHS number 943 476 5919"]
    desk.answer_all(sample_patient(shipped.questionnaire))
    settle()
    assert desk.visit.shown == REVIEW
    named = ["KOWALSKA,", "Anna", shown(desk)[2], "NHS number 943 476 5919"]
    assert shown(desk) == named
    assert named[2].startswith("Born ")
    assert named[2].endswith(")")
    desk.hand.press("next")
    assert shown(desk) == named
    desk.hand.press("back")
    desk.hand.press("leave")
    assert "patient" not in [each for each in desk.names() if each == "patient:number:shown"]


def test_the_birth_date_comes_into_the_bar_as_it_is_answered(open_desk: Callable[..., Desk]) -> None:
    desk = begun(open_desk)
    desk.session.answer("birth_date", PartialDate(date="1958"))
    type_into(desk, "name", "Ada Byron")
    assert shown(desk) == ["Ada Byron", "Born 1958"]


def test_a_name_in_one_piece_stays_so_until_a_first_name_is_given(desk: Desk) -> None:
    type_into(desk, "name", "Ada Byron")
    assert desk.session.subject == Subject(display="Ada Byron")
    type_into(desk, "given", "Ada")
    assert desk.session.subject == Subject(family="Ada Byron", given="Ada")
    desk.hand.press("patient:given")
    for _letter in "Ada":
        desk.hand.key(Qt.Key.Key_Backspace)
    desk.hand.key(Qt.Key.Key_Tab)
    assert desk.session.subject == Subject(display="Ada Byron")


def test_parts_that_came_from_elsewhere_stay_parts(
    open_desk: Callable[..., Desk], home: Path, shipped: Definition
) -> None:
    known(home, shipped, Subject(family="Kowalska"), finished=False)
    desk = open_desk(NHS)
    desk.window.resume("intake-0")
    desk.intake.go_to(desk.session.pages[0])
    settle()
    type_into(desk, "number", "77")
    desk.intake.commit()
    assert desk.session.subject == Subject(family="Kowalska", identifier="77")


@pytest.mark.parametrize("typed", ["943 476 5918", "9434765918", "12345", "943 476 59199"])
def test_a_number_that_does_not_check_is_said_and_kept(open_desk: Callable[..., Desk], typed: str) -> None:
    desk = begun(open_desk)
    type_into(desk, "number", typed)
    said = "Not an NHS number: its digits do not check. It is kept as typed."
    assert text_of(desk, "patient:note") == said
    assert desk.session.subject.identifier == typed
    assert bar(desk).endswith(f"Record number {typed}")
    desk.hand.press("emergency_body=none-of-these")
    desk.window.reception.leave()  # type: ignore[union-attr]  # it is there
    assert desk.records.list()[0].answered == 1, "nothing stands in the way"


def test_it_is_said_with_the_tenth_digit_and_not_before(open_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = begun(open_desk)
    note = text_of(desk, "patient:note")
    desk.hand.press("patient:number")
    desk.hand.type("943476591")
    qtbot.waitUntil(lambda: desk.session.subject.identifier == "943476591")
    assert text_of(desk, "patient:note") == note
    desk.hand.type("8")
    qtbot.waitUntil(lambda: text_of(desk, "patient:note").startswith("Not an NHS number"))


@pytest.mark.parametrize(
    ("settings", "caption"),
    [(Settings(), "Record number"), (NHS, "NHS number"), (Settings(numbers="nhs"), "NHS number"),
     (Settings(profile="uk", numbers="own"), "Record number")],
)  # fmt: skip
def test_which_number_it_is_follows_the_country_or_the_setting(
    open_desk: Callable[..., Desk], settings: Settings, caption: str
) -> None:
    desk = begun(open_desk, settings)
    assert desk.hand.find("patient:number").accessibleName() == f"Patient: {caption}"
    type_into(desk, "number", "9434765919")
    grouped = caption == "NHS number"
    assert text_of(desk, "patient:number") == ("943 476 5919" if grouped else "9434765919")
    assert bar(desk).endswith(f"{caption} {'943 476 5919' if grouped else '9434765919'}")


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (1180, 820)), (2.0, (1024, 768)), (2.0, (640, 320)), (1.0, (640, 320)), (2.5, (800, 600))]
)
def test_nothing_of_the_bar_is_cut(
    qapp: QApplication, open_desk: Callable[..., Desk], scale: float, size: tuple[int, int]
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = begun(open_desk, replace_scale(scale), size)
    desk.session.answer("birth_date", PartialDate(date="1958-03-12"))
    desk.session.set_subject(Subject(family="Wiśniewska-Kowalczyk", given="Anna", identifier="9434765919"))
    desk.intake.titled.emit()
    settle()
    found = desk.hand.find("patient")
    assert shown(desk)[:2] == ["WIŚNIEWSKA-KOWALCZYK,", "Anna"]
    assert desk.window.rect().contains(QRect(found.mapTo(desk.window, QPoint()), found.size()))
    for each in (each for each in found.findChildren(QLabel) if each.isVisible()):
        assert found.rect().contains(QRect(each.mapTo(found, QPoint()), each.size())), each.text()
        assert each.heightForWidth(each.width()) <= each.height(), each.text()
    whole = "WIŚNIEWSKA-KOWALCZYK, Anna; Born 12 March 1958"
    assert found.toolTip().startswith(whole)
    assert found.accessibleName() == found.toolTip()
    assert found.toolTip().endswith("NHS number 943 476 5919")


def replace_scale(scale: float) -> Settings:
    return Settings(profile="uk", text_scale=scale)


def test_who_was_here_before_is_asked_about_and_yes_puts_them_together(
    open_desk: Callable[..., Desk], home: Path, shipped: Definition
) -> None:
    known(home, shipped, ANNA)
    desk = begun(open_desk)
    type_into(desk, "number", "943 476 5919")
    assert wait_for(lambda: "acquaintance" in desk.names())
    assert text_of(desk, "acquaintance:words") == ASKED
    assert "patient:visits" not in desk.names()
    desk.hand.press("acquaintance:yes")
    settle()
    assert "acquaintance" not in desk.names()
    assert desk.hand.find("patient:visits").text() == "2 visits"  # type: ignore[attr-defined]
    desk.hand.press("patient:visits")
    settle()
    assert text_of(desk, "person:name") == "KOWALSKA, Anna"
    page = desk.hand.find("person")
    assert [each.name for each in page.visits.lines] == ["No name", "KOWALSKA, Anna"]  # type: ignore[attr-defined]


def test_no_is_not_asked_again_but_the_number_is_warned_of(
    open_desk: Callable[..., Desk], home: Path, shipped: Definition
) -> None:
    known(home, shipped, ANNA)
    desk = begun(open_desk)
    type_into(desk, "number", "943 476 5919")
    assert wait_for(lambda: "acquaintance" in desk.names())
    desk.hand.press("acquaintance:no")
    said = text_of(desk, "acquaintance:words")
    assert said.startswith("Another patient has this number: KOWALSKA, Anna; ")
    assert said.endswith(". Check the number and the birth date.")
    desk.hand.press("acquaintance:seen")
    assert "acquaintance" not in desk.names()
    desk.window.reception._asked_who.look()  # type: ignore[union-attr]  # it is there
    assert "acquaintance" not in desk.names()


def test_a_like_name_is_warned_of_as_soon_as_something_tells_them_apart(
    open_desk: Callable[..., Desk], home: Path, shipped: Definition
) -> None:
    known(home, shipped, ANNA)
    desk = begun(open_desk)
    type_into(desk, "name", "Kowalska")
    type_into(desk, "given", "Ana")
    look = desk.window.reception._asked_who  # type: ignore[union-attr]  # it is there
    look.look()
    assert "acquaintance" not in desk.names()
    desk.session.answer("birth_date", PartialDate(date="1985-07-01"))
    look.look()
    assert text_of(desk, "acquaintance:words") == (
        "Another patient has a like name: KOWALSKA, Anna; Born 12 March 1958 (68); NHS number 943 476 5919. "
        "Check the birth date."
    )
    assert {"acquaintance:yes", "acquaintance:no"}.isdisjoint(desk.names())


def test_in_a_very_low_window_the_question_is_a_link(
    open_desk: Callable[..., Desk], home: Path, shipped: Definition
) -> None:
    known(home, shipped, ANNA)
    desk = begun(open_desk, NHS, (640, 240))
    desk.session.set_subject(Subject(identifier="9434765919"))
    desk.intake.commit()
    desk.window.setMinimumSize(1, 1)
    desk.window.resize(640, 240)
    settle()
    desk.window.reception._asked_who.look()  # type: ignore[union-attr]  # it is there
    assert {"acquaintance:words", "acquaintance:yes"}.isdisjoint(desk.names())
    seen = messages(press=1)
    desk.hand.press("acquaintance:look")
    assert seen[0] == "Was this patient here before?"
    assert ASKED in seen
    assert desk.window.reception.desk.people.visit_count(desk.visit.identifier) == 2  # type: ignore[union-attr]


def test_another_look_keeps_bar_and_question(open_desk: Callable[..., Desk], home: Path, shipped: Definition) -> None:
    known(home, shipped, ANNA)
    desk = begun(open_desk)
    type_into(desk, "number", "943 476 5919")
    desk.window.restyle()
    settle()
    assert bar(desk) == "Patient: no name given; NHS number 943 476 5919"
    assert text_of(desk, "acquaintance:words") == ASKED
    assert len([each for each in desk.window.findChildren(QWidget, "acquaintance") if each.isVisible()]) == 1
