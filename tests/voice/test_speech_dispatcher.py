"""Real speech-dispatcher and espeak-ng, into a file: what is heard is what espeak-ng makes of the sentence."""

from __future__ import annotations

import array
import os
import shutil
import signal
import subprocess
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from b12desk.voice import speech_dispatcher
from b12desk.voice.reading import Hearing, Reading, Utterance
from b12desk.voice.speech_dispatcher import SpeechDispatcher
from b12desk.voice.voice import Sound

PROGRAMS = ("speech-dispatcher", "espeak-ng")
MISSING = [each for each in PROGRAMS if shutil.which(each) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING),
    reason=f"NOT TRIED: {' and '.join(MISSING)} missing on this machine; the voice of Linux was not heard",
)

_SERVICE = """
AudioOutputMethod "libao"
AddModule "file" "sd_generic" "file.conf"
DefaultModule "file"
"""
_MODULE = """
GenericExecuteSynth "printf %s \\'$DATA\\' | espeak-ng -v $VOICE -w {out}/$$ --stdin && mv {out}/$$ {out}/$$.said"
GenericCmdDependency "espeak-ng"
GenericLanguage "en" "en" "utf-8"
AddVoice "en" "MALE1" "en"
GenericLanguage "de" "de" "utf-8"
AddVoice "de" "MALE1" "de"
"""
_LONG = "This sentence is said again and again. " * 3


@pytest.fixture
def service(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A speech-dispatcher of our own whose only module writes files; the environment that names it."""
    modules = tmp_path / "conf" / "modules"
    modules.mkdir(parents=True)
    out = tmp_path / "out"
    out.mkdir()
    (modules.parent / "speechd.conf").write_text(_SERVICE)
    (modules / "file.conf").write_text(_MODULE.format(out=out))
    socket = tmp_path / "sock"
    command = ["speech-dispatcher", "-s", "-C", modules.parent, "-S", socket, "-P", tmp_path / "pid", "-L", tmp_path]
    with subprocess.Popen(
        [*map(str, command), "-t", "0"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            assert wait_for(socket.exists), "speech-dispatcher does not start"
            yield {"SPEECHD_ADDRESS": f"unix_socket:{socket}", "PATH": os.environ["PATH"]}
        finally:
            process.terminate()


@pytest.fixture
def voice(service: dict[str, str]) -> Iterator[SpeechDispatcher]:
    found = speech_dispatcher.find("en", service)
    assert found is not None
    yield found
    found.close()


def wait_for(done: Callable[[], object]) -> bool:
    until = time.monotonic() + 10
    while not done():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def said(folder: Path) -> list[Path]:
    """Recordings that are complete, the oldest first."""
    return sorted((folder / "out").glob("*.said"), key=lambda each: each.stat().st_mtime_ns)


def espeak(text: str, folder: Path, language: str = "en") -> bytes:
    wanted = folder / "wanted.wav"
    subprocess.run(["espeak-ng", "-v", language, "-w", wanted, "--stdin"], input=text.encode(), check=True)
    return wanted.read_bytes()


def loudness(recording: Path) -> float:
    """Root mean square of 32768; and it is longer than half a second."""
    with wave.open(str(recording)) as sound:
        assert sound.getnframes() / sound.getframerate() > 0.5
        frames = array.array("h", sound.readframes(sound.getnframes()))
    return float((sum(each * each for each in frames) / len(frames)) ** 0.5)


def test_a_page_is_heard(voice: SpeechDispatcher, tmp_path: Path) -> None:
    """Every text once, in order, to the byte what espeak-ng makes of it; and the end of speech is told."""
    texts = ["Are you tired?", "Yes", "It's so", ".hidden"]
    reading = Reading(voice)
    reading.hearing = Hearing.HEADSET
    reading.read(map(Utterance, texts))
    assert reading.speaking
    assert wait_for(lambda: not reading.go_on())
    assert voice.works
    assert wait_for(lambda: len(said(tmp_path)) == len(texts))
    heard = said(tmp_path)
    assert [each.read_bytes() for each in heard] == [espeak(text, tmp_path) for text in texts]
    assert loudness(heard[0]) > 500


def test_the_language_is_that_of_the_texts(service: dict[str, str], tmp_path: Path) -> None:
    voice = speech_dispatcher.find("de-AT", service)
    assert voice is not None
    voice.say("Sind Sie müde?", Sound())
    assert wait_for(lambda: said(tmp_path) and not voice.speaking)
    assert said(tmp_path)[0].read_bytes() == espeak("Sind Sie müde?", tmp_path, "de")
    voice.close()


def test_where_nobody_speaks_the_language_there_is_no_voice(service: dict[str, str]) -> None:
    assert speech_dispatcher.find("th", service) is None


def test_where_there_is_no_service_there_is_no_voice(tmp_path: Path) -> None:
    assert speech_dispatcher.find("en", {"SPEECHD_ADDRESS": f"unix_socket:{tmp_path / 'none'}"}) is None
    assert speech_dispatcher.find("en", {"SPEECHD_ADDRESS": "inet_socket:127.0.0.1:6560"}) is None
    assert speech_dispatcher.find("en", {"XDG_RUNTIME_DIR": str(tmp_path), "PATH": ""}) is None
    assert speech_dispatcher.find("en", {}) is None


def test_it_is_silent_when_told(voice: SpeechDispatcher) -> None:
    voice.say(_LONG, Sound())
    voice.stop()
    assert not voice.speaking
    voice.say("Yes", Sound())
    assert wait_for(lambda: not voice.speaking)
    assert voice.works


def test_a_service_that_ends_takes_nothing_with_it(service: dict[str, str], tmp_path: Path) -> None:
    voice = speech_dispatcher.find("en", service)
    assert voice is not None
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    voice.say("Yes", Sound())
    assert wait_for(lambda: not voice.speaking and not voice.works)
    assert not voice.speaking
    voice.stop()
    voice.close()
