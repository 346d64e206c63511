"""After a day at the desk nothing that a patient said stands in any file in plain, but in what the user saved.

Every file of the user's folders is looked through, and whatever the program and those it starts wrote into any file
meanwhile, removed or not, pictures of pages for the print service among it.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from b12desk.interop.fhir import write_response
from b12desk.model.response import Subject
from tests.sample_cases import definition
from tests.set_up_desk import PASSPHRASE
from tests.ui.cups import CUPSD, PrintService
from tests.ui.maria import MARIA
from tests.ui.marker import ENCODINGS, files_with, needles, seen_in
from tests.ui.marker_tour import MARKERS, NAME, NUMBER, OWN_WORDS, SUMMARY, TYPED

CHECKOUT = Path(__file__).parents[2]
CALLS = "openat,creat,write,pwrite64,writev,pwritev,sendto,sendmsg,rename,execve,memfd_create"
WANTED = needles(MARKERS)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class World(NamedTuple):
    """The folders of a user: all that the program may know of; ``out`` is where the user saves."""

    root: Path

    @property
    def out(self) -> Path:
        return self.root / "out"

    def environment(self, service: PrintService) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "tmp"),
            "XDG_RUNTIME_DIR": str(self.root / "run"),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CUPS_SERVER": str(service.socket),
        }


@pytest.fixture
def world(tmp_path: Path) -> World:
    for name in ("home", "tmp", "run", "out", "work"):
        (tmp_path / "world" / name).mkdir(mode=0o700, parents=True)
    return World(tmp_path / "world")


@pytest.fixture
def service() -> Iterator[PrintService]:
    if CUPSD is None or shutil.which("strace") is None:
        pytest.skip("NO TOUR WAS LOOKED THROUGH: this machine has no cupsd, or no strace")
    made = PrintService()
    made.add("FILE", "file:/dev/null")
    yield made
    made.stop()


@pytest.mark.parametrize("marker", [NAME, NUMBER, OWN_WORDS, TYPED])
def test_the_search_finds_what_was_planted(tmp_path: Path, marker: str) -> None:
    """Else the other tests show nothing."""
    planted: dict[str, bytes] = {}
    for encoding in ENCODINGS:
        for form in (marker, marker.upper(), marker.lower()):
            content = f"before {form} after".encode(encoding)
            planted[f"{encoding} {form != marker} {form.isupper()}"] = b"\xff\0" + content
            planted[f"packed {encoding} {form.isupper()}"] = b"%PDF stream\n" + zlib.compress(content) + b"\nendstream"
            planted[f"gzip {encoding} {form.isupper()}"] = gzip.compress(content)
            planted[f"twice {encoding} {form.isupper()}"] = zlib.compress(b"x" + zlib.compress(content))
            planted[f"hex {encoding} {form.isupper()}"] = content.hex().encode()
            for shift in range(3):
                planted[f"base64 {encoding} {form.isupper()} {shift}"] = b64encode(b"-" * shift + content)
    for name, content in planted.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / f"{marker}.txt").write_bytes(b"")
    (tmp_path / "nothing").write_bytes(b"Quillo nara and " + zlib.compress(b"nothing"))
    found = files_with(tmp_path, WANTED)
    assert {each.name for each in found} == {*planted, f"{marker}.txt"}


class Traced(NamedTuple):
    """What a program and those it started did: files that they made, and what they wrote, but into ``out``."""

    status: int
    made: set[str]
    written: list[bytes]


def traced(world: World, service: PrintService, *command: str, said: str = "") -> Traced:
    """Run it in the world of the user. Nothing of the patient is on its standard output."""
    log = world.root.with_name("strace.log")
    tracing = ["strace", "-f", "-y", "-xx", "-s", "4000000", "-o", str(log), "-e", f"trace={CALLS}"]
    done = subprocess.run(
        [*tracing, sys.executable, *command],
        env=world.environment(service),
        cwd=world.root / "work",
        input=said.encode(),
        capture_output=True,
        check=False,
    )
    assert seen_in(done.stdout + done.stderr, WANTED) == set()
    made, written = set[str](), list[bytes]()
    with log.open(encoding="ascii") as lines:
        for line in lines:
            texts = [bytes.fromhex(each.replace("\\x", "")) for each in _TEXT.findall(line)]
            if "O_CREAT" in line or " creat(" in line:
                made.add(texts[0].decode())
            if str(world.out).encode().hex() not in line.replace("\\x", ""):
                written.append(b"".join(texts))
    return Traced(done.returncode, made, written)


@pytest.mark.slow
def test_what_is_written_and_removed_again_is_seen(world: World, service: PrintService) -> None:
    """Else the next test shows nothing of files that come and go."""
    program = f"import os; open('gone', 'w').write({NAME!r} + ' was here'); os.remove('gone')"
    found = traced(world, service, "-c", program.replace(NAME[2:], "{}").format(NAME[2:]))
    assert found.made >= {"gone"}
    assert any(NAME.encode() + b" was here" == each for each in found.written)


@pytest.mark.slow
def test_a_day_at_the_desk_leaves_nothing_in_plain(world: World, service: PrintService) -> None:
    saved = {world.out / SUMMARY, *(world.out / each for each in ("patient.json", "csv/answers.csv"))}
    saved |= {world.out / "csv" / "redcap_records.csv"}
    subject = Subject(display=NAME, identifier=NUMBER)
    answers = {**MARIA.answers, "own_words": (OWN_WORDS,)}
    (world.out / "patient.json").write_text(
        json.dumps(write_response(definition().questionnaire, replace(MARIA, subject=subject, answers=answers))),
        encoding="utf-8",
    )
    made, written = set[str](), list[bytes]()
    for ended, *command in (
        (-signal.SIGKILL, "tests.ui.marker_tour", "begin", world.out),
        (0, "tests.ui.marker_tour", "go_on", world.out),
        (0, "b12desk", "backup", world.out / "all.age"),
        (0, "b12desk", "audit", "list"),
        (0, "b12desk", "export", world.out / "patient.json", "--out", world.out / "csv", "--identified"),
    ):
        found = traced(world, service, "-m", *map(str, command), said=f"{PASSPHRASE}\n")
        assert found.status in (ended, 128 - ended), command
        assert set(files_with(world.root, WANTED)) <= saved, command
        made |= found.made
        written += found.written
    assert set(files_with(world.root, WANTED)) == saved, "what the user saved"
    assert {marker for each in written for marker in seen_in(each, WANTED)} == set(), "written, or handed to somebody"
    assert {each for each in made if not each.startswith((str(world.root), "/dev/"))} == set()
    assert list((world.root / "tmp").iterdir()) == []
    assert sum(map(len, written)) > 1_000_000, "the pages went to the print service"
    assert files_with(service.home, WANTED) == {}, "which has pictures of them"
    told = (world.root / "home" / ".local" / "share" / "b12desk" / "errors.log").read_text(encoding="utf-8")
    assert told.startswith("ValueError")
