"""The intakes as the start page lists them: the little that it shows of each, and what is said of a damaged one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.model.response import Status
from b12desk.store.finding import entry_columns, subject_of
from b12desk.store.intake_content import IntakeInfo, moment, paper_of
from b12desk.store.tables import amendments, forms, intakes, persons

MOST_FINISHED = 50
"""Finished intakes that a list reads, the newest; `Records.find` looks through all."""
_MOST_PROBLEMS = 5


def listed(connection: sa.Connection) -> tuple[IntakeInfo, ...]:
    """The unfinished, the newest finished and the half amended ones, newest first, then what cannot be opened.

    What was entered in error is none of them.
    """
    columns = [
        intakes.c[name]
        for name in ("id", "saved", "begun", "authored", "finished", "paper_way", "paper_when", "page", "answered")
    ]
    thin = sa.select(*columns, intakes.c.damage, *entry_columns(), forms.c.questionnaire)
    thin = thin.join(persons).join(forms, forms.c.id == intakes.c.form_id)
    half = sa.exists().where(amendments.c.intake_id == intakes.c.id)
    thin = thin.add_columns(half.label("amending")).where(intakes.c.status != Status.ENTERED_IN_ERROR)
    ended = thin.where(intakes.c.finished.is_not(None)).order_by(intakes.c.finished.desc()).limit(MOST_FINISHED)
    newest = connection.execute(ended).all()
    known = [each.id for each in newest]
    found = [
        *connection.execute(thin.where(intakes.c.finished.is_(None))),
        *newest,
        *connection.execute(thin.where(half, intakes.c.id.not_in(known))),
    ]
    infos = [_info(each) for each in found]
    sound = [each for each in infos if each.saved is not None]
    sound.sort(key=lambda each: each.saved or datetime.min.replace(tzinfo=UTC), reverse=True)
    return (*sound, *(each for each in infos if each.problem is not None))


def _info(row: sa.Row[Any]) -> IntakeInfo:
    """The little that a list shows."""
    if row.damage:
        return IntakeInfo(row.id, problem=damaged(row.id, ValueError(row.damage)).problems[0], kind="damaged")
    try:
        return IntakeInfo(
            row.id,
            saved=moment(row.saved, _("the time of saving")),
            begun=moment(row.begun or row.authored, _("the time of the intake")),
            finished=None if row.finished is None else moment(row.finished, _("the time of finishing")),
            paper=paper_of(None if row.paper_way is None else {"way": row.paper_way, "when": row.paper_when}),
            page=row.page,
            spoken=subject_of(row).spoken,
            answered=row.answered,
            questionnaire=row.questionnaire,
            amending=row.amending,
        )
    except ValueError as error:
        return IntakeInfo(row.id, problem=damaged(row.id, error).problems[0], kind="damaged")


def damaged(identifier: str, error: Exception) -> StoreError:
    """What is wrong with an intake, by place and never by value."""
    causes = [str(error)]
    if isinstance(error, ValidationError):
        places = dict.fromkeys(".".join(map(str, ("response", *each["loc"][:2]))) for each in error.errors())
        causes = [_("{place} is not what an intake holds.", place=place) for place in places]
    fix = _("Nothing was deleted: it stays among your records as it is.")
    return StoreError(
        _("This intake is damaged."), [Problem(identifier, each, fix) for each in causes[:_MOST_PROBLEMS]]
    )
