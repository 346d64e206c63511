"""What the file of an intake holds: its format, written and read, and the little of it that a list shows.

Version 3 also says from which older form the answers were carried over, and what to ask again. Version 2 holds, beside
the answers, the furthest page, text that was typed and is no answer yet, and since when the intake is finished; version
1 had none of these. Both open still. Rule: a time is one that every calendar can show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from b12desk.engine.item_state import Typed
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.border import plain_data, read_model
from b12desk.model.issue import IssueCode
from b12desk.model.response import QuestionnaireResponse

FORMAT = "b12desk-draft"
VERSION = 3
IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,99}")
"""What an intake may be called; its file bears that name."""

PaperWay = Literal["printed", "saved"]
Kind = Literal["", "damaged", "unreadable"]
_WAYS: dict[str, PaperWay] = {"printed": "printed", "saved": "saved"}


class Paper(NamedTuple):
    """That the summary of a finished intake was made, how and when."""

    way: PaperWay
    when: datetime


class Given(NamedTuple):
    """How the answers of one save came.

    ``by``: "patient" at a screen handed over or on paper, or "staff"; ``way``: who was with the patient, or "paper";
    ``seconds`` that the screen had been open; ``alarms``: the ids of the red flags that they raised.
    """

    by: str = "staff"
    way: str | None = None
    seconds: float | None = None
    alarms: tuple[str, ...] = ()


BY_STAFF = Given()
ON_PAPER = Given("patient", "paper")
"""The patient's own, typed in by staff from a sheet: no alarm sounds, for whoever types reads it."""


@dataclass(frozen=True, slots=True)
class IntakeInfo:
    """One line of the list of intakes.

    ``spoken`` is the patient's name, ``answered`` the number of answered items, ``questionnaire`` its ``url|version``.
    With ``problem`` set it cannot be opened, ``kind`` says why, and the others, but for ``identifier``, are empty.
    """

    identifier: str
    saved: datetime | None = None
    begun: datetime | None = None
    finished: datetime | None = None
    paper: Paper | None = None
    page: str = ""
    spoken: str = ""
    answered: int = 0
    questionnaire: str = ""
    problem: Problem | None = None
    kind: Kind = ""
    amending: bool = False
    """An amendment of it was begun, and is not finished."""


@dataclass(frozen=True, slots=True)
class UnfinishedIntake:
    """An intake as it is kept: answers, the linkIds of its page and of the furthest one, and what version 2 adds."""

    response: QuestionnaireResponse
    page: str
    saved: datetime
    furthest: str = ""
    typed: tuple[Typed, ...] = ()
    finished: datetime | None = None
    paper: Paper | None = None
    given: Given = field(default=BY_STAFF, compare=False)
    """How what is new in it came; a matter of writing it."""


def content_of(draft: UnfinishedIntake) -> dict[str, object]:
    """What the file holds."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "saved": draft.saved.isoformat(timespec="seconds"),
        "page": draft.page,
        "furthest": draft.furthest,
        "typed": [
            {"linkId": each.link_id, "text": each.text, "unit": each.unit, "code": each.code} for each in draft.typed
        ],
        "finished": draft.finished and draft.finished.isoformat(timespec="seconds"),
        "paper": draft.paper and {"way": draft.paper.way, "when": draft.paper.when.isoformat(timespec="seconds")},
        "response": plain_data(draft.response),
    }


def draft_of(content: Mapping[str, object]) -> UnfinishedIntake:
    """The intake that a file holds. Raises ValueError (pydantic's own, for the answers)."""
    page, saved = _header(content)
    response = read_model(QuestionnaireResponse, content.get("response"))
    if not _is_near(response.authored) or (response.begun is not None and not _is_near(response.begun)):
        raise ValueError(_("the time of the intake is not in any calendar."))
    furthest = content.get("furthest", page)
    if not isinstance(furthest, str):
        raise ValueError(_("the furthest page is not a page."))  # noqa: TRY004 -- damage, not a wrong call
    finished, paper = _ending(content)
    return UnfinishedIntake(response, page, saved, furthest, tuple(_typed(content.get("typed", []))), finished, paper)


def _header(content: Mapping[str, object]) -> tuple[str, datetime]:
    page, saved = content.get("page"), content.get("saved")
    if not isinstance(page, str) or not isinstance(saved, str):
        raise ValueError(_("page or time of saving is missing."))  # noqa: TRY004 -- damage, not a wrong call
    return page, moment(saved, _("the time of saving"))


def paper_of(given: object) -> Paper | None:
    """What a file says of the paper that was made. Raises ValueError."""
    if given is None:
        return None
    way = _WAYS.get(str(given.get("way"))) if isinstance(given, dict) else None
    if way is None or not isinstance(given, dict):
        raise ValueError(_("what it says of paper is not understood."))
    return Paper(way, moment(given.get("when"), _("the time of the paper")))


def _ending(content: Mapping[str, object]) -> tuple[datetime | None, Paper | None]:
    """When it was finished, and what paper was made of it."""
    given = content.get("finished")
    finished = None if given is None else moment(given, _("the time of finishing"))
    return finished, paper_of(content.get("paper"))


def moment(value: object, name: str) -> datetime:
    """A time with its zone, that every calendar can show. Raises ValueError, with ``name``."""
    try:
        when = datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError(_("{name} is not a time.", name=name)) from None
    if when.tzinfo is None:
        raise ValueError(_("{name} has no time zone.", name=name))
    if not _is_near(when):
        raise ValueError(_("{name} is not in any calendar.", name=name))
    return when


def _is_near(when: datetime) -> bool:
    """Whether every time zone can show it: the first and the last year of all are too near the edge."""
    return datetime.min.year < when.year < datetime.max.year


def _typed(given: object) -> Iterable[Typed]:
    if not isinstance(given, list):
        raise ValueError(_("the typed text is not a list."))  # noqa: TRY004 -- damage, not a wrong call
    for number, each in enumerate(given, 1):
        fields = each if isinstance(each, dict) else {}
        link_id, text, unit, code = (fields.get(name) for name in ("linkId", "text", "unit", "code"))
        try:
            reason = None if code is None else IssueCode(code)
        except ValueError:
            link_id = None
        if not (isinstance(link_id, str) and isinstance(text, str) and isinstance(unit, str | None)):
            raise ValueError(_("typed text number {number} is not understood.", number=number))  # noqa: TRY004 -- damage
        yield Typed(link_id, text, unit, reason)
