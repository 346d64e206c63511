"""A whole intake through the real window, counted: keys alone, or the mouse with as few keys as it needs.

The hand knows what the patient says (`HEALTHY`, `COMPLEX`), reads on the screen what to press, and sends events to what
has the focus or lies under the pointer; nothing is set by the program. Used by ``test_counts.py`` and by
``benchmarks/bench_keys.py``. How long it takes a person follows from the keystroke-level model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from b12desk.ui.demo.driver import Given
from b12desk.ui.form_page import FormPage
from b12desk.ui.kit import reflex
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.question_row import QuestionRow
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.window import MainWindow
from b12desk.ui.wizard import Wizard

KEY, POINT, BUTTON, HOME, THINK = 0.28, 1.1, 0.1, 0.4, 1.35
"""Seconds of the keystroke-level model: a key, aiming, a press or a release, a hand that changes over, a decision."""
PATIENCE = 600
NONE = ["none-of-these"]

HEALTHY: dict[str, Given] = {
    **dict.fromkeys(("emergency_body", "emergency_nerves", "emergency_thoughts"), NONE),
    "age": ["40"],
    "sex": "male",
    "ethnicity": ["white"],
    "b12_taken": NONE,
    "diet_pattern": NONE,
    "food_milk": "daily",
    "food_estimate": "no",
    "medicines_common": NONE,
    "medicines_other": NONE,
    "nitrous_oxide": "never",
    "alcohol_high.frequency": "never",
    **dict.fromkeys(("operations", "gut", "conditions", "family", "last_tests"), NONE),
    **dict.fromkeys(("nerves", "bladder_bowel", "general", "head_mouth"), NONE),
    "tobacco": "no",
}
"""A man of 40 who has nothing, takes nothing and eats everything."""

COMPLEX: dict[str, Given] = {
    **HEALTHY,
    "diet_pattern": ["vegetarian"],
    "diet_pattern.years": "over-3y",
    "diet_pattern.reason": "ethics",
    "diet_vegetarian.dairy": "daily",
    "diet_no_fortified": "never",
    **dict.fromkeys(("food_liver", "food_shellfish", "food_oily_fish", "food_white_fish"), "never"),
    **dict.fromkeys(("food_red_meat", "food_poultry", "food_plant_milk", "food_yeast"), "never"),
    "food_yogurt": "1-week",
    "food_cheese": "daily",
    "food_egg": "2-4-week",
    "food_cereal": "never",
    "medicines_common": ["metformin", "ppi"],
    "med_metformin.dose": ["2000"],
    "med_metformin.duration": ["6", "a"],
    "med_ppi.duration": ["4", "a"],
    "conditions": ["ms"],
    "nerves": ["tingling"],
    "paraesthesia.duration": ["5", "mo"],
    "paraesthesia.change": "same",
    "paraesthesia.sides": "both",
    "paraesthesia.site": ["feet", "hands"],
}
"""The same man with metformin 2000 mg for 6 years, acid tablets for 4, tingling for 5 months, vegetarian, with MS."""


@dataclass
class Count:
    """What a hand did; ``passed`` are the questions that were met and left open, ``decisions`` the answered ones."""

    keys: int = 0
    clicks: int = 0
    notches: int = 0
    moves: int = 0
    decisions: int = 0
    passed: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """By the keystroke-level model; a notch of the wheel is taken for a key."""
        presses = (self.keys + self.notches) * KEY + self.clicks * (POINT + 2 * BUTTON)
        return presses + self.moves * HOME + self.decisions * THINK


class Hand:
    """What both ways share: a window, a clock that goes on as the model says, and papers for both hands."""

    def __init__(self, window: MainWindow, said: Mapping[str, Given]) -> None:
        self.count = Count(moves=1)
        self._window = window
        self._said = said
        self._now = 1000.0

    @contextmanager
    def clock(self) -> Iterator[None]:
        """The program believes that a person works at the pace of the model."""
        reflex.use_clock(lambda: self._now)
        try:
            yield
        finally:
            reflex.use_clock(monotonic)

    @property
    def wizard(self) -> Wizard:
        """That of the open intake."""
        found = self._window.wizard
        if found is None:
            raise LookupError("no intake is open")
        return found

    def wait(self, seconds: float) -> None:
        """Time passes."""
        self._now += seconds
        reflex.settle()
        settle()

    def key(self, key: Qt.Key | str, target: QWidget | None = None) -> None:
        """Press one key where the focus is."""
        self.count.keys += 1
        focus = target or self._window.focusWidget()
        if focus is None:
            raise LookupError("nothing has the focus")
        QTest.keyClick(focus, key)  # type: ignore[call-overload]  # it takes both
        self.wait(KEY)

    def turn(self) -> None:
        """Ctrl+Enter, for which a hand presses two keys: Enter alone is a new line in a box that has several."""
        self.count.keys += 2
        QTest.keyClick(self._window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.wait(2 * KEY)

    def type(self, text: str) -> None:
        """Type ``text``."""
        for each in text:
            self.key(each)

    def row(self) -> QuestionRow | None:
        """The question that has the focus."""
        page = self.wizard.page
        return page.focused_row() if isinstance(page, FormPage) else None

    def said_of(self, row: QuestionRow) -> Given:
        """What the patient says to it; empty: nothing."""
        return self._said.get(row.link_id, "")


def settle() -> None:
    """Let timers run and layouts settle."""
    for _turn in range(5):
        QApplication.processEvents()


class KeyHand(Hand):
    """Keys alone."""

    def walk(self) -> Count:
        """From the start page until both papers are saved."""
        with self.clock():
            self.key(Qt.Key.Key_Return)  # New intake has the focus
            while not isinstance(self.wizard.page, ResultPage):
                if self.count.keys > PATIENCE:
                    raise LookupError(f"no end: {self.wizard.intake.shown}")
                self.wait(THINK)
                self._act()
            self.wait(THINK)
            with answering(self._accept) as steps:
                self.key(Qt.Key.Key_Return)  # both papers
            if steps != [QFileDialog, Message]:
                raise LookupError(f"other dialogs: {steps}")
        return self.count

    def _act(self) -> None:
        row = self.row()
        if row is None:
            self.key(Qt.Key.Key_Return)
            return
        given = self.said_of(row)
        if not given:
            self.count.passed.append(row.link_id)
            lines = isinstance(self._window.focusWidget(), QPlainTextEdit)
            self.turn() if lines else self.key(Qt.Key.Key_Return)
            return
        self.count.decisions += 1
        codes = [given] if isinstance(given, str) else list(given)
        if self._window.findChild(QLineEdit, f"{row.link_id}:text") is self._window.focusWidget():
            self._number(row, *codes)
            return
        for code in codes:
            digit = digit_of(row, code)
            self.key(digit)
        if self.row() is row:
            self.key(Qt.Key.Key_Return)  # a list in which more could be ticked

    def _number(self, row: QuestionRow, number: str, unit: str = "") -> None:
        self.type(number)
        self.key(Qt.Key.Key_Return)
        if unit:
            focus = self._window.focusWidget()
            units = [each for each in row.editor.inputs() if f"{row.link_id}:unit=" in each.objectName()]
            if focus not in units:
                raise LookupError(f"{row.link_id} asks for no unit")
            place = [each.objectName().rpartition("=")[2] for each in units].index(unit)
            self.key(str(place + 1))

    def _accept(self, dialog: QDialog) -> None:
        self.key(Qt.Key.Key_Return, dialog.focusWidget() or dialog)


def digit_of(row: QuestionRow, code: str) -> str:
    """The digit that stands at an answer."""
    for tile, digit in row.editor.number_keys().items():
        if tile.objectName() == f"{row.link_id}={code}":
            return digit
    raise LookupError(f"no digit for {row.link_id}={code}")


class MouseHand(Hand):
    """The mouse, and keys only for what has to be typed; the wheel turns no further than the next target needs."""

    def walk(self) -> Count:
        """From the start page until both papers are saved."""
        with self.clock():
            self._click("new")
            while isinstance(page := self.wizard.page, FormPage):
                self._fill(page)
                self._click("next")
                if self.wizard.page is page:
                    raise LookupError(f"{page.link_id} does not let go")
            self._click("next")
            with answering(self._accept) as steps:
                self._click("paper:both")
            if steps != [QFileDialog, Message]:
                raise LookupError(f"other dialogs: {steps}")
        return self.count

    def _fill(self, page: FormPage) -> None:
        done: set[str] = set()
        while waiting := [row for row in page.shown_rows() if row.link_id not in done]:
            row = waiting[0]
            done.add(row.link_id)
            given = self.said_of(row)
            known = [each for each in row.editor.inputs() if isinstance(each, QAbstractButton) and each.isChecked()]
            if known:
                continue
            if not given:
                self.count.passed.append(row.link_id)
                continue
            self.count.decisions += 1
            codes = [given] if isinstance(given, str) else list(given)
            box = page.findChild(QLineEdit, f"{row.link_id}:text")
            if box is None:
                for code in codes:
                    self._click(f"{row.link_id}={code}")
                continue
            self._click(f"{row.link_id}:text")
            self.count.moves += 2
            self.type(codes[0])
            for code in codes[1:]:
                self._click(f"{row.link_id}:unit={code}")

    def _click(self, name: str, inside: QWidget | None = None) -> None:
        window = inside or self._window
        target = next((each for each in window.findChildren(QWidget, name) if each.isVisible()), None)
        if target is None:
            raise LookupError(f"nothing called {name} is on the screen")
        self._press(window, target)

    def _press(self, window: QWidget, target: QWidget) -> None:
        self._turn_wheel_to(target)
        self.wait(THINK + POINT)
        self.count.clicks += 1
        handle = window.windowHandle()
        if handle is None:
            raise LookupError("no window")
        place = target.mapTo(window, target.rect().center())
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.wait(2 * BUTTON)

    def _turn_wheel_to(self, target: QWidget) -> None:
        page = self.wizard.page if self._window.wizard is not None else None
        if page is None or not page.isAncestorOf(target):
            return
        view = page.viewport()
        for _notch in range(PATIENCE):
            top = target.mapTo(view, QPoint()).y()
            above, below = -top, top + target.height() - view.height()
            if above <= 0 and below <= 0:
                return
            middle = QPointF(view.rect().center())
            turned = QWheelEvent(
                middle,
                QPointF(view.mapToGlobal(middle.toPoint())),
                QPoint(),
                QPoint(0, 120 if above > 0 else -120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(view, turned)
            self.count.notches += 1
            self.wait(KEY)
        raise LookupError(f"{target.objectName()} never comes into view")

    def _accept(self, dialog: QDialog) -> None:
        if isinstance(dialog, Message):
            self._click("message:0", dialog)
        else:
            buttons = [each for each in dialog.findChildren(QAbstractButton) if each.isVisible()]
            self._press(dialog, next(each for each in buttons if each.text().replace("&", "") == "Save"))


@contextmanager
def answering(accept: Callable[[QDialog], None]) -> Iterator[list[type[QDialog]]]:
    """While the program waits in dialogs, each is accepted once; gives their kinds in turn."""
    seen: list[type[QDialog]] = []
    done: list[QDialog] = []
    timer = QTimer(QApplication.instance())
    timer.setInterval(10)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog not in done and dialog.isVisible():
            done.append(dialog)
            seen.append(next(kind for kind in (QFileDialog, Message, QDialog) if isinstance(dialog, kind)))
            accept(dialog)

    timer.timeout.connect(look)
    timer.start()
    try:
        yield seen
    finally:
        timer.stop()
        timer.deleteLater()
