"""The voices of macOS and Windows, with programs in their place that do as they are said to do.

What this cannot show is that the real ones do: neither system is here.
"""

from __future__ import annotations

import base64
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from b12desk.voice import say_program, windows_speech
from b12desk.voice.voice import Sound

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs in place are scripts with a first line")

SAY = """#!{python}
import sys, time
if sys.argv[1:] == ["-v", "?"]:
    print("Anna                de_DE    # Hallo! Ich heisse Anna.")
    print("Eddy (English (UK)) en_GB    # Hello! My name is Eddy.")
    print("Samantha            en_US    # Hello! My name is Samantha.")
else:
    said = sys.stdin.read()
    with open({log!r}, "a") as log:
        print(sys.argv[1:], said, file=log, flush=True)
    if "long" in said:
        time.sleep(60)
"""
SPEECH = """
import sys, time, base64
language = sys.stdin.readline().strip()
if language != "en":
    sys.exit(1)
print("ready", flush=True)
for line in sys.stdin:
    volume, rate, words = line.split()
    said = base64.b64decode(words).decode()
    with open({log!r}, "a", encoding="utf-8") as log:
        print(volume, rate, said, file=log, flush=True)
    if "long" in said:
        time.sleep(60)
    print("end", flush=True)
"""


def wait_for(done: Callable[[], object]) -> bool:
    until = time.monotonic() + 10
    while not done():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def say(tmp_path: Path, log: Path) -> Path:
    program = tmp_path / "say"
    program.write_text(SAY.format(python=sys.executable, log=str(log)))
    program.chmod(0o700)
    return program


@pytest.fixture
def speech(log: Path) -> list[str]:
    return [sys.executable, "-c", SPEECH.format(log=str(log))]


def test_say_is_given_voice_pace_and_volume_and_the_text_by_a_pipe(say: Path, log: Path) -> None:
    voice = say_program.find("en", say)
    assert voice is not None
    voice.say("Are you [[slnc 9000]] tired?", Sound(40, 2))
    assert wait_for(lambda: not voice.speaking)
    said = log.read_text()
    assert said.startswith("['-v', 'Eddy (English (UK))', '-r', '219', '-f', '-'] [[volm 0.40]] Are you [ [slnc")


def test_say_is_cut_off(say: Path, log: Path) -> None:
    voice = say_program.find("de", say)
    assert voice is not None
    voice.say("long", Sound())
    assert wait_for(log.exists)
    assert voice.speaking
    voice.stop()
    assert not voice.speaking


def test_without_say_or_its_language_there_is_no_voice(say: Path, tmp_path: Path) -> None:
    assert say_program.find("fr", say) is None
    assert say_program.find("en", tmp_path / "none") is None


def test_windows_says_one_text_after_the_other_and_tells_each_end(speech: list[str], log: Path) -> None:
    voice = windows_speech.find("en-GB", speech)
    assert voice is not None
    for text in ("Are you tired?", "5 µg “exactly”"):
        voice.say(text, Sound(40, -2))
        assert wait_for(lambda: not voice.speaking)
    assert log.read_text(encoding="utf-8") == "40 -4 Are you tired?\n40 -4 5 µg “exactly”\n"
    assert voice.works
    voice.close()


def test_windows_is_cut_off_and_speaks_again(speech: list[str], log: Path) -> None:
    voice = windows_speech.find("en", speech)
    assert voice is not None
    voice.say("long", Sound())
    assert wait_for(log.exists)
    voice.stop()
    assert not voice.speaking
    voice.say("Yes", Sound())
    assert wait_for(lambda: not voice.speaking)
    assert log.read_text().splitlines()[-1].endswith("Yes")
    voice.close()


def test_without_its_language_or_program_windows_has_no_voice(speech: list[str]) -> None:
    assert windows_speech.find("de", speech) is None
    assert windows_speech.find("en", ["/nowhere/powershell.exe"]) is None


def test_a_speech_program_that_dies_says_so(speech: list[str]) -> None:
    voice = windows_speech.find("en", speech)
    assert voice is not None
    assert voice._process is not None
    voice._process.kill()
    assert wait_for(lambda: not voice.works)
    voice.say("Yes", Sound())
    assert not voice.speaking


def test_windows_is_asked_by_its_own_powershell_with_the_script_whole() -> None:
    *_options, script = windows_speech.powershell()
    assert base64.b64decode(script).decode("utf-16-le") == windows_speech.SCRIPT
