"""Run on an X server of its own: copy out of an intake, close it, and ask another program what can be pasted.

python -m tests.ui.x11_clipboard          walks, and prints what the other program saw, before and after
python -m tests.ui.x11_clipboard look     the other program: prints clipboard and primary selection
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QEventLoop, QProcess, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest

from b12desk import app
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit import style
from b12desk.ui.window import MainWindow

NAME = "Ada Example"


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


def walk() -> None:
    """Type a name, mark and copy it, and go back to the start page."""
    program = app.make_application()
    style.apply_style(program, Appearance("light"))
    window = MainWindow(Settings(), app.open_intakes)
    window.open()
    QTest.qWaitForWindowActive(window)
    hand = Driver(window)
    hand.press("new")
    hand.press("patient:name")
    hand.type(NAME)
    box = hand.find("patient:name")
    QTest.keyClick(box, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(box, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    before = seen()
    hand.press("back")
    closed = window.wizard is None
    sys.stdout.write(json.dumps({"before": before, "closed": closed, "after": seen()}))
    window.close()


if __name__ == "__main__":
    look() if sys.argv[1:] == ["look"] else walk()
