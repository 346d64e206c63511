"""The patient line: what the page cannot print is said at once, in its own place; nothing typed is lost in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from b12desk.model.response import LONGEST_NAME, LONGEST_NUMBER
from b12desk.settings import Settings
from tests.report.test_names import SPOOFED, TO_THE_LEFT, TO_THE_RIGHT, UNPRINTABLE
from tests.ui.conftest import Desk, settle

NOTHING = "For the printed page. All may stay empty; none changes the result."
"""What stands there as long as nothing is wrong."""
NAME_NOTE = "This name cannot be printed here. Use Latin letters, or write it by hand."
NUMBER_NOTE = "This number cannot be printed here. Use Latin letters and digits."
BOTH_NOTE = "Name and number cannot be printed here. Use Latin letters and digits."
LONG_NOTE = "Too long: a name keeps 1,000 characters, a number 100."


def box(desk: Desk, part: str = "name") -> QLineEdit:
    found = desk.hand.find(f"patient:{part}")
    assert isinstance(found, QLineEdit)
    return found


def note(desk: Desk) -> QLabel:
    found = desk.hand.find("patient:note")
    assert isinstance(found, QLabel)
    return found


def paste(desk: Desk, text: str, part: str = "name") -> None:
    """Put ``text`` into an empty box, as from another program."""
    desk.hand.press(f"patient:{part}")
    QGuiApplication.clipboard().setText(text)
    box(desk, part).selectAll()
    box(desk, part).paste()


def leave(desk: Desk) -> None:
    desk.hand.key(Qt.Key.Key_Tab)


def test_a_name_that_cannot_be_printed_is_said_beside_its_box(desk: Desk) -> None:
    assert note(desk).text() == NOTHING
    for name in UNPRINTABLE.values():
        paste(desk, name)
        leave(desk)
        assert note(desk).text() == NAME_NOTE, name
        assert desk.session.subject.display
        paste(desk, "Ada Byron")
        leave(desk)
        assert note(desk).text() == NOTHING


def test_a_name_that_can_be_printed_is_kept_as_it_is_and_nothing_is_said(desk: Desk) -> None:
    for name in (*TO_THE_RIGHT.values(), *TO_THE_LEFT.values(), "Ada Byron"):
        paste(desk, name)
        leave(desk)
        assert note(desk).text() == NOTHING, name
        assert desk.session.subject.display == name


def test_it_is_said_while_the_person_pauses_before_the_box_is_left(desk: Desk, qtbot: QtBot) -> None:
    paste(desk, "王小明")
    qtbot.waitUntil(lambda: note(desk).text() == NAME_NOTE)
    assert box(desk).hasFocus()


@pytest.mark.parametrize(
    ("name", "number", "said"),
    [("Ada", "医-12", NUMBER_NOTE), ("王", "医-12", BOTH_NOTE), ("ليلى", "١٢٣", NOTHING), ("Ada", "１２", NOTHING)],
)
def test_name_and_number_are_told_apart(desk: Desk, name: str, number: str, said: str) -> None:
    paste(desk, name)
    paste(desk, number, "number")
    leave(desk)
    assert note(desk).text() == said


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_moves_when_it_is_said(open_desk: Callable[..., Desk], scale: float) -> None:
    desk = open_desk(Settings(text_scale=scale))
    desk.hand.press("new")
    settle()
    names = ("patient:name", "patient:number", "emergency_body=stroke", "next")
    paste(desk, "Ada")
    leave(desk)
    before = {each: desk.hand.find(each).mapToGlobal(QPoint()) for each in names}
    for name, number in (("王", "1"), ("Ada", "医"), ("王", "医"), ("x" * 2000, "1"), ("Ada", "1")):
        box(desk).setText("")
        box(desk).insert(name)
        box(desk, "number").setText("")
        box(desk, "number").insert(number)
        settle()
        assert {each: desk.hand.find(each).mapToGlobal(QPoint()) for each in names} == before
    found = note(desk)
    for each in (NAME_NOTE, NUMBER_NOTE, BOTH_NOTE, LONG_NOTE):
        room = found.fontMetrics().boundingRect(0, 0, found.width(), 10_000, int(Qt.TextFlag.TextWordWrap), each)
        assert room.height() <= found.height()


def test_what_steers_or_hides_never_stays_in_the_box(desk: Desk) -> None:
    for name in SPOOFED:
        paste(desk, name)
        assert not set(box(desk).text()) & set("\u202e\u2066\u2069\u061c\u200f\u200b\u00ad\u2060\ufe0f\U000e0041\u3164")
        leave(desk)
        assert "\u200d" not in desk.session.subject.display
        assert desk.hand.find("patient").text() == desk.session.subject.name  # type: ignore[attr-defined]


def test_the_cursor_stays_where_it_was_when_something_hidden_is_dropped(desk: Desk) -> None:
    paste(desk, "AliKhan")
    box(desk).setCursorPosition(3)
    QGuiApplication.clipboard().setText("\u202e x")
    box(desk).paste()
    assert (box(desk).text(), box(desk).cursorPosition()) == ("Ali xKhan", 5)


@pytest.mark.parametrize("name", [" ", "\u200b\u200d", "\u2800", "\u202e"])
def test_a_name_of_nothing_visible_is_none(desk: Desk, name: str) -> None:
    paste(desk, name)
    leave(desk)
    assert desk.session.subject.display == ""
    assert desk.hand.find("patient").text() == "Patient: no name given"  # type: ignore[attr-defined]


def test_a_long_name_is_kept_whole(desk: Desk) -> None:
    name = ("Maria Anna " * 27).strip()
    paste(desk, name)
    leave(desk)
    assert desk.session.subject.display == name
    assert note(desk).text() == NOTHING


@pytest.mark.parametrize(("part", "most"), [("name", LONGEST_NAME), ("number", LONGEST_NUMBER)])
def test_what_is_too_long_is_never_cut_without_a_word(desk: Desk, part: str, most: int) -> None:
    paste(desk, "x" * most, part)
    leave(desk)
    assert note(desk).text() == NOTHING
    paste(desk, "x" * (most + 1), part)
    leave(desk)
    assert note(desk).text() == LONG_NOTE
    subject = desk.session.subject
    assert len(subject.display if part == "name" else subject.identifier) == most
    assert len(box(desk, part).text()) == most + 1


def test_a_resumed_intake_says_it_again(desk: Desk) -> None:
    paste(desk, "王小明")
    leave(desk)
    identifier = desk.session.response().identifier
    desk.hand.press("back")
    settle()
    desk.hand.press(f"resume:{identifier}")
    assert note(desk).text() == NAME_NOTE


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("way", ["end", "quit"])
def test_what_was_copied_in_an_intake_is_gone_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, way: str, own: bool
) -> None:
    """What another program put there stays. Offscreen there is no other program, so who owns it is said here."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: own)
    desk.hand.press("patient:name")
    desk.hand.type("Mary Example")
    box(desk).selectAll()
    box(desk).copy()
    assert QGuiApplication.clipboard().text() == "Mary Example"
    if way == "end":
        desk.window.reception.close()
    else:
        desk.window.close()
    assert QGuiApplication.clipboard().text() == ("" if own else "Mary Example")
