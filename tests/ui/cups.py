"""A print service of the tests' own: a real cupsd on a socket in a folder of its own, with real queues.

Nobody else's printers, jobs or settings are touched. It writes its printers down at once, so that they are still there
after `PrintService.kill`.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QThread

_PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
CUPSD = shutil.which("cupsd", path=_PLACES)
PDF_DRIVER = "lsb/usr/cups-pdf/CUPS-PDF_opt.ppd"
SETTINGS = """
Listen {home}/socket
LogLevel warn
DirtyCleanInterval 0
Browsing Off
WebInterface No
<Location />
  Allow all
</Location>
<Location /admin>
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Allow all
  </Limit>
</Policy>
"""
FILES = """
ServerRoot {home}/root
CacheDir {home}/cache
RequestRoot {home}/spool
StateDir {home}/state
TempDir {home}/tmp
AccessLog {home}/access
ErrorLog {home}/errors
PageLog {home}/pages
FileDevice Yes
"""


def until(reached: Callable[[], bool], what: str) -> None:
    """Wait for something outside this process, which sends no event."""
    patience = QDeadlineTimer(20_000)
    while not reached():
        assert not patience.hasExpired(), f"waited in vain for {what}"
        QThread.msleep(10)


class PrintService:
    """Starts with no printer. `kill` ends it as a crash would; `stop` also removes its folder."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="b12desk-cups-"))  # its filters run as another user: not tmp_path
        self.home.chmod(0o755)
        for name in ("root", "cache", "spool", "state", "tmp"):
            (self.home / name).mkdir()
        (self.home / "tmp").chmod(0o1777)
        for name, text in (("cupsd.conf", SETTINGS), ("cups-files.conf", FILES)):
            (self.home / name).write_text(text.format(home=self.home), encoding="utf-8")
        self.socket = self.home / "socket"
        self._process = self._start()

    def add(self, name: str, device: str, driver: str = "raw") -> None:
        """Set up a printer."""
        self.run("lpadmin", "-p", name, "-E", "-v", device, "-m", driver)

    def run(self, *command: str) -> str:
        """One of CUPS's own commands, against this service."""
        environment = {**os.environ, "PATH": _PLACES, "CUPS_SERVER": str(self.socket), "LC_ALL": "C"}
        program = shutil.which(command[0], path=_PLACES)
        assert program
        return subprocess.run(
            [program, *command[1:]], env=environment, capture_output=True, text=True, check=True
        ).stdout

    def jobs(self, name: str, which: str = "all") -> list[str]:
        """The jobs of a printer."""
        return [each.split()[0] for each in self.run("lpstat", "-W", which, "-o", name).splitlines()]

    def kill(self) -> None:
        """As a crash: nothing is said to anybody."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def start_again(self) -> None:
        """After `kill`, with the printers it had."""
        if self._process.poll() is not None:
            self._process = self._start()

    def stop(self) -> None:
        """End it and leave nothing."""
        self._process.terminate()
        self._process.wait()
        for each in Path("/proc").glob("[0-9]*/cmdline"):  # what it sent to a printer goes on for hours after a crash
            with contextlib.suppress(OSError):
                if os.fsencode(self.home) in each.read_bytes():
                    os.kill(int(each.parent.name), signal.SIGKILL)
        shutil.rmtree(self.home)

    def _start(self) -> subprocess.Popen[bytes]:
        assert CUPSD
        self.socket.unlink(missing_ok=True)
        command = [CUPSD, "-f", "-c", str(self.home / "cupsd.conf"), "-s", str(self.home / "cups-files.conf")]
        made = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: "is running" in self.run("lpstat", "-r"), "cupsd")
        return made


def speak_to(socket: Path) -> None:
    """Have this process's print library talk to the service at ``socket`` from now on; without one nobody prints."""
    with contextlib.suppress(OSError):
        ctypes.CDLL("libcups.so.2").cupsSetServer(os.fsencode(socket))
