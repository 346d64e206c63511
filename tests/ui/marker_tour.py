"""A day at a desk, in the program itself: run once for each part, ``python -m tests.ui.marker_tour PART OUT``.

``begin``: the desk is set up, somebody answers and types, and the program is killed. ``go_on``: the intake is resumed,
finished, looked at, printed on the printer ``FILE`` and saved into OUT; another one is begun and discarded; both are
searched for; settings change; something goes wrong and is logged; the program is closed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLineEdit, QWidget

from b12desk import app
from b12desk.desk.intakes import Intakes
from b12desk.settings import Settings
from b12desk.store.settings import load_settings, save_settings
from b12desk.store.window_size import load_size, save_size
from b12desk.theme import Appearance
from b12desk.ui.demo.driver import Driver
from b12desk.ui.intakes_page import IntakesPage
from b12desk.ui.kit import style
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.result.preview import Preview
from b12desk.ui.result.printed import Printed
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.settings_dialog import SettingsDialog
from b12desk.ui.window import MainWindow
from tests.set_up_desk import PASSPHRASE, PIN, cheap_safe, set_up_desk
from tests.ui.answering import Answering, Step, press, press_text
from tests.ui.by_hand import run
from tests.ui.conftest import settle, wait_for
from tests.ui.maria import SAMPLE

NAME, NUMBER = "Quillonara Vexbottomley", "QX-58213-ZJ"
OTHER_NAME, OTHER_NUMBER = "Wyvernia Truxelby", "WJ-90217-QK"
TYPED = "7zyqtypedvax"
OWN_WORDS = "Since the flood my kroxlefeet tingle"
MARKERS = (NAME, "Quillonara", "Vexbottomley", NUMBER, OTHER_NAME, "Truxelby", OTHER_NUMBER, TYPED, "kroxlefeet")
SUMMARY = "summary.pdf"


class Tour:
    """One window with its hand."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.window = MainWindow(
            load_settings(),
            cheap_safe(),
            app.load_form,
            app.open_intakes,
            keep=save_settings,
            words=app.start_words(),
            size=load_size(),
            keep_size=save_size,
        )
        app.catch_all(self.window)
        self.hand = Driver(self.window)

    def unlock(self) -> None:
        self.window.open()
        assert wait_for(lambda: self.window.painted)
        self.hand.press("unlock:passphrase")
        self.hand.type(PASSPHRASE)
        self.hand.press("unlock:open")
        assert wait_for(lambda: "desk:pin" in self.shown())
        self.hand.press("desk:pin")
        self.hand.type(PIN)
        self.hand.press("desk:enter")
        assert wait_for(lambda: self.window.reception is not None)

    def shown(self) -> set[str]:
        return {each.objectName() for each in self.window.findChildren(QWidget) if each.isVisible()}

    def begin(self) -> None:
        """Answers, and text that is no answer yet."""
        self.someone(NAME, NUMBER)
        self.hand.press("next")
        self.hand.answer("respondent", "helped")
        self.hand.press("age:text")
        self.hand.type(TYPED)
        reception, wizard = self.window.reception, self.window.wizard
        assert reception is not None
        assert wizard is not None
        assert wait_for(lambda: bool(wizard.session.typed) and reception.desk.is_saved(wizard.intake))
        os.kill(os.getpid(), signal.SIGKILL)

    def someone(self, name: str, number: str) -> None:
        self.hand.press("new")
        for part, text in (("name", name), ("number", number)):
            self.hand.press(f"patient:{part}")
            self.hand.type(text)

    def go_on(self) -> None:
        """See the head."""
        (line,) = self.desk.unfinished()
        self.hand.press(f"resume:{line.identifier}")
        self.hand.press("age:text")
        self.hand.find("age:text").selectAll()  # type: ignore[attr-defined]  # a line
        assert self.window.wizard is not None
        self.hand.fill(self.window.wizard, {**SAMPLE, "own_words": [OWN_WORDS]})
        self.hand.press("next")
        assert isinstance(self.window.wizard.page, ResultPage)
        self.papers()
        self.hand.press("leave")
        settle()
        self.someone(OTHER_NAME, OTHER_NUMBER)
        self.hand.press("next")
        self.hand.press("leave")
        settle()
        self.found()
        with Answering(Step(SettingsDialog, self.dark)):
            self.hand.press("settings-button")
        self.fault()
        self.window.close()

    def papers(self) -> None:
        """Looked at, printed, saved."""
        with Answering(Step(Preview, press("preview:close"))):
            self.paper("preview")
        with Answering(Step(QPrintDialog, self.on_file), Step(Printed, press("message:0"))):
            self.paper("print")
        with Answering(Step(QFileDialog, self.named), Step(Message, press_text("Close"))):
            self.paper("save")

    def paper(self, name: str) -> None:
        """Press the button, or what stands for it in the menu where there is no room."""
        if f"paper:{name}" in self.shown():
            self.hand.press(f"paper:{name}")
        else:
            (action,) = self.window.findChildren(QAction, f"more:{name}")
            action.trigger()

    def on_file(self, dialog: QDialog) -> None:
        printers = dialog.findChild(QComboBox, "printers")
        assert isinstance(printers, QComboBox)
        printers.setCurrentText("FILE")
        press_text("Print")(dialog)

    def named(self, dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(line, QLineEdit)
        line.setText(str(self.out / SUMMARY))
        press_text("Save")(dialog)

    def found(self) -> None:
        """Both searched for, by name and number; the other one discarded."""
        self.hand.press("all")
        (page,) = self.window.room.stack.findChildren(IntakesPage)
        for text, name in ((NAME.lower(), NAME), (NUMBER, NAME), (OTHER_NAME, OTHER_NAME)):
            page.box.selectAll()
            self.hand.type(text)
            assert wait_for(lambda name=name: [each.name for each in page.lines.lines] == [name]), text  # type: ignore[misc]
        page.table.choose(0)
        with Answering(Step(Message, press("message:1"))):
            self.hand.press("intakes:discard")
        settle()
        assert page.lines.lines == []
        self.hand.press("intakes:back")
        settle()

    @staticmethod
    def dark(dialog: QDialog) -> None:
        for name in ("theme=dark", "settings:keep"):
            press(name)(dialog)

    def fault(self) -> None:
        """An error whose words are the patient's, as it would escape from anywhere."""
        error = ValueError(f"{NAME} {OWN_WORDS}")
        with Answering(Step(Message, press("message:0"))):
            sys.excepthook(ValueError, error, error.__traceback__)

    @property
    def desk(self) -> Intakes:
        assert self.window.reception is not None
        return self.window.reception.desk


def main(part: str, out: Path) -> int:
    """See the head."""
    if part == "begin":
        set_up_desk()
    application = app.make_application()
    settings: Settings = load_settings()
    style.apply_style(application, Appearance(settings.theme, settings.text_scale))
    tour = Tour(out)
    act: Callable[[], None] = {"begin": tour.begin, "go_on": tour.go_on}[part]

    def walk() -> None:
        tour.unlock()
        act()

    return run(application, walk)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
