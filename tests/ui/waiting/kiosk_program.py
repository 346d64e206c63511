"""The real window, and a witness inside it: over a socket it says what is to be seen, and does what staff do by hand.

    python -m tests.ui.waiting.kiosk_program SOCKET [escape | leak | heard | copied | crash | lost]

Started in the desk of `tests.set_up_desk`. With the last word it is broken on purpose, so that whoever watches is seen
to notice.
"""

from __future__ import annotations

import gc
import json
import socket
import sys
from types import TracebackType
from typing import Any

from PySide6.QtCore import QSocketNotifier, QTimer, qInstallMessageHandler
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from b12desk import app as program
from b12desk.desk.safe import Opened, users_safe
from b12desk.desk.staff import Staff
from b12desk.desk.waiting_room import Stage, Terms
from b12desk.model.response import Subject
from b12desk.model.values import PartialDate
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from b12desk.ui.waiting.proof_dialog import ProofDialog
from b12desk.ui.waiting.wishes import Wishes
from b12desk.ui.window import MainWindow
from tests.set_up_desk import PASSPHRASE, cheap_safe

SETTINGS = Settings(pixels_per_mm=3.0, theme="light", patient_size=2)


class Hours:
    """Seconds that pass when they are told to, beside those that pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Witness:
    """Of ``window``, on ``records``."""

    def __init__(self, window: MainWindow, opened: Opened, broken: str) -> None:
        self._window, self._records, self._broken = window, opened.records, broken
        self._wrong: list[str] = []
        self._hours = Hours()
        self._given: dict[str, Any] = {}
        self._identifier = ""
        self._stray: QLabel | None = None
        self._looks = 0
        before = sys.excepthook

        def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            self._wrong.append(f"{kind.__name__}: {error}")
            before(kind, error, trace)

        sys.excepthook = caught
        qInstallMessageHandler(self._said)

    def _said(self, _kind: object, _context: object, text: str) -> None:
        if "propagateSizeHints" not in text:
            self._wrong.append(text)

    def begin(self, name: str, number: str, born: str, size: int) -> dict[str, Any]:
        """Staff begin an intake and hand it over."""
        window = self._window
        assert window.reception is not None
        window.begin()
        assert window.wizard is not None
        intake = window.wizard.intake
        intake.session.set_subject(Subject(display=name, identifier=number, birth_date=PartialDate(date=born)))
        window.reception.waiting.ask = lambda _intake: (Terms(), Wishes(size=size))  # type: ignore[method-assign]
        window.reception.waiting._clock = self._hours
        self._identifier, self._given, self._looks = intake.identifier, {}, 0
        window.reception.give_to_patient()
        return self.look([])

    def look(self, others: list[str]) -> dict[str, Any]:
        """What is shown; which of ``others``, words of earlier patients, are found anywhere."""
        window = self._window
        self._looks += 1
        side = window.reception.waiting.side if window.reception is not None else None
        guide = side.guide if side is not None else None
        if guide is not None and guide.sitting.stage not in (Stage.EXPIRED, Stage.ASK_STAFF):
            kept = guide.sitting.session.kept().answers
            self._given = {key: value for key, value in kept.items() if value}
        if self._broken == "escape" and guide is not None and self._looks == 8:
            self._stray = QLabel("All intakes")
            self._stray.show()
        tops = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        screen = window.screen().geometry()
        if guide is None and others:
            self._break(others[-1])
        told = self._told()
        return {
            "page": "staff" if side is None else "locked" if guide is None else guide.page.objectName(),
            "tops": sorted(type(each).__name__ for each in tops),
            "proof": next((list(_middle(each)) for each in tops if isinstance(each, ProofDialog)), None),
            "whole": window.geometry() == screen,
            "boxes": sum(isinstance(each, QLineEdit | QPlainTextEdit) for each in QApplication.allWidgets()),
            "found": [each for each in others if each in told],
            "wrong": self._wrong,
        }

    def _break(self, word: str) -> None:
        """Leave something behind, as the word says that it is broken."""
        if self._broken in ("leak", "heard") and self._stray is None:
            self._stray = QLabel(word if self._broken == "leak" else "", self._window)
            self._stray.setAccessibleName(word if self._broken == "heard" else "")
            self._stray.hide()
        if self._broken == "copied":
            QGuiApplication.clipboard().setText(word)
        if self._broken == "crash":
            QTimer.singleShot(0, _fail)
        if self._broken == "lost":
            with self._records._database.writing() as connection:
                connection.exec_driver_sql("DELETE FROM answers")

    def where(self, names: list[str]) -> dict[str, Any]:
        """Where these, which are scrolled to, and every other button can be touched."""
        found = {}
        side = self._window.reception.waiting.side if self._window.reception is not None else None
        if side is not None and side.guide is not None:
            area = side.guide.frame.area
            for each in (each for name in names for each in area.findChildren(QWidget, name)):
                side.guide.frame.bring(each)
        for each in self._window.findChildren(QWidget):
            if each.isVisible() and (each.objectName() in names or each.inherits("QAbstractButton")):
                found[each.objectName()] = list(_middle(each))
        return {"places": found}

    def idle(self, seconds: float) -> dict[str, Any]:
        """So long nobody has touched it."""
        self._hours.now += seconds
        side = self._window.reception.waiting.side if self._window.reception is not None else None
        if side is not None:
            side.idle.tick()
        return {}

    def lock(self) -> dict[str, Any]:
        """The session ends, as when nobody touches it."""
        side = self._window.reception.waiting.side if self._window.reception is not None else None
        if side is not None and side.guide is not None:
            self.look([])
            side.end(None)
        return {}

    def kept(self) -> dict[str, Any]:
        """Which answers that were given are not in the records."""
        gc.collect()
        found: dict[str, Any] = {}
        if self._given:
            found = dict(self._records.load(self._identifier).response.answers)
        return {
            "lost": [key for key, value in self._given.items() if found.get(key) != value],
            "given": len(self._given),
        }

    def _told(self) -> str:
        found = []
        for each in QApplication.allWidgets():
            found += [each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.windowTitle()]
            for name in ("text", "toPlainText"):
                text = getattr(each, name, None)
                found.append(str(text()) if callable(text) else "")
        for each in QGuiApplication.topLevelWindows():
            found += [each.title(), *_heard(QAccessible.queryAccessibleInterface(each))]
        clipboard = QGuiApplication.clipboard()
        found += [clipboard.text(mode) for mode in (clipboard.Mode.Clipboard, clipboard.Mode.Selection)]
        return " ".join(found).replace(ZERO_WIDTH_SPACE, "")


def _fail() -> None:
    raise RuntimeError("broken on purpose")


def _heard(interface: Any, depth: int = 0) -> list[str]:
    if interface is None or depth > 40:
        return []
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    told = [interface.text(kind) for kind in kinds]
    for place in range(interface.childCount()):
        told += _heard(interface.child(place), depth + 1)
    return told


def _middle(widget: QWidget) -> tuple[int, int]:
    place = widget.mapToGlobal(widget.rect().center())
    return place.x(), place.y()


def main(path: str, broken: str = "") -> int:
    """Until whoever watches goes away."""
    application = program.make_application()
    style.apply_style(application, Appearance("light"))
    safe = cheap_safe()
    opened = safe.unlock(PASSPHRASE)
    (person,) = Staff(opened.records).everybody()
    window = MainWindow(SETTINGS, users_safe(), program.load_form, program.open_intakes)
    program.catch_all(window)
    window.let_in(opened._replace(member=person.member))
    window.show()
    witness = Witness(window, opened, broken)
    while window.reception is None:  # what follows the first paint
        application.processEvents()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    listening.listen(1)
    heard: list[socket.socket] = []

    def answer() -> None:
        line = reader.readline()
        if not line:
            application.exit(0)
            return
        asked = json.loads(line)
        do = asked.pop("do")
        heard[0].sendall(json.dumps(getattr(witness, do)(**asked)).encode() + b"\n")

    heard.append(listening.accept()[0])
    reader = heard[0].makefile("r")
    notifier = QSocketNotifier(heard[0].fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(answer)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
