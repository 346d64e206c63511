"""What became of a printed page, from what ``lpstat`` of CUPS says, and the words for it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from b12desk.desk.print_job import Fate, JobState, PrintJob, job_words, lpstat_arguments

ALIVE, DEAD = "scheduler is running\n", "scheduler is not running\n"
IDLE = "printer WARD is idle.  enabled since Sun 22 Nov 2026\n"
HALTED = "printer WARD disabled since Sun 22 Nov 2026 -\n\tPaused\n"


class Seen(NamedTuple):
    """One answer: whether our job stands among the open ones, and the lines below it and below the printer."""

    is_open: bool = False
    alerts: str = ""
    status: str = ""
    printer: str = IDLE

    def text(self, number: int = 12, queue: str = "WARD") -> str:
        job = f"{queue}-{number}    ana    1024   Sun 22 Nov 2026\n\tStatus: {self.status}\n\tAlerts: {self.alerts}\n"
        other = f"OTHER-{number + 1}    ana    1024   Sun 22 Nov 2026\n\tAlerts: aborted-by-system\n"
        return ALIVE + (job if self.is_open else "") + job + other + self.printer


def after(seen: Seen, before: str = ALIVE + IDLE) -> JobState:
    return PrintJob("WARD", before).state(seen.text())


@pytest.mark.parametrize(
    ("seen", "fate"),
    [
        (Seen(alerts="job-completed-successfully"), Fate.DONE),
        (Seen(alerts="job-completed-successfully", status="out of paper"), Fate.DONE),
        (Seen(alerts="job-completed-with-errors"), Fate.FAILED),
        (Seen(alerts="job-canceled-by-user"), Fate.FAILED),
        (Seen(alerts="job-cancelled-by-user", is_open=True), Fate.FAILED),
        (Seen(alerts="aborted-by-system", is_open=True), Fate.FAILED),
        (Seen(alerts="none"), Fate.DONE),
        (Seen(alerts="none", status="Filter failed"), Fate.FAILED),
        (Seen(is_open=True, alerts="none"), Fate.QUEUED),
        (Seen(is_open=True, alerts="job-printing"), Fate.GOING),
        (Seen(is_open=True, alerts="processing-to-stop-point"), Fate.GOING),
        (Seen(is_open=True, alerts="printer-stopped"), Fate.STUCK),
        (Seen(is_open=True, alerts="job-printing", printer=HALTED), Fate.STUCK),
        (Seen(is_open=True, alerts="job-printing", status="The printer is unreachable"), Fate.STUCK),
        (Seen(is_open=True, alerts="job-printing", printer=f"{IDLE}\tAlerts: media-empty-error\n"), Fate.STUCK),
        (Seen(is_open=True, alerts="job-printing", printer=HALTED.replace("WARD", "OTHER")), Fate.GOING),
        (Seen(is_open=True, alerts="job-printing", printer="\tAlerts: jam\n"), Fate.GOING),
    ],
)
def test_how_far_it_is(seen: Seen, fate: Fate) -> None:
    assert after(seen).fate is fate


@pytest.mark.parametrize("word", ["JAM", "Offline", "door open", "toner-empty", "cover-open-error", "not connected"])
def test_what_stops_a_printer_in_any_case_of_its_letters(word: str) -> None:
    assert after(Seen(is_open=True, status=f"WARD: {word}")).fate is Fate.STUCK


def test_only_a_job_that_came_after_the_first_answer_is_ours() -> None:
    job = PrintJob("WARD", Seen(alerts="none").text(11) + Seen(alerts="none").text(9))
    assert job.state(Seen(alerts="none").text(11)).fate is Fate.UNKNOWN
    both = Seen(is_open=True).text(14) + Seen(alerts="job-canceled-by-user").text(12) + Seen(is_open=True).text(11)
    assert job.state(both).fate is Fate.FAILED, "the first one after it"
    assert job.state(Seen(is_open=True).text(11) + Seen(alerts="none").text(12)).fate is Fate.DONE, (
        "the same from then on"
    )
    assert job.state(Seen(is_open=True).text(14)).fate is Fate.UNKNOWN, "forgotten by the service"
    assert job.state(DEAD).fate is Fate.SILENT


def test_without_a_first_answer_nobody_can_tell_which_is_ours() -> None:
    for before in ("", DEAD):
        assert after(Seen(alerts="job-completed-successfully"), before) == JobState(Fate.UNKNOWN)


def test_a_queue_with_a_set_of_options_is_the_queue() -> None:
    assert lpstat_arguments("WARD/draft") == lpstat_arguments("WARD")
    assert PrintJob("WARD/draft", ALIVE).state(Seen(alerts="none").text()).fate is Fate.DONE


def test_a_queue_is_a_name_and_no_pattern() -> None:
    assert PrintJob("W.RD", ALIVE).state(Seen(alerts="none").text()).fate is Fate.UNKNOWN
    assert PrintJob("WARD", ALIVE).state(Seen(alerts="none").text(queue="MYWARD")).fate is Fate.UNKNOWN
    assert PrintJob("a+b", ALIVE).state(Seen(alerts="none").text(queue="a+b")).fate is Fate.DONE


def test_the_service_is_asked_for_open_jobs_before_all_of_them() -> None:
    assert " ".join(lpstat_arguments("WARD")) == "-r -l -W not-completed -oWARD -W all -oWARD -pWARD"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("  Waiting   for\u202e a\x07 person ", "Waiting for a person"),
        ("x" * 250, "x" * 200),
        ("", ""),
    ],
)
def test_its_words_are_quoted_clean_and_short(status: str, said: str) -> None:
    assert after(Seen(is_open=True, status=status)).said == said


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (JobState(Fate.DONE), "The print service has finished with this job."),
        (JobState(Fate.GOING), "The pages are on their way to WARD."),
        (JobState(Fate.QUEUED, "hold"), "The pages wait their turn in the queue of WARD. It says: “hold”"),
        (
            JobState(Fate.STUCK, "jam"),
            "WARD is switched off, stopped or needs somebody: the pages wait in its queue, and come out once it is "
            "ready. It says: “jam”",
        ),
        (JobState(Fate.FAILED), "The print service gave the job up, or somebody cancelled it."),
        (JobState(Fate.SILENT), "The print service has stopped: whether the pages come out is not known."),
        (JobState(Fate.UNKNOWN), "What became of the pages cannot be asked here: look at the printer."),
    ],
)
def test_the_person_who_waits_is_told_in_a_sentence(state: JobState, words: str) -> None:
    assert job_words(state, "WARD") == words
