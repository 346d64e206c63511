"""Giving the screen to a patient and taking it back; what of that outlives the program.

Rule: from `give` on there is a row in the records that says so, until staff take the screen back: a program that was
killed finds it, opens locked, and nothing but staff leads on.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import cast, get_args

from b12desk.desk.open_intake import Audience, Deed, OpenIntake
from b12desk.desk.waiting_room import Progress, Sitting, Stage, Terms
from b12desk.errors import StoreError
from b12desk.model.patient_walk import Company
from b12desk.store.intake_content import BY_STAFF, ON_PAPER
from b12desk.store.intake_store import HeldElsewhereError
from b12desk.store.waiting import HandOver, Waiting

Left = HandOver
"""One that staff have not ended."""


class HandingOver:
    """``resume`` opens an intake, ``save`` keeps one, ``log`` writes down what staff did with one.

    ``free`` raises HeldElsewhereError while another window has one open.

    All of it raises StoreError when the disk refuses.
    """

    def __init__(
        self,
        kept: Waiting,
        resume: Callable[[str], OpenIntake],
        save: Callable[[OpenIntake], None],
        log: Callable[[Deed, str], None],
        clock: Callable[[], datetime],
        *,
        free: Callable[[str], None],
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        self._kept, self._resume, self._save, self._log = kept, resume, save, log
        self._clock, self._free, self._ticks = clock, free, ticks

    def give(self, intake: OpenIntake, terms: Terms, progress: Progress | None = None) -> Sitting:
        """The screen goes to the patient of this intake, which is on the disk from then on, whatever it holds.

        What the patient answered at an earlier hand-over is not asked again, and stands on the review.
        """
        begun = self._clock()
        if progress is None:
            progress = Progress(begun + terms.lasts, walked=self._own(intake.identifier))

        def note(sitting: Sitting) -> None:
            self._kept.put(
                HandOver(
                    intake.identifier,
                    begun,
                    sitting.ends,
                    terms.way,
                    terms.sound,
                    sitting.tries,
                    sitting.stage.name,
                    sitting.called,
                )
            )

        def keep() -> None:
            self._save(intake)

        intake.tried = True
        sitting = Sitting(intake, keep, self._clock, terms, note=note, progress=progress, ticks=self._ticks)
        keep()
        note(sitting)
        return sitting

    def left(self) -> tuple[Left, ...]:
        """Those of a program that was killed: with one there, a window opens locked. Not what another one shows now."""
        return tuple(each for each in self._kept.handed_over() if not self._is_elsewhere(each.intake))

    def elsewhere(self) -> frozenset[str]:
        """The intakes that a patient has at another screen now; none, where the disk does not say."""
        with suppress(StoreError):
            return frozenset(each.intake for each in self._kept.handed_over() if self._is_elsewhere(each.intake))
        return frozenset()

    def give_again(self, left: Left) -> Sitting:
        """Go on where it was cut off; who it is, the patient shows anew. Raises as `Intakes.resume` too."""
        intake = self._resume(left.intake)
        own = self._own(left.intake)
        way = cast("Company", left.way) if left.way in get_args(Company) else "alone"
        sitting = self.give(
            intake,
            Terms(way, left.sound),
            Progress(left.ends, left.tries, Stage.__members__.get(left.stage), own),
        )
        sitting.called = left.called
        sitting.alarm = any(not each.by for each in self._kept.alarms(left.intake))
        return sitting

    def put_down(self, sitting: Sitting) -> None:
        """The patient is done with it, or it was taken: how the walk went is kept, once, without who it was."""
        sitting.put_down()
        age, face = sitting.age, sitting.face
        rows = sitting.diary.rows(self._clock().date(), age, sound=sitting.terms.sound, face=face)
        self._kept.keep_screens(rows)
        sitting.diary.seen.clear()

    def take_back(self, sitting: Sitting) -> OpenIntake:
        """Staff have the screen again, and the intake that is open on it."""
        self.put_down(sitting)
        intake = sitting.intake
        intake.audience, intake.given = Audience.STAFF, ON_PAPER if intake.from_paper else BY_STAFF
        self.end(intake.identifier)
        return intake

    def end(self, identifier: str) -> None:
        """Staff have the screen again, whether the intake is closed by now or one that was `left`."""
        self._kept.end(identifier)
        self._log("taken back", identifier)

    def _is_elsewhere(self, identifier: str) -> bool:
        """Whether another window, which lives, has it open."""
        try:
            self._free(identifier)
        except HeldElsewhereError:
            return True
        return False

    def _own(self, identifier: str) -> frozenset[str]:
        """The questions that the patient answered."""
        return frozenset(link_id for link_id, each in self._kept.answers(identifier).items() if each.at_screen)
