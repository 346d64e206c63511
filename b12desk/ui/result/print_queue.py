"""Asking the print service: before and after the pages are handed over, then every second while a person looks.

Rules: ``lpstat`` of CUPS, where there is one, in plain English; it gets two seconds, since a print server may be far
away; no answer is the empty text, which `desk.print_job` takes for "not known".
"""

from __future__ import annotations

import ctypes
import os

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QStandardPaths, QTimer, Signal

from b12desk.desk.print_job import lpstat_arguments

_PATIENCE_MS = 2000
_PAUSE_MS = 1000
_FIRST_REFUSAL = 0x0400
"""Statuses of IPP from here on are errors."""


def ask_now(queue: str) -> str:
    """What the service says about ``queue``; waits for it."""
    process = _process(None)
    _ask(process, queue)
    if not process.waitForFinished(_PATIENCE_MS):
        _stop(process)
        return ""
    return _answer(process)


def refusal() -> str:
    """Why the service did not take what this thread has just printed, in its own words; "" when it took it.

    Qt does not tell: its print engine drops the answer of CUPS, which the library keeps for us.
    """
    try:
        cups = ctypes.CDLL("libcups.so.2")
        cups.cupsLastErrorString.restype = ctypes.c_char_p
    except (OSError, AttributeError):
        return ""  # another system, whose spooler is asked in other ways
    if cups.cupsLastError() < _FIRST_REFUSAL:
        return ""
    return (cups.cupsLastErrorString() or b"?").decode(errors="replace")


class Watch(QObject):
    """Asks about ``queue`` once a second until `stop`; ``answered`` carries each answer."""

    answered = Signal(str)

    def __init__(self, owner: QObject, queue: str) -> None:
        super().__init__(owner)
        self._queue = queue
        self._process = _process(self)
        self._process.finished.connect(self._finished)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._process.kill)
        self._pause.start(_PAUSE_MS)

    def stop(self) -> None:
        """Ask no more."""
        self._process.finished.disconnect(self._finished)
        self._pause.stop()
        self._patience.stop()
        _stop(self._process)

    def _ask(self) -> None:
        if _ask(self._process, self._queue):
            self._patience.start(_PATIENCE_MS)

    def _finished(self) -> None:
        self._patience.stop()
        self.answered.emit(_answer(self._process))
        self._pause.start(_PAUSE_MS)


def _process(owner: QObject | None) -> QProcess:
    made = QProcess(owner)
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("LC_ALL", "C.UTF-8")
    bundled = "LD_LIBRARY_PATH"  # a one-folder build points it at its own libraries, which are not lpstat's
    if (before := os.environ.get(f"{bundled}_ORIG")) is not None:
        environment.insert(bundled, before)
    made.setProcessEnvironment(environment)
    return made


def _ask(process: QProcess, queue: str) -> bool:
    """Start; False where nothing can be asked."""
    program = QStandardPaths.findExecutable("lpstat")
    if not program or not queue:
        return False
    process.start(program, lpstat_arguments(queue))
    return True


def _answer(process: QProcess) -> str:
    """What it printed; nothing when it was killed in the middle."""
    if process.exitStatus() is not QProcess.ExitStatus.NormalExit:
        return ""
    return process.readAllStandardOutput().toStdString()


def _stop(process: QProcess) -> None:
    process.kill()
    process.waitForFinished(_PATIENCE_MS)
