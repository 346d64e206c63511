"""A whole paper by keys alone: taken in, left, gone on with, taken in a second time, left, compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from b12desk.engine.numbering import numbers
from b12desk.engine.session import REVIEW
from b12desk.ui.demo.driver import Given
from b12desk.ui.paper_dialog import PaperDialog
from b12desk.ui.question_row import QuestionRow
from b12desk.ui.second_entry import ComparePage, SecondWizard
from b12desk.ui.wizard import Wizard
from tests.ui.answering import Answering, Step
from tests.ui.conftest import Desk, kept, wait_for
from tests.ui.counted import HEALTHY, KEY, KeyHand

PAPER: dict[str, Given] = {**HEALTHY, "respondent": "self"}
AGAIN: dict[str, Given] = {**PAPER, "nitrous_oxide": "not-sure", "family": ["autoimmune"]}
"""The same sheet, with two slips."""
HALF_WAY = "medicines"
TABS = 60
SIZE = (1366, 768)


class PaperHand(KeyHand):
    """Types in what stands on a sheet, into the entry that is on the screen."""

    def __init__(self, desk: Desk, said: Mapping[str, Given]) -> None:
        super().__init__(desk.window, said)
        self.met: list[str] = []

    @property
    def wizard(self) -> Wizard:
        shown = self._window.room.stack.currentWidget()
        return shown if isinstance(shown, Wizard) else super().wizard

    def type_in(self, until: str) -> None:
        """Question after question until this page is there, or all is compared."""
        while self.wizard.intake.shown != until and not isinstance(
            self._window.room.stack.currentWidget(), ComparePage
        ):
            row = self.row()
            if row is not None and row.link_id not in self.met:
                self.met.append(row.link_id)
                assert numbered(self.wizard, row)
            self._act()

    def to(self, name: str, inside: QWidget | None = None) -> None:
        """Tab by Tab to what is called ``name``, and press it."""
        for _tab in range(TABS):
            focus = (inside or self._window).focusWidget()
            if focus is not None and focus.objectName() == name:
                self.key(Qt.Key.Key_Return, focus)
                return
            self.key(Qt.Key.Key_Tab, focus or inside)
        raise LookupError(name)

    def take_in(self) -> None:
        """From the start page to the first question."""
        with Answering(Step(PaperDialog, self._take_in)):
            self.to("paper")

    def _take_in(self, dialog: QDialog) -> None:
        self.to("on-paper:take-in", dialog)

    def jump(self, number: str) -> None:
        """To a question by its number."""
        self.together(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        self.type(number)
        self.key(Qt.Key.Key_Return)

    def second_time(self) -> None:
        """Alt and the letter that is underlined."""
        self.together(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
        assert wait_for(lambda: isinstance(self.wizard, SecondWizard))  # a button that is called so is drawn pressed

    def together(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        self.count.keys += 2
        QTest.keyClick(self._window.focusWidget(), key, held)
        self.wait(2 * KEY)


def numbered(wizard: Wizard, row: QuestionRow) -> bool:
    """Whether the question has the number of the sheet before its words."""
    label = row.findChild(QLabel, f"{row.link_id}:label")
    number = numbers(wizard.session.questionnaire)[row.link_id]
    return label is not None and label.text().startswith(f"{number}. ")


class Sheet:
    """One sheet, and the hands that typed it in: a new one each time the window was opened."""

    def __init__(self, open_desk: Callable[..., Desk]) -> None:
        self._open_desk = open_desk
        self.hands: list[PaperHand] = []
        self.desk = open_desk(None, SIZE)

    def hand(self, said: Mapping[str, Given]) -> PaperHand:
        """One more."""
        self.hands.append(PaperHand(self.desk, said))
        return self.hands[-1]

    def reopen(self) -> str:
        """Close the window in the middle, and open another; the name of the button that goes on."""
        name = f"resume:{self.desk.visit.identifier}"
        self.desk.window.close()
        self.desk = self._open_desk(None, SIZE)
        return name

    def number(self, link_id: str) -> str:
        return str(numbers(self.desk.session.questionnaire)[link_id])

    @property
    def keys(self) -> int:
        """How many were pressed, and nothing else."""
        assert [each.count.clicks for each in self.hands] == [0] * len(self.hands)
        return sum(each.count.keys for each in self.hands)


@pytest.fixture
def sheet(open_desk: Callable[..., Desk]) -> Sheet:
    """A sheet that was typed in once, by keys alone, with the window closed half way."""
    made = Sheet(open_desk)
    first = made.hand(PAPER)
    with first.clock():
        first.take_in()
        first.type_in(HALF_WAY)
    answered = {**made.desk.session.answers}
    resume = made.reopen()
    going_on = made.hand(PAPER)
    with going_on.clock():
        going_on.to(resume)
        assert {**made.desk.session.answers} == answered
        assert "jump-bar" in made.desk.names()
        going_on.jump(made.number("family"))
        row = going_on.row()
        assert row is not None
        assert row.link_id == "family"
        going_on.jump(made.number(made.desk.session.pending[0]))
        going_on.type_in(REVIEW)
    return made


def test_a_whole_paper_is_typed_in_by_keys_alone_and_gone_on_with(sheet: Sheet) -> None:
    asked = {*PAPER} & sheet.desk.session.enabled
    assert asked == {*PAPER} & {*sheet.desk.session.answers}
    assert asked == {*PAPER} & {link_id for each in sheet.hands for link_id in each.met}
    assert sheet.keys <= 60


def test_and_a_second_time_and_compared(sheet: Sheet) -> None:
    whole = kept()[0]["response"]["answers"]
    sheet.hands.clear()
    second = sheet.hand(AGAIN)
    with second.clock():
        second.second_time()
        second.type_in(HALF_WAY)
    half = {**second.wizard.session.answers}
    resume = sheet.reopen()
    assert kept()[0]["response"]["answers"] == whole
    ending = sheet.hand(AGAIN)
    with ending.clock():
        ending.to(resume)
        again = sheet.desk.hand.find("jump:again")
        assert again.property("text").replace("&", "") == "Go on with the second time"
        ending.second_time()
        assert {**ending.wizard.session.answers} == half
        ending.type_in("")
        page = sheet.desk.window.room.stack.currentWidget()
        assert isinstance(page, ComparePage)
        assert heads(page) == [sheet.number("nitrous_oxide"), sheet.number("family")]
        ending.key(Qt.Key.Key_Space)  # the first time was right
        ending.to("compare:done")
        assert sheet.desk.hand.find("compare:missing").isVisible()
        ending.key(Qt.Key.Key_Down)  # one is open still, and has the focus: the second time was right
        ending.key(Qt.Key.Key_Space)
        ending.to("compare:done")
    assert sheet.desk.visit.shown == REVIEW
    assert kept()[0]["response"]["answers"] == whole | {"family": [{"code": "autoimmune"}]}
    assert sheet.desk.visit.second_entry is None
    assert sheet.keys <= 60


def heads(page: ComparePage) -> list[str]:
    """The numbers of the questions that differ, from the top."""
    names = {"differs:nitrous_oxide", "differs:family"}
    cards = [each for each in page.findChildren(QWidget) if each.objectName() in names]
    cards.sort(key=lambda each: each.mapTo(page, each.rect().topLeft()).y())
    return [each.findChildren(QLabel)[0].text().partition(".")[0] for each in cards]
