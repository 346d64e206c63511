"""A patient alone before the screen: which stage a hand-over has reached, and what each touch does to it. No widget.

Rules: nothing that says what an answer means is reachable from here; a question is passed with an answer, "not sure"
and "rather not say" among them, and nothing is answered by silence; a change from the review comes straight back, by
way of what it opened; three wrong birth dates, a refusal, the end and the time that has passed lead to staff alone. An
answer is on the disk, with the alarm that it raises, before the call returns; where a walk that was cut off goes on is
read off the answers that the patient gave.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from enum import Enum, auto
from math import ceil
from time import monotonic
from typing import NamedTuple

from b12desk.desk.open_intake import Audience, OpenIntake
from b12desk.desk.walk_diary import Diary, Face
from b12desk.engine.item_state import Change
from b12desk.engine.lifetime import oldest_day, years_between
from b12desk.engine.patient_path import PatientPath, Screen
from b12desk.engine.typed_date import Span, read_date
from b12desk.engine.walk_time import seconds_a_question
from b12desk.model.issue import IssueCode
from b12desk.model.patient_walk import Company
from b12desk.model.questionnaire import ItemType
from b12desk.model.values import Answer, Coding, PartialDate
from b12desk.store.intake_content import Given

TRIES = 3
LASTS = timedelta(hours=1)
_SPARE = 3
"""Questions that answers may still open: the minutes that are told count them."""


class Stage(Enum):
    """Where a hand-over stands. From those of `OVER` on only staff lead on."""

    CONFIRM_BIRTH = auto()
    WELCOME = auto()
    QUESTION = auto()
    REVIEW = auto()
    EASE = auto()
    """Confirmed: what happens next, hand the device back, was this easy?"""
    DONE = auto()
    DECLINED = auto()
    ASK_STAFF = auto()
    EXPIRED = auto()


OVER = frozenset({Stage.DONE, Stage.DECLINED, Stage.ASK_STAFF, Stage.EXPIRED})
"""The stages from which only staff lead on."""


class Terms(NamedTuple):
    """What staff chose when they handed the device over.

    ``way``: who is with the patient; ``known``: staff know who it is, so the birth date is not asked.
    """

    way: Company = "alone"
    sound: bool = False
    lasts: timedelta = LASTS
    known: bool = False


class Progress(NamedTuple):
    """What of a hand-over outlives the program."""

    ends: datetime
    tries: int = TRIES
    stage: Stage | None = None
    walked: Collection[str] = ()
    """The questions that the patient answered before."""


class Sitting:
    """One hand-over, made by `Intakes.hand_over`.

    ``called``: the patient wants staff to come. ``alarm``: an answer calls for staff now. ``face``: how easy it was.
    ``keep`` saves the intake, ``note`` how the hand-over stands.
    """

    def __init__(
        self,
        intake: OpenIntake,
        keep: Callable[[], None],
        clock: Callable[[], datetime],
        terms: Terms,
        *,
        note: Callable[[Sitting], None] = lambda _sitting: None,
        progress: Progress | None = None,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        self.intake, self.session, self.terms = intake, intake.session, terms
        self.called = self.alarm = False
        self.face: Face | None = None
        self.diary = Diary(ticks)
        self._keep, self._clock, self._note = keep, clock, note
        self._questionnaire = intake.session.questionnaire
        self._path = PatientPath(intake.definition)
        self._raised = frozenset(intake.flags())
        self._changing = False
        self._told: int | None = None
        intake.hand_over(Audience.PATIENT)
        roles, code = self._questionnaire.roles, self._questionnaire.patient.answered_by.code(terms.way)
        self._said = {roles.respondent} if code else set[str]()
        if code:
            self.session.answer(roles.respondent, Coding(code=code))
        kept = progress or Progress(clock() + terms.lasts)
        self.ends, self.tries = kept.ends, kept.tries
        first = Stage.WELCOME if terms.known or self.birth_date is None else Stage.CONFIRM_BIRTH
        self._stage = kept.stage if kept.stage in OVER else first
        self._walk = self._path.met(self.session.response(), kept.walked, self._said)
        self._at = len(self._walk) - 1

    # What can be asked of it

    @property
    def stage(self) -> Stage:
        """Where it stands now; the time that has passed counts at every look."""
        if self._stage not in OVER and self._clock() >= self.ends:
            self._leave(abandoned=True)
            self._stage = Stage.EXPIRED
        return self._stage

    @property
    def birth_date(self) -> PartialDate | None:
        """The birth date on record."""
        return birth_date_of(self.intake)

    @property
    def age(self) -> int | None:
        """In whole years, at most."""
        born, given = self.birth_date, self.session.answers.get(self._questionnaire.roles.age, ())
        if born is not None:
            return years_between(born, self._clock().date())[1]
        return next((each for each in given if isinstance(each, int)), None)

    @property
    def screen(self) -> Screen | None:
        """What the screen asks now: it grows as the answers open details. None but in `QUESTION`."""
        if self.stage is not Stage.QUESTION:
            return None
        known = self._walk[self._at]
        others = self._shown(each for each in self._walk if each is not known)
        now = self._path.screen(known.question, self.session.response(), known.link_ids, others)
        self._walk[self._at] = now
        return now

    @property
    def last_box(self) -> str:
        """The question in the patient's own words that stands below the review; "" when there is none."""
        return self._questionnaire.patient.last if self.stage is Stage.REVIEW else ""

    @property
    def can_continue(self) -> bool:
        """Whether `next` leads on: no question of the screen `holds`."""
        screen = self.screen
        return screen is None or not any(map(self.holds, screen.link_ids))

    @property
    def can_go_back(self) -> bool:
        """Whether there is a screen behind this one."""
        return self.stage in (Stage.REVIEW, Stage.QUESTION)

    @property
    def answered(self) -> tuple[Screen, ...]:
        """What the review lists: the screens that were asked and still apply, in their order."""
        return tuple(each for each in map(self._as_it_applies, self._walk) if each.link_ids)

    def holds(self, link_id: str) -> bool:
        """Whether this question has to be answered, or put right, before one goes on.

        Free text is never owed, nor what has no "not sure" and is not required.
        """
        state = self.session.state(link_id)
        if not state.enabled or state.item.alternative_to:
            return state.enabled and state.draft is not None
        if state.draft is not None or any(each.link_id == link_id for each in self.session.issues):
            return True
        instead = self._questionnaire.alternatives.get(link_id, "")
        free = state.item.type in (ItemType.STRING, ItemType.TEXT) or not (state.item.unknown or state.item.required)
        return not (state.answers or self.session.answers.get(instead) or (free and not instead))

    def minutes_left(self) -> int | None:
        """About how many minutes are left, at least 1; None when that cannot be kept: it never goes up."""
        if self.stage not in (Stage.WELCOME, Stage.QUESTION):
            return None
        here = set() if self._stage is Stage.WELCOME else set(self._walk[self._at].link_ids)
        left = self._path.at_most(self.session.response(), self._shown(self._walk) - here)
        seconds = (left + min(left, _SPARE)) * seconds_a_question(self.age, sound=self.terms.sound)
        minutes = max(1, ceil(seconds / 60))
        if self._told is not None and minutes > self._told:
            return None
        self._told = minutes
        return minutes

    # What the patient does

    def confirm_birth(self, day: str | int, month: str | int, year: str | int) -> bool:
        """Whether this is the birth date on record; the third miss leads to staff. ``month``: a number or a name."""
        born = self.birth_date
        if self.stage is not Stage.CONFIRM_BIRTH or born is None:
            return False
        today = self._clock().date()
        told = read_date(f"{day}.{month}.{year}", Span(oldest_day(today), today)).dates
        if any(each.date.startswith(born.date) for each in told):
            self._turn(Stage.WELCOME)
            return True
        self.tries -= 1
        if self.tries > 0:
            self._note(self)
        else:
            self._turn(Stage.ASK_STAFF, abandoned=True)
        return False

    def begin(self) -> None:
        """To the first question, or to where the walk was cut off."""
        if self.stage is Stage.WELCOME:
            self._forward()

    def decline(self) -> None:
        """Rather not: it ends, and staff are told."""
        if self.stage is Stage.WELCOME:
            self.called = True
            self._turn(Stage.DECLINED, abandoned=True)

    def call_staff(self) -> None:
        """Somebody is to come; the page stays."""
        self.called = True
        self.diary.helped()
        self._note(self)

    def answer(self, link_id: str, *values: Answer) -> Change:
        """As `Session.answer`; on the disk before it returns. Raises StoreError."""
        return self._changed(link_id, lambda: self.session.answer(link_id, *values))

    def toggle(self, link_id: str, code: str) -> Change:
        """As `Session.toggle`, likewise."""
        return self._changed(link_id, lambda: self.session.toggle(link_id, code))

    def draft(self, link_id: str, text: str, code: IssueCode = IssueCode.DRAFT, unit: str | None = None) -> Change:
        """As `Session.draft`, likewise."""
        return self._changed(link_id, lambda: self.session.draft(link_id, text, code, unit))

    def next(self) -> None:
        """To the next screen, or to the review; nothing happens while something holds."""
        if self.stage is Stage.QUESTION and self.can_continue:
            self._forward()

    def back(self) -> None:
        """To the screen before; from the first question to the welcome."""
        if not self.can_go_back:
            return
        self.diary.back()
        self._changing = False
        place = len(self._walk) if self._stage is Stage.REVIEW else self._at
        earlier = [each for each in range(place) if self._as_it_applies(self._walk[each]).link_ids]
        if earlier:
            self._open(earlier[-1])
        else:
            self._turn(Stage.WELCOME)
            self._at = -1

    def change(self, link_id: str) -> None:
        """From the review to the screen of a question; `next` comes straight back. Raises ValueError."""
        place = next((place for place, each in enumerate(self._walk) if link_id in each.link_ids), None)
        if self.stage is not Stage.REVIEW or place is None:
            raise ValueError(f"{link_id} is not on the review")
        self._changing = True
        self._open(place)

    def confirm(self) -> None:
        """These are my answers."""
        if self.stage is Stage.REVIEW:
            self._turn(Stage.EASE)

    def ease(self, face: Face | None) -> None:
        """Was this easy? None: no answer. The end: the device goes back."""
        if self.stage is Stage.EASE:
            self.face = face
            self._turn(Stage.DONE)

    def put_down(self) -> None:
        """It is taken from the patient, who may not have come to the end."""
        if self.stage not in OVER:
            self._leave(abandoned=True)
            self._stage = Stage.ASK_STAFF

    # Internals

    def _changed(self, link_id: str, write: Callable[[], Change]) -> Change:
        had = self.session.answers.get(link_id, ())
        done = write()
        if had and had != self.session.answers.get(link_id, ()):
            self.diary.changed()
        flags = frozenset(self.intake.flags())
        new = tuple(sorted(flags - self._raised))
        self.alarm = self.alarm or bool(new)
        self.intake.given = Given("patient", self.terms.way, round(self.diary.seconds, 1), new)
        _now = self.screen  # what the answer opens stands there from now on
        self._keep()
        self._raised |= flags
        return done

    def _shown(self, walk: Iterable[Screen]) -> set[str]:
        """What needs no screen any more: these have it, and who is with the patient staff said."""
        return self._said.union(*(each.link_ids for each in walk))

    def _as_it_applies(self, screen: Screen) -> Screen:
        return Screen(tuple(each for each in screen.link_ids if each in self.session.enabled))

    def _forward(self) -> None:
        if self._changing:
            self._changing = False
            self._at = len(self._walk) - 1
        while self._at + 1 < len(self._walk):
            if self._as_it_applies(self._walk[self._at + 1]).link_ids:
                self._open(self._at + 1)
                return
            del self._walk[self._at + 1]
        found = self._path.ahead(self.session.response(), self._shown(self._walk))
        if found is None:
            self._turn(Stage.REVIEW)
            return
        self._walk.append(found)
        self._open(len(self._walk) - 1)

    def _open(self, place: int) -> None:
        self._leave()
        self._at, self._stage = place, Stage.QUESTION

    def _turn(self, stage: Stage, *, abandoned: bool = False) -> None:
        self._leave(abandoned=abandoned)
        self._stage = stage
        self._keep()
        self._note(self)

    def _leave(self, *, abandoned: bool = False) -> None:
        name = self._walk[self._at].question if self._stage is Stage.QUESTION else self._stage.name.lower()
        self.diary.leave(name, abandoned=abandoned)


def birth_date_of(intake: OpenIntake) -> PartialDate | None:
    """The birth date on record, which a patient is asked for at the hand-over."""
    session = intake.session
    given = session.answers.get(session.questionnaire.roles.birth_date, ())
    return session.subject.birth_date or next((each for each in given if isinstance(each, PartialDate)), None)
