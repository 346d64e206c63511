"""A whole paper by keys alone: taken in, left, gone on with, taken in a second time, left, compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from b12desk.engine.numbering import numbers
from b12desk.engine.session import REVIEW
from b12desk.model.values import Coding
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


def test_a_whole_paper_twice_by_keys_alone_left_twice_on_the_way(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(None, (1366, 768))
    first = PaperHand(desk, PAPER)
    with first.clock():
        first.take_in()
        first.type_in(HALF_WAY)
    answered = {**desk.session.answers}
    identifier = desk.visit.identifier
    desk.window.close()

    desk = open_desk(None, (1366, 768))
    going_on = PaperHand(desk, PAPER)
    with going_on.clock():
        going_on.to(f"resume:{identifier}")
        assert {**desk.session.answers} == answered
        assert "jump-bar" in desk.names()
        going_on.jump(str(numbers(desk.session.questionnaire)["family"]))
        row = going_on.row()
        assert row is not None
        assert row.link_id == "family"
        going_on.jump(str(numbers(desk.session.questionnaire)[desk.session.pending[0]]))
        going_on.type_in(REVIEW)
    assert {*PAPER} - {*desk.session.answers} == {*PAPER} - desk.session.enabled
    whole = kept()[0]["response"]["answers"]

    second = PaperHand(desk, AGAIN)
    with second.clock():
        second.second_time()
        second.type_in(HALF_WAY)
    assert kept()[0]["response"]["answers"] == whole
    half = {**second.wizard.session.answers}
    desk.window.close()

    desk = open_desk(None, (1366, 768))
    ending = PaperHand(desk, AGAIN)
    with ending.clock():
        ending.to(f"resume:{identifier}")
        again = desk.hand.find("jump:again")
        assert again.property("text").replace("&", "") == "Go on with the second time"
        ending.second_time()
        assert {**ending.wizard.session.answers} == half
        ending.type_in("")
        page = desk.window.room.stack.currentWidget()
        assert isinstance(page, ComparePage)
        cards = sorted(
            (
                each
                for each in page.findChildren(QWidget)
                if each.objectName() in {"differs:nitrous_oxide", "differs:family"}
            ),
            key=lambda each: each.mapTo(page, each.rect().topLeft()).y(),
        )
        order = numbers(desk.session.questionnaire)
        heads = [each.findChildren(QLabel)[0].text().partition(".")[0] for each in cards]
        assert heads == [str(order["nitrous_oxide"]), str(order["family"])]
        ending.key(Qt.Key.Key_Space)  # the first time was right
        ending.to("compare:done")
        assert desk.hand.find("compare:missing").isVisible()
        ending.key(Qt.Key.Key_Down)  # one is open still, and has the focus: the second time was right
        ending.key(Qt.Key.Key_Space)
        ending.to("compare:done")
    assert desk.visit.shown == REVIEW
    assert desk.session.answers["nitrous_oxide"] == (Coding(code="never"),)
    assert kept()[0]["response"]["answers"] == whole | {"family": [{"code": "autoimmune"}]}
    assert desk.visit.second_entry is None
    hands = (first, going_on, second, ending)
    assert {*PAPER} & desk.session.enabled == {*PAPER} & {*first.met, *going_on.met}
    assert [each.count.clicks for each in hands] == [0, 0, 0, 0]
    assert first.count.keys + going_on.count.keys <= 60
    assert second.count.keys + ending.count.keys <= 60
