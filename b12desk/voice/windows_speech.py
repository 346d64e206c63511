"""The voice of Windows: .NET's speech in a PowerShell of its own, which takes texts from a pipe and tells their ends.

Rules: a process of its own, so that a voice that fails takes no answer with it; it is started once, because that takes
half a second, and again after it was cut off: ending it is what silences it at once. Where a policy forbids it (a
locked-down account may not make .NET objects) there is no voice. No package is needed for it.
"""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread

from b12desk.voice.voice import Sound

SCRIPT = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$language = [Console]::In.ReadLine()
$found = $voice.GetInstalledVoices() | Where-Object {
    $_.Enabled -and $_.VoiceInfo.Culture.TwoLetterISOLanguageName -eq $language } | Select-Object -First 1
if ($null -eq $found) { exit 1 }
$voice.SelectVoice($found.VoiceInfo.Name)
[Console]::Out.WriteLine('ready')
while ($null -ne ($line = [Console]::In.ReadLine())) {
    $part = $line.Split(' ')
    $voice.Volume = [int]$part[0]
    $voice.Rate = [int]$part[1]
    $voice.Speak([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($part[2])))
    [Console]::Out.WriteLine('end')
}
"""
_NO_WINDOW = 0x08000000


def powershell() -> list[str]:
    """How it is started: the one that comes with Windows, whatever else is called so."""
    program = os.path.join(  # noqa: PTH118 -- of Windows, also where a test runs
        os.environ.get("SYSTEMROOT", r"C:\\Windows"), "System32", "WindowsPowerShell", "v1.0", "powershell.exe"
    )
    script = base64.b64encode(SCRIPT.encode("utf-16-le")).decode()
    return [program, "-NoLogo", "-NoProfile", "-NonInteractive", "-EncodedCommand", script]


def find(language: str, command: Sequence[str] | None = None) -> WindowsSpeech | None:
    """A voice that speaks ``language``; None where there is none. Takes about a second."""
    found = WindowsSpeech(language, powershell() if command is None else command)
    if found.prove():
        return found
    found.close()
    return None


class WindowsSpeech:
    """``command`` starts what speaks."""

    def __init__(self, language: str, command: Sequence[str]) -> None:
        self._language, self._command = language.partition("-")[0].lower(), list(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: Thread | None = None
        self._speaking = False
        self.works = True

    def prove(self) -> bool:
        """Whether there is a voice for the language; waits until that is known."""
        try:
            process = self._start()
        except OSError:
            return False
        return process.stdout is not None and process.stdout.readline().strip() == b"ready" and self._listen(process)

    @property
    def speaking(self) -> bool:
        """Whether its end was not told yet."""
        return self._speaking

    def say(self, text: str, sound: Sound) -> None:
        """Begin to say ``text``."""
        self.stop()
        line = f"{sound.volume} {sound.rate * 2} {base64.b64encode(text.encode()).decode()}\n"
        try:
            if self._process is None:
                self._listen(self._start())
            self._speaking = True
            self._write(line.encode())
        except OSError:
            self._end(works=False)

    def stop(self) -> None:
        """Be silent."""
        if self._speaking:
            self._end(works=True)

    def close(self) -> None:
        """Be silent, and end it."""
        self._end(works=False)

    def _start(self) -> subprocess.Popen[bytes]:
        process = self._process = subprocess.Popen(  # noqa: S603 -- the system's own program
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW if os.name == "nt" else 0,
        )
        self._write(f"{self._language}\n".encode())
        return process

    def _write(self, line: bytes) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(line)
            self._process.stdin.flush()

    def _listen(self, process: subprocess.Popen[bytes]) -> bool:
        """Have a thread wait for the ends of texts."""

        def ends() -> None:
            for line in process.stdout or ():
                if line.strip() == b"end" and process is self._process:
                    self._speaking = False
            if process is self._process:
                self.works = self._speaking = False

        self._listener = Thread(target=ends, daemon=True)
        self._listener.start()
        return True

    def _end(self, *, works: bool) -> None:
        process, self._process = self._process, None
        listener, self._listener = self._listener, None
        self._speaking, self.works = False, works
        if process is None:
            return
        process.kill()
        process.wait()
        if listener is not None:
            listener.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it no longer reads
                    pipe.close()
