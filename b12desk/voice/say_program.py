"""The voice of macOS: its program ``say``, once for each text, which it reads from a pipe."""

from __future__ import annotations

import re
import subprocess
from contextlib import suppress
from pathlib import Path

from b12desk.voice.voice import Sound

PROGRAM = Path("/usr/bin/say")
_LISTED = re.compile(r"^(?P<name>.+?) +(?P<language>[a-z]{2,3})[-_]\w+ +#", re.MULTILINE)
_PATIENCE = 5.0
_USUAL_RATE, _RATE_STEP = 175, 22
"""Words a minute."""


def find(language: str, program: Path = PROGRAM) -> SayProgram | None:
    """A voice that speaks ``language``; None where there is none."""
    try:
        listed = subprocess.run(  # noqa: S603 -- the system's own program
            [program, "-v", "?"], capture_output=True, encoding="utf-8", timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return None
    wanted = language.partition("-")[0].lower()
    names = [each["name"] for each in _LISTED.finditer(listed.stdout) if each["language"] == wanted]
    return SayProgram(names[0], program) if names else None


class SayProgram:
    """``name``: that of the voice."""

    def __init__(self, name: str, program: Path = PROGRAM) -> None:
        self._name, self._program = name, program
        self._process: subprocess.Popen[bytes] | None = None
        self.works = True

    @property
    def speaking(self) -> bool:
        """Whether the program runs."""
        return self._process is not None and self._process.poll() is None

    def say(self, text: str, sound: Sound) -> None:
        """Begin to say ``text``."""
        self.stop()
        rate = _USUAL_RATE + sound.rate * _RATE_STEP
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- as above; the text goes by the pipe
                [self._program, "-v", self._name, "-r", str(rate), "-f", "-"], stdin=subprocess.PIPE
            )
            words = f"[[volm {sound.volume / 100:.2f}]] {text.replace('[[', '[ [')}"
            if self._process.stdin is not None:
                with suppress(BrokenPipeError), self._process.stdin as pipe:
                    pipe.write(words.encode())
        except OSError:
            self.works = False

    def stop(self) -> None:
        """Be silent."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait()

    def close(self) -> None:
        """Be silent from now on."""
        self.stop()
        self.works = False
