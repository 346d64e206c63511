"""A patient alone before the screen: which stage a hand-over has reached, and what each touch does to it. No widget.

Rules: nothing that says what an answer means is reachable from here; a question is passed with an answer, "not sure"
and "rather not say" among them, and nothing is answered by silence; a change from the review comes straight back, by
way of what it opened; three wrong birth dates, a refusal, the end and the time that has passed lead to staff alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Literal, NamedTuple

from b12desk.desk.open_intake import Audience, OpenIntake
from b12desk.engine.item_state import Change
from b12desk.engine.lifetime import oldest_day, years_between
from b12desk.engine.patient_path import PatientPath, Screen
from b12desk.engine.settled import outstanding
from b12desk.engine.typed_date import Span, read_date
from b12desk.engine.walk_time import seconds_a_question
from b12desk.model.issue import IssueCode
from b12desk.model.patient_walk import Way
from b12desk.model.questionnaire import ItemType, Questionnaire
from b12desk.model.values import Answer, Coding, PartialDate

Face = Literal["good", "middling", "bad"]

TRIES = 3
LASTS = timedelta(hours=1)


class Stage(Enum):
    """Where a hand-over stands. From `DONE` on only staff lead on."""

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
    """What staff chose when they handed the device over. ``way``: who answers. ``known``: staff know who it is."""

    way: Way = "alone"
    sound: bool = False
    lasts: timedelta = LASTS
    known: bool = False


class Seen(NamedTuple):
    """What happened on one screen."""

    screen: str
    seconds: float
    backs: int = 0
    changes: int = 0
    help: int = 0
    abandoned: bool = False


class Sitting:
    """One hand-over, made by `Intakes.hand_over`. ``called``: the patient wants staff to come."""

    def __init__(
        self,
        intake: OpenIntake,
        keep: Callable[[], None],
        clock: Callable[[], datetime],
        terms: Terms,
        ticks: Callable[[], float] | None = None,
    ) -> None:
        self.intake = intake
        self.session = intake.session
        self.terms = terms
        self.called = False
        self.tries = TRIES
        self.ends = clock() + terms.lasts
        self.records: list[Seen] = []
        self._path = PatientPath(intake.definition)
        self._keep, self._clock = keep, clock
        self._ticks = ticks or (lambda: clock().timestamp())
        self._walk: list[Screen] = []
        self._at = -1
        self._changing: int | None = None
        self._told: int | None = None
        self._stage = Stage.WELCOME if terms.known or self.birth_date is None else Stage.CONFIRM_BIRTH
        self._since, self._counts = self._ticks(), [0, 0, 0]
        intake.hand_over(Audience.PATIENT)
        roles, code = self._questionnaire.roles, self._questionnaire.patient.answered_by.code(terms.way)
        if roles.respondent and code:
            self.session.answer(roles.respondent, Coding(code=code))

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
    def screen(self) -> Screen | None:
        """What the screen asks now: it grows as the answers open details. None but in `QUESTION`."""
        if self.stage is not Stage.QUESTION:
            return None
        known = self._walk[self._at]
        shown = self._shown(but=self._at)
        now = self._path.screen(known.question, self.session.response(), known.link_ids, shown)
        self._walk[self._at] = now
        return now

    @property
    def last_box(self) -> str:
        """The question in the patient's own words that stands below the review; "" when there is none."""
        return self._questionnaire.patient.last if self.stage is Stage.REVIEW else ""

    @property
    def can_continue(self) -> bool:
        """Whether `next` leads on: each question of the screen has an answer, or may be left empty."""
        screen = self.screen
        return screen is None or not any(map(self.holds, screen.link_ids))

    @property
    def can_go_back(self) -> bool:
        """Whether there is a screen behind this one."""
        return self.stage is Stage.REVIEW or (self.stage is Stage.QUESTION and self._at >= 0)

    @property
    def answered(self) -> tuple[Screen, ...]:
        """What the review lists: the screens that were asked and still apply, in their order."""
        return tuple(each for each in map(self._as_it_applies, self._walk) if each.link_ids)

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
        if self.tries <= 0:
            self._turn(Stage.ASK_STAFF, abandoned=True)
        return False

    def begin(self) -> None:
        """To the first question."""
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
        self._counts[2] += 1

    def staff_came(self) -> None:
        """They did."""
        self.called = False

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
        self._counts[0] += 1
        self._changing = None
        if self._stage is Stage.REVIEW:
            self._open(len(self._walk) - 1)
        elif self._at:
            self._open(self._at - 1)
        else:
            self._at = -1
            self._turn(Stage.WELCOME)

    def change(self, link_id: str) -> None:
        """From the review to the screen of a question; `next` comes straight back. Raises ValueError."""
        place = next((place for place, each in enumerate(self._walk) if link_id in each.link_ids), None)
        if self.stage is not Stage.REVIEW or place is None:
            raise ValueError(f"{link_id} is not on the review")
        self._changing = place
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

    face: Face | None = None

    def minutes_left(self) -> int | None:
        """About how many minutes are left, at least 1; None when that cannot be kept."""
        if self.stage not in (Stage.WELCOME, Stage.QUESTION):
            return None
        response = self.session.response()
        left = len(set(outstanding(self.intake.definition, response)))
        seconds = left * seconds_a_question(self._age(), sound=self.terms.sound)
        minutes = max(1, -(-int(seconds) // 60))
        if self._told is not None and minutes > self._told:
            return None
        self._told = minutes
        return minutes

    # Internals

    @property
    def _questionnaire(self) -> Questionnaire:
        return self.intake.definition.questionnaire

    def _age(self) -> int | None:
        born, given = self.birth_date, self.session.answers.get(self._questionnaire.roles.age, ())
        if born is not None:
            return years_between(born, self._clock().date())[1]
        return next((each for each in given if isinstance(each, int)), None)

    def _changed(self, link_id: str, write: Callable[[], Change]) -> Change:
        had = self.session.answers.get(link_id, ())
        done = write()
        if had and had != self.session.answers.get(link_id, ()):
            self._counts[1] += 1
        self._keep()
        return done

    def holds(self, link_id: str) -> bool:
        """Whether this question has to be answered, or put right, before one goes on."""
        state = self.session.state(link_id)
        if not state.enabled:
            return False
        if state.draft is not None or any(each.link_id == link_id for each in self.session.issues):
            return True
        instead = self._questionnaire.alternatives.get(link_id, "")
        free = state.item.type in (ItemType.STRING, ItemType.TEXT) or not (state.item.unknown or state.item.required)
        return not (state.answers or self.session.answers.get(instead) or free or state.item.alternative_to)

    def _shown(self, but: int | None = None) -> set[str]:
        mine = {"", *(each for each in [self._questionnaire.roles.respondent] if each)}
        return mine.union(*(each.link_ids for place, each in enumerate(self._walk) if place != but))

    def _as_it_applies(self, screen: Screen) -> Screen:
        return Screen(tuple(each for each in screen.link_ids if each in self.session.enabled))

    def _forward(self) -> None:
        if self._changing is not None:
            self._at = len(self._walk) - 1
            self._changing = None
        while self._at + 1 < len(self._walk):
            if self._as_it_applies(self._walk[self._at + 1]).link_ids:
                self._open(self._at + 1)
                return
            del self._walk[self._at + 1]
        found = self._path.ahead(self.session.response(), self._shown())
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

    def _leave(self, *, abandoned: bool = False) -> None:
        now = self._ticks()
        name = self._walk[self._at].question if self._stage is Stage.QUESTION else self._stage.name.lower()
        backs, changes, calls = self._counts
        self.records.append(Seen(name, now - self._since, backs, changes, calls, abandoned))
        self._since, self._counts = now, [0, 0, 0]


def birth_date_of(intake: OpenIntake) -> PartialDate | None:
    """The birth date on record, which a patient is asked for at the hand-over."""
    session = intake.session
    given = session.answers.get(session.questionnaire.roles.birth_date, ())
    return session.subject.birth_date or next((each for each in given if isinstance(each, PartialDate)), None)
