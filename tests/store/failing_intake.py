"""A desk set up, an intake begun, saved, finished, put on paper, backed up, another one removed: each told as it ends.

Everything goes through the doors that the window uses. What a disk refuses once has to go well when it is tried again.
Nothing here is written but by the program itself: reports go through ``writev``, which nobody makes fail.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from b12desk import definitions
from b12desk.app import open_intakes, sample_patient
from b12desk.desk.open_intake import OpenIntake
from b12desk.errors import UserError
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.settings import Settings, WindowSize
from b12desk.store.settings import save_settings
from b12desk.store.window_size import save_size
from tests.set_up_desk import PASSPHRASE, cheap_safe

ANSWERS = 5
"""Of the sample patient, each saved by itself."""
SIZE = WindowSize(1111, 777)
SETTINGS = Settings(theme="dark")
SUMMARY, BACKUP = "summary.pdf", "all.age"

Report = Callable[[str], None]
Result = TypeVar("Result")
form = cache(definitions.load)


class TwiceError(Exception):
    """Refused although nothing fails any more."""


@cache
def patient() -> QuestionnaireResponse:
    """The one of the demonstration."""
    return sample_patient(form().questionnaire)


def told(report: Report, name: str, step: Callable[[], Result]) -> Result:
    """Do it, and once more when it is refused; ``ACK name`` when it is done."""
    try:
        result = step()
    except UserError as error:
        report(f"REFUSED {name}: {' '.join(str(error).split())}")
        try:
            result = step()
        except UserError as again:
            raise TwiceError(name) from again
    report(f"ACK {name}")
    return result


def live(folder: Path, report: Report) -> None:
    """See the head. Raises TwiceError, and whatever escapes."""
    safe = cheap_safe()
    keys = told(report, "keys", lambda: safe.begin_set_up(PASSPHRASE))
    report(f"KEYS {keys.first_half}/{keys.second_half}")
    told(report, "desk", lambda: safe.confirm(*keys)).records.shut()
    records = told(report, "unlocked", lambda: safe.unlock(PASSPHRASE)).records
    intakes = open_intakes(records, form)
    told(report, "settings", lambda: save_settings(SETTINGS))
    save_size(SIZE)
    other = intakes.begin()
    other.session.set_subject(Subject(display="Other"))
    told(report, "other", lambda: intakes.save(other))
    intakes.close(other)
    intake = intakes.begin()
    report(f"INTAKE {intake.identifier}")
    given = patient().answers
    for number, link_id in enumerate(list(given)[:ANSWERS]):
        intake.session.answer(link_id, *given[link_id])
        told(report, f"answer {number}", lambda: intakes.save(intake))
    finish(intake)
    told(report, "finished", lambda: intakes.save(intake))
    told(report, "paper", lambda: intake.save_paper("summary", folder / SUMMARY))
    told(report, "noted", lambda: intakes.save(intake))
    told(report, "backup", lambda: safe.back_up(folder / BACKUP))
    told(report, "removed", lambda: intakes.discard(other.identifier))
    report(f"OTHER {other.identifier}")
    intakes.close(intake)
    resumed = told(report, "resumed", lambda: intakes.resume(intake.identifier))
    intakes.close(resumed)
    records.shut()
    report("END")


def finish(intake: OpenIntake) -> None:
    """Answer what the sample patient answers, and finish."""
    given = patient().answers
    order = intake.session.questionnaire.order
    for link_id in sorted(given, key=order.__getitem__):
        intake.session.answer(link_id, *given[link_id])
    intake.finish()


def child(folder: Path, start: int, out: int) -> None:
    """`live` in a forked process, when a byte has come; tells what escaped, and ends as if it were killed."""

    def report(line: str) -> None:
        os.writev(out, [line.replace("\n", " ").encode() + b"\n"])

    os.read(start, 1)
    try:
        live(folder, report)
    except BaseException as error:  # noqa: BLE001 -- whatever it is, it is told
        last = traceback.extract_tb(error.__traceback__)[-1]
        report(f"ESCAPED {type(error).__name__}: {error!r} ({last.filename}:{last.lineno})")
    os._exit(0)
