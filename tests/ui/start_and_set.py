"""The program in a process of its own: started as by hand, unlocked, its settings opened, tiles pressed, closed again.

    python -m tests.ui.start_and_set theme=dark settings:keep

Prints how the program was dressed when it came up, and which settings its dialog showed.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from b12desk import app
from b12desk.theme import DARK
from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit import style
from b12desk.ui.settings_dialog import SettingsDialog
from b12desk.ui.window import MainWindow
from tests.set_up_desk import PASSPHRASE, PIN
from tests.ui.answering import Answering, Step
from tests.ui.conftest import wait_for


def act(timer: QTimer) -> None:
    """As soon as the window is complete: open the settings, press, close."""
    window = next((each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)), None)
    if window is None or not window.painted:
        return
    timer.stop()
    hand = Driver(window)
    hand.press("unlock:passphrase")
    hand.type(PASSPHRASE)
    hand.press("unlock:open")
    assert wait_for(lambda: window.sentry is not None)
    hand.press("desk:pin")
    hand.type(PIN)
    hand.press("desk:enter")
    assert wait_for(lambda: window.reception is not None)
    told: dict[str, object] = {"dark": style.palette() is DARK, "hundred": style.sp(100)}

    def press(dialog: QDialog) -> None:
        assert isinstance(dialog, SettingsDialog)
        told["shown"] = dialog.chosen._asdict()
        for name in sys.argv[1:]:
            Driver(dialog).press(name)

    with Answering(Step(SettingsDialog, press)):
        hand.press("settings-button")
    told["then dark"] = style.palette() is DARK
    sys.stdout.write(json.dumps(told))
    window.close()


if __name__ == "__main__":
    program = app.make_application()
    timer = QTimer(program)
    timer.timeout.connect(lambda: act(timer))
    timer.start(20)
    sys.exit(app.main([]))
