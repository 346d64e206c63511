"""One patient's answers: FHIR QuestionnaireResponse in the few parts that B12 Desk needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from pydantic import AwareDatetime, Field

from b12desk.model.base import Frozen
from b12desk.model.values import Answer, PartialDate


class Status(StrEnum):
    """FHIR QuestionnaireResponse.status, the ones in use."""

    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    AMENDED = "amended"


class Subject(Frozen):
    """The patient line. Nothing here is ever scored, except ``birth_date`` when the birth date question is open."""

    display: str = Field(default="", max_length=200)
    identifier: str = Field(default="", max_length=100)
    birth_date: PartialDate | None = None


class QuestionnaireResponse(Frozen):
    """Answers by linkId (flat). ``authored`` fixes age and durations, so the same response always scores the same.

    ``answers`` maps linkId -> tuple of answers; a missing key is unanswered. ``identifier`` is the intake's UUID or "".
    """

    questionnaire: str
    """``url|version`` of the questionnaire answered."""
    status: Status = Status.COMPLETED
    authored: AwareDatetime
    subject: Subject = Subject()
    identifier: str = Field(default="", max_length=100)
    answers: Mapping[str, tuple[Answer, ...]] = {}

    @property
    def authored_date(self) -> date:
        """The day on which ages and durations are reckoned."""
        return self.authored.date()


def new_response(questionnaire: str, authored: datetime, **fields: object) -> QuestionnaireResponse:
    """Make a response in the program; raises pydantic's ValidationError on a wrong field."""
    return QuestionnaireResponse.model_validate({"questionnaire": questionnaire, "authored": authored, **fields})
