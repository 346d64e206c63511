"""A kiosk to try things in: Debian's `cage` on a virtual screen, with nobody's rights, and fingers from outside.

`cage` refuses to run as root; it runs on an X server without a screen (its window there is the screen, which can be
turned), and the program in its Xwayland. So what `xdotool` presses goes the way of every real key and touch: through
the compositor.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[3]
NOBODY = "65534"
TOOLS = ("Xvfb", "cage", "Xwayland", "xdotool", "xhost", "setpriv")
_START = """
export HOME="$1" XDG_RUNTIME_DIR="$1/run"
Xvfb -displayfd 3 -ac -screen 0 1400x1400x24 -nolisten tcp 3>"$1/outer" >/dev/null 2>&1 &
for _ in $(seq 100); do [ -s "$1/outer" ] && break; sleep 0.05; done
export DISPLAY=":$(cat "$1/outer")" WLR_BACKENDS=x11 WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1
exec cage -- sh -c 'xhost "+si:localuser:$2" >/dev/null; echo "$DISPLAY" > "$1/inner"; exec sleep 100000' - "$1" "$2"
"""


def missing() -> list[str]:
    """What is not installed here."""
    return [each for each in TOOLS if shutil.which(each) is None]


class Kiosk:
    """A screen that is there from `start` to `stop`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cage: subprocess.Popen[bytes] | None = None
        self._window = ""
        self.outer = self.inner = ""
        self.size = 0, 0

    def start(self) -> None:
        """Returns when programs can be shown."""
        (self._folder / "run").mkdir()
        user = os.environ.get("USER") or "root"
        rights: list[str] = []
        if os.geteuid() == 0:
            for each in (self._folder, self._folder / "run"):
                os.chown(each, int(NOBODY), int(NOBODY))
            rights = ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]
            user = "root"
        (self._folder / "run").chmod(0o700)
        self._cage = subprocess.Popen(
            [*rights, "sh", "-c", _START, "-", str(self._folder), user],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.inner = self._said("inner")
        self.outer = ":" + self._said("outer")
        screens = self._run("search", "--onlyvisible", "--name", "").split()
        self._window = screens[-1]

    def stop(self) -> None:
        """All of it is gone."""
        if self._cage is not None:
            subprocess.run(["pkill", "-s", str(self._cage.pid)], check=False)
            self._cage.wait(10)

    def turn(self, width: int, height: int) -> None:
        """Another size of the screen."""
        self.size = width, height
        self._run("windowsize", self._window, str(width), str(height))

    def windows(self) -> list[tuple[int, int, int, int]]:
        """Left, top, width and height of every window that the compositor shows, as seen from outside."""
        known = {**os.environ, "DISPLAY": self.inner}
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", ""], env=known, capture_output=True, text=True, check=False
        )
        places = []
        for each in found.stdout.split():
            told = subprocess.run(
                ["xdotool", "getwindowgeometry", "--shell", each],
                env=known,
                capture_output=True,
                text=True,
                check=False,
            ).stdout
            at = dict(line.split("=") for line in told.split() if "=" in line)
            places.append((int(at["X"]), int(at["Y"]), int(at["WIDTH"]), int(at["HEIGHT"])))
        return places

    def do(self, words: Sequence[str]) -> None:
        """Keys and touches, as `xdotool` names them."""
        self._run(*words)

    def _run(self, *words: str, inside: bool = False) -> str:
        known = {**os.environ, "DISPLAY": self.inner if inside else self.outer}
        done = subprocess.run(["xdotool", *words], env=known, capture_output=True, text=True, check=False)
        return done.stdout

    def _said(self, name: str) -> str:
        for _moment in range(400):
            path = self._folder / name
            if path.exists() and (text := path.read_text().strip()):
                return text
            time.sleep(0.05)
        raise AssertionError("the kiosk did not start")


class Program:
    """The program on that screen, with its witness."""

    def __init__(self, kiosk: Kiosk, home: Path, path: Path, broken: str = "") -> None:
        path.unlink(missing_ok=True)
        environment = {each: value for each, value in os.environ.items() if each != "WAYLAND_DISPLAY"}
        environment |= {"DISPLAY": kiosk.inner, "QT_QPA_PLATFORM": "xcb", "B12DESK_HOME": str(home)}
        command = [sys.executable, "-m", "tests.ui.waiting.kiosk_program", str(path), *filter(None, [broken])]
        self.process = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stderr=subprocess.PIPE, text=True)
        self._talk = socket.socket(socket.AF_UNIX)
        for _moment in range(600):
            if path.exists():
                break
            if self.process.poll() is not None:
                raise AssertionError(self.process.stderr.read() if self.process.stderr else "")
            time.sleep(0.05)
        self._talk.connect(str(path))
        self._answers = self._talk.makefile("r")

    def ask(self, do: str, **more: object) -> dict[str, Any]:
        """What the witness answers."""
        self._talk.sendall(json.dumps({"do": do, **more}).encode() + b"\n")
        line = self._answers.readline()
        assert line, f"the program is gone: {self.process.poll()}"
        found: dict[str, Any] = json.loads(line)
        return found

    def kill(self) -> None:
        """As a power cut."""
        self.process.kill()
        self._end()

    def close(self) -> None:
        """Nobody watches any more."""
        self._talk.shutdown(socket.SHUT_RDWR)
        self._end()

    def _end(self) -> None:
        self._answers.close()
        self._talk.close()
        self.process.wait(20)
        if self.process.stderr is not None:
            self.process.stderr.close()
