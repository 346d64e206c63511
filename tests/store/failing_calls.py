"""Make each system call of an intake fail once, and see what is told and what is there afterwards.

Run as ``python failing_calls.py EVERY FOLDER``: of each call and error every EVERY-th moment is taken. The program is
loaded once; each time it is forked, caught by ``strace -p`` and let go. Prints one JSON line: the moments of each call,
how many runs there were and were refused something, the words of the refusals, and the faults.
"""

from __future__ import annotations

import ctypes
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from b12desk.errors import UserError
from b12desk.store.backup import opened_backup
from b12desk.store.records import Records
from b12desk.store.recovery_key import identity_of
from b12desk.store.settings import load_settings
from tests.set_up_desk import PASSPHRASE, cheap_safe
from tests.store import failing_intake
from tests.store.failing_intake import ANSWERS, BACKUP, SETTINGS, SUMMARY, patient
from tests.store.made_records import shutting

CALLS = (
    "openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate", "mkdir", "chmod", "fchmod",
)  # fmt: skip
ERRORS = ("ENOSPC", "EIO", "EACCES")
_TRACER_ANY = ctypes.c_ulong(-1)
_SET_TRACER = 0x59616D61
_SAID = re.compile(r"\b(Errno|Traceback|sqlite3?|sqlalchemy|SELECT|INSERT|UPDATE|None)\b")


class Run(NamedTuple):
    """What one program told, line by line, and its log of calls."""

    lines: list[str]
    log: str

    def said(self, kind: str) -> list[str]:
        """The rest of each line that begins so."""
        return [each.partition(" ")[2] for each in self.lines if each.startswith(kind)]


def run(folder: Path, *options: str) -> Run:
    """One program on its own folder, its calls under ``strace`` from its first step on."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    os.environ["B12DESK_HOME"] = str(folder / "home")
    start, go = os.pipe()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(go)
        os.close(reader)
        ctypes.CDLL(None).prctl(_SET_TRACER, _TRACER_ANY, 0, 0, 0)  # where only a parent may watch, the watcher may too
        failing_intake.child(folder, start, writer)
    os.close(start)
    os.close(writer)
    log = folder.with_name("log")
    tracer = subprocess.Popen(["strace", "-p", str(pid), "-o", str(log), *options], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr
    attached = tracer.stderr.readline()
    os.write(go, b"g")
    os.close(go)
    with os.fdopen(reader, "rb") as told:
        lines = told.read().decode().splitlines()
    os.waitpid(pid, 0)
    tracer.wait()
    tracer.stderr.close()
    if "attached" not in attached:
        raise SystemExit(attached)
    return Run(lines, log.read_text(encoding="utf-8", errors="replace"))


def faults(found: Run, folder: Path) -> list[str]:
    """What is not as it has to be after a run."""
    wrong = [f"escaped: {each}" for each in found.said("ESCAPED")]
    wrong += [f"no plain sentence: {each}" for each in found.said("REFUSED") if _SAID.search(each) or each[-1] != "."]
    done = set(found.said("ACK"))
    try:
        safe = cheap_safe()
        if "desk" in done:
            with shutting(safe.unlock(PASSPHRASE).records) as records:
                wrong += lost(found, records, done)
        if "settings" in done and load_settings() != SETTINGS:
            wrong.append("the settings are others")
        if "paper" in done and not (folder / SUMMARY).read_bytes().rstrip().endswith(b"%%EOF"):
            wrong.append("half a paper")
        if "backup" in done:
            with opened_backup(folder / BACKUP, identity_of(*found.said("KEYS")[0].split("/")), "b12") as (
                _about,
                plain,
            ):
                if plain.execute("SELECT count(*) FROM intakes").fetchone() != (2,):
                    wrong.append("not all is in the backup")
    except (UserError, OSError) as error:
        wrong.append(f"afterwards: {' '.join(str(error).split())}")
    if not wrong and "END" not in found.lines:
        wrong.append("it did not come to its end")
    return wrong


def lost(found: Run, records: Records, done: set[str]) -> list[str]:
    """What was acknowledged and is not there."""
    wrong = []
    answers = [number for number in range(ANSWERS) if f"answer {number}" in done]
    if answers:
        kept = records.load(found.said("INTAKE")[0])
        given = patient().answers
        wanted = {link_id: given[link_id] for link_id in itertools.islice(given, answers[-1] + 1)}
        wrong += [f"{each} is lost" for each, value in wanted.items() if kept.response.answers.get(each) != value]
        if "finished" in done and kept.finished is None:
            wrong.append("it is not finished")
    if "removed" in done and records.holds(found.said("OTHER")[0]):
        wrong.append("what was removed is there")
    if (fault := records.log.fault(None)) is not None:
        wrong.append(f"the log: {fault}")
    with records._database.reading() as connection:
        if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
            wrong.append("the records are not sound")
    return wrong


def main(every: int, folder: Path) -> None:
    """Run and print."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    place = folder / "place"
    for _warm in range(2):  # what is imported late, and what is kept, is there before anything fails
        plain = run(place, "-e", f"trace={','.join(CALLS)}")
        if faults(plain, place) or plain.said("REFUSED"):
            raise SystemExit(f"without any failure: {faults(plain, place)} {plain.lines}")
        if not _warm:
            os.environ["B12DESK_HOME"] = str(folder / "warm")
            failing_intake.live(folder, lambda _line: None)
    moments = {call: len(re.findall(rf"^{call}\(", plain.log, re.MULTILINE)) for call in CALLS}
    runs, refused, wrong = 0, 0, list[str]()
    words: set[str] = set()
    for call, error in itertools.product(CALLS, ERRORS):
        for when in range(1 + ERRORS.index(error) % every, moments[call] + 1, every):
            found = run(place, "-e", f"inject={call}:error={error}:when={when}")
            runs += 1
            refused += bool(found.said("REFUSED"))
            words |= {each.partition(": ")[2].replace(str(place), "FOLDER") for each in found.said("REFUSED")}
            wrong += [f"{call} {error} {when}: {each}" for each in faults(found, place)]
    result = {"moments": moments, "runs": runs, "refused": refused, "words": sorted(words), "faults": wrong}
    print(json.dumps(result, indent=1))  # noqa: T201 -- its result


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
