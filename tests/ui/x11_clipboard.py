"""Run on an X server of its own: a whole intake with all that is done to it; then what of the patient can be found.

python -m tests.ui.x11_clipboard          walks, and prints what another program could paste, and what the window holds
python -m tests.ui.x11_clipboard look     the other program: prints clipboard and primary selection

The documents folder is below HOME, which is the test's own; paper comes from the print service of CUPS_SERVER, if set.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QProcess, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from b12desk import app
from b12desk.theme import Appearance
from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit import style
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.result.preview import Preview
from b12desk.ui.result.printed import Printed
from tests.ui.answering import Answering, Step, press, press_text
from tests.ui.conftest import settle
from tests.ui.maria import SAMPLE

NAME = "Quirina Example"
RARE = NAME.partition(" ")[0]
"""What is looked for, in any case of its letters: nothing of the program, the system or the form says it."""
PRINTER = "FILE"
WORDS = f"Vegetables from {RARE}s garden"


def look() -> None:
    """What this process, another client of the same server, would paste."""
    program = QGuiApplication([])
    clipboard = program.clipboard()
    modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
    sys.stdout.write(json.dumps([program.platformName(), *(clipboard.text(each) for each in modes)]))


def seen() -> list[str]:
    """What the other program sees; ours answers its questions meanwhile, as a program does."""
    other, loop = QProcess(), QEventLoop()
    other.finished.connect(loop.quit)
    other.start(sys.executable, ["-m", "tests.ui.x11_clipboard", "look"])
    loop.exec()
    found: list[str] = json.loads(other.readAllStandardOutput().data())
    return found


def texts(widget: QWidget) -> Iterator[str]:
    """Whatever a widget says, shows, or could bring back."""
    yield from (widget.windowTitle(), widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    for each in ("text", "toPlainText", "placeholderText", "currentText"):
        if (said := getattr(widget, each, None)) is not None:
            yield str(said())
    if isinstance(widget, QLineEdit) and widget.completer() is not None:
        model = widget.completer().model()
        yield from (str(model.index(row, 0).data()) for row in range(model.rowCount()))


def held(*words: str) -> list[str]:
    """The kinds of all widgets that hold one of ``words``, or can undo something."""
    found = []
    for each in QApplication.allWidgets():
        can_undo = isinstance(each, QLineEdit) and (each.isUndoAvailable() or each.isRedoAvailable())
        if isinstance(each, QPlainTextEdit):
            can_undo = each.document().isUndoAvailable() or each.document().isRedoAvailable()
        if can_undo or any(word.lower() in text.lower() for text in texts(each) for word in words):
            found.append(f"{type(each).__name__} {each.objectName()}")
    return found


def save_as(path: Path) -> Step:
    """In the dialog that asks where: this file."""

    def act(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(str(path))
        dialog.accept()

    return Step(QFileDialog, act)


def make_papers(hand: Driver, folder: Path) -> None:
    """Preview, PDF in a folder that bears the name, paper from a printer, lines for the record."""
    folder.mkdir(parents=True)
    with Answering(Step(Preview, press("preview:close"))):
        hand.press("paper:preview")
    with Answering(save_as(folder / "paper.pdf"), Step(Message, press("message:0"))):
        hand.press("paper:save")
    if os.environ.get("CUPS_SERVER"):

        def choose(dialog: QDialog) -> None:
            printers = dialog.findChild(QComboBox, "printers")
            assert printers is not None
            printers.setCurrentText(PRINTER)
            press_text("Print")(dialog)

        with Answering(Step(QPrintDialog, choose), Step(Printed, press("message:0"))):
            hand.press("paper:print")
    hand.press("paper:copy")


def walk() -> None:
    """Type a name, mark and copy it; answer, make every paper, end it; begin another and look around."""
    program = app.make_application()
    style.apply_style(program, Appearance("light"))
    window = app.trial_window()
    window.open()
    QTest.qWaitForWindowActive(window)
    hand = Driver(window)
    hand.press("new")
    for box_name in ("patient:number", "patient:name"):
        hand.press(box_name)
        hand.type(NAME)
    box = hand.find("patient:name")
    QTest.keyClick(box, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(box, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    before = seen()
    assert window.wizard is not None
    hand.fill(window.wizard, {**SAMPLE, "own_words": [WORDS]})
    hand.press("next")
    make_papers(hand, Path.home() / "Documents" / NAME)
    done = hand.find("paper:done")
    assert isinstance(done, QLabel)
    told, while_open = done.text(), held(RARE)
    hand.press("paper:again")
    closed = window.wizard is None
    after = seen()
    hand.press("new")
    settle()
    found = {
        "before": before,
        "while open": while_open,
        "told": told,
        "closed": closed,
        "after": after,
        "held": held(RARE),
    }
    sys.stdout.write(json.dumps(found))
    window.close()


if __name__ == "__main__":
    look() if sys.argv[1:] == ["look"] else walk()
