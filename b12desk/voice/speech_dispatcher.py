"""The voice of Linux: speech-dispatcher, spoken to in its own plain text protocol (SSIP) on a socket of this user.

Rules: the service is started when it does not run; a voice counts only if some module speaks the language; an answer
that does not come within `_PATIENCE` is as good as none. No package is needed for it.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from b12desk.voice.voice import Sound

_PATIENCE = 2.0
"""Seconds; the service answers in milliseconds."""
_START = 5.0
"""Seconds that the service may take to start."""
_OVER = ("702", "703")
"""Events: the end was reached, it was cancelled."""
_EVENT = "7"
_UNIX = "unix_socket:"


def find(language: str, environment: Mapping[str, str] = os.environ) -> SpeechDispatcher | None:
    """A voice that speaks ``language``; None where there is none. May take some seconds where the service starts."""
    path = _socket_path(environment)
    if path is None:
        return None
    with suppress(OSError, ValueError):
        found = SpeechDispatcher(_connected(path, environment), language)
        if found.knows_language():
            return found
        found.close()
    return None


class SpeechDispatcher:
    """One connection. Raises OSError only while it is made."""

    def __init__(self, connection: socket.socket, language: str) -> None:
        self._socket = connection
        self._socket.settimeout(_PATIENCE)
        self._language = language
        self._received = b""
        self._said: str | None = None
        self.works = True
        self._ask("SET SELF CLIENT_NAME user:b12desk:reading")
        self._ask(f"SET SELF LANGUAGE {language.partition('-')[0]}")
        for event in ("END", "CANCEL"):
            self._ask(f"SET SELF NOTIFICATION {event} on")

    def knows_language(self) -> bool:
        """Whether a module of the service has a voice for the language."""
        wanted = self._language.partition("-")[0].lower()
        voices = (line.split("\t") for line in self._ask("LIST SYNTHESIS_VOICES"))
        return any(len(each) > 1 and each[1].replace("_", "-").partition("-")[0].lower() == wanted for each in voices)

    @property
    def speaking(self) -> bool:
        """Whether its end was not told yet."""
        if self._said is not None:
            try:
                self._socket.setblocking(False)
                self._receive()
            except BlockingIOError:
                pass
            except OSError:
                self._lose()
            else:
                self._heed_events()
            with suppress(OSError):
                self._socket.settimeout(_PATIENCE)
        return self._said is not None

    def say(self, text: str, sound: Sound) -> None:
        """Begin to say ``text``."""
        self.stop()
        try:
            self._ask(f"SET SELF VOLUME {sound.volume * 2 - 100}")
            self._ask(f"SET SELF RATE {sound.rate * 20}")
            self._ask("SPEAK")
            lines = (f".{line}" if line.startswith(".") else line for line in text.splitlines())
            told = self._ask("\r\n".join((*lines, ".")))
            self._said = told[0] if told else None
        except (OSError, ValueError):
            self._lose()

    def stop(self) -> None:
        """Be silent."""
        if self._said is not None:
            self._said = None
            try:
                self._ask("CANCEL SELF")
            except (OSError, ValueError):
                self._lose()

    def close(self) -> None:
        """Be silent, and hang up."""
        self.stop()
        self._lose()

    def _lose(self) -> None:
        self.works, self._said = False, None
        self._socket.close()

    def _ask(self, command: str) -> list[str]:
        """Send a command, or the text to be said; what was told before the last line of the answer.

        Raises OSError when nobody answers, ValueError when it is refused.
        """
        self._socket.sendall(f"{command}\r\n".encode())
        told: list[str] = []
        while True:
            while b"\r\n" not in self._received:
                self._receive()
            line, _end, self._received = self._received.partition(b"\r\n")
            code, last, words = line[:3].decode(), line[3:4] != b"-", line[4:].decode("utf-8", "replace")
            if code.startswith(_EVENT):
                self._event(code, words)
            elif not last:
                told.append(words)
            elif code[:1] != "2":
                raise ValueError(code)
            else:
                return told

    def _receive(self) -> None:
        got = self._socket.recv(65536)
        if not got:
            raise ConnectionResetError
        self._received += got

    def _heed_events(self) -> None:
        while b"\r\n" in self._received:
            line, _end, self._received = self._received.partition(b"\r\n")
            self._event(line[:3].decode(), line[4:].decode("utf-8", "replace"))

    def _event(self, code: str, words: str) -> None:
        """An event names its message in the first of its lines."""
        if code in _OVER and words == self._said:
            self._said = None


def _socket_path(environment: Mapping[str, str]) -> Path | None:
    address = environment.get("SPEECHD_ADDRESS", "")
    if address:
        return Path(address.removeprefix(_UNIX)) if address.startswith(_UNIX) else None
    runtime = environment.get("XDG_RUNTIME_DIR")
    return Path(runtime, "speech-dispatcher", "speechd.sock") if runtime else None


def _connected(path: Path, environment: Mapping[str, str]) -> socket.socket:
    """A connection to the service, which is started if it does not run. Raises OSError."""
    with suppress(OSError):
        return _connect(path)
    service = shutil.which("speech-dispatcher", path=environment.get("PATH"))
    if service is None or environment.get("SPEECHD_ADDRESS"):
        raise FileNotFoundError(path)
    try:
        subprocess.run(  # noqa: S603 -- the system's own program
            [service, "--spawn"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_START,
            check=False,
        )
    except subprocess.SubprocessError as error:
        raise FileNotFoundError(path) from error
    until = time.monotonic() + _START
    while True:
        try:
            return _connect(path)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _connect(path: Path) -> socket.socket:
    made = socket.socket(socket.AF_UNIX)
    try:
        made.settimeout(_PATIENCE)
        made.connect(str(path))
    except OSError:
        made.close()
        raise
    return made
