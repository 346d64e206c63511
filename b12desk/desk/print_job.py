"""What became of a page that was handed to the print service, in words. Understands what ``lpstat`` of CUPS says.

Rules: an answer that is not understood is never taken for a good one; what the service says is quoted, not believed: a
page is on paper when a person says so. Nothing here starts a program; the window does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from b12desk.i18n import N_, _

_ALIVE, _DEAD = "scheduler is running", "scheduler is not running"
_TROUBLE = re.compile(
    r"unavailable|not exist|not respond|unreachable|not connected|unable to|offline|stopped|paused|busy|"
    r"jam|empty|out of|media-needed|door|cover|attention|filter failed|-error",
    re.IGNORECASE,
)
"""What backends of CUPS and the reasons of IPP say when a printer cannot go on."""
_LONGEST_QUOTE = 200


class Fate(Enum):
    """How far the job has come."""

    DONE = auto()
    GOING = auto()
    QUEUED = auto()
    STUCK = auto()
    FAILED = auto()
    SILENT = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class JobState:
    """``said``: the service's or the printer's own words, cleaned, perhaps none."""

    fate: Fate
    said: str = ""


def lpstat_arguments(queue: str) -> list[str]:
    """What to ask: is the service there, the queue's open jobs, all its jobs, and the printer itself."""
    name = queue.partition("/")[0]  # behind a slash stands a set of options, not another queue
    return ["-r", "-l", "-W", "not-completed", f"-o{name}", "-W", "all", f"-o{name}", f"-p{name}"]


class PrintJob:
    """The one job of ``queue`` that came after ``before``, the answer that was given before the pages were sent.

    Without such an answer nobody can tell which job is ours, and its state stays unknown.
    """

    def __init__(self, queue: str, before: str) -> None:
        self._queue = re.escape(queue.partition("/")[0])
        self._before = frozenset(self._jobs(before)) if _ALIVE in before else None
        self._number: int | None = None

    def state(self, answer: str) -> JobState:
        """What ``answer`` tells about it."""
        if _DEAD in answer:
            return JobState(Fate.SILENT)
        jobs = self._jobs(answer)
        if self._number is None and self._before is not None:
            self._number = min(jobs.keys() - self._before, default=None)
        if self._number is None or self._number not in jobs:
            return JobState(Fate.UNKNOWN)
        *earlier, job = jobs[self._number]
        alerts, said = _line(job, "Alerts"), _line(job, "Status")
        printer = re.search(rf"^printer {self._queue} (?P<line>.*)\n(?P<more>(?:\t.*\n?)*)", answer, re.MULTILINE)
        stopped = printer is not None and printer["line"].startswith("disabled")
        reasons = _line(printer["more"], "Alerts") if printer else ""
        return JobState(_fate(alerts, f"{said} {reasons}", stopped=stopped, is_open=bool(earlier)), _quotable(said))

    def _jobs(self, answer: str) -> dict[int, list[str]]:
        """Number and lines of each job; an open one stands there twice."""
        found: dict[int, list[str]] = {}
        for each in re.finditer(rf"^{self._queue}-(\d+)\s.*\n((?:\t.*\n?)*)", answer, re.MULTILINE):
            found.setdefault(int(each[1]), []).append(each[2])
        return found


_WORDS: dict[Fate, str] = {
    Fate.DONE: N_("The print service has finished with this job."),
    Fate.GOING: N_("The pages are on their way to {printer}."),
    Fate.QUEUED: N_("The pages wait their turn in the queue of {printer}."),
    Fate.STUCK: N_(
        "{printer} is switched off, stopped or needs somebody: the pages wait in its queue, "
        "and come out once it is ready."
    ),
    Fate.FAILED: N_("The print service gave the job up, or somebody cancelled it."),
    Fate.SILENT: N_("The print service has stopped: whether the pages come out is not known."),
    Fate.UNKNOWN: N_("What became of the pages cannot be asked here: look at the printer."),
}


def job_words(state: JobState, printer: str) -> str:
    """One or two sentences for the person who waits for the page."""
    words = _(_WORDS[state.fate], printer=printer)
    return _("{words} It says: \u201c{said}\u201d", words=words, said=state.said) if state.said else words


def _fate(alerts: str, words: str, *, stopped: bool, is_open: bool) -> Fate:
    trouble = _TROUBLE.search(words)
    if "job-completed-successfully" in alerts:
        return Fate.DONE
    if re.search(r"completed-with-errors|cancell?ed|abort", alerts):
        return Fate.FAILED
    if not is_open:  # CUPS leaves other reasons on what it printed and on what it dropped
        return Fate.FAILED if trouble else Fate.DONE
    if stopped or "printer-stopped" in alerts or trouble:
        return Fate.STUCK
    return Fate.GOING if "job-printing" in alerts or "stop-point" in alerts else Fate.QUEUED


def _line(lines: str, name: str) -> str:
    found = re.search(rf"^\t{name}: (.*)$", lines, re.MULTILINE)
    return found[1].strip() if found else ""


def _quotable(said: str) -> str:
    """Words from outside, on one line and without what cannot be seen."""
    shown = " ".join("".join(each if each.isprintable() else " " for each in said).split())
    return shown[:_LONGEST_QUOTE]
