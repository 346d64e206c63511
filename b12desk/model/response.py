"""One patient's answers: FHIR QuestionnaireResponse in the few parts that B12 Desk needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from b12desk.model.frozen import frozen
from b12desk.model.values import Answer, PartialDate

LONGEST_NAME = 1000
LONGEST_NUMBER = 100
"""Characters of a patient's name and record number; what is longer is refused with a message, never cut."""


class Status(StrEnum):
    """FHIR QuestionnaireResponse.status, the ones in use."""

    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    AMENDED = "amended"
    ENTERED_IN_ERROR = "entered-in-error"


@frozen
class Subject:
    """The patient line. Nothing here is ever scored, except ``birth_date`` when the birth date question is open.

    A name stands in its parts, ``family`` and ``given`` (FHIR HumanName), or in one piece, ``display``: never in both,
    and what came in one piece is never split by guess.
    """

    display: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    family: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    given: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    identifier: Annotated[str, Field(max_length=LONGEST_NUMBER)] = ""
    birth_date: PartialDate | None = None

    def __post_init__(self) -> None:
        if self.display and (self.family or self.given):
            raise ValueError("a name stands in one piece or in its parts, not in both")

    @property
    def name(self) -> str:
        """As staff read it: ``KOWALSKA, Anna``; a name in one piece as it is."""
        return self.display or ", ".join(filter(None, (self.family.upper(), self.given)))

    @property
    def spoken(self) -> str:
        """In the order in which it is spoken: ``Anna Kowalska``."""
        return self.display or " ".join(filter(None, (self.given, self.family)))


@frozen
class QuestionnaireResponse:
    """Answers by linkId (flat). ``authored`` fixes age and durations, so the same response always scores the same.

    ``authored`` is the day of work, as FHIR has it: when these answers were last worked on. ``begun`` is set when the
    first of them were given on another day.

    ``answers`` maps linkId -> tuple of answers; a missing key is unanswered. ``identifier`` is the intake's UUID or "".
    """

    questionnaire: str
    """``url|version`` of the questionnaire answered."""
    status: Status = Status.COMPLETED
    authored: AwareDatetime
    begun: AwareDatetime | None = None
    subject: Subject = Subject()
    identifier: Annotated[str, Field(max_length=100)] = ""
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    carried_from: str = ""
    """``url|version`` of the older questionnaire that these answers were first given to; "" when it is this one."""
    ask_again: tuple[str, ...] = ()
    """The linkIds of questions that were carried over from something less exact, and not asked again yet."""
    ruled_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a list that is not known as a whole, the codes that an older form was told are not so."""

    def __post_init__(self) -> None:
        if self.authored.utcoffset() is None:
            raise ValueError("the moment of an intake needs a time zone")

    @property
    def authored_date(self) -> date:
        """The day on which ages and durations are reckoned."""
        return self.authored.date()

    @property
    def carried_version(self) -> str:
        """The version of the older questionnaire; "" when there is none."""
        return self.carried_from.rpartition("|")[2]


def new_response(questionnaire: str, authored: datetime, identifier: str = "") -> QuestionnaireResponse:
    """An intake without answers, made in the program; raises ValueError when ``authored`` has no time zone."""
    return QuestionnaireResponse(questionnaire=questionnaire, authored=authored, identifier=identifier)
