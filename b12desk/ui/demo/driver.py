"""A hand at the mouse and the keys: presses what is on the screen, for the demonstration, pictures and benchmarks.

Rules: it finds widgets by object name (linkId, ``linkId=code``), never calls an editor or the session, and acts only on
what is visible; so whatever it can do, a person can do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from b12desk.ui.form_page import FormPage
from b12desk.ui.kit import reflex
from b12desk.ui.wizard import Wizard

Given = str | Sequence[str]
"""What to do with a question: a code to press, several codes, or the texts and units of a typed answer:
``["12", "mo"]`` for a quantity, ``["12", "3", "1957"]`` for a date, ``["words"]`` for text."""

_PATIENCE = 20


def given_by(response: QuestionnaireResponse, questionnaire: Questionnaire) -> dict[str, Given]:
    """What the hand does to give the answers of ``response``."""
    return {
        link_id: _given(questionnaire.items[link_id], values) for link_id, values in response.answers.items() if values
    }


def _given(item: Item, values: Sequence[Answer]) -> Given:
    codes = [each.code for each in values if isinstance(each, Coding)]
    if codes:
        return codes if item.repeats else codes[0]
    match values[0]:
        case bool(truth):
            return str(truth).lower()
        case PartialDate(date=date):
            year, month, day = (*date.split("-"), "", "")[:3]
            return [day.lstrip("0"), month.lstrip("0"), year]
        case Quantity(value=number, unit=unit):
            return [f"{number:f}", unit] if len(item.unit_option) > 1 else [f"{number:f}"]
        case typed:
            return [str(typed)]


class Driver:
    """Acts on one window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def press(self, name: str) -> None:
        """Click the visible widget called ``name``. Raises LookupError when there is none."""
        self.click(self.find(name))

    def find(self, name: str) -> QWidget:
        """The visible widget called ``name``, which may come a moment late. Raises LookupError when there is none."""
        for _moment in range(_PATIENCE):
            for each in self._window.findChildren(QWidget, name):
                if each.isVisible():
                    return each
            QApplication.processEvents()
        raise LookupError(f"nothing called {name!r} is on the screen")

    def click(self, widget: QWidget) -> None:
        """Bring ``widget`` into view, then press and release the mouse on its middle."""
        above = widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        if widget.focusPolicy() & Qt.FocusPolicy.ClickFocus:  # Qt does this itself only for the system's own events
            widget.setFocus(Qt.FocusReason.MouseFocusReason)
        middle = QPointF(widget.rect().center())
        where = QPointF(widget.mapToGlobal(middle.toPoint()))
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        for kind, held in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
            event = QMouseEvent(kind, middle, where, left, held, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(widget, event)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type ``text`` where the focus is."""
        for character in text:
            self.key(Qt.Key(0), character)

    def key(self, key: Qt.Key, text: str = "", held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is, while ``held`` is held down."""
        target = self._window.focusWidget() or self._window
        reflex.at_leisure()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, held, text))
        reflex.settle()
        QApplication.processEvents()

    def answer(self, link_id: str, given: Given) -> None:
        """Answer one question that is on the screen."""
        if isinstance(given, str):
            self.press(f"{link_id}={given}")
            return
        names = [each.objectName() for each in self._window.findChildren(QWidget) if each.isVisible()]
        if f"{link_id}:year" in names:
            for part, text in zip(("day", "month", "year"), given, strict=True):
                self._fill(f"{link_id}:{part}", text)
        elif f"{link_id}:text" in names and f"{link_id}={given[0]}" not in names:
            self._fill(f"{link_id}:text", given[0])
            for unit in given[1:]:
                self.press(f"{link_id}:unit={unit}")
        else:
            for code in given:
                self.press(f"{link_id}={code}")
        self.key(Qt.Key.Key_Tab)

    def fill_page(self, page: FormPage, answers: Mapping[str, Given]) -> list[str]:
        """Answer what ``answers`` holds of ``page``, also what opens on the way; returns what was done."""
        done: list[str] = []
        while True:
            waiting = [each for each in answers if each not in done and self._shown(page, each)]
            if not waiting:
                return done
            self.answer(waiting[0], answers[waiting[0]])
            done.append(waiting[0])

    def turn(self, intake: Wizard) -> None:
        """Press Next, and once more for each thing that was asked back and is read now."""
        page = intake.page
        self.press("next")
        for _read in page.asked() if isinstance(page, FormPage) else ():
            if intake.page is page:
                self.press("next")

    def fill(self, intake: Wizard, answers: Mapping[str, Given]) -> list[str]:
        """Walk from the page on the screen to the review with ``answers``; returns the linkIds answered."""
        done: list[str] = []
        while isinstance(page := intake.page, FormPage):
            done += self.fill_page(page, answers)
            self.turn(intake)
            if intake.page is page:
                raise LookupError(f"page {page.link_id} does not let go")
        return done

    @staticmethod
    def _shown(page: FormPage, link_id: str) -> bool:
        row = page.rows.get(link_id)
        return row is not None and row.isVisible()

    def _fill(self, name: str, text: str) -> None:
        self.press(name)
        self.type(text)
