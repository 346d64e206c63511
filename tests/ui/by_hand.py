"""A program of a test's own that does something in the window, and ends: with what went wrong, or well."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication


def run(application: QApplication, walk: Callable[[], None]) -> int:
    """Run it until ``walk`` has ended; the status of the process, 1 when it did not end well."""

    def walked() -> None:
        try:
            walk()
        except BaseException:  # noqa: BLE001 -- whatever it is, it is told
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)  # no dialog of the program's own
        application.quit()

    QTimer.singleShot(0, walked)
    return application.exec()
